"""A real project with a real article on a real reading desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db import articles, coders
from db.project import Project
from desktop.study import opening
from desktop.study.desk import Desk, load
from desktop.study.importing import add_articles
from desktop.ui.desk.reading_desk import ReadingDesk
from desktop.ui.fonts import load_fonts
from desktop.ui.style import dress
from desktop.ui.theme import LIGHT, Theme
from tests.ui.desk.seat import Seat, Sit


@pytest.fixture
def sit(qtbot: QtBot, tmp_path: Path) -> Iterator[Sit]:
    """Give a function that makes articles of texts or files, and opens the first one on a desk."""
    seats: list[Seat] = []
    projects: list[Project] = []

    def open_desk(*sources: str | Path, codebook: str | None = None, look: Theme = LIGHT) -> Seat:
        load_fonts()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        dress(application, look)
        project = opening.create(tmp_path / f"project-{len(seats)}.pressmark", codebook)
        projects.append(project)
        coder = project.ask(coders.add, "A")
        names = [_add(project, tmp_path, at, source) for at, source in enumerate(sources)]
        first = project.ask(articles.find, names[0]).id
        page = ReadingDesk(look)
        window = QWidget()
        inside = QHBoxLayout(window)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(page, 1)
        inside.addWidget(page.inspector)
        page.inspector.setFixedWidth(300)
        window.resize(1100, 800)
        window.show()
        QApplication.processEvents()
        desk = Desk(project, coder)
        page.open(desk, load(desk, first))
        page.pane.setFocus()
        QApplication.processEvents()
        seats.append(Seat(qtbot, project, desk, page, window, first))
        return seats[-1]

    yield open_desk
    for seat in seats:
        seat.go_home()
    for project in projects:
        project.close()


def _add(project: Project, folder: Path, at: int, source: str | Path) -> str:
    path = source
    if isinstance(source, str):
        path = folder / f"article-{at}.txt"
        path.write_bytes(source.encode("utf-8", "surrogatepass"))
    report = add_articles(project, [Path(path)])
    assert not report.refused, report.refused
    return report.items[0].name
