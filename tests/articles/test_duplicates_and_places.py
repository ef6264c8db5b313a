"""What came twice is shown and never removed; what may be worth a look is proposed and never marked."""

from pathlib import Path

from desktop.articles.duplicates import near_duplicates, repeated_paragraphs
from desktop.articles.places import ASIDE, QUESTION, WE, WHOLE_COMMENT, Place, propose_places
from desktop.articles.spans import ZoneSpan
from desktop.articles.zones import propose_zones

LINES = [f"Sentence {n} says what no other sentence of this article says about lamp {n}." for n in range(40)]


def test_the_repeated_paragraphs_of_the_real_articles(real_articles: tuple[Path, ...]) -> None:
    first, second = (path.read_bytes().decode("utf-8") for path in real_articles[:2])
    assert [(one.start, one.first_start) for one in repeated_paragraphs(first)] == [(1464, 62)]
    assert [(one.start, one.end, one.first_start) for one in repeated_paragraphs(second)] == [
        (2867, 3206, 2261)
    ]


def test_repetition_is_looked_for_where_it_is_asked(real_articles: tuple[Path, ...]) -> None:
    text = real_articles[4].read_bytes().decode("utf-8")
    body = [(zone.start, zone.end) for zone in propose_zones(text).zones if zone.kind == "body"]
    assert repeated_paragraphs(text)
    assert repeated_paragraphs(text, within=body) == ()


def test_short_lines_repeat_by_chance() -> None:
    assert repeated_paragraphs("Read Now\nRead Now\nHe said no.\nHe said no.") == ()


def test_the_same_agency_text_in_two_outlets_is_found() -> None:
    agency = "\n\n".join(LINES[:30])
    texts = {
        "a": agency,
        "b": "The Courier\n\n" + agency.replace("lamp 7.", "light 7.") + "\n\nThe Courier's own last word.",
        "c": "\n\n".join(LINES[30:]),
        "d": agency.replace("\n\n", "\n \n"),
    }
    found = {(one.one, one.other): one for one in near_duplicates(texts)}
    assert found["a", "d"].identical
    assert set(found) == {("a", "b"), ("a", "d"), ("b", "d")}
    assert 0.8 < found["a", "b"].share < 1


def test_articles_that_share_only_the_outlets_furniture_are_not_alike() -> None:
    furniture = " ".join(["All rights reserved by the Quay and its owners wherever they may be found."] * 2)
    texts = {
        str(number): f"{LINES[number]} {LINES[number - 1]} " * 2 + furniture for number in range(30, 40, 2)
    }
    assert near_duplicates(texts) == ()


def rules(text: str, places: tuple[Place, ...]) -> list[tuple[str, str]]:
    return [(text[place.start : place.end], place.rule) for place in places]


def test_the_outlets_we_is_proposed_and_a_sources_is_not() -> None:
    text = (
        "The board says it knows (we doubt it). “We know,” it said; we know better, and the US knows too.\n"
        "Does anybody? “Do we?” a member asked."
    )
    body = ZoneSpan("body", 0, len(text), "accepted")
    assert rules(text, propose_places(text, [body])) == [
        ("(we doubt it)", ASIDE),
        ("we know better,", WE),
        ("Does anybody?", QUESTION),
    ]


def test_whole_comments_are_proposed_and_other_outlets_are_left_alone() -> None:
    text = "We went.\n\nWe quote.\n\nWe comment, don't we?"
    zones = [
        ZoneSpan("body", 0, 19, "accepted"),
        ZoneSpan("quotation", 10, 19, "accepted"),
        ZoneSpan("comment", 21, len(text), "proposed"),
    ]
    assert rules(text, propose_places(text, zones)) == [
        ("We went.", WE),
        ("We comment, don't we?", WHOLE_COMMENT),
    ]
    rejected = [ZoneSpan(zone.kind, zone.start, zone.end, "rejected") for zone in zones]
    assert propose_places(text, rejected) == ()


def test_the_asides_of_the_first_and_the_question_of_the_last_article(
    real_articles: tuple[Path, ...],
) -> None:
    first, last = (real_articles[number].read_bytes().decode("utf-8") for number in (0, 4))
    asides = propose_places(first, propose_zones(first).zones)
    assert [(place.rule, first[place.start], first[place.end - 1]) for place in asides] == [
        (ASIDE, "(", ")")
    ] * 2
    assert (asides[1].start, asides[1].end) == (1412, 1461)
    places = propose_places(last, propose_zones(last).zones)
    assert [(place.start, place.end) for place in places if place.rule == QUESTION] == [(4092, 4208)]
    assert sum(place.rule == WHOLE_COMMENT for place in places) == 17
