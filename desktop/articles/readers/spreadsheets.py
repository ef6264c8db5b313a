"""Excel files (.xlsx): the first sheet that holds anything, read as a table."""

import io
from collections.abc import Iterator
from datetime import date, datetime

import openpyxl

from desktop.articles.readers.archives import entries, open_zip, read_entry
from desktop.articles.readers.documents import refuse_old_office
from desktop.articles.readers.tables import Preview, articles_of, preview_of
from desktop.articles.sources import ReadArticle, Source
from desktop.errors import UserError

_MOST_ROWS = 1_000_000
_MOST_COLUMNS = 1_000


def read(source: Source) -> tuple[ReadArticle, ...]:
    """Read one article from each row; raises UserError if the file is locked, damaged or empty."""
    return articles_of(source, _rows(source), "")


def preview(source: Source) -> Preview:
    """Show the beginning of the sheet with a guess at its columns."""
    return preview_of(_rows(source))


def _rows(source: Source) -> Iterator[tuple[str, ...]]:
    refuse_old_office(source.data)
    with open_zip(source.data) as archive:
        for entry in entries(archive):
            read_entry(archive, entry)  # refuses what is built to overwhelm before another library opens it
    try:
        book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever the damaged part happens to raise
        raise UserError(f"it is no Excel file, or a damaged one ({type(error).__name__}).") from None
    try:
        for sheet in book.worksheets:
            rows = (
                tuple(_shown(value) for value in row)
                for row in sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
            )
            first = next((row for row in rows if any(row)), None)
            if first is not None:
                yield first
                yield from rows
                return
    except Exception as error:  # noqa: BLE001 - see above; the rows are read only now
        raise UserError(f"it is a damaged Excel file ({type(error).__name__}).") from None
    finally:
        book.close()


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            value.isoformat(sep=" ", timespec="minutes")
            if value.hour or value.minute
            else value.date().isoformat()
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
