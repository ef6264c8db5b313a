"""Commands for labels: export and import."""

from pathlib import Path

import click

from desktop.cli.console import PATH, json_option, opened, print_json, project_argument, say
from desktop.errors import UserError

SHOWN = 20
"""How many remarks on single rows are printed as text."""


@click.group()
def labels() -> None:
    """Codings out as a table, and in from one."""


@labels.command("export")
@project_argument
@click.argument("out", type=PATH, metavar="OUT.csv")
@click.option(
    "--for",
    "flavour",
    type=click.Choice(["data", "excel"]),
    default="data",
    show_default=True,
    help="The text as it is, for programs; or one that a spreadsheet opens safely.",
)
@click.option("--with-default", is_flag=True, help="Add rows for unmarked text that counts as a label.")
@click.option("--no-text", is_flag=True, help="Leave out texts, quotes, notes and reasons.")
@click.option("--pseudonyms", is_flag=True, help="Pseudonyms for coders and commenters.")
@click.option(
    "--with-tables", type=PATH, metavar="DIR", help="Add a folder from which every figure can be computed."
)
def labels_export(
    project: Path,
    out: Path,
    *,
    flavour: str,
    with_default: bool,
    no_text: bool,
    pseudonyms: bool,
    with_tables: Path | None,
) -> None:
    """Write all passages and finished articles to a table. OUT.csv may be - for standard output."""
    from desktop.exchange.csv_out import FLAVOURS
    from desktop.exchange.labels_csv import ExportSettings
    from desktop.exchange.labels_export import export_labels, labels_bytes

    settings = ExportSettings(FLAVOURS[flavour], not no_text, pseudonyms, with_default)
    with opened(project) as held:
        if str(out) == "-":
            if with_tables is not None:
                raise UserError("With --with-tables the table needs a file of its own, not -.")
            content, told = labels_bytes(held, settings)
            click.echo(content, nl=False)
            for sentence in told:
                say(sentence)
            return
        for sentence in export_labels(held, out, settings, with_tables):
            say(sentence)


@labels.command("import")
@project_argument
@click.argument("file", type=PATH, metavar="IN.csv")
@click.option("--dry-run", is_flag=True, help="Check everything, change nothing.")
@click.option("--add-coders", is_flag=True, help="Add coders that the project does not know yet.")
@json_option
def labels_import(project: Path, file: Path, *, dry_run: bool, add_coders: bool, as_json: bool) -> None:
    """Take in codings made elsewhere.

    The table needs the columns article, coder, label, start and end; the other columns of an export are read
    where present. Every row is checked before anything is stored: all rows come in, or none. A row with empty
    label, start and end says that the coder finished the article.
    """
    from desktop.exchange.labels_import import import_labels

    with opened(project) as held:
        report = import_labels(held, file, add_coders=add_coders, dry_run=dry_run)
    for remark in report.remarks[:SHOWN]:
        say(f"{file}, line {remark.line} ({remark.article}): {remark.sentence}")
    if len(report.remarks) > SHOWN:
        say(f"… and {len(report.remarks) - SHOWN} more such remarks; --json lists them all.")
    if as_json:
        print_json(report.as_json())
    say(report.sentence())
