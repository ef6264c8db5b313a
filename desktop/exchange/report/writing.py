"""A report as files: HTML, Markdown, or a folder of CSV tables."""

from collections.abc import Mapping
from pathlib import Path

from desktop.errors import UserError
from desktop.exchange.csv_out import DATA, table_bytes
from desktop.exchange.files import write_file, write_files
from desktop.exchange.report.document import Document
from desktop.exchange.report.html import html
from desktop.exchange.report.markdown import markdown

FORMATS = ("html", "pdf", "md", "csv")


def format_of(out: Path, chosen: str | None) -> str:
    """Return the format: the one chosen, else by the ending of the file's name, a folder for CSV."""
    if chosen is not None:
        return chosen
    ending = out.suffix.lower().lstrip(".").replace("htm", "html").replace("htmll", "html")
    if ending in FORMATS:
        return ending
    if not ending:
        return "csv"
    raise UserError(f"{out.name}: say with --format whether this is html, pdf, md or csv (a folder).")


def write_html(document: Document, drawn: Mapping[str, str], out: Path) -> None:
    """Write the report as one HTML file with its pictures in it."""
    write_file(out, html(document, drawn).encode())


def write_markdown(document: Document, out: Path) -> None:
    """Write the report as Markdown."""
    write_file(out, markdown(document).encode())


def write_tables(document: Document, folder: Path) -> tuple[Path, ...]:
    """Write every table of the report as CSV into a folder; return the files."""
    found = {
        folder / f"{table.name}.csv": table_bytes(table.heads, table.rows, DATA) for table in document.tables
    }
    write_files(found, folder)
    return tuple(found)
