"""Zones are proposed when an article comes in; the lead settles them, and what was settled stays."""

from pathlib import Path

import pytest

from db import articles, zones
from db.project import Project
from db.records import Zone
from desktop.errors import UserError
from desktop.study import zones as study
from desktop.study.article_view import article_view, set_metadata
from desktop.study.changes import NOTHING, Kind
from desktop.study.coders import add_coder, find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.importing import add_articles
from desktop.study.layouts import add_layout, own_layouts, remove_layout
from desktop.study.reproposing import propose_again

PAGE = """Harbour board delays the lamp contract

By Ines Calloway

The harbour board of Brell delayed a contract for lamp posts on Monday after a second bidder complained.

Nobody on the board wished to say when it will meet again, and the lamps stay dark until it does.

About the Author

Ines Calloway writes about harbours and what is built in them.

Comments

marsh_marigold Sun, 06/02/2019 - 10:15 Permalink

The lamps are dark because nobody pays for them.

old_ferryman marsh_marigold Sun, 06/02/2019 - 11:20 Permalink

Mind the current.

In reply to by marsh_marigold
"""
OWN = """name = "parish"
title = "Parish news"
priority = 95
minimum = 1
headers = [["Letter from {author}, {date} {time}"]]
"""


@pytest.fixture
def page(empty: Project, tmp_path: Path) -> Project:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    add_articles(empty, [tmp_path / "page.txt"])
    return empty


def drawn(project: Project, *kinds: str) -> list[Zone]:
    found = project.ask(zones.of_article, project.ask(articles.find, "page.txt").id)
    return [zone for zone in found if not kinds or zone.kind in kinds]


def text(zone: Zone) -> str:
    return PAGE[zone.start : zone.end]


def test_what_comes_in_has_proposals_that_name_their_rule_and_its_version(page: Project) -> None:
    assert {zone.kind for zone in drawn(page)} == {
        *("title", "byline", "body", "boilerplate"),
        *("comment-section", "comment-header", "comment", "comment-footer"),
    }
    for zone in drawn(page):
        assert zone.state == "proposed"
        assert zone.rule
        assert dict(zone.details)["rules"].startswith("pressmark-zones-")
    assert study.unconfirmed(page) == ("page.txt",)


def test_the_lead_accepts_one_by_one_by_article_or_all(page: Project) -> None:
    (title,) = drawn(page, "title")
    assert study.accept_zone(page, "page.txt", title.id).kinds == {Kind.ZONES}
    assert not study.accept_zone(page, "page.txt", title.id)
    (section,) = drawn(page, "comment-section")
    study.reject_zone(page, "page.txt", section.id)
    count, _ = study.accept_zones(page, "page.txt")
    assert count == len(drawn(page)) - 2
    assert {zone.state for zone in drawn(page)} == {"accepted", "rejected"}
    assert study.unconfirmed(page) == ()
    assert study.reject_zones(page) == (0, NOTHING)


def test_a_correction_keeps_what_was_proposed_and_makes_its_neighbour_give_way(page: Project) -> None:
    (body,) = drawn(page, "body")
    (boilerplate,) = drawn(page, "boilerplate")
    start = PAGE.index("Nobody on the board")
    study.correct_zone(page, "page.txt", boilerplate.id, start=start)
    (boilerplate,) = drawn(page, "boilerplate")
    assert (boilerplate.state, text(boilerplate)[:6]) == ("accepted", "Nobody")
    assert dict(boilerplate.details)["proposed"].startswith("boilerplate ")
    (shorter,) = drawn(page, "body")
    assert (shorter.start, shorter.state) == (body.start, "proposed")
    assert text(shorter).endswith("complained.")


def test_a_zone_is_drawn_by_hand_trimmed_and_one_that_is_covered_goes(page: Project) -> None:
    at = PAGE.index("By Ines")
    study.draw_zone(page, "page.txt", "deck", at - 2, at + len("By Ines Calloway\n"))
    (deck,) = drawn(page, "deck")
    assert (text(deck), deck.state, deck.rule) == ("By Ines Calloway", "accepted", study.BY_HAND)
    assert [zone.state for zone in drawn(page, "byline")] == ["rejected"]
    for kind, start, end in (("deck", 38, 40), ("poem", 0, 5), ("deck", 5, 5), ("deck", 0, 99_999)):
        with pytest.raises(UserError):
            study.draw_zone(page, "page.txt", kind, start, end)
    with pytest.raises(UserError, match="no longer"):
        study.correct_zone(page, "page.txt", "99", kind="body")


def test_later_rules_never_overwrite_what_was_decided(page: Project) -> None:
    (title,) = drawn(page, "title")
    (body,) = drawn(page, "body")
    study.correct_zone(page, "page.txt", title.id, end=title.end - 9)
    study.reject_zone(page, "page.txt", body.id)
    before = drawn(page)
    propose_again(page)
    assert [zone for zone in drawn(page) if zone.state != "proposed"] == [
        zone for zone in before if zone.state != "proposed"
    ]
    assert [zone.state for zone in drawn(page, "body")] == ["rejected"]
    assert len(drawn(page)) == len(before)


def test_a_layout_of_the_teams_own_finds_its_threads(empty: Project, tmp_path: Path) -> None:
    letters = PAGE.partition("Comments")[0] + "Letter from Olga, 3 May 2019 10:15\n\nSo dark.\n"
    (tmp_path / "page.txt").write_text(letters, encoding="utf-8")
    add_articles(empty, [tmp_path / "page.txt"])
    assert drawn(empty, "comment") == []
    add_layout(empty, OWN, "parish.toml")
    assert propose_again(empty, "page.txt")[0] == 1
    (comment,) = drawn(empty, "comment")
    assert letters[comment.start : comment.end] == "So dark."
    with pytest.raises(UserError, match=r"drupal\.toml"):
        add_layout(empty, OWN.replace("parish", "drupal"), "drupal.toml")
    remove_layout(empty, "parish")
    assert own_layouts(empty) == ()
    with pytest.raises(UserError, match="parish"):
        remove_layout(empty, "parish")


def test_a_coder_flags_a_zone_and_changes_nothing(page: Project) -> None:
    add_coder(page, "Ada")
    desk = Desk(page, find_coder(page, "Ada"))
    loaded = load(desk, page.ask(articles.find, "page.txt").id)
    (title,) = drawn(page, "title")
    before = drawn(page)
    save(desk, study.flag_zone(loaded, title.id, "byline")).result()
    (flag,) = study.zone_flags(page, "page.txt")
    assert (flag.zone, flag.coder, flag.says) == (title.id, "Ada", "byline")
    assert drawn(page) == before
    assert load(desk, loaded.article.id).progress.state == "not begun"
    save(desk, study.flag_zone(load(desk, loaded.article.id), title.id, "")).result()
    assert study.zone_flags(page) == ()
    with pytest.raises(UserError, match="wrong"):
        study.flag_zone(loaded, title.id, "Ada thinks so")


def test_boilerplate_is_left_unless_the_lead_says_so(page: Project) -> None:
    assert not study.codes_boilerplate(page)
    assert study.code_boilerplate(page, on=True).kinds == {Kind.SETTINGS}
    assert study.codes_boilerplate(page)
    assert not study.code_boilerplate(page, on=True)


def test_the_view_of_an_article_shows_its_zones_thread_and_metadata(page: Project) -> None:
    identity = page.ask(articles.find, "page.txt").id
    view = article_view(page, identity)
    assert [comment.author for comment in view.comments] == ["marsh_marigold", "old_ferryman"]
    assert view.comments[1].parent == 1
    assert view.zones == tuple(drawn(page))
    assert set_metadata(page, identity, {"outlet": " Brell Post ", "date": ""}).kinds == {Kind.ARTICLES}
    assert article_view(page, identity).article.metadata == (("outlet", "Brell Post"),)
    assert not set_metadata(page, identity, {"outlet": "Brell Post"})
