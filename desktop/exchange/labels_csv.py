"""The codings as one table: a row a passage, and a row for every article that a coder finished."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from db.records import CODER, Article, Passage, Progress, State
from desktop.exchange import schema
from desktop.exchange.by_default import default_stretches
from desktop.exchange.csv_out import DATA, Cell, Flavour, table_bytes
from desktop.exchange.names import Names, plain_names, pseudonyms
from desktop.exchange.snapshot import Snapshot, zone_at

BY_DEFAULT = "by-default"
"""The origin of rows that stand for unmarked text; they are derived, and import leaves them out."""

COLUMNS = schema.names(schema.LABELS)
_ORDER = ("article", "layer", "coder", "start", "end", "passage_id", "article_id", "phase", "label")
_LEAST: tuple[str | int, ...] = tuple(0 if field.type == schema.INTEGER else "" for field in schema.LABELS)


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What goes out: the variant; with texts, quotes and notes or not; pseudonyms; by-default rows."""

    flavour: Flavour = DATA
    texts: bool = True
    pseudonyms: bool = False
    by_default: bool = False


def names_for(snapshot: Snapshot, settings: ExportSettings) -> Names:
    """Return the names or pseudonyms of an export."""
    if not settings.pseudonyms:
        return plain_names(snapshot.coders)
    known = [dict(zone.details) for found in snapshot.zones.values() for zone in found]
    commenters = {details.get(who, "") for details in known for who in ("author", "replies_to")}
    return pseudonyms(snapshot.coders, commenters - {""}, snapshot.secret)


def labels_table(snapshot: Snapshot, settings: ExportSettings) -> bytes:
    """Return `labels.csv`, ordered by article, layer, coder, start, end and passage id."""
    rows = LabelRows(snapshot, settings, names_for(snapshot, settings))
    return table_bytes(COLUMNS, ordered(rows), settings.flavour)


def ordered(rows: Iterable[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return rows of a labels table by article, layer, coder, start, end, id; empty cells come first."""
    columns = [COLUMNS.index(name) for name in _ORDER]
    return sorted(rows, key=lambda row: [(row[i] is not None, row[i] or _LEAST[i]) for i in columns])


@dataclass(frozen=True, slots=True)
class LabelRows:
    """The rows of a labels table, as yet in no order."""

    snapshot: Snapshot
    settings: ExportSettings
    names: Names

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        for passage in self.snapshot.passages:
            yield self.passage_row(passage)
        for step in self.snapshot.progress:
            if step.state is State.FINISHED:
                yield self.finished_row(step)
        if self.settings.by_default:
            for article, step, label, start, end in default_stretches(self.snapshot):
                yield self.default_row(article, step, label, start, end)

    def passage_row(self, passage: Passage) -> tuple[Cell, ...]:
        """Return the row of a passage."""
        article = self.snapshot.articles[passage.article]
        texts = self.settings.texts
        return (
            passage.id,
            passage.layer,
            passage.origin,
            *self._where(article, passage.owner),
            passage.label,
            passage.start,
            passage.end,
            passage.quote if texts else "",
            *self._zone(article, passage.start),
            int(passage.unsure),
            " ".join(sorted(passage.flags)),
            pairs_cell(passage.attributes),
            passage.note if texts else "",
            passage.rule,
            passage.phase,
            passage.codebook,
            passage.created_at,
            passage.updated_at,
            article.text_sha256,
        )

    def finished_row(self, step: Progress) -> tuple[Cell, ...]:
        """Return the row that says that a coder finished an article."""
        article = self.snapshot.articles[step.article]
        marks = self.snapshot.marks.get((step.coder, step.article, step.phase), ())
        return (
            *("", CODER, ""),
            *self._where(article, step.coder),
            *("", None, None, "", "", "", None, ""),
            pairs_cell(marks),
            *("", "", step.phase, ""),
            step.finished_at,
            step.updated_at,
            article.text_sha256,
        )

    def default_row(
        self, article: Article, step: Progress, label: str, start: int, end: int
    ) -> tuple[Cell, ...]:
        """Return a row for unmarked text that counts as a label."""
        return (
            *("", CODER, BY_DEFAULT),
            *self._where(article, step.coder),
            label,
            start,
            end,
            article.text[start:end] if self.settings.texts else "",
            *self._zone(article, start),
            *(None, "", "", "", "", step.phase, ""),
            step.finished_at,
            step.updated_at,
            article.text_sha256,
        )

    def _where(self, article: Article, owner: str) -> tuple[str, str, str]:
        return article.id, article.name, self.names.coder(owner)

    def _zone(self, article: Article, at: int) -> tuple[str, str]:
        zone = zone_at(self.snapshot.zones.get(article.id, ()), at)
        return (zone.kind, dict(zone.details).get("number", "")) if zone else ("", "")


def pairs_cell(pairs: tuple[tuple[str, str], ...]) -> str:
    """Return a small mapping as a JSON object in one cell; an empty one leaves the cell empty."""
    return json.dumps(dict(sorted(pairs)), ensure_ascii=False, separators=(",", ":")) if pairs else ""


def list_cell(values: Sequence[str]) -> str:
    """Return a list as a JSON array in one cell; an empty one leaves the cell empty."""
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":")) if values else ""
