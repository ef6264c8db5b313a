"""An empty project, and one with two short articles and two coders."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.project import Project
from desktop.study.coders import add_coder
from desktop.study.importing import add_articles
from desktop.study.opening import create


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    with create(tmp_path / "empty.pressmark") as project:
        yield project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "week 1").mkdir(parents=True)
    (folder / "week 1" / "one.txt").write_text("One\n\nThe vote is on Monday. We doubt it.", encoding="utf-8")
    (folder / "two.txt").write_text("Two\n\nNothing happened, again.", encoding="utf-8")
    return folder


@pytest.fixture
def study(empty: Project, folder: Path) -> Project:
    add_articles(empty, [folder])
    add_coder(empty, "Ada")
    add_coder(empty, "Ben")
    return empty
