"""How each label looks: a letter, a kind of line and three colours, all readable in the theme at hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from desktop.codebook import Label
from desktop.ui.theme import TEXT_CONTRAST, Theme, contrast, mix, readable


class Line(Enum):
    """The kinds of line under a passage; each label has its own, so that colour is never the only sign."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    DASH_DOT = "dash-dot"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """One label in one theme; colours are `#rrggbb`, text on `tint` and `strong` has contrast 4.5 or more."""

    id: str
    name: str
    letter: str
    line: Line
    ink: str
    """Letters, lines and bars."""
    tint: str
    """Behind a passage."""
    strong: str
    """Behind the passage at the caret."""
    on_ink: str
    """A letter on a patch of ink."""


class Styles:
    """The styles of a codebook in a theme; labels that the codebook no longer has get a plain one."""

    def __init__(self, styles: Mapping[str, LabelStyle], theme: Theme) -> None:
        self._styles = dict(styles)
        self._theme = theme

    def __getitem__(self, label: str) -> LabelStyle:
        if label not in self._styles:
            self._styles[label] = _style(label, label, "?", self._theme.muted, Line.DOTTED, self._theme)
        return self._styles[label]

    def all(self) -> tuple[LabelStyle, ...]:
        """Return every style, in the codebook's order."""
        return tuple(self._styles.values())


def styles_of(labels: Iterable[Label], theme: Theme) -> Styles:
    """Return the styles of a codebook's labels: kinds of line are dealt out in the codebook's order."""
    kinds = tuple(Line)
    made = {}
    for at, label in enumerate(labels):
        made[label.id] = _style(
            label.id, label.name, label.letter, label.colour, kinds[at % len(kinds)], theme
        )
    return Styles(made, theme)


def tint(theme: Theme, ink: str, share: float) -> str:
    """Return the page with as much ink in it, up to `share`, as still leaves the text readable."""
    while share > 0.01:
        mixed = mix(theme.page, ink, share)
        if contrast(theme.text, mixed) >= TEXT_CONTRAST:
            return mixed
        share *= 0.9
    return theme.page


def _style(id_: str, name: str, letter: str, colour: str, line: Line, theme: Theme) -> LabelStyle:
    ink = theme.label_ink(colour)
    return LabelStyle(
        id=id_,
        name=name,
        letter=letter,
        line=line,
        ink=ink,
        tint=tint(theme, ink, theme.tint),
        strong=tint(theme, ink, min(theme.tint * 2, 0.6)),
        on_ink=readable(theme.on_label(colour), ink, TEXT_CONTRAST),
    )
