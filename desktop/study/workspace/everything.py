"""All figures of the agreement table, with everything that each must be read with."""

from dataclasses import replace

from desktop.agreement.report import Row
from desktop.agreement.words import NAMES
from desktop.study.agreement import report_of
from desktop.study.workspace.lacking import lacking
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import View, asked, comparison, figure, interval_or_reason, plural

EVERYTHING = "everything"
TITLE = "All figures"
HEADS = (
    "Figure", "About", "Coders", "Value", "Interval", "Articles", "Units", "By", "Zones", "Notes",
)  # fmt: skip


def everything_view(request: Request) -> View:
    """Return every row that the agreement command prints for these settings, pairs of coders included."""
    if missing := lacking(request.compared):
        return View(EVERYTHING, TITLE, missing=missing)
    settings = replace(request.settings, units=(request.unit,), pairs=True, left_out=True)
    report = report_of(request.compared, settings)
    codebook = request.compared.codebook
    return View(
        id=EVERYTHING,
        title=TITLE,
        about=f"{plural(len(report.rows), 'figure')} {comparison(report.rows[0])}, and in other zones where "
        "there are any; the same as those of the agreement command.",
        heads=HEADS,
        rows=tuple(_cells(row, asked(row, codebook)) for row in report.rows),
        notes=report.notes,
    )


def _cells(row: Row, about: str) -> tuple[str, ...]:
    metric = row.metric if row.metric not in (None, "nominal") else ""
    return (
        f"{NAMES.get(row.coefficient, row.coefficient)} {metric}".strip(),
        f"{about}, {row.variable}" if row.variable else about,
        f"without {row.left_out}" if row.left_out else ", ".join(row.coders),
        figure(row),
        interval_or_reason(row),
        str(row.articles),
        str(row.units),
        row.unit,
        ", ".join(kind.replace("-", " ") for kind in row.zones),
        "; ".join(row.notes),
    )
