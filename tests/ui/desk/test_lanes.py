"""Overlap stays readable: no two passages that share a character share a lane."""

from hypothesis import given
from hypothesis import strategies as st

from db.records import Passage
from desktop.ui.desk.lanes import PassageIndex, assign_lanes


def passage(identity: str, start: int, end: int, label: str = "l") -> Passage:
    return Passage(identity, "coder", "coder", "production", "article", label, start, end, "", "")


RANGES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=30,
)


@given(RANGES)
def test_overlapping_ranges_have_lanes_of_their_own_and_no_more_lanes_than_needed(
    ranges: list[tuple[int, int]],
) -> None:
    lanes = assign_lanes(ranges)
    for one, (start, end) in enumerate(ranges):
        for other in range(one):
            if ranges[other][0] < end and start < ranges[other][1]:
                assert lanes[one] != lanes[other]
    deepest = max((sum(start <= at < end for start, end in ranges) for at in range(81)), default=0)
    assert len(set(lanes)) == deepest


def test_what_encloses_stands_nearer_to_the_text() -> None:
    assert assign_lanes([(0, 3), (0, 9), (2, 4)]) == [1, 0, 2]


@given(RANGES, st.lists(st.tuples(st.integers(0, 29), st.integers(0, 60), st.integers(0, 20)), max_size=20))
def test_the_index_after_any_changes_answers_like_a_plain_list(
    ranges: list[tuple[int, int]], changes: list[tuple[int, int, int]]
) -> None:
    plain = {str(at): passage(str(at), *span) for at, span in enumerate(ranges)}
    index = PassageIndex(plain.values())
    for at, start, length in changes:
        if length:
            plain[str(at)] = passage(str(at), start, start + length)
            index.apply([plain[str(at)]])
        else:
            plain.pop(str(at), None)
            index.apply(gone=[str(at)])
    expected = sorted(plain.values(), key=lambda p: (p.start, p.end, p.id))
    assert list(index.all()) == expected
    for start in range(0, 82, 5):
        found = [placed.passage for placed in index.between(start, start + 7)]
        assert found == [p for p in expected if p.start < start + 7 and start < p.end]
    for caret in range(0, 82, 3):
        covering = {p.id for p in expected if p.start <= caret < p.end}
        ending = {p.id for p in expected if p.end == caret}
        assert {p.id for p in index.at(caret)} == (covering or ending)
        after, before = index.after(caret), index.before(caret)
        assert after == next((p for p in expected if p.start > caret), None)
        assert before == next((p for p in reversed(expected) if p.start < caret), None)


def test_lanes_keep_still_while_scrolling() -> None:
    index = PassageIndex(passage(str(at), at * 5, at * 5 + 8) for at in range(20))
    whole = {placed.passage.id: placed.lane for placed in index.between(0, 200)}
    for start in range(100):
        for placed in index.between(start, start + 30):
            assert placed.lane == whole[placed.passage.id]
