"""Command `agreement`: how far the coders of a project, a ratings table or a span table agree."""

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.records import PHASES
from desktop.cli.console import PATH, json_option, opened, print_json, say
from desktop.errors import UserError
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.agreement.report import AgreementReport, AgreementSettings
    from desktop.study.dearest import Dearest

_INTERVALS = {"jackknife": "jackknife-t", "bootstrap": "bootstrap", "linearised": "linearised"}


class _Range(click.FloatRange):
    """A range of numbers that “nan”, which compares with nothing, does not slip through."""

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number; a usage error for what is none, or none of the range."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a number of the range {self._describe_range()}.", param, ctx)
        return number


def _choice(*names: str) -> click.Choice[str]:
    return click.Choice(names, case_sensitive=False)


@click.command("agreement", short_help="Show how far coders agree, with intervals.")
@click.argument("project", type=PATH, required=False)
@click.option("--ratings", type=PATH, metavar="TABLE.csv", help="Instead: a table of units × coders.")
@click.option(
    "--spans", type=PATH, metavar="SPANS.csv", help="Instead: article,length,coder,label,start,end."
)
@click.option(
    "--metric",
    default="nominal",
    type=_choice("nominal", "ordinal", "interval", "ratio"),
    show_default=True,
    help="How far two ratings are apart.",
)
@click.option(
    "--weights",
    default="identity",
    type=_choice("identity", "linear", "quadratic"),
    help="For AC2, κ, π and S on ratings.",
)
@click.option(
    "--unit",
    "units",
    multiple=True,
    type=_choice("sentence", "token", "character"),
    help="Compare by; repeatable.",
)
@click.option("--label", "labels", multiple=True, metavar="L", help="Only this label; repeatable.")
@click.option("--zone", "zones", multiple=True, metavar="Z", help="Only in zones of this kind; repeatable.")
@click.option(
    "--phase",
    metavar="P",
    type=_choice(*PHASES),
    help="Compare this phase [default: reliability if begun, else production].",
)
@click.option(
    "--as-of",
    default="first",
    type=_choice("first", "latest"),
    show_default=True,
    help="At first finish, or after discussion.",
)
@click.option(
    "--codebook-version", "codebook", type=int, metavar="N", help="Only what was finished under this version."
)
@click.option(
    "--unsure",
    default="both",
    type=_choice("with", "without", "both"),
    show_default=True,
    help="Passages marked unsure.",
)
@click.option("--explicit", is_flag=True, help="Leave out what labels give to unmarked text.")
@click.option(
    "--share",
    default=0.0,
    type=_Range(0.0, 1.0, max_open=True),
    help="A sentence holds a label if more than this share is covered.",
)
@click.option(
    "--coefficient", "coefficients", multiple=True, metavar="C", help="Only this coefficient; repeatable."
)
@click.option("--pairs", is_flag=True, help="Also each pair of coders, their mean, and each coder left out.")
@click.option("--articles", is_flag=True, help="Also each article (without intervals).")
@click.option(
    "--interval", default="jackknife", type=_choice(*_INTERVALS), show_default=True, help="Kind of interval."
)
@click.option("--level", default=0.95, type=_Range(0.5, 0.999), show_default=True, help="Its level.")
@click.option(
    "--seed",
    default=20260101,
    type=click.IntRange(0, 2**32 - 1),
    show_default=True,
    help="Seed of bootstrap and plan.",
)
@click.option("--plan", is_flag=True, help="How many articles must be coded twice.")
@click.option("--half-width", default=0.1, type=_Range(0.01, 0.5), show_default=True, help="Aim of the plan.")
@click.option(
    "--draw", type=click.IntRange(1), metavar="N", help="Instead: draw N articles to be coded twice."
)
@click.option("--by", type=_choice("outlet", "month"), help="Stratify the draw [default: what is known].")
@click.option("--csv", "as_csv", is_flag=True, help="Print the rows as CSV instead of text.")
@json_option
def agreement_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    project: Path | None, ratings: Path | None, spans: Path | None, metric: str, weights: str,
    units: tuple[str, ...], labels: tuple[str, ...], zones: tuple[str, ...], phase: str | None, as_of: str,
    codebook: int | None, unsure: str, explicit: bool, share: float, coefficients: tuple[str, ...],
    pairs: bool, articles: bool, interval: str, level: float, seed: int, plan: bool, half_width: float,
    draw: int | None, by: str | None, as_csv: bool, as_json: bool,
) -> None:  # fmt: skip
    """Show how far coders agree, with an interval or the reason why there is none.

    Every figure names its coefficient, question, unit, zones, phase, coders and articles. The short table
    shows the main figures; --json and --csv give all of them.
    """
    if sum(source is not None for source in (project, ratings, spans)) != 1:
        raise click.UsageError("Name one of PROJECT, --ratings TABLE.csv or --spans SPANS.csv.")
    from desktop.agreement.report import COEFFICIENTS, AgreementSettings

    for name in coefficients:
        if name not in COEFFICIENTS:
            raise UserError(f"There is no coefficient “{name}”; there are {', '.join(COEFFICIENTS)}.")
    settings = AgreementSettings(
        units=tuple(dict.fromkeys(units)), labels=labels, zones=zones, phase=phase, as_of=as_of,
        codebook=codebook, coefficients=coefficients, pairs=pairs, left_out=pairs, articles=articles,
        interval=_INTERVALS[interval], metric=metric, weights=weights, level=level, seed=seed, share=share,
        unsure=unsure, explicit=explicit, plan=plan, half_width=half_width,
    )  # fmt: skip
    if draw is not None:
        if project is None:
            raise click.UsageError("--draw needs a PROJECT.")
        _draw(project, draw, by, seed, as_json=as_json)
        return
    report, dearest = _report(project, ratings, spans, settings)
    if as_json:
        print_json(report.as_dict())
    elif as_csv:
        click.echo(report.to_csv(), nl=False)
    else:
        from desktop.agreement.plan_table import plan_lines
        from desktop.agreement.words import lines
        from desktop.study.dearest import dearest_lines

        plan_part = plan_lines(report.plan) if report.plan else []
        click.echo("\n".join([*lines(report), *dearest_lines(dearest), *plan_part]))


def _report(
    project: Path | None,
    ratings: Path | None,
    spans: Path | None,
    settings: "AgreementSettings",
) -> "tuple[AgreementReport, tuple[Dearest, ...]]":
    if ratings is not None:
        from desktop.agreement.tables import report_of_ratings

        return report_of_ratings(ratings, settings), ()
    if spans is not None:
        from desktop.agreement.tables import report_of_spans

        return report_of_spans(spans, settings), ()
    from desktop.study.dearest import table_and_dearest

    if project is None:  # the caller counted the sources
        raise UserError("There is no project.")
    from desktop.study.reliability import note_look

    with opened(project) as held:
        found = table_and_dearest(held, settings)
        note_look(held, settings)
        return found


def _draw(path: Path, wanted: int, by: str | None, seed: int, *, as_json: bool) -> None:
    from desktop.study.agreement_draw import draw_sample

    with opened(path) as held:
        sample = draw_sample(held, wanted, by=by, seed=seed)
    if as_json:
        print_json(sample.as_dict())
        return
    say(f"{counted(len(sample.names), 'article')}, {sample.by_what}, seed {seed}.")
    click.echo("\n".join(sample.names))
