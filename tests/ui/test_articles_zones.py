"""The lead looks at what the rules proposed: zones accepted, corrected, rejected, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from db import zones
from db.records import Zone
from desktop.study.importing import add_articles
from desktop.study.opening import create, open_project
from desktop.ui.desk.movement import Selection, at
from desktop.ui.dialogs.kind import KindSheet
from desktop.ui.pages.article_view import ArticleViewPage
from desktop.ui.pages.lead_reading import LeadReading
from desktop.ui.theme import DARK, LIGHT, Theme
from desktop.ui.zoning.switch import ZONES
from desktop.ui.zoning.thread_list import DEPTH
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

BRIDGE = """Harbour bridge closes for a week

By Ada Lund

The harbour bridge is shut from Monday for a week, the town said on Friday: its bearings are worn.

“Nobody will be cut off,” said the mayor, who had promised a new bridge four years ago and again last spring.

Boats run every ten minutes until midnight, and the buses wait for them on both sides of the water all week.

Two thoughts on “Harbour bridge closes for a week”

Ola says:
May 12, 2018 at 11:43 am
A week? They said the same of the tunnel.
Reply

Berit says:
May 12, 2018 at 12:10 pm
@Ola The tunnel took two years.
Reply
"""


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A project with one article, of which nobody has looked at the zones yet."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (tmp_path / "in" / "short.txt").write_text("Ferry\n\nIt runs again.\n\nAll is well.", encoding="utf-8")
    path = tmp_path / "Harbour.pressmark"
    project = create(path)
    add_articles(project, [tmp_path / "in"])
    project.close()
    return path


@pytest.fixture
def at_zones(window: OpenWindow, harbour: Path) -> Callable[..., Person]:
    """Give a function that sits the lead down at the zones of the bridge."""

    def sit(look: Theme = LIGHT) -> Person:
        person = window(look=look)
        person.sit_as_lead(harbour)
        person.do("study.desk")
        person.choose("bridge.txt")
        person.click("Zones and details")
        return person

    return sit


def page_of(person: Person) -> ArticleViewPage:
    page = person.page()
    assert isinstance(page, ArticleViewPage)
    return page


def stored(person: Person) -> tuple[Zone, ...]:
    project, view = person.made.place.project, page_of(person).view
    assert project is not None
    assert view is not None
    return project.ask(zones.of_article, view.article.id)


def zone(person: Person, kind: str) -> Zone:
    return next(each for each in stored(person) if each.kind == kind)


def choose(person: Person, kind: str) -> None:
    page_of(person).choose(zone(person, kind))
    page_of(person).zone_list.setFocus()


def pick(person: Person, words: str) -> None:
    """Type the beginning of a kind's name into the list of kinds, and press Return."""
    sheet = person.sheet()
    assert isinstance(sheet, KindSheet)
    QTest.keyClicks(sheet.list, words[:4])
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    person.wait()


def test_every_proposal_is_listed_with_its_rule_and_drawn_with_its_name(
    at_zones: Callable[..., Person],
) -> None:
    person = at_zones()
    page = page_of(person)
    listed = [page.zones.zone_at(page.zones.index(row)) for row in range(page.zones.rowCount())]
    assert {each.id for each in listed if each} == {each.id for each in stored(person)}
    title = zone(person, "title")
    assert title.rule
    spoken = page.zones.index_of(title.id).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"Title, not confirmed. {title.rule}.")
    assert "zones not confirmed" in person.words()
    bars = {bar.zone.kind for bar in page.pane.band.bars()}
    assert {"title", "body"} <= bars


def test_a_zone_is_accepted_by_a_key_and_the_next_one_is_chosen(at_zones: Callable[..., Person]) -> None:
    person = at_zones()
    choose(person, "title")
    person.press(Qt.Key.Key_A)
    assert zone(person, "title").state == "accepted"
    chosen = page_of(person).current
    assert chosen is not None
    assert chosen.state == "proposed"
    assert chosen.kind != "title"


def test_keys_pressed_faster_than_the_disk_each_take_one_zone(at_zones: Callable[..., Person]) -> None:
    person = at_zones()
    choose(person, "title")
    waiting = sum(each.state == "proposed" for each in stored(person))
    for _ in range(3):
        QTest.keyClick(page_of(person).zone_list, Qt.Key.Key_A)
    person.wait()
    assert sum(each.state == "proposed" for each in stored(person)) == waiting - 3


def test_a_rejected_zone_stays_on_record_and_leaves_the_text(at_zones: Callable[..., Person]) -> None:
    person = at_zones()
    choose(person, "byline")
    person.press(Qt.Key.Key_Delete)
    assert zone(person, "byline").state == "rejected"
    assert "byline" not in {bar.zone.kind for bar in page_of(person).pane.band.bars()}
    person.do("zone.undo")
    assert zone(person, "byline").state == "proposed"
    person.do("zone.redo")
    assert zone(person, "byline").state == "rejected"


def test_the_ends_of_a_zone_follow_the_caret_and_the_arrow_keys(at_zones: Callable[..., Person]) -> None:
    person = at_zones()
    before = zone(person, "body")
    choose(person, "body")
    page = page_of(person)
    start = BRIDGE.index("Boats run")
    page.pane.canvas.select(at(start))
    page.pane.setFocus()
    person.press(Qt.Key.Key_BracketLeft)
    moved = next(each for each in stored(person) if each.id == before.id)
    assert (moved.start, moved.end, moved.state) == (start, before.end, "accepted")
    person.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    moved = next(each for each in stored(person) if each.id == before.id)
    assert moved.start == BRIDGE.index("“Nobody")
    person.do("zone.undo")
    person.do("zone.undo")
    assert next(each for each in stored(person) if each.id == before.id) == before


def test_an_end_is_dragged_with_the_mouse(at_zones: Callable[..., Person]) -> None:
    person = at_zones()
    choose(person, "byline")
    person.wait()
    page, before = page_of(person), zone(person, "byline")
    canvas = page.pane.canvas
    end = canvas.box(before.end - 1, before.end)
    target = canvas.box(before.end - 5, before.end - 4)
    view = page.pane.viewport()
    hold = QPoint(end.right() - 1, end.center().y())
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, pos=hold)
    QTest.mouseMove(view, QPoint(target.left(), end.center().y()))
    QTest.mouseRelease(view, left, pos=QPoint(target.left(), end.center().y()))
    person.wait()
    moved = next(each for each in stored(person) if each.id == before.id)
    assert moved.start == before.start
    assert moved.end < before.end


def test_a_zone_gets_another_kind(at_zones: Callable[..., Person]) -> None:
    person = at_zones()
    before = zone(person, "byline")
    choose(person, "byline")
    person.press(Qt.Key.Key_K)
    pick(person, "Deck")
    changed = next(each for each in stored(person) if each.id == before.id)
    assert (changed.kind, changed.state) == ("deck", "accepted")


def test_a_zone_is_drawn_over_selected_text(at_zones: Callable[..., Person]) -> None:
    person = at_zones()
    page = page_of(person)
    start = BRIDGE.index("“Nobody will be cut off,”")
    for each in stored(person):
        assert (each.kind, each.start) != ("quotation", start) or each.end != start + 25
    page.pane.canvas.select(Selection(start, start + 25))
    page.pane.setFocus()
    person.press(Qt.Key.Key_N)
    pick(person, "Quotation")
    drawn = [each for each in stored(person) if (each.start, each.end) == (start, start + 25)]
    assert [each.state for each in drawn if each.kind == "quotation"] == ["accepted"]


def test_without_a_selection_no_zone_is_drawn_and_the_window_says_why(
    at_zones: Callable[..., Person],
) -> None:
    person = at_zones()
    page_of(person).pane.setFocus()
    person.press(Qt.Key.Key_N)
    assert person.notice() == "Select the text of the new zone first."


def test_a_zone_is_parted_at_the_caret(at_zones: Callable[..., Person]) -> None:
    person = at_zones()
    choose(person, "body")
    page, before = page_of(person), zone(person, "body")
    page.pane.canvas.select(at(BRIDGE.index("Boats run")))
    page.pane.setFocus()
    person.press(Qt.Key.Key_S)
    bodies = [each for each in stored(person) if each.kind == "body"]
    assert [(each.start, each.end) for each in bodies] == [
        (before.start, BRIDGE.index("\n\nBoats")),
        (BRIDGE.index("Boats run"), before.end),
    ]


def test_all_of_an_article_is_accepted_by_one_key_and_all_of_the_project_after_a_question(
    at_zones: Callable[..., Person],
) -> None:
    person = at_zones()
    person.do("zone.accept-article")
    assert {each.state for each in stored(person)} == {"accepted"}
    assert "all confirmed" in person.words()
    person.do("zone.accept-project")
    assert "short.txt" in person.words(person.sheet())
    assert "bridge.txt" not in person.words(person.sheet())
    person.answer("Accept all")
    project = person.made.place.project
    assert project is not None
    assert {each.state for each in project.ask(zones.all)} == {"accepted"}


def test_comments_are_listed_with_author_time_and_what_they_answer(at_zones: Callable[..., Person]) -> None:
    person = at_zones()
    person.do("zone.tab-comments")
    page = page_of(person)
    lines = [page.comments.index(row) for row in range(page.comments.rowCount())]
    spoken = [line.data(Qt.ItemDataRole.AccessibleTextRole) for line in lines]
    assert [line.split("  ")[1].split(" · ")[0] for line in spoken] == ["Ola", "Berit"]
    assert "2018-05-12 11:43" in spoken[0]
    page.comment_list.setFocus()
    page.show_comment(2)
    comment = page.comment()
    assert comment is not None
    assert page.pane.canvas.selection().start == comment.body[0]
    if comment.parent == 1:
        assert lines[1].data(DEPTH) == 1
        person.press(Qt.Key.Key_P)
        now = page.comment()
        assert now is not None
        assert now.number == 1


def test_what_is_known_of_an_article_is_stored_when_its_field_is_left_and_can_be_taken_back(
    at_zones: Callable[..., Person],
) -> None:
    person = at_zones()
    person.do("zone.tab-details")
    field = page_of(person).details.fields["outlet"]
    field.setFocus()
    QTest.keyClicks(field, "Harbour Times")
    person.press(Qt.Key.Key_Return)
    assert person.row("bridge.txt").outlet == "Harbour Times"
    person.do("zone.undo")
    assert person.row("bridge.txt").outlet == ""
    assert page_of(person).details.fields["outlet"].text() == ""


def test_the_choice_of_side_holds_for_the_next_article_and_goes_back(at_zones: Callable[..., Person]) -> None:
    person = at_zones()
    person.choose("short.txt")
    view = page_of(person).view
    assert view is not None
    assert view.article.name == "short.txt"
    assert "zone.accept" in person.menu_ids()
    person.click("Passages")
    assert isinstance(person.page(), LeadReading)
    assert "zone.accept" not in person.menu_ids()


def test_the_article_view_is_readable_in_the_dark(at_zones: Callable[..., Person]) -> None:
    person = at_zones(DARK)
    picture = person.made.window.grab().toImage()
    band = page_of(person).pane.band
    corner = band.mapTo(person.made.window, QPoint(2, band.height() - 4))
    assert picture.pixelColor(corner).lightness() < 80


def test_a_coder_sees_no_zones_to_decide_on(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    assert "zone.accept" not in person.menu_ids()
    person.made.deskside.show_side(ZONES)
    person.wait()
    assert not isinstance(person.page(), ArticleViewPage)


def test_zones_decided_in_the_window_are_there_when_the_project_is_opened_again(
    at_zones: Callable[..., Person], harbour: Path
) -> None:
    person = at_zones()
    person.do("zone.accept-article")
    person.made.place.leave_project()
    project = open_project(harbour)
    states = {each.state for each in project.ask(zones.all) if each.kind == "title"}
    project.close()
    assert "accepted" in states


def test_zones_are_proposed_again_and_what_was_decided_stays(at_zones: Callable[..., Person]) -> None:
    person = at_zones()
    project, view = person.made.place.project, page_of(person).view
    assert project is not None
    assert view is not None
    proposed = stored(person)
    project.ask(zones.replace, view.article.id, tuple(z for z in proposed if z.kind == "title"))
    choose(person, "title")
    person.do("zone.accept")
    person.do("zone.again-article")
    assert {(z.kind, z.start, z.end) for z in stored(person)} == {(z.kind, z.start, z.end) for z in proposed}
    assert zone(person, "title").state == "accepted"
    person.do("zone.again-article")
    assert "nothing else" in person.notice()
    person.do("zone.undo")
    assert [each.kind for each in stored(person)] == ["title"]
    person.do("zone.again-project")
    assert "stays as it is" in person.words(person.sheet())
    person.answer("Propose")
    assert person.notice() == "1 article has other proposals now."
    assert zone(person, "title").state == "accepted"
