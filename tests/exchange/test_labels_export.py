"""`labels.csv`: what every coder marked and finished, the same bytes each time."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from db import acts, coders
from db.ids import new_id
from db.records import PROJECT, Act, DeletePassage, PutPassage, Writer
from desktop.errors import UserError
from desktop.exchange.csv_out import EXCEL
from desktop.exchange.labels_csv import ExportSettings
from desktop.exchange.labels_export import export_labels
from desktop.study import planning
from tests.exchange.team import BRIDGE, Team, marked, read_rows

HEADER = (
    "passage_id,layer,origin,article_id,article,coder,label,start,end,quote,zone,comment,unsure,flags,attributes,"
    "note,rule,phase,codebook_version,created_at,updated_at,text_sha256"
)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def test_the_file_is_utf8_with_line_feeds_and_the_agreed_header(coded: Team) -> None:
    data = coded.export().read_bytes()
    assert data.startswith(HEADER.encode() + b"\n")
    assert b"\r" not in data
    assert data.endswith(b"\n")


def test_every_quote_is_the_text_at_its_offsets(coded: Team) -> None:
    rows = marked(read_rows(coded.export()))
    assert len(rows) == 5
    for row in rows:
        text = coded.article(row["article"]).text
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]
        assert row["text_sha256"] == coded.article(row["article"]).text_sha256


def test_an_emoji_before_a_passage_moves_its_offsets_by_one_and_leaves_the_quote(team: Team) -> None:
    team.add("with-emoji.txt", "🚗" + BRIDGE)
    quote = "we doubt the spokesman ever drove it"
    for name in ("bridge.txt", "with-emoji.txt"):
        team.mark("Anna", name, "editorialising", quote)
    plain, moved = marked(read_rows(team.export()))
    assert (plain["quote"], moved["quote"]) == (quote, quote)
    assert (int(moved["start"]), int(moved["end"])) == (int(plain["start"]) + 1, int(plain["end"]) + 1)


def test_a_finished_article_has_one_row_even_where_nothing_was_found(coded: Team) -> None:
    finished = [row for row in read_rows(coded.export()) if not row["label"]]
    assert [(row["article"], row["coder"]) for row in finished] == [
        ("bridge.txt", "Anna"),
        ("bridge.txt", "Ben"),
        ("otter.txt", "Anna"),
    ]
    for row in finished:
        assert (row["start"], row["end"], row["quote"], row["passage_id"]) == ("", "", "", "")
        assert TIME.fullmatch(row["created_at"])


def test_a_reopened_article_is_not_finished(coded: Team) -> None:
    coded.change("Anna", planning.reopen(coded.desk("Anna", "otter.txt")))
    finished = {(row["article"], row["coder"]) for row in read_rows(coded.export()) if not row["label"]}
    assert finished == {("bridge.txt", "Anna"), ("bridge.txt", "Ben")}


def test_rows_stand_by_article_coder_start_and_end(coded: Team) -> None:
    rows = read_rows(coded.export())
    keys = [(r["article"], r["layer"], r["coder"], int(r["start"] or -1), int(r["end"] or -1)) for r in rows]
    assert keys == sorted(keys)


def test_what_the_coder_said_beside_the_label_is_there(team: Team) -> None:
    passage = team.mark("Anna", "bridge.txt", "editorialising", "Fair, one supposes")
    note = 'says "fair",\nmeans not'
    team.change("Anna", planning.set_unsure(team.desk("Anna", "bridge.txt"), passage.id, unsure=True))
    team.change("Anna", planning.set_note(team.desk("Anna", "bridge.txt"), passage.id, note))
    team.change("Anna", planning.set_rule(team.desk("Anna", "bridge.txt"), passage.id, "R12"))
    (row,) = marked(read_rows(team.export()))
    assert (row["unsure"], row["note"], row["rule"]) == ("1", note, "R12")
    assert (row["layer"], row["origin"], row["zone"], row["phase"]) == (
        "coder",
        "marked",
        "body",
        "production",
    )
    assert row["passage_id"] == passage.id
    assert row["codebook_version"] == team.desk("Anna", "bridge.txt").codebook.sha256
    assert TIME.fullmatch(row["created_at"])
    assert row["created_at"] <= row["updated_at"]


def test_two_exports_are_the_same_bytes_in_every_variant(coded: Team) -> None:
    for settings in (
        ExportSettings(),
        ExportSettings(EXCEL),
        ExportSettings(pseudonyms=True, texts=False, by_default=True),
    ):
        one = coded.export("one.csv", settings).read_bytes()
        assert coded.export("two.csv", settings).read_bytes() == one


def test_deleted_passages_and_known_answers_stay_at_home(team: Team) -> None:
    passage = team.mark("Anna", "bridge.txt", "reporting", "The last rise was in 2019.")
    writer = Writer(passage.owner, phase=passage.phase)
    gone = Act(new_id(), "delete", passage.article, (DeletePassage(passage.id),))
    team.project.ask(acts.commit, writer, gone)
    answer = replace(passage, id=new_id(), owner=PROJECT, layer="answer", phase="training", revision="")
    known = Act(new_id(), "answer", passage.article, (PutPassage(answer),))
    team.project.ask(acts.commit, Writer(PROJECT, "answer", "training"), known)
    assert read_rows(team.export()) == []


def test_without_text_neither_quotes_nor_notes_leave(team: Team) -> None:
    passage = team.mark("Anna", "bridge.txt", "editorialising", "Fair, one supposes")
    team.change("Anna", planning.set_note(team.desk("Anna", "bridge.txt"), passage.id, "a private thought"))
    data = team.export(settings=ExportSettings(texts=False)).read_text(encoding="utf-8")
    assert "Fair, one supposes" not in data
    assert "private" not in data
    assert [(r["start"], r["end"]) for r in marked(read_rows(team.folder / "labels.csv"))] == [
        (str(passage.start), str(passage.end))
    ]


def test_pseudonyms_stand_for_every_name_and_order_the_rows(coded: Team) -> None:
    told = export_labels(coded.project, coded.folder / "labels.csv", ExportSettings(pseudonyms=True))
    assert "may still hold names" in told[-1]
    rows = read_rows(coded.folder / "labels.csv")
    names = {row["coder"] for row in rows}
    assert len(names) == 2
    assert all(re.fullmatch(r"coder-[0-9a-f]{8,}", name) for name in names)
    text = (coded.folder / "labels.csv").read_text(encoding="utf-8")
    assert "Anna" not in text
    assert "Ben" not in text
    keys = [(row["article"], row["coder"]) for row in rows]
    assert keys == sorted(keys)


def test_an_erased_coder_is_exported_by_id(coded: Team) -> None:
    ben = coded.project.ask(coders.find, "Ben")
    coded.project.ask(coders.erase, ben)
    assert {row["coder"] for row in read_rows(coded.export())} == {"Anna", ben.id}


def test_by_default_rows_fill_the_unmarked_text_of_finished_articles(coded: Team) -> None:
    rows = [r for r in read_rows(coded.export(settings=ExportSettings(by_default=True))) if r["label"]]
    text = coded.article("bridge.txt").text
    own = [r for r in rows if (r["article"], r["coder"]) == ("bridge.txt", "Anna")]
    assert {r["label"] for r in own if r["origin"] == "by-default"} == {"reporting"}
    covered = sorted((int(r["start"]), int(r["end"])) for r in own)
    assert all(end <= start for (_, end), (start, _) in pairwise(covered))
    between = [text[a:b] for (_, a), (b, _) in pairwise([(0, 0), *covered, (len(text), 0)])]
    assert "".join(between).strip() == ""
    unfinished = [r for r in rows if (r["article"], r["coder"]) == ("otter.txt", "Ben")]
    assert [r["origin"] for r in unfinished] == ["marked"]
    for row in rows:
        assert coded.article(row["article"]).text[int(row["start"]) : int(row["end"])] == row["quote"]
        assert "\n" not in row["quote"]


def test_a_spreadsheet_runs_nothing_that_stands_in_the_texts(team: Team) -> None:
    team.add("=cmd|'.txt", "=1+1 was the title\nThen @SUM(A1) and text.\n")
    team.coder("=HYPERLINK(1)")
    team.mark("=HYPERLINK(1)", "=cmd|'.txt", "reporting", "=1+1 was the title")
    (row,) = marked(read_rows(team.export("x.csv", ExportSettings(EXCEL))))
    for column in ("article", "coder", "quote"):
        assert row[column].startswith("'=")
    (plain,) = marked(read_rows(team.export()))
    assert (plain["coder"], plain["quote"]) == ("=HYPERLINK(1)", "=1+1 was the title")


def test_attributes_and_flags_stand_in_one_cell_each(team: Team) -> None:
    passage = team.mark("Anna", "bridge.txt", "editorialising", "Fair, one supposes")
    team.change(
        "Anna",
        planning.set_attribute(team.desk("Anna", "bridge.txt"), passage.id, "direction", 'against, "so"'),
    )
    team.change("Anna", planning.set_flag(team.desk("Anna", "bridge.txt"), passage.id, "zeta", on=True))
    team.change("Anna", planning.set_flag(team.desk("Anna", "bridge.txt"), passage.id, "alpha", on=True))
    (row,) = marked(read_rows(team.export()))
    assert row["flags"] == "alpha zeta"
    assert json.loads(row["attributes"]) == {"direction": 'against, "so"'}


def test_a_failing_export_leaves_the_old_file_whole(coded: Team, tmp_path: Path) -> None:
    out = coded.export()
    before = out.read_bytes()
    coded.mark("Ben", "otter.txt", "reporting", "Otters counted")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError):
        export_labels(coded.project, out, ExportSettings(), tmp_path / "file")
    assert out.read_bytes() == before
