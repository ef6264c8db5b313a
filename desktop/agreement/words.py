"""An agreement table as lines of text: the main figures, their intervals, and what to beware of."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from desktop.agreement.report import AgreementReport, Row
from desktop.wording import counted

NAMES = {
    "alpha": "α", "ac1": "AC1", "ac2": "AC2", "cohen_kappa": "Cohen's κ", "scott_pi": "Scott's π",
    "fleiss_kappa": "Fleiss' κ", "bennett_s": "Bennett's S", "percent": "raw agreement",
    "specific_agreement_positive": "positive agreement", "specific_agreement_negative": "negative agreement",
    "prevalence": "prevalence", "u_alpha": "uα", "bar_u_alpha": "|uα", "cu_alpha": "cuα", "ku_alpha": "(k)uα",
    "alpha_u_2004": "α_U (2004)", "span_f1_exact": "F1, same ends", "span_f1_half": "F1, half overlap",
    "span_f1_any": "F1, any overlap", "char_f1": "F1 of places", "iou": "overlap over union",
    "icc_2_1": "ICC(2,1)",
}  # fmt: skip
_QUESTIONS = {"any-label": "any label", "all-labels": "all labels", "both-marked": "where both marked"}
_MAIN = ("alpha", "percent", "prevalence", "ac1")
PLACES, PASSAGES, BESIDE, RATINGS = "places", "passages", "beside", "ratings"


def lines(report: AgreementReport) -> list[str]:
    """Return the lines of the readable table; a figure that was asked for by name is always shown."""
    found = _heading(report)
    asked = tuple(report.settings.get("coefficients") or ())
    for level, rows in groupby(report.rows, key=_level):
        some = list(rows)
        kind = level[0]
        if kind == PASSAGES and not asked:
            some = [row for row in some if row.coefficient == "span_f1_half" and row.scope != "pair"]
        if not some:
            continue
        found += ["", _title(some[0], kind)]
        if kind == PLACES and not asked:
            found += _block([row for row in some if row.scope == "pooled"])
            some = [row for row in some if row.scope != "pooled" and row.coefficient == "alpha"]
        found += _listed(some)
    return found + _warnings(report)


def _level(row: Row) -> tuple[str, ...]:
    """Return which block a row stands in: places by unit and zones, matched passages, or whole articles."""
    if row.variable:
        return (BESIDE,)
    if row.unit == "passage":
        return (PASSAGES, *row.zones, row.unsure)
    return (RATINGS,) if row.mode == "ratings" else (PLACES, row.unit, *row.zones, row.unsure)


def _heading(report: AgreementReport) -> list[str]:
    if not report.rows:
        return ["Nothing to compare.", *report.notes]
    row = report.rows[0]
    coders = ", ".join(row.coders) or "no coder"
    parts = [f"Agreement of {counted(len(row.coders), 'coder')} ({coders})"]
    if row.phase:
        parts.append(f"phase {row.phase}, {'at first finish' if row.as_of == 'first' else 'latest state'}")
    if row.codebook_versions:
        parts.append("codebook version " + ", ".join(str(v) for v in row.codebook_versions))
    return ["; ".join(parts), *report.notes]


def _title(row: Row, kind: str) -> str:
    if kind == BESIDE:
        return "By article, and what is decided beside labels"
    if kind == PASSAGES:
        return f"Passages matched one to one{', in ' if row.zones else ''}{', '.join(row.zones)}"
    title = f"By {row.unit}"
    if row.zones:
        title += f", in {', '.join(row.zones)}"
    if row.unsure == "without":
        title += ", without unsure passages"
    counted = "" if row.unit == row.clusters.rstrip("s") else f", {row.articles} {row.clusters}"
    return f"{title} ({row.units} {row.unit}s{counted})"


def number(value: float | None) -> str:
    """Return a figure to three digits, an en dash where there is none."""
    return "–" if value is None else f"{value:.3f}"


def interval(row: Row) -> str:
    """Return the interval in brackets, cut bounds marked with *, or nothing."""
    if row.low is None or row.high is None:
        return ""
    ends = [
        f"{end:.3f}{'*' if name in row.cut else ''}" for name, end in (("low", row.low), ("high", row.high))
    ]
    return f"[{', '.join(ends)}]"


def _asks(row: Row) -> str:
    return row.label if row.label is not None else _QUESTIONS.get(row.question, row.question)


def _block(rows: Sequence[Row]) -> list[str]:
    """Return the main figures, one question a line."""
    questions = list(dict.fromkeys((row.question, row.label) for row in rows))
    table = [["", "α", "interval", "raw", "prevalence", "AC1", ""]]
    for question, label in questions:
        here: dict[str, Row] = {}
        for row in rows:
            if (row.question, row.label) == (question, label) and row.metric in (None, "nominal"):
                here.setdefault(row.coefficient, row)
        if not any(name in here for name in _MAIN):
            continue
        alpha = here.get("alpha")
        said = (alpha.verdict or alpha.reason or "") if alpha else ""
        if alpha and alpha.value is not None and alpha.interval_reason:
            said = f"{said}; no interval: {alpha.interval_reason}"
        cells = [
            _asks(next(iter(here.values()))),
            number(alpha.value if alpha else None),
            interval(alpha) if alpha else "",
        ]
        cells += [number(here[name].value) if name in here else "" for name in _MAIN[1:]]
        table.append([*cells, said])
    return aligned(table) if len(table) > 1 else []


def _listed(rows: Iterable[Row]) -> list[str]:
    table = []
    for row in rows:
        who = {"pooled": "", "pair-mean": "mean over pairs", "article": row.article or ""}.get(row.scope)
        if who is None:
            who = f"without {row.left_out}" if row.left_out else " – ".join(row.coders)
        name = NAMES.get(row.coefficient, row.coefficient)
        extra = row.weights or (row.metric if row.metric not in (None, "nominal") else "")
        said = row.reason or row.verdict or ""
        if row.value is not None and row.interval_reason and row.scope != "article":
            said = "; ".join(part for part in (said, f"no interval: {row.interval_reason}") if part)
        label = "" if row.mode == "ratings" else _asks(row)
        if row.variable:
            label = f"{row.label}, {row.variable}" if row.label else row.variable
        table.append([label, f"{name} {extra}".strip(), who, number(row.value), interval(row), said])
    return aligned(table)


def aligned(table: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of cells as lines with columns of one width, two spaces between."""
    if not table:
        return []
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    kept = [i for i, width in enumerate(widths) if width]
    return ["  " + "  ".join(row[i].ljust(widths[i]) for i in kept).rstrip() for row in table]


def _warnings(report: AgreementReport) -> list[str]:
    """Return the notes of the main figures once each, and what the signs mean."""
    notes: dict[str, list[str]] = {}
    rows = [row for row in report.rows if row.coefficient == "alpha" and row.scope == "pooled"]
    several = len({row.zones for row in rows if row.unit != "passage" and not row.variable}) > 1
    for row in rows:
        where = f" in {', '.join(row.zones)}" if several and row.zones else ""
        for note in row.notes:
            notes.setdefault(note, []).append(f"{_asks(row)} by {row.unit}{where}")
    found = [f"  {', '.join(dict.fromkeys(where))}: {note}" for note, where in notes.items()]
    if any(row.cut for row in report.rows):
        found.append("  * the bound lay beyond the coefficient's range and was cut")
    return ["", "Notes", *found] if found else []
