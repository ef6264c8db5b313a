"""How the work goes, at a glance: load of each coder, overlap of each pair, progress and pace."""

from collections import defaultdict
from dataclasses import dataclass

from db import articles, assignments, coders, progress
from db.project import Project
from db.records import PHASES, State
from desktop.study.coders import shown_name
from desktop.study.phases import phases
from desktop.study.timing import active_times


@dataclass(frozen=True, slots=True)
class CoderLoad:
    """One coder: assignments and characters planned, begun, finished and set aside.

    `minutes` is active time in this project so far; `per_hour` characters finished in an hour of it, over
    the articles in which it was measured, None before any of them is finished. Work on articles outside the
    plan counts as planned.
    """

    coder: str
    name: str
    planned: int
    characters: int
    begun: int
    finished: int
    set_aside: int
    characters_finished: int
    minutes: float
    per_hour: float | None
    by_phase: tuple[tuple[str, int, int], ...]

    @property
    def rest(self) -> int:
        """How many articles are still to be coded."""
        return self.planned - self.finished - self.set_aside


@dataclass(frozen=True, slots=True)
class PairOverlap:
    """Two coders: how many articles both are to code in one phase, and how many both finished."""

    one: str
    two: str
    planned: int
    finished: int


@dataclass(frozen=True, slots=True)
class Workload:
    """The page of the plan: one row a coder, one a pair."""

    coders: tuple[CoderLoad, ...]
    pairs: tuple[PairOverlap, ...]


_Key = tuple[str, str]
"""An article and the phase it counts for."""


def workload(project: Project) -> Workload:
    """Return how the work goes. Names are those shown; articles count once in each phase."""
    states: dict[str, dict[_Key, State]] = defaultdict(dict)
    for row in project.ask(assignments.all):
        states[row.coder][row.article, row.phase] = State.NOT_BEGUN
    for step in phases(project).progress(project.ask(progress.all)):
        states[step.coder][step.article, step.phase] = step.state
    lengths = {item.id: item.length for item in project.ask(articles.summaries)}
    active = project.ask(progress.active_milliseconds)
    spent: dict[str, dict[str, int]] = defaultdict(dict)
    for each in active_times(project):
        spent[each.coder][each.article] = each.ms
    everyone = [coder for coder in project.ask(coders.all) if coder.id in states or coder.name]
    names = {coder.id: shown_name(coder) for coder in everyone}
    speeds = {c: _per_hour(states[c], lengths, spent[c]) for c in names}
    loads = [_load(c, names[c], states[c], lengths, active.get(c, 0), speeds[c]) for c in names]
    pairs = [
        _pair(names[one], names[two], states[one], states[two])
        for at, one in enumerate(names)
        for two in list(names)[at + 1 :]
    ]
    return Workload(tuple(loads), tuple(pairs))


def _load(
    coder: str,
    name: str,
    states: dict[_Key, State],
    lengths: dict[str, int],
    milliseconds: int,
    per_hour: float | None,
) -> CoderLoad:
    count = list(states.values()).count
    done = sum(lengths.get(article, 0) for (article, _), state in states.items() if state is State.FINISHED)
    return CoderLoad(
        coder=coder,
        name=name,
        planned=len(states),
        characters=sum(lengths.get(article, 0) for article, _ in states),
        begun=count(State.BEGUN),
        finished=count(State.FINISHED),
        set_aside=count(State.SET_ASIDE),
        characters_finished=done,
        minutes=milliseconds / 60_000,
        per_hour=per_hour,
        by_phase=tuple(_by_phase(states)),
    )


def _per_hour(states: dict[_Key, State], lengths: dict[str, int], spent: dict[str, int]) -> float | None:
    """Return characters finished in an hour; what was imported as finished took no time and says nothing."""
    timed = [key[0] for key, state in states.items() if state is State.FINISHED and spent.get(key[0])]
    characters = sum(lengths.get(article, 0) for article in timed)
    milliseconds = sum(spent[article] for article in set(timed))
    return characters / (milliseconds / 3_600_000) if characters and milliseconds else None


def _by_phase(states: dict[_Key, State]) -> list[tuple[str, int, int]]:
    """Return (phase, planned, finished), in the order in which phases are worked through."""
    order = sorted({phase for _, phase in states}, key=_place)
    found = []
    for phase in order:
        of_phase = [state for (_, other), state in states.items() if other == phase]
        found.append((phase, len(of_phase), of_phase.count(State.FINISHED)))
    return found


def _place(phase: str) -> tuple[int, str]:
    return PHASES.index(phase) if phase in PHASES else len(PHASES), phase


def _pair(one: str, two: str, first: dict[_Key, State], second: dict[_Key, State]) -> PairOverlap:
    both = first.keys() & second.keys()
    done = sum(first[key] is second[key] is State.FINISHED for key in both)
    return PairOverlap(one, two, len(both), done)
