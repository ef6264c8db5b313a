"""Commands between lead and coders: kit, return, merge."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.cli.console import PATH, json_option, opened, print_json, project_argument, say
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.exchange.merging import MergeReport


@click.command(short_help="Write the file that a coder receives.")
@project_argument
@click.option("--coder", required=True, metavar="NAME", help="Who is to code; added if new.")
@click.argument("out", type=PATH)
@click.option("--with-answers", is_flag=True, help="Put the known answers of practice articles in.")
@click.option("--recoding", is_flag=True, help="Only what is to be coded again, without the earlier work.")
@click.option("--everything", is_flag=True, help="Every article, whatever the plan says.")
@json_option
def kit(
    project: Path,
    coder: str,
    out: Path,
    *,
    with_answers: bool,
    recoding: bool,
    everything: bool,
    as_json: bool,
) -> None:
    """Write a coder's kit: articles, codebook, assignment, own earlier work, and nothing of anybody else."""
    from desktop.exchange.kits import write_kit

    with opened(project) as held:
        report = write_kit(
            held, coder, out, with_answers=with_answers, recoding=recoding, everything=everything
        )
    if as_json:
        print_json(
            {
                "kit": str(report.path),
                "coder": report.coder,
                "articles": report.articles,
                "earlier_steps": report.earlier,
                "new_coder": report.new_coder,
                "updated": report.updated,
            }
        )
    say(report.sentence())


@click.command("return")
@click.argument("kit", type=PATH)
@click.argument("out", type=PATH)
@click.option("--since", type=PATH, metavar="RETURN", help="Only what came after this earlier return.")
@json_option
def return_command(kit: Path, out: Path, *, since: Path | None, as_json: bool) -> None:
    """Pack what was coded in a kit, to be sent back to the lead."""
    from desktop.exchange.returns import write_return

    with opened(kit) as held:
        report = write_return(held, out, since=since)
    if as_json:
        print_json(
            {
                "return": str(report.path),
                "coder": report.coder,
                "steps": report.revisions,
                "finished": report.finished,
                "ranges": [list(found) for found in report.ranges],
            }
        )
    say(report.sentence())


@click.command(short_help="Take in returns, kits at work or copies of the project.")
@project_argument
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="IN…")
@click.option("--dry-run", is_flag=True, help="Show what would come in; change nothing.")
@json_option
def merge(project: Path, files: tuple[Path, ...], *, dry_run: bool, as_json: bool) -> None:
    """Take in returns, kits at work or copies of the project: all of them or none."""
    from desktop.exchange.merging import merge as merge_files

    with opened(project) as held:
        report = merge_files(held, files, dry_run=dry_run)
    if as_json:
        print_json(report.as_json())
    else:
        _show(report)
    say(report.sentence())


def _show(report: "MergeReport") -> None:
    for item in report.items:
        whose = f" of {item.coder}" if item.coder else ""
        added = f"{counted(item.counts.revisions, 'step')} added, {item.already_here:,} here already"
        click.echo(f"{item.path} ({item.kind}{whose}): {added}")
        for sentence in item.remarks():
            click.echo(f"  {sentence}")
    for sentence in report.completeness:
        click.echo(sentence)
    for name, count in report.conflicts:
        click.echo(
            f"{name}: {counted(count, 'passage was', 'passages were')} edited in two places; "
            "`pressmark conflicts` lists them"
        )
