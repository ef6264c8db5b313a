"""The codebook that a new project starts with decides every case a coder meets, and is a pleasure to read."""

import itertools
import re

import pytest

from desktop.codebook import Codebook, Rule, codebook_html, parse
from desktop.codebook.entries import PALETTE
from desktop.codebook.sanitising import words
from resources import read_bytes, read_text

NAME = "codebooks/media-bias.md"


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return parse(read_text(NAME), "media-bias.md")


def test_three_labels_one_flag_and_nothing_more_to_decide(codebook: Codebook) -> None:
    labels = [(label.id, label.key, label.unit, label.by_default) for label in codebook.labels]
    assert labels == [
        ("reporting", "r", "free", True),
        ("editorialising", "e", "clause", False),
        ("user-comment", "u", "comment", False),
    ]
    assert [(flag.id, flag.of, flag.key) for flag in codebook.flags] == [("unsure", "passage", "d")]
    assert codebook.attributes == ()


def test_manners_live_in_the_outlet_s_text_and_comments_in_theirs(codebook: Codebook) -> None:
    reporting, editorialising, comment = codebook.labels
    assert {"title", "deck", "key-points", "body"} <= set(reporting.zones)
    assert reporting.zones == editorialising.zones
    assert comment.zones == ("comment",)
    assert not any(label.overlap for label in codebook.labels)


def test_every_label_has_all_four_sections(codebook: Codebook) -> None:
    for label in codebook.labels:
        assert [name for name, text in label.sections if text] == [
            "Definition",
            "Include",
            "Exclude",
            "Examples",
        ]


CASES = {
    "R1": ("whose voice", "the outlet, a source, or a reader", "only the outlet"),
    "R2": ("quotation marks", "paraphrase", "heat changes nothing"),
    "R3": ("runs on", "split quotation", "next paragraph", "until another voice"),
    "R4": ("tail", "cannot tell", "do not credit it to the source"),
    "R5": ("one or two words", "same sentence", "name or a technical term", "editorialising"),
    "R6": ("verb", "lashed out", "whole list", "admitted", "exposed", "debunked", "claimed"),
    "R7": ("adjective", "adverb", "disputed subject is no judgement"),
    "R8": ("removal test", "strike it", "all the facts are still there"),
    "R9": ("metaphors", "reporting, unless", "a person or a body"),
    "R10": ("brackets", "dash", "exactly the aside", "factual aside is reporting"),
    "R11": ("“we”", "outside quotation marks", "inside quotation marks"),
    "R12": ("questions, sarcasm, irony", "the whole construction as one passage"),
    "R13": ("motives", "future", "without a source", "plain expectation of fact is reporting"),
    "R14": ("analysts", "critics", "reporting"),
    "R15": ("title, deck and key points", "like the body", "counted apart"),
    "R16": ("another outlet", "without quotation marks", "the lead", "they are the outlet’s own"),
    "R17": (
        "bylines",
        "credits",
        "feed footers",
        "teasers",
        "promotion",
        "boilerplate",
        "adjectives do not count",
    ),
    "R18": ("embedded post", "writer’s voice", "author’s"),
    "R19": ("editor’s note", "correction", "disclosure", "facts are reporting"),
    "R20": ("reader comment", "earlier comment it repeats", "pasted"),
    "R21": ("repeated paragraph", "each occurrence", "duplicates"),
    "R22": ("one label", "no character has two", "overlap"),
    "R23": ("whole words", "no-break space", "pairs or not at all", "never across paragraphs", "comments"),
    "R24": ("doubt", "reporting", "unsure", "note", "with and without"),
    "R25": ("opinion", "wording", "true"),
}


@pytest.mark.parametrize("rule", CASES)
def test_every_case_is_decided_under_a_rule_that_can_be_cited(codebook: Codebook, rule: str) -> None:
    found = codebook.rule(rule)
    assert found is not None
    text = f"{found.name} {words(found.html)}".lower()
    for keyword in CASES[rule]:
        assert keyword in text, keyword


def test_rules_are_numbered_without_a_gap(codebook: Codebook) -> None:
    assert [rule.id for rule in codebook.rules] == [f"R{n}" for n in range(1, len(CASES) + 1)]


def examples(rule: Rule) -> list[str]:
    return [words(item) for item in re.findall(r"<li>(.*?)</li>", rule.html, re.DOTALL)]


def test_every_rule_has_an_example_on_each_side(codebook: Codebook) -> None:
    for rule in codebook.rules:
        sides = {re.split(r"[ ,:]", example)[0] for example in examples(rule)}
        assert len(sides) >= 2, rule.id


def test_an_editorialising_example_shows_the_passage_to_mark(codebook: Codebook) -> None:
    shown = 0
    for rule in codebook.rules:
        for item in re.findall(r"<li>(E .*?)</li>", rule.html, re.DOTALL):
            assert "<strong>" in item, item
            shown += 1
    assert shown >= 20


def test_what_cannot_be_coded_is_set_aside_for_one_of_four_reasons(codebook: Codebook) -> None:
    page = words(codebook_html(codebook)).lower()
    for reason in ("set the article aside", "paywall stub", "off topic", "duplicate", "distressing"):
        assert reason in page


def test_links_inside_lead_to_entries(codebook: Codebook) -> None:
    page = codebook_html(codebook)
    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets
    assert all(codebook.entry(target) for target in targets)


def test_it_is_short_enough_to_be_read_before_the_first_article(codebook: Codebook) -> None:
    assert len(words(codebook_html(codebook)).split()) < 2400
    assert all(len(words(rule.html).split()) < 110 for rule in codebook.rules)


def test_it_is_typeset_with_care() -> None:
    text = re.sub(r"\{[^}]*\}", "", read_text(NAME))
    assert "'" not in text
    assert '"' not in text
    assert " - " not in text
    assert "..." not in text
    assert b"\r" not in read_bytes(NAME)


def linear(colour: str) -> tuple[float, float, float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def contrast_on_white(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = linear(colour)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Machado, Oliveira and Fernandes (2009), severity 1, in linear RGB."""


def lab(colour: str, vision: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as seen with a kind of vision."""
    seen = [max(0.0, sum(w * c for w, c in zip(row, linear(colour), strict=True))) for row in VISION[vision]]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    ratios = [
        sum(w * c for w, c in zip(row, seen, strict=True)) / full
        for row, full in zip(to_xyz, white, strict=True)
    ]
    x, y, z = (r ** (1 / 3) if r > 0.008856 else 7.787 * r + 16 / 116 for r in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, vision: str) -> float:
    pairs = zip(lab(one, vision), lab(other, vision), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def test_colours_can_be_read_and_told_apart_by_every_eye(codebook: Codebook) -> None:
    colours = [label.colour for label in codebook.labels]
    assert all(contrast_on_white(colour) >= 4.5 for colour in (*colours, *PALETTE))
    for one, other in itertools.combinations(colours, 2):
        for vision in VISION:
            assert distance(one, other, vision) >= 20, (one, other, vision)


def test_the_measure_knows_what_a_colour_blind_eye_confuses() -> None:
    assert distance("#b3261e", "#7a5c00", "deutan") < 20 < distance("#b3261e", "#7a5c00", "normal")
    assert contrast_on_white("#ffffff") == pytest.approx(1)
    assert contrast_on_white("#000000") == pytest.approx(21)


def test_the_template_for_a_team_s_own_shows_each_feature_once() -> None:
    text = read_text("codebooks/minimal.md")
    own = parse(text, "minimal.md")
    assert len(own.labels) == 2
    assert [entry.id for entry in own.entries] == [
        "neutral",
        "loaded",
        "tone",
        "unsure",
        "direction",
        "loudness",
        "R1",
        "",
    ]
    assert [label.by_default for label in own.labels] == [True, False]
    assert [label.overlap for label in own.labels] == [False, True]
    assert {attribute.kind for attribute in own.attributes} == {"choice", "scale"}
    tone = own.label("tone")
    assert tone is not None
    assert tone.retired
    assert "<!--" in text
    assert "starting point" not in codebook_html(own)
    colours = [entry.colour for entry in (*own.labels, tone)]
    assert all(contrast_on_white(colour) >= 4.5 for colour in colours)
