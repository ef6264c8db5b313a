"""Talking about disagreements: the team's notes on each, and what goes on the sheet for the next meeting."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from db import articles, decisions
from db.project import Project
from db.records import Coder, Decision
from desktop.codebook import Codebook, Label, Rule
from desktop.study.adjudication import Item, Queue, find_places, lanes, shared
from desktop.study.coders import all_coders, shown_name
from desktop.study.disagreements import AGREED, Place
from desktop.study.phases import told

MOST = 100
"""How many disagreements a sheet has, if nothing else is said."""
_AROUND = 160
"""How much text is shown before and after a stretch, in code points."""
_LONG = 140
"""More of a coder's quote than this is told by its ends."""
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class TeamNote:
    """What one adjudicator said of a disagreement; `answer` as in a decision."""

    by: str
    answer: str
    reason: str
    note: str
    discuss: bool
    at: str


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One disagreement on the sheet: where, what each coder gave, and what was said of it so far.

    `share` (0 to 1) of all disagreement; `given` pairs a coder's letter or name with words; `rules` are ids.
    """

    article: str
    start: int
    end: int
    kind: str
    share: float
    before: str
    quote: str
    after: str
    given: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    notes: tuple[TeamNote, ...]

    @property
    def discuss(self) -> bool:
        """Return whether somebody wants it talked about."""
        return any(note.discuss for note in self.notes)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet for a meeting: what somebody wants to discuss first, then the dearest.

    `cited` are the labels and rules that the entries name, once each, in the order of the codebook.
    """

    title: str
    phase: str
    entries: tuple[SheetEntry, ...]
    cited: tuple[Label | Rule, ...]
    total: int


def discussion_sheet(
    project: Project, *, phase: str | None = None, count: int = MOST, names: bool = False
) -> Sheet:
    """Return the `count` disagreements that cost most, those to be discussed before all others.

    Without `names` coders are letters, drawn anew for each entry. Raises `UserError` as agreement does.
    """
    found = find_places(project, phase=phase)
    items = [item for item in found.items if item.place.kind != AGREED]
    said = _said(project, found.phase)
    notes = {item.id: notes_on(item.place, said) for item in items}
    items.sort(key=lambda item: not any(note.discuss for note in notes[item.id]))
    # The sheet is nobody's queue: letters are drawn as for an adjudicator without a name.
    queue = Queue(Coder("", None, ""), found.phase, found.codebook, found.names, tuple(items), (), ())
    entries = [_entry(project, queue, item, notes[item.id], names=names) for item in items[:count]]
    return Sheet(
        found.codebook.title, found.phase, tuple(entries),
        _cited(found.codebook, (rule for entry in entries for rule in entry.rules)), len(items),
    )  # fmt: skip


_Said = Mapping[str, Sequence[tuple[str, Decision]]]
"""By article: decisions of every adjudicator, each with the adjudicator's name."""


def team_notes(project: Project, item: Item) -> tuple[TeamNote, ...]:
    """Return what every adjudicator said of an item, the earliest first."""
    return notes_on(item.place, _said(project, item.place.phase))


def _said(project: Project, phase: str) -> _Said:
    names = {coder.id: shown_name(coder) for coder in all_coders(project)}
    found: dict[str, list[tuple[str, Decision]]] = defaultdict(list)
    for decision in project.ask(decisions.all):
        if told(decision.phase) == told(phase):
            found[decision.article].append((names.get(decision.owner, decision.owner), decision))
    return found


def notes_on(place: Place, said: _Said) -> tuple[TeamNote, ...]:
    """Return the decisions on a place as notes, the earliest first."""
    near = [(name, d) for name, d in said.get(place.article, ()) if shared(d, place) > 0]
    found = [TeamNote(name, d.answer, d.reason, d.note, d.discuss, d.updated_at) for name, d in near]
    return tuple(sorted(found, key=lambda note: note.at))


def _entry(
    project: Project, queue: Queue, item: Item, notes: tuple[TeamNote, ...], *, names: bool
) -> SheetEntry:
    place = item.place
    text = project.ask(articles.get, place.article).text
    before, after = text[max(0, place.start - _AROUND) : place.start], text[place.end : place.end + _AROUND]
    entry = SheetEntry(
        article=item.article_name,
        start=place.start,
        end=place.end,
        kind=place.kind,
        share=item.cost,
        before=before.rpartition("\n")[2],
        quote=text[place.start : place.end],
        after=after.partition("\n")[0],
        given=(),
        rules=_rules(place),
        notes=notes,
    )
    given = [(lane.name, lane.passages) for lane in lanes(queue, item, names=names)]
    return replace(
        entry,
        given=tuple(
            (name, "; ".join(_words(queue.codebook, p.label, p.quote, place) for p in passages) or NOTHING)
            for name, passages in given
        ),
    )


def _words(codebook: Codebook, label: str, quote: str, place: Place) -> str:
    found = codebook.label(label)
    name = found.name if found else label
    return name if len(quote) >= place.end - place.start else f"{name}, only “{_shortened(quote)}”"


def _shortened(quote: str) -> str:
    """Return a quote on one line, its ends alone where it is long: where they lie is what differs."""
    words = " ".join(quote.split())
    return words if len(words) <= _LONG else f"{words[: _LONG // 2]} … {words[-_LONG // 2 :]}"


def _rules(place: Place) -> tuple[str, ...]:
    rested = {p.rule for each in place.given for p in each.passages if p.rule}
    return (*sorted(place.labels), *sorted(rested))


def _cited(codebook: Codebook, wanted: Iterable[str]) -> tuple[Label | Rule, ...]:
    names = set(wanted)
    return tuple(e for e in codebook.entries if isinstance(e, Label | Rule) and e.id in names)
