"""What follows from many revisions at once: the same as one by one, but for new passages in one go."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from db import derive, derive_work
from db.derive_work import PUT_PASSAGE, PUT_PASSAGE_HEAD
from db.encoding import Body
from db.heads import Head, standing
from db.incoming import Row
from db.records import Revision
from db.session import Session
from db.vetting import STREAM, SUBJECT


class Item(NamedTuple):
    """A revision that was just stored under `number`, with its payload read."""

    number: int
    row: Row
    body: Body


def derive_all(
    session: Session, items: Sequence[Item], known_before: Collection[str], asides: Mapping[str, str]
) -> None:
    """Bring the derived tables up to `items`, which are in the log already; inside a transaction.

    `known_before` are the subjects that the log knew before them, `asides` contents by digest.
    """
    alone = {item.row[SUBJECT] for item in items if not _is_new_passage(session, item, known_before)}
    fresh: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.row[SUBJECT] not in alone:
            fresh[item.row[SUBJECT]].append(item)
        else:
            derive.apply(session, item.number, Revision(*item.row), item.body, asides)
    _put_passages(session, fresh, asides)


def _is_new_passage(session: Session, item: Item, known_before: Collection[str]) -> bool:
    """Return whether nothing but the items themselves has to be asked what a passage is."""
    return (
        item.body["kind"] == "passage"
        and item.row[SUBJECT] not in known_before
        and not session.is_local(item.row[STREAM])
        and session.has_article(item.body["article"])
    )


def _put_passages(session: Session, fresh: Mapping[str, Sequence[Item]], asides: Mapping[str, str]) -> None:
    rows, heads = [], []
    for subject, items in fresh.items():
        found = standing([Head(Revision(*item.row), item.body) for item in items])
        row = derive_work.passage_row(session, found[0], asides)
        rows.append((*row, len(found), int(found[0].body["state"] is None)))
        if len(found) > 1:
            heads += [(found[0].body["article"], subject, head.revision.id) for head in found]
    rows.sort(key=lambda row: (row[4], row[0]))  # by article and id, as the table is kept
    session.connection.executemany(PUT_PASSAGE, rows)
    session.connection.executemany(PUT_PASSAGE_HEAD, heads)
