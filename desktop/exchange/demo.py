"""The demo project: the sample corpus, brought in the way a team would bring in its own."""

from dataclasses import dataclass
from pathlib import Path

import seeds
from db import articles
from db.project import Project
from db.records import State
from desktop.errors import UserError
from desktop.exchange.labels_import import import_labels
from desktop.study import finishing
from desktop.study.codebooks import current_codebook
from desktop.study.coders import add_coder, all_coders
from desktop.study.desk import PRACTICE
from desktop.study.importing import add_articles
from desktop.study.opening import SUFFIX, create
from desktop.study.practice import KnownPassage, store_answer
from desktop.study.zones import accept_zones

NAME = "demo"


@dataclass(frozen=True, slots=True)
class DemoProject:
    """Where the demo was put: the project, the articles and the codings it was made from."""

    project: Path
    articles: Path
    codings: Path


def demo_path(folder: Path) -> Path:
    """Return where the demo project of a folder lies, or will lie."""
    return folder / (NAME + SUFFIX)


def make_demo(folder: Path) -> DemoProject:
    """Make the demo project in `folder`; raises `UserError` where one is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    made = DemoProject(demo_path(folder), folder / "articles", folder / "codings.csv")
    if made.project.exists():
        raise UserError(f"{made.project.name} is in {folder} already.")
    # Made under another name: a demo that was killed half way is never taken for a whole one.
    making = folder / (f"{NAME}-unfinished{SUFFIX}")
    making.unlink(missing_ok=True)
    with create(making) as project:
        _bring_articles(project, made.articles)
        made.codings.write_text(seeds.codings_csv(), encoding="utf-8", newline="")
        import_labels(project, made.codings, add_coders=True)
        _bring_progress(project)
        _bring_practice(project)
    making.rename(made.project)
    return made


def _bring_articles(project: Project, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for article in seeds.articles():
        (folder / article.name).write_bytes(article.data)
    add_articles(project, [folder])
    accept_zones(project)
    practice = seeds.practice().article_name
    for article in seeds.articles():
        metadata = dict(article.metadata)
        if article.name == practice:
            metadata[PRACTICE] = "yes"
        found = project.ask(articles.find, article.name)
        project.ask(articles.set_metadata, found.id, tuple(sorted(metadata.items())))


def _bring_progress(project: Project) -> None:
    known = {coder.name for coder in all_coders(project)}
    for row in seeds.progress():
        if row.coder not in known:
            add_coder(project, row.coder)
            known.add(row.coder)
        if row.state == State.SET_ASIDE:
            finishing.set_aside(project, row.article, row.coder, row.reason)


def _bring_practice(project: Project) -> None:
    practice = seeds.practice()
    answer = [KnownPassage(a.label, a.start, a.end, a.rule, a.explanation) for a in practice.answers]
    article = project.ask(articles.find, practice.article_name)
    store_answer(project, article.id, answer, current_codebook(project).sha256)
