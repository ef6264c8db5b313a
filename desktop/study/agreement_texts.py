"""The texts of an agreement table: lengths, sentences, tokens and accepted zones of the compared articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from db import articles as db_articles
from db import zones as db_zones
from db.errors import ProjectError
from db.project import Project
from db.records import ArticleSummary, Finished, Zone
from desktop.agreement.arrays import BoolArray, IntArray
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
class ReadText:
    """What a table needs of a text, which never changes: length, sentences (n, 2), tokens and words."""

    length: int
    sentences: IntArray
    tokens: IntArray
    words: BoolArray


@dataclass(frozen=True, eq=False, slots=True)
class Texts:
    """The articles of a table in order of name. `number` is an article's place by id.

    `unconfirmed` names articles with zones that are only proposed, `purged` counts those without a text;
    `read` are the texts by article, for the next table.
    """

    names: tuple[str, ...]
    ids: tuple[str, ...]
    number: dict[str, int]
    summaries: tuple[ArticleSummary, ...]
    lengths: IntArray
    sentences: Stretches
    tokens: Tokens
    zones: Stretches | None
    unconfirmed: tuple[str, ...]
    purged: int
    read: dict[str, ReadText]

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


def read_texts(
    project: Project, summaries: Sequence[ArticleSummary], settings: AgreementSettings,
    known: Mapping[str, ReadText],
) -> Texts:  # fmt: skip
    """Read the texts of these articles, but for those `known`; zones are always read anew.

    Raises `UserError` for a zone kind that does not exist.
    """
    for kind in settings.zones:
        if kind not in ZONE_KINDS:
            raise UserError(f"There is no zone “{kind}”; there are {', '.join(ZONE_KINDS)}.")
    ordered = sorted(summaries, key=lambda item: item.name)
    read: dict[str, ReadText] = {}
    for item in ordered:
        text = known.get(item.id) or _read(project, item.id)
        if text is not None:
            read[item.id] = text
    kept = [item for item in ordered if item.id in read]
    by_article: dict[str, list[Zone]] = {item.id: [] for item in kept}
    for zone in project.ask(db_zones.all):
        if zone.article in by_article:
            by_article[zone.article].append(zone)
    zones, unconfirmed = _zones(kept, read, by_article)
    texts = [read[item.id] for item in kept]
    return Texts(
        names=tuple(item.name for item in kept),
        ids=tuple(item.id for item in kept),
        number={item.id: i for i, item in enumerate(kept)},
        summaries=tuple(kept),
        lengths=np.array([text.length for text in texts], dtype=np.int64),
        sentences=_sentences(texts),
        tokens=_tokens(texts),
        zones=zones,
        unconfirmed=unconfirmed,
        purged=len(ordered) - len(kept),
        read=read,
    )


def _read(project: Project, identity: str) -> ReadText | None:
    """Return one text, None where it was purged: offsets alone cannot be compared by sentence or token."""
    try:
        article = project.ask(db_articles.get, identity)
    except ProjectError:
        return None
    spans = token_spans(article.text)
    return ReadText(
        len(article.text),
        np.array(article.sentences, dtype=np.int64).reshape(-1, 2),
        np.array([start for start, _ in spans], dtype=np.int64),
        np.array([WORD.match(article.text, start) is not None for start, _ in spans], dtype=bool),
    )


def _sentences(texts: Sequence[ReadText]) -> Stretches:
    which = np.repeat(np.arange(len(texts)), [len(text.sentences) for text in texts])
    spans = np.concatenate([np.zeros((0, 2), dtype=np.int64), *(text.sentences for text in texts)])
    return Stretches(which, spans[:, 0], spans[:, 1], np.zeros(len(spans), dtype=np.int64))


def _tokens(texts: Sequence[ReadText]) -> Tokens:
    which = np.repeat(np.arange(len(texts)), [len(text.tokens) for text in texts])
    starts = np.concatenate([np.zeros(0, dtype=np.int64), *(text.tokens for text in texts)])
    words = np.concatenate([np.zeros(0, dtype=bool), *(text.words for text in texts)])
    return Tokens(which, starts, words)


def _zones(
    kept: Sequence[ArticleSummary], read: Mapping[str, ReadText], by_article: dict[str, list[Zone]]
) -> tuple[Stretches | None, tuple[str, ...]]:
    """Return accepted zones as disjoint stretches, None where all is body, and who has zones unconfirmed."""
    rows: list[tuple[int, int, int]] = []
    kinds: list[int] = []
    unconfirmed: list[str] = []
    plain = True
    for number, item in enumerate(kept):
        length = read[item.id].length
        accepted = [z for z in by_article[item.id] if z.state == "accepted" and z.end > z.start]
        if any(zone.state == "proposed" for zone in by_article[item.id]):
            unconfirmed.append(item.name)
        pieces = flatten([(z.kind, z.start, z.end) for z in accepted if z.kind in ZONE_KINDS])
        if not accepted:
            pieces = ((0, length, _BODY),) if length else ()
        if item.duplicate_of is not None:
            pieces = tuple((start, end, _DUPLICATE) for start, end, _ in pieces)
        plain = plain and pieces == ((0, length, _BODY),)
        rows += [(number, start, end) for start, end, _ in pieces]
        kinds += [bits for _, _, bits in pieces]
    return (None if plain else stretches_from(rows, kinds)), tuple(unconfirmed)
