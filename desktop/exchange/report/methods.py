"""The paragraph for the methods section with its numbers filled in, the limits, and the references."""

from desktop import __version__
from desktop.agreement.report import Row
from desktop.agreement.words import interval, number
from desktop.study.workspace.overview import overview_report, where_and_what
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import View, beside, label_name, plural, pooled, zones_of

REFERENCES = (
    "Gwet, K. L. (2014). Handbook of inter-rater reliability (4th ed.). Advanced Analytics.",
    "Krippendorff, K. (2018). Content analysis: An introduction to its methodology (4th ed.). Sage.",
    (
        "Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the reliability of unitizing "
        "textual continua: Further developments. Quality & Quantity, 50, 2347–2364."
    ),
)
FEW = 10
BESIDE = (("raw agreement", "percent"), ("prevalence", "prevalence"), ("AC1", "ac1"))


def references() -> tuple[str, ...]:
    """Return what the figures rest on."""
    return REFERENCES


def methods_paragraph(asked: Request) -> str:
    """Return the paragraph: who coded what, how agreement was measured, and what came out."""
    report = overview_report(asked.compared, asked.settings)
    headline = pooled(report, asked.unit)
    row = headline[-1]
    done = asked.compared.continuum.finished
    twice = int((done.sum(axis=0) >= 2).sum())
    versions = ", ".join(map(str, row.codebook_versions))
    codebook = asked.compared.codebook
    parts = [
        f"{plural(len(row.coders), 'coder')} coded {plural(int(done.any(axis=0).sum()), 'article')}",
        f"independently of each other with the codebook “{codebook.title}” (version {versions});",
        f"{plural(twice, 'article')} {'was' if twice == 1 else 'were'} coded by at least two.",
        "Reliability was assessed on these articles as they stood when each coder first finished them",
        f"(phase {asked.compared.phase}), before any discussion, in {_zones(asked)}.",
        f"For each label we asked of every {asked.unit} ({row.units} {asked.unit}s) whether it holds it,",
        f"and computed Krippendorff’s α (nominal; Krippendorff, 2018) with a {row.level * 100:g} % interval",
        "over articles (delete-one jackknife, t distribution), as sentences of one article are not",
        "independent; AC1 after Gwet (2014) stands beside it.",
        *(_of_label(report.rows, each, asked) for each in headline if each.question == "label"),
        _unitizing(where_and_what(report)),
        f"Figures were computed with Pressmark {__version__} (seed {asked.settings.seed}).",
    ]
    return " ".join(part for part in parts if part)


def _zones(asked: Request) -> str:
    kinds = [kind.replace("-", " ") for kind in zones_of(asked.settings)]
    return f"{', '.join(kinds[:-1])} and {kinds[-1]}" if len(kinds) > 1 else kinds[0]


def _of_label(rows: tuple[Row, ...], row: Row, asked: Request) -> str:
    name = label_name(asked.compared.codebook, row.label)
    if row.value is None:
        return f"{name}: α is {row.reason}."
    spread = f" {bounds}" if (bounds := interval(row)) else f", no interval ({row.interval_reason})"
    others = ", ".join(
        f"{words} {number(found.value)}"
        for words, coefficient in BESIDE
        if (found := beside(rows, row, coefficient)) is not None
    )
    return f"{name}: α = {number(row.value)}{spread}, {others}."


def _unitizing(both: tuple[Row | None, Row | None]) -> str:
    where, what = both
    if where is None or what is None or where.value is None or what.value is None:
        return ""
    place, name = (f"{number(row.value)} {interval(row)}".strip() for row in both if row is not None)
    return (
        f"By token, coders agreed on where something was marked with |uα = {place} and on what it was called "
        f"with cuα = {name} (Krippendorff et al., 2016)."
    )


def limits(asked: Request, view: View) -> tuple[str, ...]:
    """Return what the figures must be read with."""
    twice = int((asked.compared.continuum.finished.sum(axis=0) >= 2).sum())
    found = list(view.notes)
    if twice < FEW:
        found.append(
            f"{plural(twice, 'article')} coded twice {'says' if twice == 1 else 'say'} little about how "
            "articles differ."
        )
    found += [
        "Intervals say how figures would vary with other articles of this kind, not with other coders.",
        "The marks of .667 and .800 are customary, and apply to α only.",
        "Agreement is no proof of being right: coders who were trained together may share a mistake.",
    ]
    return tuple(found)
