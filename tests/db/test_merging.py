"""Merging copies of a project: a union, whatever comes first and however often."""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import (
    articles,
    asides,
    coders,
    held,
    merging,
    outside,
    passages,
    purging,
    settings,
    streams,
    verify,
    zones,
)
from db.errors import ProjectError
from db.incoming import Incoming, Row, Source, Stream
from db.merging import Taken
from db.project import Project
from db.records import State
from tests.db import copies
from tests.db.copies import Contents

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work


def copy_of(work: "Work", office: "Office", name: str) -> "Work":
    """Copy the closed project file, and open the copy for the same coder."""
    work.project.close()
    path = work.project.path.with_name(name)
    shutil.copyfile(work.project.path, path)
    work.project = office.open(work.project.path)
    return replace(work, project=office.open(path))


def merge(project: Project, *others: "Work", dry_run: bool = False) -> tuple[Taken, ...]:
    for one in others:
        one.project.close()
    sources = [outside.project_file(one.project.path) for one in others]
    taken = project.ask(merging.take_in, sources, dry_run=dry_run)
    assert project.ask(verify.check) == ()
    return taken


def contents(project: Project) -> Contents:
    return project.ask(copies.contents)


def test_what_was_done_in_two_copies_is_in_the_merged_project_once(work: "Work", office: "Office") -> None:
    first = work.mark(0, 8)
    one = copy_of(work, office, "one.pressmark")
    two = copy_of(work, office, "two.pressmark")
    one.put(replace(first, label="reporting"))
    one.mark(9, 15, "reporting", note="in one")
    two.mark(17, 31, note="in two")
    two.set(State.FINISHED)
    taken = merge(work.project, one, two)
    assert [t.counts.revisions for t in taken] == [2, 2]
    assert [(t.counts.passages, t.counts.changed, t.counts.finished) for t in taken] == [(1, 1, 0), (1, 0, 1)]
    assert [(p.start, p.label, p.note) for p in work.passages()] == [
        (0, "reporting", ""),
        (9, "reporting", "in one"),
        (17, "editorialising", "in two"),
    ]
    again = merge(work.project, one, two)
    assert [t.counts.revisions for t in again] == [0, 0]
    assert all(t.already > 0 for t in again)


def test_a_rehearsal_says_the_same_and_changes_nothing(work: "Work", office: "Office") -> None:
    other = copy_of(work, office, "other.pressmark")
    other.mark(0, 8)
    before = contents(work.project)
    (told,) = merge(work.project, other, dry_run=True)
    assert contents(work.project) == before
    (done,) = merge(work.project, other)
    assert told.counts == done.counts
    assert contents(work.project) != before


def test_the_order_of_merging_makes_no_difference(work: "Work", office: "Office") -> None:
    marked = work.mark(0, 8)
    there = copy_of(work, office, "there.pressmark")
    one, two = (copy_of(work, office, f"{name}.pressmark") for name in ("one", "two"))
    one.put(replace(marked, label="reporting"))
    one.set(State.FINISHED)
    time.sleep(0.002)
    two.delete(marked)
    two.set(State.FINISHED)
    two.set(State.BEGUN)
    merge(work.project, one, two)
    merge(there.project, two)
    merge(there.project, one)
    assert contents(there.project) == contents(work.project)
    assert work.project.ask(passages.conflicts, work.coder.id) != ()


def test_what_the_lead_did_in_a_copy_comes_along(work: "Work", office: "Office") -> None:
    other = copy_of(work, office, "other.pressmark")
    fair = office.add(other.project, "fair.txt", "The fair was fun. Or so they say.")
    berta = other.project.ask(coders.add, "Berta")
    other.project.ask(settings.put, "colour", "blue")
    their = replace(other, coder=berta, article=other.project.ask(articles.get, fair.id))
    their.mark(18, 33)
    (taken,) = merge(work.project, other)
    assert (taken.counts.articles, taken.counts.coders, taken.counts.passages) == (1, 1, 1)
    assert work.project.ask(articles.get, fair.id).text.startswith("The fair")
    assert work.project.ask(articles.original, fair.id).startswith(b"The fair")
    assert work.project.ask(coders.find, "Berta") == berta
    assert work.project.ask(settings.get, "colour") == "blue"
    assert len(work.project.ask(zones.of_article, fair.id)) == 1


def test_the_file_in_two_places_under_one_name_keeps_both_and_says_so(
    work: "Work", office: "Office", tmp_path: Path
) -> None:
    kept = work.mark(0, 8)
    path = work.project.path
    work.project.close()
    earlier = path.read_bytes()
    work.project = office.open(path)
    work.mark(9, 15)
    work.project.close()
    shutil.copyfile(path, tmp_path / "tuesday.pressmark")
    path.write_bytes(earlier)  # the same file, in the same place: it goes on with the same numbers
    work.project = office.open(path)
    work.mark(17, 31)
    work.mark(32, 40)
    there = replace(work, project=office.open(tmp_path / "tuesday.pressmark"))
    (taken,) = merge(work.project, there)
    ((stream, twice),) = taken.twice
    assert stream.owner == work.coder.id
    assert twice == ((2, 2),)
    assert [p.start for p in work.passages()] == [0, 9, 17, 32]
    (state,) = [s for s in work.project.ask(streams.states) if s.stream.id == stream.id]
    assert (state.complete, state.twice) == (3, ((2, 2),))
    there.project = office.open(there.project.path)
    merge(there.project, work)
    work.project = office.open(path)
    assert contents(there.project) == contents(work.project)
    work.put(replace(kept, label="reporting"))  # and work goes on
    assert work.project.ask(verify.check) == ()


def test_undo_takes_back_what_was_done_here_and_nothing_that_came_in(work: "Work", office: "Office") -> None:
    work.mark(0, 8)
    other = copy_of(work, office, "other.pressmark")
    other.mark(17, 31)
    merge(work.project, other)
    work.undo()
    assert [p.start for p in work.passages()] == [17]
    assert work.undo() is None


def test_what_was_purged_in_one_copy_does_not_come_back_from_another(work: "Work", office: "Office") -> None:
    work.mark(0, 8, note="a name")
    other = copy_of(work, office, "other.pressmark")
    other.mark(17, 31, note="another name")
    there = copy_of(other, office, "there.pressmark")
    work.project.ask(purging.article, work.article.id)
    merge(work.project, other)
    assert {(p.quote, p.note) for p in work.passages()} == {("", "")}
    merge(there.project, work)
    work.project = office.open(work.project.path)
    assert contents(there.project) == contents(work.project)
    for path in (work.project.path, there.project.path):
        work.project.close()
        there.project.close()
        assert b"another name" not in path.read_bytes()
        assert b"We regret it" not in path.read_bytes()


def test_an_erased_name_is_erased_in_the_project_it_is_merged_into(work: "Work", office: "Office") -> None:
    other = copy_of(work, office, "other.pressmark")
    other.project.ask(coders.erase, other.coder)
    merge(work.project, other)
    assert [coder.name for coder in work.project.ask(coders.all)] == [None]
    work.project.close()
    assert b"Anna" not in work.project.path.read_bytes()


def test_a_file_of_another_project_is_refused(work: "Work", office: "Office") -> None:
    stranger = office.create("stranger.pressmark")
    stranger.close()
    before = contents(work.project)
    with pytest.raises(ProjectError, match="another project"):
        work.project.ask(merging.take_in, [outside.project_file(stranger.path)])
    assert contents(work.project) == before


def test_an_open_file_is_not_merged_into_itself(work: "Work") -> None:
    with pytest.raises(ProjectError, match="open in this program"):
        outside.project_file(work.project.path)


def test_a_file_that_was_changed_by_hand_is_refused_with_the_place(work: "Work", office: "Office") -> None:
    other = copy_of(work, office, "other.pressmark")
    other.mark(0, 8)
    other.project.close()
    connection = sqlite3.connect(other.project.path)
    with connection:
        connection.execute("UPDATE revision SET time = '2020-01-01T00:00:00.000Z' WHERE verb = 'mark'")
    connection.close()
    before = contents(work.project)
    with pytest.raises(ProjectError, match=r"other\.pressmark: revision 1 of stream .* not what was written"):
        merge(work.project, other)
    assert contents(work.project) == before


def test_a_quote_that_was_changed_by_hand_is_refused(work: "Work", office: "Office") -> None:
    other = copy_of(work, office, "other.pressmark")
    other.mark(0, 8)
    other.project.close()
    connection = sqlite3.connect(other.project.path)
    with connection:
        connection.execute("UPDATE aside SET content = 'The mall' WHERE kind = ?", (asides.QUOTE,))
    connection.close()
    with pytest.raises(ProjectError, match="its quote is not what was written"):
        merge(work.project, other)


def test_work_on_an_article_that_is_not_here_is_held_until_the_article_comes(
    work: "Work", office: "Office"
) -> None:
    other = copy_of(work, office, "other.pressmark")
    fair = office.add(other.project, "fair.txt", "The fair was fun. Or so they say.")
    their = replace(other, article=other.project.ask(articles.get, fair.id))
    their.mark(18, 33, note="found at the fair")
    their.set(State.FINISHED)
    other.project.close()
    source = outside.project_file(other.project.path)
    lead = {s.id for s in _streams(source) if s.layer == "project"}
    (taken,) = work.project.ask(merging.take_in, [_without(source, lead)])
    assert dict(taken.counts.held) == {fair.id: 1}
    assert work.project.ask(passages.all) == ()
    assert [(h.article, h.owner, h.passages) for h in work.project.ask(held.all)] == [
        (fair.id, work.coder.id, 1)
    ]
    assert work.project.ask(verify.check) == ()
    merge(work.project, other)
    assert [p.note for p in work.project.ask(passages.all)] == ["found at the fair"]
    assert work.project.ask(held.all) == ()


def test_a_later_part_waits_for_the_earlier_one(work: "Work", office: "Office") -> None:
    other = copy_of(work, office, "other.pressmark")
    for start in (0, 9, 17, 24, 32):
        other.mark(start, start + 4)
    other.project.close()
    source = outside.project_file(other.project.path)
    (taken,) = work.project.ask(merging.take_in, [_only(source, {1, 4, 5})])
    ((_, waiting),) = taken.waiting
    assert waiting == ((4, 5),)
    (state,) = [s for s in work.project.ask(streams.states) if s.waiting]
    assert (state.complete, state.waiting, state.missing) == (1, ((4, 5),), ((2, 3),))
    assert len(work.passages()) == 1
    assert work.project.ask(verify.check) == ()
    (taken,) = work.project.ask(merging.take_in, [_only(source, {2, 3})])
    assert taken.counts.revisions == 4
    assert [p.start for p in work.passages()] == [0, 9, 17, 24, 32]
    assert work.project.ask(verify.check) == ()


def _streams(source: Source) -> list[Stream]:
    with source.load() as incoming:
        return list(incoming.streams.values())


def _without(source: Source, gone: set[str]) -> Source:
    return _filtered(source, lambda row: row[1] not in gone)


def _only(source: Source, numbers: set[int]) -> Source:
    return _filtered(source, lambda row: row[6] != "coder" or row[2] in numbers)


def _filtered(source: Source, keep: Callable[[Row], bool]) -> Source:
    @contextmanager
    def load() -> Iterator[Incoming]:
        with source.load() as incoming:
            yield replace(incoming, revisions=[row for row in incoming.revisions if keep(row)])

    return replace(source, parts=(), load=load)
