"""Commands for what a merge or a corrected article leaves to a person: held, reanchor, conflicts."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.cli.console import json_option, opened, plain, print_json, project_argument, say
from desktop.errors import UserError
from desktop.wording import counted

if TYPE_CHECKING:
    from db.records import Passage
    from desktop.study.conflicts import Conflict

_QUOTE = 60


def _quoted(passage: "Passage") -> str:
    quote = " ".join(passage.quote.split())[:_QUOTE]
    return plain(f"{passage.start}–{passage.end} {passage.label} “{quote}”")


def _told(passage: "Passage") -> dict[str, object]:
    return {
        "passage": passage.id,
        "label": passage.label,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
    }


@click.command(short_help="List what is kept aside, its text not being here.")
@project_argument
@json_option
def held(project: Path, as_json: bool) -> None:
    """List what came in for articles that are not here with the same text, and is kept aside."""
    from desktop.study.coders import shown_name
    from desktop.study.kept_aside import kept_aside

    with opened(project) as open_project:
        found = kept_aside(open_project)
    if as_json:
        told = [
            {
                "coder": shown_name(one.coder),
                "article_id": one.article,
                "article": one.name or None,
                "passages": [_told(passage) for passage in one.passages],
            }
            for one in found
        ]
        print_json({"held": told})
        return
    for one in found:
        click.echo(plain(f"{shown_name(one.coder)}: {one.sentence()}"))
        for passage in one.passages:
            click.echo(f"  {_quoted(passage)}")
    if not found:
        say("Nothing is kept aside.")


@click.command(short_help="Propose passages for a corrected article.")
@project_argument
@click.argument("article", required=False)
@click.option("--accept", is_flag=True, help="Take over what is proposed.")
@json_option
def reanchor(project: Path, article: str | None, *, accept: bool, as_json: bool) -> None:
    """Propose passages on earlier versions of articles for the newest text.

    A passage is proposed only where its quote stands once in the new text with the same text on both sides.
    Nothing moves by itself: --accept takes over what is proposed, and the old passages stay where they are.
    """
    from desktop.study.coders import find_coder, shown_name
    from desktop.study.reanchoring import carry_over, proposals

    with opened(project) as held_project:
        found = proposals(held_project, article or "")
        names = {p.passage.owner: shown_name(find_coder(held_project, p.passage.owner)) for p in found}
        if accept:
            carry_over(held_project, found)
    if as_json:
        told = [
            {
                **_told(one.passage),
                "coder": names[one.passage.owner],
                "article": one.name,
                "proposed_start": None if one.reason else one.start,
                "proposed_end": None if one.reason else one.end,
                "reason": one.reason or None,
            }
            for one in found
        ]
        print_json({"accepted": accept, "passages": told})
    for one in () if as_json else found:
        where = f"not proposed, {one.reason}" if one.reason else f"→ {one.start}–{one.end}"
        who = plain(f"{one.name}, {names[one.passage.owner]}")
        click.echo(f"{who} {_quoted(one.passage)}: {where}")
    count = sum(not one.reason for one in found)
    of_all = counted(len(found), "passage")
    say(f"{'Took over' if accept else 'Proposed'}: {count} of {of_all} on earlier versions.")


@click.command(short_help="List passages that were edited in two places.")
@project_argument
@click.option("--coder", metavar="NAME", help="Only this coder's.")
@click.option("--passage", metavar="ID", help="Settle this one …")
@click.option("--keep", type=click.IntRange(1), metavar="N", help="… by letting this state hold.")
@json_option
def conflicts(
    project: Path, coder: str | None, passage: str | None, keep: int | None, *, as_json: bool
) -> None:
    """List passages that were edited in two places that did not know each other, or settle one."""
    from desktop.study.coders import all_coders, find_coder, shown_name
    from desktop.study.conflicts import conflicts_of, settle_conflict

    if (passage is None) != (keep is None):
        raise click.UsageError("--passage and --keep belong together.")
    with opened(project) as held_project:
        who = (find_coder(held_project, coder),) if coder else all_coders(held_project)
        found = [(shown_name(one), c) for one in who for c in conflicts_of(held_project, one)]
        if passage is not None and keep is not None:
            chosen = next((c for _, c in found if c.passage == passage), None)
            if chosen is None:
                raise UserError(f"No passage {passage} was edited in two places.")
            settle_conflict(held_project, chosen, keep - 1)
            say("Settled; the other states stay in the passage's history.")
            return
    if as_json:
        print_json({"conflicts": [_conflict(name, one) for name, one in found]})
        return
    for name, one in found:
        click.echo(plain(f"{one.passage} ({name}, {one.article_name})"))
        for number, state in enumerate(one.states, 1):
            click.echo(f"  {number}. {_quoted(state)}, {state.updated_at}")
        if len(one.states) == 1:
            click.echo("  elsewhere it was deleted")
    if not found:
        say("No passage was edited in two places.")


def _conflict(name: str, one: "Conflict") -> dict[str, object]:
    states = [{**_told(state), "note": state.note, "at": state.updated_at} for state in one.states]
    return {
        "passage": one.passage,
        "coder": name,
        "article": one.article_name,
        "deleted_elsewhere": len(states) == 1,
        "states": states,
    }
