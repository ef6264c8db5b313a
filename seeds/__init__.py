"""A small sample corpus written for the project, and its sample codings.

Outlets, towns, companies and people are invented. `articles/` holds twelve articles; `codings.csv` what the
coders A, B and C marked in eleven of them, in the layout of `labels.csv`; `progress.csv` where a coder is
not simply done; `practice.csv` the known answer of the other, the practice article. Offsets are half-open,
in code points. After an article or a quote was changed, `tools/build_seeds.py` puts the offsets right.
"""

import csv
import io
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SeedArticle:
    """One sample article: its file name, its bytes (UTF-8), and metadata as sorted (key, value) pairs."""

    name: str
    data: bytes
    metadata: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SeedProgress:
    """How far a coder is with an article that has no finished row in the codings; the reason may be empty."""

    article: str
    coder: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class PracticeAnswer:
    """A passage of the known answer, the id of the codebook rule behind it, and why in one sentence."""

    label: str
    start: int
    end: int
    quote: str
    rule: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Practice:
    """The practice article and its known answer, ordered by start."""

    article_name: str
    answers: tuple[PracticeAnswer, ...]


def articles() -> tuple[SeedArticle, ...]:
    """Return all sample articles by name, the practice article included."""
    folder = files(__name__) / "articles"
    return tuple(
        SeedArticle(
            name=row["article"],
            data=(folder / row["article"]).read_bytes(),
            metadata=tuple(sorted((key, value) for key, value in row.items() if key != "article" and value)),
        )
        for row in _rows("articles.csv")
    )


def codings_csv() -> str:
    """Return the sample codings as the text of a `labels.csv`, ready for import."""
    return _text("codings.csv")


def progress() -> tuple[SeedProgress, ...]:
    """Return who has begun an article or set it aside; whoever finished one has a row in the codings."""
    return tuple(
        SeedProgress(row["article"], row["coder"], row["state"], row["reason"])
        for row in _rows("progress.csv")
    )


def practice() -> Practice:
    """Return the practice article's name and its known answer."""
    rows = _rows("practice.csv")
    answers = (
        PracticeAnswer(
            label=row["label"],
            start=int(row["start"]),
            end=int(row["end"]),
            quote=row["quote"],
            rule=row["rule"],
            explanation=row["explanation"],
        )
        for row in rows
    )
    return Practice(rows[0]["article"], tuple(answers))


def _text(name: str) -> str:
    # Universal newlines on purpose: a checkout with CRLF line ends must not change the quotes.
    return (files(__name__) / name).read_text(encoding="utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_text(name), newline=""), strict=True))
