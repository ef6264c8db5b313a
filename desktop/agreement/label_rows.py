"""Rows of the binary questions: each label against not, and any label against none."""

from collections.abc import Sequence

import numpy as np

from desktop.agreement.arrays import FloatArray
from desktop.agreement.figures import Batch, Named, rows_of
from desktop.agreement.frames import Frame, about, is_team, is_two
from desktop.agreement.pair_rows import pair_figures
from desktop.agreement.report import Row, changed
from desktop.agreement.rulers import SENTENCE
from desktop.agreement.scopes import pair_cohen
from desktop.agreement.statistics import (
    alpha,
    chance_corrected,
    cohen,
    dice,
    overlap_over_union,
    percent,
    prevalence,
    specific,
    stacked,
)
from desktop.agreement.two_way import FEWEST_CODERS, widened

RARE, COMMON = 0.1, 0.9

_SCOTT = chance_corrected(2, "scott")
_COEFFICIENTS = (
    Named("alpha", "nominal", alpha(2)),
    Named("percent", None, percent),
    Named("prevalence", None, prevalence(2, 1)),
    Named("ac1", "nominal", chance_corrected(2, "gwet")),
    Named("fleiss_kappa", "nominal", _SCOTT),
    Named("scott_pi", "nominal", _SCOTT),
    Named("bennett_s", "nominal", chance_corrected(2, "bennett")),
    Named("specific_agreement_positive", None, specific(2, 1)),
    Named("specific_agreement_negative", None, specific(2, 0)),
)


def label_rows(frame: Frame, questions: Sequence[int]) -> list[Row]:
    """Return the rows of the binary questions with these numbers (labels, then any label as the last)."""
    chosen = list(questions)
    s = frame.labels if chosen == list(range(frame.labels.shape[2])) else frame.labels[:, :, chosen]
    total, holding = frame.total[:, chosen], frame.holding[:, chosen]
    raw = percent(total)
    templates = _templates(frame, questions, prevalence(2, 1)(total), raw)
    named = [applied(entry, frame) for entry in _COEFFICIENTS if frame.settings.wants(entry.coefficient)]
    rows = rows_of(Batch(named, s, frame.shared, holding, raw, templates), frame.setting)
    if len(frame.continuum.coders) >= FEWEST_CODERS:
        rows = widened(frame, questions, rows, {entry.coefficient: entry.f for entry in named})
    return rows + _of_pairs(frame, questions)


def applied(named: Named, frame: Frame) -> Named:
    """Return the coefficient with the scopes it is for: π for two coders, Fleiss' κ for a team."""
    if named.coefficient == "scott_pi":
        return named._replace(scopes=is_two(frame))
    return named._replace(scopes=is_team(frame)) if named.coefficient == "fleiss_kappa" else named


def _templates(frame: Frame, questions: Sequence[int], share: FloatArray, raw: FloatArray) -> list[list[Row]]:
    """Return the row templates (S, B) with their notes."""
    labels = len(frame.continuum.labels)
    users = (frame.joint.one.sum(axis=0) > 0).astype(np.float64)
    using = (frame.scopes.coders @ users).tolist()
    columns = [
        about(frame, "any-label") if number == labels else about(frame, "label", number)
        for number in questions
    ]
    made = []
    for scope, line in enumerate(zip(*columns, strict=True)):
        noted = []
        for column, row in enumerate(line):
            said = _notes(
                row,
                float(share[scope, column]),
                float(raw[scope, column]),
                int(using[scope][questions[column]]),
            )
            noted.append(changed(row, notes=row.notes + said) if said else row)
        made.append(noted)
    return made


def _notes(row: Row, share: float, raw: float, using: int) -> tuple[str, ...]:
    """Return what a reader of the figure must know: rare label, extreme prevalence, one coder alone."""
    notes = []
    if share < RARE and share > 0:
        notes.append(f"rare label: prevalence {share:.3f} is under .1, which makes intervals too narrow")
    if (0 < share < RARE or COMMON < share < 1) and raw >= 0.8:
        notes.append(
            f"extreme prevalence ({share:.3f}): raw agreement {raw:.3f} is high by chance alone, "
            "so α may be low beside it (the paradox)"
        )
    if using == 1 and len(row.coders) > 1:
        notes.append("only one coder used this label")
    return tuple(notes)


def _of_pairs(frame: Frame, questions: Sequence[int]) -> list[Row]:
    """Return the rows that only pairs of coders have: κ, and F1 and overlap of the places marked."""
    labels, _ = pair_cohen(frame.joint)
    s = labels[:, :, list(questions)]
    which = [number if number < len(frame.continuum.labels) else "any-label" for number in questions]
    found = []
    if frame.settings.wants("cohen_kappa"):
        found += pair_figures(frame, [Named("cohen_kappa", "nominal", cohen(2))], s, which, given=(3, 5))
    if frame.setting.template.unit != SENTENCE:
        both = frame.joint.both[:, :, list(questions)]
        hits = stacked((both, s[..., 3], s[..., 5]))
        places = [Named("char_f1", None, dice), Named("iou", None, overlap_over_union)]
        found += pair_figures(frame, [n for n in places if frame.settings.wants(n.coefficient)], hits, which)
    return found
