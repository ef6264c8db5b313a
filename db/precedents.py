"""What the team has settled under a rule of the codebook: gold passages and decisions, no live work."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from db import decisions, log, passages
from db.records import Decision, Passage
from db.session import Session

LATER = "later"


@dataclass(frozen=True, slots=True)
class Settled:
    """One thing settled: a passage with the decision it came of, or a decision that no passage came of.

    `quote` is the stretch that was decided on, "" where its text was purged.
    """

    passage: Passage | None
    decision: Decision | None
    quote: str


def under(session: Session, rule: str, *, layers: Collection[str]) -> tuple[Settled, ...]:
    """Return what is settled under a rule: live passages of these layers, and adjudicators' decisions."""
    marks = ", ".join("?" * len(layers))
    gold = passages.select(session, f"deleted = 0 AND rule = ? AND layer IN ({marks})", (rule, *layers))
    decided = [each for each in decisions.all(session) if each.answer != LATER]
    of_gold = {identity: each for each in decided for identity in each.gold}
    found = [Settled(each, of_gold.get(each.id), each.quote) for each in gold]
    found += [
        Settled(None, each, _quote(session, each))
        for each in decided
        if not each.gold and any(_rule(session, judged) == rule for judged in each.judged)
    ]
    return tuple(found)


def _rule(session: Session, revision: str) -> str:
    found = log.find(session, revision)
    state = json.loads(found.payload).get("state") if found else None
    return str(state.get("rule", "")) if state else ""


def _quote(session: Session, decision: Decision) -> str:
    row = session.connection.execute(
        "SELECT CASE purged WHEN 0 THEN content END FROM article"
        " JOIN text ON text.sha256 = text_sha256 WHERE id = ?",
        (decision.article,),
    ).fetchone()
    return str(row[0])[decision.start : decision.end] if row and row[0] else ""
