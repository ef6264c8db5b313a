"""What a gesture at the desk would do, before anything is stored."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Article, Passage, Progress, SetProgress, State, Writer
from desktop.codebook import parse
from desktop.errors import UserError
from desktop.study.planning import (
    DeskArticle,
    OnOverlap,
    OverlapError,
    after,
    delete,
    finish,
    mark,
    merge,
    relabel,
    reopen,
    resize,
    set_aside,
    set_note,
    split,
)

CODEBOOK = parse(
    """# Test, version 1
## Reporting {#reporting key=r colour="#1a5fb4" unit=free}
## Editorialising {#editorialising key=e colour="#b3261e" unit=clause}
## Theme {#theme key=t colour="#2e7d32" unit=free overlap=yes}
"""
)
TEXT = "The mayor spoke on Monday. We doubt that it will help (it never does). The vote is in May."


def desk(text: str = TEXT, passages: tuple[Passage, ...] = ()) -> DeskArticle:
    article = Article("a1", "one.txt", "One", text, "sha", "osha", 1, "text", "1", "utf-8", "lf", "s", ())
    writer = Writer("c1")
    return DeskArticle(
        article, CODEBOOK, writer, (), passages, Progress("c1", "a1", writer.phase, State.NOT_BEGUN)
    )


def with_marked(*quotes: tuple[str, str]) -> DeskArticle:
    now = desk()
    for label, quote in quotes:
        start = TEXT.index(quote)
        now = after(now, mark(now, start, start + len(quote), label))
    return now


def labelled(now: DeskArticle) -> list[tuple[str, str]]:
    return [(p.label, p.quote) for p in now.passages]


def test_a_sloppy_selection_is_trimmed_and_snapped_to_whole_words() -> None:
    start = TEXT.index("e doubt")
    planned = mark(desk(), start - 2, start + len("e doubt that it wi"), "editorialising")
    assert planned.put[0].quote == "We doubt that it will"
    assert planned.notes


def test_the_exact_range_is_taken_where_asked() -> None:
    start = TEXT.index("oubt")
    assert mark(desk(), start, start + 4, "editorialising", exact=True).put[0].quote == "oubt"


def test_the_first_mark_begins_the_article_and_the_second_does_not() -> None:
    first = mark(desk(), 0, 9, "reporting")
    assert any(isinstance(change, SetProgress) for change in first.act.changes)
    second = mark(after(desk(), first), 27, 35, "editorialising")
    assert not any(isinstance(change, SetProgress) for change in second.act.changes)


def test_a_passage_in_the_way_is_asked_about_then_cut_or_replaced() -> None:
    now = with_marked(("reporting", "The mayor spoke on Monday."))
    start = TEXT.index("spoke")
    with pytest.raises(OverlapError) as caught:
        mark(now, start, start + 5, "editorialising")
    assert [p.quote for p in caught.value.passages] == ["The mayor spoke on Monday."]
    cut = after(now, mark(now, start, start + 5, "editorialising", on_overlap=OnOverlap.CUT))
    assert labelled(cut) == [
        ("reporting", "The mayor"),
        ("editorialising", "spoke"),
        ("reporting", "on Monday."),
    ]
    replaced = after(now, mark(now, start, start + 5, "editorialising", on_overlap=OnOverlap.REPLACE))
    assert labelled(replaced) == [("editorialising", "spoke")]


def test_a_label_that_may_overlap_lies_over_others_without_a_question() -> None:
    now = with_marked(("reporting", "The mayor spoke"), ("theme", "mayor"))
    assert labelled(now) == [("reporting", "The mayor spoke"), ("theme", "mayor")]


def test_marking_over_the_same_label_joins() -> None:
    now = with_marked(("editorialising", "We doubt"), ("editorialising", "doubt that it"))
    assert labelled(now) == [("editorialising", "We doubt that it")]


def test_marking_the_same_twice_says_so() -> None:
    now = with_marked(("editorialising", "We doubt"))
    start = TEXT.index("We doubt")
    with pytest.raises(UserError, match="already"):
        mark(now, start, start + 8, "editorialising")


def test_split_and_merge_are_each_others_undoing() -> None:
    now = with_marked(("reporting", "The mayor spoke on Monday."))
    cut = after(now, split(now, now.passages[0].id, TEXT.index("on Monday")))
    assert labelled(cut) == [("reporting", "The mayor spoke"), ("reporting", "on Monday.")]
    whole = after(cut, merge(cut, cut.passages[1].id, cut.passages[0].id))
    assert labelled(whole) == labelled(now)


def test_splitting_at_the_edge_is_refused() -> None:
    now = with_marked(("reporting", "The mayor"))
    with pytest.raises(UserError, match="inside"):
        split(now, now.passages[0].id, 0)


def test_relabel_note_resize_and_delete() -> None:
    now = with_marked(("reporting", "The mayor spoke"))
    only = now.passages[0].id
    now = after(now, relabel(now, only, "editorialising"))
    now = after(now, set_note(now, only, " why? "))
    now = after(now, resize(now, only, 4, 15))
    assert (now.passages[0].label, now.passages[0].note, now.passages[0].quote) == (
        "editorialising",
        "why?",
        "mayor spoke",
    )
    assert after(now, delete(now, [only])).passages == ()


def test_an_unknown_label_is_named() -> None:
    with pytest.raises(UserError, match="opinion"):
        mark(desk(), 0, 9, "opinion")


def test_progress_goes_only_where_it_can() -> None:
    with pytest.raises(UserError, match="finished"):
        reopen(desk())
    with pytest.raises(UserError, match="why"):
        set_aside(desk(), "  ")
    done = after(desk(), finish(desk()))
    assert done.progress.state is State.FINISHED
    with pytest.raises(UserError, match="already"):
        finish(done)
    assert after(done, reopen(done)).progress.state is State.BEGUN


@given(st.data())
def test_whatever_is_marked_quotes_are_true_and_nothing_overlaps(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("ab 🙂\u00a0(“”).\n"), min_size=1, max_size=40))
    now = desk(text)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        label = data.draw(st.sampled_from(["reporting", "editorialising"]))
        way = data.draw(st.sampled_from([OnOverlap.CUT, OnOverlap.REPLACE]))
        try:
            now = after(now, mark(now, start, end, label, on_overlap=way))
        except UserError:
            continue
        assert all(text[p.start : p.end] == p.quote == p.quote.strip() for p in now.passages)
        ends = [p.end for p in now.passages]
        assert all(end <= p.start for end, p in zip(ends, now.passages[1:], strict=False))
        assert len({p.id for p in now.passages}) == len(now.passages)


def test_a_draft_keeps_what_the_passage_already_was() -> None:
    now = with_marked(("reporting", "The mayor spoke"))
    old = replace(now.passages[0], unsure=True, attributes=(("direction", "for"),))
    now = replace(now, passages=(old,))
    moved = resize(now, old.id, 4, 15).put[0]
    assert (moved.unsure, moved.attributes, moved.id) == (True, old.attributes, old.id)
