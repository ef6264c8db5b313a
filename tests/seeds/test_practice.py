"""The practice article: a known answer that teaches one rule at a time."""

import re
from importlib.resources import files
from itertools import pairwise

import seeds
from desktop.articles.snapping import snap

PRACTICE = seeds.practice()
TEXT = next(a.data for a in seeds.articles() if a.name == PRACTICE.article_name).decode("utf-8")
CODEBOOK = (files("resources") / "codebooks" / "media-bias.md").read_text(encoding="utf-8")


def test_every_answer_is_where_its_quote_is_and_clean_at_the_edges() -> None:
    for answer in PRACTICE.answers:
        assert TEXT[answer.start : answer.end] == answer.quote
        snapped = snap(TEXT, answer.start, answer.end, across_paragraphs=answer.label == "user-comment")
        assert (snapped.start, snapped.end) == (answer.start, answer.end)


def test_answers_stand_in_order_and_do_not_overlap() -> None:
    for one, other in pairwise(PRACTICE.answers):
        assert one.end <= other.start


def test_every_answer_names_a_rule_of_the_default_codebook_and_says_why_in_one_sentence() -> None:
    rules = set(re.findall(r"^## .*\{#(\S+) kind=rule\b", CODEBOOK, re.MULTILINE))
    for answer in PRACTICE.answers:
        assert answer.rule in rules
        assert re.fullmatch(r"[A-Z“].{20,160}\.", answer.explanation)


def test_the_answer_shows_all_labels_and_the_traps_beside_them() -> None:
    labels = [answer.label for answer in PRACTICE.answers]
    assert set(labels) == {"reporting", "editorialising", "user-comment"}
    assert labels.count("editorialising") >= 6
    assert labels.count("reporting") >= 6
    assert len({answer.rule for answer in PRACTICE.answers}) >= 12
