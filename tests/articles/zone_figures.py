"""Precision and recall of the proposed zones, per kind: as whole zones, and by characters but white space.

Run it (`python -m tests.articles.zone_figures`) for the tables of the five real articles, the second, the
third and the fourth set, each apart.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.articles.zones import propose_zones
from tests.articles.true_articles import FOURTH, SECOND, THIRD, articles_in

HERE = Path(__file__).resolve().parent
Zones = frozenset[tuple[str, int, int]]


@dataclass(frozen=True)
class Figure:
    """How well one kind was found: shares of zones, and of the characters in them."""

    zones: int
    precision: float
    recall: float
    character_precision: float
    character_recall: float


def figures(items: Iterable[tuple[str, Zones, Zones]]) -> dict[str, Figure]:
    """Score texts with their true and their proposed zones."""
    true, found, hits = Counter[str](), Counter[str](), Counter[str]()
    ink_true, ink_found, ink_hits = Counter[str](), Counter[str](), Counter[str]()
    for text, real, proposed in items:
        for kind in {zone[0] for zone in real | proposed}:
            ours = {zone for zone in real if zone[0] == kind}
            theirs = {zone for zone in proposed if zone[0] == kind}
            true[kind] += len(ours)
            found[kind] += len(theirs)
            hits[kind] += len(ours & theirs)
            one, other = _ink(text, ours), _ink(text, theirs)
            ink_true[kind] += len(one)
            ink_found[kind] += len(other)
            ink_hits[kind] += len(one & other)
    return {
        kind: Figure(
            true[kind],
            _share(hits[kind], found[kind]),
            _share(hits[kind], true[kind]),
            _share(ink_hits[kind], ink_found[kind]),
            _share(ink_hits[kind], ink_true[kind]),
        )
        for kind in sorted(true | found)
    }


def _ink(text: str, zones: set[tuple[str, int, int]]) -> set[int]:
    return {at for _, start, end in zones for at in range(start, end) if not text[at].isspace()}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


@dataclass(frozen=True)
class Truth:
    """What a careful reader sees in one of the five real articles; all of it offsets."""

    zones: Zones
    comments: list[dict[str, Any]]


def truth_of(data: bytes) -> Truth:
    """Give the truth about an article by the SHA-256 of its bytes."""
    found = json.loads((HERE / "zone_truth.json").read_text(encoding="utf-8"))[
        hashlib.sha256(data).hexdigest()
    ]
    return Truth(frozenset((kind, start, end) for kind, start, end in found["zones"]), found["comments"])


def proposed(text: str) -> Zones:
    """Give the zones that the rules propose, without their rules."""
    return frozenset((zone.kind, zone.start, zone.end) for zone in propose_zones(text).zones)


def main() -> None:
    """Print the tables."""
    real = []
    for path in sorted((HERE.parents[2] / "shared" / "seeds").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        real.append((text, truth_of(path.read_bytes()).zones, proposed(text)))
    sets = {"The five real articles": real}
    for name, folder in (("The second set", SECOND), ("The third set", THIRD), ("The fourth set", FOURTH)):
        sets[name] = [(one.text, one.zones, proposed(one.text)) for one in articles_in(folder)]
    for name, items in sets.items():
        print(f"\n{name}\n{'kind':16} zones  precision recall  | characters: precision recall")
        for kind, one in figures(items).items():
            print(
                f"{kind:16} {one.zones:5}  {one.precision:9.3f} {one.recall:6.3f}  |"
                f"             {one.character_precision:9.3f} {one.character_recall:6.3f}"
            )


if __name__ == "__main__":
    main()
