"""Whatever a text is made of, what was selected on the screen is what stands in the file."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor

from tests.ui.desk.seat import Seat, Sit

PIECES = (
    "word", "two words", "it’s", "“so”", "(aside)", " ", "\N{NO-BREAK SPACE}", "\t", "\n", "\r", "\r\n",
    "\n\n", "\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\ufeff", "\x00", "\ufffc",
    "\N{FACE WITH TEARS OF JOY}", "\N{WOMAN}\u200d\N{PERSONAL COMPUTER}", "\N{THUMBS UP SIGN}\U0001f3fd",
    "𝒜𝓈", "e\u0301", "n\u0303o", "שלום", "עברית (abc)", "مرحبا بالعالم", "so\u00adft", "漢字かな", "한국어",
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=40),
    ends=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=4),
    exact=st.booleans(),
)
def test_the_quote_is_the_text_between_the_offsets(
    sit: Sit, pieces: list[str], ends: list[tuple[int, int]], exact: bool
) -> None:
    seat = sit("".join(pieces) + "x")
    try:
        _mark_and_compare(seat, ends, exact=exact)
    finally:
        seat.go_home()


def _mark_and_compare(seat: Seat, ends: list[tuple[int, int]], *, exact: bool) -> None:
    text = seat.page.controller.text
    assert seat.page.canvas.refusal == ""
    assert seat.page.pane.document().toRawText().replace("\u2029", "\n") == text
    whole = {len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)}
    units = max(whole)
    selected = []
    for one, two in ends:
        cursor = QTextCursor(seat.page.pane.document())
        cursor.setPosition(one % (units + 1))
        cursor.setPosition(two % (units + 1), QTextCursor.MoveMode.KeepAnchor)
        seat.page.pane.setTextCursor(cursor)
        selected.append(cursor.selectedText().replace("\u2029", "\n"))
        seat.press("Shift+E" if exact else "e")
        if seat.page.prompt.prompt:
            seat.press("r")
    stored = seat.stored()
    for passage in stored:
        assert text[passage.start : passage.end] == passage.quote
    if exact and len(ends) == 1 and selected[0] and {end % (units + 1) for end in ends[0]} <= whole:
        assert [p.quote for p in stored] == selected
    seat.reopen()
    assert seat.page.refusal.sentence() == ""
    assert [(p.start, p.end) for p in seat.coded] == [(p.start, p.end) for p in stored]
