"""The real window on a real project, and the sample project made once for all."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.exchange.demo import make_demo
from desktop.study.opening import create
from desktop.ui.assembly import Assembly
from desktop.ui.pictures import put_away, settle
from desktop.ui.preferences import Store
from desktop.ui.running import application
from desktop.ui.style import dress
from desktop.ui.theme import LIGHT, Theme
from desktop.ui.window import MainWindow
from tests.ui.at_the_window import Person

OpenWindow = Callable[..., Person]


@pytest.fixture(scope="session")
def demo_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, made once."""
    return make_demo(tmp_path_factory.mktemp("demo")).project


@pytest.fixture
def demo(demo_once: Path, tmp_path: Path) -> Path:
    """A sample project of this test's own."""
    return Path(shutil.copy(demo_once, tmp_path / "Lamp study.pressmark"))


@pytest.fixture
def empty_project(tmp_path: Path) -> Path:
    """A new project with the default codebook and nothing else."""
    path = tmp_path / "Ferry study.pressmark"
    create(path).close()
    return path


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[OpenWindow]:
    """Give a function that puts a window on the screen; all are put away at the end."""
    opened: list[Assembly] = []

    def show(store: Store | None = None, look: Theme = LIGHT, size: tuple[int, int] = (1280, 800)) -> Person:
        dress(application(), look)
        kept = store or Store()
        shown = MainWindow(kept)
        shown.resize(*size)
        shown.show_start()
        shown.show()
        shown.activateWindow()
        qtbot.waitUntil(shown.isActiveWindow)
        made = Assembly(shown, kept, look)
        opened.append(made)
        settle(made)
        return Person(made)

    yield show
    for made in opened:
        put_away(made)
