"""Every released format is read by every later version: golden files are of the program of their day."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from db import (
    acts,
    articles,
    assignments,
    codebooks,
    coders,
    passages,
    places,
    progress,
    settings,
    verify,
    zones,
)
from db.project import Project
from db.records import Writer
from db.schema import CURRENT

GOLDEN = sorted((Path(__file__).resolve().parents[1] / "golden").glob("format-*.pressmark"))


@pytest.fixture(params=GOLDEN, ids=[path.stem for path in GOLDEN])
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Project, dict[str, Any]]:
    copy = tmp_path / "study.pressmark"
    shutil.copyfile(request.param, copy)
    expected = json.loads(request.param.with_suffix(".json").read_text(encoding="utf-8"))
    return Project.open(copy, program="pressmark test"), expected


def read(project: Project) -> dict[str, Any]:
    ask = project.ask
    found: dict[str, Any] = {
        "articles": ask(articles.all),
        "coders": ask(coders.all),
        "codebooks": ask(codebooks.all),
        "passages": ask(passages.all),
        "progress": ask(progress.all),
        "sealed": ask(progress.finished, phase=None, as_of="first"),
        "marks": ask(progress.article_marks),
        "zones": ask(zones.all),
        "assignments": ask(assignments.all),
    }
    plain = {name: [asdict(row) for row in rows] for name, rows in found.items()}
    return dict(json.loads(json.dumps(plain)))


def contains(found: Any, expected: Any) -> bool:  # noqa: ANN401 - JSON values
    """Whether all that is expected is there; a later version may know more."""
    if isinstance(expected, dict):
        return all(key in found and contains(found[key], value) for key, value in expected.items())
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(contains, found, expected))
    return bool(found == expected)


def test_there_is_a_golden_file_of_the_present_format() -> None:
    assert f"format-{CURRENT.version}" in [path.stem for path in GOLDEN]


def test_it_is_read_as_it_was_written(golden: tuple[Project, dict[str, Any]]) -> None:
    project, expected = golden
    with project:
        assert contains(read(project), expected)
        assert project.ask(verify.check) == ()
        assert project.ask(settings.get, "numeral") == "seven"
        article = expected["articles"][0]["id"]
        anna = project.ask(coders.find, "Anna")
        assert project.ask(places.get, anna.id, article) is not None
        assert project.ask(articles.original, article).decode("utf-16") == expected["articles"][0]["text"]


def test_work_goes_on_in_it(golden: tuple[Project, dict[str, Any]]) -> None:
    project, expected = golden
    with project:
        anna = project.ask(coders.find, "Anna")
        before = len(project.ask(passages.all))
        assert before == len(expected["passages"])
        writer = Writer(anna.id, phase="reliability")
        assert project.ask(acts.redo, writer) is not None or project.ask(acts.undo, writer) is not None
        assert len(project.ask(passages.all)) != before
        assert project.ask(verify.check) == ()
