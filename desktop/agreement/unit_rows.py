"""Rows about passages as units: the uα family by places, and F1 of matched passages."""

from dataclasses import dataclass

import numpy as np

from desktop.agreement.arrays import FloatArray
from desktop.agreement.figures import Batch, Named, rows_of
from desktop.agreement.frames import Frame, about
from desktop.agreement.matching import ANY, EXACT, HALF, Edges, Pair, hits, pair_edges
from desktop.agreement.measured import Measured, measure
from desktop.agreement.pair_rows import pair_figures
from desktop.agreement.report import Row, changed
from desktop.agreement.rulers import CHARACTER, SENTENCE
from desktop.agreement.statistics import dice, percent
from desktop.agreement.unitizing import (
    Segments,
    coverage,
    ku_alpha,
    label_sums,
    marked_sums,
    one_label_sums,
    segments,
    set_sums,
    u_alpha,
)
from desktop.agreement.unitizing_2004 import alpha_u_2004, sums_2004

OVERLAPS = "not defined: overlaps"
PASSAGE = "passage"
_MATCHES = (("span_f1_exact", EXACT), ("span_f1_half", HALF), ("span_f1_any", ANY))


@dataclass(frozen=True, eq=False, slots=True)
class Laid:
    """The passages of a continuum laid out once for all rows about units.

    `single`: overlaps of one coder and label joined; `apart`: as they were marked; each with the pairs of
    overlapping passages of every two coders (the same object where nothing was joined).
    """

    single: Measured
    single_edges: dict[Pair, Edges]
    apart: Measured
    apart_edges: dict[Pair, Edges]


def lay_out(frame: Frame) -> Laid:
    """Return the passages of a frame, measured in its unit (in characters for sentences)."""
    template, atoms = frame.setting.template, frame.atoms
    unit = CHARACTER if template.unit == SENTENCE else template.unit
    single = measure(frame.continuum, atoms.joined, unit, template.zones)
    edges = pair_edges(single, frame.joint.pairs)
    if atoms.joined is atoms.marked and unit == CHARACTER:
        return Laid(single, edges, single, edges)
    apart = measure(frame.continuum, atoms.marked, CHARACTER, template.zones)
    return Laid(single, edges, apart, pair_edges(apart, frame.joint.pairs))


def unit_rows(frame: Frame, labels: list[int], *, whole: bool, matching: bool) -> list[Row]:
    """Return the rows about units: the uα family (not by sentence) and, with `matching`, F1 of passages."""
    laid = lay_out(frame)
    found: list[Row] = []
    if frame.setting.template.unit != SENTENCE:
        found += unitizing_rows(frame, laid, labels, whole=whole)
    return found + (matching_rows(frame, laid, labels, whole=whole) if matching else [])


def unitizing_rows(frame: Frame, laid: Laid, labels: list[int], *, whole: bool) -> list[Row]:
    """Return the uα family of a frame of atoms without by-default labels; `whole`: of all labels, too."""
    wants = frame.settings.wants
    family = ("u_alpha", "bar_u_alpha", "cu_alpha", "ku_alpha")
    found: list[Row] = []
    if any(wants(name) for name in family):
        parts = segments(frame.continuum, frame.joint, laid.single, laid.single_edges)
        found += _binary(frame, parts, labels, whole=whole)
        found += _several(frame, parts, labels, whole=whole)
    if wants("alpha_u_2004"):
        found += _older(frame, laid, labels, whole=whole)
    return found


def _binary(frame: Frame, parts: Segments, labels: list[int], *, whole: bool) -> list[Row]:
    s = label_sums(frame.joint, frame.scopes, parts, frame.labels)
    holding, raw = frame.holding, percent(frame.total)
    found: list[Row] = []
    any_label = len(frame.continuum.labels)
    for name, chosen in (("u_alpha", labels), ("bar_u_alpha", [any_label] if whole else [])):
        if chosen and frame.settings.wants(name):
            rows = _templates(frame, "any-label" if name == "bar_u_alpha" else "label", chosen)
            named = [Named(name, "nominal", u_alpha(2))]
            batch = Batch(named, s[:, :, chosen], frame.shared, holding[:, chosen], raw[:, chosen], rows)
            found += rows_of(batch, frame.setting)
    return found


def _templates(frame: Frame, question: str, labels: list[int]) -> list[list[Row]]:
    """Return the row templates (S, B) of a question about each of these labels, or about no one label."""
    columns = [about(frame, question, label if question == "label" else None) for label in labels]
    return [list(line) for line in zip(*columns, strict=True)]


def _several(frame: Frame, parts: Segments, labels: list[int], *, whole: bool) -> list[Row]:
    """Return uα and cuα over all labels, and (k)uα of each; not defined where labels overlap."""
    joint, over = frame.joint, frame.scopes
    holding = frame.holding
    blocked = _blocked(frame, parts)
    q = len(joint.sets)
    found: list[Row] = []
    if whole and frame.settings.wants("u_alpha"):
        named, rows = Named("u_alpha", "nominal", u_alpha(q)), _templates(frame, "all-labels", [0])
        found += _one(
            frame, named, set_sums(joint, over, parts, frame.sets)[:, :, None], holding[:, -1:], rows, blocked
        )
    if whole and frame.settings.wants("cu_alpha"):
        named, rows = Named("cu_alpha", "nominal", u_alpha(q - 1)), _templates(frame, "both-marked", [0])
        s = marked_sums(joint, over, parts)[:, :, None]
        found += _one(frame, named, s, holding[:, -1:], rows, blocked)
    if labels and frame.settings.wants("ku_alpha"):
        s = one_label_sums(joint, over, parts, frame.labels)[:, :, labels]
        rows = _covered(_templates(frame, "label", labels), coverage(s.sum(axis=0)))
        found += _one(frame, Named("ku_alpha", "nominal", ku_alpha), s, holding[:, labels], rows, blocked)
    return found


def _covered(rows: list[list[Row]], shares: FloatArray) -> list[list[Row]]:
    """Return the rows with how much of the label met another coder's passage."""
    return [
        [
            changed(row, coverage=None if np.isnan(share) else float(share))
            for row, share in zip(*pair, strict=True)
        ]
        for pair in zip(rows, shares, strict=True)
    ]


def _one(
    frame: Frame, named: Named, s: FloatArray, holding: FloatArray, rows: list[list[Row]],
    blocked: dict[int, str],
) -> list[Row]:  # fmt: skip
    raw = np.full(holding.shape, np.nan)
    why = {(scope, at): reason for scope, reason in blocked.items() for at in range(s.shape[2])}
    return rows_of(Batch([named], s, frame.shared, holding, raw, rows, why), frame.setting)


def _blocked(frame: Frame, parts: Segments) -> dict[int, str]:
    """Return by scope why the several-label forms are not defined."""
    names = frame.continuum.coders
    found = {}
    for scope in range(len(frame.scopes.names)):
        guilty = [names[i] for i in frame.scopes.members(scope) if parts.overlaps[i]]
        if guilty:
            found[scope] = f"{OVERLAPS} (of passages with different labels, by {', '.join(guilty)})"
    return found


def _older(frame: Frame, laid: Laid, labels: list[int], *, whole: bool) -> list[Row]:
    """Return α_U of 2004, of all coders together: per label, and summed over the labels."""
    coders = len(frame.continuum.coders)
    if coders < 2:
        return []
    sums = sums_2004(laid.single, coders, len(frame.continuum.labels), frame.joint.coded, laid.single_edges)
    holding = frame.holding
    member = np.asarray(frame.joint.coded.all(axis=0))[:, None]
    row = about(frame, "label", 0)[0] if frame.continuum.labels else frame.setting.template
    rows = [changed(row, label=frame.continuum.labels[label]) for label in labels]
    s = sums[:, labels]
    held = holding[:1, labels]
    if whole:
        rows.append(changed(row, question="all-labels", label=None))
        s = np.concatenate((s, sums.sum(axis=1, keepdims=True)), axis=1)
        held = np.concatenate((held, holding[:1, -1:]), axis=1)
    raw = np.full(held.shape, np.nan)
    named = [Named("alpha_u_2004", None, alpha_u_2004)]
    return rows_of(Batch(named, s[:, None], member, held, raw, [rows]), frame.setting)


def matching_rows(frame: Frame, laid: Laid, labels: list[int], *, whole: bool) -> list[Row]:
    """Return F1 of passages matched one to one: same ends, half overlap, any overlap."""
    wanted = [(name, kind) for name, kind in _MATCHES if frame.settings.wants(name)]
    if not wanted:
        return []
    count = len(frame.continuum.labels)
    sums = hits(laid.apart, frame.continuum.finished, laid.apart_edges, count)
    about: list[int | str] = [*labels, "any-label", "all-labels"] if whole else list(labels)
    columns = [*labels, count, count + 1] if whole else labels
    rows: list[Row] = []
    for name, kind in wanted:
        rows += pair_figures(frame, [Named(name, None, dice)], sums[kind][:, :, columns], about, unit=PASSAGE)
    return rows
