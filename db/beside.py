"""What may lie beside a project file: SQLite's journal, or that of another file or another program."""

import os
from pathlib import Path

JOURNAL, WAL, SHM = "-journal", "-wal", "-shm"
_MAGIC = bytes.fromhex("d9d505f920a163d7")


def path_of(path: Path, suffix: str) -> Path:
    """Return where a file of this kind lies, if there is one."""
    return path.with_name(path.name + suffix)


def has_hot_journal(path: Path) -> bool:
    """Return whether SQLite would play a journal back into `path`; one that was ended begins with zeros."""
    try:
        with path_of(path, JOURNAL).open("rb") as file:
            return file.read(1) not in (b"", b"\0")
    except OSError:
        return False


def journal_names_a_file(path: Path) -> bool:
    """Return whether the journal names another file, which SQLite would read and delete; ours never do."""
    try:
        with path_of(path, JOURNAL).open("rb") as file:
            file.seek(-len(_MAGIC), os.SEEK_END)
            return file.read() == _MAGIC
    except OSError:
        return False


def has_log_of_another_program(path: Path) -> bool:
    """Return whether a write-ahead log lies beside `path`; SQLite would read it, and ours never have one."""
    return path_of(path, WAL).exists()
