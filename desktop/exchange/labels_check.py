"""Rows of a labels table from outside, checked one by one against the project."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from db.errors import ConflictError, NotFoundError, ProjectError
from db.ids import is_id
from db.records import ADJUDICATED, CODER, PHASES, Article, ArticleSummary, Pairs, Passage
from desktop.codebook import Attribute, Codebook
from desktop.errors import UserError
from desktop.exchange.csv_in import Row, Table
from desktop.exchange.csv_out import spreadsheet_text, unguarded
from desktop.exchange.known import Known, did_you_mean

T = TypeVar("T")
NEEDED = ("article", "coder", "label", "start", "end")
_OFFSET = re.compile(r"\d{1,9}(?:\.0+)?", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checked:
    """A row that holds: a passage, or on a finished row None with what it says of the whole article.

    `coder` is a name or id; `phase`, and the passage's own id, are empty where the row does not name them.
    """

    line: int
    coder: str
    article: Article
    layer: str
    phase: str
    passage: Passage | None
    marks: Pairs = ()


class RowError(Exception):
    """What is wrong with one row: the column, and the rest of the sentence."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column} {reason}" if column else reason)


def check_columns(table: Table) -> None:
    """Raise `UserError` where a needed column is missing."""
    missing = [name for name in NEEDED if name not in table.columns]
    if missing:
        names = ", ".join(f"“{name}”" for name in missing)
        raise UserError(f"{table.source}, line 1: the header lacks {names}.")


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks rows of one table; `add_coders` lets names pass that the project does not know yet."""

    known: Known
    spreadsheet: bool
    add_coders: bool

    def check(self, row: Row) -> Checked:
        """Return the row as what it would store; raises `RowError`."""
        article = self._article(row)
        coder = self._coder(row)
        given = [name for name in ("label", "start", "end") if row.get(name).strip()]
        layer = self._one_of(row, "layer", (CODER, ADJUDICATED)) or CODER
        phase = self._one_of(row, "phase", PHASES)
        if not given:
            return Checked(row.line, coder, article, layer, phase, None, self._marks(row))
        if len(given) < 3:
            raise RowError("", f"has {' and '.join(given)} but not all of label, start and end.")
        return Checked(row.line, coder, article, layer, phase, self._passage(row, article, layer, phase))

    def text(self, row: Row, column: str) -> str:
        """Return a cell as it was before a spreadsheet variant guarded it."""
        cell = row.get(column)
        return unguarded(cell) if self.spreadsheet else cell

    def _article(self, row: Row) -> Article:
        name = row.get("article")
        if not name.strip():
            raise RowError("article", "is empty.")
        found = self._find(row, name)
        sha = row.get("text_sha256").strip()
        if sha and sha != found.text_sha256:
            older = self._text(found.name, lambda: self.known.version(found.name, sha))
            if older is None:
                raise RowError(
                    "text_sha256", f"belongs to another text than {found.name} has in this project."
                )
            return older
        return self._text(found.name, lambda: self.known.article(found.id))

    def _text(self, name: str, read: Callable[[], T]) -> T:
        """Read a text; one that was purged takes no more codings."""
        try:
            return read()
        except ProjectError as error:
            raise RowError("article", f"“{name}” has no text any more: it was purged.") from error

    def _find(self, row: Row, name: str) -> ArticleSummary:
        spelled = {name, name.strip(), unguarded(name) if self.spreadsheet else name}
        for one in sorted(spelled, key=lambda one: one != name):
            try:
                return self.known.find_article(one)
            except ConflictError as error:
                raise RowError("article", f"“{name}” could be several articles; give its id.") from error
            except NotFoundError:
                continue
        raise RowError("article", f"“{name}” is not in this project{self._where_else(row, name)}")

    def _where_else(self, row: Row, name: str) -> str:
        sha = row.get("text_sha256").strip()
        twins = sorted(found.name for found in self.known.summaries if found.text_sha256 == sha)
        if twins:
            return f", where the same text is called “{twins[0]}”."
        return did_you_mean(name, (found.name for found in self.known.summaries))

    def _coder(self, row: Row) -> str:
        spelled = row.get("coder").strip()
        if not spelled:
            raise RowError("coder", "is empty.")
        plain = " ".join(self.text(row, "coder").split())
        if self.known.coder(spelled) or self.known.coder(plain) or self.add_coders:
            return spelled if self.known.coder(spelled) else plain
        names = [coder.name for coder in self.known.coders.values() if coder.name]
        hint = did_you_mean(spelled, names, otherwise=" (--add-coders adds coders)")
        raise RowError("coder", f"“{spelled}” is not in this project{hint}")

    def _passage(self, row: Row, article: Article, layer: str, phase: str) -> Passage:
        label = self._label(row)
        start, end = self._offset(row, "start"), self._offset(row, "end")
        if start >= end:
            raise RowError("start", f"{start} is not before end {end}.")
        if end > len(article.text):
            raise RowError(
                "end", f"{end} is outside the text of {article.name} ({len(article.text)} characters)."
            )
        quote = article.text[start:end]
        self._quote(row, quote, article)
        return Passage(
            id=self._id(row),
            owner="",
            layer=layer,
            phase=phase,
            article=article.id,
            label=label,
            start=start,
            end=end,
            quote=quote,
            text_sha256=article.text_sha256,
            origin="proposal" if row.get("origin").strip() == "proposal" else "imported",
            unsure=self._one_of(row, "unsure", ("0", "1")) == "1",
            flags=self._flags(row),
            attributes=self._attributes(row, "passage"),
            note=self.text(row, "note"),
            rule=self.text(row, "rule"),
            codebook=self._codebook(row),
            created_at=self._time(row, "created_at"),
            updated_at=self._time(row, "updated_at"),
        )

    def _label(self, row: Row) -> str:
        label = row.get("label").strip()
        labels = self.known.labels
        if label not in labels:
            raise RowError("label", f"“{label}” is not in the codebook{did_you_mean(label, labels)}")
        return label

    def _offset(self, row: Row, column: str) -> int:
        cell = row.get(column).strip()
        if not _OFFSET.fullmatch(cell):
            raise RowError(
                column, f"“{cell[:40]}” is not a whole number of characters from the article's start."
            )
        return int(cell.partition(".")[0])

    def _quote(self, row: Row, quote: str, article: Article) -> None:
        cell = row.get("quote")
        if not cell or cell == quote or cell.replace("\r\n", "\n") == quote:
            return
        if self.spreadsheet and cell.replace("\r\n", "\n") == spreadsheet_text(quote):
            return
        raise RowError("quote", f"is not what {article.name} says there (“{_short(quote)}”).")

    def _id(self, row: Row) -> str:
        given = row.get("passage_id").strip()
        return given if is_id(given) else ""

    def _flags(self, row: Row) -> tuple[str, ...]:
        flags = tuple(sorted(set(self.text(row, "flags").split())))
        known = {flag.id for book in self._books(row) for flag in book.flags}
        for flag in flags:
            if flag not in known:
                raise RowError("flags", f"“{flag}” is not in the codebook{did_you_mean(flag, known)}")
        return flags

    def _marks(self, row: Row) -> Pairs:
        return self._attributes(row, "article")

    def _attributes(self, row: Row, of: str) -> Pairs:
        cell = self.text(row, "attributes").strip()
        if not cell:
            return ()
        try:
            values = json.loads(cell)
        except (ValueError, RecursionError):
            values = None
        if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
            raise RowError("attributes", 'is not of the form {"key":"value"}.')
        for key, value in values.items():
            self._check_attribute(row, of, key, value)
        return tuple(sorted(values.items()))

    def _check_attribute(self, row: Row, of: str, key: str, value: str) -> None:
        found = [a for book in self._books(row) for a in book.attributes if (a.id, a.of) == (key, of)]
        flags = {flag.id for book in self._books(row) for flag in book.flags if flag.of == of == "article"}
        if key in flags:
            return
        if not found:
            raise RowError("attributes", f"“{key}” is no attribute of the codebook for {of}s.")
        if not any(_allows(attribute, value) for attribute in found):
            raise RowError("attributes", f"“{value}” is no value of “{key}”.")

    def _books(self, row: Row) -> tuple[Codebook, ...]:
        stated = self.known.codebooks.get(row.get("codebook_version").strip())
        return (stated,) if stated else tuple(self.known.codebooks.values())

    def _codebook(self, row: Row) -> str:
        stated = row.get("codebook_version").strip()
        return stated if stated in self.known.codebooks else self.known.current.sha256

    def _time(self, row: Row, column: str) -> str:
        cell = row.get(column).strip()
        return cell if _TIME.fullmatch(cell) else ""

    def _one_of(self, row: Row, column: str, allowed: tuple[str, ...]) -> str:
        cell = row.get(column).strip()
        if cell and cell not in allowed:
            raise RowError(column, f"“{cell[:40]}” is none of {', '.join(allowed)}.")
        return cell


def _allows(attribute: Attribute, value: str) -> bool:
    return not attribute.options or value in attribute.options


def _short(quote: str) -> str:
    said = " ".join(quote.split())
    return said if len(said) <= 60 else said[:59] + "…"
