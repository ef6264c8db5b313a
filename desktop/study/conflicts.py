"""Passages edited in two places that did not know each other: listed for their coder, who says what holds."""

from dataclasses import dataclass, replace

from db import acts, articles, passages
from db.ids import new_id
from db.project import Project
from db.records import Act, Coder, Passage, PutPassage, Writer
from desktop.errors import UserError
from desktop.study.changes import Changes, Kind, changed


@dataclass(frozen=True, slots=True)
class Conflict:
    """One passage in two or more states, the one that counts until it is settled first.

    One state alone means that it was deleted in the other place; it stands all the same.
    """

    article_name: str
    states: tuple[Passage, ...]

    @property
    def passage(self) -> str:
        """Return the passage's id."""
        return self.states[0].id


def conflicts_of(project: Project, coder: Coder) -> tuple[Conflict, ...]:
    """Return the coder's conflicts, by article and place."""
    names = {summary.id: summary.name for summary in project.ask(articles.summaries)}
    return tuple(
        Conflict(names.get(states[0].article, states[0].article), states)
        for states in project.ask(passages.conflicts, coder.id)
    )


def settle_conflict(project: Project, conflict: Conflict, keep: int) -> Changes:
    """Let the state numbered `keep` (from 0) hold; the others stay in the passage's history.

    Raises `UserError` where there is no such state.
    """
    if not 0 <= keep < len(conflict.states):
        raise UserError(f"There are {len(conflict.states)} states, numbered from 1; say which one holds.")
    state = conflict.states[keep]
    change = PutPassage(replace(state, revision=""))
    writer = Writer(state.owner, state.layer, state.phase)
    project.ask(acts.commit, writer, Act(new_id(), "settle", state.article, (change,)))
    return changed(Kind.PASSAGES, article=state.article, owner=state.owner)
