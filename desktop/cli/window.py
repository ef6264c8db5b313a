"""Commands that need the window: opening it, and printing pictures of it."""

from pathlib import Path

import click

from desktop.cli.console import PATH
from desktop.errors import UserError


@click.command(hidden=True)
@click.argument("project", type=PATH, required=False)
@click.option("--coder", metavar="NAME", help="Who codes; otherwise the window asks.")
@click.pass_context
def window(ctx: click.Context, project: Path | None, coder: str | None) -> None:
    """Open the window, on a project if one is named."""
    if project is not None:
        from desktop.study.opening import examine

        project = _existing(project)
        examine(project)
    from desktop.cli.environment import before_window

    if problem := before_window():
        raise UserError(problem)
    from desktop.ui import entry

    if not entry.display_available():
        raise UserError(
            "There is no display here to open the window on; `pressmark --help` lists what works without."
        )
    ctx.exit(entry.open_window(project, coder))


@click.command(hidden=True)
@click.argument("folder", type=PATH)
def shots(folder: Path) -> None:
    """Print pictures of every screen into a folder (for work on the program)."""
    from desktop.ui import entry

    entry.shots(folder)


def _existing(path: Path) -> Path:
    from desktop.study.opening import project_path

    if path.exists():
        return path
    if project_path(path).exists():
        return project_path(path)
    raise UserError(
        f"There is no project {path} and no command of that name; `pressmark --help` lists the commands."
    )
