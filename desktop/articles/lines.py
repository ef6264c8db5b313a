"""The lines of a text that hold anything, found once and asked by all rules."""

import re
from dataclasses import dataclass
from functools import cached_property

_LINE = re.compile(r"\S[^\n]*")


@dataclass(frozen=True)
class Lines:
    """The non-empty lines of a text, trimmed, as parallel offsets."""

    text: str

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The trimmed range of each line that is not empty."""
        text = self.text
        found = []
        for match in _LINE.finditer(text):
            start, end = match.span()
            if text[end - 1].isspace():
                end = start + len(match.group().rstrip())
            found.append((start, end))
        return found

    def __len__(self) -> int:
        return len(self.spans)

    def at(self, number: int) -> str:
        """Give the trimmed text of a line by its number."""
        start, end = self.spans[number]
        return self.text[start:end]

    def indent(self, number: int) -> int:
        """Give how far a line stands in, in characters; a tab counts for four."""
        start = self.spans[number][0]
        lead = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        return len(lead) + 3 * lead.count("\t")
