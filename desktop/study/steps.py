"""The steps of a study, ticked as they are done: what an empty project shows."""

from dataclasses import dataclass

from db import articles, codebooks, coders, progress
from db.project import Project
from db.records import State


@dataclass(frozen=True, slots=True)
class StudyStep:
    """One step: what to do, how, and whether it is done."""

    id: str
    title: str
    hint: str
    done: bool


def study_steps(project: Project) -> tuple[StudyStep, ...]:
    """Return the six steps from an empty project to a figure, in order."""
    who = project.ask(coders.all)
    stored = project.ask(progress.all)
    at_work = {row.coder for row in stored if row.state is not State.NOT_BEGUN}
    finished: dict[tuple[str, str], set[str]] = {}
    for row in stored:
        if row.state is State.FINISHED:
            finished.setdefault((row.article, row.phase), set()).add(row.coder)
    shared = any(len(coders_of) > 1 for coders_of in finished.values())
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
            bool(project.ask(articles.summaries)),
        ),
        StudyStep("try", "Try one", "Code an article yourself and finish it.", bool(finished)),
        StudyStep("hand-out", "Hand out the work", "Two coders take up the same articles.", len(at_work) > 1),
        StudyStep("compare", "Compare", "Two coders finished an article: see how far they agree.", shared),
    )
