"""From checked rows to what is to be stored: what is new, what the project has, what contradicts it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from db import passages
from db.ids import new_id
from db.records import CODER, Act, Change, MarkArticle, Passage, PutPassage, SetProgress, State, Writer
from desktop.exchange.known import Known, name_key
from desktop.exchange.labels_check import Checked, RowError
from desktop.exchange.remarks import Remark, breaches, in_order, overlaps
from desktop.study.desk import phase_of
from desktop.study.phases import told

if TYPE_CHECKING:
    from db.session import Session

Content = tuple[str, str, str, str, str, int, int]
"""What makes two passages the same: owner, layer, phase, article, label, start, end."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where work belongs. `coder` is an id, or the `name_key` of a coder who is still to be added."""

    coder: str
    layer: str
    phase: str
    article: str


@dataclass(slots=True)
class Plan:
    """What an import would store, and what it has to say of the rows."""

    passages: dict[Place, list[Passage]] = field(default_factory=lambda: defaultdict(list))
    marks: dict[Place, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    finished: dict[Place, int] = field(default_factory=dict)
    new_coders: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    already_here: int = 0
    remarks: list[Remark] = field(default_factory=list)

    def count(self) -> int:
        """Return how many passages are new."""
        return sum(len(found) for found in self.passages.values())


@dataclass(slots=True)
class Planner:
    """Turns checked rows into a plan, one after the other."""

    known: Known
    used: dict[str, tuple[str, str, str]]
    plan: Plan = field(default_factory=Plan)
    here: dict[str, Passage] = field(default_factory=dict)
    same: dict[Content, int] = field(default_factory=dict)
    work: dict[Place, list[Passage]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Checked) -> None:
        """Take a row into the plan; raises `RowError` where the project contradicts it."""
        place = self._place(row)
        if row.passage is None:
            self._add_finished(row, place)
        else:
            self._add_passage(row, place, replace(row.passage, owner=place.coder, phase=place.phase))

    def _place(self, row: Checked) -> Place:
        coder = self.known.coder(row.coder)
        if coder is None:
            self.plan.new_coders.setdefault(name_key(row.coder), row.coder)
        owner = coder.id if coder else name_key(row.coder)
        phase = row.phase or phase_of(self.known.project, owner, row.article)
        stored = told(phase)  # where the plan says what it counts for, work is stored as coders are told
        if self.known.phases.of(owner, row.article.id, stored) == phase:
            phase = stored
        return Place(owner, row.layer, phase, row.article.id)

    def _add_passage(self, row: Checked, place: Place, passage: Passage) -> None:
        stored = self.here.get(passage.id)
        if stored:
            self._compare(row, stored, passage)
            return
        line = self.same.get(_content(passage))
        if line is not None and (not line or not passage.id):
            self.plan.already_here += 1
            if line:
                self._remark(row, f"repeats line {line} and is left out.")
            return
        if passage.id:
            self._check_use(row, passage)
        passage = replace(passage, id=passage.id or new_id())
        self.same.setdefault(_content(passage), row.line)
        self.plan.lines[passage.id] = row.line
        self.plan.passages[place].append(passage)

    def _compare(self, row: Checked, stored: Passage, passage: Passage) -> None:
        """Leave alone what is in the project; refuse another passage under its id."""
        if _content(stored) != _content(passage):
            raise RowError(
                "passage_id",
                f"{stored.id} is in the project already, as {stored.label} {stored.start}–{stored.end} of "
                f"{self.known.called(stored.owner)} in {self.known.article(stored.article).name}.",
            )
        self.plan.already_here += 1
        said = (passage.unsure, passage.flags, passage.attributes, passage.note, passage.rule)
        if said not in (
            (stored.unsure, stored.flags, stored.attributes, stored.note, stored.rule),
            (False, (), (), "", ""),
        ):
            self._remark(
                row, "is in the project already with another note, flag or attribute; it is left as it is."
            )

    def _check_use(self, row: Checked, passage: Passage) -> None:
        """Refuse an id that already means something else; a deleted passage is brought back."""
        use = self.used.get(passage.id)
        if use is None:
            return
        if use != (passage.article, passage.owner, passage.layer):
            raise RowError("passage_id", f"{passage.id} is the id of something else in this project.")
        self._remark(row, "was deleted in this project and is brought back.")

    def _add_finished(self, row: Checked, place: Place) -> None:
        if place.layer != CODER:
            raise RowError("layer", "of a finished row must be coder.")
        for key, value in row.marks:
            if (place.coder, place.article, place.phase, key) not in self.known.marks:
                self.plan.marks[place].append((key, value))
        if self._state(place) is State.FINISHED or place in self.plan.finished:
            self.plan.already_here += 1
            return
        self.plan.finished[place] = row.line

    def _state(self, place: Place) -> State:
        stored = self.known.progress.get((place.coder, place.article, place.phase))
        return stored.state if stored else State.NOT_BEGUN

    def _remark(self, row: Checked, sentence: str) -> None:
        self.plan.remarks.append(Remark(row.line, row.article.name, f"The row {sentence}"))

    def finish(self) -> Plan:
        """Return the plan with its remarks complete and in order."""
        for place, added in self.plan.passages.items():
            self._remark_on(place, added)
        self.plan.remarks = list(in_order(self.plan.remarks))
        return self.plan

    def _remark_on(self, place: Place, added: list[Passage]) -> None:
        article = self.known.article(place.article)
        lines = self.plan.lines
        found = [
            (passage.id, sentence)
            for passage in added
            for sentence in breaches(article.text, passage, self.known.labels.get(passage.label))
        ]
        allowed = frozenset(label.id for label in self.known.labels.values() if label.overlap)
        found += overlaps([*self.work[place], *added], frozenset(p.id for p in added), allowed)
        self.plan.remarks += [Remark(lines[id_], article.name, sentence) for id_, sentence in found]
        if self._state(place) is State.FINISHED:
            line = min(lines[passage.id] for passage in added)
            sentence = "The article was finished before; figures as of its first finish stay as they are."
            self.plan.remarks.append(Remark(line, article.name, sentence))


def planner(known: Known, rows: Iterable[Checked]) -> Planner:
    """Return a planner that knows what the project has, and what the ids in the file already mean there."""
    here = {passage.id: passage for passage in known.passages}
    asked = tuple(row.passage.id for row in rows if row.passage and row.passage.id not in here)
    used = known.project.ask(_used, asked)
    planning = Planner(known, used, here=here, same={_content(passage): 0 for passage in known.passages})
    for p in known.passages:
        planning.work[Place(p.owner, p.layer, p.phase, p.article)].append(p)
    return planning


def _used(session: "Session", ids: tuple[str, ...]) -> dict[str, tuple[str, str, str]]:
    """Return (article, owner, layer) of each id that the log knows; article is "" for all but passages."""
    found = {}
    for id_ in filter(None, ids):
        history = passages.history(session, id_)
        if history:
            found[id_] = (passages.article_of(session, id_), history[0].owner, history[0].layer)
    return found


def _content(passage: Passage) -> Content:
    return (
        passage.owner,
        passage.layer,
        passage.phase,
        passage.article,
        passage.label,
        passage.start,
        passage.end,
    )


def acts_of(plan: Plan, known: Known, coders: dict[str, str]) -> Iterator[tuple[Writer, Act]]:
    """Yield one act for each place; `coders` gives the ids of those who were just added, by `name_key`."""
    for place in dict.fromkeys([*plan.passages, *plan.marks, *plan.finished]):
        owner = coders.get(place.coder, place.coder)
        changes: list[Change] = [PutPassage(replace(p, owner=owner)) for p in plan.passages.get(place, ())]
        changes += [MarkArticle(place.article, key, value) for key, value in plan.marks.get(place, ())]
        stored = known.progress.get((place.coder, place.article, place.phase))
        if place in plan.finished:
            changes.append(SetProgress(place.article, State.FINISHED))
        elif place.layer == CODER and (stored is None or stored.state is State.NOT_BEGUN):
            changes.append(SetProgress(place.article, State.BEGUN))
        yield Writer(owner, place.layer, place.phase), Act(new_id(), "import", place.article, tuple(changes))
