"""A view of the agreement workspace, and where the passages behind a figure lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.agreement.inputs import HEADLINE
from desktop.agreement.report import AgreementReport, AgreementSettings, Row
from desktop.agreement.rulers import SENTENCE
from desktop.agreement.words import interval, number
from desktop.codebook import Codebook
from desktop.study.agreement import Compared
from desktop.study.workspace.pictured import Picture

ALL_LABELS = "All labels together"
QUESTIONS = {
    "any-label": "Any label against none",
    "all-labels": ALL_LABELS,
    "both-marked": "Where both marked",
}


@dataclass(frozen=True, slots=True)
class Where:
    """Which disagreements are behind a figure.

    `label` by id (None: all labels); `articles` by place in the comparison (None: all); two of `coders`, by
    place, must differ (none named: any); `apart` is a coder who differs from somebody; `given` are two
    sets of labels (bits), given at one place.
    """

    words: str
    label: str | None = None
    articles: frozenset[int] | None = None
    coders: tuple[int, ...] = ()
    apart: int | None = None
    given: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class View:
    """One view: what it says in a sentence, its table, its picture, and what is behind each row.

    Where nothing can be shown, `missing` says in one sentence what is missing and what to do; `advice` says
    what the figures advise.
    """

    id: str
    title: str
    about: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    picture: Picture | None = None
    behind: tuple[Where | None, ...] = ()
    notes: tuple[str, ...] = ()
    missing: str = ""
    advice: str = ""


def unit_of(settings: AgreementSettings) -> str:
    """Return the unit that a view counts in: the first of the settings, else sentences."""
    return settings.units[0] if settings.units else SENTENCE


def zones_of(settings: AgreementSettings) -> tuple[str, ...]:
    """Return the zones that a view compares: those of the settings, else the headline's."""
    return settings.zones or HEADLINE


def label_name(codebook: Codebook, label: str | None) -> str:
    """Return what people call a label; None is all of them."""
    if label is None:
        return ALL_LABELS
    found = codebook.label(label)
    return found.name if found else label


def about(codebook: Codebook, label: str | None) -> str:
    """Return what a view is about, within a sentence."""
    return "all labels together" if label is None else f"“{label_name(codebook, label)}”"


def asked(row: Row, codebook: Codebook) -> str:
    """Return what a row is about, in words."""
    if row.label is None:
        return QUESTIONS.get(row.question, row.question)
    return label_name(codebook, row.label)


def set_name(compared: Compared, bits: int) -> str:
    """Return a set of labels in words; the empty set is unmarked."""
    labels = compared.continuum.labels
    names = [label_name(compared.codebook, label) for at, label in enumerate(labels) if bits >> at & 1]
    return " and ".join(names) or "unmarked"


def plural(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}".replace(",", "\u202f")


def basis(row: Row) -> str:
    """Return what a figure rests on, in words: the comparison, and how many of what."""
    return f"{comparison(row)}, {counted(row)}"


def comparison(row: Row) -> str:
    """Return what is compared, in words: unit, zones, phase, state, codebook."""
    parts = [
        f"by {row.unit}",
        f"in {', '.join(kind.replace('-', ' ') for kind in row.zones)}" if row.zones else "",
        f"phase {row.phase}" if row.phase else "",
        {"first": "at first finish", "latest": "as it is now"}.get(row.as_of or "", ""),
        f"codebook version {', '.join(map(str, row.codebook_versions))}" if row.codebook_versions else "",
        "without unsure passages" if row.unsure == "without" else "",
    ]
    return ", ".join(part for part in parts if part)


def counted(row: Row) -> str:
    """Return how many coders, articles and units a figure rests on."""
    units = plural(row.units, row.unit)
    return f"{plural(len(row.coders), 'coder')}, {plural(row.articles, 'article')}, {units}"


def figure(row: Row | None) -> str:
    """Return a figure as the command line prints it; a dash where there is none."""
    return number(row.value if row else None)


def interval_or_reason(row: Row) -> str:
    """Return the interval as the command line prints it, else why there is none."""
    return interval(row) or row.reason or row.interval_reason or ""


def pooled(report: AgreementReport, unit: str) -> tuple[Row, ...]:
    """Return the headline: pooled α of each label, then of any label and of all labels, by this unit."""
    found: dict[tuple[str, str | None], Row] = {}
    for row in report.rows:
        if (row.coefficient, row.scope, row.unit) != ("alpha", "pooled", unit) or row.variable is not None:
            continue
        if row.question != "both-marked" and row.metric in (None, "nominal"):
            found.setdefault((row.question, row.label), row)
    return tuple(found.values())


def beside(rows: Sequence[Row], headline: Row, coefficient: str) -> Row | None:
    """Return the figure of another coefficient that was made from the very same comparison."""
    keys = ("question", "label", "scope", "unit", "zones", "phase", "as_of", "variable", "mode", "unsure")
    for row in rows:
        if row.coefficient == coefficient and all(getattr(row, k) == getattr(headline, k) for k in keys):
            return row
    return None
