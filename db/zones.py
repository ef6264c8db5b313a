"""Zones: stretches of an article by kind, proposed by a program or set by the lead."""

import json
from collections.abc import Mapping, Sequence
from itertools import count

from db import asides
from db.encoding import canonical_json
from db.errors import ProjectError
from db.records import Pairs, Zone
from db.session import Session
from db.writing import record_lead

_STATES = ("proposed", "accepted", "rejected")
_COLUMNS = 'article, kind, start, "end", state, rule, id, details'


def of_article(session: Session, article: str) -> tuple[Zone, ...]:
    """Return an article's zones by start, the longer first where two start together."""
    return _read(
        session, f'SELECT {_COLUMNS} FROM zone WHERE article = ? ORDER BY start, "end" DESC, id', article
    )


def all(session: Session) -> tuple[Zone, ...]:  # noqa: A001 - read as zones.all
    """Return every article's zones, in one query, by article and start."""
    return _read(session, f'SELECT {_COLUMNS} FROM zone ORDER BY article, start, "end" DESC, id')


def unconfirmed(session: Session) -> frozenset[str]:
    """Return the ids of the articles with zones that nobody has accepted or rejected."""
    rows = session.connection.execute("SELECT DISTINCT article FROM zone WHERE state = 'proposed'")
    return frozenset(row[0] for row in rows)


def replace(session: Session, article: str, zones: Sequence[Zone]) -> tuple[Zone, ...]:
    """Set all of an article's zones: the lead's act; ProjectError where one does not lie in the text."""
    with session.write():
        write(session, article, zones, verb="zones-set")
    return of_article(session, article)


def replace_many(session: Session, wanted: Mapping[str, Sequence[Zone]]) -> None:
    """Set all zones of several articles in one transaction."""
    with session.write():
        for article, zones in wanted.items():
            write(session, article, zones, verb="zones-set")


def write(session: Session, article: str, zones: Sequence[Zone], *, verb: str) -> None:
    """Record an article's zones, inside a transaction; zones without an id get one."""
    sha256, text = session.text_of(article)
    check(zones, len(text))
    named = _with_ids(zones)
    details = {identity: sorted(zone.details) for identity, zone in named if zone.details}
    digest = asides.keep(session, asides.DETAILS, article, canonical_json(details) if details else "")
    rows = [[identity, z.kind, z.start, z.end, z.state, z.rule] for identity, z in named]
    body = {"kind": "zones", "article": article, "state": {"zones": rows, "details": digest}}
    record_lead(session, verb, f"zones/{article}", body, sha256)


def check(zones: Sequence[Zone], length: int) -> None:
    """Raise ProjectError where zones do not lie in a text of this length, or two have the same id."""
    for zone in zones:
        if not 0 <= zone.start <= zone.end <= length or zone.state not in _STATES:
            raise ProjectError(f"A zone at {zone.start}-{zone.end} ({zone.state}) does not fit its article.")
    known = [zone.id for zone in zones if zone.id]
    if len(set(known)) < len(known):
        raise ProjectError("Two zones of one article have the same id.")


def _with_ids(zones: Sequence[Zone]) -> list[tuple[str, Zone]]:
    """Number the zones that have no id yet, beyond every number that a zone of the article has.

    A number that became free is not given again: a coder's remark may be about the zone that had it.
    """
    highest = max((int(zone.id) for zone in zones if zone.id.isdecimal() and len(zone.id) < 10), default=0)
    free = (str(number) for number in count(highest + 1))
    return [(zone.id or next(free), zone) for zone in zones]


def _read(session: Session, query: str, *values: str) -> tuple[Zone, ...]:
    rows = session.connection.execute(query, values)
    return tuple(Zone(*(*row, _pairs(details))) for *row, details in rows)


def _pairs(stored: str) -> Pairs:
    return tuple((key, value) for key, value in json.loads(stored))
