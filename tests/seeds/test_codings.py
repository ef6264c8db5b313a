"""The sample codings: three coders who read the same rules and still differ."""

import csv
import io
import re
from collections import defaultdict
from importlib.resources import files
from itertools import pairwise

import seeds
from desktop.articles.snapping import snap

TEXTS = {article.name: article.data.decode("utf-8") for article in seeds.articles()}
ROWS = list(csv.DictReader(io.StringIO(seeds.codings_csv(), newline=""), strict=True))
PASSAGES = [row for row in ROWS if row["label"]]
FINISHED = {(row["article"], row["coder"]) for row in ROWS if not row["label"]}
CODEBOOK = (files("resources") / "codebooks" / "media-bias.md").read_text(encoding="utf-8")
RULES = set(re.findall(r"^## .*\{#(\S+) kind=rule\b", CODEBOOK, re.MULTILINE))
LABELS = {"reporting", "editorialising", "user-comment"}


def span(row: dict[str, str]) -> tuple[int, int]:
    return int(row["start"]), int(row["end"])


def place(row: dict[str, str]) -> str:
    return f"{row['article']}-{row['coder']}-{row['start']}"


def test_the_table_has_the_columns_of_an_import() -> None:
    header = seeds.codings_csv().split("\n", 1)[0]
    assert header == "article,coder,label,start,end,quote,unsure,note,rule"
    assert "\r" not in seeds.codings_csv()
    assert {row["label"] for row in PASSAGES} == LABELS
    assert {row["unsure"] for row in PASSAGES} == {"0", "1"}


def test_every_passage_is_where_its_quote_is() -> None:
    wrong = [place(row) for row in PASSAGES if TEXTS[row["article"]][slice(*span(row))] != row["quote"]]
    assert not wrong


def test_every_passage_could_have_been_marked_at_the_desk() -> None:
    for row in PASSAGES:
        comment = row["label"] == "user-comment"
        snapped = snap(TEXTS[row["article"]], *span(row), across_paragraphs=comment)
        assert (snapped.start, snapped.end) == span(row), place(row)


def test_no_coder_gives_a_character_two_labels() -> None:
    layers = defaultdict(list)
    for row in PASSAGES:
        layers[row["article"], row["coder"]].append(span(row))
    for spans in layers.values():
        assert spans == sorted(spans)
        for (_, end), (start, _) in pairwise(spans):
            assert end <= start


def test_three_coders_finish_what_they_did_not_leave() -> None:
    practice = seeds.practice().article_name
    everything = {(name, coder) for name in TEXTS if name != practice for coder in "ABC"}
    left = {(item.article, item.coder): item.state for item in seeds.progress()}
    assert left == {("09-bridge-toll.txt", "B"): "set aside", ("10-otter-count.txt", "C"): "begun"}
    assert everything - left.keys() == FINISHED
    assert len(FINISHED) == len(ROWS) - len(PASSAGES)
    assert practice not in {row["article"] for row in ROWS}


def test_what_is_set_aside_has_a_reason_and_no_passages() -> None:
    (aside,) = (item for item in seeds.progress() if item.state == "set aside")
    assert aside.reason == "paywall stub"
    assert (aside.article, aside.coder) not in {(row["article"], row["coder"]) for row in ROWS}


def test_what_is_only_begun_has_passages() -> None:
    (begun,) = (item for item in seeds.progress() if item.state == "begun")
    assert (begun.article, begun.coder) in {(row["article"], row["coder"]) for row in PASSAGES}


def test_finding_nothing_is_a_finding() -> None:
    found = {row["label"] for row in PASSAGES if row["article"] == "03-lamp-test-street.txt"}
    assert {("03-lamp-test-street.txt", coder) for coder in "ABC"} <= FINISHED
    assert found == {"reporting"}


def test_doubt_and_reasons_are_written_down() -> None:
    assert len([row for row in PASSAGES if row["unsure"] == "1"]) >= 15
    assert len([row for row in PASSAGES if row["note"]]) >= 10
    assert {row["coder"] for row in PASSAGES if row["note"]} == set("ABC")


def test_every_rule_named_is_in_the_default_codebook() -> None:
    assert {row["rule"] for row in PASSAGES if row["rule"]} <= RULES


def test_reading_twice_gives_the_same() -> None:
    assert seeds.codings_csv() == seeds.codings_csv()
    assert seeds.articles() == seeds.articles()
