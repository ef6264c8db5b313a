"""Commands for progress: finish, reopen, set-aside."""

from pathlib import Path

import click

from desktop.cli.console import coder_option, opened, project_argument, say

article_argument = click.argument("article")


@click.command()
@project_argument
@article_argument
@coder_option
def finish(project: Path, article: str, coder: str) -> None:
    """Say that a coder is done with an article."""
    from desktop.study import finishing

    with opened(project) as held:
        finishing.finish(held, article, coder)
    say(f"{coder} finished {article}.")


@click.command()
@project_argument
@article_argument
@coder_option
@click.option("--reason", default="", metavar="TEXT", help="Why.")
def reopen(project: Path, article: str, coder: str, reason: str) -> None:
    """Take up a finished or set-aside article again."""
    from desktop.study import finishing

    with opened(project) as held:
        finishing.reopen(held, article, coder, reason)
    say(f"{coder} works on {article} again.")


@click.command("set-aside")
@project_argument
@article_argument
@coder_option
@click.option(
    "--reason", default="", metavar="TEXT", help="Why: paywall stub, off topic, duplicate, distressing."
)
def set_aside(project: Path, article: str, coder: str, reason: str) -> None:
    """Say that an article cannot be coded, and why."""
    from desktop.study import finishing

    with opened(project) as held:
        finishing.set_aside(held, article, coder, reason)
    say(f"{coder} set {article} aside.")
