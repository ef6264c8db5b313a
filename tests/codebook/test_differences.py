"""Before a new version is installed, the lead reads what it changes and which old passages it touches."""

import pytest

from desktop.codebook import Codebook, differences, labels_for_review, parse, rules_for_review
from resources import read_text

BASE = """\
# Tone, version 1

Intro.

## Loaded {#loaded key=l colour="#b3261e" unit=clause zones="title body"}

### Definition

It judges.

### Examples

- one

## Neutral {#neutral key=n colour="#1f5fa8" default=yes}

It tells.

## Spare {#spare key=s colour="#3f4a54" retired=yes}

It was given up.

## Direction {#direction kind=choice of=passage options="against for"}

## Unsure {#unsure kind=flag key=d}

## Whose voice? {#R1 kind=rule}

Ask.

## Log {kind=text}

First.
"""


def changed(*replacements: tuple[str, str], base: str = BASE) -> Codebook:
    text = base
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return parse(text)


def told(old: Codebook | None, new: Codebook, *earlier: Codebook) -> list[tuple[str, str]]:
    return [(difference.kind, difference.subject) for difference in differences(old, new, earlier)]


def without(id_: str) -> str:
    """The base without one entry."""
    parts = BASE.split("\n## ")
    kept = [part for part in parts if f"{{#{id_} " not in part]
    assert len(kept) == len(parts) - 1
    return "\n## ".join(kept)


def test_the_same_text_differs_in_nothing() -> None:
    assert differences(parse(BASE), parse(BASE)) == ()
    assert labels_for_review(parse(BASE), parse(BASE)) == set()


def test_new_line_breaks_and_comments_are_no_change_of_meaning() -> None:
    new = changed(
        ("It judges.", "It\njudges.\n\n<!-- discussed on Monday -->"),
        ('zones="title body"', "zones='body title'"),
    )
    assert differences(parse(BASE), new) == ()


def test_the_first_codebook_of_a_project_is_all_new() -> None:
    new = parse(BASE)
    found = differences(None, new)
    assert [d.kind for d in found] == ["added"] * len(new.entries)
    assert found[0].sentence == "The label “Loaded” is new (key L · clause by clause · in title, body)."
    assert labels_for_review(None, new) == set()


Case = tuple[tuple[str, str], tuple[str, str], str, bool]

CHANGES: dict[str, Case] = {
    "title": (
        ("version 1", "version 2"),
        ("title", ""),
        "from “Tone, version 1” to “Tone, version 2”",
        False,
    ),
    "introduction": (("Intro.", "Hello."), ("text", ""), "introduction has changed", False),
    "name": (("## Loaded", "## Charged"), ("renamed", "loaded"), "“Loaded” is now called “Charged”", False),
    "key": (("key=l", "key=x"), ("key", "loaded"), "key of the label “Loaded” changes from l to x", False),
    "colour": (("#b3261e", "#a0246a"), ("colour", "loaded"), "from #b3261e to #a0246a", False),
    "unit": (("unit=clause", "unit=sentence"), ("unit", "loaded"), "from clause to sentence", True),
    "zones": (
        ('"title body"', '"title body deck"'),
        ("zones", "loaded"),
        "from body, title to body, deck,",
        True,
    ),
    "overlap": (("unit=clause", "unit=clause overlap=yes"), ("overlap", "loaded"), "may now overlap", False),
    "default": ((" default=yes", ""), ("default", "neutral"), "no longer counts as “Neutral”", True),
    "definition": (("It judges.", "It mocks."), ("text", "loaded"), "has changed under Definition.", True),
    "first words": (("It tells.", "It says."), ("text", "neutral"), "“Neutral” has changed.", True),
    "emphasis": (("It judges.", "It **never** judges."), ("text", "loaded"), "under Definition", True),
    "retired": (("default=yes", "default=yes retired=yes"), ("retired", "neutral"), "is retired", True),
    "options": (('t for"', 't for mixed"'), ("options", "direction"), "to against, for, mixed", False),
    "subject": (("of=passage", "of=article"), ("of", "direction"), "for articles instead of passages", False),
    "kind": (("=choice", "=scale"), ("kind", "direction"), "The choice “Direction” is now a scale.", False),
    "flag": (("key=d}", "key=d retired=yes}"), ("retired", "unsure"), "The flag “Unsure” is retired", False),
    "rule": (("Ask.", "Ask twice."), ("text", "R1"), "text of rule R1 “Whose voice?” has changed", False),
    "chapter": (("First.", "Second."), ("text", "“Log”"), "text of the chapter “Log” has changed", False),
}


@pytest.mark.parametrize("case", CHANGES)
def test_each_change_is_told_in_a_sentence_and_only_changes_of_meaning_ask_for_review(case: str) -> None:
    replacement, expected, words, review = CHANGES[case]
    old, new = parse(BASE), changed(replacement)
    found = differences(old, new)
    assert [(d.kind, d.subject) for d in found] == [expected]
    assert words in found[0].sentence
    assert found[0].sentence[0].isupper()
    assert found[0].sentence.endswith(".")
    assert labels_for_review(old, new) == ({expected[1]} if review else set())


def test_two_sections_that_change_are_both_named() -> None:
    found = differences(parse(BASE), changed(("It judges.", "It mocks."), ("- one", "- two")))
    assert [d.sentence for d in found] == [
        "The text of the label “Loaded” has changed under Definition and Examples."
    ]


def test_entries_come_and_go() -> None:
    old, new = parse(BASE), parse(without("loaded") + "\n## Sneering {#sneering key=x}\n")
    assert told(old, new) == [("added", "sneering"), ("removed", "loaded")]
    assert labels_for_review(old, new) == {"loaded"}
    assert "What was given stays" in differences(old, new)[-1].sentence


def test_a_rule_that_changes_or_goes_asks_for_the_passages_that_rest_on_it() -> None:
    old = parse(BASE)
    for new in (changed(("Ask.", "Ask twice.")), parse(without("R1"))):
        assert rules_for_review(old, new) == {"R1"}
        assert labels_for_review(old, new) == set()


def test_a_retired_label_may_come_back_as_itself() -> None:
    new = changed((" retired=yes", ""))
    assert told(parse(BASE), new) == [("brought back", "spare")]
    assert labels_for_review(parse(BASE), new) == set()


def test_the_id_of_a_retired_label_is_not_for_another() -> None:
    new = changed(
        ('## Spare {#spare key=s colour="#3f4a54" retired=yes}', "## Irony {#spare key=i}"),
        ("It was given up.", "It means the opposite."),
    )
    assert told(parse(BASE), new) == [("reused", "spare")]
    assert labels_for_review(parse(BASE), new) == {"spare"}


def test_the_id_of_a_label_long_gone_is_not_for_another() -> None:
    first, second = parse(BASE), parse(without("loaded"))
    third = parse(without("loaded") + "\n## Irony {#loaded key=i}\n\nIt means the opposite.\n")
    assert told(second, third) == [("added", "loaded")]
    found = differences(second, third, [first, second])
    assert [(d.kind, d.subject) for d in found] == [("reused", "loaded")]
    assert "used by an earlier version for the label “Loaded”" in found[0].sentence
    assert "choose another id for “Irony”" in found[0].sentence
    assert labels_for_review(second, third, [first, second]) == {"loaded"}


def test_the_id_of_a_label_long_gone_is_not_for_a_flag() -> None:
    first, second = parse(BASE), parse(without("loaded"))
    third = parse(without("loaded") + "\n## Loaded {#loaded kind=flag}\n")
    assert told(second, third, first) == [("reused", "loaded")]


def test_a_label_long_gone_may_come_back_and_what_changed_meanwhile_is_told() -> None:
    first, second = parse(BASE), parse(without("loaded"))
    third = changed(("unit=clause", "unit=sentence"))
    assert told(second, third, first) == [("brought back", "loaded"), ("unit", "loaded")]
    assert labels_for_review(second, third, [first]) == {"loaded"}


def test_a_label_that_becomes_a_flag_leaves_its_passages_to_be_reviewed() -> None:
    old = parse(BASE)
    new = changed(
        ('{#loaded key=l colour="#b3261e" unit=clause zones="title body"}', "{#loaded kind=flag key=l}")
    )
    assert told(old, new) == [("kind", "loaded")]
    assert labels_for_review(old, new) == {"loaded"}


def test_from_the_template_to_the_default_codebook_every_difference_is_a_sentence() -> None:
    old, new = parse(read_text("codebooks/minimal.md")), parse(read_text("codebooks/media-bias.md"))
    found = differences(old, new)
    assert {d.subject for d in found if d.kind == "removed"} >= {"neutral", "loaded", "tone"}
    assert all(d.sentence.endswith(".") and "  " not in d.sentence for d in found)
    assert labels_for_review(old, new) == {"neutral", "loaded", "tone"}


def test_that_everything_is_to_be_coded_is_told() -> None:
    asking = changed(("# Tone, version 1", "# Tone, version 1 {whole=yes}"))
    assert told(parse(BASE), asking) == [("whole", "")]
    assert told(asking, parse(BASE)) == [("whole", "")]
