"""The bytes that the log's hashes stand on never change."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.encoding import canonical_json, hash_fields, pack_spans, unpack_spans
from db.ids import Ids, article_id, is_id, new_id
from db.log import hash_of
from db.records import Revision

SPANS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 70_000)), max_size=40)


def laid_out(steps: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    spans, at = [], 0
    for gap, length in steps:
        spans.append((at + gap, at + gap + length))
        at += gap + length
    return tuple(spans)


@given(SPANS)
def test_sentence_spans_survive_packing(steps: list[tuple[int, int]]) -> None:
    spans = laid_out(steps)
    assert unpack_spans(pack_spans(spans)) == spans


def test_packing_is_compact_and_frozen() -> None:
    assert pack_spans(((0, 16), (17, 300))) == bytes([0, 16, 1, 0x9B, 0x02])


@pytest.mark.parametrize("spans", [((3, 3),), ((5, 9), (8, 10)), ((-1, 4),)])
def test_spans_that_overlap_or_are_empty_are_not_packed(spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="spans must ascend"):
        pack_spans(spans)


@pytest.mark.parametrize("cut", [bytes([0]), bytes([0, 0x9B]), bytes([0x80])])
def test_packed_spans_that_are_cut_off_are_noticed(cut: bytes) -> None:
    with pytest.raises(ValueError, match="cut off"):
        unpack_spans(cut)


def test_json_is_written_one_way_only() -> None:
    assert canonical_json({"b": [1, True, None], "a": "é😀"}) == '{"a":"é😀","b":[1,true,null]}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json(float("nan"))


def test_the_hash_of_a_revision_is_what_the_format_says() -> None:
    words = ["owner", "coder", "sitting", "250", "program", "time", "mark", "subject", "text", "codebook"]
    columns: list[Any] = ["id", "stream", 3, bytes(32), b"", *words[:3], 250, *words[4:], b'{"a":1}']
    revision = Revision(*columns)
    said = b"pressmark revision 1\0"
    fields = [word.encode() for word in ("id", "stream", "3", *words)]
    for word in (*fields, b'{"a":1}', bytes(32)):
        said += len(word).to_bytes(4, "big") + word
    assert hash_of(revision) == hashlib.sha256(said).digest()


def test_no_two_lists_of_fields_have_one_hash() -> None:
    assert hash_fields(b"", (b"ab", b"c")) != hash_fields(b"", (b"a", b"bc"))


def test_ids_of_one_source_never_go_back() -> None:
    source = Ids()
    made = [source.new() for _ in range(5_000)]
    assert made == sorted(set(made))
    assert all(is_id(one) and one[14] == "7" and one[19] in "89ab" for one in (*made[:50], new_id()))


def test_an_article_has_the_same_id_wherever_its_name_and_text_meet() -> None:
    assert article_id("a.txt", "12ab") == article_id("a.txt", "12ab")
    assert len({article_id("a.txt", "12ab"), article_id("b.txt", "12ab"), article_id("a.txt", "12ac")}) == 3
    assert is_id(article_id("a.txt", "12ab"))
    assert not is_id("a.txt")
