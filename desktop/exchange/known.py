"""What a project knows, for checking a file from outside against it."""

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from db import articles, coders, passages, progress
from db.errors import NotFoundError
from db.ids import article_id
from db.project import Project
from db.records import Article, ArticleSummary, Coder, Passage, Progress
from desktop.codebook import Codebook, Label
from desktop.study.codebooks import current_codebook, every_codebook
from desktop.study.coders import shown_name
from desktop.study.phases import Phases, phases


def name_key(name: str) -> str:
    """Return what two spellings of one coder's name have in common: case, composition and spacing aside."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


@dataclass(slots=True)
class Known:
    """The names, labels and work that rows are checked against. Texts are read when first asked for.

    `coders` is by id and by `name_key`, `progress` by coder, article, phase.
    """

    project: Project
    current: Codebook
    codebooks: dict[str, Codebook]
    coders: dict[str, Coder]
    summaries: tuple[ArticleSummary, ...]
    passages: tuple[Passage, ...]
    progress: dict[tuple[str, str, str], Progress]
    labels: dict[str, Label]
    marks: frozenset[tuple[str, str, str, str]]
    phases: Phases
    texts: dict[str, Article] = field(default_factory=dict)
    asked: dict[str, ArticleSummary] = field(default_factory=dict)

    def coder(self, spelled: str) -> Coder | None:
        """Return the coder of this name or id, None where there is none."""
        return self.coders.get(spelled) or self.coders.get(name_key(spelled))

    def called(self, coder: str) -> str:
        """Return what the coder with this id is called."""
        found = self.coders.get(coder)
        return shown_name(found) if found else coder

    def article(self, id_: str) -> Article:
        """Return an article with its text."""
        if id_ not in self.texts:
            self.texts[id_] = self.project.ask(articles.get, id_)
        return self.texts[id_]

    def find_article(self, name_or_id: str) -> ArticleSummary:
        """Return the article of this name or id; raises `NotFoundError`, or `ConflictError` for several."""
        if name_or_id not in self.asked:
            self.asked[name_or_id] = self.project.ask(articles.find, name_or_id)
        return self.asked[name_or_id]

    def version(self, name: str, text_sha256: str) -> Article | None:
        """Return the version of an article with this text, None where the project never had it."""
        try:
            return self.article(article_id(name, text_sha256))
        except NotFoundError:
            return None


def know(project: Project) -> Known:
    """Read what rows are checked against."""
    found = project.ask(coders.all)
    books = every_codebook(project)
    current = current_codebook(project)
    return Known(
        project=project,
        current=current,
        codebooks=books,
        coders={**{c.id: c for c in found}, **{name_key(c.name): c for c in found if c.name}},
        summaries=project.ask(articles.summaries),
        passages=project.ask(passages.all),
        progress={(p.coder, p.article, p.phase): p for p in project.ask(progress.all)},
        marks=frozenset((m.coder, m.article, m.phase, m.key) for m in project.ask(progress.article_marks)),
        phases=phases(project),
        labels={e.id: e for book in (*books.values(), current) for e in book.entries if isinstance(e, Label)},
    )


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the end of a sentence: a question after the known word nearest to `word`, else `otherwise`."""
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean “{close[0]}”?" if close else f"{otherwise}."
