"""Command `report`: the agreement of a project, written to be read, printed and cited."""

from pathlib import Path

import click

from db.records import PHASES
from desktop.cli.console import PATH, opened, project_argument, say


@click.command("report", short_help="Write the agreement report.")
@project_argument
@click.argument("out", type=PATH, metavar="OUT")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["html", "pdf", "md", "csv"]),
    help="What OUT is to be [default: by its ending; csv is a folder].",
)
@click.option(
    "--unit",
    type=click.Choice(["sentence", "token", "character"]),
    default="sentence",
    show_default=True,
    help="Compare by.",
)
@click.option(
    "--phase", type=click.Choice(PHASES), help="Compare this phase [default: reliability, else production]."
)
@click.option(
    "--unsure",
    type=click.Choice(["with", "without"]),
    default="with",
    show_default=True,
    help="Passages marked unsure.",
)
@click.option(
    "--level", type=click.FloatRange(0.5, 0.999), default=0.95, show_default=True, help="Level of intervals."
)
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=20260101, show_default=True, help="Seed.")
@click.option("--numbered", is_flag=True, help="Number coders instead of naming them.")
@click.option("--fact", "facts", multiple=True, metavar="TEXT", help="A sentence to state; repeatable.")
@click.option("--explored", is_flag=True, help="Add the figures of what-ifs, not only their list.")
@click.option(
    "--pace", "paced", multiple=True, metavar="NAME", help="This coder consents to pace; repeatable."
)
def report_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    project: Path, out: Path, kind: str | None, unit: str, phase: str | None, unsure: str, level: float,
    seed: int, numbered: bool, facts: tuple[str, ...], explored: bool, paced: tuple[str, ...],
) -> None:  # fmt: skip
    """Write the agreement report: study, coders, reliability, limits, methods, and how to repeat it.

    The same project gives the same bytes. OUT is a file, or with csv a folder for every table.
    """
    from desktop.agreement.report import AgreementSettings
    from desktop.exchange.report.asking import ReportSettings
    from desktop.exchange.report.contents import document
    from desktop.exchange.report.writing import format_of, write_html, write_markdown, write_tables

    chosen = format_of(out, kind)
    agreement = AgreementSettings(units=(unit,), phase=phase, unsure=unsure, level=level, seed=seed)
    asked = ReportSettings(agreement, numbered, facts, explored, paced)
    with opened(project) as held:
        made = document(held, asked)
    if chosen == "csv":
        files = write_tables(made, out)
        say(f"Wrote {len(files)} tables into {out}.")
        return
    if chosen == "md":
        write_markdown(made, out)
    elif chosen == "html":
        from desktop.ui.entry import svg_pictures

        write_html(made, svg_pictures(made.pictures), out)
    else:
        from desktop.ui.entry import report_pdf

        report_pdf(made, out)
    say(f"Wrote {out}.")
