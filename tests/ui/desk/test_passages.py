"""What a coder does to a passage after marking it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from db import articles
from tests.ui.desk.seat import Seat, Sit

STORY = """The mayor stumbled into the debate, late and pale.

Nobody asked why. The mayor left early, of course.
"""


def test_the_ends_move_by_words(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("stumbled into")
    seat.press("e")
    for key, quote in (
        ("]", "stumbled into the"),
        ("]", "stumbled into the debate"),
        ("[", "stumbled into the"),
        ("{", "mayor stumbled into the"),
        ("}", "stumbled into the"),
    ):
        seat.press(key)
        assert seat.marks() == [("editorialising", quote)], key


def test_an_end_is_dragged_with_the_mouse(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("stumbled into")
    seat.press("e")
    view = seat.page.pane.viewport()
    grip, target = seat.point(seat.range("stumbled into")[1]), seat.point(seat.range("debate")[1] - 2)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, grip)
    QTest.mouseMove(view, target)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, target)
    assert seat.marks() == [("editorialising", "stumbled into the debate")]
    assert seat.page.canvas.selection().empty


def test_the_label_is_changed_by_a_question_with_the_labels_keys(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("late and pale")
    seat.press("r", "l", "e")
    assert seat.marks() == [("editorialising", "late and pale")]


def test_unsure_by_key_and_by_box(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("late and pale")
    seat.press("e", "d")
    assert [p.unsure for p in seat.stored()] == [True]
    assert seat.page.inspector.unsure.isChecked()
    seat.page.inspector.unsure.click()
    assert [p.unsure for p in seat.stored()] == [False]


def test_a_note_is_written_without_the_mouse_and_stored_on_the_way_back_to_the_text(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("late and pale")
    seat.press("e", "n")
    note = seat.page.inspector.note
    assert note.hasFocus()
    QTest.keyClicks(note, "mocking, or merely late?")
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert seat.page.pane.hasFocus()
    assert [p.note for p in seat.stored()] == ["mocking, or merely late?"]


def test_a_note_half_typed_is_stored_when_the_coder_goes_to_another_article(sit: Sit) -> None:
    seat = sit(STORY, "Another article.\n")
    seat.select("late and pale")
    seat.press("e", "n")
    QTest.keyClicks(seat.page.inspector.note, "ask the team")
    first = seat.article
    seat.open(next(a for a in _articles(seat) if a != first))
    seat.article = first
    assert [p.note for p in seat.stored()] == ["ask the team"]
    assert seat.page.inspector.note.note() == ""


def test_split_and_merge(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("The mayor stumbled into the debate, late and pale.")
    seat.press("e")
    seat.put_caret(seat.range("late")[0])
    seat.press("|")
    assert [quote for _, quote in seat.marks()] == ["The mayor stumbled into the debate,", "late and pale."]
    seat.put_caret(seat.range("mayor")[0])
    seat.press("&")
    assert [quote for _, quote in seat.marks()] == ["The mayor stumbled into the debate, late and pale."], (
        seat.page.quiet.sentence()
    )


def test_delete_and_undo_and_redo_are_named_and_work_after_a_restart(sit: Sit) -> None:
    seat = sit(STORY)
    words: list[tuple[str, str]] = []
    seat.page.undo_words.connect(lambda *pair: words.append(pair))
    seat.select("late and pale")
    seat.press("e")
    seat.settle()
    assert words[-1] == ("editorialising, “late and pale”", "")
    seat.press("Delete")
    assert seat.marks() == []
    seat.reopen()
    assert words[-1][0] == "delete editorialising, “late and pale”"
    seat.press("Ctrl+Z")
    assert seat.marks() == [("editorialising", "late and pale")]
    assert [p.quote for p in seat.coded] == ["late and pale"]
    seat.press("Ctrl+Z")
    assert seat.marks() == []
    seat.press("Ctrl+Shift+Z")
    assert seat.marks() == [("editorialising", "late and pale")]


def test_undo_of_another_articles_act_says_where_it_was(sit: Sit) -> None:
    seat = sit(STORY, "Another article.\n")
    elsewhere: list[str] = []
    seat.page.elsewhere.connect(elsewhere.append)
    seat.select("late and pale")
    seat.press("e")
    seat.settle()
    first = seat.article
    seat.open(next(a for a in _articles(seat) if a != first))
    seat.press("Ctrl+Z")
    seat.qtbot.waitUntil(lambda: elsewhere == [first], timeout=5000)
    seat.article = first
    assert seat.stored() == ()


def test_nothing_to_undo_is_said(sit: Sit) -> None:
    seat = sit(STORY)
    seat.press("Ctrl+Z")
    seat.qtbot.waitUntil(lambda: seat.page.quiet.sentence() == "There is nothing to undo.", timeout=5000)


def test_what_covers_the_caret_is_listed_innermost_in_hand(sit: Sit) -> None:
    codebook = (
        "# Overlapping\n\n"
        '## One {#one key=o colour="#1f5fa8" overlap=yes}\n\nText.\n\n'
        '## Two {#two key=t colour="#b3261e" overlap=yes}\n\nText.\n'
    )
    seat = sit(STORY, codebook=codebook)
    seat.select("The mayor stumbled into the debate")
    seat.press("o")
    seat.select("stumbled")
    seat.press("t")
    seat.put_caret(seat.range("stumbled")[0] + 2)
    assert seat.page.inspector.label.text() == "Two"
    listed = seat.page.inspector.others
    items = (listed.itemAt(at) for at in range(listed.count()))
    (other,) = (button for item in items if item and isinstance(button := item.widget(), QPushButton))
    assert other.text().startswith("O   “The mayor")
    assert other.accessibleName().startswith("One: The mayor")
    other.click()
    QApplication.processEvents()
    assert seat.page.inspector.label.text() == "One"
    assert seat.page.canvas.selection().caret == 0


def test_a_finished_article_says_why_nothing_changes_until_it_is_reopened(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("late and pale")
    seat.press("e", "Ctrl+Return")
    seat.settle()
    seat.press("Delete")
    assert seat.marks() == [("editorialising", "late and pale")]
    assert "Reopen it" in seat.page.quiet.sentence()
    seat.page.reopen()
    seat.press("Delete")
    assert seat.marks() == []


def _articles(seat: Seat) -> list[str]:
    QApplication.processEvents()
    return [row.id for row in seat.project.ask(articles.summaries)]
