"""One article as the lead reviews it: its zones, its comments, what coders say of it, what is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from db import articles, zones
from db.project import Project
from db.records import Article, Zone
from desktop.articles.duplicates import Repeat, repeated_paragraphs
from desktop.articles.listing import comments_in
from desktop.articles.spans import Comment
from desktop.articles.waiting import LISTED_AS
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.study.desk import PRACTICE
from desktop.study.zones import ZoneFlag, zone_flags

METADATA = ("title", "outlet", "date", "author", "url")
"""What is asked of every article."""
KEPT = ("title", LISTED_AS, PRACTICE)
"""What the program keeps in the metadata, whatever a form shows of it."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article (by id) with its zones by start and its comments in the order of the thread.

    `repeats` are paragraphs that stand in it before; `duplicate_of` is the name of an earlier article with
    the same text.
    """

    article: Article
    zones: tuple[Zone, ...]
    comments: tuple[Comment, ...]
    repeats: tuple[Repeat, ...] = ()
    flags: tuple[ZoneFlag, ...] = ()
    duplicate_of: str | None = None


def article_view(project: Project, article: str) -> ArticleView:
    """Return an article (by id) as it stands now."""
    found = project.ask(articles.get, article)
    drawn = project.ask(zones.of_article, article)
    twin = project.ask(articles.find, article).duplicate_of
    return ArticleView(
        article=found,
        zones=drawn,
        comments=comments_in(drawn),
        repeats=repeated_paragraphs(found.text),
        flags=zone_flags(project, article),
        duplicate_of=project.ask(articles.get, twin).name if twin else None,
    )


def set_metadata(project: Project, article: str, values: Mapping[str, str]) -> Changes:
    """Set what is known of an article (by id) to these values; empty ones are left out.

    A value for `title` is its title on every screen; an empty one leaves it as it is.
    """
    found = project.ask(articles.get, article)
    before, title = found.metadata, values.get("title", "").strip() or found.title
    others = {key: value for key, value in values.items() if key not in KEPT}
    wanted = {**{key: value for key, value in before if key in KEPT}, **others}
    known = tuple(sorted((key, value.strip()) for key, value in wanted.items() if value.strip()))
    if (known, title) == (before, found.title):
        return NOTHING
    project.ask(articles.set_metadata, article, known, title)
    return changed(Kind.ARTICLES, article=article)
