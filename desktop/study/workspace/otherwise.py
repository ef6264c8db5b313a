"""What may be otherwise in an exploration."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is otherwise: two labels as one; a coder, an article (by id) or a zone left out; unit; codebook.

    "" and 0 mean: as it is.
    """

    merge: tuple[str, str] | tuple[()] = ()
    coder: str = ""
    article: str = ""
    zone: str = ""
    unit: str = ""
    codebook: int = 0

    @property
    def nothing(self) -> bool:
        """True where all is as it is."""
        return self == WhatIf()
