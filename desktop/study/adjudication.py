"""Adjudication: the queue of places where coders differ, and how far one adjudicator is with it."""

import random
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace

from db import acts, decisions, progress, zones
from db.project import Project
from db.records import (
    ADJUDICATED,
    Coder,
    Decision,
    DeleteDecision,
    Passage,
    PutDecision,
    Saved,
    State,
    Writer,
)
from desktop.agreement.contributions import Stretch
from desktop.agreement.inputs import HEADLINE, ZONE_KINDS, zone_bits
from desktop.agreement.report import AgreementSettings
from desktop.agreement.zones import flatten
from desktop.codebook import Codebook
from desktop.study.agreement import Compared, compare, disagreements_of
from desktop.study.changes import Changes, Kind, changed
from desktop.study.coders import shown_name
from desktop.study.disagreements import AGREED, InHeadline, Place, places
from desktop.study.pairing import EVERYWHERE
from desktop.study.phases import phases, told
from desktop.study.planning import Planned
from desktop.wording import counted

OPEN, LATER, DECIDED, STALE = "open", "later", "decided", "stale"
STATES = (OPEN, LATER, DECIDED, STALE)
COST, BY_LABEL, BY_ARTICLE, BY_PAIR = "cost", "label", "article", "pair"
ORDERS = (COST, BY_LABEL, BY_ARTICLE, BY_PAIR)


@dataclass(frozen=True, slots=True)
class Item:
    """One disagreement in the queue.

    `cost` is its share (0 to 1) of all disagreement of the phase, over all labels, by token, in all zones.
    `coded_by_you` warns that the adjudicator is one of its article's coders. `state` is open, later, decided,
    or stale: decided, and what was judged has changed since.
    """

    place: Place
    article_name: str
    cost: float
    coded_by_you: bool
    state: str = OPEN
    decision: Decision | None = None

    @property
    def id(self) -> str:
        """Return what names it as it stands now."""
        return self.place.id


@dataclass(frozen=True, slots=True)
class Queue:
    """All that one adjudicator has to settle in one phase, as it was read.

    `items` are the disagreements, dearest first; `agreed` the places where all said the same and nothing else
    was decided; `decisions` are this adjudicator's; `names` those of coders by id; `leftover` counts
    decisions at no place of `articles`, which two coders have finished: nobody marks it any more, or it was
    decided twice, in two copies of the project. What was decided on other articles rests.
    """

    adjudicator: Coder
    phase: str
    codebook: Codebook
    names: Mapping[str, str]
    items: tuple[Item, ...]
    agreed: tuple[Item, ...]
    decisions: tuple[Decision, ...]
    articles: frozenset[str] = frozenset()
    leftover: int = 0

    @property
    def writer(self) -> Writer:
        """Return on whose behalf decisions are stored, for saving and undoing."""
        return Writer(self.adjudicator.id, ADJUDICATED, self.phase)

    @property
    def waiting(self) -> tuple[Item, ...]:
        """Return the agreements that are not gold yet."""
        return tuple(item for item in self.agreed if item.state != DECIDED)

    def item(self, identity: str) -> Item | None:
        """Return the item of this id, or None."""
        return next((item for item in self.items if item.id == identity), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far adjudication is, in places: disagreements by state, agreements, and those that are gold."""

    total: int
    open: int
    later: int
    decided: int
    stale: int
    agreed: int
    agreed_gold: int

    def sentence(self) -> str:
        """Say in one sentence how far it is."""
        more = [f"{self.later} put off"] if self.later else []
        more += [f"{self.stale} to look at again"] if self.stale else []
        rest = f" ({', '.join(more)})" if more else ""
        gold = f"{_of(self.agreed_gold, self.agreed, 'agreement')} gold"
        return f"{_of(self.decided, self.total, 'disagreement')} settled{rest}; {gold}."


def _of(number: int, total: int, noun: str) -> str:
    return f"{number} of {counted(total, noun)} {'is' if total == 1 or number == 1 else 'are'}"


@dataclass(frozen=True, slots=True)
class Lane:
    """What one coder gave, under the name to be shown; `coder` is the id that a decision needs."""

    coder: str
    name: str
    passages: tuple[Passage, ...]


def read_queue(project: Project, adjudicator: Coder, *, phase: str | None = None) -> Queue:
    """Read what there is to settle: articles of one phase that two coders have finished now.

    Without `phase` it is the one that agreement compares: reliability if begun, else production. Not quick
    with many passages: leave it to a worker. Raises `UserError` as agreement does.
    """
    found = find_places(project, phase=phase, adjudicator=adjudicator.id)
    queue = Queue(
        adjudicator=adjudicator,
        phase=found.phase,
        codebook=found.codebook,
        names=found.names,
        items=tuple(item for item in found.items if item.place.kind != AGREED),
        agreed=tuple(item for item in found.items if item.place.kind == AGREED),
        decisions=(),
        articles=found.articles,
    )
    return refreshed(project, queue)


@dataclass(frozen=True, slots=True)
class Found:
    """Every place of one phase, dearest first, whoever settles it; `names` are those of coders by id.

    `articles` are those that at least two coders have finished.
    """

    phase: str
    codebook: Codebook
    names: Mapping[str, str]
    items: tuple[Item, ...]
    articles: frozenset[str]


def find_places(project: Project, *, phase: str | None = None, adjudicator: str = "") -> Found:
    """Read every place with what it costs; `coded_by_you` is said of the coder with the id `adjudicator`."""
    settings = AgreementSettings(units=("token",), zones=EVERYWHERE, phase=phase, as_of="latest")
    compared = compare(project, settings)
    done = [
        item
        for item in phases(project).finished(project.ask(progress.finished, phase=None, as_of="latest"))
        if item.progress.phase == compared.phase and item.progress.article in compared.texts.number
    ]
    found = places(done, compared.codebook, _in_headline(project))
    shares = _shares(found, compared, settings)
    own = {
        row.article
        for row in project.ask(progress.all)
        if row.coder == adjudicator and row.state is not State.NOT_BEGUN
    }
    names = dict(zip(compared.texts.ids, compared.texts.names, strict=True))
    items = [Item(p, names[p.article], shares[p.id], p.article in own) for p in found]
    coders = {coder.id: shown_name(coder) for coder in compared.coders}
    times = Counter(item.progress.article for item in done)
    shared_ones = frozenset(article for article, count in times.items() if count > 1)
    return Found(compared.phase, compared.codebook, coders, tuple(sorted(items, key=_by_cost)), shared_ones)


def _by_cost(item: Item) -> tuple[float, str, int]:
    return (-item.cost, item.article_name, item.place.start)


def _in_headline(project: Project) -> InHeadline:
    """Return where unmarked text counts as what is given by default, as agreement has it."""
    accepted: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for zone in project.ask(zones.all):
        if zone.state == "accepted" and zone.end > zone.start and zone.kind in ZONE_KINDS:
            accepted[zone.article].append((zone.kind, zone.start, zone.end))
    pieces = {article: flatten(found) for article, found in accepted.items()}
    headline = zone_bits(HEADLINE)

    def says(article: str, at: int) -> bool:
        of_article = pieces.get(article)
        if of_article is None:
            return True
        place = bisect_right(of_article, at, key=lambda piece: piece[0]) - 1
        return place >= 0 and at < of_article[place][1] and bool(of_article[place][2] & headline)

    return says


def _shares(found: Sequence[Place], compared: Compared, settings: AgreementSettings) -> dict[str, float]:
    """Return how much of all disagreement lies in each place, by id; together they are all of it.

    A stretch that several places share is dealt out by the code points that each has of it.
    """
    costs = disagreements_of(compared, settings)
    shares: dict[str, float] = defaultdict(float)
    if costs is None or not costs.costs.observed:
        return shares
    by_article: dict[str, list[Place]] = defaultdict(list)
    for place in found:
        by_article[place.article].append(place)
    for stretch in costs.stretches:
        near = by_article[compared.texts.ids[stretch.article]]
        parts = [(place.id, _common(stretch, place)) for place in near]
        whole = sum(part for _, part in parts if part > 0)
        for identity, part in parts:
            if part > 0:
                shares[identity] += stretch.cost / costs.costs.observed * part / whole
    return shares


def _common(one: Decision | Stretch, place: Place) -> int:
    return min(one.end, place.end) - max(one.start, place.start)


def refreshed(project: Project, queue: Queue) -> Queue:
    """Return the queue with the decisions of now: after undo, or a merge that brought none but decisions."""
    mine = project.ask(decisions.all, owner=queue.adjudicator.id)
    # Planned for reliability later on, production is the same work, and what was decided on it stands.
    return _with(queue, tuple(each for each in mine if told(each.phase) == told(queue.phase)))


def after(queue: Queue, planned: Planned) -> Queue:
    """Return the queue as it is once a planned act is taken as done."""
    standing = {each.id: each for each in queue.decisions}
    touched = set()
    for change in planned.act.changes:
        if isinstance(change, PutDecision):
            standing[change.decision.id] = change.decision
            touched.add(change.decision.article)
        elif isinstance(change, DeleteDecision):
            standing.pop(change.id, None)
            touched.add(change.article)
    return _with(queue, tuple(standing.values()), touched)


def _with(queue: Queue, mine: tuple[Decision, ...], touched: Collection[str] | None = None) -> Queue:
    """Return the queue with these decisions, looking anew only at `touched` articles (all, if None)."""
    if touched is None:
        return _placed_anew(queue, mine)
    within = [d for d in mine if d.article in touched]
    before = _of_articles(queue, touched, queue.decisions)
    now = _placed_anew(before, tuple(within))
    outside = [i for i in queue.items if i.place.article not in touched]
    agreed = [i for i in queue.agreed if i.place.article not in touched]
    return replace(
        queue,
        items=tuple(sorted((*outside, *now.items), key=_by_cost)),
        agreed=(*agreed, *now.agreed),
        decisions=mine,
        leftover=queue.leftover - _placed_anew(before, before.decisions).leftover + now.leftover,
    )


def _of_articles(queue: Queue, articles: Collection[str], mine: Sequence[Decision]) -> Queue:
    return replace(
        queue,
        items=tuple(item for item in queue.items if item.place.article in articles),
        agreed=tuple(item for item in queue.agreed if item.place.article in articles),
        decisions=tuple(d for d in mine if d.article in articles),
    )


def _placed_anew(queue: Queue, mine: tuple[Decision, ...]) -> Queue:
    """Return the queue with these decisions, each at its place: fresh, or at the one it overlaps most."""
    everything = (*queue.items, *queue.agreed)
    fresh = {(d.article, frozenset(d.judged), frozenset(d.coders)): d for d in mine}
    found: dict[str, Decision] = {}
    for item in everything:
        decision = fresh.get((item.place.article, item.place.judged, item.place.coders))
        if decision:
            found[item.id] = decision
    used = {decision.id for decision in found.values()}
    old = [d for d in mine if d.id not in used and d.article in queue.articles]
    stale, leftover = _stale([item for item in everything if item.id not in found], old)
    placed = [_placed(item, found.get(item.id), stale.get(item.id)) for item in everything]
    # Where a person decided otherwise before, all saying the same is no agreement to be taken over unseen.
    again = {item.id for item in placed if _was_decided_by_hand(item)}
    return replace(
        queue,
        items=tuple(item for item in placed if item.place.kind != AGREED or item.id in again),
        agreed=tuple(item for item in placed if item.place.kind == AGREED and item.id not in again),
        decisions=mine,
        leftover=leftover,
    )


def _was_decided_by_hand(item: Item) -> bool:
    return item.decision is not None and item.decision.answer != AGREED


def _placed(item: Item, fresh: Decision | None, stale: Decision | None) -> Item:
    if fresh:
        return replace(item, decision=fresh, state=LATER if fresh.answer == LATER else DECIDED)
    if stale:
        return replace(item, decision=stale, state=OPEN if stale.answer == LATER else STALE)
    return replace(item, decision=None, state=OPEN)


def _stale(items: Sequence[Item], old: Sequence[Decision]) -> tuple[dict[str, Decision], int]:
    """Give each decision whose place is no longer the same to the place that it shares most text with."""
    by_article: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_article[item.place.article].append(item)
    found: dict[str, Decision] = {}
    leftover = 0
    for decision in old:
        near = [(shared(decision, item.place), item.id) for item in by_article[decision.article]]
        best = max((pair for pair in near if pair[0] > 0), default=None)
        if best is None:
            leftover += 1
        else:
            found[best[1]] = decision
    return found, leftover


def shared(decision: Decision, place: Place) -> int:
    """Return how many code points a decision and a place have in common."""
    return _common(decision, place)


def chosen(
    queue: Queue,
    *,
    order: str = COST,
    label: str = "",
    article: str = "",
    pair: tuple[str, str] | None = None,
    kind: str = "",
    state: str = "",
) -> tuple[Item, ...]:
    """Return the items wanted, in the order wanted; what was put off comes last.

    `label`, `article` and the two coders of `pair` are ids: only items in which the label was given, of the
    article, in which the two differ. `kind` is one of `KINDS`, `state` one of `STATES`; "" means all.
    """
    found = [
        item
        for item in queue.items
        if (not label or label in item.place.labels)
        and (not article or item.place.article == article)
        and (pair is None or item.place.differs(*pair))
        and (not kind or item.place.kind == kind)
        and (not state or item.state == state)
    ]
    found.sort(key=lambda item: (item.state == LATER, *_key(queue, item, order), *_by_cost(item)))
    return tuple(found)


def _key(queue: Queue, item: Item, order: str) -> tuple[str | int, ...]:
    if order == BY_LABEL:
        known = [label.id for label in queue.codebook.labels]
        return (min(known.index(one) if one in known else len(known) for one in item.place.labels),)
    if order == BY_ARTICLE:
        return (item.article_name, item.place.start)
    if order == BY_PAIR:
        return pair_of(queue, item)
    return ()


def pair_of(queue: Queue, item: Item) -> tuple[str, str]:
    """Return the names of the first two coders, by name, who differ at an item ("" where none do)."""
    given = sorted(item.place.given, key=lambda each: queue.names.get(each.coder, ""))
    for at, one in enumerate(given):
        for two in given[at + 1 :]:
            if one.ranges != two.ranges:
                return queue.names.get(one.coder, ""), queue.names.get(two.coder, "")
    return "", ""


def lanes(queue: Queue, item: Item, *, names: bool = False, seed: int = 20260101) -> tuple[Lane, ...]:
    """Return what each coder gave at an item, one lane a coder.

    Without `names` they are called A, B, … in an order drawn for this item, adjudicator and seed, so that
    nobody is recognised from one item to the next.
    """
    given = list(item.place.given)
    if names:
        given.sort(key=lambda each: queue.names.get(each.coder, each.coder))
        return tuple(Lane(g.coder, queue.names.get(g.coder, g.coder), g.passages) for g in given)
    random.Random(f"{seed} {queue.adjudicator.id} {item.id}").shuffle(given)  # noqa: S311 - no secret
    return tuple(Lane(g.coder, _letter(at), g.passages) for at, g in enumerate(given))


def _letter(at: int) -> str:
    return chr(ord("A") + at) if at < 26 else f"{chr(ord('A') + at // 26 - 1)}{chr(ord('A') + at % 26)}"


def standing(queue: Queue) -> Standing:
    """Return how far this adjudicator is."""
    count = [item.state for item in queue.items].count
    gold = sum(item.state == DECIDED for item in queue.agreed)
    return Standing(
        len(queue.items), count(OPEN), count(LATER), count(DECIDED), count(STALE), len(queue.agreed), gold
    )


def save(project: Project, planned: Planned) -> Future[Saved]:
    """Store a planned decision; done once it is on disk. Sending it again is harmless.

    Undo and redo are those of the desk, with the queue's `writer`; `refreshed` shows what they left.
    """
    return project.send(acts.commit, planned.writer, planned.act)


def changes_of(planned: Planned) -> Changes:
    """Return what kinds of thing a planned decision changes."""
    article = planned.act.article or None
    return changed(Kind.DECISIONS, Kind.PASSAGES, article=article, owner=planned.writer.owner)
