"""From a stretch in dispute on to settling it: the disagreement that an adjudicator has there."""

from concurrent.futures import Future

from db.project import Project
from db.records import Coder, Saved
from desktop.study.adjudication import Item, Queue, changes_of, read_queue, save
from desktop.study.changes import Changes
from desktop.study.dearest import Dearest
from desktop.study.settling import Why, annotate, open_case


def disagreement_at(queue: Queue, place: Dearest) -> Item | None:
    """Return the disagreement of a queue that shares the most text with a stretch; None where none does."""
    here = [item for item in queue.items if item.place.article == place.article_id]
    shared = [(min(i.place.end, place.end) - max(i.place.start, place.start), i) for i in here]
    best = max(shared, key=lambda each: each[0], default=None)
    return best[1] if best is not None and best[0] > 0 else None


def find(project: Project, adjudicator: Coder, phase: str, place: Dearest) -> tuple[Queue, Item | None]:
    """Read the queue of one adjudicator and return it with the disagreement at a stretch."""
    queue = read_queue(project, adjudicator, phase=phase)
    return queue, disagreement_at(queue, place)


def discuss(project: Project, queue: Queue, item: Item) -> tuple[Future[Saved], Changes]:
    """Put a disagreement on the sheet for the next meeting; what was decided there stays."""
    case, decided = open_case(project, queue, item), item.decision
    why = Why(decided.reason, decided.note, discuss=True) if decided else Why(discuss=True)
    planned = annotate(case, why)
    return save(project, planned), changes_of(planned)
