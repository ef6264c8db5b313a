"""Rows of the binary questions: each label against not, and any label against none."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray
from desktop.agreement.figures import Batch, rows_of
from desktop.agreement.frames import Frame, about, is_two
from desktop.agreement.pair_rows import Named, pair_figures
from desktop.agreement.report import Row
from desktop.agreement.scopes import label_statistics, pair_cohen
from desktop.agreement.statistics import (
    Coefficient,
    Layout,
    alpha,
    chance_corrected,
    cohen,
    dice,
    overlap_over_union,
    percent,
    prevalence,
    specific,
)
from desktop.agreement.two_way import FEWEST_CODERS, LeftOut

RARE, COMMON = 0.1, 0.9

_COEFFICIENTS: tuple[tuple[str, str | None, Coefficient], ...] = (
    ("alpha", "nominal", alpha(2)),
    ("percent", None, percent),
    ("prevalence", None, prevalence(2, 1)),
    ("ac1", "nominal", chance_corrected(2, "gwet")),
    ("fleiss_kappa", "nominal", chance_corrected(2, "scott")),
    ("scott_pi", "nominal", chance_corrected(2, "scott")),
    ("bennett_s", "nominal", chance_corrected(2, "bennett")),
    ("specific_agreement_positive", None, specific(2, 1)),
    ("specific_agreement_negative", None, specific(2, 0)),
)
_OF_TWO_CODERS = ("scott_pi",)
_OF_SEVERAL = ("fleiss_kappa",)


def label_rows(frame: Frame, questions: Sequence[int]) -> list[Row]:
    """Return the rows of the binary questions with these numbers (labels, then any label as the last)."""
    s = label_statistics(frame.joint, frame.scopes)[:, :, list(questions)]
    member = frame.shared
    total = s.sum(axis=0)
    holding = (s[..., Layout(2).margins][..., 1] > 0).sum(axis=0).astype(np.float64)
    raw = percent(total)
    templates = _templates(frame, questions, member, prevalence(2, 1)(total), raw)
    doubly = LeftOut(frame, questions) if len(frame.continuum.coders) >= FEWEST_CODERS else None
    found: list[Row] = []
    for name, metric, f in _COEFFICIENTS:
        if frame.settings.wants(name):
            rows = rows_of(
                Batch(name, f, s, member, holding, raw, _fitting(frame, name, templates), metric),
                frame.setting,
            )
            found += doubly.widened(rows, f, s[:, 0]) if doubly else rows
    return found + _of_pairs(frame, questions)


def _fitting(frame: Frame, name: str, templates: list[list[Row]]) -> list[list[Row | None]]:
    """Return the templates, with None where a coefficient is not for that number of coders."""
    two = is_two(frame)
    several = [scope in ("pooled", "coder-left-out") for scope in frame.scopes.names]
    if name in _OF_TWO_CODERS:
        return [list(line) if two[i] else [None] * len(line) for i, line in enumerate(templates)]
    if name in _OF_SEVERAL:
        return [list(line) if several[i] else [None] * len(line) for i, line in enumerate(templates)]
    return [list(line) for line in templates]


def _templates(
    frame: Frame, questions: Sequence[int], member: BoolArray, share: FloatArray, raw: FloatArray
) -> list[list[Row]]:
    labels = len(frame.continuum.labels)
    users = (frame.joint.one.sum(axis=0) > 0).astype(np.float64)
    made = []
    for scope in range(len(frame.scopes.names)):
        using = frame.scopes.coders[scope] @ users
        line = []
        for column, number in enumerate(questions):
            row = _question(frame, scope, member, number, labels)
            notes = _notes(row, float(share[scope, column]), float(raw[scope, column]), int(using[number]))
            line.append(replace(row, notes=row.notes + notes))
        made.append(line)
    return made


def _question(frame: Frame, scope: int, member: BoolArray, number: int, labels: int) -> Row:
    if number == labels:
        return about(frame, scope, member, "any-label")
    return about(frame, scope, member, "label", number)


def _notes(row: Row, share: float, raw: float, using: int) -> tuple[str, ...]:
    """Return what a reader of the figure must know: rare label, extreme prevalence, one coder alone."""
    notes = []
    if share < RARE and share > 0:
        notes.append(f"rare label: prevalence {share:.3f} is under .1, the interval is too narrow")
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
    which = [number if number < len(frame.continuum.labels) else None for number in questions]
    found = []
    if frame.settings.wants("cohen_kappa"):
        found += pair_figures(frame, Named("cohen_kappa", "nominal", cohen(2), (3, 5)), s, which)
    if frame.setting.template.unit != "sentence":
        both = frame.joint.both[:, :, list(questions)]
        hits = np.stack((both, s[..., 3], s[..., 5]), axis=-1)
        for name, f in (("char_f1", dice), ("iou", overlap_over_union)):
            if frame.settings.wants(name):
                found += pair_figures(frame, Named(name, None, f), hits, which)
    return found
