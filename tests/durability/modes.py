"""The file modes under test: ours, and three that lose labels, or a clean result would prove nothing."""

from db import opening

OURS = "ours"
OFF = "synchronous=OFF"
WAL = "WAL+NORMAL"
SHARED = "DELETE+FULL"
"""What most programs do: no exclusive lock, so that the journal is unlinked and no folder is synced."""
MODES = (OURS, OFF, WAL, SHARED)

_CHANGED = {
    OFF: {"synchronous": "PRAGMA synchronous = OFF"},
    SHARED: {
        "locking_mode": "PRAGMA locking_mode = NORMAL",
        "synchronous": "PRAGMA synchronous = FULL",
    },
    WAL: {"journal_mode": "PRAGMA journal_mode = WAL", "synchronous": "PRAGMA synchronous = NORMAL"},
}


def use(mode: str) -> None:
    """Open projects in this mode from now on, in this whole process (never in that of the tests)."""
    if mode == OURS:
        return
    changed, found = _CHANGED[mode], vars(opening)
    found["PRAGMAS"] = tuple(changed.get(pragma.split()[1], pragma) for pragma in opening.PRAGMAS)
    if mode == WAL:  # the real program refuses such a file before it looks at it
        found["check_header"] = lambda _, form: form.version
