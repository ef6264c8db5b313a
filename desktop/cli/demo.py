"""Command `demo`: the sample study, from the articles to the agreement table, without asking anything."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.cli.console import PATH, json_option, print_json, say
from desktop.errors import UserError

if TYPE_CHECKING:
    from db.project import Project


@dataclass(frozen=True, slots=True)
class Made:
    """Where the demo put what it made; `picture` is None where the window could not be drawn."""

    project: Path
    labels: Path
    table: Path
    figures: Path
    picture: Path | None


@click.command()
@click.argument("folder", type=PATH, required=False, metavar="[DIR]")
@click.option("--headless", is_flag=True, help="Open no window; draw a picture of it instead.")
@json_option
@click.pass_context
def demo(ctx: click.Context, folder: Path | None, *, headless: bool, as_json: bool) -> None:
    """Make the sample study and show it.

    Makes the sample project, exports its codings, computes its agreement and opens the window. DIR is where
    everything goes; without it, a folder of your documents. Where there is no display, a picture of the
    window is drawn instead.
    """
    from desktop.ui import entry

    place = folder or default_folder()
    window = not headless and entry.display_available()
    made = _make(place, picture=not window)
    if as_json:
        print_json({name: str(path) if path else None for name, path in _places(made)})
    else:
        for name, path in _places(made):
            if path:
                click.echo(f"{name + ':':<10} {path}")
    if window:
        ctx.exit(entry.open_window(made.project))


def default_folder() -> Path:
    """Return where the demo goes if nobody says: among the user's documents."""
    import platformdirs

    return platformdirs.user_documents_path() / "Pressmark demo"


def _places(made: Made) -> tuple[tuple[str, Path | None], ...]:
    return (
        ("project", made.project),
        ("labels", made.labels),
        ("agreement", made.table),
        ("figures", made.figures),
        ("picture", made.picture),
    )


def _make(folder: Path, *, picture: bool) -> Made:
    from desktop.exchange.demo import demo_path, make_demo
    from desktop.exchange.labels_csv import ExportSettings
    from desktop.exchange.labels_export import export_labels
    from desktop.study.opening import open_project

    project = demo_path(folder)
    if project.exists():
        say(f"The demo project is here already and is used as it is; delete {project} to begin afresh.")
    else:
        project = make_demo(folder).project
    labels = folder / "labels.csv"
    with open_project(project) as held:
        export_labels(held, labels, ExportSettings())
        table, figures = _write_agreement(held, folder)
    drawn = _draw(project, folder / "window.png") if picture else None
    return Made(project, labels, table, figures, drawn)


def _write_agreement(project: "Project", folder: Path) -> tuple[Path, Path]:
    from desktop.agreement.report import AgreementSettings
    from desktop.agreement.words import lines
    from desktop.exchange.files import write_text
    from desktop.study.dearest import dearest_lines, table_and_dearest

    report, dearest = table_and_dearest(project, AgreementSettings())
    readable, figures = folder / "agreement.txt", folder / "agreement.json"
    write_text(readable, "\n".join([*lines(report), *dearest_lines(dearest)]) + "\n")
    write_text(figures, report.to_json() + "\n")
    return readable, figures


def _draw(project: Path, out: Path) -> Path | None:
    """Draw the window; where Qt cannot start, say why and go on."""
    from desktop.ui import entry

    try:
        entry.picture(project, out)
    except UserError as error:
        say(f"There is no picture of the window: {error}")
        return None
    return out
