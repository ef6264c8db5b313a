"""How many words too early or too late each coder begins and ends, against the others."""

from collections import defaultdict
from itertools import combinations

import numpy as np

from desktop.agreement.arrays import FloatArray
from desktop.agreement.atoms import sweep
from desktop.agreement.inputs import zone_bits
from desktop.agreement.matching import largest_matching, pair_edges
from desktop.agreement.measured import measure
from desktop.agreement.rulers import CHARACTER, WORD, ruler
from desktop.study.workspace.lacking import lacking
from desktop.study.workspace.pictured import Bar, Bars
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import View, Where, label_name, plural, zones_of

BOUNDARIES = "boundaries"
TITLE = "Boundaries"
Offsets = dict[tuple[int, int], FloatArray]
"""By label and coder: (n, 2), words by which the coder begins and ends later than the other."""


def offsets(asked: Request) -> Offsets:
    """Return how much later each coder begins and ends, in words, for passages matched one to one.

    Passages of one label that overlap are matched, as many as possible (bipartite matching).
    """
    continuum = asked.compared.continuum
    kinds = zones_of(asked.settings)
    laid = measure(continuum, sweep(continuum).joined, CHARACTER, kinds)
    gauge = ruler(continuum, WORD, zone_bits(kinds))
    base = continuum.base[laid.passages.article]
    begins, ends = gauge(base + laid.passages.start), gauge(base + laid.passages.end)
    pairs = np.array(list(combinations(range(len(continuum.coders)), 2)), dtype=np.int64).reshape(-1, 2)
    found: dict[tuple[int, int], list[FloatArray]] = defaultdict(list)
    for (one, other), (left, right) in pair_edges(laid, pairs).items():
        a, b = left + laid.first[one], right + laid.first[other]
        for label in range(len(continuum.labels)):
            same = (laid.passages.label[a] == label) & (laid.passages.label[b] == label)
            chosen = largest_matching((a[same], b[same]), (len(laid.passages), len(laid.passages)))
            gap = np.stack((begins[chosen[0]] - begins[chosen[1]], ends[chosen[0]] - ends[chosen[1]]), axis=1)
            found[label, one].append(gap)
            found[label, other].append(-gap)
    joined = {key: np.concatenate(parts).astype(np.float64) for key, parts in found.items()}
    return {key: gaps for key, gaps in joined.items() if len(gaps)}


def boundaries_view(asked: Request) -> View:
    """Return the mean offsets at both ends, per label and coder, with the middle 80 % of them."""
    compared = asked.compared
    if missing := lacking(compared):
        return View(BOUNDARIES, TITLE, missing=missing)
    found = offsets(asked)
    if not found:
        missing = "No two coders marked overlapping passages of one label: look at “Label by label” first."
        return View(BOUNDARIES, TITLE, missing=missing)
    rows: list[tuple[str, ...]] = []
    bars: list[Bar] = []
    behind: list[Where | None] = []
    for (label, coder), gaps in sorted(found.items()):
        name = label_name(compared.codebook, compared.continuum.labels[label])
        who = compared.continuum.coders[coder]
        spread = [np.quantile(gaps[:, end], (0.1, 0.9)) for end in (0, 1)]
        mean = gaps.mean(axis=0)
        for end, word in enumerate(("begins", "ends")):
            bars.append(
                Bar(
                    f"{name}, {who} {word}", float(mean[end]), float(spread[end][0]), float(spread[end][1]),
                    f"{mean[end]:+.1f} words", len(rows), under=f"the same in {_same(gaps, end)}",
                )
            )  # fmt: skip
            rows.append((
                name, who, word, str(len(gaps)), f"{mean[end]:+.1f}", f"{spread[end][0]:+.0f}",
                f"{spread[end][1]:+.0f}", _same(gaps, end),
            ))  # fmt: skip
            where = f"Where {who} differs about “{name}”"
            behind.append(Where(where, compared.continuum.labels[label], apart=coder))
    far = max(abs(end) for bar in bars for end in (bar.low or 0.0, bar.high or 0.0, bar.value or 0.0)) or 1.0
    pairs = sum(len(gaps) for gaps in found.values()) // 2
    return View(
        id=BOUNDARIES,
        title=TITLE,
        about=f"Words by which each coder begins or ends later (+) or earlier (−) than another coder, of "
        f"passages of one label that overlap, matched one to one: {plural(pairs, 'matched pair')}, "
        f"{plural(len(compared.continuum.coders), 'coder')}.",
        heads=("Label", "Coder", "End", "Pairs", "Mean", "10 %", "90 %", "The same"),
        rows=tuple(rows),
        picture=Bars(
            "Words too early (−) or too late (+), mean and the middle 80 %",
            tuple(bars),
            -far,
            far,
            ((0.0, "0"),),
        ),
        behind=tuple(behind),
        notes=("Who is right is not known: an offset is against the others, not against the truth.",),
    )


def _same(gaps: FloatArray, end: int) -> str:
    return f"{(gaps[:, end] == 0).mean():.3f}"
