"""The log: what the program did, in counts and ids; never text of articles, notes or names.

Only `note` writes to it, and it lets no words of the user through: a fact is a number, an id, or one of a few
known words. The files are small, and the oldest goes when there are four.
"""

import logging
import re
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

_NAME = "pressmark.log"
_LARGEST = 256 * 1024
_OLDER = 3
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
_LOGGER = "pressmark.logbook"

Fact = int | float | bool | str


class _Quiet(RotatingFileHandler):
    """Says nothing where the log cannot be written: a full disk is told of elsewhere."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Leave it at that."""


def folder() -> Path:
    """Return the folder of the log and of the reports about bugs."""
    return Path(platformdirs.user_log_dir("pressmark", appauthor=False))


def begin() -> None:
    """Write the log of this process to its file; where that cannot be, there is none."""
    logger = logging.getLogger(_LOGGER)
    if logger.handlers:
        return
    logger.propagate = False
    logger.setLevel(logging.INFO)
    try:
        folder().mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = _Quiet(
            folder() / _NAME, maxBytes=_LARGEST, backupCount=_OLDER, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)


def end() -> None:
    """Let the file go."""
    logger = logging.getLogger(_LOGGER)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def note(event: str, **facts: Fact) -> None:
    """Write one line: when, what, and the facts; what is no number, id or single word is left out."""
    told = " ".join(f"{key}={_plain(value)}" for key, value in facts.items())
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    logging.getLogger(_LOGGER).info("%s", f"{moment} {event} {told}".rstrip())


def _plain(value: Fact) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, int):
        return str(int(value))
    return value if value in _KINDS or _ID.fullmatch(value) else f"<{len(value)} characters>"


_KINDS = frozenset(
    (
        "", "opened", "changed", "merge", "restore", "restored", "replaced", "asked", "purged", "migration",
        "saved", "refused", "done", "yes", "no",
    )
)  # fmt: skip
"""The words that a fact may be: what is not on this list could be somebody's."""


def type_of(error: BaseException) -> str:
    """Return the name of an error's type, which may stand in the log; its own words may not."""
    name = type(error).__name__
    return name if _WORD.fullmatch(name) else "Error"
