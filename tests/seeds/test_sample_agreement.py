"""How far the sample coders agree, worked out here by hand: enough to teach with, not enough to boast of."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable

import pytest

import seeds
from desktop.articles.sentences import sentence_spans

TEXTS = {article.name: article.data.decode("utf-8") for article in seeds.articles()}
# Where what the outlet says ends, and site furniture or the readers' comments begin.
END = re.compile(r"\n(?:About the Author|via RSS|This article is for|Comments$|.+ - \d\d:\d\d Permalink)")
OTHERS = {"editorialising", "user-comment"}

Marks = dict[tuple[str, str, str], set[int]]


def read() -> tuple[Marks, dict[str, set[str]]]:
    """The code points under each article, coder and label; who finished each article."""
    marks: Marks = defaultdict(set)
    finished: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(io.StringIO(seeds.codings_csv(), newline="")):
        if row["label"]:
            marks[row["article"], row["coder"], row["label"]].update(
                range(int(row["start"]), int(row["end"]))
            )
        else:
            finished[row["article"]].add(row["coder"])
    return marks, finished


def alpha(units: Iterable[list[bool]]) -> float:
    """Krippendorff's nominal α from the values that each unit received (Krippendorff 2011, section C)."""
    pairs: dict[tuple[bool, bool], float] = defaultdict(float)
    for values in units:
        for one, first in enumerate(values):
            for other, second in enumerate(values):
                if one != other:
                    pairs[first, second] += 1 / (len(values) - 1)
    total = sum(pairs.values())
    yes = sum(weight for (first, _), weight in pairs.items() if first)
    observed = (pairs[True, False] + pairs[False, True]) / total
    expected = 2 * yes * (total - yes) / (total * (total - 1))
    return 1 - observed / expected


def units(label: str, *, by_default: bool, whole_page: bool) -> list[list[bool]]:
    """For each sentence, and each coder who finished its article: does it contain the label?"""
    marks, finished = read()
    table = []
    for name, coders in finished.items():
        text = TEXTS[name]
        furniture = END.search(text)
        stop = furniture.start() if furniture and not whole_page else len(text)
        for start, end in sentence_spans(text):
            if start >= stop:
                continue
            here = set(range(start, end))
            if by_default:
                others = {
                    coder: set().union(*(marks[name, coder, other] for other in OTHERS)) for coder in coders
                }
                table.append([not here <= others[coder] for coder in sorted(coders)])
            else:
                table.append([bool(here & marks[name, coder, label]) for coder in sorted(coders)])
    return table


def test_the_formula_gives_the_published_value() -> None:
    # Krippendorff 2011, example B: two observers, ten units, binary data.
    first, second = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    published = [[bool(one), bool(other)] for one, other in zip(first, second, strict=True)]
    assert alpha(published) == pytest.approx(0.095, abs=0.001)


@pytest.mark.parametrize(
    ("label", "by_default", "whole_page"),
    [
        ("editorialising", False, False),
        ("editorialising", False, True),
        ("reporting", True, False),
        ("reporting", True, True),
        ("reporting", False, False),
        ("reporting", False, True),
        ("user-comment", False, True),
    ],
)
def test_coders_agree_as_coders_do(label: str, *, by_default: bool, whole_page: bool) -> None:
    value = alpha(units(label, by_default=by_default, whole_page=whole_page))
    assert 0.4 < value < 0.9


def test_comments_are_the_easy_part() -> None:
    comments = alpha(units("user-comment", by_default=False, whole_page=True))
    judgements = alpha(units("editorialising", by_default=False, whole_page=False))
    assert comments > judgements + 0.1


def test_nobody_finds_a_reader_in_the_outlets_own_text() -> None:
    assert not any(any(values) for values in units("user-comment", by_default=False, whole_page=False))


def test_every_label_that_needs_judgement_is_in_enough_articles_for_an_interval() -> None:
    marks, finished = read()
    for label in ("reporting", "editorialising"):
        holding = {name for name, coder, found in marks if found == label and coder in finished[name]}
        assert len(holding) >= 5
