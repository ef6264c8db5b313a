"""Agreement figures in words: what a row says at first sight, and under *more*."""

from collections.abc import Mapping, Sequence

from desktop.agreement.report import Row

COEFFICIENTS = {
    "alpha": "Krippendorff’s α",
    "ac1": "Gwet’s AC1",
    "ac2": "Gwet’s AC2",
    "cohen_kappa": "Cohen’s κ",
    "scott_pi": "Scott’s π",
    "fleiss_kappa": "Fleiss’ κ",
    "bennett_s": "Bennett’s S",
    "percent": "Raw agreement",
    "specific_agreement_positive": "Agreement on “yes”",
    "specific_agreement_negative": "Agreement on “no”",
    "prevalence": "Prevalence",
    "u_alpha": "uα",
    "bar_u_alpha": "|uα",
    "cu_alpha": "cuα",
    "ku_alpha": "(k)uα",
    "alpha_u_2004": "αu (2004)",
    "span_f1_exact": "F1, same ends",
    "span_f1_half": "F1, half overlap",
    "span_f1_any": "F1, any overlap",
    "char_f1": "F1 of characters",
    "iou": "Intersection over union",
    "icc_2_1": "ICC(2,1)",
}
QUESTIONS = {
    "label": "label against not",
    "any-label": "any label against none",
    "all-labels": "all labels as categories",
    "both-marked": "where both marked something",
}
FIRST = ("label", "any-label", "all-labels")
"""The questions whose figures are seen at first sight."""
SHARES = ("percent", "prevalence")
"""Coefficients that are read as per cent."""


def number(value: float, coefficient: str = "alpha") -> str:
    """Return a figure as it is printed: two decimals, a real minus sign, or whole per cent."""
    if coefficient in SHARES:
        return f"{value * 100:.0f} %" if value * 100 >= 1 or value == 0 else f"{value * 100:.1f} %"
    shown = f"{value:.2f}"
    return shown.replace("-", "−") if shown != "-0.00" else "0.00"


def interval(row: Row) -> str:
    """Return the interval of a row, or the reason why it has none; "" where the figure itself has none."""
    if row.low is None or row.high is None:
        return (row.interval_reason or "") if row.value is not None else ""
    return f"{number(row.low, row.coefficient)} to {number(row.high, row.coefficient)}"


def value(row: Row | None) -> str:
    """Return the value of a row, or a dash: its reason stands beside it."""
    return "–" if row is None or row.value is None else number(row.value, row.coefficient)


def zones(kinds: Sequence[str]) -> str:
    """Return kinds of zone as a person lists them."""
    return ", ".join(kind.replace("-", " ") for kind in kinds)


def basis(row: Row, coders: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a figure was made from: unit, zones, coders, phase, state and codebook, in words."""
    names = [coders.get(each, each) for each in row.coders]
    who = ", ".join(names) if len(names) <= 6 else f"{len(names)} coders"
    parts = [
        f"by {row.unit}",
        f"in {zones(row.zones)}" if row.zones else "",
        who,
        f"phase {row.phase}" if row.phase else "",
        {"first": "as first finished", "latest": "as it is now"}.get(row.as_of or "", ""),
        f"codebook {', '.join(str(each) for each in row.codebook_versions)}" if row.codebook_versions else "",
        "unmarked text counts" if row.mode == "by-default" else "",
    ]
    return tuple(part for part in parts if part)


def counts(row: Row) -> str:
    """Return how many articles and units a figure rests on."""
    words = f"{row.articles} article{'' if row.articles == 1 else 's'}"
    if row.question == "label":
        words += f", {row.articles_with_label} with the label"
    units = f"{row.units:,}".replace(",", "\u202f")
    return f"{words} · {units} {row.unit}s" if row.units else words


def chosen(rows: Sequence[Row], unit: str) -> tuple[Row, ...]:
    """Return the pooled α rows to be seen first: each label's headline, then all labels together."""
    found: dict[tuple[str, str | None], Row] = {}
    for row in rows:
        wanted = row.scope == "pooled" and row.coefficient == "alpha" and row.unit == unit
        first = row.question in FIRST and row.metric in (None, "nominal") and row.variable is None
        if wanted and first:
            found.setdefault((row.question, row.label), row)
    return tuple(sorted(found.values(), key=lambda row: FIRST.index(row.question)))


def beside(rows: Sequence[Row], headline: Row, coefficient: str) -> Row | None:
    """Return the figure of another coefficient that was made from the very same comparison."""
    keys = ("question", "label", "scope", "unit", "zones", "phase", "as_of", "variable", "mode")
    for row in rows:
        if row.coefficient == coefficient and all(getattr(row, k) == getattr(headline, k) for k in keys):
            return row
    return None
