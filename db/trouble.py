"""What a failed read or write of the disk means for all that comes after it."""

import sqlite3

_OF_THE_DISK = frozenset(
    (
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
    )
)
_WORDS = {
    sqlite3.SQLITE_FULL: "the disk is full; make room and save again",
    sqlite3.SQLITE_READONLY: "the file or its folder can no longer be written to",
    sqlite3.SQLITE_CANTOPEN: "the file or its folder cannot be reached",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; restore a backup",
    sqlite3.SQLITE_NOTADB: "the file is damaged; restore a backup",
}


_LONGEST = 120


def told(error: BaseException) -> str:
    """Return what SQLite says on one line, without what it quotes at length of a damaged file."""
    said = " ".join(str(error).split())
    if said.startswith("Could not decode"):
        return "a text in it is damaged"
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


class Trouble:
    """Whether a connection can be trusted after what happened on it.

    `suspect`: the file must be closed, opened and checked before anything else is done. `doubtful`: a write
    or a sync failed, so that the system may show what the disk does not hold; all must be written anew.
    """

    def __init__(self) -> None:
        self.suspect = False
        self.doubtful = False

    def note(self, error: BaseException) -> None:
        """Take down an error, if it is one of the disk's."""
        code = _code(error)
        if code in _OF_THE_DISK:
            self.suspect = True
        if code == sqlite3.SQLITE_IOERR:
            self.doubtful = True

    @staticmethod
    def is_the_disks(error: BaseException) -> bool:
        """Return whether an error, or one it came from, is the disk's."""
        return _code(error) in _OF_THE_DISK

    @staticmethod
    def sentence(name: str, error: BaseException) -> str:
        """Return what to tell the user of an act that the disk did not take."""
        reason = _WORDS.get(_code(error), f"the disk reports an error ({error})")
        return f"“{name}” was not saved: {reason}; what was saved before is safe."


def _code(error: BaseException | None) -> int:
    """Return SQLite's primary error code, of this error or of the one that it came from; 0 for none."""
    seen = 0
    while error is not None and seen < 10:
        if isinstance(error, sqlite3.Error):
            return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
        error, seen = error.__cause__ or error.__context__, seen + 1
    return 0
