"""Settling one disagreement: what the adjudicator says becomes a decision, and gold beside all layers.

The verbs are pure: they return a `Planned` act, to be stored by `adjudication.save`. An act takes away what
the same adjudicator decided on the place before, so that nothing is decided twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from db import articles, passages
from db.ids import new_id
from db.project import Project
from db.records import (
    ADJUDICATED,
    Act,
    Article,
    Change,
    Decision,
    DeleteDecision,
    DeletePassage,
    Pairs,
    Passage,
    PutDecision,
    PutPassage,
    Writer,
)
from desktop.articles.snapping import snap
from desktop.codebook import Codebook, Label, Rule
from desktop.errors import UserError
from desktop.study.adjudication import LATER, Item, Queue, shared
from desktop.study.disagreements import Given
from desktop.study.phases import told
from desktop.study.planning import Planned, trimmed

ACCEPT, UNION, INTERSECTION, DRAW, NO_PASSAGE = "accept", "union", "intersection", "draw", "none"
ANSWERS = (ACCEPT, UNION, INTERSECTION, DRAW, NO_PASSAGE, LATER)
REASONS = ("slip", "codebook gap", "true ambiguity", "text problem")
DECIDE = "decide"
"""The verb of these acts in the log."""


@dataclass(frozen=True, slots=True)
class Why:
    """What is said about a decision: a reason of `REASONS` or "", a note, and whether to discuss it.

    `rule` is the id of the codebook rule that the gold rests on, where the adjudicator names one.
    """

    reason: str = ""
    note: str = ""
    discuss: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One disagreement laid open: the text, the codebook, and what this adjudicator has settled there.

    `before` are the adjudicator's decisions that a new one takes the place of, `gold` all of the
    adjudicator's passages in the article.
    """

    item: Item
    article: Article
    codebook: Codebook
    writer: Writer
    before: tuple[Decision, ...]
    gold: tuple[Passage, ...]

    @property
    def warning(self) -> str:
        """Return what to tell an adjudicator who is judge and party, "" otherwise."""
        if not self.item.coded_by_you:
            return ""
        return "You coded this article yourself: better let somebody else settle it."

    @property
    def rules(self) -> tuple[Label | Rule, ...]:
        """Return what the codebook says of the labels given, and of the rules the passages rest on."""
        given = [p for each in self.item.place.given for p in each.passages]
        wanted = dict.fromkeys([*sorted(self.item.place.labels), *(p.rule for p in given if p.rule)])
        found = (e for e in self.codebook.entries if isinstance(e, Label | Rule) and e.id in wanted)
        return tuple(found)


def open_case(project: Project, queue: Queue, item: Item) -> Case:
    """Return an item with its text and what the adjudicator has settled there."""
    place = item.place
    gold = project.ask(passages.of_article, place.article, owners=(queue.adjudicator.id,), layer=ADJUDICATED)
    return Case(
        item, project.ask(articles.get, place.article), queue.codebook, queue.writer,
        _before(queue, item), tuple(p for p in gold if told(p.phase) == told(queue.phase)),
    )  # fmt: skip


def _before(queue: Queue, item: Item) -> tuple[Decision, ...]:
    """Return the decision shown at the item first, then others on its text that belong to no other item."""
    placed = {i.decision.id for i in (*queue.items, *queue.agreed) if i.decision and i.id != item.id}
    near = (
        d
        for d in queue.decisions
        if d.article == item.place.article and d.id not in placed and shared(d, item.place) > 0
    )
    shown = item.decision.id if item.decision else ""
    return tuple(sorted(near, key=lambda decision: decision.id != shown))


def accept(case: Case, coder: str, why: Why | None = None) -> Planned:
    """Make gold of what one coder gave; nothing marked there means that no passage is right.

    Raises `UserError` where this coder did not finish the article.
    """
    given = next((each for each in case.item.place.given if each.coder == coder), None)
    if given is None:
        raise UserError("That coder did not finish this article.")
    return _decided(case, ACCEPT, [_taken_over(case, passage) for passage in given.passages], why)


def union(case: Case, label: str = "", why: Why | None = None) -> Planned:
    """Make one gold passage of all that anybody marked here.

    `label` settles which one where coders gave several; raises `UserError` where it is missing then.
    """
    place = case.item.place
    new = _new(case, _label(case, label), place.start, place.end)
    return _decided(case, UNION, [_like_all(case, new)], why)


def intersection(case: Case, label: str = "", why: Why | None = None) -> Planned:
    """Make gold of what everybody marked who marked something here; `label` as with `union`.

    Raises `UserError` where they have nothing in common.
    """
    name = _label(case, label)
    common = [
        piece
        for piece in (trimmed(case.article.text, *found) for found in _common(case.item.place.given, case))
        if piece
    ]
    if not common:
        raise UserError("They marked nothing in common here; accept one, take the union or draw another.")
    gold = [_like_all(case, _new(case, name, start, end)) for start, end in common]
    return _decided(case, INTERSECTION, gold, why)


def draw(
    case: Case, ranges: Sequence[tuple[str, int, int]], why: Why | None = None, *, exact: bool = False
) -> Planned:
    """Make gold of other ranges (label, start, end) than the coders', snapped like a mark unless `exact`.

    Raises `UserError` where a label is unknown, a range lies elsewhere, or on other gold.
    """
    place, gold = case.item.place, []
    for label, start, end in ranges:
        found = case.codebook.label(label)
        if found is None or found.retired:
            raise UserError(f"The codebook has no label {label}.")
        at = snap(case.article.text, start, end, exact=exact, across_paragraphs=found.unit == "comment")
        if at.end <= place.start or at.start >= place.end:
            raise UserError("Draw the passage where the disagreement is; this one lies elsewhere.")
        gold.append(_new(case, label, at.start, at.end))
        if any(at.start < other.end and other.start < at.end for other in gold[:-1]):
            raise UserError("Draw passages that do not overlap one another.")
    if not gold:
        raise UserError("Draw at least one passage; if none is right, say so.")
    return _decided(case, DRAW, gold, why)


def no_passage(case: Case, why: Why | None = None) -> Planned:
    """Say that no passage is right here."""
    return _decided(case, NO_PASSAGE, [], why)


def later(case: Case, why: Why | None = None) -> Planned:
    """Put the item off; a note for the team may be left with it."""
    return _decided(case, LATER, [], why)


def annotate(case: Case, why: Why) -> Planned:
    """Change reason, note and whether to discuss, and leave what was decided; an open item is put off."""
    if case.item.decision is None:
        return later(case, why)
    _check(why)
    said = replace(case.item.decision, reason=why.reason, note=why.note, discuss=why.discuss)
    decision = replace(said, phase=case.writer.phase)
    return _act(case, [PutDecision(decision)])


def withdraw(case: Case) -> Planned:
    """Take back what was decided here, gold included; the item is open again.

    Raises `UserError` where nothing was.
    """
    if not case.before:
        raise UserError("Nothing was decided here yet.")
    return _act(case, _taken_away(case, case.before))


def _label(case: Case, label: str) -> str:
    labels = case.item.place.labels
    if label and label not in labels:
        raise UserError(f"Nobody gave the label {label} here; draw the passage instead.")
    if not label and len(labels) > 1:
        raise UserError(f"Name the label it is to have: {', '.join(sorted(labels))}.")
    return label or next(iter(labels))


def _common(given: Iterable[Given], case: Case) -> list[tuple[int, int]]:
    """Return what lies in some passage of every coder who has one here, within the place."""
    place = case.item.place
    found = [(place.start, place.end)]
    for each in given:
        if each.passages:
            own = [(p.start, p.end) for p in each.passages]
            found = [
                (max(a, c), min(b, d)) for a, b in found for c, d in _united(own) if max(a, c) < min(b, d)
            ]
    return found


def _united(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def new_gold(article: Article, writer: Writer, codebook: str, label: str, start: int, end: int) -> Passage:
    """Return a passage of the adjudicated layer that is not stored yet."""
    return Passage(
        id=new_id(),
        owner=writer.owner,
        layer=writer.layer,
        phase=writer.phase,
        article=article.id,
        label=label,
        start=start,
        end=end,
        quote=article.text[start:end],
        text_sha256=article.text_sha256,
        codebook=codebook,
    )


def _new(case: Case, label: str, start: int, end: int) -> Passage:
    return new_gold(case.article, case.writer, case.codebook.sha256, label, start, end)


def _taken_over(case: Case, passage: Passage) -> Passage:
    """Return a coder's passage as gold: cut to the place, where it only says what is so by default."""
    place = case.item.place
    ends = trimmed(case.article.text, max(passage.start, place.start), min(passage.end, place.end))
    start, end = ends or (passage.start, passage.end)
    return replace(
        _new(case, passage.label, start, end),
        flags=passage.flags,
        attributes=passage.attributes,
        rule=passage.rule,
    )


def _like_all(case: Case, gold: Passage) -> Passage:
    """Give a passage the attributes, flags and rule on which all with its label here agree."""
    same = [p for each in case.item.place.given for p in each.passages if p.label == gold.label]
    return in_common(gold, same)


def in_common(gold: Passage, same: Sequence[Passage]) -> Passage:
    """Return a passage with the attributes, flags and rule that all of `same` have."""
    if not same:
        return gold
    attributes: set[tuple[str, str]] = set.intersection(*(set(p.attributes) for p in same))
    flags: set[str] = set.intersection(*(set(p.flags) for p in same))
    rules = {p.rule for p in same}
    pairs: Pairs = tuple(sorted(attributes))
    rule = rules.pop() if len(rules) == 1 else ""
    return replace(gold, attributes=pairs, flags=tuple(sorted(flags)), rule=rule)


def _check(why: Why) -> None:
    if why.reason and why.reason not in REASONS:
        raise UserError(f"“{why.reason}” is no reason; there are {', '.join(REASONS)}.")


def _decided(case: Case, answer: str, gold: Sequence[Passage], why: Why | None) -> Planned:
    why = why or Why()
    _check(why)
    if why.rule:
        gold = [replace(passage, rule=why.rule) for passage in gold]
    gone = {identity for decision in case.before for identity in decision.gold}
    _refuse_overlap(case, gold, gone)
    place, rest = case.item.place, case.before[1:]
    decision = Decision(
        id=case.before[0].id if case.before else new_id(),
        owner=case.writer.owner,
        article=place.article,
        phase=case.writer.phase,
        start=place.start,
        end=place.end,
        answer=answer,
        judged=tuple(sorted(place.judged)),
        coders=tuple(sorted(place.coders)),
        gold=tuple(sorted(passage.id for passage in gold)),
        reason=why.reason,
        note=why.note,
        discuss=why.discuss,
    )
    live = {passage.id for passage in case.gold}
    changes: list[Change] = [DeletePassage(identity) for identity in sorted(gone & live)]
    changes += [PutPassage(passage) for passage in gold]
    changes += [DeleteDecision(each.id, each.article) for each in rest]
    return _act(case, [*changes, PutDecision(decision)])


def _refuse_overlap(case: Case, gold: Sequence[Passage], gone: set[str]) -> None:
    """Hold gold to the codebook: one label per character, but for labels that may overlap."""
    kept = [passage for passage in case.gold if passage.id not in gone]
    others = [passage for passage in kept if not _may_overlap(case, passage)]
    for one in gold:
        for two in others if not _may_overlap(case, one) else ():
            if one.start < two.end and two.start < one.end:
                raise UserError(
                    f"Gold is there already from {two.start} to {two.end}, and the codebook allows one label"
                    " per character; settle that place otherwise first, or draw a shorter passage."
                )


def _may_overlap(case: Case, passage: Passage) -> bool:
    found = case.codebook.label(passage.label)
    return found is not None and found.overlap


def _taken_away(case: Case, gone: Iterable[Decision]) -> list[Change]:
    live = {passage.id for passage in case.gold}
    changes: list[Change] = []
    for decision in gone:
        changes += [DeletePassage(identity) for identity in decision.gold if identity in live]
        changes.append(DeleteDecision(decision.id, decision.article))
    return changes


def _act(case: Case, changes: Sequence[Change]) -> Planned:
    put = tuple(change.passage for change in changes if isinstance(change, PutPassage))
    gone = tuple(change.id for change in changes if isinstance(change, DeletePassage))
    act = Act(new_id(), DECIDE, case.article.id, tuple(changes))
    return Planned(act, case.writer, put, gone)
