"""Finding words: in the article at hand while coding it, and in everything the project holds."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.study.finding import Where
from desktop.study.importing import add_articles
from desktop.study.opening import create
from desktop.ui.desk.found import colour
from desktop.ui.finding.rows import HIT, KEPT, spoken
from desktop.ui.theme import DARK, LIGHT, THEMES, contrast
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow
from tests.ui.test_window import unnamed

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LAMP = "01-lamp-order.txt"


def type_(person: Person, words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)
    person.wait()


def selected(person: Person) -> str:
    canvas = person.made.deskside.canvas
    assert canvas is not None
    now = canvas.selection()
    return canvas.text[now.start : now.end]


def find_here(person: Person, words: str) -> None:
    person.made.window.activateWindow()
    person.wait()
    person.press(Qt.Key.Key_F, CTRL)
    type_(person, words)


def told(person: Person) -> str:
    return person.made.finding.bar.told.text()


def find_everywhere(person: Person, qtbot: QtBot, words: str) -> None:
    ask_everywhere(person)
    panel = person.made.finding.panel
    assert panel.query.hasFocus()
    type_(person, words)
    person.press(Qt.Key.Key_Return)
    person.wait()


def ask_everywhere(person: Person) -> None:
    person.made.window.activateWindow()
    person.wait()
    person.press(Qt.Key.Key_F, CTRL | SHIFT)


def lines(person: Person) -> list[str]:
    model = person.made.finding.panel.model
    return [str(model.index(at).data()) for at in range(model.rowCount())]


def first_with(person: Person, words: str) -> str:
    """Open the first article whose text holds these words, and return its name."""
    for row in person.made.place.survey.rows:
        person.choose(row.name)
        canvas = person.made.deskside.canvas
        if canvas is not None and words in canvas.text:
            return row.name
    raise AssertionError(words)


# In the article


def test_words_are_found_in_the_article_and_stepped_through_by_keys(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    first_with(person, "street lamp")
    find_here(person, "lamp")
    count = len(person.made.finding.article.places)
    assert count > 3
    assert told(person) == f"1 of {count}"
    assert selected(person) == "Lamp"
    person.press(Qt.Key.Key_F3)
    person.press(Qt.Key.Key_Return)
    assert told(person) == f"3 of {count}"
    person.press(Qt.Key.Key_F3, SHIFT)
    person.press(Qt.Key.Key_Return, SHIFT)
    assert told(person) == f"1 of {count}"
    person.press(Qt.Key.Key_Up)
    assert told(person) == f"{count} of {count}, from the other end"


def test_what_was_found_can_be_marked_at_once(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    find_here(person, "PREFERRED TO HUM")
    person.press(Qt.Key.Key_Escape)
    assert not person.made.finding.bar.isVisible()
    assert person.made.deskside.desk.pane.hasFocus()
    assert selected(person) == "preferred to hum"
    person.press(Qt.Key.Key_E)
    assert [passage.quote for passage in person.passages()] == ["preferred to hum"]


def test_capitals_and_whole_words_count_when_asked_for(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    first_with(person, "street lamp")
    find_here(person, "lamp")
    bar, article = person.made.finding.bar, person.made.finding.article
    loose = len(article.places)
    QTest.mouseClick(bar.words, Qt.MouseButton.LeftButton)
    whole = len(article.places)
    QTest.mouseClick(bar.capitals, Qt.MouseButton.LeftButton)
    exact = len(article.places)
    assert loose > whole > exact > 0
    canvas = person.made.deskside.canvas
    assert canvas is not None
    assert all(canvas.text[start:end] == "lamp" for start, end in article.places)


def test_the_search_says_so_where_nothing_is_found(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    find_here(person, "quagga")
    assert told(person) == "Not in this article"
    assert not person.made.finding.bar.on.isEnabled()
    person.press(Qt.Key.Key_F3)
    for _ in "quagga":
        person.press(Qt.Key.Key_Backspace)
    assert told(person) == ""


def test_the_selection_is_what_the_bar_begins_with(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    find_here(person, "preferred to hum")
    person.press(Qt.Key.Key_Escape)
    person.press(Qt.Key.Key_F, CTRL)
    assert person.made.finding.bar.query.text() == "preferred to hum"
    assert person.made.finding.bar.query.selectedText() == "preferred to hum"
    type_(person, "council")
    assert selected(person).lower() == "council"


def test_the_places_follow_to_the_next_article(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    name = first_with(person, "street lamp")
    find_here(person, "lamp")
    here = person.made.finding.article.places
    other = next(row.name for row in person.made.place.survey.rows if row.name != name)
    person.choose(other)
    canvas = person.made.deskside.canvas
    assert canvas is not None
    there = person.made.finding.article.places
    assert there != here
    assert all(canvas.text[start:end].lower() == "lamp" for start, end in there)
    assert len(canvas.found) == len(there)


def test_the_lead_finds_in_articles_too(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.sit_as_lead(demo)
    person.do("study.desk")
    first_with(person, "street lamp")
    find_here(person, "lamp")
    assert selected(person).lower() == "lamp"
    person.press(Qt.Key.Key_Escape)
    assert not person.made.finding.bar.isVisible()


def test_places_with_emoji_before_them_are_selected_to_the_letter(
    window: OpenWindow, empty_project: Path, tmp_path: Path
) -> None:
    with_emoji = tmp_path / "emoji.txt"
    with_emoji.write_text("👨‍👩‍👧 The café 😀 and the cafe\u0301 😀 again.", encoding="utf-8")
    person = window()
    person.sit_as_lead(empty_project)
    person.drop(with_emoji)
    person.do("study.desk")
    find_here(person, "cafe")
    assert selected(person) == "café"
    person.press(Qt.Key.Key_F3)
    assert selected(person) == "cafe\u0301"


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_every_place_in_sight_is_painted(window: OpenWindow, demo: Path, look: object) -> None:
    person = window(look=look)
    person.open(demo, "A")
    first_with(person, "street lamp")
    find_here(person, "street")
    canvas, desk = person.made.deskside.canvas, person.made.deskside.desk
    assert canvas is not None
    tint = QColor(colour(look)).rgb()  # type: ignore[arg-type]
    picture = desk.pane.viewport().grab().toImage()
    for start, end in person.made.finding.article.places:
        box = canvas.box(start, end)
        if box.isEmpty() or (
            selected(person) == canvas.text[start:end] and canvas.selection().start == start
        ):
            continue
        seen = {picture.pixel(x, box.center().y()) for x in range(box.left() + 1, box.right())}
        assert tint in seen


def test_what_is_found_can_be_read_in_every_theme() -> None:
    for each in THEMES:
        assert contrast(each.text, colour(each)) >= 4.5, each.id
        assert contrast(each.selection_text, each.selection) >= 4.5, each.id
        assert contrast(each.saving, each.page) >= 3, each.id


# In all articles


def test_a_finding_opens_in_its_article_with_the_words_selected(
    window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    person = window()
    person.open(demo, "A")
    before = person.title()
    find_everywhere(person, qtbot, '"street lamp"')
    assert lines(person)
    assert all("street lamp" in line.lower() for line in lines(person))
    assert person.title() == before, "nothing opens by itself"
    person.press(Qt.Key.Key_Return)
    assert person.title() != before
    assert selected(person) == "street lamp"
    assert person.made.deskside.desk.pane.hasFocus()
    opened = person.made.deskside.canvas
    assert opened is not None
    first = opened.selection()
    person.press(Qt.Key.Key_F3, CTRL)
    assert selected(person).lower() in ("street lamp", "street lamps")
    assert (person.made.deskside.canvas, opened.selection()) != (opened, first)


def test_the_list_is_walked_by_keys_and_left_by_escape(window: OpenWindow, demo: Path, qtbot: QtBot) -> None:
    person = window()
    person.open(demo, "A")
    find_everywhere(person, qtbot, "lamp")
    panel = person.made.finding.panel
    person.press(Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    person.press(Qt.Key.Key_Down)
    assert panel.list.currentIndex().row() == 1
    wanted = panel.list.currentIndex().data(HIT)
    person.press(Qt.Key.Key_Return)
    assert person.made.place.article == wanted.article
    assert selected(person) == wanted.match
    ask_everywhere(person)
    person.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert person.made.deskside.desk.pane.hasFocus()


def test_a_selection_is_looked_for_as_a_phrase(window: OpenWindow, demo: Path, qtbot: QtBot) -> None:
    person = window()
    person.open(demo, "A")
    find_here(person, "preferred to hum")
    person.press(Qt.Key.Key_Escape)
    ask_everywhere(person)
    person.wait()
    assert person.made.finding.panel.words() == '"preferred to hum"'
    assert len(lines(person)) == 1


def test_labels_and_doubts_are_listed_without_typing(window: OpenWindow, demo: Path, qtbot: QtBot) -> None:
    person = window()
    person.open(demo, "A")
    panel = person.made.finding.panel
    ask_everywhere(person)
    panel.label.chosen.emit("editorialising")
    panel.label.show_choice("editorialising")
    panel.label.chosen.emit("editorialising")
    person.wait()
    labelled = panel.model.rowCount()
    assert labelled > 10
    assert panel.told.text() == f"{labelled} passages"
    QTest.mouseClick(panel.unsure, Qt.MouseButton.LeftButton)
    person.wait()
    assert 0 < panel.model.rowCount() < labelled


def test_typing_a_labels_name_offers_its_passages(window: OpenWindow, demo: Path, qtbot: QtBot) -> None:
    person = window()
    person.open(demo, "A")
    find_everywhere(person, qtbot, "editorial")
    person.click("Passages labelled editorialising")
    panel = person.made.finding.panel
    assert panel.label.current == "editorialising"
    assert panel.model.rowCount() > 10
    assert all(panel.model.index(at).data(HIT).label == "editorialising" for at in range(10))


def test_a_list_of_passages_follows_the_work(window: OpenWindow, demo: Path, qtbot: QtBot) -> None:
    person = window()
    person.open(demo, "A")
    panel = person.made.finding.panel
    ask_everywhere(person)
    panel.label.show_choice("reporting")
    panel.where.show_choice(Where.PASSAGE)
    panel.label.chosen.emit("reporting")
    person.wait()
    before = panel.model.rowCount()
    person.mark("preferred to hum", Qt.Key.Key_R)
    qtbot.waitUntil(lambda: panel.model.rowCount() == before + 1)
    person.press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: panel.model.rowCount() == before)


def test_nobody_finds_what_the_one_before_them_found(window: OpenWindow, demo: Path, qtbot: QtBot) -> None:
    person = window()
    person.sit_as_lead(demo)
    panel = person.made.finding.panel
    ask_everywhere(person)
    QTest.mouseClick(panel.unsure, Qt.MouseButton.LeftButton)
    person.wait()
    everybodys = panel.model.rowCount()
    owners = {panel.model.index(at).data(HIT).owner for at in range(everybodys)}
    assert len(owners) == 3
    assert panel.coder.isVisible()
    person.do("project.who")
    person.choose_who("A")
    assert not panel.isVisible()
    assert (panel.model.rowCount(), panel.words()) == (0, "")
    ask_everywhere(person)
    assert not panel.coder.isVisible()
    QTest.mouseClick(panel.unsure, Qt.MouseButton.LeftButton)
    person.wait()
    mine = {panel.model.index(at).data(HIT).owner for at in range(panel.model.rowCount())}
    assert len(mine) == 1
    assert 0 < panel.model.rowCount() < everybodys
    assert panel.delegate.names == {}


def test_outlets_and_progress_narrow_the_list_down(window: OpenWindow, demo: Path, qtbot: QtBot) -> None:
    person = window()
    person.open(demo, "A")
    find_everywhere(person, qtbot, "lamp")
    panel = person.made.finding.panel
    everywhere = panel.model.rowCount()
    assert panel.outlet.isVisible()
    panel.outlet.show_choice("The Sallow Gull")
    panel.outlet.chosen.emit("The Sallow Gull")
    person.wait()
    assert 0 < panel.model.rowCount() < everywhere
    panel.progress.show_choice("not begun")
    panel.progress.chosen.emit("not begun")
    person.wait()
    assert panel.model.rowCount() == 0
    assert "Nothing was found." in person.words(panel)


@pytest.mark.parametrize("typed", ['"', "NEAR(", "* OR", "😀", "'; DROP TABLE", "{", "lamp\\"])
def test_anything_may_be_typed(window: OpenWindow, demo: Path, qtbot: QtBot, typed: str) -> None:
    person = window()
    person.open(demo, "A")
    person.click("Close", person.made.window.notice)
    ask_everywhere(person)
    person.made.finding.panel.query.setText(typed)
    person.made.finding.panel.wanted.emit()
    person.wait()
    assert person.notice() == ""


def test_a_long_list_is_fetched_page_by_page_and_forgets_what_is_out_of_sight(
    window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Long study.pressmark"
    (tmp_path / "long.txt").write_text("Long\n\n" + "\n".join(f"Otter number {n}." for n in range(1500)))
    with create(path) as project:
        add_articles(project, [tmp_path / "long.txt"])
    person = window()
    person.sit_as_lead(path)
    find_everywhere(person, qtbot, "otter")
    panel = person.made.finding.panel
    assert panel.told.text() == "more than 1,000 places"
    assert panel.model.rowCount() < 300
    for _ in range(40):
        panel.list.scrollToBottom()
        person.wait()
    assert panel.model.rowCount() == 1500
    assert panel.model.hit_at(panel.model.index(0)) is None, f"only {KEPT} are kept with their words"
    panel.list.scrollToTop()
    panel.list.viewport().repaint()
    person.wait()
    hit = panel.model.hit_at(panel.model.index(0))
    assert hit is not None
    assert spoken(hit) == "Otter number 0., in Long"


def test_leaving_while_the_articles_are_read_does_not_wait_for_all(
    window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Large study.pressmark"
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n}.txt").write_text(f"Article {n}\n\n" + f"word{n} and more words " * 4000)
    with create(path) as project:
        add_articles(project, [folder])
    person = window()
    person.sit_as_lead(path)
    read: list[int] = []
    person.made.finding.project._read.connect(lambda _search, done, _of: read.append(done))
    person.made.finding.project.ask()
    person.made.window.close()
    person.wait()
    assert max(read, default=0) < 40


def test_panel_and_bar_have_names_and_room_at_any_size(window: OpenWindow, demo: Path, qtbot: QtBot) -> None:
    person = window(size=(800, 560))
    person.sit_as_lead(demo)
    person.do("study.desk")
    find_everywhere(person, qtbot, "lamp")
    find_here(person, "lamp")
    made = person.made
    assert unnamed(made.window) == []
    assert (made.window.width(), made.window.height()) == (800, 560)
    for part in (made.finding.panel.shut, made.finding.panel.progress, made.finding.bar.shut):
        assert made.window.rect().contains(part.mapTo(made.window, part.rect().bottomRight())), part
