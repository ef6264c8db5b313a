"""Who codes what, worked out from a scheme: pure, seeded, and never at the cost of work already begun."""

import random
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from db.records import PRODUCTION
from desktop.errors import UserError
from desktop.study.phases import RELIABILITY

ALL, SHARE, EACH = "all", "share", "each"
RANDOM, GIVEN = "random", "given"


@dataclass(frozen=True, slots=True)
class Scheme:
    """How articles are dealt out to `coders` (ids).

    `kind` all: everybody codes everything; share: `share` (0 to 1) of the articles are coded by `per_article`
    coders and count as reliability, the rest by one coder each; each: every article by `per_article` coders.
    In a coder's `order` (random or given) `block` articles stay together. The share is drawn `by` outlet,
    month, or None for what the project knows. The same scheme and `seed` give the same plan.
    """

    coders: tuple[str, ...]
    kind: str = ALL
    share: float = 0.2
    per_article: int = 2
    order: str = RANDOM
    block: int = 1
    by: str | None = None
    phase: str = PRODUCTION
    seed: int = 20260101

    def check(self) -> None:
        """Raise `UserError` where the scheme cannot be carried out."""
        if not self.coders:
            raise UserError("Name the coders first; a plan needs somebody to code.")
        if self.kind not in (ALL, SHARE, EACH) or self.order not in (RANDOM, GIVEN) or self.block < 1:
            raise UserError(
                "A plan is all, share or each, in random or given order, in blocks of at least 1."
            )
        if not 0.0 <= self.share <= 1.0:
            raise UserError(f"A share lies between 0 and 1, not at {self.share:g}.")
        if self.kind != ALL and not 1 <= self.per_article <= len(self.coders):
            raise UserError(f"{self.per_article} coders per article cannot be had of {len(self.coders)}.")


@dataclass(frozen=True, slots=True)
class Piece:
    """An article to be dealt: id and length in code points."""

    id: str
    length: int


Dealt = dict[str, dict[str, str]]
"""By coder: the articles dealt, in the order given, each with its phase."""


def deal(
    scheme: Scheme, pieces: Sequence[Piece], drawn: Collection[str], begun: Mapping[str, Collection[str]]
) -> Dealt:
    """Return who codes which of `pieces`; `drawn` are the articles of a share that are coded several times.

    `begun` tells which coders have work on an article: they keep it, and others join only where more are
    wanted. Loads are evened out by length, and so are the overlaps between coders.
    """
    dealt: Dealt = {coder: {} for coder in scheme.coders}
    hands = _Hands(scheme.coders)
    shuffled = list(pieces)
    random.Random(f"{scheme.seed} deal").shuffle(shuffled)  # noqa: S311 - a seeded draw, no secret
    chosen = {piece.id: hands.choose(piece, _wanted(scheme, piece.id, drawn), begun) for piece in shuffled}
    for piece in pieces:
        phase = RELIABILITY if scheme.kind == SHARE and piece.id in drawn else scheme.phase
        for coder in chosen[piece.id]:
            dealt[coder][piece.id] = phase
    return dealt


def _wanted(scheme: Scheme, article: str, drawn: Collection[str]) -> int:
    if scheme.kind == ALL:
        return len(scheme.coders)
    return scheme.per_article if scheme.kind == EACH or article in drawn else 1


@dataclass(slots=True)
class _Hands:
    """What every coder has been dealt so far, in code points, and how often each pair met."""

    coders: tuple[str, ...]
    load: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    met: dict[frozenset[str], int] = field(default_factory=lambda: defaultdict(int))

    def choose(self, piece: Piece, wanted: int, begun: Mapping[str, Collection[str]]) -> list[str]:
        """Return the coders of an article: those at work on it, then the ones with the least to do."""
        chosen = [coder for coder in self.coders if coder in begun.get(piece.id, ())]
        while len(chosen) < wanted:
            rest = [coder for coder in self.coders if coder not in chosen]
            chosen.append(min(rest, key=lambda coder: (self._meetings(coder, chosen), self.load[coder])))
        for at, coder in enumerate(chosen):
            self.load[coder] += piece.length
            for other in chosen[:at]:
                self.met[frozenset((coder, other))] += 1
        return chosen

    def _meetings(self, coder: str, chosen: Sequence[str]) -> int:
        return sum(self.met[frozenset((coder, other))] for other in chosen)


def ordered(scheme: Scheme, coder: str, articles: Sequence[str]) -> list[str]:
    """Return a coder's articles in working order: blocks as given, or shuffled as wholes."""
    blocks = [articles[at : at + scheme.block] for at in range(0, len(articles), scheme.block)]
    if scheme.order == RANDOM:
        random.Random(f"{scheme.seed} {coder}").shuffle(blocks)  # noqa: S311 - a seeded draw, no secret
    return [article for block in blocks for article in block]
