"""Privacy: what was purged is found in no file any more, and offsets, hashes and counts stay."""

from pathlib import Path

import pytest

from db import articles, backups, coders, log, passages, purging, verify
from db.errors import NotFoundError, ProjectError
from db.project import Project
from db.records import State
from desktop.study import desk as desks
from desktop.study import finding, forgetting, keeping, planning
from desktop.study.coders import add_coder, all_coders, find_coder, rename_coder
from desktop.study.desk import Desk
from desktop.study.importing import add_articles
from desktop.study.opening import create, open_project

SECRET = "Zanzibar whistleblower"
TEXT = (
    f"The mill closed. The {SECRET} told us so, «en privé». Of course he does.\n"
    + "And the town waits. " * 300
)
NOTE = "Quixotic doubts about it"
REASON = "Unspeakable distress"
OTHER = "Nothing happened in Otterton. Nothing ever does.\n"
NAME = "Anneliese Bartholomew"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with two articles, work on both, copies, a journal, a search file and what a restore left."""
    found, folder = tmp_path / "study.pressmark", tmp_path / "articles"
    folder.mkdir()
    (folder / "secret.txt").write_text(TEXT, encoding="utf-8")
    (folder / "latin.txt").write_bytes("Caf\xe9 Otter.".encode("latin-1"))
    (folder / "other.txt").write_text(OTHER, encoding="utf-8")
    with create(found) as project:
        add_coder(project, NAME)
        add_articles(project, [folder], encoding=None)
        code(project)
    with open_project(found) as project:
        project.back_up("asked")
        code(project)
    keeping.restore(found, "1")
    with open_project(found) as project:
        code(project)
        search = finding.open_search(project)
        finding.find(search, None, "Zanzibar").result()
        search.close()
    return found


def code(project: Project) -> None:
    desk = Desk(project, all_coders(project)[0])
    for name in ("secret.txt", "other.txt"):
        at = desks.load(desk, project.ask(articles.find, name).id)
        if at.progress.state is State.SET_ASIDE:
            desks.save(desk, planning.reopen(at, REASON)).result()
        for passage in at.passages:
            desks.save(desk, planning.delete(at, [passage.id])).result()
            at = desks.load(desk, at.article.id)
        marked = planning.mark(at, 17, 47, "editorialising")
        desks.save(desk, marked).result()
        at = desks.load(desk, at.article.id)
        note = NOTE if name == "secret.txt" else "harmless"
        desks.save(desk, planning.set_note(at, marked.put[0].id, note)).result()
    at = desks.load(desk, project.ask(articles.find, "secret.txt").id)
    desks.save(desk, planning.set_aside(at, REASON)).result()


def files_with(folder: Path, *words: str) -> list[str]:
    """Return every file below a folder, and every file this computer keeps, that holds one of the words."""
    places = [folder, keeping.data_folder(), finding.cache_folder()]
    found = {file for place in places for file in place.rglob("*") if file.is_file()}
    encoded = [word.encode(kind) for word in words for kind in ("utf-8", "utf-16-le")]
    return sorted(file.name for file in found if any(word in file.read_bytes() for word in encoded))


def test_before_a_purge_the_words_stand_in_many_files(path: Path) -> None:
    found = files_with(path.parent, SECRET)
    assert len(found) > 4  # or the next test would prove nothing
    assert any(name.endswith(".journal") for name in found)
    assert any(".replaced-" in name for name in found)
    assert any(name.endswith(".search") for name in found)


def test_what_was_purged_stands_in_no_file_any_more(path: Path) -> None:
    (path.parent / "articles" / "secret.txt").unlink()
    with open_project(path) as project:
        before = project.ask(passages.all)
        done = forgetting.purge_article(project, "secret.txt")
        assert done.troubles == ()
        assert done.copies >= 3
        assert done.journals >= 1
        assert files_with(path.parent, SECRET, "Zanzibar", "whistleblower", "Quixotic", "Unspeakable") == []
        assert project.ask(verify.check) == ()
        after = project.ask(passages.all)
        places = [(p.id, p.article, p.start, p.end, p.label, p.text_sha256) for p in after]
        assert places == [(p.id, p.article, p.start, p.end, p.label, p.text_sha256) for p in before]
        summary = project.ask(articles.find, "secret.txt")
        with pytest.raises(ProjectError, match="purged"):
            project.ask(articles.get, summary.id)
        assert project.ask(purging.purged) == (summary.id,)
        other = project.ask(articles.find, "other.txt")
        assert project.ask(articles.get, other.id).text == OTHER
        code_other(project)
    assert files_with(path.parent, SECRET, NOTE) == []


def code_other(project: Project) -> None:
    desk = Desk(project, all_coders(project)[0])
    at = desks.load(desk, project.ask(articles.find, "other.txt").id)
    desks.save(desk, planning.mark(at, 0, 7, "reporting")).result()


def test_copies_are_whole_after_a_purge_and_come_back(path: Path) -> None:
    with open_project(path) as project:
        forgetting.purge_article(project, "secret.txt")
        code_other(project)
        count = len(project.ask(log.revisions))
    for backup in keeping.backups_of(path):
        assert backups.check(backup.path) == backup.counts
        with Project.open(backup.path, program="pressmark test") as copy:
            assert copy.ask(verify.check) == ()
    path.unlink()
    keeping.restore_from_journal(path)
    with open_project(path) as project:
        assert project.ask(verify.check) == ()
        assert len(project.ask(log.revisions)) >= count  # what the restore had given up comes back too
        assert len(project.ask(purging.purged)) == 1
    keeping.restore(path, keeping.backups_of(path)[-1].name)
    with open_project(path) as project:
        assert project.ask(verify.check) == ()
        assert len(project.ask(purging.purged)) == 1
    assert files_with(path.parent, NOTE, REASON) == []


def test_a_copy_that_cannot_be_purged_is_removed(path: Path) -> None:
    backup = keeping.backups_of(path)[-1]
    data = bytearray(backup.path.read_bytes())
    data[4096 * 3 : 4096 * 9] = b"\xff" * (4096 * 6)
    backup.path.write_bytes(data)
    with open_project(path) as project:
        done = forgetting.purge_article(project, "secret.txt")
    assert done.removed == 1
    assert not backup.path.exists()
    assert backup.name not in [found.name for found in keeping.backups_of(path)]


def test_a_text_that_another_article_shares_stays_with_that_one(path: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_text(OTHER, encoding="utf-8")
    with open_project(path) as project:
        add_articles(project, [twin])
        forgetting.purge_article(project, "other.txt")
        found = project.ask(articles.find, "twin.txt")
        assert project.ask(articles.get, found.id).text == OTHER
        assert project.ask(verify.check) == ()


def test_all_versions_of_a_name_go(path: Path, tmp_path: Path) -> None:
    newer = tmp_path / "secret.txt"
    newer.write_text(TEXT.replace("mill", "bank"), encoding="utf-8")
    with open_project(path) as project:
        add_articles(project, [newer], new_version=True)
        newer.unlink()
        (tmp_path / "articles" / "secret.txt").unlink()
        forgetting.purge_article(project, "secret.txt")
        assert len(project.ask(purging.purged)) == 2
    assert files_with(tmp_path, SECRET) == []


def test_an_unknown_article_is_refused_and_nothing_changes(path: Path) -> None:
    with open_project(path) as project:
        count = len(project.ask(log.revisions))
        with pytest.raises(NotFoundError):
            forgetting.purge_article(project, "nowhere.txt")
        assert len(project.ask(log.revisions)) == count


def test_a_coders_name_is_erased_everywhere_and_the_work_stays(path: Path) -> None:
    with open_project(path) as project:
        rename_coder(project, NAME, f"{NAME} Jr")
        project.back_up("asked")
        coder = find_coder(project, f"{NAME} Jr")
        before = project.ask(passages.all)
        forgetting.erase_coder(project, coder.id)
        assert files_with(path.parent, "Anneliese", "Bartholomew") == []
        assert project.ask(coders.all)[0].name is None
        assert project.ask(passages.all) == before
        assert project.ask(verify.check) == ()
    for backup in keeping.backups_of(path):
        with Project.open(backup.path, program="pressmark test") as copy:
            assert copy.ask(coders.all)[0].name is None
            assert copy.ask(verify.check) == ()
