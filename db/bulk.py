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
from db.vetting import CODEBOOK, ID, LAYER, OWNER, SHA256, STREAM, SUBJECT, TIME

_MANY = frozenset(("passage", "progress"))
"""The kinds of which many come at once."""


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
    alone = {item.row[SUBJECT] for item in items if not _is_new_work(session, item, known_before)}
    fresh: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.row[SUBJECT] not in alone:
            fresh[item.row[SUBJECT]].append(item)
        else:
            derive.apply(session, item.number, Revision(*item.row), item.body, asides)
    passages = {subject: found for subject, found in fresh.items() if found[0].body["kind"] == "passage"}
    _put_passages(session, passages, asides)
    for subject in fresh.keys() - passages.keys():
        _put_progress(session, fresh[subject])


def _is_new_work(session: Session, item: Item, known_before: Collection[str]) -> bool:
    """Return whether nothing but the items themselves has to be asked what becomes of a subject."""
    return (
        item.body["kind"] in _MANY
        and item.row[SUBJECT] not in known_before
        and not session.is_local(item.row[STREAM])
        and session.has_article(item.body["article"])
    )


def _put_progress(session: Session, items: Sequence[Item]) -> None:
    found = [Head(Revision(*item.row), item.body) for item in items]
    for head in found:
        derive_work.seal(session, head.revision, head.body)
    derive_work.put_progress(session, standing(found))


def _put_passages(session: Session, fresh: Mapping[str, Sequence[Item]], asides: Mapping[str, str]) -> None:
    rows, heads = [], []
    for subject, items in fresh.items():
        if len(items) == 1:
            rows.append(_row_of_one(session, items[0], asides))
            continue
        found = standing([Head(Revision(*item.row), item.body) for item in items])
        row = derive_work.passage_row(session, found[0], asides)
        rows.append((*row, len(found), int(found[0].body["state"] is None)))
        if len(found) > 1:
            heads += [(found[0].body["article"], subject, head.revision.id) for head in found]
    rows.sort(key=lambda row: (row[4], row[0]))  # by article and id, as the table is kept
    session.connection.executemany(PUT_PASSAGE, rows)
    session.connection.executemany(PUT_PASSAGE_HEAD, heads)


def _row_of_one(session: Session, item: Item, asides: Mapping[str, str]) -> tuple[object, ...]:
    """Return the row of a passage with a single revision: most of what ever comes in."""
    row, body = item.row, item.body
    ids = (row[SUBJECT], row[OWNER], row[LAYER], body["phase"], body["article"])
    ties = (row[SHA256], row[CODEBOOK], row[TIME], row[ID])
    state = body["state"]
    columns = derive_work.passage_columns(session, ids, ties, state, asides)
    return (*columns, 1, int(state is None))
