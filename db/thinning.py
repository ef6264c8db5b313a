"""Which copies may go: today's stay, then one a day for thirty days, then one a week, within a cap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

DAYS = 30


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: when it was made, its size in bytes, and whether it must stay whatever happens."""

    name: str
    made_at: datetime
    size: int
    pinned: bool = False


def to_drop(copies: Sequence[Copy], now: datetime, most_bytes: int) -> frozenset[str]:
    """Return the names of the copies that go; the newest and the pinned ones always stay."""
    ordered = sorted(copies, key=lambda copy: copy.made_at, reverse=True)
    kept: list[Copy] = []
    seen: set[object] = set()
    for copy in ordered:
        slot = _slot(copy, now)
        if not kept or copy.pinned or slot is None or slot not in seen:
            kept.append(copy)
        seen.add(slot)
    while sum(copy.size for copy in kept) > most_bytes:
        spare = _least_missed(kept, now)
        if spare is None:
            break
        kept.remove(spare)
    return frozenset(copy.name for copy in copies) - {copy.name for copy in kept}


def _slot(copy: Copy, now: datetime) -> object | None:
    """Return the day or the week of which one copy stays; None for today's, which all stay."""
    made, today = copy.made_at.date(), now.date()
    if made >= today:
        return None
    return made if made > today - timedelta(days=DAYS) else made.isocalendar()[:2]


def _least_missed(kept: Sequence[Copy], now: datetime) -> Copy | None:
    """Return the copy that is nearest to the next newer one, for its age."""
    pairs = pairwise(kept)
    found = [(_gap(newer, older, now), older) for newer, older in pairs if not older.pinned]
    return min(found, key=lambda item: item[0])[1] if found else None


def _gap(newer: Copy, older: Copy, now: datetime) -> float:
    age = (now - older.made_at).total_seconds()
    return (newer.made_at - older.made_at).total_seconds() / max(age, 1.0)
