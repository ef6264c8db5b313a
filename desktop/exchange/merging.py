"""The verb: merge returns, kits and copies of the project. Shown first, then done in one go or not at all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db import articles, coders, guard, handing, merging, outside, passages, streams
from db.arriving import Counts
from db.errors import ProjectError
from db.incoming import KIT, Source, Stream
from db.merging import Taken
from db.project import Project
from db.records import CODER, PROJECT
from db.streams import Range, StreamState
from desktop.codebook import Codebook, Label
from desktop.errors import UserError
from desktop.exchange.return_reading import return_source
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.study.codebooks import every_codebook
from desktop.study.coders import shown_name
from desktop.wording import counted

if TYPE_CHECKING:
    from db.session import Session

BEFORE_MERGE = "merge"
"""Why a copy is made before files are merged."""
_SQLITE = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class KeptAside:
    """Passages on an article that is not here with the same text: kept, and counted nowhere."""

    article: str
    passages: int
    reason: str


@dataclass(frozen=True, slots=True)
class MergeItem:
    """What one file brings. `kind` is return, kit or project; the last four are sentences."""

    path: str
    kind: str
    coder: str
    counts: Counts
    already_here: int
    waiting: tuple[str, ...]
    kept_aside: tuple[KeptAside, ...]
    unknown_labels: tuple[tuple[str, int], ...]
    same_number_twice: tuple[str, ...]

    def remarks(self) -> tuple[str, ...]:
        """Say in sentences what somebody should know of this file."""
        found = [f"waiting for an earlier part: {what}" for what in self.waiting]
        found += [
            f"{one.article}: {one.reason}; {counted(one.passages, 'passage')} kept aside"
            for one in self.kept_aside
        ]
        found += [
            f"no codebook here has the label {label}: {counted(count, 'passage')}"
            for label, count in self.unknown_labels
        ]
        found += [f"same number twice: {what}; both are kept" for what in self.same_number_twice]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did, or with `dry_run` would do.

    `completeness` says of each coder's streams how far they are complete, `conflicts` how many passages of
    which coder were edited in two places that did not know each other.
    """

    items: tuple[MergeItem, ...]
    completeness: tuple[str, ...]
    conflicts: tuple[tuple[str, int], ...]
    dry_run: bool
    changes: Changes

    @property
    def added(self) -> int:
        """How many revisions came in."""
        return sum(item.counts.revisions for item in self.items)

    def sentence(self) -> str:
        """Say in one sentence what happened."""
        total = [item.counts for item in self.items]
        here = sum(item.already_here for item in self.items)
        if not self.added:
            return f"Nothing new: {counted(here, 'step is', 'steps are')} in the project already."
        passages_added = counted(sum(c.passages for c in total), "new passage")
        changes = counted(sum(c.changed for c in total), "change")
        verb = "Would add" if self.dry_run else "Added"
        rest = f"; {here:,} {'was' if here == 1 else 'were'} here already" if here else ""
        return f"{verb} {counted(self.added, 'step')}: {passages_added}, {changes}{rest}."

    def as_json(self) -> dict[str, object]:
        """Return the report as the command line prints it."""
        return {
            "dry_run": self.dry_run,
            "added": self.added,
            "already_here": sum(item.already_here for item in self.items),
            "files": [_item_as_json(item) for item in self.items],
            "completeness": list(self.completeness),
            "conflicts": dict(self.conflicts),
        }


def _item_as_json(item: MergeItem) -> dict[str, object]:
    counts = item.counts
    return {
        "path": item.path,
        "kind": item.kind,
        "coder": item.coder or None,
        "added": counts.revisions,
        "already_here": item.already_here,
        "passages": counts.passages,
        "changed": counts.changed,
        "finished": counts.finished,
        "articles": counts.articles,
        "coders": counts.coders,
        "codebooks": counts.codebooks,
        "waiting": list(item.waiting),
        "text_differs": [
            {"article": one.article, "passages": one.passages, "reason": one.reason}
            for one in item.kept_aside
        ],
        "unknown_labels": dict(item.unknown_labels),
        "same_number_twice": list(item.same_number_twice),
    }


def merge(project: Project, paths: Sequence[Path], *, dry_run: bool = False) -> MergeReport:
    """Merge files into a project: all of them or, where one is refused, none; with `dry_run` none.

    Into a kit go newer kits and returns of its own coder. Raises `UserError` or `ProjectError`, one sentence
    with file and place.
    """
    sources = [source_of(path) for path in paths]
    newer = [path for path, s in zip(paths, sources, strict=True) if project.kit and s.kind == KIT]
    if not dry_run and (newer or not project.ask(merging.all_here, sources)):
        with suppress(ProjectError):  # the window tells why there are no copies; merging loses nothing
            project.back_up(BEFORE_MERGE)
    done = project.ask(_take_in, sources, newer, dry_run=dry_run)
    names = _names(project)
    items = tuple(_item(project, path, one, names) for path, one in zip(paths, done.taken, strict=True))
    came = any(item.counts.revisions or item.waiting for item in items) or bool(newer)
    return MergeReport(
        items=items,
        completeness=_completeness(done.states, names),
        conflicts=tuple((names.get(coder, coder), count) for coder, count in done.conflicts if count),
        dry_run=dry_run,
        changes=changed(*Kind) if came and not dry_run else NOTHING,
    )


def source_of(path: Path) -> Source:
    """Return a file as a source to merge from, whatever kind of file it is."""
    if guard.is_open_here(path):
        raise UserError(f"{path} is open in this program; close it first.")
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE))
    except FileNotFoundError as error:
        raise UserError(
            f"There is no file {path}; name a return or a project file with its ending."
        ) from error
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}.") from error
    return outside.project_file(path) if head == _SQLITE else return_source(path)


@dataclass(frozen=True, slots=True)
class _Done:
    """What was taken in, and how the streams stood then, whether or not it lasts."""

    taken: tuple[Taken, ...]
    states: tuple[StreamState, ...]
    conflicts: tuple[tuple[str, int], ...]


def _take_in(session: "Session", sources: Sequence[Source], newer: Sequence[Path], *, dry_run: bool) -> _Done:
    seen: list[tuple[tuple[StreamState, ...], tuple[tuple[str, int], ...]]] = []

    def finish(session: "Session") -> None:
        for path in newer:
            handing.take_newer(session, path)
        counted = ((coder.id, len(passages.conflicts(session, coder.id))) for coder in coders.all(session))
        seen.append((streams.states(session), tuple(counted)))

    taken = merging.take_in(session, sources, dry_run=dry_run, then=finish)
    return _Done(taken, *seen[0])


def _item(project: Project, path: Path, taken: Taken, names: Mapping[str, str]) -> MergeItem:
    source, counts = taken.source, taken.counts
    return MergeItem(
        path=str(path),
        kind=source.kind,
        coder=names.get(source.coder, "") if source.coder else "",
        counts=counts,
        already_here=taken.already,
        waiting=tuple(f"{_whose(s, names)} {_ranges(found)}" for s, found in taken.waiting),
        kept_aside=tuple(_kept_aside(project, source, counts.held)),
        unknown_labels=_unknown_labels(project, counts.labels),
        same_number_twice=tuple(f"{_whose(s, names)} {_ranges(found)}" for s, found in taken.twice),
    )


def _names(project: Project) -> dict[str, str]:
    return {coder.id: shown_name(coder) for coder in project.ask(coders.all)}


def _whose(stream: Stream, names: Mapping[str, str]) -> str:
    return names.get(stream.owner, "the lead") + (
        "" if stream.layer in (CODER, PROJECT) else f", {stream.layer}"
    )


def _ranges(found: Iterable[Range]) -> str:
    """Return ranges as they are read: 12, 14–20 and 31."""
    said = [f"{first:,}" if first == last else f"{first:,}–{last:,}" for first, last in found]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _kept_aside(project: Project, source: Source, counts: Mapping[str, int]) -> Iterator[KeptAside]:
    here = {item.name for item in project.ask(articles.summaries)}
    for identity, count in sorted(counts.items()):
        if count:
            name, _ = source.articles.get(identity, (identity, ""))
            reason = "the text differs from this project's" if name in here else "the article is not here"
            yield KeptAside(name, count, reason)


def _unknown_labels(project: Project, counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    known = {label for book in every_codebook(project).values() for label in _label_ids(book)}
    return tuple((label, count) for label, count in sorted(counts.items()) if label and label not in known)


def _label_ids(book: Codebook) -> set[str]:
    return {entry.id for entry in book.entries if isinstance(entry, Label)}


def completeness(project: Project) -> tuple[str, ...]:
    """Say of each coder how far the work is here: complete, or waiting for an earlier part."""
    return _completeness(project.ask(streams.states), _names(project))


def _completeness(states: Iterable[StreamState], names: Mapping[str, str]) -> tuple[str, ...]:
    found: dict[str, list[StreamState]] = defaultdict(list)
    for state in states:
        if state.stream.layer == CODER:
            found[names.get(state.stream.owner, state.stream.owner)].append(state)
    return tuple(_how_far_all(name, found[name]) for name in sorted(found))


def _how_far_all(name: str, states: Sequence[StreamState]) -> str:
    first, *others = map(_how_far, states)
    return "; ".join((f"{name} {first}", *(f"stream {i}: {far}" for i, far in enumerate(others, start=2))))


def _how_far(state: StreamState) -> str:
    done = f"1–{state.complete:,}" if state.complete else "nothing yet"
    return f"{done}, waiting for {_ranges(state.missing)}" if state.missing else f"{done} complete"
