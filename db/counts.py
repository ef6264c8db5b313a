"""What a project holds, in numbers: by these a copy is known to be whole, and a loss is noticed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from db.records import CODER
from db.session import Session


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a project held at one moment.

    `passages` are the live passages of each coder by id; `streams` say for each stream its last sequence,
    that revision's hash and the owner; `last` is the hash of the revision that came last ("" for none).
    """

    revisions: int
    last: str
    articles: int
    passages: Mapping[str, int]
    streams: Mapping[str, tuple[int, str, str]]

    @property
    def live(self) -> int:
        """How many live passages all coders have together."""
        return sum(self.passages.values())

    def to_json(self) -> dict[str, Any]:
        """Return the counts as JSON values."""
        return {
            "revisions": self.revisions,
            "last": self.last,
            "articles": self.articles,
            "passages": dict(self.passages),
            "streams": {stream: list(end) for stream, end in self.streams.items()},
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Self:
        """Return the counts that `to_json` wrote; KeyError, TypeError or ValueError for anything else."""
        streams = {str(k): (int(v[0]), str(v[1]), str(v[2])) for k, v in found["streams"].items()}
        passages = {str(k): int(v) for k, v in found["passages"].items()}
        return cls(int(found["revisions"]), str(found["last"]), int(found["articles"]), passages, streams)

    def __str__(self) -> str:
        """Return the counts on one line."""
        return json.dumps(self.to_json(), sort_keys=True)


def of(session: Session) -> Counts:
    """Count what a project holds now."""
    rows = session.connection.execute
    revisions, last = end(session)
    passages = rows(
        "SELECT owner, count(*) FROM passage WHERE deleted = 0 AND layer = ? GROUP BY owner ORDER BY owner",
        (CODER,),
    )
    streams = rows(
        "SELECT stream, sequence, max(hex(hash)), owner FROM revision JOIN"
        " (SELECT stream AS s, max(sequence) AS top FROM revision GROUP BY stream)"
        " ON stream = s AND sequence = top GROUP BY stream ORDER BY stream"
    )
    return Counts(
        revisions,
        last,
        rows("SELECT count(*) FROM article").fetchone()[0],
        dict(passages.fetchall()),
        {stream: (sequence, digest.lower(), owner) for stream, sequence, digest, owner in streams},
    )


def end(session: Session) -> tuple[int, str]:
    """Return how many revisions the log has, and the hash of the last; quick, whatever its length."""
    row = session.connection.execute(
        "SELECT number, hex(hash) FROM revision ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return (row[0], row[1].lower()) if row else (0, "")
