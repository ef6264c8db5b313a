"""Progress without a window: finish, reopen or set aside an article on a coder's behalf."""

from collections.abc import Callable

from db import articles
from db.project import Project
from db.records import Progress
from desktop.study import planning
from desktop.study.changes import Changes, changed
from desktop.study.coders import find_coder
from desktop.study.desk import Desk, changes_of, load, save
from desktop.study.planning import DeskArticle, Planned


def finish(project: Project, article: str, coder: str) -> tuple[Progress, Changes]:
    """Finish an article (name or id) for a coder (name or id)."""
    return _move(project, article, coder, planning.finish)


def reopen(project: Project, article: str, coder: str, reason: str = "") -> tuple[Progress, Changes]:
    """Take a finished or set-aside article up again."""
    return _move(project, article, coder, lambda desk: planning.reopen(desk, reason))


def set_aside(project: Project, article: str, coder: str, reason: str) -> tuple[Progress, Changes]:
    """Set an article aside, with the reason."""
    return _move(project, article, coder, lambda desk: planning.set_aside(desk, reason))


def _move(
    project: Project, article: str, coder: str, plan: Callable[[DeskArticle], Planned]
) -> tuple[Progress, Changes]:
    desk = Desk(project, find_coder(project, coder))
    loaded = load(desk, project.ask(articles.find, article).id)
    saved = save(desk, plan(loaded)).result()
    if not saved.progress:
        return loaded.progress, changed()
    return saved.progress[-1], changes_of(saved, desk.coder.id)
