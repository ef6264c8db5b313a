"""Places: every mark is in one of them, and how coders differ there is called by its name."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Finished, Passage, Progress, State
from desktop.codebook import Codebook, parse
from desktop.study.disagreements import AGREED, BOUNDARY, LABEL, ONE, Place, places
from desktop.study.opening import default_codebook

TEXT = "The council met. We doubt it. Nobody asked the otters, of course. It rains. " * 3
BOOK = parse(default_codebook())
WITH_OVERLAP = parse(
    "# Test\n\n## Claim {#claim key=c}\n\nWhat is said.\n\n"
    "## Irony {#irony key=i overlap=yes}\n\nMeant otherwise.\n"
)
Mark = tuple[str, int, int]


def work(coder: str, marks: list[Mark], article: str = "one") -> Finished:
    passages = tuple(
        Passage(
            f"{coder}{at}", coder, "coder", "production", article, label, start, end, TEXT[start:end], "sha",
            revision=f"{article} {coder} {at}",
        )
        for at, (label, start, end) in enumerate(marks)
    )  # fmt: skip
    return Finished(Progress(coder, article, "production", State.FINISHED), passages)


def found(*of_coders: list[Mark], book: Codebook = BOOK, headline: bool = True) -> tuple[Place, ...]:
    done = [work(name, marks) for name, marks in zip("ABCD", of_coders, strict=False)]
    return places(done, book, lambda _article, _at: headline)


def kinds(*of_coders: list[Mark]) -> list[str]:
    return [place.kind for place in found(*of_coders)]


E, R, U = "editorialising", "reporting", "user-comment"


def test_how_coders_differ_has_three_names() -> None:
    assert kinds([(E, 17, 29)], [(E, 17, 29)]) == [AGREED]
    assert kinds([(E, 17, 29)], [(E, 17, 25)]) == [BOUNDARY]
    assert kinds([(E, 17, 29)], [(U, 17, 29)]) == [LABEL]
    assert kinds([(E, 17, 29)], []) == [ONE]
    assert kinds([(E, 17, 29)], [(E, 20, 40)], []) == [ONE]
    assert kinds([(E, 17, 29)], [(U, 20, 40)], []) == [LABEL]
    assert kinds([(E, 0, 10), (E, 30, 40)], [(E, 0, 10), (E, 31, 40)]) == [AGREED, BOUNDARY]


def test_text_that_is_reporting_by_default_is_in_dispute_only_where_something_else_is() -> None:
    assert found([(R, 0, 60)], []) == ()
    (place,) = found([(R, 0, 60)], [(E, 17, 29)])
    assert (place.start, place.end, place.kind) == (17, 29, LABEL)
    assert [each.labels for each in place.given] == [{R}, {E}]
    (outside,) = found([(R, 0, 60)], [], headline=False)
    assert outside.kind == ONE


def test_labels_that_may_overlap_are_settled_apart() -> None:
    one = [("claim", 0, 30), ("irony", 5, 9)]
    two = [("claim", 0, 30)]
    assert [(p.start, p.kind) for p in found(one, two, book=WITH_OVERLAP)] == [(0, AGREED), (5, ONE)]


def test_one_coder_alone_disagrees_with_nobody() -> None:
    assert found([(E, 17, 29)]) == ()


marks = st.lists(
    st.tuples(st.sampled_from((E, U, R)), st.integers(0, 150), st.integers(1, 40)).map(
        lambda drawn: (drawn[0], drawn[1], drawn[1] + drawn[2])
    ),
    max_size=6,
)


@given(st.lists(marks, min_size=2, max_size=4), st.booleans())
def test_every_mark_stands_in_one_place_and_places_are_apart(
    coders: list[list[Mark]], headline: bool
) -> None:
    seen = found(*coders, headline=headline)
    assert all(one.end <= two.start for one, two in pairwise(seen))
    meant = [mark for marked in coders for mark in marked if mark[0] != R or not headline]
    for _, start, end in meant:
        assert sum(place.start <= start and end <= place.end for place in seen) == 1
    for place in seen:
        assert place.quote == TEXT[place.start : place.end]
        assert len(place.given) == len(coders)
        same = len({each.ranges for each in place.given}) == 1
        assert same == (place.kind == AGREED)


@given(st.lists(marks, min_size=2, max_size=3), st.integers(0, 5))
def test_another_answer_makes_another_id(coders: list[list[Mark]], at: int) -> None:
    done = [work(name, marked) for name, marked in zip("ABC", coders, strict=False)]
    before = places(done, BOOK, lambda _article, _at: False)
    assert len({place.id for place in before}) == len(before)
    if not before:
        return
    chosen = before[at % len(before)]
    gone = next(iter(chosen.judged))
    changed = [
        replace(
            item,
            passages=tuple(
                replace(p, revision="another") if p.revision == gone else p for p in item.passages
            ),
        )
        for item in done
    ]
    now = places(changed, BOOK, lambda _article, _at: False)
    assert {place.id for place in before} - {place.id for place in now} == {chosen.id}


@pytest.mark.parametrize("one", ["A", "B"])
def test_who_differs_from_whom(one: str) -> None:
    (place,) = found([(E, 17, 29)], [(E, 17, 29)], [])
    assert place.differs(one, "C")
    assert not place.differs("A", "B")
    assert not place.differs(one, "nobody")
