"""Commands for the study plan: who codes what, the locked sample, training and recoding."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.cli.console import (
    PATH,
    json_option,
    opened,
    plain,
    print_json,
    print_table,
    project_argument,
    say,
)
from desktop.errors import UserError
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.study.plan_view import PlanView
    from desktop.study.training import Trainee

_BIGGEST_FILE = 1_000_000
_SEED = click.IntRange(0, 2**32 - 1)


@click.group()
def plan() -> None:
    """Who codes what, in which phase."""


@plan.command("show", short_help="Show load, progress, overlap and sample.")
@project_argument
@json_option
def show_command(project: Path, as_json: bool) -> None:
    """Show the plan: each coder's load, progress and pace, what each pair shares, and the sample."""
    from desktop.study.plan_view import plan_view

    with opened(project) as held:
        view = plan_view(held)
    if as_json:
        print_json(_as_json(view))
        return
    click.echo(plain(view.sentence()))
    rows = [
        (
            load.name,
            load.planned,
            load.finished,
            load.begun,
            load.set_aside,
            load.rest,
            _days(view, load.coder),
        )
        for load in view.work.coders
    ]
    print_table(("coder", "planned", "finished", "begun", "set aside", "rest", "days left"), rows)
    pairs = [(f"{p.one} and {p.two}", p.planned, p.finished) for p in view.work.pairs if p.planned]
    if pairs:
        print_table(("pair", "shared", "both finished"), pairs)
    click.echo(_of_the_sample(view))
    for look in view.looks:
        click.echo(f"  {plain(look.sentence())}")


def _days(view: "PlanView", coder: str) -> str:
    found = view.pace_of(coder)
    return f"{found.days:.1f}" if found and found.days is not None else "–"


def _of_the_sample(view: "PlanView") -> str:
    if view.lock:
        lock = view.lock
        asked = f"{lock.coefficient} by {lock.unit} of {lock.label or 'every label'}"
        others = counted(len(view.looks), "other look")
        locked = f"{counted(len(lock.sample.ids), 'article')} locked on {lock.locked_at[:10]}"
        return f"{locked}: {asked} must reach {lock.threshold:g}{f'; {others}' if view.looks else ''}."
    if view.sample:
        return f"Double-coded, {view.sample.by_what}: {counted(len(view.sample.ids), 'article')}; not locked."
    return "No reliability sample is drawn."


def _as_json(view: "PlanView") -> dict[str, object]:
    from dataclasses import asdict

    return {
        "scheme": asdict(view.scheme) if view.scheme else None,
        "training": list(view.training),
        "pilot": list(view.pilot),
        "coders": [{**asdict(load), "rest": load.rest} for load in view.work.coders],
        "pairs": [asdict(pair) for pair in view.work.pairs],
        "sample": view.sample.as_dict() if view.sample else None,
        "lock": asdict(view.lock) if view.lock else None,
        "looks": [asdict(look) for look in view.looks],
    }


@plan.command("set", short_help="Plan who codes what.")
@project_argument
@click.argument("file", type=PATH, required=False, metavar="[FILE.toml]")
@click.option(
    "--coder", "coders", multiple=True, metavar="NAME", help="Who codes; repeatable [default: all]."
)
@click.option("--kind", type=click.Choice(["all", "share", "each"]), help="How articles are dealt out.")
@click.option("--share", type=float, metavar="S", help="How much is coded by several [default: 0.2].")
@click.option("--per-article", type=int, metavar="N", help="By how many [default: 2].")
@click.option("--order", type=click.Choice(["random", "given"]), help="Each coder's order [default: random].")
@click.option("--block", type=int, metavar="N", help="How many articles stay together [default: 1].")
@click.option("--by", type=click.Choice(["outlet", "month"]), help="What a share is stratified by.")
@click.option("--seed", type=_SEED, metavar="N", help="The seed of draw, deal and order.")
@click.option("--training", multiple=True, metavar="ARTICLE", help="Coded first, by all; repeatable.")
@click.option("--pilot", multiple=True, metavar="ARTICLE", help="Coded next, by all; repeatable.")
@click.option("--dry-run", is_flag=True, help="Say what it amounts to; change nothing.")
def set_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    project: Path, file: Path | None, coders: tuple[str, ...], kind: str | None, share: float | None,
    per_article: int | None, order: str | None, block: int | None, by: str | None, seed: int | None,
    training: tuple[str, ...], pilot: tuple[str, ...], dry_run: bool,
) -> None:  # fmt: skip
    """Plan who codes what, by options or a small file in the same words; work begun is never taken away."""
    from desktop.exchange.files import read_input
    from desktop.study.coders import all_coders, find_coder
    from desktop.study.plan import propose, put
    from desktop.study.plan_file import asked_of, read_toml

    given = {
        "coders": coders, "kind": kind, "share": share, "per_article": per_article, "order": order,
        "block": block, "by": by, "seed": seed, "training": training, "pilot": pilot,
    }  # fmt: skip
    told: dict[str, object] = {}
    if file is not None:
        told = read_toml(read_input(file, _BIGGEST_FILE).decode("utf-8-sig", "replace"), str(file))
    told |= {key: value for key, value in given.items() if value not in (None, ())}
    asked = asked_of(told, str(file or "plan"))
    with opened(project) as held:
        if asked.coders:
            ids = tuple(find_coder(held, name).id for name in asked.coders)
        else:
            ids = tuple(coder.id for coder in all_coders(held))
        proposal = propose(held, asked.scheme(ids), training=asked.training, pilot=asked.pilot)
        if not dry_run:
            put(held, proposal)
    say(f"{'Would be' if dry_run else 'Planned'}: {proposal.sentence()}")


@plan.command(short_help="Lock the sample with what is computed from it.")
@project_argument
@click.option(
    "--coefficient", default="alpha", show_default=True, metavar="C", help="The figure that counts."
)
@click.option(
    "--unit", default="sentence", show_default=True, metavar="U", help="sentence, token, character."
)
@click.option("--label", default="", metavar="L", help="Of this label [default: every label].")
@click.option("--zone", "zones", multiple=True, metavar="Z", help="In zones of this kind; repeatable.")
@click.option(
    "--threshold", default=0.8, show_default=True, type=float, metavar="T", help="What it must reach."
)
def lock(
    project: Path, coefficient: str, unit: str, label: str, zones: tuple[str, ...], threshold: float
) -> None:
    """Lock the drawn sample with what will be computed from it; it stays as it is from then on."""
    from desktop.study.plan_view import planned_sample
    from desktop.study.reliability import Lock, lock_sample

    with opened(project) as held:
        sample = planned_sample(held)
        if sample is None:
            raise UserError("No sample is drawn: `pressmark plan set --kind share` draws one.")
        lock_sample(held, Lock(sample, coefficient, unit, label, zones, threshold))
    say(f"Locked {counted(len(sample.ids), 'article')}, {sample.by_what}, seed {sample.seed}.")


@plan.command(short_help="Make the known answer of a training article.")
@project_argument
@click.argument("article")
@click.option("--from", "source", required=True, metavar="NAME", help="Whose gold, or else whose passages.")
def answer(project: Path, article: str, source: str) -> None:
    """Make the known answer of a training article of what somebody settled or finished in it.

    It stays in this project, or goes along in a training kit.
    """
    from desktop.study.training import set_answer

    with opened(project) as held:
        count, _ = set_answer(held, article, source)
    say(f"The known answer of {article} has {counted(count, 'passage')}.")


@plan.command(short_help="Show training against the known answers.")
@project_argument
@click.option("--coder", metavar="NAME", help="Only this coder.")
@click.option("--pass-mark", type=float, metavar="T", help="Set what a coder must reach for each label.")
@click.option("--coefficient", default="alpha", show_default=True, metavar="C", help="… by this figure.")
@click.option("--unit", default="token", show_default=True, metavar="U", help="… by this unit.")
@json_option
def training(
    project: Path, coder: str | None, pass_mark: float | None, coefficient: str, unit: str, *, as_json: bool
) -> None:
    """Show each coder's training against the known answers: per label, the places that differ, who passes."""
    from dataclasses import asdict

    from desktop.study import training as school
    from desktop.study.coders import find_coder, shown_name
    from desktop.study.reading import article_rows

    with opened(project) as held:
        if pass_mark is not None:
            school.set_pass_mark(held, school.PassMark(pass_mark, coefficient, unit))
        mark = school.pass_mark(held)
        found = school.trainees(held, find_coder(held, coder) if coder else None)
        names = {row.id: row.name for row in article_rows(held, None)}
    if as_json:
        told = [
            {
                "coder": shown_name(one.coder),
                "state": one.state,
                "passed": one.passed,
                "finished": one.finished,
                "articles": one.articles,
                "labels": [asdict(result) for result in one.labels],
                "places": [{"article": names.get(a, a), **asdict(row)} for a, row in one.places],
            }
            for one in found
        ]
        print_json({"pass_mark": asdict(mark), "coders": told})
        return
    for one in found:
        click.echo("\n".join(_training_lines(one, names)))
    if not found:
        say("Nobody is in training: a training article needs a known answer (`pressmark plan answer`).")


def _training_lines(one: "Trainee", names: dict[str, str]) -> list[str]:
    from desktop.study.coders import shown_name

    lines = [plain(f"{shown_name(one.coder)}: {one.state}")]
    for result in one.labels:
        figure = result.reason if result.value is None else f"{result.value:.3f}"
        lines.append(f"  {result.label}: {figure}{'' if result.passed else ' (not enough)'}")
    for article, row in one.places:
        quote = plain(" ".join(row.quote.split())[:60])
        where = plain(names.get(article, article))
        asked = f"{row.expected or 'nothing'} expected, {row.given or 'nothing'} given"
        lines.append(f"  {where} {row.start}–{row.end} {row.kind}: {asked}: “{quote}”")
    return lines


@plan.command(short_help="Have a coder code some articles again.")
@project_argument
@click.argument("count", type=click.IntRange(1))
@click.option("--coder", required=True, metavar="NAME", help="Who is to code again.")
@click.option(
    "--weeks", default=0, type=click.IntRange(0), metavar="N", help="Only what was finished so long ago."
)
@click.option(
    "--seed", default=20260101, show_default=True, type=_SEED, metavar="N", help="The seed of the draw."
)
def recode(project: Path, count: int, coder: str, weeks: int, seed: int) -> None:
    """Have a coder code some of the own finished articles again; `kit --recoding` hands them out."""
    from desktop.study.plan import plan_recoding

    with opened(project) as held:
        added, _ = plan_recoding(held, coder, count, seed=seed, weeks=weeks)
    again = counted(added, "article")
    say(f"{coder} is to code {again} again: `pressmark kit --recoding` hands that out.")


@plan.command()
@project_argument
@click.option("--coder", metavar="NAME", help="Only this coder.")
@json_option
def recoded(project: Path, coder: str | None, *, as_json: bool) -> None:
    """Show how far coders agree with their own earlier work."""
    from desktop.agreement.report import as_values
    from desktop.study.coders import find_coder, shown_name
    from desktop.study.recoding import intra_coder

    with opened(project) as held:
        found = intra_coder(held, find_coder(held, coder) if coder else None)
    if as_json:
        told = [
            {"coder": shown_name(o.coder), "articles": o.articles, "rows": [as_values(row) for row in o.rows]}
            for o in found
        ]
        print_json({"coders": told})
        return
    rows: list[Sequence[object]] = [
        (shown_name(o.coder), r.label, r.unit, "–" if r.value is None else f"{r.value:.3f}", r.articles)
        for o in found
        for r in o.rows
        if (r.coefficient, r.question, r.scope) == ("alpha", "label", "pooled") and r.variable is None
    ]
    print_table(("coder", "label", "unit", "α with oneself", "articles"), rows)
    if not found:
        say("Nobody has coded anything again yet.")
