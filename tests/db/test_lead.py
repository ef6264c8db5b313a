"""What the lead sets: codebook, plan, settings; and where each coder stopped."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from db import assignments, codebooks, coders, log, places, settings, verify
from db.errors import NotFoundError, ProjectError
from db.project import Project
from db.records import PRODUCTION, Assignment, Place

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work

Sha = Callable[[str], str]


def test_a_codebook_is_installed_once_and_each_version_kept(project: Project, sha256: Sha) -> None:
    assert project.ask(codebooks.current) is None
    one, two = "# Bias, version 1", "# Bias, version 2"
    first = project.ask(codebooks.install, one, sha256(one))
    assert project.ask(codebooks.install, one, sha256(one)) == first
    assert len(project.ask(log.revisions)) == 1
    second = project.ask(codebooks.install, two, sha256(two))
    assert [version.number for version in (first, second)] == [1, 2]
    back = project.ask(codebooks.install, one, sha256(one))
    assert (back.number, back.sha256) == (3, first.sha256)
    assert project.ask(codebooks.all) == (first, second, back)
    assert project.ask(codebooks.current) == back
    assert project.ask(verify.check) == ()


def test_a_codebook_with_another_hash_is_refused(project: Project, sha256: Sha) -> None:
    with pytest.raises(ProjectError, match="hash"):
        project.ask(codebooks.install, "# Bias", sha256("# Other"))


def test_a_passage_remembers_the_codebook_it_was_marked_under(work: "Work", sha256: Sha) -> None:
    before = work.mark(0, 3)
    work.project.ask(codebooks.install, "# Bias", sha256("# Bias"))
    under = work.mark(4, 8)
    given = work.mark(9, 15, codebook=sha256("# Older"))
    assert [p.codebook for p in work.passages()] == ["", sha256("# Bias"), sha256("# Older")]
    assert [p.codebook for p in (before, under, given)] == ["", sha256("# Bias"), sha256("# Older")]


def test_the_plan_says_who_codes_what_in_which_phase(work: "Work", office: "Office") -> None:
    anna, mill = work.coder.id, work.article.id
    fair = office.add(work.project, "fair.txt", "The fair was held.").id
    berta = work.project.ask(coders.add, "Berta").id
    plan = (
        Assignment(anna, fair, "training", 1),
        Assignment(anna, mill, "reliability", 2),
        Assignment(berta, mill, "reliability", 1),
    )
    work.project.ask(assignments.set, plan)
    assert set(work.project.ask(assignments.all)) == set(plan)
    assert work.project.ask(assignments.phase_of, anna, mill) == "reliability"
    assert work.project.ask(assignments.phase_of, berta, fair) == PRODUCTION
    written = len(work.project.ask(log.revisions))
    work.project.ask(assignments.set, plan)
    assert len(work.project.ask(log.revisions)) == written
    work.project.ask(assignments.set, plan[:2])
    assert len(work.project.ask(log.revisions)) == written + 1
    assert work.project.ask(assignments.all) == plan[:2]
    assert work.project.ask(verify.check) == ()


def test_a_plan_with_an_unknown_coder_changes_nothing(work: "Work") -> None:
    plan = (Assignment(work.coder.id, work.article.id, "pilot", 1),)
    work.project.ask(assignments.set, plan)
    with pytest.raises(NotFoundError):
        work.project.ask(assignments.set, (Assignment("nobody", work.article.id, "pilot", 1),))
    assert work.project.ask(assignments.all) == plan


def test_settings_are_kept_and_every_change_is_a_revision(work: "Work", office: "Office") -> None:
    assert work.project.ask(settings.get, "unit") is None
    written = len(work.project.ask(log.revisions))
    for value in ("sentence", "token", "token"):
        work.project.ask(settings.put, "unit", value)
    assert len(work.project.ask(log.revisions)) == written + 2
    office.reopen(work)
    assert work.project.ask(settings.get, "unit") == "token"
    assert work.project.ask(verify.check) == ()


def test_the_place_where_a_coder_stopped_is_found_again(work: "Work", office: "Office") -> None:
    anna, mill = work.coder.id, work.article.id
    fair = office.add(work.project, "fair.txt", "The fair was held.").id
    assert work.project.ask(places.get, anna, mill) is None
    assert work.project.ask(places.last, anna) is None
    written = work.project.ask(log.revisions)
    for article, caret in ((mill, 5), (fair, 2), (mill, 9)):
        work.project.ask(places.put, Place(anna, article, caret, caret, 0))
    office.reopen(work)
    last = work.project.ask(places.last, anna)
    assert last
    assert (last.article, last.caret) == (mill, 9)
    kept = work.project.ask(places.get, anna, fair)
    assert kept
    assert kept.caret == 2
    assert work.project.ask(places.last, "nobody") is None
    assert work.project.ask(log.revisions) == written
