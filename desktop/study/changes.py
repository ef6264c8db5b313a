"""What a verb changed, so that every view knows whether to look again."""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """The kinds of thing in a project that a view may show."""

    ARTICLES = auto()
    PASSAGES = auto()
    PROGRESS = auto()
    CODEBOOK = auto()
    CODERS = auto()
    ZONES = auto()
    PLAN = auto()
    DECISIONS = auto()
    SETTINGS = auto()


@dataclass(frozen=True, slots=True)
class Changes:
    """Which kinds of thing a verb changed; `article` and `owner` narrow it down where there is only one."""

    kinds: frozenset[Kind]
    article: str | None = None
    owner: str | None = None

    def __bool__(self) -> bool:
        """False where nothing changed."""
        return bool(self.kinds)


NOTHING = Changes(frozenset())


def changed(*kinds: Kind, article: str | None = None, owner: str | None = None) -> Changes:
    """Return the change of these kinds."""
    return Changes(frozenset(kinds), article, owner)
