"""What further keys do: boundaries by arrows, rules, all comments, one label alone, the rest dimmed."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from db import zones
from db.records import Zone
from tests.ui.desk.seat import Seat, Sit

STORY = "The mayor stumbled into the debate, late and pale.\n\nNobody asked why.\n"
THREAD = (
    "An article.\n\nAda says: it rained.\n\nIt rained a lot.\n\nBen says: it did not.\n\nCy says nothing.\n"
)


def darkest(image: QImage) -> int:
    return min(
        image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())
    )


def accept_comments(seat: Seat) -> None:
    """Have the lead accept three comments, the first of two paragraphs."""
    first = seat.range("it rained.\n\nIt rained a lot.")
    found = [first, seat.range("it did not."), seat.range("nothing.")]
    kept = [Zone(seat.article, "comment", start, end, "accepted") for start, end in found]
    seat.project.ask(zones.replace, seat.article, kept)
    seat.reopen()


def test_boundaries_follow_the_arrows_until_enter(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("stumbled into")
    seat.press("e", "b", "Right", "Right", "Left", "Shift+Left", "Shift+Right", "Shift+Left", "Return")
    assert seat.marks() == [("editorialising", "mayor stumbled into the")]
    assert seat.page.prompt.prompt is None


def test_with_ctrl_boundaries_go_by_characters_and_exactly(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("stumbled into")
    seat.press("e", "b", "Ctrl+Left", "Ctrl+Left", "Ctrl+Shift+Right", "Escape")
    assert seat.marks() == [("editorialising", "tumbled in")]


def test_a_rule_is_stored_by_a_second_key_and_shown_by_name(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("stumbled")
    seat.press("e", "'", "j")
    assert [p.rule for p in seat.stored()] == ["R7"]
    assert seat.page.inspector.rule.text() == "Rests on: Judging words (R7)"
    seat.press("Alt+X")
    assert [p.rule for p in seat.stored()] == ["R8"]
    seat.press("Alt+X")
    assert [p.rule for p in seat.stored()] == [""]


def test_one_gesture_labels_every_comment_and_one_undo_takes_it_back(sit: Sit) -> None:
    seat = sit(THREAD)
    seat.press("Ctrl+U")
    assert "No accepted comment" in seat.page.quiet.sentence()
    accept_comments(seat)
    seat.select("it did not.")
    seat.press("u", "Ctrl+U")
    assert seat.marks() == [
        ("user-comment", "it rained.\n\nIt rained a lot."),
        ("user-comment", "it did not."),
        ("user-comment", "nothing."),
    ]
    seat.press("Ctrl+Z")
    assert seat.marks() == [("user-comment", "it did not.")]


def test_with_the_caret_in_a_comment_section_only_its_comments_are_labelled(sit: Sit) -> None:
    seat = sit(THREAD)
    first, second = (
        seat.range("Ada says: it rained.\n\nIt rained a lot."),
        seat.range("Ben says: it did not."),
    )
    said, other = seat.range("it rained.\n\nIt rained a lot."), seat.range("it did not.")
    kinds = (("comment-section", first), ("comment", said), ("comment-section", second), ("comment", other))
    kept = [Zone(seat.article, kind, *span, "accepted") for kind, span in kinds]
    seat.project.ask(zones.replace, seat.article, kept)
    seat.reopen()
    seat.put_caret(other[0] + 2)
    seat.press("Ctrl+U")
    assert seat.marks() == [("user-comment", "it did not.")]
    assert seat.page.quiet.sentence().startswith("1 comment labelled user comment")
    seat.put_caret(0)
    seat.press("Ctrl+U")
    assert len(seat.marks()) == 2


def test_the_caret_goes_from_comment_to_comment_and_stays_at_the_last(sit: Sit) -> None:
    seat = sit(THREAD)
    seat.press("Alt+PageDown")
    assert seat.page.quiet.sentence() == "No accepted comment is in this article."
    accept_comments(seat)
    seat.put_caret(0)
    seen = []
    for _ in range(4):
        seat.press("Alt+PageDown")
        seen.append(seat.text[seat.page.canvas.selection().caret :][:9])
    assert seen == ["it rained", "it did no", "nothing.\n", "nothing.\n"]
    assert seat.page.quiet.sentence() == "No comment follows."
    seat.press("Alt+PageUp")
    assert seat.text[seat.page.canvas.selection().caret :].startswith("it did")


def test_a_selection_is_extended_and_grows_to_a_whole_comment(sit: Sit) -> None:
    seat = sit(THREAD)
    accept_comments(seat)

    def selected() -> str:
        now = seat.page.canvas.selection()
        return seat.text[now.start : now.end]

    start = seat.range("It rained a lot.")[0]
    seat.put_caret(start)
    seat.press("Alt+Shift+PageDown")
    assert selected() == "It rained a lot."
    seat.press("Alt+Shift+PageDown")
    assert selected() == "It rained a lot.\n\nBen says: it did not."
    seat.press("Alt+Shift+PageUp")
    assert selected() == "It rained a lot."
    seat.put_caret(start + 3)
    grown = []
    for _ in range(5):
        seat.press("+")
        grown.append(selected())
    assert grown[:3] == ["rained", "It rained a lot.", "it rained.\n\nIt rained a lot."]
    assert grown[-1] == seat.text


def test_a_comment_key_goes_on_to_the_next_comment_until_none_is_left(sit: Sit) -> None:
    seat = sit(THREAD)
    accept_comments(seat)
    seat.put_caret(0)
    seat.press("Alt+PageDown", "u", "u", "u")
    assert [quote for _, quote in seat.marks()] == [
        "it rained.\n\nIt rained a lot.",
        "it did not.",
        "nothing.",
    ]


def test_the_comment_key_marks_the_comment_at_the_caret_across_its_paragraphs(sit: Sit) -> None:
    seat = sit(THREAD)
    accept_comments(seat)
    seat.put_caret(seat.range("It rained a lot")[0])
    seat.press("u")
    assert seat.marks() == [("user-comment", "it rained.\n\nIt rained a lot.")]
    assert seat.text[seat.page.canvas.selection().caret :].startswith("it did not")


def test_one_label_alone_and_all_again(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("late and pale")
    seat.press("e")
    seat.select("Nobody asked why.")
    seat.press("r", "o")
    QApplication.processEvents()
    assert [bar.mark.label for bar in seat.page.pane.margin.bars()] == ["reporting"]
    assert seat.page.quiet.sentence() == "Only reporting is shown."
    seat.press("o")
    assert len(seat.page.pane.margin.bars()) == 2


def test_what_is_not_marked_is_dimmed_on_request(sit: Sit) -> None:
    seat = sit(STORY)
    seat.select("late and pale")
    seat.press("e")
    seat.settle()
    seat.put_caret(len(STORY))
    before = seat.page.pane.viewport().grab().toImage()
    seat.press("Ctrl+D")
    after = seat.page.pane.viewport().grab().toImage()
    marked, free = seat.page.canvas.box(*seat.range("late and")), seat.page.canvas.box(*seat.range("mayor"))
    assert before.copy(marked) == after.copy(marked)
    assert before.copy(free) != after.copy(free)
    assert darkest(after.copy(free)) > darkest(before.copy(free))
    seat.press("Ctrl+D")
    assert seat.page.pane.viewport().grab().toImage() == before
