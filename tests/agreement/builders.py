"""Small ways of making continua and ratings for the tests of this room."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.agreement.continuum_table import continuum_rows
from desktop.agreement.inputs import Continuum, Stretches, Tokens, passages_from, stretches_from
from desktop.agreement.ratings import Ratings
from desktop.agreement.report import AgreementSettings, Row

Mark = tuple[int, int, int, int, int]
"""Article, coder, label, start, end."""


def continuum(
    lengths: Sequence[int],
    marks: Sequence[Mark],
    *,
    coders: int = 2,
    labels: int = 2,
    unfinished: Sequence[tuple[int, int]] = (),
    sentences: Stretches | None = None,
    tokens: Tokens | None = None,
    zones: Stretches | None = None,
    by_default: tuple[int, ...] = (),
    unsure: Sequence[bool] = (),
) -> Continuum:
    """Return a continuum; everybody finished everything but the (coder, article) of `unfinished`."""
    finished = np.ones((coders, len(lengths)), dtype=bool)
    for coder, article in unfinished:
        finished[coder, article] = False
    return Continuum(
        articles=tuple(f"article {i}" for i in range(len(lengths))),
        coders=tuple("ABCDEFGHIJ"[:coders]),
        labels=tuple("xyzuvw"[:labels]),
        lengths=np.array(lengths, dtype=np.int64),
        finished=finished,
        passages=passages_from(list(marks), unsure),
        sentences=sentences,
        tokens=tokens,
        zones=zones,
        by_default=by_default,
    )


def random_marks(
    random: np.random.Generator,
    lengths: Sequence[int],
    *,
    coders: int,
    labels: int,
    each: int,
    longest: int = 12,
) -> list[Mark]:
    """Return passages that do not overlap another of their own coder, in random places."""
    marks = []
    for article, length in enumerate(lengths):
        for coder in range(coders):
            at = 0
            for _ in range(each):
                at += int(random.integers(0, max(2, length // (each + 1))))
                end = at + int(random.integers(1, longest + 1))
                if end > length:
                    break
                marks.append((article, coder, int(random.integers(labels)), at, end))
                at = end
    return marks


def even_sentences(lengths: Sequence[int], size: int) -> Stretches:
    """Return sentences of `size` code points, one place between two, in articles of these lengths."""
    rows = [
        (article, start, min(start + size - 1, length))
        for article, length in enumerate(lengths)
        for start in range(0, length, size)
        if min(start + size - 1, length) > start
    ]
    return stretches_from(rows)


def single_tokens(lengths: Sequence[int], size: int) -> Tokens:
    """Return one word token at every `size`-th code point."""
    starts = [(article, start) for article, length in enumerate(lengths) for start in range(0, length, size)]
    table = np.array(starts, dtype=np.int64).reshape(-1, 2)
    return Tokens(table[:, 0], table[:, 1], np.ones(len(table), dtype=bool))


def characters(of: Continuum, label: int) -> NDArray[np.float64]:
    """Return (R, characters): 1 where a coder gave the label, 0 where not, NaN where they did not finish."""
    parts = []
    for article, length in enumerate(of.lengths):
        part = np.zeros((len(of.coders), int(length)))
        p = of.passages
        for i in np.flatnonzero((p.article == article) & (p.label == label)):
            part[p.coder[i], p.start[i] : p.end[i]] = 1.0
        part[~of.finished[:, article]] = np.nan
        parts.append(part)
    return np.concatenate(parts, axis=1)


def rows(of: Continuum, **settings: object) -> list[Row]:
    """Return the rows of a continuum under these settings."""
    return continuum_rows(of, AgreementSettings(**settings))  # type: ignore[arg-type]


def one(found: Sequence[Row], coefficient: str, **about: object) -> Row:
    """Return the only row of a coefficient about this; question label and scope pooled unless said."""
    wanted = {"question": "label", "scope": "pooled", "variable": None} | about
    fitting = [
        row
        for row in found
        if row.coefficient == coefficient
        and all(getattr(row, name) == value for name, value in wanted.items())
    ]
    assert len(fitting) == 1, f"{len(fitting)} rows of {coefficient} about {wanted}"
    return fitting[0]


def ratings(table: Sequence[Sequence[object]]) -> Ratings:
    """Return a ratings table from units × coders, None where a value is missing."""
    distinct = {value for unit in table for value in unit if value is not None}
    numeric = all(isinstance(value, int | float) for value in distinct)
    categories = sorted(distinct, key=lambda value: (float(value) if numeric else 0.0, str(value)))  # type: ignore[arg-type]
    codes = [[-1 if value is None else categories.index(value) for value in unit] for unit in table]
    numbers = np.array(categories, dtype=np.float64) if numeric else None
    coders = tuple(f"coder {i + 1}" for i in range(len(table[0])))
    values = np.array(codes, dtype=np.int64).T
    return Ratings(
        coders, tuple(str(i) for i in range(len(table))), values, tuple(map(str, categories)), numbers
    )
