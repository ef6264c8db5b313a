"""An article with every coder's passages: what the lead's view shows, and nobody else's."""

from dataclasses import dataclass

from db import articles, passages, progress
from db.project import Project
from db.records import CODER, Article, Coder, Passage, State
from desktop.codebook import Codebook
from desktop.study.codebooks import current_codebook
from desktop.study.coders import all_coders


@dataclass(frozen=True, slots=True)
class Layers:
    """One article, everybody's passages in it (`owner` says whose), and how far each coder is with it."""

    article: Article
    codebook: Codebook
    coders: tuple[Coder, ...]
    passages: tuple[Passage, ...]
    states: tuple[tuple[str, State], ...]

    def of(self, coder: str) -> tuple[Passage, ...]:
        """Return one coder's passages in reading order."""
        return tuple(passage for passage in self.passages if passage.owner == coder)


def layers(project: Project, article: str) -> Layers:
    """Return the article of this id with every coder's layer."""
    return Layers(
        article=project.ask(articles.get, article),
        codebook=current_codebook(project),
        coders=all_coders(project),
        passages=project.ask(passages.of_article, article, layer=CODER),
        states=tuple((row.coder, row.state) for row in project.ask(progress.all) if row.article == article),
    )
