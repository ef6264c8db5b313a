"""The caret goes by words, clauses, sentences and paragraphs, and a selection grows and shrinks by them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.articles.sentences import sentence_spans
from desktop.ui.desk.landmarks import Landmarks, Unit
from desktop.ui.desk.movement import Selection, at, grow, move, shrink
from desktop.ui.desk.spans import gaps

TEXT = """The U.S. officials waited, and nobody came. A second one, so-called, did.

  Later (much later, it turned out) the line closed; the boss left.

"""
LETTERS = st.text(alphabet="ab ,.;(“”)\n\N{NO-BREAK SPACE}😀é\u0301שK—-", max_size=120)


def marks(text: str = TEXT) -> Landmarks:
    return Landmarks(text, sentence_spans(text))


def stops(unit: Unit, text: str = TEXT) -> list[str]:
    """Walk through the text by a unit; return what stands behind each stop."""
    found: list[str] = []
    now = at(0)
    while True:
        now = move(marks(text), unit, now, forward=True)
        if now.caret == len(text):
            return found
        found.append(text[now.caret :].split(maxsplit=1)[0])


def test_sentences_clauses_and_paragraphs_are_walked_from_start_to_start() -> None:
    assert stops(Unit.SENTENCE) == ["A", "Later"]
    assert stops(Unit.CLAUSE) == ["and", "A", "Later", "(much", "the", "the"]
    assert stops(Unit.PARAGRAPH) == ["Later"]
    assert stops(Unit.WORD)[:4] == ["U.S.", "S.", "officials", "waited,"]


@pytest.mark.parametrize("unit", [Unit.WORD, Unit.CLAUSE, Unit.SENTENCE, Unit.PARAGRAPH])
@given(text=LETTERS, start=st.integers(0, 120))
def test_every_step_ends_somewhere_and_the_way_back_is_the_way_there(
    unit: Unit, text: str, start: int
) -> None:
    here = marks(text)
    now = at(min(start, len(text)))
    ahead = move(here, unit, now, forward=True)
    assert ahead.caret > now.caret or now.caret == len(text)
    back = move(here, unit, now, forward=False)
    assert back.caret < now.caret or now.caret == 0
    if back.caret > 0:
        again = move(here, unit, back, forward=True)
        assert back.caret < again.caret
        assert again.caret >= now.caret


def test_extending_takes_whole_units_and_gives_them_back() -> None:
    here, now = marks(), at(4)
    quotes = []
    for _ in range(4):
        now = move(here, Unit.WORD, now, forward=True, extend=True)
        quotes.append(TEXT[now.start : now.end])
    assert quotes == ["U", "U.S", "U.S. officials", "U.S. officials waited"]
    now = move(here, Unit.WORD, now, forward=False, extend=True)
    assert TEXT[now.start : now.end] == "U.S. officials"
    for _ in range(5):
        now = move(here, Unit.WORD, now, forward=False, extend=True)
    assert TEXT[now.start : now.end] == "The "


def test_a_selection_grows_from_word_to_article_and_shrinks_again() -> None:
    here, now = marks(), at(TEXT.index("later,"))
    grown = []
    while (wider := grow(here, now)) != now:
        now = wider
        grown.append(TEXT[now.start : now.end])
    assert grown[:3] == [
        "later",
        "(much later, it turned out)",
        TEXT[TEXT.index("Later") : TEXT.index("left.") + 5],
    ]
    assert grown[-1] == TEXT
    sizes = []
    while not (now := shrink(here, now)).empty:
        sizes.append(now.end - now.start)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == len("The")


@given(text=LETTERS, one=st.integers(0, 120), two=st.integers(0, 120))
def test_growing_only_ever_widens_and_ends(text: str, one: int, two: int) -> None:
    here = marks(text)
    now = Selection(min(one, len(text)), min(two, len(text)))
    for _ in range(10):
        wider = grow(here, now)
        assert wider.start <= now.start
        assert now.end <= wider.end
        if (wider.start, wider.end) == (now.start, now.end):
            break
        now = wider
    else:
        raise AssertionError("growing never ended")


def test_the_unit_at_a_caret_between_two_is_the_one_in_the_same_paragraph() -> None:
    here = marks()
    first_end = TEXT.index("came.") + 5
    second = here.at(Unit.SENTENCE, first_end)
    assert second is not None
    assert TEXT[slice(*second)].startswith("A second")
    last = here.at(Unit.SENTENCE, TEXT.index("did.") + 4)
    assert last == second
    after_blank = here.at(Unit.SENTENCE, TEXT.index("did.") + 5)
    assert after_blank is not None
    assert TEXT[slice(*after_blank)].startswith("Later")


@given(text=LETTERS, taken=st.lists(st.tuples(st.integers(0, 120), st.integers(0, 20)), max_size=8))
def test_gaps_are_what_is_left(text: str, taken: list[tuple[int, int]]) -> None:
    covered = sorted((min(s, len(text)), min(s + n, len(text))) for s, n in taken)
    inside = {at for start, end in covered for at in range(start, end)}
    free = gaps(text, covered)
    for start, end in free:
        assert not inside & set(range(start, end))
        assert text[start:end] == text[start:end].strip() != ""
    found = {at for span in free for at in range(*span)}
    assert {at for at in range(len(text)) if at not in inside and not text[at].isspace()} <= found
