"""Zones are proposed as a careful reader would draw them, each with its rule, and nothing is ever removed."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.articles.canonical import canonicalise
from desktop.articles.spans import KINDS, ZoneSpan
from desktop.articles.zones import propose_zones
from tests.articles.true_articles import FOURTH, SECOND, THIRD, TrueArticle, articles_in
from tests.articles.zone_figures import Figure, figures, proposed, truth_of

# Unmarked quotations of other outlets cannot all be told by a program; the lead draws the rest.
SURE = set(KINDS) - {"quotation"}


def zones_of(path: Path, *kinds: str) -> list[ZoneSpan]:
    text = path.read_bytes().decode("utf-8")
    return [zone for zone in propose_zones(text).zones if zone.kind in kinds]


def test_the_five_real_articles_are_drawn_as_their_truth_has_them(real_articles: tuple[Path, ...]) -> None:
    items = []
    for path in real_articles:
        data = path.read_bytes()
        items.append((data.decode("utf-8"), truth_of(data).zones, proposed(data.decode("utf-8"))))
    scored = figures(items)
    for kind in SURE & set(scored):
        assert (scored[kind].precision, scored[kind].recall) == (1.0, 1.0), kind
    assert scored["quotation"].character_precision >= 0.9
    assert scored["quotation"].character_recall >= 0.8


def test_the_third_articles_boilerplate_begins_after_its_body(real_articles: tuple[Path, ...]) -> None:
    (body,) = zones_of(real_articles[2], "body")
    first, *rest = zones_of(real_articles[2], "boilerplate")
    after = [zone for zone in (first, *rest) if zone.start > body.end]
    assert first.end < body.start  # the caption above the headline
    assert min(zone.start for zone in after) > body.end
    share = sum(zone.end - zone.start for zone in after) / 5168
    assert 0.45 < share < 0.55


def test_a_lone_heading_of_comments_is_an_empty_section(real_articles: tuple[Path, ...]) -> None:
    text = real_articles[0].read_bytes().decode("utf-8")
    found = propose_zones(text)
    (section,) = [zone for zone in found.zones if zone.kind == "comment-section"]
    assert (section.start, section.end, text[section.start :]) == (3163, 3171, "Comments")
    assert found.comments == ()
    assert [zone for zone in found.zones if zone.kind == "comment"] == []


def test_the_last_three_lines_of_the_second_article_are_footer(real_articles: tuple[Path, ...]) -> None:
    text = real_articles[1].read_bytes().decode("utf-8")
    last_three = [line for line in text.split("\n") if line.strip()][-3:]
    boilerplate = zones_of(real_articles[1], "boilerplate")
    for line in last_three:
        at = text.index(line)
        assert any(zone.start <= at and at + len(line) <= zone.end for zone in boilerplate)
    assert max(zone.end for zone in zones_of(real_articles[1], "body")) < text.index(last_three[0])


def scores(folder: Path) -> dict[str, Figure]:
    return figures((one.text, one.zones, proposed(one.text)) for one in articles_in(folder))


def test_the_second_set_stays_as_well_drawn_as_it_was() -> None:
    scored = scores(SECOND)
    for kind in (
        "comment",
        "comment-header",
        "comment-footer",
        "comment-section",
        "title",
        "deck",
        "boilerplate",
    ):
        assert (scored[kind].precision, scored[kind].recall) == (1.0, 1.0), kind
    assert scored["body"].character_precision > 0.99
    assert scored["body"].character_recall > 0.99


def test_the_third_set_stays_as_well_drawn_as_it_was() -> None:
    scored = scores(THIRD)
    for kind in ("comment", "comment-header", "comment-footer", "comment-section", "title", "deck", "byline"):
        assert min(scored[kind].precision, scored[kind].recall) >= 0.95, kind
    assert scored["body"].character_precision > 0.99
    assert scored["body"].character_recall > 0.99
    assert scored["boilerplate"].character_recall > 0.95


def test_the_fourth_set_which_no_rule_was_tuned_on() -> None:
    scored = scores(FOURTH)
    for kind in ("comment", "comment-header", "comment-footer", "comment-section"):
        assert (scored[kind].precision, scored[kind].recall) == (1.0, 1.0), kind
    assert scored["title"].precision == 1.0
    assert scored["body"].character_precision > 0.85
    assert scored["body"].character_recall > 0.99
    assert scored["boilerplate"].character_precision > 0.95
    assert scored["byline"].character_precision == 1.0


@pytest.mark.parametrize(
    "article",
    articles_in(SECOND) + articles_in(THIRD) + articles_in(FOURTH),
    ids=lambda article: article.name,
)
def test_no_comments_where_there_are_none_and_all_where_there_are(article: TrueArticle) -> None:
    found = propose_zones(article.text)
    assert [comment.body for comment in found.comments] == [comment.body for comment in article.comments]
    sections = [zone for zone in found.zones if zone.kind == "comment-section"]
    assert len(sections) == any(zone[0] == "comment-section" for zone in article.zones)


def test_every_proposal_names_its_rule_and_is_only_proposed() -> None:
    for article in articles_in(SECOND):
        for zone in propose_zones(article.text).zones:
            assert zone.rule
            assert zone.state == "proposed"


PIECES = """Comments|5 Comments|Anna says:|March 4, 2019 at 10:15 am|Reply|Leave a Reply|via RSS x|Related
Bo • 3 years ago|Bo → Anna • 2 days ago|x 12 points 3 hours ago|• point|By Jana Holt|Featured|24|Huawei
Anna Bo Sun, 05/13/2018 - 11:43 Permalink|In reply to by Bo|12 May 2018 11:43|24|\u00a0|| |
A long paragraph that says one thing after another, as paragraphs do, until it has said enough of everything.
""".replace("\n", "|").split("|")


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=30).map("\n".join))
def test_zones_of_any_text_are_trimmed_inside_it_and_cover_every_line(raw: str) -> None:
    text = canonicalise(raw).text
    found = propose_zones(text)
    covered = set[int]()
    for zone in found.zones:
        assert zone.kind in KINDS
        assert 0 <= zone.start < zone.end <= len(text)
        part = text[zone.start : zone.end]
        assert part == part.strip()
        covered.update(range(zone.start, zone.end))
    assert all(at in covered for at, character in enumerate(text) if not character.isspace())
    flat = sorted(
        (zone.start, zone.end) for zone in found.zones if zone.kind not in {"quotation", "comment-section"}
    )
    assert all(before[1] <= after[0] for before, after in pairwise(flat))
