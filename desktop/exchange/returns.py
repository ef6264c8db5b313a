"""Returns out: what a coder did since the kit came, packed for the way back."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import coders, kits, leaving
from db.incoming import Row
from db.leaving import OwnWork
from db.project import Project
from db.records import State
from db.vetting import HASH, PAYLOAD, PREVIOUS, SEQUENCE, STREAM
from desktop.errors import UserError
from desktop.exchange.files import write_file
from desktop.exchange.parcel import ASIDES, COLUMN_NAMES, PAYLOADS, REVISIONS, STREAM_NAMES, pack
from desktop.exchange.return_reading import return_source
from desktop.study.coders import shown_name
from desktop.study.opening import PROGRAM

SUFFIX = ".pressmark-return"


@dataclass(frozen=True, slots=True)
class ReturnReport:
    """What was packed: revisions of this coder, articles finished, and which numbers of which stream."""

    path: Path
    coder: str
    revisions: int
    finished: int
    ranges: tuple[tuple[int, int], ...]

    def sentence(self) -> str:
        """Say what was packed."""
        if not self.revisions:
            return f"Wrote {self.path}: {self.coder} did nothing in this kit yet."
        steps = f"{self.revisions:,} steps of {self.coder}'s work"
        return f"Wrote {self.path}: {steps}, {self.finished} finished articles. Send it to the lead."


def return_path(path: Path) -> Path:
    """Return where a return is written: a name without an ending gets that of returns."""
    return path if path.suffix or path.is_dir() else path.with_name(path.name + SUFFIX)


def write_return(kit: Project, out: Path, *, since: Path | None = None) -> ReturnReport:
    """Pack what the kit's coder did since it came, or since an earlier return of this kit.

    The same work gives the same bytes. Raises `UserError` where the file is no kit, or cannot be written.
    """
    if not kit.kit:
        raise UserError("This is a project and no kit: there is nothing to send back from it.")
    after = dict(kit.ask(kits.given))
    if since is not None:
        after |= _sent(kit, since)
    work = kit.ask(leaving.own_work, kit.kit, after)
    out = return_path(out)
    write_file(out, packed(work, kit.id))
    kit.ask(kits.put_returned, {row[STREAM]: row[SEQUENCE] for row in work.revisions})
    rows = [json.loads(row[PAYLOAD]) for row in work.revisions]
    return ReturnReport(
        path=out,
        coder=shown_name(kit.ask(coders.find, kit.kit)),
        revisions=len(rows),
        finished=_finished(rows),
        ranges=tuple((part.first, part.last) for part in work.parts),
    )


def _finished(bodies: Sequence[dict[str, Any]]) -> int:
    steps = [body for body in bodies if body["kind"] == "progress" and body["state"]]
    latest = {(body["article"], body["phase"]): body["state"]["state"] for body in steps}
    return sum(state == State.FINISHED for state in latest.values())


def _sent(kit: Project, since: Path) -> dict[str, int]:
    """Return how much of which stream an earlier return of this kit took along."""
    earlier = return_source(since)
    if (earlier.project, earlier.coder) != (kit.ask(kits.project), kit.kit):
        raise UserError(f"{since} is no earlier return of this kit.")
    return {part.stream.id: part.last for part in earlier.parts}


def packed(work: OwnWork, kit: str) -> bytes:
    """Return the bytes of a return that holds this work."""
    manifest = {
        "kind": "pressmark return",
        "program": PROGRAM,
        "project": work.project,
        "kit": kit,
        "coder": work.coder,
        "columns": COLUMN_NAMES,
        "streams": list(_told(work)),
        "articles": [
            {"id": identity, "name": name, "text_sha256": sha256}
            for identity, (name, sha256) in sorted(work.articles.items())
        ],
        "counts": {"revisions": len(work.revisions), "asides": len(work.asides)},
    }
    revisions = b"".join(map(_revision_line, work.revisions))
    asides = b"".join(_aside_line(digest, *aside) for digest, aside in sorted(work.asides.items()))
    payloads = b"".join(row[PAYLOAD] + b"\n" for row in work.revisions)
    return pack(manifest, {REVISIONS: revisions, PAYLOADS: payloads, ASIDES: asides})


def _told(work: OwnWork) -> Iterator[dict[str, Any]]:
    """Give what the manifest says of each stream: whose it is, from which number to which, and its head."""
    parts = {part.stream.id: part for part in work.parts}
    for identity, stream in sorted(work.streams.items()):
        rows = [row for row in work.revisions if row[STREAM] == identity]
        said: dict[str, Any] = {name: getattr(stream, name) for name in STREAM_NAMES}
        said |= {"first": rows[0][SEQUENCE], "last": rows[-1][SEQUENCE], "forked": identity not in parts}
        yield said | {"before": rows[0][PREVIOUS].hex(), "head": rows[-1][HASH].hex()}


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _revision_line(row: Row) -> bytes:
    return _line([value.hex() if isinstance(value, bytes) else value for value in row[:PAYLOAD]])


def _aside_line(digest: str, kind: str, salt: bytes | None, content: str | None) -> bytes:
    salted = None if salt is None else salt.hex()
    return _line({"digest": digest, "kind": kind, "salt": salted, "content": content})
