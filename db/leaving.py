"""What leaves a file on behalf of one coder: that coder's own work, and nothing of anybody else."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from db import kits, payloads
from db.incoming import RETURN, Aside, Incoming, Part, Row, Source, Stream
from db.log import COLUMNS
from db.records import CODER
from db.session import Session
from db.vetting import HASH, PAYLOAD, SEQUENCE, STREAM

_STREAM = "id, owner, layer, copy, purpose, created_at"


@dataclass(frozen=True, slots=True)
class OwnWork:
    """A coder's streams, in order, with what stands beside them. `project` is what `kits.project` says."""

    coder: str
    project: str
    streams: Mapping[str, Stream]
    revisions: tuple[Row, ...]
    asides: Mapping[str, Aside]
    articles: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What of which stream is in it; empty where a stream forks, for then no range can say it."""
        first: dict[str, Row] = {}
        last: dict[str, Row] = {}
        for row in self.revisions:
            if row[STREAM] in last and row[SEQUENCE] != last[row[STREAM]][SEQUENCE] + 1:
                return ()
            first.setdefault(row[STREAM], row)
            last[row[STREAM]] = row
        return tuple(
            Part(self.streams[one], first[one][SEQUENCE], row[SEQUENCE], row[HASH])
            for one, row in last.items()
        )

    def source(self, name: str) -> Source:
        """Return it as a source to merge from."""
        return Source(name, RETURN, self.project, self.coder, self.parts, self.articles, self._load)

    @contextmanager
    def _load(self) -> Iterator[Incoming]:
        yield Incoming(self.streams, self.revisions, self.asides)


def own_work(session: Session, coder: str, after: Mapping[str, int] | None = None) -> OwnWork:
    """Return what a coder did in the coder's layer, of each stream what comes after a number in `after`.

    Streams stand in the order of their ids, revisions by number.
    """
    run = session.connection.execute
    rows = run(f"SELECT {_STREAM} FROM stream WHERE owner = ? AND layer = ? ORDER BY id", (coder, CODER))
    streams = {row[0]: Stream(*row) for row in rows}
    revisions: list[Row] = []
    for stream in streams:
        query = f"SELECT {COLUMNS} FROM revision WHERE stream = ? AND sequence > ? ORDER BY sequence, hash"
        revisions += run(query, (stream, (after or {}).get(stream, 0)))
    kept = {row[STREAM] for row in revisions}
    bodies = [json.loads(row[PAYLOAD]) for row in revisions]
    wanted = {digest for body in bodies for _, digest in payloads.asides(body)}
    touched = {body["article"] for body in bodies}
    return OwnWork(
        coder,
        kits.project(session),
        {identity: stream for identity, stream in streams.items() if identity in kept},
        tuple(revisions),
        dict(_asides(session, wanted)),
        {
            row[0]: (row[1], row[2])
            for row in run("SELECT id, name, text_sha256 FROM article")
            if row[0] in touched
        },
    )


def _asides(session: Session, digests: set[str]) -> Iterator[tuple[str, Aside]]:
    query = "SELECT kind, salt, content FROM aside WHERE digest = ?"
    for digest in sorted(digests):
        row = session.connection.execute(query, (bytes.fromhex(digest),)).fetchone()
        if row:
            yield digest, row
