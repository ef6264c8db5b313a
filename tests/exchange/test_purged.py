"""An article whose text was purged: offsets and hash go out, its words do not, and nothing comes in."""

import pytest

from db import purging
from desktop.errors import UserError
from desktop.exchange.labels_csv import ExportSettings
from desktop.exchange.labels_export import export_labels
from desktop.exchange.labels_import import import_labels
from tests.exchange.team import BRIDGE, Team, marked, read_rows


def test_offsets_and_hash_stay_and_words_go(coded: Team) -> None:
    bridge = coded.article("bridge.txt")
    before = [
        (r["passage_id"], r["start"], r["end"], r["text_sha256"]) for r in marked(read_rows(coded.export()))
    ]
    coded.project.ask(purging.article, bridge.id)
    export_labels(
        coded.project, coded.folder / "labels.csv", ExportSettings(by_default=True), coded.folder / "package"
    )
    rows = [r for r in marked(read_rows(coded.folder / "labels.csv")) if r["origin"] != "by-default"]
    assert [(r["passage_id"], r["start"], r["end"], r["text_sha256"]) for r in rows] == before
    for path in (coded.folder / "package").rglob("*.*"):
        assert b"spokesman" not in path.read_bytes()
        assert b"one supposes" not in path.read_bytes()
    listed = {r["article"]: r for r in read_rows(coded.folder / "package" / "articles.csv")}
    assert (listed["bridge.txt"]["length"], listed["bridge.txt"]["text_file"]) == (str(len(BRIDGE)), "")
    assert {r["article"] for r in read_rows(coded.folder / "package" / "units.csv")} == {"otter.txt"}


def test_no_codings_come_in_for_it(coded: Team) -> None:
    path = coded.export()
    coded.project.ask(purging.article, coded.article("bridge.txt").id)
    with pytest.raises(UserError, match=r"line 2: article “bridge.txt” has no text any more"):
        import_labels(coded.project, path)
