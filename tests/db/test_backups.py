"""Copies of a project: made at open, while it changes and when asked; counted before they count; thinned."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import backups, coders, counts, passages, thinning, verify
from db.errors import NotFoundError, ProjectError, ReadOnlyError
from db.keeper import Keeping
from db.project import Project
from db.thinning import Copy

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "shelf"


@pytest.fixture
def opened(office: "Office", shelf: Path) -> Callable[[Path], Project]:
    """Open a project whose copies go to the shelf."""

    def open_it(path: Path) -> Project:
        keeping = Keeping(shelf / "backups", shelf / "journal")
        office.opened.append(Project.open(path, program="pressmark test", keeping=lambda *_: keeping))
        return office.opened[-1]

    return open_it


def kept(shelf: Path) -> tuple[backups.Backup, ...]:
    return backups.listing(shelf / "backups")


def test_a_copy_is_made_at_open_and_holds_what_was_there_then(
    work: "Work", opened: Callable[[Path], Project], shelf: Path
) -> None:
    marked = work.mark(17, 31)
    work.project.close()
    work.project = opened(work.project.path)
    work.mark(0, 8)
    work.project.close()
    (backup,) = kept(shelf)
    assert (backup.why, backup.counts.live, backup.of) == ("opened", 1, str(work.project.path))
    with Project.open(backup.path, program="pressmark test") as copy:
        assert copy.ask(passages.all) == (marked,)
        assert copy.ask(verify.check) == ()


def test_nothing_changed_no_copy(work: "Work", opened: Callable[[Path], Project], shelf: Path) -> None:
    work.project.close()
    for _ in range(3):
        opened(work.project.path).close()
    assert len(kept(shelf)) == 1


def test_an_empty_project_is_not_copied(
    project: Project, opened: Callable[[Path], Project], shelf: Path
) -> None:
    project.close()
    opened(project.path).close()
    assert kept(shelf) == ()


def test_a_copy_is_made_when_asked_and_while_the_project_changes(
    work: "Work", shelf: Path, office: "Office"
) -> None:
    work.project.close()
    keeping = Keeping(shelf / "backups", shelf / "journal", every=0.05)
    work.project = Project.open(work.project.path, program="pressmark test", keeping=lambda *_: keeping)
    office.opened.append(work.project)
    work.mark(17, 31)
    asked = work.project.back_up("merge")
    assert asked is None or asked.counts.live == 1
    work.mark(0, 8)
    for _ in range(400):
        if any(backup.counts.live == 2 for backup in work.project.backups()):
            break
        time.sleep(0.01)
    assert work.project.backups()[0].counts.live == 2
    assert work.project.back_up("merge") is None
    assert work.project.keeping_trouble == ""


def test_others_have_their_turn_while_a_large_project_is_copied(
    work: "Work", opened: Callable[[Path], Project], shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_STEP", 2)
    for start in range(0, 60, 4):
        work.mark(start, start + 3, note="a long note " * 300)
    work.project.close()
    work.project = opened(work.project.path)
    late = work.mark(1, 2)
    work.project.close()
    (backup,) = kept(shelf)
    assert backup.counts.live in (15, 16)
    with Project.open(backup.path, program="pressmark test") as copy:
        assert copy.ask(verify.check) == ()
        assert len(copy.ask(passages.all)) == backup.counts.live
    with Project.open(work.project.path, program="pressmark test") as project:
        assert late in project.ask(passages.all)
        assert project.ask(verify.check) == ()


def test_a_copy_that_is_not_whole_does_not_count(work: "Work", shelf: Path) -> None:
    work.mark(17, 31)
    draft = work.project.ask(backups.write, shelf, "asked", lambda: None)
    data = bytearray(draft.path.read_bytes())
    data[-4096:] = bytes(4096)
    draft.path.write_bytes(data)
    with pytest.raises(ProjectError):
        backups.confirm(draft)
    assert not list(shelf.iterdir())


def test_a_copy_that_holds_something_else_does_not_count(work: "Work", shelf: Path) -> None:
    draft = work.project.ask(backups.write, shelf, "asked", lambda: None)
    with pytest.raises(ProjectError, match="does not hold what the project held"):
        backups.confirm(replace(draft, counts=replace(draft.counts, articles=7)))
    assert not list(shelf.iterdir())


def test_what_a_killed_program_left_half_done_is_no_copy_and_goes(
    work: "Work", opened: Callable[[Path], Project], shelf: Path
) -> None:
    folder = shelf / "backups"
    work.project.close()
    opened(work.project.path).close()
    (folder / "0190.draft").write_bytes(b"half")
    (folder / "20260301T000000.000Z-opened.pressmark").write_bytes(b"no word of it")
    (folder / "20260302T000000.000Z-opened.json").write_text("{}")
    assert len(kept(shelf)) == 1
    opened(work.project.path).close()
    assert not list(folder.glob("*.draft"))


def test_a_disk_that_takes_no_backup_is_told_of_and_keeps_nobody_from_work(
    work: "Work", opened: Callable[[Path], Project], shelf: Path
) -> None:
    work.project.close()
    shelf.write_text("a file where the folder should be")
    work.project = opened(work.project.path)
    work.mark(17, 31)
    with pytest.raises(ProjectError, match="No backup could be written"):
        work.project.back_up("merge")
    assert "second copy of your work cannot be written" in work.project.keeping_trouble or (
        "No backup could be made" in work.project.keeping_trouble
    )
    assert len(work.passages()) == 1


def test_without_a_place_for_backups_asking_for_one_says_so(work: "Work") -> None:
    with pytest.raises(ProjectError, match="No place for backups"):
        work.project.back_up("merge")
    assert work.project.backups() == ()


def test_backups_are_found_by_number_and_name(
    work: "Work", opened: Callable[[Path], Project], shelf: Path
) -> None:
    work.project.close()
    for start in (0, 4):
        work.project = opened(work.project.path)
        work.mark(start, start + 3)
        work.project.back_up("asked")
        work.project.close()
    found = kept(shelf)
    assert [backup.counts.live for backup in found] == sorted((b.counts.live for b in found), reverse=True)
    assert backups.find(found, "1") == found[0]
    assert backups.find(found, found[-1].name) == found[-1]
    with pytest.raises(NotFoundError, match="no backup “x”"):
        backups.find(found, "x")


def test_work_that_is_gone_without_a_revision_is_an_alarm(
    work: "Work", opened: Callable[[Path], Project], shelf: Path
) -> None:
    work.project.close()
    early = work.project.path.read_bytes()
    work.project = opened(work.project.path)
    work.mark(17, 31)
    work.mark(0, 8)
    work.project.back_up("asked")
    work.project.close()
    work.project.path.write_bytes(early)
    replaced = opened(work.project.path)
    replaced.ask(coders.all)
    (loss,) = replaced.losses
    assert (loss.owner, loss.passages_then, loss.passages_now, loss.missing) == (work.coder.id, 2, 0, 2)
    assert kept(shelf)[-1].pinned or kept(shelf)[0].pinned


def test_work_that_was_taken_away_by_its_coder_is_none(
    work: "Work", opened: Callable[[Path], Project]
) -> None:
    marked = work.mark(17, 31)
    work.mark(0, 8)
    work.project.close()
    work.project = opened(work.project.path)
    work.delete(marked)
    work.undo()
    work.redo()
    work.project.close()
    again = opened(work.project.path)
    again.ask(coders.all)
    assert again.losses == ()


def test_passages_taken_out_of_the_file_by_somebody_else_are_an_alarm(
    work: "Work", opened: Callable[[Path], Project]
) -> None:
    work.mark(17, 31)
    work.mark(0, 8)
    work.project.close()
    opened(work.project.path).close()
    connection = sqlite3.connect(work.project.path)
    connection.execute("UPDATE passage SET deleted = 1 WHERE start = 0")
    connection.commit()
    connection.close()
    again = opened(work.project.path)
    again.ask(coders.all)
    assert [(loss.passages_then, loss.passages_now) for loss in again.losses] == [(2, 1)]


def test_a_damaged_project_is_not_copied(
    work: "Work", opened: Callable[[Path], Project], shelf: Path
) -> None:
    work.mark(17, 31)
    work.project.close()
    connection = sqlite3.connect(work.project.path)
    connection.execute("UPDATE revision SET verb = 'relabel' WHERE verb = 'mark'")
    connection.commit()
    connection.close()
    project = opened(work.project.path)
    with pytest.raises(ReadOnlyError):
        project.ask(coders.add, "Berta")
    project.close()
    assert kept(shelf) == ()


def made(days: float, size: int = 1, *, pinned: bool = False) -> Copy:
    return Copy(f"{days}", NOW - timedelta(days=days), size, pinned)


def test_all_of_today_stay_then_one_a_day_then_one_a_week() -> None:
    copies = [made(hours / 24) for hours in range(0, 24 * 80, 3)]
    left = [copy for copy in copies if copy.name not in thinning.to_drop(copies, NOW, 10**9)]
    today = [copy for copy in left if copy.made_at.date() == NOW.date()]
    month = [c for c in left if 1 <= (NOW.date() - c.made_at.date()).days < thinning.DAYS]
    older = [c for c in left if (NOW.date() - c.made_at.date()).days >= thinning.DAYS]
    assert len(today) == 5
    assert len(month) == thinning.DAYS - 1
    assert len({copy.made_at.date() for copy in month}) == len(month)
    assert len({copy.made_at.isocalendar()[:2] for copy in older}) == len(older) == 8


@given(
    st.lists(st.tuples(st.floats(0, 200), st.integers(1, 50), st.booleans()), min_size=1, max_size=40),
    st.integers(1, 500),
)
def test_the_cap_is_kept_and_the_newest_and_the_pinned_stay(
    found: list[tuple[float, int, bool]], cap: int
) -> None:
    copies = [
        Copy(str(n), NOW - timedelta(days=days), size, pinned) for n, (days, size, pinned) in enumerate(found)
    ]
    dropped = thinning.to_drop(copies, NOW, cap)
    left = [copy for copy in copies if copy.name not in dropped]
    newest = max(copy.made_at for copy in copies)
    assert any(copy.made_at == newest for copy in left)
    assert all(copy in left for copy in copies if copy.pinned)
    spare = [copy for copy in left if not copy.pinned]
    assert sum(copy.size for copy in left) <= cap or len(spare) <= 1


def test_counts_survive_being_written_down(work: "Work") -> None:
    work.mark(17, 31)
    found = work.project.ask(counts.of)
    assert counts.Counts.from_json(found.to_json()) == found
    assert found.live == 1
