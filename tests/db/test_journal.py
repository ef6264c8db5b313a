"""The second copy: written after the answer and before the next task; what hinders it is told of, no more."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import acts, coders, journal_entries
from db.keeper import Keeping
from db.project import Project
from db.records import PutPassage
from db.session import Session

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "shelf"


@pytest.fixture
def kept(work: "Work", office: "Office", shelf: Path) -> "Work":
    """One coder at work in a project of which this computer keeps copies."""
    work.project.close()
    keeping = Keeping(shelf / "backups", shelf / "journal")
    work.project = Project.open(work.project.path, program="pressmark test", keeping=lambda *_: keeping)
    office.opened.append(work.project)
    return work


def written(shelf: Path) -> set[str]:
    """Return the ids of all revisions in the journal."""

    def ids() -> Iterator[str]:
        for path in journal_entries.files(shelf / "journal"):
            yield from (entry["revision"][0] for entry in journal_entries.read(path) if "n" in entry)

    return set(ids())


def test_what_was_saved_is_in_the_journal_before_the_next_task_however_many_wait(
    kept: "Work", shelf: Path
) -> None:
    def look(_: Session) -> set[str]:
        return written(shelf)

    made = [kept.act("mark", PutPassage(kept.draft(start, start + 3))) for start in range(0, 40, 4)]
    looks = []
    for act in made:
        kept.project.send(acts.commit, kept.writer, act)
        looks.append(kept.project.send(look))
    for place, found in enumerate(looks):
        assert {act.id for act in made[: place + 1]} <= found.result()


def test_a_journal_that_cannot_be_written_keeps_no_label_from_being_saved_and_is_caught_up(
    kept: "Work", shelf: Path
) -> None:
    kept.project.back_up("asked")
    kept.project.ask(coders.all)
    (shelf / "journal").rename(shelf / "elsewhere")
    first = kept.mark(17, 31)
    kept.project.ask(coders.all)
    assert "second copy of your work cannot be written" in kept.project.keeping_trouble
    (shelf / "elsewhere").rename(shelf / "journal")
    second = kept.mark(0, 8)
    kept.project.ask(coders.all)
    assert kept.project.keeping_trouble == ""
    assert {first.revision, second.revision} <= written(shelf)


def test_what_a_backup_covers_is_trimmed_and_nothing_else(kept: "Work", shelf: Path) -> None:
    early = kept.mark(17, 31)
    kept.project.back_up("asked")
    late = kept.mark(0, 8)
    kept.project.ask(coders.all)
    found = written(shelf)
    assert late.revision in found
    assert early.revision not in found
    kept.project.close()
    assert late.revision in written(shelf)


def test_lines_that_were_cut_off_or_damaged_leave_the_others(kept: "Work", shelf: Path) -> None:
    kept.project.ask(coders.all)
    marked = [kept.mark(start, start + 3).revision for start in (0, 4, 8)]
    kept.project.close()
    path = journal_entries.files(shelf / "journal")[-1]
    lines = path.read_bytes().splitlines(keepends=True)
    lines[-2] = lines[-2].replace(b'"mark"', b'"nark"')
    path.write_bytes(b"".join(lines)[:-20])
    assert written(shelf) & set(marked) == set(marked[:1])
