"""A random, seeded draw of the articles that are coded twice, in proportion to strata."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Draw:
    """The articles drawn (indexes, rising), how many of how many by stratum, and the seed that repeats it."""

    articles: tuple[int, ...]
    strata: dict[str, tuple[int, int]]
    seed: int


def draw(strata: Sequence[str], wanted: int, seed: int) -> Draw:
    """Return `wanted` articles at random, spread over their strata in proportion (largest remainders).

    `strata` names each article's stratum; the same arguments give the same draw. Raises ValueError where
    more are wanted than there are.
    """
    if not 0 <= wanted <= len(strata):
        raise ValueError(f"{wanted} articles cannot be drawn from {len(strata)}")
    random = np.random.default_rng(seed)
    names = sorted(set(strata))
    members = {name: [i for i, own in enumerate(strata) if own == name] for name in names}
    shares = {name: wanted * len(members[name]) / len(strata) for name in names} if strata else {}
    counts = {name: int(share) for name, share in shares.items()}
    order = random.permutation(len(names))
    rest = sorted(order, key=lambda i: counts[names[i]] - shares[names[i]])
    for i in rest[: wanted - sum(counts.values())]:
        counts[names[i]] += 1
    chosen: list[int] = []
    for name in names:
        chosen += random.choice(members[name], counts[name], replace=False).tolist()
    sizes = {name: (counts[name], len(members[name])) for name in names}
    return Draw(tuple(sorted(chosen)), sizes, seed)
