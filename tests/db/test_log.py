"""The log: streams, chains, and the damage they reveal."""

import shutil
import sqlite3
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db import articles, coders, log, purging, verify
from db.errors import NotFoundError, ProjectError
from db.project import Project
from db.records import PROJECT, PutPassage, State

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work


def streams(project: Project) -> dict[str, set[str]]:
    """Return the owners' streams."""
    found: dict[str, set[str]] = defaultdict(set)
    for revision in project.ask(log.revisions):
        found[revision.owner].add(revision.stream)
    return found


def copy_elsewhere(work: "Work", office: "Office", name: str = "copy.pressmark") -> "Work":
    work.project.close()
    path = work.project.path.with_name(name)
    shutil.copyfile(work.project.path, path)
    work.project = office.open(work.project.path)
    return replace(work, project=office.open(path))


def test_each_revision_follows_the_one_before_it_in_its_stream(work: "Work", office: "Office") -> None:
    berta = office.set_to_work(work.project, "Berta")
    for _ in range(3):
        work.mark(0, 8)
        berta.mark(0, 8)
    office.reopen(work)
    work.mark(0, 8)
    found = streams(work.project)
    assert {owner: len(ids) for owner, ids in found.items()} == {
        PROJECT: 1,
        work.coder.id: 1,
        berta.coder.id: 1,
    }
    chain = work.project.ask(log.revisions, next(iter(found[work.coder.id])))
    assert [revision.sequence for revision in chain] == [1, 2, 3, 4]
    assert [revision.previous for revision in chain] == [log.FIRST, *(one.hash for one in chain[:-1])]
    assert len({revision.sitting for revision in chain}) == 2
    assert all(log.hash_of(revision) == revision.hash for revision in chain)


def test_a_file_copied_elsewhere_starts_new_streams(work: "Work", office: "Office") -> None:
    work.mark(0, 8)
    before = streams(work.project)[work.coder.id]
    copy = copy_elsewhere(work, office)
    copy.mark(9, 15)
    work.mark(17, 31)
    assert streams(work.project)[work.coder.id] == before
    assert len(streams(copy.project)[work.coder.id]) == 2
    office.reopen(copy)
    copy.mark(20, 25)
    assert len(streams(copy.project)[work.coder.id]) == 2
    assert copy.project.ask(verify.check) == ()
    assert copy.project.id == work.project.id


def test_a_moved_file_starts_a_new_stream_and_undo_still_reaches_back(work: "Work", office: "Office") -> None:
    work.mark(0, 8)
    work.project.close()
    moved = work.project.path.with_name("moved.pressmark")
    work.project.path.rename(moved)
    work.project = office.open(moved)
    work.mark(9, 15)
    assert len(streams(work.project)[work.coder.id]) == 2
    work.undo()
    work.undo()
    assert work.passages() == ()
    assert work.project.ask(verify.check) == ()


def test_looking_at_a_copy_writes_nothing(work: "Work", office: "Office") -> None:
    work.mark(0, 8)
    copy = copy_elsewhere(work, office)
    before = copy.project.path.stat().st_mtime_ns
    assert len(copy.passages()) == 1
    copy.project.close()
    assert copy.project.path.stat().st_mtime_ns == before


def test_each_import_on_a_coders_behalf_has_a_stream_of_its_own(work: "Work") -> None:
    work.mark(0, 8)
    for _ in range(2):
        work.do("import", PutPassage(work.draft(9, 15)))
    work.mark(17, 31)
    assert len(streams(work.project)[work.coder.id]) == 3
    assert work.project.ask(verify.check) == ()


def test_a_transaction_that_failed_leaves_no_gap_in_the_chain(work: "Work") -> None:
    work.mark(0, 8)
    with pytest.raises(ProjectError):
        work.do("mark", PutPassage(work.draft(9, 15)), PutPassage(replace(work.draft(0, 3), quote="xxx")))
    work.mark(9, 15)
    assert work.project.ask(verify.check) == ()


SPOILED = {
    "UPDATE revision SET payload = CAST(replace(CAST(payload AS TEXT), 'ising', 'ised') AS BLOB)": (
        "not what was written"
    ),
    "UPDATE revision SET active_ms = active_ms + 1 WHERE sequence = 2": "not what was written",
    "DELETE FROM revision WHERE sequence = 2 AND verb = 'mark'": "something is missing",
    "UPDATE revision SET previous = zeroblob(32), hash = zeroblob(32) WHERE sequence = 2": "chain is broken",
    "UPDATE passage SET label = 'reporting'": "“passage” is not what follows from the log",
    "DELETE FROM passage": "“passage” is not what follows from the log",
    "INSERT INTO setting VALUES ('unit', 'token', '')": "“setting” is not what follows from the log",
    "UPDATE aside SET content = 'The mall' WHERE kind = 'quote'": "A quote is not what was written",
    "UPDATE aside SET salt = zeroblob(16) WHERE kind = 'name'": "A name is not what was written",
    "UPDATE text SET content = replace(content, 'mill', 'mall')": "text is not what was written",
    "UPDATE original SET content = x'00'": "original bytes",
    "UPDATE passage SET start = start + 1": "does not say what its quote says",
    "DELETE FROM text": "refers to something",
    "UPDATE revision SET payload = x'7b'": "cannot be derived",
}


@pytest.mark.parametrize(("statement", "said"), SPOILED.items())
def test_damage_is_told_in_words(work: "Work", office: "Office", statement: str, said: str) -> None:
    for start in (0, 9, 17):
        work.mark(start, start + 5)
    assert work.project.ask(verify.check) == ()
    work.project.close()
    connection = sqlite3.connect(work.project.path)
    assert connection.execute(statement).rowcount
    connection.commit()
    connection.close()
    work.project = office.open(work.project.path)
    found = work.project.ask(verify.check)
    assert any(said in sentence for sentence in found), found
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in found)


def test_a_purged_article_keeps_offsets_and_hashes_and_the_chain_holds(
    work: "Work", office: "Office"
) -> None:
    work.mark(17, 31, note="a private note")
    gone = work.mark(0, 8)
    work.delete(gone)
    work.set(State.SET_ASIDE, "private reason")
    before = work.project.ask(log.revisions)
    work.project.ask(purging.article, work.article.id)
    (kept,) = work.passages()
    assert (kept.start, kept.end, kept.quote, kept.note) == (17, 31, "", "")
    assert kept.text_sha256 == work.article.text_sha256
    assert work.project.ask(log.revisions)[: len(before)] == before
    assert work.project.ask(verify.check) == ()
    with pytest.raises(ProjectError, match="purged"):
        work.mark(9, 15)
    work.project.close()
    data = work.project.path.read_bytes()
    for word in ("regret", "The mill", "private", "Title of"):
        assert word.encode() not in data
    work.project = office.open(work.project.path)
    assert work.project.ask(coders.all) == (work.coder,)
    with pytest.raises(NotFoundError):
        work.project.ask(purging.article, "no such article")


def test_purging_one_of_two_names_leaves_the_other_its_text(work: "Work", office: "Office") -> None:
    twin = office.set_to_work(work.project, article="twin.txt")
    twin.mark(0, 8)
    work.mark(0, 8)
    work.project.ask(purging.article, work.article.id)
    assert [p.quote for p in twin.passages()] == ["The mill"]
    assert [p.quote for p in work.passages()] == [""]
    assert work.project.ask(verify.check) == ()


def test_a_purged_article_stays_purged_even_when_its_text_comes_back(work: "Work", office: "Office") -> None:
    work.mark(0, 8)
    work.project.ask(purging.article, work.article.id)
    assert office.add(work.project, "mill.txt").outcome == "already here"
    twin = office.set_to_work(work.project, article="twin.txt")
    assert twin.mark(0, 8).quote == "The mill"
    for ask in (articles.get, articles.original):
        with pytest.raises(ProjectError, match="purged"):
            work.project.ask(ask, work.article.id)
    with pytest.raises(ProjectError, match="purged"):
        work.mark(9, 15)
    assert work.project.ask(articles.all) == (twin.article,)
    assert work.project.ask(verify.check) == ()
