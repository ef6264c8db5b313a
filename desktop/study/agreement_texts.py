"""The texts of an agreement table: lengths, sentences, tokens and accepted zones of the compared articles."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from db import articles as db_articles
from db import zones as db_zones
from db.errors import ProjectError
from db.project import Project
from db.records import Article, ArticleSummary, Finished, Zone
from desktop.agreement.inputs import (
    ZONE_KINDS,
    Continuum,
    Passages,
    Stretches,
    Tokens,
    passages_from,
    stretches_from,
    zone_bits,
)
from desktop.agreement.report import AgreementSettings
from desktop.agreement.zones import flatten
from desktop.articles.tokens import WORD, token_spans
from desktop.codebook import Codebook
from desktop.errors import UserError

_BODY = zone_bits(("body",))
_DUPLICATE = zone_bits(("duplicate",))


@dataclass(frozen=True, eq=False, slots=True)
class Texts:
    """The articles of a table in order of name. `number` is an article's place by id.

    `unconfirmed` counts articles with proposed zones and none accepted, `purged` those without a text.
    """

    names: tuple[str, ...]
    ids: tuple[str, ...]
    number: dict[str, int]
    summaries: tuple[ArticleSummary, ...]
    lengths: np.ndarray
    sentences: Stretches
    tokens: Tokens
    zones: Stretches | None
    unconfirmed: int
    purged: int

    def continuum(
        self, done: Sequence[Finished], coders: Sequence[str], names: Sequence[str], labels: tuple[str, ...],
        codebook: Codebook,
    ) -> Continuum:  # fmt: skip
        """Return the continuum of this finished work, its passages in the order of `done`."""
        place = {coder: i for i, coder in enumerate(coders)}
        finished = np.zeros((len(coders), len(self.ids)), dtype=bool)
        for item in done:
            finished[place[item.progress.coder], self.number[item.progress.article]] = True
        given = {label.id for label in codebook.labels if label.by_default}
        return Continuum(
            articles=self.names,
            coders=tuple(names),
            labels=labels,
            lengths=self.lengths,
            finished=finished,
            passages=self._passages(done, place, labels),
            sentences=self.sentences,
            tokens=self.tokens,
            zones=self.zones,
            by_default=tuple(i for i, label in enumerate(labels) if label in given),
        )

    def _passages(self, done: Sequence[Finished], place: dict[str, int], labels: tuple[str, ...]) -> Passages:
        number = {label: i for i, label in enumerate(labels)}
        marked = [p for item in done for p in item.passages]
        rows = [(self.number[p.article], place[p.owner], number[p.label], p.start, p.end) for p in marked]
        return passages_from(rows, [p.unsure for p in marked])


def read_texts(project: Project, summaries: Sequence[ArticleSummary], settings: AgreementSettings) -> Texts:
    """Read the texts of these articles; raises `UserError` for a zone kind that does not exist."""
    for kind in settings.zones:
        if kind not in ZONE_KINDS:
            raise UserError(f"There is no zone “{kind}”; there are {', '.join(ZONE_KINDS)}.")
    ordered = sorted(summaries, key=lambda item: item.name)
    read = []
    for item in ordered:
        try:
            read.append((item, project.ask(db_articles.get, item.id)))
        except ProjectError:  # the text was purged; its offsets alone cannot be compared by sentence or token
            continue
    by_article: dict[str, list[Zone]] = {item.id: [] for item, _ in read}
    for zone in project.ask(db_zones.all):
        if zone.article in by_article:
            by_article[zone.article].append(zone)
    zones, unconfirmed = _zones(read, by_article)
    articles = [article for _, article in read]
    return Texts(
        names=tuple(item.name for item, _ in read),
        ids=tuple(item.id for item, _ in read),
        number={item.id: i for i, (item, _) in enumerate(read)},
        summaries=tuple(item for item, _ in read),
        lengths=np.array([len(article.text) for article in articles], dtype=np.int64),
        sentences=stretches_from(
            [(i, *span) for i, article in enumerate(articles) for span in article.sentences]
        ),
        tokens=_tokens(articles),
        zones=zones,
        unconfirmed=unconfirmed,
        purged=len(ordered) - len(read),
    )


def _tokens(articles: Sequence[Article]) -> Tokens:
    which, starts, words = [], [], []
    for number, article in enumerate(articles):
        spans = token_spans(article.text)
        which.append(np.full(len(spans), number, dtype=np.int64))
        starts.append(np.array([start for start, _ in spans], dtype=np.int64))
        words.append(
            np.array([WORD.match(article.text, start) is not None for start, _ in spans], dtype=bool)
        )
    if not which:
        return Tokens(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, bool))
    return Tokens(np.concatenate(which), np.concatenate(starts), np.concatenate(words))


def _zones(
    read: Sequence[tuple[ArticleSummary, Article]], by_article: dict[str, list[Zone]]
) -> tuple[Stretches | None, int]:
    """Return accepted zones as disjoint stretches, None where every article is one body."""
    rows: list[tuple[int, int, int]] = []
    kinds: list[int] = []
    unconfirmed = 0
    plain = True
    for number, (item, article) in enumerate(read):
        accepted = [z for z in by_article[item.id] if z.state == "accepted" and z.end > z.start]
        unconfirmed += not accepted and any(z.state == "proposed" for z in by_article[item.id])
        pieces = flatten([(z.kind, z.start, z.end) for z in accepted if z.kind in ZONE_KINDS])
        if not accepted:
            pieces = ((0, len(article.text), _BODY),) if article.text else ()
        if item.duplicate_of is not None:
            pieces = tuple((start, end, _DUPLICATE) for start, end, _ in pieces)
        plain = plain and pieces == ((0, len(article.text), _BODY),)
        rows += [(number, start, end) for start, end, _ in pieces]
        kinds += [bits for _, _, bits in pieces]
    return (None if plain else stretches_from(rows, kinds)), unconfirmed
