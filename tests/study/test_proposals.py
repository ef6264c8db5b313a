"""Proposals for passages: off until the study asks, never swaying reliability, on record as what they are."""

from pathlib import Path

import pytest

from db import articles, assignments, passages
from db.project import Project
from db.records import CODER, Assignment
from desktop.errors import UserError
from desktop.study import proposals as study
from desktop.study.coders import add_coder, find_coder
from desktop.study.desk import Desk, load, save, undo
from desktop.study.importing import add_articles
from desktop.study.planning import DeskArticle
from desktop.study.proposals import ALL, COMMENTS, FORBIDDEN, OFF
from desktop.study.shares import coded_shares
from desktop.study.zones import accept_zones

PAGE = """Harbour board delays the lamp contract

The harbour board of Brell delayed a contract on Monday, although we doubt that anybody asked for it.

Who pays for lamps that stay dark?

Comments

marsh_marigold Sun, 06/02/2019 - 10:15 Permalink

We pay. Who else?

old_ferryman marsh_marigold Sun, 06/02/2019 - 11:20 Permalink

Mind the current.

In reply to by marsh_marigold
"""


@pytest.fixture
def desk(empty: Project, tmp_path: Path) -> Desk:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    add_articles(empty, [tmp_path / "page.txt"])
    accept_zones(empty)
    add_coder(empty, "Ada")
    return Desk(empty, find_coder(empty, "Ada"))


def loaded(desk: Desk) -> DeskArticle:
    return load(desk, desk.project.ask(articles.find, "page.txt").id)


def said(found: tuple[study.Proposed, ...]) -> list[str]:
    return [PAGE[one.start : one.end] for one in found]


def test_nothing_is_proposed_until_the_study_asks(desk: Desk) -> None:
    assert study.setting(desk.project) == OFF
    assert study.proposals(loaded(desk), OFF) == study.proposals(loaded(desk), FORBIDDEN) == ()
    study.set_setting(desk.project, ALL)
    assert study.setting(desk.project) == ALL
    assert not study.set_setting(desk.project, ALL)
    with pytest.raises(UserError, match="forbidden"):
        study.set_setting(desk.project, "perhaps")


def test_whole_comments_and_places_to_look_at(desk: Desk) -> None:
    comments = study.proposals(loaded(desk), COMMENTS)
    assert said(comments) == ["We pay. Who else?", "Mind the current."]
    assert {one.label for one in comments} == {"user-comment"}
    places = [one for one in study.proposals(loaded(desk), ALL) if one.label is None]
    assert said(tuple(places)) == [
        "although we doubt that anybody asked for it.",
        "Who pays for lamps that stay dark?",
    ]


def test_a_study_with_a_reliability_sample_proposes_only_whole_comments(desk: Desk) -> None:
    study.set_setting(desk.project, ALL)
    assert study.allowed(desk.project, "production") == ALL
    article = loaded(desk).article.id
    desk.project.ask(assignments.set, (Assignment(desk.coder.id, article, "reliability", 0),))
    # Nothing may tell a coder which of the articles are coded by others too.
    assert {study.allowed(desk.project, phase) for phase in ("production", "reliability")} == {COMMENTS}
    assert study.allowed(desk.project, "training") == ALL
    study.set_setting(desk.project, FORBIDDEN)
    assert study.allowed(desk.project, "training") == FORBIDDEN


def test_one_is_accepted_with_a_label_and_recorded_as_a_proposal(desk: Desk) -> None:
    place = next(one for one in study.proposals(loaded(desk), ALL) if one.label is None)
    with pytest.raises(UserError, match="label"):
        study.accept(loaded(desk), ALL, place)
    save(desk, study.accept(loaded(desk), ALL, place, "editorialising")).result()
    (passage,) = loaded(desk).passages
    assert (passage.origin, passage.label) == ("proposal", "editorialising")
    assert loaded(desk).progress.state == "begun"
    assert place not in study.proposals(loaded(desk), ALL)
    with pytest.raises(UserError, match="no longer"):
        study.accept(loaded(desk), ALL, place, "editorialising")


def test_all_in_a_zone_are_accepted_at_once_and_one_is_declined_for_good(desk: Desk) -> None:
    first = study.proposals(loaded(desk), COMMENTS)[0]
    save(desk, study.decline(loaded(desk), first)).result()
    assert said(study.proposals(loaded(desk), COMMENTS)) == ["Mind the current."]
    assert loaded(desk).progress.state == "not begun"
    section = next(zone for zone in loaded(desk).zones if zone.kind == "comment-section")
    planned = study.accept_in_zone(loaded(desk), COMMENTS, section.id)
    assert [passage.quote for passage in planned.put] == ["Mind the current."]
    save(desk, planned).result()
    with pytest.raises(UserError, match="Nothing"):
        study.accept_in_zone(loaded(desk), COMMENTS, section.id)


def test_one_command_marks_the_whole_thread_and_one_undo_takes_it_back(desk: Desk) -> None:
    assert study.mark_thread_of(desk.project, "page.txt", "Ada") == 2
    marked = desk.project.ask(passages.all, layer=CODER)
    assert [passage.quote for passage in marked] == ["We pay. Who else?", "Mind the current."]
    assert {(passage.label, passage.origin) for passage in marked} == {("user-comment", "proposal")}
    with pytest.raises(UserError, match="already"):
        study.mark_thread_of(desk.project, "page.txt", "Ada")
    undo(desk, loaded(desk).writer).result()
    assert loaded(desk).passages == ()
    study.set_setting(desk.project, FORBIDDEN)
    with pytest.raises(UserError, match="forbids"):
        study.mark_thread_of(desk.project, "page.txt", "Ada")


def test_shares_are_told_for_body_and_comments_apart(desk: Desk) -> None:
    study.mark_thread_of(desk.project, "page.txt", "Ada")
    shares = {each.part: (each.characters, each.coded) for each in coded_shares(desk.project)}
    marked = len("We pay. Who else?") + len("Mind the current.")
    section = PAGE[PAGE.index("Comments\n") :].strip()
    assert shares["comments"] == (len(section), marked)
    assert shares["body"][1] == 0
    assert "boilerplate" not in shares
