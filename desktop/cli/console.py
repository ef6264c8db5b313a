"""What the commands share: opening a project, and saying things on the right stream."""

import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.errors import UserError

if TYPE_CHECKING:
    from db.project import Project

PATH = click.Path(path_type=Path)

project_argument = click.argument("project", type=PATH)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")
coder_option = click.option("--coder", required=True, metavar="NAME", help="On whose behalf.")


@contextmanager
def opened(path: Path) -> Iterator["Project"]:
    """Open a project for the length of one command; the ending `.pressmark` need not be typed."""
    from desktop.study.opening import open_project

    path = existing(path)
    with open_project(path) as project:
        yield project


def existing(path: Path) -> Path:
    """Return the project that is meant, whose ending need not be typed."""
    from desktop.study.opening import project_path

    return path if path.exists() or not project_path(path).exists() else project_path(path)


def say(message: str) -> None:
    """Tell the user something on standard error, out of the way of results."""
    click.echo(plain(message), err=True)


def plain(text: str) -> str:
    """Return text without control characters: a file's name must not steer the terminal it is shown in."""
    return "".join("\ufffd" if unicodedata.category(c) == "Cc" and c not in "\n\t" else c for c in text)


def print_json(document: object) -> None:
    """Print the one JSON document of a command on standard output."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:  # a console that cannot show it all gets the escaped form of the same document
        text = json.dumps(document, indent=2, allow_nan=False)
    click.echo(text)


def print_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows in aligned columns; numbers stand to the right."""
    cells = [[plain(str(cell)) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in (list(header), *cells)) for column in range(len(header))]
    right = [all(isinstance(row[column], int) for row in rows) for column in range(len(header))]
    for line in (list(header), *cells):
        padded = [
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, widths, right, strict=True)
        ]
        click.echo("  ".join(padded).rstrip())


def read_codebook(path: Path) -> str:
    """Return the text of a codebook file; raises `UserError` where it cannot be read."""
    from db.guard import is_open_here
    from desktop.codebook import read_file

    if is_open_here(path):
        raise UserError(f"{path} is the project itself, not a codebook.")
    return read_file(path)
