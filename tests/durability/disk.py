"""A disk that may lose its power: what was synced is there; what was not may be there, in part, out of order.

Each file is its durable bytes and the writes since the last sync; the folder is its durable names and the
changes since. After a power loss any of the unsynced changes may be missing, whichever came first; a write
may be torn at the borders of 512 bytes; a file may have grown without its data (zeros or rubbish stand there
then). What was not synced when a sync failed may never reach the disk, whatever later syncs say, until it is
written once more: that is how Linux behaves.
"""

import hashlib
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.durability.record import EMPTIED, FOLDER, MADE, Change, Kind

T = TypeVar("T")
SECTOR = 512
State = dict[str, bytes]
"""What is in the watched folder: contents by name, relative to it."""


@dataclass
class File:
    """One file, whatever its names: what is durable, and the changes that are not."""

    durable: bytearray
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """(offset, data) of a write, (size, None) of a truncation."""
    doubtful: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Changes that a sync failed to bring to the disk, and that were not written again since."""

    def sync(self) -> None:
        """Make what is pending durable."""
        for change in self.pending:
            _apply(self.durable, change)
            self.doubtful = [rest for old in self.doubtful for rest in _uncovered(old, change)]
        self.pending.clear()

    def fail_to_sync(self) -> None:
        """Make what is pending doubtful."""
        self.doubtful += self.pending
        self.pending.clear()


def _uncovered(
    old: tuple[int, bytes | None], new: tuple[int, bytes | None]
) -> list[tuple[int, bytes | None]]:
    """Return what is left of an old change where a new one was written over it."""
    (at, data), (start, written) = old, new
    if data is None:
        return [] if written is None or start + len(written) > at else [old]
    end = start + len(written) if written is not None else at + len(data)
    left = data[: max(0, start - at)], data[max(0, end - at) :]
    pieces = [(at, left[0]), (max(at, end), left[1])]
    return [piece for piece in pieces if piece[1]]


def _apply(content: bytearray, change: tuple[int, bytes | None]) -> None:
    at, data = change
    if data is None:
        del content[at:]
        content.extend(bytes(at - len(content)))
        return
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


class Disk:
    """The watched folder as the record goes on."""

    def __init__(self, folder: Path, begin: State) -> None:
        self._folder = str(folder)
        self._durable: dict[str, File] = {name: File(bytearray(data)) for name, data in begin.items()}
        self._names: dict[str, File] = dict(self._durable)
        self._moves: list[tuple[str, File | None]] = []
        """Changes of names that no sync of the folder made durable: (name, what it stands for now)."""
        self._handles: dict[int, File | None] = {}

    def _name(self, path: str) -> str:
        return path.removeprefix(self._folder).lstrip("/")

    def _name_is(self, name: str, file: File | None) -> None:
        if file is None:
            self._names.pop(name, None)
        else:
            self._names[name] = file
        self._moves.append((name, file))

    def follow(self, change: Change) -> None:
        """Take one more change of the record."""
        name = self._name(change.path)
        match change.kind:
            case Kind.OPEN:
                self._open(change, name)
            case Kind.WRITE | Kind.TRUNCATE:
                written = change.data if change.kind is Kind.WRITE else None
                if file := self._handles.get(change.handle):
                    file.pending.append((change.offset, written))
            case Kind.SYNC | Kind.FAILED_SYNC:
                self._sync(change.handle, failed=change.kind is Kind.FAILED_SYNC)
            case Kind.UNLINK:
                self._name_is(name, None)
            case Kind.RENAME:
                moved = self._names[name]
                self._name_is(self._name(change.other), moved)
                self._name_is(name, None)

    def _open(self, change: Change, name: str) -> None:
        if change.flags & FOLDER:
            self._handles[change.handle] = None
            return
        if change.flags & MADE:
            self._name_is(name, File(bytearray()))
        file = self._handles[change.handle] = self._names[name]
        if change.flags & EMPTIED:
            file.pending.append((0, None))

    def _sync(self, handle: int, *, failed: bool) -> None:
        file = self._handles[handle]
        if file is not None:
            (file.fail_to_sync if failed else file.sync)()
        if file is not None or failed:
            return
        for name, found in self._moves:
            if found is None:
                self._durable.pop(name, None)
            else:
                self._durable[name] = found
        self._moves.clear()

    def is_settled(self) -> bool:
        """Return whether nothing could be lost now."""
        files = self._names.values()
        return not self._moves and not any(file.pending or file.doubtful for file in files)

    def state_after_power_loss(self, chance: random.Random) -> State:
        """Return one of the states in which the folder may be found."""
        names = dict(self._durable)
        for name, file in _survivors(self._moves, chance):
            if file is None:
                names.pop(name, None)
            else:
                names[name] = file
        contents: dict[int, bytes] = {}
        for file in names.values():
            if id(file) not in contents:
                contents[id(file)] = _content(file, chance)
        return {name: contents[id(file)] for name, file in names.items()}

    def state_now(self) -> State:
        """Return what the folder holds while the power is on."""
        return {name: _whole(file) for name, file in self._names.items()}


def _whole(file: File) -> bytes:
    content = bytearray(file.durable)
    for change in (*file.doubtful, *file.pending):
        _apply(content, change)
    return bytes(content)


def _survivors(changes: list[T], chance: random.Random) -> list[T]:
    """Return the changes that reached the disk: none, all, the first ones, the last ones, or any."""
    how = chance.choices(("none", "all", "first", "last", "any"), (2, 2, 3, 2, 4))[0]
    if how == "none":
        return []
    if how == "all":
        return list(changes)
    cut = chance.randrange(len(changes) + 1)
    if how == "first":
        return changes[:cut]
    if how == "last":
        return changes[cut:]
    share = chance.choice((0.2, 0.5, 0.8))
    return [change for change in changes if chance.random() < share]


def _content(file: File, chance: random.Random) -> bytes:
    content = bytearray(file.durable)
    if not file.pending and not file.doubtful:
        return bytes(content)
    grown = max(len(content), len(_whole(file)))
    torn = chance.random() < 0.5
    for change in (*_survivors(file.doubtful, chance), *_survivors(file.pending, chance)):
        at, data = change
        if data is None or not torn:
            _apply(content, change)
            continue
        for piece in _sectors(at, data):
            if chance.random() < 0.6:
                _apply(content, piece)
    if len(content) < grown and chance.random() < 0.3:
        gap = grown - len(content)
        content += bytes(gap) if chance.random() < 0.5 else chance.randbytes(gap)
    return bytes(content)


def _sectors(at: int, data: bytes) -> list[tuple[int, bytes]]:
    pieces, begin = [], 0
    while begin < len(data):
        end = min(len(data), begin + SECTOR - (at + begin) % SECTOR)
        pieces.append((at + begin, data[begin:end]))
        begin = end
    return pieces


def digest(state: State) -> bytes:
    """Return the hash by which states are told apart."""
    found = hashlib.sha256()
    for name in sorted(state):
        found.update(f"{name}\0{len(state[name])}\0".encode())
        found.update(state[name])
    return found.digest()
