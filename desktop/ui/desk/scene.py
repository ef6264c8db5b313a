"""What is to be painted on an article, asked for by range so that only the visible is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desktop.ui.desk.painter import Hint, Mark, Tag
from desktop.ui.desk.styles import Styles
from desktop.ui.theme import Theme

MarksBetween = Callable[[int, int], Sequence[Mark]]
StretchesBetween = Callable[[int, int], Sequence[tuple[int, int]]]


def no_marks(_start: int, _end: int) -> Sequence[Mark]:
    """Give no marks: an article without passages."""
    return ()


@dataclass(frozen=True, slots=True)
class Scene:
    """How to paint: the look, and where the marks come from. Ranges are UTF-16 units."""

    theme: Theme
    styles: Styles
    marks: MarksBetween = no_marks
    hint: Hint | None = None
    dimmed: StretchesBetween | None = None
    """The stretches to dim, or None where nothing is dimmed."""
    tags: tuple[Tag, ...] = ()
    """Codes of places that can be gone to, painted over the text."""

    @property
    def covered(self) -> bool:
        """True where something is to be painted over the text."""
        return self.dimmed is not None or bool(self.tags)

    def with_tags(self, tags: tuple[Tag, ...]) -> "Scene":
        """Return the same scene with other tags."""
        return replace(self, tags=tags)
