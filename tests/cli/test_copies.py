"""Backups, restore, purge, forget and repair without a window."""

import sqlite3
from pathlib import Path

from tests.cli.terminal import Terminal


def coded(study: Terminal) -> Terminal:
    table = (
        "article,coder,label,start,end\nbridge.txt,Anna,editorialising,11,20\nbridge.txt,Ben,reporting,0,5\n"
    )
    study.write("codings.csv", table)
    study.done("labels", "import", "study.pressmark", "codings.csv")
    return study


def test_backups_are_listed_with_counts(study: Terminal) -> None:
    coded(study)
    study.done("finish", "study.pressmark", "bridge.txt", "--coder", "Anna")
    found = study.json("backups", "study.pressmark")["backups"]
    assert [one["number"] for one in found] == list(range(1, len(found) + 1))
    assert (found[0]["articles"], found[0]["passages"]) == (2, 2)
    assert found[-1]["passages"] == 0
    assert all(Path(one["path"]).is_file() for one in found)
    listed = study.done("backups", "study").splitlines()
    assert listed[0].split() == ["number", "made", "why", "articles", "passages", "revisions", "bytes"]
    assert len(listed) == len(found) + 1
    study.done("coder", "add", "study.pressmark", "Cleo")
    assert "holds all" in study.run("backups", "study.pressmark", "--now").err
    newest = study.json("backups", "study.pressmark")["backups"][0]
    assert newest["revisions"] > found[0]["revisions"]


def test_a_backup_comes_back_and_the_replaced_file_stays(study: Terminal) -> None:
    coded(study)
    study.done("articles", "study.pressmark")
    last = study.json("backups", "study.pressmark")["backups"][-1]
    said = study.run("restore", "study.pressmark", last["name"]).err
    assert "0 passages" in said
    (replaced,) = study.folder.glob("study.replaced-*.pressmark")
    assert replaced.name in said
    assert "0 passages" in study.run("check", "study.pressmark").err
    assert "2 passages" in study.run("check", replaced).err


def test_a_lost_project_is_made_again_from_its_journal(study: Terminal) -> None:
    coded(study)
    study.done("finish", "study.pressmark", "bridge.txt", "--coder", "Anna")
    before = study.done("labels", "export", "study.pressmark", "-")
    (study.folder / "study.pressmark").unlink()
    assert "2 passages" in study.run("restore", "study", "--from-journal").err
    assert study.done("labels", "export", "study.pressmark", "-") == before


def test_restore_says_what_is_wrong(study: Terminal) -> None:
    assert "no backup" in study.refused("restore", "study.pressmark", "99")
    assert "no journal" in study.refused("restore", "elsewhere.pressmark", "--from-journal")
    assert "Name a backup" in study.misspelt("restore", "study.pressmark")
    assert "Name a backup" in study.misspelt("restore", "study.pressmark", "1", "--from-journal")


def test_backups_go_to_a_folder_of_ones_own(study: Terminal) -> None:
    assert "no folder" in study.refused("backups", "study.pressmark", "--folder", "stick")
    (study.folder / "stick").mkdir()
    study.done("backups", "study.pressmark", "--folder", "stick")
    study.done("articles", "study.pressmark")
    study.done("coder", "add", "study.pressmark", "Cleo")
    study.done("backups", "study.pressmark", "--now")
    assert list((study.folder / "stick").rglob("*.pressmark"))
    study.done("backups", "study.pressmark", "--usual-folder")


def test_an_article_is_purged_from_everything(study: Terminal) -> None:
    coded(study)
    said = study.run("purge", "study.pressmark", "bridge.txt")
    assert said.code == 0
    assert "copies" in said.err
    assert "purged" in study.refused("text", "study.pressmark", "bridge.txt", "-")
    assert b"Fair, one supposes" not in (study.folder / "study.pressmark").read_bytes()
    study.done("check", "study.pressmark")
    assert study.refused("purge", "study.pressmark", "nowhere.txt")


def test_a_name_is_erased_and_a_project_forgotten(study: Terminal) -> None:
    coded(study)
    study.done("coder", "erase", "study.pressmark", "Ben")
    assert "Ben" not in study.done("coder", "list", "study.pressmark")
    assert b"Ben" not in (study.folder / "study.pressmark").read_bytes()
    study.done("forget", "study.pressmark")
    assert study.json("backups", "study.pressmark") == {"backups": []}
    study.done("check", "study.pressmark")


def test_what_is_derived_is_repaired_in_a_copy(study: Terminal) -> None:
    coded(study)
    assert "nothing to repair" in study.run("check", "study.pressmark", "--repair").err
    connection = sqlite3.connect(study.folder / "study.pressmark")
    connection.execute("DELETE FROM passage")
    connection.commit()
    connection.close()
    assert study.run("check", "study.pressmark").code == 1
    said = study.run("check", "study.pressmark", "--repair")
    assert said.code == 0
    assert "2 passages" in said.err
    assert "2 passages" in study.run("check", "study.repaired.pressmark").err
    assert study.run("check", "study.pressmark").code == 1


def test_the_program_says_what_is_missing_here(terminal: Terminal) -> None:
    ran = terminal.process("--self-check")
    assert ran.stdout.startswith("ok       Pressmark")
    assert "Qt starts" in ran.stdout
    assert ran.returncode == ("problem" in ran.stdout)


def test_a_project_is_moved_to_another_folder(study: Terminal) -> None:
    coded(study)
    (study.folder / "here").mkdir()
    assert "here" in study.run("move", "study", "here").err
    assert not (study.folder / "study.pressmark").exists()
    assert "2 passages" in study.run("check", "here/study.pressmark").err
    assert "no project file" in study.refused("move", "study.pressmark", "here")
