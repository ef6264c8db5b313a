"""What keeps the work safe, at the real window: copies, alarms, banners, and what is not saved."""

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from db import articles, coders, passages
from db.errors import ProjectError
from db.records import CODER
from db.session import Session
from desktop.study import keeping
from desktop.study.opening import open_project
from desktop.ui.desk.movement import Selection
from desktop.ui.dialogs.backups import BackupsSheet
from desktop.ui.dialogs.for_good import ForGoodSheet
from desktop.ui.verbs import keeping as verbs
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

QUOTE = "preferred to hum"
ROOT = Path(__file__).resolve().parents[2]


def lines(sheet: BackupsSheet) -> list[list[str]]:
    tree = sheet.list
    items = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(tree.columnCount())] for item in items if item]


def choose(sheet: BackupsSheet, at: int) -> None:
    item = sheet.list.topLevelItem(at)
    assert item is not None
    sheet.list.setCurrentItem(item)


def backups(person: Person) -> BackupsSheet:
    person.do("project.backups")
    sheet = person.sheet()
    assert isinstance(sheet, BackupsSheet)
    return sheet


def offer(person: Person) -> QPushButton:
    return person.made.window.notice.offer_button


def settle_reports(person: Person, words: str) -> str:
    """Read a report and close it."""
    sheet = person.sheet()
    said = person.words(sheet)
    assert words in said
    person.answer("Close")
    return said


def quotes(person: Person) -> list[str]:
    return [passage.quote for passage in person.passages()]


def refuse_writes(person: Person, *, on: bool) -> None:
    """Make the file read-only for its one connection, as a full disk would."""

    def pragma(session: Session) -> None:
        session.connection.execute(f"PRAGMA query_only = {int(on)}")

    assert person.made.place.project is not None
    person.made.place.project.ask(pragma)


def test_a_copy_is_made_listed_and_brought_back_and_the_replaced_file_stays(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    person.open(demo, "A")
    before = quotes(person)
    person.mark(QUOTE, Qt.Key.Key_E)
    sheet = backups(person)
    person.answer("Make a copy now")
    made = lines(sheet)
    assert [line[1] for line in made] == ["on request", "when it was opened"]
    assert int(made[0][3]) == int(made[1][3]) + 1
    choose(sheet, 1)
    person.answer("Bring back…")
    assert "stays beside it" in person.words(person.sheet())
    person.answer("Bring back")
    said = settle_reports(person, "holds")
    (replaced,) = demo.parent.glob("*.replaced-*.pressmark")
    assert replaced.name in said
    assert quotes(person) == before
    assert len(lines(backups(person))) == 4
    person.sheet().reject()


def test_a_coder_learns_from_the_list_of_copies_nothing_of_the_others(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    own = int(lines(backups(person))[0][3])
    person.sheet().reject()
    person.do("project.who")
    person.choose_who("Lead’s view")
    everybodys = int(lines(backups(person))[0][3])
    person.sheet().reject()
    assert 0 < own < everybodys


def test_copies_go_to_a_folder_of_ones_own_and_back_to_the_usual_one(
    window: OpenWindow, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    person = window()
    person.open(demo, "A")
    sheet = backups(person)
    assert "the program’s own folder" in person.words(sheet)
    person.answer("Another folder…")
    assert str(stick) in person.words(sheet)
    assert keeping.backup_folder(demo) == stick
    person.answer("Usual folder")
    assert "the program’s own folder" in person.words(sheet)
    sheet.reject()


def test_a_project_that_cannot_be_opened_is_brought_back_from_its_copy(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    person.open(demo, "A")
    before = quotes(person)
    person.do("project.close")
    demo.write_bytes(demo.read_bytes()[:-4096])
    person.open(demo, "A")
    assert "cut off" in person.notice()
    person.click("Backups…")
    assert isinstance(person.sheet(), BackupsSheet)
    person.answer("Bring back…")
    person.answer("Bring back")
    settle_reports(person, "holds")
    person.choose_who("A")
    assert quotes(person) == before


def test_a_project_that_is_gone_is_made_again_from_the_journal(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    person.mark(QUOTE, Qt.Key.Key_E)
    after = quotes(person)
    person.do("project.close")
    demo.unlink()
    person.open(demo, "A")
    person.click("Backups…")
    person.answer("Make again from the journal…")
    person.answer("Make again")
    settle_reports(person, "holds")
    person.choose_who("A")
    assert quotes(person) == after


def test_where_nothing_is_kept_nothing_is_offered(window: OpenWindow, tmp_path: Path) -> None:
    person = window()
    person.open(tmp_path / "never.pressmark")
    assert "no project file" in person.notice()
    assert not offer(person).isVisible()


def test_a_coder_hears_that_others_work_is_missing_and_no_more(window: OpenWindow, demo: Path) -> None:
    person = window()
    early = demo.read_bytes()
    person.open(demo, "A")
    person.mark(QUOTE, Qt.Key.Key_E)
    person.made.place.project.back_up("asked")  # type: ignore[union-attr]
    person.do("project.close")
    demo.write_bytes(early)
    person.open(demo, "B")
    assert "tell the lead" in person.words(person.sheet())
    assert "had" not in person.words(person.sheet())
    person.answer("Close")
    person.do("project.who")
    person.choose_who("Lead’s view")
    assert "A had" in person.words(person.sheet())
    person.answer("Backups…")
    assert "kept for good" in " ".join(line[1] for line in lines(person.sheet()))  # type: ignore[arg-type]
    person.sheet().reject()


def test_work_that_went_without_a_revision_is_an_alarm(window: OpenWindow, demo: Path) -> None:
    person = window()
    early = demo.read_bytes()
    person.open(demo, "A")
    before = quotes(person)
    person.mark(QUOTE, Qt.Key.Key_E)
    person.made.place.project.back_up("asked")  # type: ignore[union-attr]
    person.do("project.close")
    demo.write_bytes(early)
    person.open(demo, "A")
    assert quotes(person) == before
    assert "nothing in the project says why" in person.words(person.sheet())
    person.answer("Backups…")
    sheet = person.sheet()
    assert isinstance(sheet, BackupsSheet)
    kept = next(at for at, line in enumerate(lines(sheet)) if "kept for good" in line[1])
    choose(sheet, kept)
    person.answer("Bring back…")
    person.answer("Bring back")
    settle_reports(person, "holds")
    assert QUOTE in quotes(person)
    assert person.no_sheet()


def test_a_project_in_a_synchronised_folder_says_so_once_and_can_be_moved(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    shared, here = tmp_path / "Dropbox", tmp_path / "here"
    shared.mkdir()
    here.mkdir()
    path = demo.rename(shared / demo.name)
    person = window()
    person.open(path, "A")
    if "Dropbox" not in person.notice():  # something else was said over it
        person.click("Close")
    assert "Dropbox" in person.notice()
    assert offer(person).text() == "Move it…"
    person.made.window.notice.warn("No such article.")
    person.click("Close")
    assert "Dropbox" in person.notice()
    verbs.move(person.made.place, here)
    person.wait()
    assert "Dropbox" not in person.notice()
    assert person.made.place.project is not None
    assert person.made.place.project.path == here / demo.name
    assert not path.exists()
    person.mark(QUOTE, Qt.Key.Key_E)
    person.do("project.close")
    (here / demo.name).rename(path)
    person.open(path, "A")
    assert "Dropbox" not in person.notice()


def test_a_project_that_cannot_be_moved_is_opened_where_it_is(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    person = window()
    person.open(demo, "A")
    verbs.move(person.made.place, tmp_path)
    person.wait()
    settle_reports(person, "already; choose another folder")
    assert person.made.place.project is not None
    assert person.title()


def test_a_damaged_project_is_only_read_and_takes_no_label(window: OpenWindow, demo: Path) -> None:
    connection = sqlite3.connect(demo)
    connection.execute(
        "UPDATE revision SET verb = 'relabel' WHERE number = (SELECT max(number) FROM revision)"
    )
    connection.commit()
    connection.close()
    person = window()
    person.open(demo, "A")
    banner = person.made.window.banner
    assert banner.sentence().startswith("Only open for reading: Lamp study.pressmark is damaged")
    before = quotes(person)
    desk = person.made.deskside.desk
    start = desk.controller.text.index(QUOTE)
    desk.canvas.select(Selection(start, start + len(QUOTE)))
    desk.pane.setFocus()
    person.press(Qt.Key.Key_E)
    assert quotes(person) == before
    assert desk.controller.unsaved == 0
    assert "damaged" in desk.quiet.sentence()
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.click("Backups…", banner)
    assert isinstance(person.sheet(), BackupsSheet)
    person.sheet().reject()
    person.do("project.close")
    assert banner.sentence() == ""


@pytest.mark.parametrize(("of_file", "of_folder"), [(0o444, 0o777), (0o666, 0o555)], ids=["file", "folder"])
def test_who_may_not_write_reads_under_a_banner_and_nothing_is_marked(
    demo: Path, tmp_path: Path, of_file: int, of_folder: int
) -> None:
    if sys.platform == "win32":
        pytest.skip("permissions are set another way on Windows")
    with tempfile.TemporaryDirectory(prefix="shelf-") as shelf:
        path = Path(shutil.copy(demo, Path(shelf) / "Lamp study.pressmark"))
        path.chmod(of_file)
        Path(shelf).chmod(of_folder)
        before = path.read_bytes()
        words = ("tests.ui.reader", str(demo), str(path), "A", QUOTE)
        done = subprocess.run(
            [sys.executable, "-m", *words], capture_output=True, text=True, check=False, timeout=60, cwd=ROOT
        )
        Path(shelf).chmod(0o755)
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout.splitlines()[-1])
        assert found["banner"].startswith("Only open for reading")
        assert "may not be written to" in found["said"]
        assert (found["same"], found["unsaved"]) == (True, 0)
        assert path.read_bytes() == before
        assert [each.name for each in Path(shelf).iterdir()] == [path.name]


def test_what_is_not_saved_is_said_in_words_and_saved_by_its_button(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    refuse_writes(person, on=True)
    marked = person.mark(QUOTE, Qt.Key.Key_E)
    desk = person.made.deskside.desk
    assert "was not saved" in person.notice()
    assert "✕ Not saved" in person.words(person.made.window.header)
    refuse_writes(person, on=False)
    person.click("Save again")
    assert desk.controller.unsaved == 0
    assert person.notice() == ""
    assert marked.id in [passage.id for passage in person.passages()]
    assert "✓ Saved" in person.words(person.made.window.header)


def test_a_window_with_something_unsaved_asks_before_it_closes(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    refuse_writes(person, on=True)
    person.mark(QUOTE, Qt.Key.Key_E)
    assert not person.made.window.close()
    assert "1 thing you did is not on disk" in person.words(person.sheet())
    person.sheet().reject()
    person.do("project.close")
    refuse_writes(person, on=False)
    person.answer("Save again")
    person.do("project.close")
    assert person.made.place.project is None
    person.open(demo, "A")
    assert QUOTE in quotes(person)


def test_one_may_leave_without_what_cannot_be_saved(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    refuse_writes(person, on=True)
    person.mark(QUOTE, Qt.Key.Key_E)
    person.do("project.close")
    person.answer("Leave without it")
    assert person.made.place.project is None
    person.open(demo, "A")
    assert QUOTE not in quotes(person)


def test_a_second_copy_that_cannot_be_written_is_told_of_once(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    (place,) = keeping.places(demo)
    person.made.place.project.back_up("asked")  # type: ignore[union-attr]
    for file in place.journal.iterdir():
        file.unlink()
    place.journal.rmdir()
    place.journal.write_text("a file where the folder should be")
    person.mark(QUOTE, Qt.Key.Key_E)
    person.made.keeping.look_at_copies()
    assert "second copy of your work cannot be written" in person.notice()
    person.click("Close")
    person.made.keeping.look_at_copies()
    assert person.notice() == ""


def agree(person: Person, yes: str) -> None:
    """Tick that one knows, then press the button, which waits for the tick."""
    sheet = person.sheet()
    assert isinstance(sheet, ForGoodSheet)
    person.press(Qt.Key.Key_Return)
    assert sheet.isVisible()
    sheet.tick.click()
    person.answer(yes)


def test_an_articles_words_are_purged_from_everything(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.sit_as_lead(demo)
    person.do("study.desk")
    article = person.made.place.article
    person.do("study.purge")
    assert "and so does what a list without texts" in person.words(person.sheet())
    agree(person, "Purge")
    settle_reports(person, "Taken out of the project")
    person.do("project.close")
    for file in (demo, *(copy.path for copy in keeping.backups_of(demo))):
        assert QUOTE.encode() not in file.read_bytes(), file
    with open_project(demo) as project, pytest.raises(ProjectError, match="purged"):
        project.ask(articles.get, str(article))


def test_a_coders_name_is_erased_and_the_work_stays(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.sit_as_lead(demo)
    person.do("study.erase")
    sheet = person.sheet()
    assert isinstance(sheet, ForGoodSheet)
    sheet.list.setCurrentRow(1)
    agree(person, "Erase")
    settle_reports(person, "Taken out of the project")
    person.do("project.close")
    with open_project(demo) as project:
        assert [coder.name for coder in project.ask(coders.all)] == ["A", None, "C"]
        assert len({passage.owner for passage in project.ask(passages.all, layer=CODER)}) == 3


def test_a_project_is_forgotten_on_this_computer_and_its_file_stays(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    person.do("project.forget")
    agree(person, "Forget")
    assert "the file itself stays" in person.notice()
    assert demo.exists()
    assert keeping.places(demo) == ()


def test_coders_are_not_offered_what_is_the_leads(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    assert {"project.backups", "project.move", "project.forget"} <= person.menu_ids()
    assert not {"study.purge", "study.erase"} & person.menu_ids()
