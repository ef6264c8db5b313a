"""How far the work is, how fast it goes, and what is left: for the lead, and for a coder who asks for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db import articles, assignments, coders, progress
from db.project import Project
from db.records import Assignment, Coder, Passage, Progress, State
from desktop.study.timing import active_times, telling_a_pace

ENOUGH = 3
"""From so many finished articles on, the rest is estimated."""
DAYS = 20
"""Of a coder's days at work, the last so many say how many articles a day are usual."""


@dataclass(frozen=True, slots=True)
class CoderPace:
    """How far one coder is with their share: the assigned articles, or all where nothing is assigned.

    `active_ms` is the time at work in them so far. `rest_ms` is what the remaining text will take at the
    coder's own pace per character, `per_day` how many articles they finish on a day at work, `days` how many
    such days are left; each None where too little is known to say. What came in finished tells no pace.
    """

    coder: Coder
    share: int
    finished: int
    aside: int
    begun: int
    active_ms: int
    rest_ms: int | None
    per_day: float | None
    days: float | None

    @property
    def left(self) -> int:
        """How many articles of the share are neither finished nor set aside."""
        return self.share - self.finished - self.aside


@dataclass(frozen=True, slots=True)
class ProjectPace:
    """The coders by name, and the whole: articles in any share, and those that everybody is done with."""

    coders: tuple[CoderPace, ...]
    articles: int
    done: int

    @property
    def rest_ms(self) -> int | None:
        """What is left of everybody's work together, None where it is not known of all who have any left."""
        known = [each.rest_ms for each in self.coders if each.left]
        return None if None in known or not known else sum(ms for ms in known if ms is not None)


def pace(project: Project) -> ProjectPace:
    """Return progress, pace and expected rest of every coder and of the project."""
    length = {each.id: each.length for each in project.ask(articles.summaries)}
    shares = _shares(project.ask(coders.all), project.ask(assignments.all), length)
    steps: dict[str, dict[str, Progress]] = defaultdict(dict)
    for step in sorted(project.ask(progress.all), key=lambda each: each.updated_at):
        steps[step.coder][step.article] = step
    spent: dict[str, dict[str, int]] = defaultdict(dict)
    for each in active_times(project):
        spent[each.coder][each.article] = each.ms
    telling = telling_a_pace(project)
    found = [
        _of_coder(coder, share, steps[coder.id], spent[coder.id], length, telling)
        for coder, share in shares.items()
    ]
    wanted = {article for share in shares.values() for article in share}
    done = sum(
        all(_is_done(steps[coder.id].get(article)) for coder, share in shares.items() if article in share)
        for article in wanted
    )
    ordered = sorted(found, key=lambda each: (each.coder.name or "", each.coder.id))
    return ProjectPace(tuple(ordered), len(wanted), done)


def own_pace(project: Project, coder: Coder, article: str) -> tuple[CoderPace, int]:
    """Return one coder's pace, and the milliseconds at work in one article (by id)."""
    found = next(each for each in pace(project).coders if each.coder.id == coder.id)
    here = sum(each.ms for each in active_times(project) if (each.coder, each.article) == (coder.id, article))
    return found, here


def share_coded(passages: Iterable[Passage], length: int) -> float:
    """Return how much of a text of that many characters lies in any of the passages, from 0 to 1."""
    covered, end = 0, 0
    for passage in sorted(passages, key=lambda each: (each.start, each.end)):
        covered += max(passage.end - max(passage.start, end), 0)
        end = max(end, passage.end)
    return covered / length if length else 0.0


def _shares(
    who: Iterable[Coder], plan: Iterable[Assignment], length: Mapping[str, int]
) -> dict[Coder, frozenset[str]]:
    assigned: dict[str, set[str]] = defaultdict(set)
    for each in plan:
        if each.article in length:
            assigned[each.coder].add(each.article)
    return {coder: frozenset(assigned.get(coder.id) or length) for coder in who}


def _of_coder(
    coder: Coder,
    share: frozenset[str],
    steps: Mapping[str, Progress],
    spent: Mapping[str, int],
    length: Mapping[str, int],
    telling: frozenset[tuple[str, str]],
) -> CoderPace:
    mine = {article: step for article, step in steps.items() if article in share}
    finished = [step for step in mine.values() if step.state is State.FINISHED]
    aside = sum(step.state is State.SET_ASIDE for step in mine.values())
    left = [article for article in share if not _is_done(mine.get(article))]
    per_day = _per_day(step for step in finished if (coder.id, step.article) in telling)
    return CoderPace(
        coder=coder,
        share=len(share),
        finished=len(finished),
        aside=aside,
        begun=sum(step.state is State.BEGUN for step in mine.values()),
        active_ms=sum(ms for article, ms in spent.items() if article in share),
        rest_ms=_rest(finished, left, spent, length),
        per_day=per_day,
        days=len(left) / per_day if per_day else None,
    )


def _rest(
    finished: Iterable[Progress], left: Iterable[str], spent: Mapping[str, int], length: Mapping[str, int]
) -> int | None:
    """Return what is left at the pace of the finished articles; what was spent on begun ones counts."""
    timed = [step.article for step in finished if spent.get(step.article)]
    characters = sum(length[article] for article in timed)
    if len(timed) < ENOUGH or not characters:
        return None
    each = sum(spent[article] for article in timed) / characters
    return round(sum(max(length[article] * each - spent.get(article, 0), 0) for article in left))


def _per_day(finished: Iterable[Progress]) -> float | None:
    days: dict[str, int] = defaultdict(int)
    for step in finished:
        days[step.finished_at[:10]] += 1
    last = sorted(days)[-DAYS:]
    count = sum(days[day] for day in last)
    return count / len(last) if count >= ENOUGH else None


def _is_done(step: Progress | None) -> bool:
    return step is not None and step.state in (State.FINISHED, State.SET_ASIDE)


def duration(ms: int) -> str:
    """Return a time at work in words: minutes, or hours and minutes."""
    minutes = round(ms / 60_000)
    if not minutes:
        return "under a minute" if ms else "none"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
