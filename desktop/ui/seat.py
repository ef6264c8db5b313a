"""Who sits in front of the window, in which project."""

from dataclasses import dataclass

from db.project import Project
from db.records import Coder
from desktop.study.coders import shown_name


@dataclass(frozen=True, slots=True)
class Seat:
    """One open project and who looks at it: a coder, or (without one) the lead."""

    project: Project
    coder: Coder | None

    @property
    def lead(self) -> bool:
        """True in the lead's view, the only one that shows others' layers, counts and agreement."""
        return self.coder is None

    @property
    def key(self) -> str:
        """The coder's id, or "" for the lead: how preferences remember who sat here."""
        return self.coder.id if self.coder else ""

    @property
    def name(self) -> str:
        """What the screen calls who sits here."""
        return "Lead’s view" if self.coder is None else shown_name(self.coder)
