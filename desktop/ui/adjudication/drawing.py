"""Drawing another passage: ranges that are selected in the text and named by a label's key, then stored."""

from dataclasses import dataclass

from desktop.codebook import Codebook, Label
from desktop.ui.desk.keys import normal

Range = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn so far. A label's key stores it; with Shift more may follow, and Enter stores all."""

    ranges: tuple[Range, ...] = ()

    def with_range(self, label: str, start: int, end: int) -> "Drawing":
        """Return the same with one range more."""
        return Drawing((*self.ranges, (label, start, end)))


def label_at_key(codebook: Codebook, key: str) -> tuple[Label | None, bool]:
    """Return the label that a key names, and whether Shift was held with it."""
    more = key.startswith("Shift+")
    plain = key.removeprefix("Shift+")
    found = next((each for each in codebook.labels if each.key and normal(each.key) == plain), None)
    return (None if found is None or found.retired else found), more


def hint(codebook: Codebook) -> str:
    """Say what to do while drawing."""
    keys = ", ".join(label.key.upper() for label in codebook.labels if label.key and not label.retired)
    return f"Select it, then press its label’s key ({keys}); with Shift another may follow. Esc leaves."
