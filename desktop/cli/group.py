"""The command `pressmark`: finds its subcommands, loads them when first used, words what goes wrong."""

import errno
import sys
import time
from importlib import import_module
from typing import IO, Any

import click

from db.errors import ProjectError
from desktop import __version__
from desktop.cli.self_check import self_check
from desktop.errors import UserError

WINDOW = "window"
COMMANDS = {
    "demo": "desktop.cli.demo:demo",
    "new": "desktop.cli.project:new",
    "codebook": "desktop.cli.project:codebook",
    "coder": "desktop.cli.project:coder",
    "add": "desktop.cli.articles:add",
    "articles": "desktop.cli.articles:articles",
    "text": "desktop.cli.articles:text",
    "metadata": "desktop.cli.articles:metadata",
    "imports": "desktop.cli.incoming:imports",
    "waiting": "desktop.cli.incoming:waiting",
    "duplicates": "desktop.cli.incoming:duplicates",
    "zones": "desktop.cli.zones:zones",
    "zone": "desktop.cli.zones:zone",
    "comments": "desktop.cli.zones:comments",
    "layouts": "desktop.cli.incoming:layouts",
    "shares": "desktop.cli.incoming:shares",
    "settings": "desktop.cli.incoming:settings",
    "finish": "desktop.cli.progress:finish",
    "reopen": "desktop.cli.progress:reopen",
    "set-aside": "desktop.cli.progress:set_aside",
    "proposals": "desktop.cli.coding:proposals",
    "attribute": "desktop.cli.coding:attribute",
    "labels": "desktop.cli.labels:labels",
    "agreement": "desktop.cli.agreement:agreement_command",
    "plan": "desktop.cli.plan:plan",
    "kit": "desktop.cli.kits:kit",
    "return": "desktop.cli.kits:return_command",
    "merge": "desktop.cli.kits:merge",
    "report": "desktop.cli.report:report_command",
    "conflicts": "desktop.cli.leftover:conflicts",
    "held": "desktop.cli.leftover:held",
    "reanchor": "desktop.cli.leftover:reanchor",
    "adjudicate": "desktop.cli.adjudicate:adjudicate",
    "discussion": "desktop.cli.adjudicate:discussion",
    "check": "desktop.cli.project:check",
    "backups": "desktop.cli.copies:backups",
    "restore": "desktop.cli.copies:restore",
    "move": "desktop.cli.copies:move",
    "purge": "desktop.cli.copies:purge",
    "forget": "desktop.cli.copies:forget",
    "shots": "desktop.cli.window:shots",
    WINDOW: "desktop.cli.window:window",
}
"""Every command and where it lives; a module is imported when its command is used, so that all start fast."""


class Refused(click.ClickException):
    """What the user asked for cannot be done; the sentence says why."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence on standard error."""
        from desktop.cli.console import plain

        click.echo(plain(self.message), file=file, err=True)


class PressmarkGroup(click.Group):
    """A group whose first argument may be a project instead of a command: then the window opens on it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in working order."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and return it."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Send arguments that name no command to the window."""
        first = args[0] if args else ""
        if first not in COMMANDS and first not in ("--help", "-h", "--version", "--self-check"):
            args = [WINDOW, *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a refusal becomes one sentence, anything unexpected a report of our own bug."""
        from desktop import logbook

        logbook.begin()
        began = time.monotonic()
        try:
            return self._invoke(ctx)
        finally:
            failed = sys.exc_info()[0] not in (None, click.exceptions.Exit)
            command = ctx.invoked_subcommand if ctx.invoked_subcommand in COMMANDS else "none"
            seconds = time.monotonic() - began
            logbook.note(f"command {command}", refused=failed, seconds=seconds)
            logbook.end()

    def _invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except (UserError, ProjectError) as error:
            raise Refused(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            raise Refused(_of_the_system(error)) from error
        except Exception as error:  # the last net: nothing below may end in a bare traceback
            from desktop.cli.bugs import report

            raise Refused(report(error)) from error


def _of_the_system(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}." if error.filename else f"The system refused: {reason}."


@click.command(
    cls=PressmarkGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="",
    subcommand_metavar="[PROJECT] [--coder NAME] | COMMAND …",
)
@click.version_option(__version__, prog_name="pressmark")
@click.option(
    "--self-check",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=self_check,
    help="Say what is missing or unsuitable here.",
)
def pressmark() -> None:
    """Code news articles and learn how far the coders agree.

    With a project, or with nothing, the window opens; --coder says who codes. Everything the window does to
    data can be done with the commands below, with the same numbers.
    """
