"""The data package: whole, described to the last column, the same each time, without what was to stay."""

import csv
import hashlib
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from db import zones
from db.records import Zone
from desktop.errors import UserError
from desktop.exchange.csv_out import EXCEL
from desktop.exchange.labels_csv import ExportSettings
from desktop.exchange.labels_export import export_labels
from desktop.study import planning, settling
from desktop.study.adjudication import read_queue
from desktop.study.adjudication import save as adjudicate
from desktop.study.coders import add_coder
from desktop.study.settling import Why
from tests.exchange.team import BRIDGE, Team, read_rows

TABLES = {"labels", "articles", "progress", "zones", "comments", "first_finish", "decisions", "units"}


def package(team: Team, settings: ExportSettings | None = None, name: str = "package") -> dict[str, bytes]:
    folder = team.folder / name
    export_labels(team.project, team.folder / "labels.csv", settings or ExportSettings(), folder)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def resources(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    return {resource["name"]: resource for resource in json.loads(files["datapackage.json"])["resources"]}


def reads_as(kind: str, cell: str) -> bool:
    """Say whether a cell is of a Frictionless type."""
    match kind:
        case "integer":
            return str(int(cell)) == cell
        case "boolean":
            return cell in ("0", "1")
        case "datetime":
            return bool(datetime.strptime(cell, "%Y-%m-%dT%H:%M:%S.%fZ"))  # noqa: DTZ007 - the Z is in the format
        case "object":
            return isinstance(json.loads(cell), dict)
        case "array":
            return isinstance(json.loads(cell), list)
        case _:
            return kind == "string"


def test_the_folder_holds_tables_codebook_texts_and_what_describes_them(coded: Team) -> None:
    files = package(coded)
    texts = {name for name in files if name.startswith("texts/")}
    assert set(files) == {f"{name}.csv" for name in TABLES} | {"codebook.md", "datapackage.json"} | texts
    assert len(texts) == 2
    assert files["labels.csv"] == (coded.folder / "labels.csv").read_bytes()
    assert files["codebook.md"].decode() == coded.desk("Anna", "bridge.txt").codebook.text
    for row in csv.DictReader(io.StringIO(files["articles.csv"].decode(), newline="")):
        text = files[row["text_file"]]
        assert hashlib.sha256(text).hexdigest() == row["text_sha256"]
        assert text.decode() == coded.article(row["article"]).text
        assert int(row["length"]) == len(text.decode())


def test_the_description_is_true_to_the_byte_and_the_column(coded: Team) -> None:
    files = package(coded)
    described = resources(files)
    assert set(described) > TABLES
    for name in TABLES:
        resource, data = described[name], files[f"{name}.csv"]
        assert (resource["path"], resource["bytes"]) == (f"{name}.csv", len(data))
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        header, *rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
        fields = resource["schema"]["fields"]
        assert header == [field["name"] for field in fields]
        assert all(field["description"] for field in fields)
        for row in rows:
            for field, cell in zip(fields, row, strict=True):
                assert cell == "" or reads_as(field["type"], cell), (name, field["name"], cell)
                allowed = field.get("constraints", {}).get("enum")
                assert cell == "" or not allowed or cell in allowed


def test_two_packages_are_the_same_bytes(coded: Team) -> None:
    assert package(coded, name="one") == package(coded, name="two")


def test_the_state_of_every_coder_is_in_progress(coded: Team) -> None:
    coded.change("Ben", planning.set_aside(coded.desk("Ben", "otter.txt"), "paywall stub"))
    package(coded)
    rows = read_rows(coded.folder / "package" / "progress.csv")
    assert [(r["article"], r["coder"], r["state"], r["reason"], r["ever_finished"]) for r in rows] == [
        ("bridge.txt", "Anna", "finished", "", "1"),
        ("bridge.txt", "Ben", "finished", "", "1"),
        ("otter.txt", "Anna", "finished", "", "1"),
        ("otter.txt", "Ben", "set aside", "paywall stub", "0"),
    ]


def test_first_finish_holds_the_passages_as_they_were_then(coded: Team) -> None:
    coded.mark("Anna", "bridge.txt", "editorialising", "The last rise was in 2019.")
    package(coded)
    sealed = [
        r
        for r in read_rows(coded.folder / "package" / "first_finish.csv")
        if r["coder"] == "Anna" and r["label"]
    ]
    assert len(sealed) == 2
    assert (
        len([r for r in read_rows(coded.folder / "labels.csv") if r["coder"] == "Anna" and r["label"]]) == 3
    )


def test_without_text_no_sentence_of_an_article_leaves(coded: Team) -> None:
    coded.change("Ben", planning.set_aside(coded.desk("Ben", "otter.txt"), "my private reason"))
    files = package(coded, ExportSettings(texts=False))
    everything = b"\n".join(content for name, content in files.items() if name != "codebook.md")
    assert not any(name.startswith("texts/") for name in files)
    assert "texts" not in resources(files)
    for words in ("spokesman", "we doubt", "private reason", "Volunteers"):
        assert words.encode() not in everything


def test_texts_of_an_earlier_export_go_when_texts_are_to_stay_at_home(coded: Team) -> None:
    assert any(name.startswith("texts/") for name in package(coded))
    own = coded.folder / "package" / "texts" / "mine.txt"
    own.write_text("not from an export", encoding="utf-8")
    files = package(coded, ExportSettings(texts=False))
    assert [name for name in files if name.startswith("texts/")] == ["texts/mine.txt"]


def test_pseudonyms_are_the_same_in_every_table(coded: Team) -> None:
    files = package(coded, ExportSettings(pseudonyms=True))
    folder = coded.folder / "package"
    seen = [
        {row["coder"] for row in read_rows(folder / name)}
        for name in ("labels.csv", "progress.csv", "units.csv")
    ]
    assert seen[0] == seen[1] == seen[2]
    assert not any(name in content for content in files.values() for name in (b"Anna", b"Ben,", b",Ben"))


def test_zones_are_listed_with_their_state(team: Team) -> None:
    article = team.article("bridge.txt")
    body = Zone(article.id, "body", 0, len(BRIDGE), "accepted")
    stub = Zone(article.id, "boilerplate", 0, 10, "proposed", rule="teaser")
    team.project.ask(zones.replace, article.id, (body, stub))
    package(team)
    rows = [r for r in read_rows(team.folder / "package" / "zones.csv") if r["article"] == "bridge.txt"]
    assert [(r["kind"], r["start"], r["end"], r["state"], r["rule"]) for r in rows] == [
        ("body", "0", str(len(BRIDGE)), "accepted", ""),
        ("boilerplate", "0", "10", "proposed", "teaser"),
    ]


@pytest.mark.parametrize("name", ["../../up.txt", "a/b.txt", "con.txt", "ünïcode 🚗.txt", "=1.txt"])
def test_texts_have_names_that_every_file_system_takes(team: Team, name: str) -> None:
    from desktop.exchange.texts import text_files

    article = team.article("bridge.txt")
    path = text_files(
        [type(article)(**{f: getattr(article, f) for f in article.__slots__} | {"name": name})]
    )[article.id]
    folder, _, last = path.partition("/")
    assert folder == "texts"
    assert last.isascii()
    assert "/" not in last
    assert not last.startswith(".")


def test_the_spreadsheet_variant_of_a_package_says_how_it_is_written(coded: Team) -> None:
    files = package(coded, ExportSettings(EXCEL))
    assert all(files[f"{name}.csv"].startswith(b"\xef\xbb\xbf") for name in TABLES)
    assert all(resources(files)[name]["dialect"]["lineTerminator"] == "\r\n" for name in TABLES)


def test_a_package_is_not_put_where_a_file_is_or_a_folder_above_is_missing(coded: Team) -> None:
    (coded.folder / "file").write_bytes(b"x")
    for place in (coded.folder / "file", coded.folder / "no" / "folder"):
        with pytest.raises(UserError):
            export_labels(coded.project, coded.folder / "labels.csv", ExportSettings(), place)
    assert not (coded.folder / "labels.csv").exists()
    assert not Path(coded.folder / "no").exists()


def decided(coded: Team) -> list[dict[str, str]]:
    """Let a third person settle both differences on the bridge, one with a note; return the table."""
    judge, _ = add_coder(coded.project, "Justitia")
    queue = read_queue(coded.project, judge)
    for number, item in enumerate(queue.items):
        case = settling.open_case(coded.project, queue, item)
        verb = settling.no_passage if number else settling.union
        adjudicate(coded.project, verb(case, why=Why("slip", "nobody flies there"))).result()
    package(coded)
    return read_rows(coded.folder / "package" / "decisions.csv")


def test_gold_refers_to_what_it_came_from(coded: Team) -> None:
    rows = decided(coded)
    labels = {row["passage_id"]: row for row in read_rows(coded.folder / "package" / "labels.csv")}
    assert sorted(row["answer"] for row in rows) == ["none", "union"]
    assert {(row["adjudicator"], row["reason"], row["note"]) for row in rows} == {
        ("Justitia", "slip", "nobody flies there")
    }
    for row in rows:
        judged = [labels[one] for one in json.loads(row["judged"])]
        assert {one["layer"] for one in judged} == {"coder"}
        assert all(int(one["start"]) >= int(row["start"]) for one in judged)
        assert json.loads(row["coders"]) == ["Anna", "Ben"]
        gold = [labels[one] for one in json.loads(row["gold"] or "[]")]
        assert [one["layer"] for one in gold] == (["adjudicated"] if row["answer"] == "union" else [])


def test_what_was_judged_is_named_though_it_changed_since(coded: Team) -> None:
    rows = decided(coded)
    desk = coded.desk("Anna", "bridge.txt")
    coded.change("Anna", planning.delete(desk, [passage.id for passage in desk.passages]))
    package(coded, name="later")
    later = read_rows(coded.folder / "later" / "decisions.csv")
    assert [row["judged"] for row in later] == [row["judged"] for row in rows]


def test_decisions_keep_back_what_the_export_keeps_back(coded: Team) -> None:
    decided(coded)
    files = package(coded, ExportSettings(texts=False, pseudonyms=True), "blind")
    for secret in (b"Justitia", b"Anna", b"nobody flies there"):
        assert secret not in files["decisions.csv"]
    assert b"coder-" in files["decisions.csv"]
