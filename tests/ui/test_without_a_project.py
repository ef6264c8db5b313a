"""Somebody starts the program without a project."""

from pathlib import Path

from desktop.ui.preferences import Preferences, Store
from desktop.ui.workplace import Workplace
from tests.ui.conftest import OpenWindow


def test_the_start_page_offers_three_ways_in_and_what_was_opened_last(
    window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    store = Store()
    gone = tmp_path / "gone.pressmark"
    store.put(Preferences(recent=(str(demo), str(gone))))
    person = window(store)
    assert person.page() is person.made.window.start
    words = person.words()
    assert "learn how far your coders agree" in words
    assert str(demo.parent) in words
    person.click(demo.stem)
    assert person.made.place.project is not None
    assert person.made.place.project.path == demo


def test_a_project_that_is_gone_is_not_offered_any_more(window: OpenWindow, tmp_path: Path) -> None:
    store = Store()
    store.put(Preferences(recent=(str(tmp_path / "gone.pressmark"),)))
    assert "gone" not in window(store).words()


def test_a_project_dropped_on_the_window_is_opened(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.drop(demo)
    person.choose_who("B")
    assert person.made.window.windowTitle().endswith("Pressmark")
    assert "Lamp study" in person.made.window.windowTitle()


def test_articles_dropped_without_a_project_are_refused_in_one_sentence(
    window: OpenWindow, tmp_path: Path
) -> None:
    article = tmp_path / "a.txt"
    article.write_text("The bridge is closed.", encoding="utf-8")
    person = window()
    person.drop(article)
    assert person.notice() == "Open or begin a project first; then drop the articles on it."


def test_a_file_that_is_no_project_is_said_calmly_and_the_start_page_stays(
    window: OpenWindow, tmp_path: Path
) -> None:
    broken = tmp_path / "notes.pressmark"
    broken.write_text("not a project", encoding="utf-8")
    person = window()
    person.open(broken)
    assert "notes.pressmark" in person.notice()
    assert person.page() is person.made.window.start
    assert person.made.place.project is None


def test_only_what_can_be_done_without_a_project_stands_in_the_menus(window: OpenWindow) -> None:
    ids = window().menu_ids()
    assert {"project.new", "project.open", "project.quit", "help.about"} <= ids
    assert not {name for name in ids if name.startswith(("article.", "study.", "label.", "passage."))}


def test_a_new_project_opens_in_the_leads_view_with_its_first_steps(
    window: OpenWindow, tmp_path: Path
) -> None:
    person = window()
    person.do("project.new")
    sheet = person.sheet()
    sheet.folder.setText(str(tmp_path))  # type: ignore[attr-defined]
    sheet.name.setText("Harbour study")  # type: ignore[attr-defined]
    person.answer("Create project")
    assert (tmp_path / "Harbour study.pressmark").is_file()
    assert person.page() is person.made.window.steps
    assert "1 of 6 steps done" in person.words()


def test_a_name_that_is_taken_is_said_in_the_dialog_and_asked_again(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.do("project.new")
    sheet = person.sheet()
    sheet.folder.setText(str(demo.parent))  # type: ignore[attr-defined]
    sheet.name.setText(demo.stem)  # type: ignore[attr-defined]
    person.answer("Create project")
    assert "is there already" in person.words(person.sheet())
    person.answer("Cancel")
    assert person.no_sheet()


def test_a_codebook_that_cannot_be_read_is_refused_with_its_line_before_anything_is_written(
    window: OpenWindow, tmp_path: Path
) -> None:
    codebook = tmp_path / "mine.md"
    codebook.write_text('# Mine\n\n## Good {#good key=g colour="no colour"}\n', encoding="utf-8")
    person = window()
    person.do("project.new")
    sheet = person.sheet()
    sheet.folder.setText(str(tmp_path))  # type: ignore[attr-defined]
    sheet.use_codebook(codebook)  # type: ignore[attr-defined]
    person.answer("Create project")
    assert "mine.md, line 3" in person.words(person.sheet())
    assert not list(tmp_path.glob("*.pressmark"))
    person.answer("Cancel")


def test_closing_the_project_leads_back_to_the_start_page(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    person.do("project.close")
    assert person.page() is person.made.window.start
    assert isinstance(person.made.place, Workplace)
    assert person.made.place.project is None
    person.open(demo, "A")
    assert person.made.place.project is not None
