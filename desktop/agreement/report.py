"""What an agreement table is made of: its settings, its rows, and their JSON and CSV forms."""

import csv
import io
import json
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

JsonValue = Any

QUESTIONS = ("label", "any-label", "all-labels", "both-marked")
COEFFICIENTS = (
    "alpha", "ac1", "ac2", "cohen_kappa", "scott_pi", "fleiss_kappa", "bennett_s", "percent",
    "specific_agreement_positive", "specific_agreement_negative", "prevalence", "u_alpha", "bar_u_alpha",
    "cu_alpha", "ku_alpha", "alpha_u_2004", "span_f1_exact", "span_f1_half", "span_f1_any", "char_f1", "iou",
    "icc_2_1",
)  # fmt: skip
RELIABLE, TENTATIVE = 0.800, 0.667
"""Krippendorff's customary marks (Content Analysis, chapter on reliability)."""


@dataclass(frozen=True, slots=True)
class AgreementSettings:
    """What is asked of an agreement table. None or () means: whatever the project or table suggests.

    `units` of sentence, token, character; `labels` and `zones` by id and kind; `as_of` first or latest;
    `pairs` adds coder pairs and their mean, `left_out` each coder left out, `articles` single articles;
    `interval` of jackknife-t, bootstrap, linearised; `share` is how much of a sentence a passage must exceed
    to count; `unsure` of with, without (unsure passages), both: with, and α once more without; `explicit`
    leaves out what labels give by default; `plan` adds how many articles must be coded twice for an interval
    no wider than ± `half_width`.
    """

    units: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    phase: str | None = None
    as_of: str = "first"
    codebook: int | None = None
    coefficients: tuple[str, ...] = ()
    pairs: bool = False
    left_out: bool = False
    articles: bool = False
    interval: str = "jackknife-t"
    metric: str = "nominal"
    weights: str = "identity"
    level: float = 0.95
    resamples: int = 2000
    seed: int = 20260101
    share: float = 0.0
    unsure: str = "both"
    explicit: bool = False
    plan: bool = False
    half_width: float = 0.1

    def wants(self, coefficient: str) -> bool:
        """Return whether the coefficient was asked for (all are, if none is named)."""
        return not self.coefficients or coefficient in self.coefficients


@dataclass(frozen=True)  # no slots: a table has thousands of rows, and `row_of` fills them all at once
class Row:
    """One figure with everything that it must be read with; `value` or `reason`, never a made-up number.

    `variable` names what is compared where it is not passages (share, count, presence, set aside, a flag or
    an attribute); `mode` is by-default where unmarked text counts as a label, explicit, or ratings;
    `cut` names the bounds that were beyond the coefficient's range; `below_667` and `below_800` are the
    probabilities that the figure is below these marks; `weights` are those of weighted coefficients.
    """

    coefficient: str
    metric: str | None
    question: str
    label: str | None
    scope: str
    coders: tuple[str, ...]
    article: str | None
    unit: str
    zones: tuple[str, ...]
    phase: str | None
    as_of: str | None
    codebook_versions: tuple[int, ...]
    value: float | None
    reason: str | None
    low: float | None = None
    high: float | None = None
    interval: str | None = None
    interval_reason: str | None = None
    level: float = 0.95
    se: float | None = None
    articles: int = 0
    articles_with_label: int = 0
    units: int = 0
    notes: tuple[str, ...] = ()
    verdict: str | None = None
    below_667: float | None = None
    below_800: float | None = None
    cut: tuple[str, ...] = ()
    mode: str = "explicit"
    variable: str | None = None
    unsure: str = "with"
    left_out: str | None = None
    weights: str | None = None
    clusters: str = "articles"
    low_two_way: float | None = None
    high_two_way: float | None = None
    coverage: float | None = None


_NAMES = tuple(column.name for column in fields(Row))
_VALUES = attrgetter(*_NAMES)


def row_of(values: dict[str, JsonValue]) -> Row:
    """Return the row with these values, all of them by name, at a tenth of the constructor's cost."""
    row = object.__new__(Row)
    row.__dict__.update(values)
    return row


def changed(row: Row, **values: JsonValue) -> Row:
    """Return the row with some values changed, as `dataclasses.replace` does."""
    return row_of({**row.__dict__, **values})


def as_values(row: Row) -> dict[str, JsonValue]:
    """Return the values of a row by name, in order; lists stay tuples."""
    return dict(row.__dict__)


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """A whole agreement table: settings as resolved, rows in reading order, and what surrounds them."""

    settings: dict[str, JsonValue]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    overview: dict[str, JsonValue] = field(default_factory=dict)
    plan: dict[str, JsonValue] | None = None

    def as_dict(self) -> dict[str, JsonValue]:
        """Return the document of `agreement --json` as plain data; the plan only where it was asked for."""
        found: dict[str, JsonValue] = {
            "schema": 1,
            "settings": self.settings,
            "rows": [as_values(row) for row in self.rows],
            "notes": list(self.notes),
            "overview": self.overview,
        }
        return found if self.plan is None else {**found, "plan": self.plan}

    def to_json(self) -> str:
        """Return the document of `agreement --json`; two equal reports give the same text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1, allow_nan=False)

    def to_csv(self) -> str:
        """Return the rows as CSV (RFC 4180, LF), lists joined by '; ', empty for nothing."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_NAMES)
        for row in self.rows:
            writer.writerow([_cell(value) for value in _VALUES(row)])
        return out.getvalue()

    def find(
        self, coefficient: str, *, question: str = "label", label: str | None = None, scope: str = "pooled",
        unit: str | None = None, metric: str | None = None,
    ) -> Row | None:  # fmt: skip
        """Return the first row of these, which is the headline's where several zones have one, or None."""
        for row in self.rows:
            if (row.coefficient, row.question, row.scope) != (coefficient, question, scope):
                continue
            if row.label == label and unit in (None, row.unit) and metric in (None, row.metric):
                return row
        return None


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    return repr(value) if isinstance(value, float) else str(value)


def verdict(value: float | None, low: float | None) -> str | None:
    """Return what an α and its lower bound allow to say, by Krippendorff's marks of .667 and .800.

    Only for coefficients of the α family: AC1, F1 and raw agreement have no such marks.
    """
    if value is None:
        return None
    if low is not None and low >= RELIABLE:
        return "reliable"
    if low is not None and low >= TENTATIVE:
        return "tentative"
    return "not shown with this sample" if value >= TENTATIVE else "below standard"
