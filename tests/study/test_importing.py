"""Articles in: good files stay, bad ones are named, and the same file twice changes nothing."""

from pathlib import Path

from db import articles
from db.project import Project
from desktop.study.changes import Kind
from desktop.study.importing import add_articles


def outcomes(project: Project, *paths: Path) -> dict[str, str]:
    return {item.name: item.outcome for item in add_articles(project, paths).items}


def test_a_folder_comes_in_by_relative_names(empty: Project, folder: Path) -> None:
    report = add_articles(empty, [folder])
    assert [(item.name, item.outcome) for item in report.items] == [
        ("two.txt", "added"),
        ("week 1/one.txt", "added"),
    ]
    assert report.changes.kinds == {Kind.ARTICLES, Kind.ZONES}


def test_the_same_folder_again_changes_nothing_and_says_so(empty: Project, folder: Path) -> None:
    add_articles(empty, [folder])
    report = add_articles(empty, [folder])
    assert {item.outcome for item in report.items} == {"already here"}
    assert not report.changes


def test_bad_files_are_named_and_good_ones_stay(empty: Project, folder: Path) -> None:
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    (folder / "empty.txt").write_bytes(b"")
    report = add_articles(empty, [folder, folder / "gone.txt"])
    refused = {item.name: item.message for item in report.refused}
    assert set(refused) >= {"latin.txt", "gone.txt"}
    assert all(message.endswith(".") and "\n" not in message for message in refused.values())
    names = {summary.name for summary in empty.ask(articles.summaries)}
    assert {"two.txt", "week 1/one.txt"} <= names
    assert not names & {"latin.txt", "gone.txt"}


def test_an_encoding_can_be_named(empty: Project, tmp_path: Path) -> None:
    file = tmp_path / "latin.txt"
    file.write_bytes("café £5".encode("cp1252"))
    add_articles(empty, [file], encoding="cp1252")
    (summary,) = empty.ask(articles.summaries)
    assert empty.ask(articles.get, summary.id).text == "café £5"
    assert empty.ask(articles.original, summary.id) == file.read_bytes()


def test_another_text_under_the_same_name_needs_to_be_asked_for(empty: Project, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text("The first text.", encoding="utf-8")
    assert outcomes(empty, file) == {"one.txt": "added"}
    file.write_text("The corrected text.", encoding="utf-8")
    report = add_articles(empty, [file])
    assert report.refused
    assert "--new-version" in report.refused[0].message or "version" in report.refused[0].message
    again = add_articles(empty, [file], new_version=True)
    assert [item.outcome for item in again.items] == ["new version"]


def test_the_same_text_under_another_name_is_added_and_flagged(empty: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Twin.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Twin.", encoding="utf-8")
    report = add_articles(empty, [tmp_path / "a.txt", tmp_path / "b.txt"])
    assert [item.outcome for item in report.items] == ["added", "added"]
    assert "a.txt" in report.items[1].message


def test_the_open_project_itself_is_not_an_article(empty: Project) -> None:
    report = add_articles(empty, [empty.path])
    assert [item.outcome for item in report.items] == ["refused"]
    assert empty.ask(articles.summaries) == ()


def test_an_import_can_be_stopped_between_two_articles(empty: Project, folder: Path) -> None:
    asked: list[str] = []

    def at_the_second_file(_done: int, _all: int, name: str) -> bool:
        asked.append(name)
        return len(asked) < 2

    report = add_articles(empty, [folder], report=at_the_second_file)
    assert report.cancelled
    assert len(empty.ask(articles.summaries)) == 1


def test_the_five_real_articles_have_their_lengths_and_their_bytes(
    empty: Project, real_articles: tuple[Path, ...]
) -> None:
    add_articles(empty, real_articles)
    lengths = {summary.name[:3]: summary.length for summary in empty.ask(articles.summaries)}
    assert lengths == {"000": 3171, "001": 6849, "002": 5168, "003": 3050, "004": 18344}
    for file in real_articles:
        found = empty.ask(articles.find, file.name)
        assert empty.ask(articles.original, found.id) == file.read_bytes()
    last = empty.ask(articles.get, empty.ask(articles.find, real_articles[-1].name).id)
    assert last.text.count("\u00a0") == 46


def test_what_the_disk_does_not_take_is_refused_in_words_and_comes_in_later(
    empty: Project, folder: Path
) -> None:
    empty.ask(lambda session: session.connection.execute("PRAGMA query_only = 1").close())
    report = add_articles(empty, [folder])
    assert report.refused
    assert all("was not saved" in item.message for item in report.refused)
    add_articles(empty, [folder])
    assert len(empty.ask(articles.summaries)) == 2
