"""What this computer keeps of a project: copies, a journal, and how a lost or spoiled project comes back."""

from pathlib import Path

import pytest

from db import acts, articles, backups, coders, journal_entries, log, passages, progress, verify
from db.errors import NotFoundError, ProjectError, ProjectHeldError
from db.project import Project
from desktop.errors import UserError
from desktop.study import desk as desks
from desktop.study import keeping, planning
from desktop.study.coders import add_coder, all_coders
from desktop.study.desk import Desk
from desktop.study.importing import add_articles
from desktop.study.opening import create, open_project
from desktop.study.planning import DeskArticle

TEXT = "The mill closed. “We regret it,” said the owner. Of course he does.\nAnd the town waits, as ever, 😀."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with one article and one coder, closed."""
    found = tmp_path / "study.pressmark"
    article = tmp_path / "mill.txt"
    article.write_text(TEXT, encoding="utf-8")
    with create(found) as project:
        add_coder(project, "Anna")
        add_articles(project, [article])
    return found


def sit_down(project: Project) -> tuple[Desk, DeskArticle]:
    desk = Desk(project, all_coders(project)[0])
    return desk, desks.load(desk, project.ask(articles.summaries)[0].id)


def mark(project: Project, start: int, end: int, note: str = "") -> None:
    desk, at = sit_down(project)
    planned = planning.mark(at, start, end, "editorialising")
    desks.save(desk, planned).result()
    if note:
        at = desks.load(desk, at.article.id)
        desks.save(desk, planning.set_note(at, planned.put[0].id, note)).result()


def finish(project: Project) -> None:
    desk, at = sit_down(project)
    desks.save(desk, planning.finish(at)).result()


def quotes(path: Path) -> list[str]:
    with open_project(path) as project:
        assert project.ask(verify.check) == ()
        return [passage.quote for passage in project.ask(passages.all)]


def journal(path: Path) -> Path:
    (place,) = keeping.places(path)
    return place.journal


def everything(project: Project) -> tuple[object, ...]:
    ask = project.ask
    assert ask(verify.check) == ()
    work = (ask(passages.all), ask(log.revisions), ask(progress.all))
    return (*work, ask(coders.all), ask(articles.all), project.id)


def test_a_backup_is_listed_with_what_it_holds_and_comes_back(path: Path) -> None:
    with open_project(path) as project:
        mark(project, 0, 16)
    with open_project(path) as project:
        mark(project, 17, 31)
    found = keeping.backups_of(path)
    assert [backup.counts.live for backup in found] == [1, 0]
    restored = keeping.restore(path, "2")
    assert (restored.counts.live, restored.counts.articles) == (0, 1)
    assert restored.replaced is not None
    assert quotes(path) == []
    assert len(quotes(restored.replaced)) == 2


def test_what_was_replaced_is_a_copy_too_and_going_back_raises_no_alarm(path: Path) -> None:
    with open_project(path) as project:
        mark(project, 0, 16)
    restored = keeping.restore(path, keeping.backups_of(path)[-1].name)
    found = keeping.backups_of(path)
    assert [backup.why for backup in found[:2]] == ["restored", "replaced"]
    assert found[1].counts.live == 1
    with open_project(path) as project:
        all_coders(project)
        assert project.losses == ()
    keeping.restore(path, found[1].name)
    assert len(quotes(path)) == 1
    assert restored.replaced is not None


def test_an_older_file_in_the_place_of_the_project_is_an_alarm(path: Path) -> None:
    before = path.read_bytes()
    with open_project(path) as project:
        mark(project, 0, 16)
        project.back_up("asked")
    path.write_bytes(before)
    with open_project(path) as project:
        all_coders(project)
        (sentence,) = keeping.loss_sentences(project)
        assert "Anna had 1 passage" in sentence
        assert "now 0" in sentence


@pytest.mark.parametrize("spoil", ["deleted", "overwritten", "older"])
def test_a_lost_project_is_made_again_to_the_last_act(path: Path, spoil: str) -> None:
    early = path.read_bytes()
    with open_project(path) as project:
        mark(project, 0, 16, note="private")
        desk, at = sit_down(project)
        desks.undo(desk, at.writer).result()
        mark(project, 17, 31)
        finish(project)
        before = everything(project)
    if spoil == "deleted":
        path.unlink()
    else:
        path.write_bytes(early if spoil == "older" else b"spilled coffee")
    restored = keeping.restore_from_journal(path)
    assert restored.waiting == 0
    with open_project(path) as project:
        assert everything(project) == before
        desk, at = sit_down(project)
        assert at.undo is not None
        desks.undo(desk, at.writer).result()
        assert project.ask(acts.steps, at.writer)[1] is not None


def test_the_journal_alone_brings_a_young_project_back(path: Path) -> None:
    with open_project(path) as project:
        mark(project, 0, 16, note="a note")
        before = project.ask(passages.all)
    (place,) = keeping.places(path)
    for backup in keeping.backups_of(path)[:-1]:
        backups.discard(backup)
    path.unlink()
    keeping.restore_from_journal(path)
    with open_project(path) as project:
        assert project.ask(passages.all) == before
        assert project.ask(verify.check) == ()
    assert place.journal.is_dir()


def test_a_torn_or_damaged_line_of_the_journal_costs_no_more_than_itself(path: Path) -> None:
    with open_project(path) as project:
        mark(project, 0, 16)
        mark(project, 17, 31)
    (file,) = journal_entries.files(journal(path))
    data = file.read_bytes()
    file.write_bytes(data[: len(data) - 40])
    path.unlink()
    keeping.restore_from_journal(path)
    assert len(quotes(path)) == 1


def test_the_journal_is_trimmed_once_a_backup_covers_it(path: Path) -> None:
    with open_project(path) as project:
        mark(project, 17, 31, note="so many words " * 500)
        long = sum(file.stat().st_size for file in journal_entries.files(journal(path)))
        project.back_up("asked")
        project.ask(coders.all)
        short = sum(file.stat().st_size for file in journal_entries.files(journal(path)))
        assert short < long / 5
        mark(project, 0, 16)
    path.unlink()
    keeping.restore_from_journal(path)
    assert len(quotes(path)) == 2


def test_after_a_restore_the_journal_begins_anew_and_the_old_one_is_kept(path: Path) -> None:
    with open_project(path) as project:
        mark(project, 0, 16)
    keeping.restore(path, keeping.backups_of(path)[-1].name)
    with open_project(path) as project:
        mark(project, 17, 31)
    assert len(journal_entries.files(journal(path))) == 1
    assert len(journal_entries.all_files(journal(path))) == 2
    path.unlink()
    keeping.restore_from_journal(path)
    assert len(quotes(path)) == 2  # what was given up by will is not lost either


def test_what_cannot_be_brought_back_is_said_in_words(path: Path, tmp_path: Path) -> None:
    open_project(path).close()
    unknown = tmp_path / "unknown.pressmark"
    with pytest.raises(NotFoundError, match="no backup of unknown"):
        keeping.restore(unknown, "1")
    with pytest.raises(NotFoundError, match="no journal of unknown"):
        keeping.restore_from_journal(unknown)
    with open_project(path), pytest.raises(ProjectHeldError, match="close it first"):
        keeping.restore(path, "1")
    with pytest.raises(NotFoundError, match="no backup “99”"):
        keeping.restore(path, "99")
    backup = keeping.backups_of(path)[0]
    data = bytearray(backup.path.read_bytes())
    data[5000] ^= 1
    backup.path.write_bytes(data)
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="its bytes changed"):
        keeping.restore(path, "1")
    assert path.read_bytes() == before


def test_any_project_file_can_be_brought_back_by_its_path(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "stick" / "copy.pressmark"
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    with open_project(path) as project:
        mark(project, 0, 16)
    assert keeping.restore(path, str(copy)).counts.live == 0
    text = tmp_path / "notes.txt"
    text.write_text("no project " * 40)
    with pytest.raises(ProjectError, match="not a project file"):
        keeping.restore(path, str(text))


def test_a_journal_left_beside_the_file_is_moved_aside(path: Path) -> None:
    with open_project(path) as project:
        mark(project, 0, 16)
    path.unlink()
    stray = path.with_name(path.name + "-journal")
    stray.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    keeping.restore(path, "1")
    assert not stray.exists()
    assert list(path.parent.glob("study.pressmark-journal.stray-*"))


def test_backups_may_go_to_a_folder_of_ones_own(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    with pytest.raises(UserError, match="no folder"):
        keeping.set_backup_folder(path, folder)
    folder.mkdir()
    keeping.set_backup_folder(path, folder)
    with open_project(path) as project:
        mark(project, 0, 16)
        project.back_up("asked")
    assert {backup.path.parent.parent for backup in keeping.backups_of(path)} == {folder}
    keeping.set_backup_folder(path, None)
    with open_project(path) as project:
        mark(project, 17, 31)
        project.back_up("asked")
    assert len(list(folder.rglob("*.pressmark"))) == 2
    with pytest.raises(UserError, match="never opened"):
        keeping.set_backup_folder(tmp_path / "other.pressmark", None)


def test_a_project_that_was_moved_keeps_its_copies(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        mark(project, 0, 16)
    elsewhere = tmp_path / "elsewhere" / "renamed.pressmark"
    elsewhere.parent.mkdir()
    path.rename(elsewhere)
    assert len(keeping.backups_of(elsewhere)) == 1
    keeping.restore(elsewhere, "1")
    assert quotes(elsewhere) == []


def test_a_project_is_forgotten_on_this_computer_and_stays_where_it_is(path: Path) -> None:
    with open_project(path) as project:
        mark(project, 0, 16)
        with pytest.raises(UserError, match="close it first"):
            keeping.forget(path)
    before = path.read_bytes()
    assert keeping.forget(path) == 1
    assert not [found for found in keeping.data_folder().rglob("*") if found.is_file()]
    assert path.read_bytes() == before
    assert keeping.backups_of(path) == ()


def test_a_shared_folder_is_told_of_once(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    with create(folder / "study.pressmark") as project:
        first = keeping.shared_place_notice(project)
        assert "Dropbox" in first
        assert keeping.shared_place_notice(project) == ""
    with create(tmp_path / "study.pressmark") as project:
        assert keeping.shared_place_notice(project) == ""


def test_a_spoiled_journal_is_no_reason_not_to_work(path: Path) -> None:
    place = keeping.places(path)[0]
    for file in journal_entries.files(place.journal):
        file.write_bytes(b"\xff\xfe garbage\n" * 10)
    with open_project(path) as project:
        mark(project, 0, 16)
        assert project.keeping_trouble == ""
    assert len(quotes(path)) == 1


def test_a_project_is_moved_whole_and_keeps_its_copies(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        mark(project, 17, 31)
    before = keeping.backups_of(path)
    (tmp_path / "elsewhere").mkdir()
    moved = keeping.move(path, tmp_path / "elsewhere")
    assert moved == tmp_path / "elsewhere" / "study.pressmark"
    assert not path.exists()
    assert len(quotes(moved)) == 1
    assert {copy.name for copy in before} <= {copy.name for copy in keeping.backups_of(moved)}


def test_a_project_is_not_moved_over_another_nor_while_it_is_open(path: Path, tmp_path: Path) -> None:
    with open_project(path), pytest.raises(UserError, match="close it first"):
        keeping.move(path, tmp_path)
    with pytest.raises(UserError, match="make it first"):
        keeping.move(path, tmp_path / "nowhere")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "study.pressmark").write_text("another")
    with pytest.raises(UserError, match="already"):
        keeping.move(path, tmp_path / "elsewhere")
    assert quotes(path) == []


def test_a_damaged_project_is_not_moved(path: Path, tmp_path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(ProjectError):
        keeping.move(path, tmp_path / "elsewhere")
    assert path.exists()
    assert not list((tmp_path / "elsewhere").iterdir())
