"""The plan beside an agreement table: from the pilot, from assumptions, and what older rules say."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from desktop.agreement.atoms import sweep
from desktop.agreement.continuum_table import BLANK
from desktop.agreement.figures import Setting
from desktop.agreement.frames import frame
from desktop.agreement.inputs import HEADLINE, Continuum
from desktop.agreement.planning import (
    AIMS,
    Assumed,
    Plan,
    Simulation,
    bloch_kraemer,
    lacy_riffe,
    plan_from_assumptions,
    plan_from_pilot,
)
from desktop.agreement.report import RELIABLE, TENTATIVE, AgreementSettings
from desktop.agreement.rulers import CHARACTER, SENTENCE
from desktop.agreement.scopes import label_statistics
from desktop.agreement.statistics import alpha
from desktop.agreement.words import aligned, number


def plans_of(continuum: Continuum, settings: AgreementSettings) -> list[Plan]:
    """Return a plan for each label (those asked for) from the articles of this continuum as a pilot.

    By sentence where sentences are known, else by character; in the headline zones or those asked for.
    """
    unit = settings.units[0] if settings.units else SENTENCE if continuum.sentences is not None else CHARACTER
    template = replace(BLANK, unit=unit, zones=settings.zones or HEADLINE)
    made = frame(continuum, sweep(continuum), Setting(template, settings), default=not settings.explicit)
    s = label_statistics(made.joint, made.scopes)[:, 0][made.shared[:, 0]]
    return [
        plan_from_pilot(s[:, i], alpha(2), simulation(settings), label=name, holding=s[:, i, 5] > 0)
        for i, name in enumerate(continuum.labels)
        if not settings.labels or name in settings.labels
    ]


def simulation(settings: AgreementSettings) -> Simulation:
    """Return how samples are simulated under these settings."""
    return Simulation(h=settings.half_width, level=settings.level, seed=settings.seed)


def document(plans: Sequence[Plan], settings: AgreementSettings) -> dict[str, Any]:
    """Return the plan as plain data: pilot, assumptions, and what Lacy–Riffe and Bloch–Kraemer would say."""
    assumed = plan_from_assumptions(replace(simulation(settings), draws=200))
    given = Assumed()
    return {
        "half_width": settings.half_width,
        "probability": 0.9,
        "pilot": [asdict(plan) for plan in plans],
        "assumed": [
            {"prevalence": prevalence, "alpha": value, "needed": plan.needed, "notes": list(plan.notes)}
            for prevalence, value, plan in assumed
        ],
        "lacy_riffe": [
            {"population": size, "agreement": level, "units": lacy_riffe(size, level=level)}
            for size in (100, 1_000, 10_000)
            for level in (0.85, 0.9, 0.95)
        ],
        "bloch_kraemer": [
            {"least_alpha": least, "share": share, "values": bloch_kraemer(least, share)}
            for least in (TENTATIVE, RELIABLE)
            for share in (0.5, *sorted(given.prevalences[:-1], reverse=True))
        ],
    }


def plan_lines(plan: dict[str, Any]) -> list[str]:
    """Return the plan in words and tables for people."""
    h = plan["half_width"]
    aims = (f"half-width ≤ {h:g}", "lower bound > .667", "lower bound > .800")
    found = [
        "",
        f"How many articles must be coded twice (each aim with {plan['probability']:.0%} probability)",
    ]
    table = [["", "α", *aims]]
    notes: list[str] = []
    for pilot in plan["pilot"]:
        needed = (
            [_shown(pilot["needed"][aim]) for aim in AIMS]
            if pilot["reason"] is None
            else [pilot["reason"], "", ""]
        )
        table.append([pilot["label"] or "all labels", number(pilot["value"]), *needed])
        notes += pilot["notes"]
    if plan["pilot"]:
        found += ["From this pilot", *aligned(table), *(f"  {note}" for note in dict.fromkeys(notes))]
    found += ["", "Without a pilot"]
    table = [["prevalence", "α", *aims]]
    table += [
        [f"{row['prevalence']:g}", f"{row['alpha']:g}", *(_shown(row["needed"][aim]) for aim in AIMS)]
        for row in plan["assumed"]
    ]
    given = Assumed()
    found += aligned(table)
    found.append(
        f"  assumed: two coders, {given.sentences} sentences an article, {given.spread:.0%} of the label's"
        " variance between articles"
    )
    found += [
        "",
        "What older rules say; they take units as independent, which sentences are not",
    ]
    found += _older(plan)
    return found


def _older(plan: dict[str, Any]) -> list[str]:
    lacy = [["Lacy and Riffe", "agreement .85", ".90", ".95"]]
    for size in dict.fromkeys(row["population"] for row in plan["lacy_riffe"]):
        units = [str(row["units"]) for row in plan["lacy_riffe"] if row["population"] == size]
        lacy.append([f"of {size:,} units", *units])
    bloch = [["Bloch and Kraemer", "α ≥ .667", "α ≥ .800"]]
    for share in dict.fromkeys(row["share"] for row in plan["bloch_kraemer"]):
        values = [str(row["values"]) for row in plan["bloch_kraemer"] if row["share"] == share]
        bloch.append([f"rarest value {share:g}", *values])
    return [*aligned(lacy), *aligned(bloch)]


def _shown(articles: int | None) -> str:
    return "none tried" if articles is None else str(articles)
