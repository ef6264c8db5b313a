"""Sentence ends: hand-checked ends of real articles, the hard cases, and what holds for any text."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.articles.canonical import canonicalise
from desktop.articles.sentences import SEGMENTER, sentence_spans

# For each article (by the SHA-256 of its bytes) where its sentences end, decided by reading: all ends of its
# news part, and those of them that no paragraph end gives away. The comments of the last one are left out.
TRUTH = json.loads(Path(__file__).with_name("sentence_ends.json").read_text(encoding="utf-8"))


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_the_news_of_the_five_real_articles(real_articles: tuple[Path, ...]) -> None:
    hits = found = true = inner_hits = inner_found = inner_true = 0
    for path in real_articles:
        data = path.read_bytes()
        truth = TRUTH[hashlib.sha256(data).hexdigest()]
        text = data.decode("utf-8")
        ends = {end for _, end in sentence_spans(text) if end <= truth["news_until"]}
        inner = {end for end in ends if text[end:].lstrip(" \u00a0")[:1] not in ("", "\n")}
        hits, found, true = hits + len(ends & set(truth["all"])), found + len(ends), true + len(truth["all"])
        inner_hits += len(inner & set(truth["inside_paragraphs"]))
        inner_found, inner_true = inner_found + len(inner), inner_true + len(truth["inside_paragraphs"])
    assert true == 159
    assert 2 * hits / (found + true) >= 0.99
    # The harder figure: only ends inside paragraphs, which no line break gives away.
    assert inner_true == 56
    assert 2 * inner_hits / (inner_found + inner_true) >= 0.99


@pytest.mark.parametrize(
    "sentence",
    [
        "U.S. officials say they worry.",
        "A cold war between U.S.-led allies and China.",
        "The editor Ralph C. Jensen sat down with Dr. Wernher von Braun.",
        "The architect of BT Group PLC, he said, agreed.",
        "The U.S. Commerce Department spoke to Corp. officers at 5 p.m. Monday.",
        "“Is it true?” Ms. Roe asked.",
        "“Is it true?” she asked.",
        "It cost $13.03 billion, No. 5 on the list [...] of J. P. Morgan vs. the rest.",
        "He waited ... and waited.",
        "U.S. To Ban Imports From U.K. And Others",
        "The iron (see Fig. 3) was sold, e.g. Spain's.",
    ],
)
def test_these_are_one_sentence(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    "whole",
    [
        "Keep it out of the U.S.|Some officials agree.",
        "“So be it.”|“We know,” he said.|Then he left!|Why?|Nobody knows…|It rained.",
        "The end of it all (and then some).|Though it went on.",
        "He bought shares of Apple Inc.|The price fell.",
        "Take vitamin C.|The doctor agreed.",
        'Is that so fragile?"|"No."',
        "She lost more than I.|Then it stopped.",
        "last month.|-Reuters",
        "توقف هنا.|هل هذا صحيح؟|نعم.",
        "It rose in October.|iPhone sales fell.",
    ],
)
def test_these_are_cut_at_the_bars(whole: str) -> None:
    assert sentences(whole.replace("|", " ")) == whole.split("|")


def test_chinese_needs_no_space() -> None:
    assert sentences("今天下雨。明天晴天！好吗？") == ["今天下雨。", "明天晴天！", "好吗？"]


def test_a_paragraph_end_always_ends_a_sentence_and_a_bullet_begins_none() -> None:
    assert sentences("A headline\n\n  • First point\n• Second\u00a0\nand that") == [
        "A headline", "First point", "Second", "and that",
    ]  # fmt: skip


def test_the_version_is_named() -> None:
    assert SEGMENTER.startswith("pressmark-sentences-")


@settings(deadline=None)
@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from('.!?…  \n\r\u2028\u2029\u00a0"”’)(“‘•-AaU.S1é\u0301א😀。'),
            st.characters(codec="utf-8"),
        ),
        max_size=120,
    )
)
def test_sentences_of_any_text_are_sorted_disjoint_trimmed_and_within_paragraphs(raw: str) -> None:
    text = canonicalise(raw).text
    before = 0
    covered = ""
    for start, end in sentence_spans(text):
        assert before <= start < end <= len(text)
        sentence = text[start:end]
        assert sentence == sentence.strip()
        assert "\n" not in sentence
        covered += sentence
        before = end
    left_out = set("•◦▪‣·●○■*")
    words = [character for character in text if not character.isspace() and character not in left_out]
    assert words == [
        character for character in covered if not character.isspace() and character not in left_out
    ]
