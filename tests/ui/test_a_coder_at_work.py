"""A coder reads, marks, finishes and comes back; everything around the text follows."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.records import State
from desktop.study.importing import add_articles
from desktop.study.opening import create, open_project
from desktop.study.reading import WorkingOrder, article_rows
from desktop.ui.pages.practice import PracticePage
from desktop.ui.survey import FIRST
from tests.ui.conftest import OpenWindow

OTTERS = "10-otter-count.txt"
PRACTICE = "00-practice-town-clock.txt"


def open_articles(person_rows: object) -> list[str]:
    return [row.name for row in person_rows if row.state in (State.NOT_BEGUN, State.BEGUN)]  # type: ignore[attr-defined]


def test_a_mark_is_saved_said_so_and_still_there_after_a_restart(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    assert person.title() == PRACTICE
    person.mark("The council had three years to listen and preferred to hum.", Qt.Key.Key_E)
    assert "Saved" in person.words(person.made.window.header)
    assert "begun" in person.words(person.made.window.header)
    assert person.row(PRACTICE).state is State.BEGUN
    person.made.window.close()
    again = window()
    again.open(demo, "A")
    assert again.title() == PRACTICE
    assert [passage.quote[:11] for passage in again.passages()] == ["The council"]


def test_finishing_brings_the_next_article_and_ticks_the_list(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "C")
    person.choose(OTTERS)
    waiting = open_articles(person.made.place.survey.rows)
    assert len(waiting) == 2
    first = person.title()
    person.click("Finish article")
    assert person.row(first).state is State.FINISHED
    assert person.title() != first
    assert person.title() in waiting
    assert person.notice().startswith("Finished: ")


def test_undo_takes_the_finish_back_and_returns_to_that_article(
    window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    person = window()
    person.open(demo, "C")
    person.choose(OTTERS)
    first = person.title()
    person.click("Finish article")
    assert person.title() != first
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: person.title() == first)
    person.wait()
    assert person.row(first).state is not State.FINISHED


def test_setting_aside_needs_a_reason_and_keeps_it(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "C")
    first = person.title()
    person.click("Set aside…")
    yes = next(button for button in person.sheet().findChildren(type(person.made.window.keys.finish)))
    assert not any(b.isEnabled() for b in person.sheet().findChildren(type(yes)) if b.text() == "Set aside")
    person.sheet().choose("off topic")  # type: ignore[attr-defined]
    person.answer("Set aside")
    assert person.row(first).state is State.SET_ASIDE
    assert person.row(first).reason == "off topic"


def test_a_reason_in_ones_own_words_is_kept_word_for_word(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "C")
    first = person.title()
    person.do("article.aside")
    person.sheet().words.setFocus()  # type: ignore[attr-defined]
    for key in (Qt.Key.Key_L, Qt.Key.Key_E, Qt.Key.Key_T):
        person.press(key)
    person.answer("Set aside")
    assert person.row(first).reason == "let"


def test_a_finished_article_is_reopened_before_it_changes(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    person.choose("01-lamp-order.txt")
    before = person.passages()
    keys = person.made.window.keys
    assert keys.reopen.isVisible()
    assert not keys.finish.isVisible()
    person.made.deskside.desk.press_label("reporting")
    person.wait()
    assert person.passages() == before
    person.click("Reopen")
    assert keys.finish.isVisible()
    assert person.row("01-lamp-order.txt").state is State.BEGUN


def test_the_codebook_follows_the_caret(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    person.choose("01-lamp-order.txt")
    panel = person.made.window.codebook
    for passage in person.passages():
        person.made.deskside.desk.coding.go_to(passage.id)
        person.wait()
        assert panel.picker.current == passage.label
    assert len({passage.label for passage in person.passages()}) > 1


def test_a_click_on_a_label_marks_what_is_selected(window: OpenWindow, demo: Path) -> None:
    from desktop.ui.desk.movement import Selection
    from desktop.ui.panels.keys import LabelKey

    person = window()
    person.open(demo, "A")
    desk = person.made.deskside.desk
    start = desk.controller.text.index("preferred to hum")
    desk.canvas.select(Selection(start, start + len("preferred to hum")))
    key = next(k for k in person.made.window.keys.findChildren(LabelKey) if k.text() == "Editorialising")
    key.click()
    person.wait()
    assert [p.quote for p in person.passages()] == ["preferred to hum"]
    assert desk.pane.hasFocus()


def test_practice_is_answered_with_each_difference_and_its_rule(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    assert person.title() == PRACTICE
    person.mark("The council had three years to listen and preferred to hum.", Qt.Key.Key_E)
    person.mark("Winder Bros. lashed out at the mayor.", Qt.Key.Key_E)
    person.click("Finish article")
    assert isinstance(person.page(), PracticePage)
    words = person.words()
    assert "as in the known answer" in words
    assert "⇄ Another label" in words or "＋ Not in the answer" in words
    assert "○ Missed" in words
    assert "Rule: " in words
    assert "“(the mayor, we gather, has yet to find the stairs)”" in words


def test_the_article_list_narrows_down_by_any_word_and_opens_with_return(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    person.open(demo, "A")
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    panel = person.made.window.articles
    assert panel.filter.hasFocus()
    panel.filter.setText("ember closed")
    person.wait()
    assert panel.model.rowCount() == 1
    person.press(Qt.Key.Key_Return)
    assert person.title() == "07-library-hours.txt"
    panel.filter.setText("no such article")
    person.wait()
    assert "No article holds these words." in person.words(panel)
    panel.filter.setFocus()
    person.press(Qt.Key.Key_Escape)
    assert panel.model.rowCount() == 12


def test_what_the_window_shows_is_what_the_project_holds(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "B")
    shown = person.made.place.survey.rows
    person.do("project.close")
    with open_project(demo) as project:
        from desktop.study.coders import find_coder

        assert article_rows(project, find_coder(project, "B")) == shown


def test_the_list_stays_quick_with_a_hundred_thousand_articles(window: OpenWindow) -> None:
    """Not by the clock: the view asks for what it shows and for nothing else."""
    person = window()
    panel = person.made.window.articles
    person.made.window.show_page(person.made.window.empty, frozenset({"articles"}))
    asked: list[str] = []
    panel.model.rows_wanted.connect(asked.extend)
    panel.show_order(WorkingOrder(tuple(f"id{n}" for n in range(100_000))), "id77777", coding=False)
    person.wait()
    assert panel.model.rowCount() == 100_000
    assert "id77777" in asked
    assert len(asked) < 200


def test_lines_that_were_not_in_sight_are_read_when_they_are(window: OpenWindow, tmp_path: Path) -> None:
    path = tmp_path / "Long study.pressmark"
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(FIRST + 50):
        (folder / f"{n:04}.txt").write_text(f"Number {n}\n\nOtters.", encoding="utf-8")
    with create(path) as project:
        add_articles(project, [folder])
    person = window()
    person.sit_as_lead(path)
    person.do("study.desk")
    panel = person.made.window.articles
    last = panel.model.index(FIRST + 49)
    assert panel.model.data(last) is None
    panel.list.scrollToBottom()
    panel.list.viewport().repaint()
    person.wait()
    assert last.data() == f"Number {FIRST + 49}"
