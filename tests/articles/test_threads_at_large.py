"""Comment borders in print-outs that no grammar was written for, and none where nobody commented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.articles.zones import propose_zones
from tests.articles.pages_without_comments import PAGES, write_page
from tests.articles.thread_variants import VARIANTS
from tests.articles.thread_writer import LAYOUTS, Layout, write_thread


@pytest.mark.parametrize("layout", VARIANTS, ids=lambda layout: layout.name)
def test_other_dates_languages_counts_and_marks(layout: Layout) -> None:
    true = found = hits = named = 0
    for seed in range(12):
        text, written = write_thread(
            layout, seed, 2 + 2 * seed % 17, headed=seed % 2 == 0, spaced=seed % 3 > 0, indented=seed % 4 > 0
        )
        comments = {comment.body: comment for comment in propose_zones(text).comments}
        true, found = true + len(written), found + len(comments)
        for one in written:
            comment = comments.get(one.body)
            if comment and (comment.header, comment.footer) == (one.header, one.footer):
                hits += 1
                named += comment.author == one.author
                assert (comment.posted_at is not None) == layout.shows_time
    assert hits / true >= 0.95
    assert hits / found >= 0.95
    assert named == hits


@settings(max_examples=60)
@given(
    st.sampled_from((*LAYOUTS, *VARIANTS)),
    st.integers(0, 10_000),
    st.integers(3, 30),
    st.booleans(),
    st.booleans(),
)
def test_a_headed_thread_of_any_layout_is_found_whole(
    layout: Layout, seed: int, size: int, spaced: bool, indented: bool
) -> None:
    text, written = write_thread(layout, seed, size, headed=True, spaced=spaced, indented=indented)
    found = propose_zones(text)
    borders = {(comment.header, comment.body, comment.footer) for comment in found.comments}
    hits = sum((one.header, one.body, one.footer) in borders for one in written)
    assert hits >= 0.9 * size
    assert len(borders) <= size / 0.9
    for comment in found.comments:
        assert comment.header[0] < comment.header[1] <= comment.body[0] <= comment.body[1]
        assert text[slice(*comment.body)] == text[slice(*comment.body)].strip()
        assert comment.parent is None or comment.parent != comment.number


@settings(max_examples=150)
@given(st.integers(0, len(PAGES) - 1), st.integers(0, 100_000))
def test_a_page_without_comments_gets_none(number: int, seed: int) -> None:
    text = write_page(number, seed)
    found = propose_zones(text)
    assert found.comments == ()
    sections = [text[zone.start : zone.end] for zone in found.zones if zone.kind == "comment-section"]
    assert len(sections) <= (PAGES[number][0] in {"lone heading", "reply form"})


def test_deleted_comments_and_notices_are_no_text_of_others() -> None:
    lines = ["Comments", "", "Bo • 3 years ago", "I stay.", "This comment was deleted.", ""]
    lines += ["Anna → Bo • 2 years ago", "So do I.", "", "Guest • 2 years ago", "Not me."]
    text = "\n".join(["The lamps are dark, and they stay dark until somebody pays for them.", "", *lines])
    bodies = [text[slice(*comment.body)] for comment in propose_zones(text).comments]
    assert bodies == ["I stay.", "So do I.", "Not me."]
