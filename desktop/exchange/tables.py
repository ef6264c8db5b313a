"""The tables beside `labels.csv`: articles, progress, zones, comments, first finish, decisions, units."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from db.records import Article, Progress
from desktop.exchange import schema
from desktop.exchange.csv_out import Cell, table_bytes
from desktop.exchange.labels_csv import ExportSettings, LabelRows, list_cell, ordered, pairs_cell
from desktop.exchange.names import Names
from desktop.exchange.schema import Field
from desktop.exchange.snapshot import Snapshot
from desktop.exchange.texts import text_files
from desktop.exchange.units import unit_rows
from desktop.study.listing import ListedComment


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file of a data package, ready to be written."""

    name: str
    title: str
    fields: tuple[Field, ...]
    content: bytes


def tables(
    snapshot: Snapshot, names: Names, settings: ExportSettings, comments: Sequence[ListedComment]
) -> tuple[Table, ...]:
    """Return every table of a package but `labels.csv` itself."""

    def table(name: str, title: str, fields: tuple[Field, ...], rows: Iterable[Sequence[Cell]]) -> Table:
        return Table(name, title, fields, table_bytes(schema.names(fields), rows, settings.flavour))

    return (
        table("articles", "The articles", schema.ARTICLES, _articles(snapshot, settings)),
        table("progress", "How far each coder is", schema.PROGRESS, _progress(snapshot, names, settings)),
        table("zones", "The zones of the articles", schema.ZONES, _zones(snapshot)),
        table("comments", "The comment threads", schema.COMMENTS, _comments(comments, names)),
        table(
            "first_finish",
            "The passages as they stood when their article was first finished",
            schema.FIRST_FINISH,
            _first_finish(snapshot, names, settings),
        ),
        table(
            "decisions", "What adjudicators decided", schema.DECISIONS, _decisions(snapshot, names, settings)
        ),
        table("units", "Sentence by coder by label", schema.UNITS, unit_rows(snapshot, names)),
    )


def _by_name(snapshot: Snapshot) -> list[Article]:
    return sorted(snapshot.articles.values(), key=lambda article: (article.name, article.version, article.id))


def _articles(snapshot: Snapshot, settings: ExportSettings) -> Iterator[tuple[Cell, ...]]:
    files = text_files(snapshot.articles.values()) if settings.texts else {}
    for article in _by_name(snapshot):
        summary = snapshot.summaries.get(article.id)
        yield (
            article.id,
            article.name,
            article.version,
            article.title,
            summary.length if summary else len(article.text),
            article.text_sha256,
            article.original_sha256,
            article.reader,
            article.reader_version,
            article.encoding,
            article.line_ends,
            article.segmenter,
            (summary.duplicate_of or "") if summary else "",
            summary.added_at if summary else "",
            pairs_cell(article.metadata),
            files.get(article.id, ""),
        )


def _progress(snapshot: Snapshot, names: Names, settings: ExportSettings) -> list[tuple[Cell, ...]]:
    def row(step: Progress) -> tuple[Cell, ...]:
        marks = snapshot.marks.get((step.coder, step.article, step.phase), ())
        return (
            step.article,
            snapshot.articles[step.article].name,
            names.coder(step.coder),
            step.phase,
            step.state.value,
            step.reason if settings.texts else "",
            int(bool(step.first_finish)),
            step.finished_at,
            step.updated_at,
            pairs_cell(marks),
        )

    return sorted(map(row, snapshot.progress), key=lambda cells: [str(cell) for cell in cells[1:4]])


def _zones(snapshot: Snapshot) -> Iterator[tuple[Cell, ...]]:
    for article in _by_name(snapshot):
        found = snapshot.zones.get(article.id, ())
        for zone in sorted(found, key=lambda z: (z.start, -z.end, z.kind, z.id)):
            yield (article.id, article.name, zone.kind, zone.start, zone.end, zone.state, zone.rule)


def _comments(comments: Sequence[ListedComment], names: Names) -> Iterator[tuple[Cell, ...]]:
    for comment in comments:
        yield (
            comment.article,
            comment.number,
            names.commenter(comment.author),
            names.commenter(comment.replies_to) if comment.replies_to else "",
            comment.parent,
            comment.posted_at or "",
            *comment.header,
            *comment.body,
            *(comment.footer or (None, None)),
        )


def _decisions(snapshot: Snapshot, names: Names, settings: ExportSettings) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [
        (
            decision.id,
            decision.article,
            snapshot.articles[decision.article].name,
            names.coder(decision.owner),
            decision.phase,
            decision.start,
            decision.end,
            decision.answer,
            list_cell(judged),
            list_cell(sorted(names.coder(coder) for coder in decision.coders)),
            list_cell(sorted(decision.gold)),
            decision.reason,
            decision.note if settings.texts else "",
            decision.updated_at,
        )
        for decision, judged in snapshot.decisions
    ]
    return sorted(rows, key=lambda row: (str(row[2]), row[5], row[6], str(row[3]), str(row[0])))


def _first_finish(snapshot: Snapshot, names: Names, settings: ExportSettings) -> list[tuple[Cell, ...]]:
    rows = LabelRows(snapshot, settings, names)
    wanted = schema.names(schema.FIRST_FINISH)
    kept = [i for i, field in enumerate(schema.LABELS) if field.name in wanted]
    found = ordered(
        [rows.passage_row(passage) for finished in snapshot.first_finish for passage in finished.passages]
        + [rows.finished_row(finished.progress) for finished in snapshot.first_finish]
    )
    return [tuple(row[i] for i in kept) for row in found]
