"""Coders keep their id and work whatever becomes of their names."""

import sqlite3
from typing import TYPE_CHECKING

import pytest

from db import coders, log, verify
from db.errors import ConflictError, NotFoundError, ProjectError
from db.project import Project

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work


def names(project: Project) -> list[str | None]:
    return [coder.name for coder in project.ask(coders.all)]


def test_coders_are_listed_in_the_order_they_came(project: Project) -> None:
    for name in ("Zoë", "Anna", "Mia", "Berta"):
        project.ask(coders.add, name)
    assert names(project) == ["Zoë", "Anna", "Mia", "Berta"]


@pytest.mark.parametrize("name", ["", "  ", "\n\t", "\u00a0"])
def test_a_coder_needs_a_name(project: Project, name: str) -> None:
    with pytest.raises(ProjectError, match="needs a name"):
        project.ask(coders.add, name)
    assert names(project) == []


@pytest.mark.parametrize("name", ["Anna Noël", "anna noël", " Anna  Noël ", "Anna Noe\u0308l"])
def test_a_name_is_in_use_once(project: Project, name: str) -> None:
    project.ask(coders.add, "Anna Noël")
    with pytest.raises(ConflictError, match="“Anna Noël” is already"):
        project.ask(coders.add, name)
    assert len(project.ask(log.revisions)) == 1


def test_a_coder_is_found_by_id_or_name(project: Project) -> None:
    anna = project.ask(coders.add, "Anna")
    assert {project.ask(coders.find, given) for given in (anna.id, "Anna", "ANNA")} == {anna}
    with pytest.raises(NotFoundError, match="“Berta”"):
        project.ask(coders.find, "Berta")


def test_a_renamed_coder_stays_the_same_person(work: "Work", office: "Office") -> None:
    marked = work.mark(0, 8)
    renamed = work.project.ask(coders.rename, work.coder, "Annette")
    assert (renamed.id, renamed.name, renamed.created_at) == (work.coder.id, "Annette", work.coder.created_at)
    office.reopen(work)
    assert work.project.ask(coders.all) == (renamed,)
    assert work.passages() == (marked,)
    berta = work.project.ask(coders.add, "Berta")
    with pytest.raises(ConflictError):
        work.project.ask(coders.rename, berta, "annette")
    before = len(work.project.ask(log.revisions))
    assert work.project.ask(coders.rename, renamed, "Annette") == renamed
    assert len(work.project.ask(log.revisions)) == before
    assert work.project.ask(coders.rename, renamed, "ANNETTE").name == "ANNETTE"


def test_an_erased_name_is_nowhere_in_the_file_and_no_hash_changes(work: "Work") -> None:
    work.project.ask(coders.rename, work.coder, "Annegret Mustermann")
    marked = work.mark(0, 8)
    before = work.project.ask(log.revisions)
    erased = work.project.ask(coders.erase, work.coder)
    assert (erased.id, erased.name) == (work.coder.id, None)
    assert names(work.project) == [None]
    assert work.passages() == (marked,)
    assert work.project.ask(log.revisions)[: len(before)] == before
    assert work.project.ask(verify.check) == ()
    work.project.close()
    data = work.project.path.read_bytes()
    assert b"Annegret" not in data
    assert b"Mustermann" not in data


def test_an_erased_name_is_free_again_and_its_coder_can_be_named_anew(work: "Work") -> None:
    work.project.ask(coders.erase, work.coder)
    with pytest.raises(NotFoundError):
        work.project.ask(coders.find, "Anna")
    other = work.project.ask(coders.add, "Anna")
    assert other.id != work.coder.id
    assert work.project.ask(coders.rename, work.coder, "Coder 1").name == "Coder 1"
    assert work.project.ask(verify.check) == ()


def test_no_name_stands_in_the_log_itself(project: Project) -> None:
    project.ask(coders.add, "Annegret Mustermann")
    project.close()
    connection = sqlite3.connect(project.path)
    payloads = [row[0] for row in connection.execute("SELECT payload FROM revision")]
    connection.close()
    assert len(payloads) == 1
    assert b"Annegret" not in payloads[0]
