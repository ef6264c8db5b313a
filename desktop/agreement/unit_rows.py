"""Rows about passages as units: the uα family by places, and F1 of matched passages."""

from dataclasses import replace

import numpy as np

from desktop.agreement.arrays import FloatArray
from desktop.agreement.figures import Batch, rows_of
from desktop.agreement.frames import Frame, about
from desktop.agreement.matching import ANY, EXACT, HALF, hits
from desktop.agreement.measured import measure, merged
from desktop.agreement.pair_rows import Named, pair_figures
from desktop.agreement.report import Row
from desktop.agreement.rulers import CHARACTER
from desktop.agreement.scopes import label_statistics
from desktop.agreement.statistics import Layout, dice, percent
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


def unitizing_rows(frame: Frame, labels: list[int], *, whole: bool) -> list[Row]:
    """Return the uα family of a frame of atoms without by-default labels; `whole`: of all labels, too."""
    wants = frame.settings.wants
    family = ("u_alpha", "bar_u_alpha", "cu_alpha", "ku_alpha")
    found: list[Row] = []
    if any(wants(name) for name in family):
        template = frame.setting.template
        parts = segments(frame.continuum, frame.units, frame.joint, template.unit, template.zones)
        found += _binary(frame, parts, labels, whole=whole)
        found += _several(frame, parts, labels, whole=whole)
    if wants("alpha_u_2004"):
        found += _older(frame, labels, whole=whole)
    return found


def _holding(frame: Frame) -> tuple[FloatArray, FloatArray]:
    """Return articles with each label, and raw agreement on it, by scope (S, L + 1), any label last."""
    s = label_statistics(frame.joint, frame.scopes)
    yes = s[..., Layout(2).margins][..., 1]
    return (yes > 0).sum(axis=0).astype(np.float64), percent(s.sum(axis=0))


def _binary(frame: Frame, parts: Segments, labels: list[int], *, whole: bool) -> list[Row]:
    s = label_sums(frame.joint, frame.scopes, parts)
    holding, raw = _holding(frame)
    found: list[Row] = []
    any_label = len(frame.continuum.labels)
    for name, chosen in (("u_alpha", labels), ("bar_u_alpha", [any_label] if whole else [])):
        if chosen and frame.settings.wants(name):
            rows = _templates(frame, "any-label" if name == "bar_u_alpha" else "label", chosen)
            batch = Batch(
                name,
                u_alpha(2),
                s[:, :, chosen],
                frame.shared,
                holding[:, chosen],
                raw[:, chosen],
                rows,
                "nominal",
            )
            found += rows_of(batch, frame.setting)
    return found


def _templates(frame: Frame, question: str, labels: list[int]) -> list[list[Row | None]]:
    member = frame.shared
    return [
        [about(frame, scope, member, question, label if question == "label" else None) for label in labels]
        for scope in range(len(frame.scopes.names))
    ]


def _several(frame: Frame, parts: Segments, labels: list[int], *, whole: bool) -> list[Row]:
    """Return uα and cuα over all labels, and (k)uα of each; not defined where labels overlap."""
    joint, over = frame.joint, frame.scopes
    holding, _ = _holding(frame)
    blocked = _blocked(frame, parts)
    q = len(joint.sets)
    found: list[Row] = []
    for name, question, f, s in (
        ("u_alpha", "all-labels", u_alpha(q), set_sums(joint, over, parts)),
        ("cu_alpha", "both-marked", u_alpha(q - 1), marked_sums(joint, over, parts)),
    ):
        if whole and frame.settings.wants(name):
            found += _one(frame, Named(name, "nominal", f), s, holding[:, -1:], blocked, question=question)
    if frame.settings.wants("ku_alpha"):
        for label in labels:
            s = one_label_sums(joint, over, parts, label)
            named = Named("ku_alpha", "nominal", ku_alpha)
            found += _one(frame, named, s, holding[:, [label]], blocked, label=label)
    return found


def _one(
    frame: Frame, named: Named, s: FloatArray, holding: FloatArray, blocked: dict[int, str], *,
    question: str = "label", label: int | None = None,
) -> list[Row]:  # fmt: skip
    rows = _templates(frame, question, [label or 0])
    if label is not None:
        shares = coverage(s.sum(axis=0))
        rows = [
            [row and replace(row, coverage=None if np.isnan(share) else float(share)) for row in line]
            for line, share in zip(rows, shares, strict=True)
        ]
    raw = np.full((len(rows), 1), np.nan)
    why = {(scope, 0): reason for scope, reason in blocked.items()}
    batch = Batch(
        named.coefficient,
        named.f,
        s[:, :, None, :],
        frame.shared,
        holding,
        raw,
        rows,
        named.metric,
        blocked=why,
    )
    return rows_of(batch, frame.setting)


def _blocked(frame: Frame, parts: Segments) -> dict[int, str]:
    """Return by scope why the several-label forms are not defined."""
    names = frame.continuum.coders
    found = {}
    for scope in range(len(frame.scopes.names)):
        guilty = [names[i] for i in frame.scopes.members(scope) if parts.overlaps[i]]
        if guilty:
            found[scope] = f"{OVERLAPS} (of passages with different labels, by {', '.join(guilty)})"
    return found


def _older(frame: Frame, labels: list[int], *, whole: bool) -> list[Row]:
    """Return α_U of 2004, of all coders together: per label, and summed over the labels."""
    template = frame.setting.template
    single = merged(frame.continuum, template.unit, template.zones)
    coders = tuple(range(len(frame.continuum.coders)))
    if len(coders) < 2:
        return []
    sums = sums_2004(single, coders, len(frame.continuum.labels), frame.joint.coded)
    holding, _ = _holding(frame)
    member = np.asarray(frame.joint.coded.all(axis=0))[:, None]
    row = about(frame, 0, frame.shared, "label")
    rows: list[Row | None] = [replace(row, label=frame.continuum.labels[label]) for label in labels]
    s = sums[:, labels]
    held = holding[:1, labels]
    if whole:
        rows.append(replace(row, question="all-labels"))
        s = np.concatenate((s, sums.sum(axis=1, keepdims=True)), axis=1)
        held = np.concatenate((held, holding[:1, -1:]), axis=1)
    raw = np.full(held.shape, np.nan)
    batch = Batch("alpha_u_2004", alpha_u_2004, s[:, None], member, held, raw, [rows])
    return rows_of(batch, frame.setting)


def matching_rows(frame: Frame, labels: list[int], *, whole: bool) -> list[Row]:
    """Return F1 of passages matched one to one: same ends, half overlap, any overlap."""
    wanted = [(name, kind) for name, kind in _MATCHES if frame.settings.wants(name)]
    if not wanted:
        return []
    found = measure(frame.continuum, frame.continuum.counted(), CHARACTER, frame.setting.template.zones)
    count = len(frame.continuum.labels)
    sums = hits(found, frame.continuum.finished, frame.joint.pairs, count)
    rows: list[Row] = []
    for name, kind in wanted:
        s = sums[kind]
        named = Named(name, None, dice)
        rows += pair_figures(frame, named, s[:, :, labels], labels, unit=PASSAGE)
        if whole:
            for question, at in (("any-label", count), ("all-labels", count + 1)):
                part = s[:, :, [at]]
                rows += pair_figures(frame, named, part, [None], question=question, unit=PASSAGE)
    return rows
