"""Gold beyond single decisions: all agreements in one go, and how far two adjudicators agree."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db import articles, decisions, passages
from db.ids import new_id
from db.project import Project
from db.records import (
    ADJUDICATED,
    Act,
    Change,
    Coder,
    Decision,
    DeleteDecision,
    DeletePassage,
    Finished,
    Passage,
    Progress,
    PutDecision,
    PutPassage,
    State,
)
from desktop.agreement.report import AgreementSettings, Row
from desktop.errors import UserError
from desktop.study.adjudication import DECIDED, Item, Queue, read_queue
from desktop.study.agreement import Compared, compare
from desktop.study.coders import all_coders, shown_name
from desktop.study.disagreements import AGREED
from desktop.study.pairing import figures_of
from desktop.study.phases import told
from desktop.study.planning import Planned
from desktop.study.settling import in_common, new_gold
from desktop.wording import counted

SETTLE = "agreed"
"""The verb of the act that makes gold of agreements."""


def settle_agreements(project: Project, queue: Queue) -> Planned:
    """Return the one act that makes gold of every agreement that is not gold yet.

    What was agreed before and has changed since is renewed. Raises `UserError` where there is none.
    """
    changes: list[Change] = []
    live = _own_gold(project, queue)
    codebook = queue.codebook.sha256
    put: list[Passage] = []
    gone: list[str] = []
    texts: dict[str, list[Item]] = {}
    for item in queue.waiting:
        texts.setdefault(item.place.article, []).append(item)
    for identity, items in texts.items():
        article = project.ask(articles.get, identity)
        for item in items:
            old = [each for each in item.decision.gold if each in live] if item.decision else []
            gone += old
            changes += [DeletePassage(each) for each in old]
            ranges = sorted(item.place.given[0].ranges, key=lambda found: found[1:])
            same = [p for each in item.place.given for p in each.passages]
            gold = [
                in_common(new_gold(article, queue.writer, codebook, *found), _of(same, found))
                for found in ranges
            ]
            put += gold
            changes += [PutPassage(passage) for passage in gold]
            changes.append(PutDecision(_agreed(queue, item, gold)))
    if not changes:
        raise UserError("Every agreement is gold already.")
    # One act over all articles: one undo takes all of it back.
    act = Act(new_id(), SETTLE, next(iter(texts)), tuple(changes))
    return Planned(act, queue.writer, tuple(put), tuple(gone))


def _own_gold(project: Project, queue: Queue) -> set[str]:
    """Return the ids of this adjudicator's live gold: a decision from outside may name anybody's."""
    found = project.ask(passages.all, layer=ADJUDICATED)
    return {passage.id for passage in found if passage.owner == queue.adjudicator.id}


def _of(same: Sequence[Passage], found: tuple[str, int, int]) -> list[Passage]:
    return [p for p in same if (p.label, p.start, p.end) == found]


def _agreed(queue: Queue, item: Item, gold: Sequence[Passage]) -> Decision:
    place = item.place
    return Decision(
        id=item.decision.id if item.decision else new_id(),
        owner=queue.adjudicator.id,
        article=place.article,
        phase=queue.phase,
        start=place.start,
        end=place.end,
        answer=AGREED,
        judged=tuple(sorted(place.judged)),
        coders=tuple(sorted(place.coders)),
        gold=tuple(sorted(passage.id for passage in gold)),
    )


def clear_leftovers(project: Project, queue: Queue) -> Planned:
    """Return the act that takes away decisions at no place, and their gold.

    Nobody marks the place any more, or another decision of the same adjudicator stands there already.
    Raises `UserError` where there are none.
    """
    placed = {item.decision.id for item in (*queue.items, *queue.agreed) if item.decision}
    live = _own_gold(project, queue)
    changes: list[Change] = []
    left = [d for d in queue.decisions if d.id not in placed and d.article in queue.articles]
    for decision in left:
        changes += [DeletePassage(each) for each in decision.gold if each in live]
        changes.append(DeleteDecision(decision.id, decision.article))
    if not left:
        raise UserError("No decision is left over: each stands at a place that is still marked.")
    gone = tuple(change.id for change in changes if isinstance(change, DeletePassage))
    return Planned(Act(new_id(), "withdraw", left[0].article, tuple(changes)), queue.writer, gone=gone)


def adjudicators(project: Project) -> tuple[Coder, ...]:
    """Return who has decided anything, in the order of the project's coders."""
    at_work = {decision.owner for decision in project.ask(decisions.all)}
    return tuple(coder for coder in all_coders(project) if coder.id in at_work)


@dataclass(frozen=True, slots=True)
class TwoAdjudicators:
    """How far two adjudicators agree: of `both` disagreements that both settled, `same` in the same way.

    `rows` are the figures of the agreement table over the `articles` in which each settled everything.
    """

    one: str
    two: str
    both: int
    same: int
    articles: int
    rows: tuple[Row, ...]

    def sentence(self) -> str:
        """Say in one sentence how far they agree."""
        return (
            f"{self.one} and {self.two} both settled {counted(self.both, 'disagreement')},"
            f" {self.same} in the same way; both settled {counted(self.articles, 'article')} to the end."
        )


def agreement_of_adjudicators(
    project: Project, one: Coder, two: Coder, settings: AgreementSettings | None = None
) -> TwoAdjudicators:
    """Compare the gold of two adjudicators, through the engine that compares coders.

    Raises `UserError` where both are the same person.
    """
    if one.id == two.id:
        raise UserError("Name two adjudicators; one agrees with oneself.")
    asked = replace(settings or AgreementSettings(), as_of="latest")
    compared = compare(project, asked)
    queues = [read_queue(project, who, phase=compared.phase) for who in (one, two)]
    gold = {
        p.id: p for p in project.ask(passages.all, layer=ADJUDICATED) if told(p.phase) == told(compared.phase)
    }
    outcomes = [_outcomes(queue, gold) for queue in queues]
    both = outcomes[0].keys() & outcomes[1].keys()
    complete = sorted(set.intersection(*(_complete(queue) for queue in queues)))
    rows = _rows(compared, asked, (one, two), complete, gold) if complete else ()
    return TwoAdjudicators(
        shown_name(one), shown_name(two), len(both),
        sum(outcomes[0][place] == outcomes[1][place] for place in both),
        len(complete), rows,
    )  # fmt: skip


def _outcomes(queue: Queue, gold: dict[str, Passage]) -> dict[str, frozenset[tuple[str, int, int]]]:
    """Return what became of every disagreement that is settled, by the id of its place."""
    return {
        item.id: frozenset(
            (gold[i].label, gold[i].start, gold[i].end) for i in item.decision.gold if i in gold
        )
        for item in queue.items
        if item.decision and item.state == DECIDED
    }


def _complete(queue: Queue) -> set[str]:
    """Return the articles in which everything is gold or settled."""
    everything = (*queue.items, *queue.agreed)
    open_ones = {item.place.article for item in everything if item.state != DECIDED}
    return {item.place.article for item in everything} - open_ones


def _rows(
    compared: Compared, settings: AgreementSettings, who: Sequence[Coder], complete: Sequence[str],
    gold: dict[str, Passage],
) -> tuple[Row, ...]:  # fmt: skip
    done = [
        Finished(
            Progress(coder.id, article, compared.phase, State.FINISHED),
            tuple(p for p in gold.values() if (p.owner, p.article) == (coder.id, article)),
        )
        for coder in who
        for article in complete
    ]
    names = [(coder.id, shown_name(coder)) for coder in who]
    return figures_of(compared.texts, compared.codebook, names, done, settings, compared.template)
