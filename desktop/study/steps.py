"""The steps of a study, ticked as they are done: what an empty project shows."""

from dataclasses import dataclass

from db import codebooks, coders, listing
from db.project import Project


@dataclass(frozen=True, slots=True)
class StudyStep:
    """One step: what to do, how, and whether it is done."""

    id: str
    title: str
    hint: str
    done: bool


def coders_at_work(project: Project) -> int:
    """Return how many coders have work in this file."""
    return project.ask(listing.reached).at_work


def study_steps(project: Project) -> tuple[StudyStep, ...]:
    """Return the six steps from an empty project to a figure, in order."""
    who = project.ask(coders.all)
    reached = project.ask(listing.reached)
    return (
        StudyStep(
            "codebook",
            "Choose a codebook",
            "A new project begins with Media bias: reporting, editorialising, user comment.",
            project.ask(codebooks.current) is not None,
        ),
        StudyStep("coders", "Name the coders", "Agreement needs at least two.", len(who) > 1),
        StudyStep(
            "articles",
            "Add articles",
            "Drop text files or a folder on this window.",
            reached.articles,
        ),
        StudyStep("try", "Try one", "Code an article yourself and finish it.", reached.finished),
        StudyStep(
            "hand-out",
            "Hand out the work",
            "Two coders take up the same articles, here or each with a kit of their own.",
            reached.at_work > 1,
        ),
        StudyStep(
            "compare", "Compare", "Two coders finished an article: see how far they agree.", reached.shared
        ),
    )
