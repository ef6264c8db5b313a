"""What must be true of a project torn from a program: nothing acknowledged is lost, nothing is half done."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from db import articles, log, passages, verify
from db.errors import ProjectError
from db.project import Project
from db.records import Revision
from db.session import Session
from desktop.study.opening import open_project

Events = Sequence[dict[str, Any]]
Opening = Callable[[Path], Project]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a project left behind; each finding is a sentence, none is what we want."""

    lost: tuple[str, ...] = ()
    half: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """True where anything is wrong."""
        return bool(self.lost or self.half or self.damage)


@dataclass
class Toll:
    """What a campaign found: how many cases it judged, and in how many something was wrong."""

    cases: int = 0
    in_flight: int = 0
    """Cases in which the program ended between the first write of an act and its acknowledgement."""
    lost: int = 0
    half: int = 0
    damaged: int = 0
    first: str = ""
    """The first finding, in words."""
    by_kind: dict[str, int] = field(default_factory=dict)

    def count(self, kind: str, found: Found, *, in_flight: bool) -> None:
        """Count one more case."""
        self.cases += 1
        self.by_kind[kind] = self.by_kind.get(kind, 0) + 1
        self.in_flight += in_flight
        self.lost += bool(found.lost)
        self.half += bool(found.half)
        self.damaged += bool(found.damage)
        if found and not self.first:
            self.first = f"{kind}: " + " ".join((*found.lost, *found.half, *found.damage))[:300]

    @property
    def wrong(self) -> int:
        """How many findings there were."""
        return self.lost + self.half + self.damaged


def read_events(lines: Iterable[str]) -> list[dict[str, Any]]:
    """Return the events of what was told; a last line that was cut off tells nothing."""
    events = []
    for line in lines:
        try:
            events.append(json.loads(line))
        except ValueError:
            break
    return events


def in_flight(events: Events) -> bool:
    """Return whether the program ended between the first write of an act and its acknowledgement."""
    return bool(events) and events[-1]["event"] == "write"


def judge(path: Path, events: Events, opening: Opening = open_project) -> Found:
    """Open a project with the real code and compare it with what was acknowledged."""
    try:
        project = opening(path)
    except ProjectError as error:
        return Found(damage=(f"not opened: {error}",))
    with project:
        damage = project.ask(verify.check)
        if damage:
            return Found(damage=damage)
        return _judge_acts(project, events)


def _judge_acts(project: Project, events: Events) -> Found:
    planned = {event["act"]: event for event in events if event["event"] == "plan"}
    saved = [event["act"] for event in events if event["event"] == "saved"]
    stored = _stored(project.ask(log.revisions), planned)
    lost = [f"{planned[act]['verb']} {act} was saved and is gone" for act in saved if act not in stored]
    half = [
        f"{planned[act]['verb']} {act} has {count} of {planned[act]['count']} revisions"
        for act, count in stored.items()
        if count != planned[act]["count"]
    ]
    order = [act for act in planned if act in stored]
    if list(stored) != order:
        half.append("the acts are not in the order in which they were done")
    if not lost and not half:
        lost += _missing(project, events, stored)
    return Found(tuple(lost), tuple(half))


def stored_acts(session: Session, owner: str = "") -> frozenset[str]:
    """Return the ids of all acts in the log, or of one owner's."""
    revisions = (one for one in log.revisions(session) if not owner or one.owner == owner)
    acts = (json.loads(revision.payload).get("act") for revision in revisions)
    return frozenset(act for act in acts if act)


def _stored(revisions: Iterable[Revision], planned: dict[str, Any]) -> dict[str, int]:
    """Return how many revisions each of the planned acts has, in the order of the log."""
    acts = (json.loads(revision.payload).get("act") for revision in revisions)
    return {act: len(list(group)) for act, group in groupby(acts) if act in planned}


def _missing(project: Project, events: Events, stored: dict[str, int]) -> list[str]:
    """Compare the passages with those that the last acknowledgement of each told."""
    planned = {event["act"]: event for event in events if event["event"] == "plan"}
    saved = [event for event in events if event["event"] == "saved"]
    expected: dict[str, Any] = {}
    touched: set[str] = set()
    for event in saved:
        expected |= {state[0]: state for state in event["put"]} | dict.fromkeys(event["gone"])
    unknown = [planned[act] for act in stored if act not in {event["act"] for event in saved}]
    for event in unknown:
        if "put" not in event:  # an undo that was not acknowledged: which passages it touched was not told
            return []
        touched |= {state[0] for state in event["put"]} | set(event["gone"])
    live = {p.id: [p.id, p.label, p.start, p.end, p.note, p.unsure] for p in project.ask(passages.all)}
    return [
        f"the passage {identity} is not as it was saved"
        for identity, state in expected.items()
        if identity not in touched and live.get(identity) != state
    ]


def texts(path: Path) -> dict[str, str]:
    """Return every article's text by name, from a project that must be whole."""
    with open_project(path) as project:
        damage = project.ask(verify.check)
        assert not damage, damage
        return {article.name: article.text for article in project.ask(articles.all)}
