"""Why a codebook was refused, with the place."""

from dataclasses import dataclass

from desktop.errors import UserError


class CodebookError(UserError):
    """A codebook is refused; the message is “file, line n: reason.”, and `line` counts from 1."""

    def __init__(self, source: str, line: int, reason: str) -> None:
        super().__init__(f"{source}, line {line}: {reason}.")
        self.source = source
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a codebook file, able to say what is wrong there."""

    source: str
    line: int

    def refuse(self, reason: str) -> CodebookError:
        """Return the error to raise; `reason` is one sentence without its full stop."""
        return CodebookError(self.source, self.line, reason)
