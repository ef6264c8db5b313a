"""Work that was merged but stands nowhere yet, because its article is not here with the same text."""

from dataclasses import dataclass

from db import coders, held
from db.project import Project
from desktop.study.coders import shown_name


@dataclass(frozen=True, slots=True)
class HeldWork:
    """What is kept aside: whose work, on the article of which id, and how many passages."""

    coder: str
    article: str
    passages: int

    def sentence(self) -> str:
        """Say what it is and when it will count."""
        count = "1 passage" if self.passages == 1 else f"{self.passages:,} passages"
        return (
            f"{count} on an article that is not here, or not with this text ({self.article[:12]}). "
            "They count as soon as that very article is added."
        )


def held_work(project: Project) -> tuple[HeldWork, ...]:
    """Return what is kept aside, by coder and article."""
    names = {coder.id: shown_name(coder) for coder in project.ask(coders.all)}
    found = [
        HeldWork(names.get(each.owner, each.owner), each.article, each.passages)
        for each in project.ask(held.all)
    ]
    return tuple(sorted(found, key=lambda each: (each.coder, each.article)))
