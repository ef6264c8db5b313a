"""Command `adjudicate`: the queue of disagreements, and settling them without a window."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.cli.console import (
    PATH,
    coder_option,
    json_option,
    opened,
    plain,
    print_json,
    project_argument,
    say,
)
from desktop.errors import UserError
from desktop.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.study.adjudication import Item, Queue
    from desktop.study.planning import Planned
    from desktop.study.settling import Case, Why

_QUOTE = 90
"""How much of a quote is printed as text, in characters."""
_ANSWERS = ("accept", "union", "intersection", "draw", "none", "later", "note", "withdraw")

phase_option = click.option(
    "--phase", metavar="P", help="Of this phase [default: reliability if begun, else production]."
)


@click.group()
def adjudicate() -> None:
    """Disagreements: list them, settle them, in a layer of its own."""


@adjudicate.command("list")
@project_argument
@coder_option
@phase_option
@click.option(
    "--order",
    type=click.Choice(["cost", "label", "article", "pair"]),
    default="cost",
    show_default=True,
    help="The dearest first, or by label, article or pair of coders.",
)
@click.option("--label", default="", metavar="L", help="Only where this label was given.")
@click.option("--article", default="", metavar="ARTICLE", help="Only in this article.")
@click.option("--pair", nargs=2, metavar="NAME NAME", help="Only where these two differ.")
@click.option(
    "--kind",
    type=click.Choice(["label", "boundary", "only one marked"]),
    help="Only of this kind.",
)
@click.option("--state", type=click.Choice(["open", "later", "decided", "stale"]), help="Only these.")
@click.option("--names", is_flag=True, help="Show the coders' names.")
@json_option
def list_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    project: Path, coder: str, phase: str | None, order: str, label: str, article: str,
    pair: tuple[str, str] | None, kind: str | None, state: str | None, names: bool, as_json: bool,
) -> None:  # fmt: skip
    """List what the coders differ on, the dearest first.

    Names are hidden, and the coders' order is drawn anew for every item, unless --names.
    """
    from db import articles
    from desktop.study.adjudication import chosen, read_queue
    from desktop.study.coders import find_coder

    with opened(project) as held:
        queue = read_queue(held, find_coder(held, coder), phase=phase)
        wanted = held.ask(articles.find, article).id if article else ""
        of_pair = (find_coder(held, pair[0]).id, find_coder(held, pair[1]).id) if pair else None
    found = chosen(
        queue, order=order, label=label, article=wanted, pair=of_pair, kind=kind or "", state=state or ""
    )
    _show(queue, found, names=names, as_json=as_json)


@adjudicate.command(short_help="Settle an item, put it off, or take it back.")
@project_argument
@click.argument("item")
@click.argument("answer", type=click.Choice(_ANSWERS), metavar="ANSWER")
@coder_option
@phase_option
@click.option("--of", "lane", default="", metavar="A", help="Whose passages are accepted: letter or name.")
@click.option(
    "--label", default="", metavar="L", help="The label of a union, an intersection or what is drawn."
)
@click.option("--range", "ranges", type=(int, int), multiple=True, metavar="START END", help="What is drawn.")
@click.option("--reason", default="", metavar="R", help="slip, codebook gap, true ambiguity or text problem.")
@click.option("--note", default="", metavar="TEXT", help="A note for the team.")
@click.option("--discuss", is_flag=True, help="Put it on top of the sheet for the next meeting.")
@click.option("--rule", default="", metavar="RULE", help="The rule of the codebook that the gold rests on.")
def settle(  # noqa: PLR0913, PLR0917 - one parameter an option
    project: Path, item: str, answer: str, coder: str, phase: str | None, lane: str, label: str,
    ranges: tuple[tuple[int, int], ...], reason: str, note: str, discuss: bool, rule: str,
) -> None:  # fmt: skip
    """Settle one item of the list, put it off, or take back what was decided.

    An item's id changes when what was judged changes, so that nothing is settled unseen.
    """
    from desktop.study import settling
    from desktop.study.adjudication import after, read_queue, save, standing
    from desktop.study.coders import find_coder

    with opened(project) as held:
        queue = read_queue(held, find_coder(held, coder), phase=phase)
        found = queue.item(item)
        if found is None:
            raise UserError(
                f"There is no item {item}: see `pressmark adjudicate list`, as an item gets a new id when "
                "what is judged changes."
            )
        case = settling.open_case(held, queue, found)
        if case.warning:
            say(case.warning)
        whose = _whose(queue, case, lane) if answer == "accept" else ""
        drawn = [(label, *ends) for ends in ranges]
        planned = _decided(case, answer, whose, label, drawn, settling.Why(reason, note, discuss, rule))
        save(held, planned).result()
    say(standing(after(queue, planned)).sentence())


def _decided(
    case: "Case", answer: str, whose: str, label: str, drawn: "Sequence[tuple[str, int, int]]", why: "Why"
) -> "Planned":
    from desktop.study import settling

    verbs: dict[str, Callable[[], Planned]] = {
        "accept": lambda: settling.accept(case, whose, why),
        "union": lambda: settling.union(case, label, why),
        "intersection": lambda: settling.intersection(case, label, why),
        "draw": lambda: settling.draw(case, drawn, why, exact=True),
        "none": lambda: settling.no_passage(case, why),
        "later": lambda: settling.later(case, why),
        "note": lambda: settling.annotate(case, why),
        "withdraw": lambda: settling.withdraw(case),
    }
    return verbs[answer]()


@adjudicate.command()
@project_argument
@coder_option
@phase_option
@click.option("--leftovers", is_flag=True, help="Instead: take away decisions on what nobody marks any more.")
def agreements(project: Path, coder: str, phase: str | None, *, leftovers: bool) -> None:
    """Make gold of all places on which all coders agree, in one go."""
    from desktop.study.adjudication import after, read_queue, save, standing
    from desktop.study.coders import find_coder
    from desktop.study.gold import clear_leftovers, settle_agreements

    with opened(project) as held:
        queue = read_queue(held, find_coder(held, coder), phase=phase)
        planned = (clear_leftovers if leftovers else settle_agreements)(held, queue)
        save(held, planned).result()
    say(standing(after(queue, planned)).sentence())


@adjudicate.command("undo")
@project_argument
@coder_option
def undo_command(project: Path, coder: str) -> None:
    """Take back what this adjudicator decided last."""
    from db.records import ADJUDICATED, Writer
    from desktop.study.coders import find_coder
    from desktop.study.desk import Desk, undo

    with opened(project) as held:
        who = find_coder(held, coder)
        done = undo(Desk(held, who), Writer(who.id, ADJUDICATED)).result()
    if done is None:
        raise UserError("There is nothing to take back.")
    say("Taken back.")


@adjudicate.command()
@project_argument
@click.argument("one", metavar="NAME")
@click.argument("two", metavar="NAME")
@json_option
def compare(project: Path, one: str, two: str, *, as_json: bool) -> None:
    """Show how far two adjudicators agree."""
    from desktop.agreement.report import as_values
    from desktop.study.coders import find_coder
    from desktop.study.gold import agreement_of_adjudicators

    with opened(project) as held:
        found = agreement_of_adjudicators(held, find_coder(held, one), find_coder(held, two))
    if as_json:
        rows = [as_values(row) for row in found.rows]
        counts = {"both": found.both, "same": found.same, "articles": found.articles}
        print_json({"adjudicators": [found.one, found.two], **counts, "rows": rows})
    say(found.sentence())


def _whose(queue: "Queue", case: "Case", lane: str) -> str:
    from desktop.study.adjudication import lanes

    for each in (*lanes(queue, case.item), *lanes(queue, case.item, names=True)):
        if each.name.casefold() == lane.casefold():
            return each.coder
    raise UserError("Say with --of whose passages are accepted: a letter of the list, or a coder's name.")


def _show(queue: "Queue", found: "tuple[Item, ...]", *, names: bool, as_json: bool) -> None:
    from dataclasses import asdict

    from desktop.study.adjudication import standing

    how_far = standing(queue)
    if as_json:
        items = [_as_json(queue, item, names=names) for item in found]
        print_json({"phase": queue.phase, "progress": asdict(how_far), "items": items})
    else:
        for item in found:
            click.echo("\n".join(_lines(queue, item, names=names)))
    say(how_far.sentence())


def _as_json(queue: "Queue", item: "Item", *, names: bool) -> dict[str, object]:
    from desktop.study.adjudication import lanes

    place, decision = item.place, item.decision
    return {
        "id": item.id,
        "article": item.article_name,
        "start": place.start,
        "end": place.end,
        "kind": place.kind,
        "quote": place.quote,
        "cost": item.cost,
        "state": item.state,
        "coded_by_you": item.coded_by_you,
        "given": [
            {
                "coder": lane.name,
                "passages": [{"label": p.label, "start": p.start, "end": p.end} for p in lane.passages],
            }
            for lane in lanes(queue, item, names=names)
        ],
        "decision": {
            "id": decision.id,
            "answer": decision.answer,
            "reason": decision.reason,
            "note": decision.note,
            "discuss": decision.discuss,
            "at": decision.updated_at,
        }
        if decision
        else None,
    }


def _lines(queue: "Queue", item: "Item", *, names: bool) -> list[str]:
    import textwrap

    from desktop.study.adjudication import lanes

    place = item.place
    quote = plain(textwrap.shorten(place.quote, _QUOTE, placeholder=" …"))
    share = f"{100 * item.cost:.1f} %"
    where = f"{plain(item.article_name)} {place.start}–{place.end}"
    lines = [f"{item.id}  {share:>6}  {place.kind}, {item.state}: {where}", f"    “{quote}”"]
    for lane in lanes(queue, item, names=names):
        given = "; ".join(f"{p.label} {p.start}–{p.end}" for p in lane.passages) or "nothing"
        lines.append(f"    {plain(lane.name)}: {given}")
    return lines


@click.command(short_help="Write the sheet for a meeting.")
@project_argument
@click.argument("out", type=PATH)
@phase_option
@click.option(
    "--format", "form", type=click.Choice(["md", "html"]), help="If the name of OUT does not say it."
)
@click.option(
    "--count", default=100, type=click.IntRange(1), show_default=True, help="How many disagreements."
)
@click.option("--names", is_flag=True, help="Show the coders' names.")
def discussion(
    project: Path, out: Path, phase: str | None, form: str | None, *, count: int, names: bool
) -> None:
    """Write the sheet for a meeting: the dearest disagreements with quote and rule.

    What an adjudicator wants to discuss comes first. OUT may be - for standard output.
    """
    from desktop.exchange.discussion_sheet import format_of, sheet_text, write_sheet
    from desktop.study.discussion import discussion_sheet

    chosen = format_of(out, form or ("md" if str(out) == "-" else None))
    with opened(project) as held:
        sheet = discussion_sheet(held, phase=phase, count=count, names=names)
        if str(out) == "-":
            click.echo(sheet_text(sheet, chosen), nl=False)
            return
        write_sheet(sheet, out, chosen)
    say(f"Wrote {len(sheet.entries)} of {counted(sheet.total, 'disagreement')} to {out}.")
