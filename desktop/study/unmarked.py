"""What is still to be marked in an article whose codebook wants everything coded."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from db.records import Zone
from desktop.articles.tokens import WORD
from desktop.codebook import Codebook
from desktop.study.planning import DeskArticle

Range = tuple[int, int]
_BODY = "body"


def unmarked(desk: DeskArticle) -> tuple[Range, ...]:
    """Return the stretches that some label is meant for and no passage covers, a paragraph each at most.

    There are none where the codebook does not want everything coded. Text that counts as a label by default
    is not asked for, nor are stretches without a word.
    """
    if not desk.codebook.whole:
        return ()
    text = desk.article.text
    wanted = _kinds(desk.codebook)
    found = []
    for start, end in _uncovered(_meant(text, desk.zones, wanted), [(p.start, p.end) for p in desk.passages]):
        found += [piece for piece in _lines(text, start, end) if WORD.search(text, *piece)]
    return tuple(found)


def _kinds(codebook: Codebook) -> frozenset[str]:
    """Return the kinds of zone in which a label must be given by hand."""
    named = {kind for label in codebook.labels for kind in label.zones}
    given = {kind for label in codebook.labels if label.by_default for kind in label.zones}
    return frozenset(named - given)


def _meant(text: str, zones: Iterable[Zone], wanted: frozenset[str]) -> list[Range]:
    """Return the stretches whose innermost accepted zone is of a wanted kind; without zones all is body."""
    accepted = [zone for zone in zones if zone.state == "accepted" and zone.end > zone.start]
    if not accepted:
        return [(0, len(text))] if _BODY in wanted else []
    edges = sorted({edge for zone in accepted for edge in (zone.start, zone.end)})
    waiting = sorted(accepted, key=lambda zone: (zone.start, -zone.end), reverse=True)
    over: list[Zone] = []
    found: list[Range] = []
    for start, end in pairwise(edges):
        while waiting and waiting[-1].start <= start:
            over.append(waiting.pop())
        over = [zone for zone in over if zone.end > start]
        if over and over[-1].kind in wanted:
            found.append((start, end))
    return found


def _uncovered(stretches: Iterable[Range], covered: Iterable[Range]) -> Iterator[Range]:
    """Yield what disjoint stretches keep, in order, once what is covered is taken out."""
    taken = iter(_joined(covered))
    now = next(taken, None)
    for start, end in stretches:
        at = start
        while now is not None and now[0] < end:
            if now[0] > at:
                yield at, now[0]
            at = max(at, now[1])
            if now[1] > end:
                break
            now = next(taken, None)
        if at < end:
            yield at, end


def _joined(ranges: Iterable[Range]) -> list[Range]:
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _lines(text: str, start: int, end: int) -> Iterator[Range]:
    for line in text[start:end].split("\n"):
        bare = line.strip()
        if bare:
            first = start + line.index(bare)
            yield first, first + len(bare)
        start += len(line) + 1
