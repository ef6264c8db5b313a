"""What every test stands on: a screenless Qt, a home of its own, and a check that nothing was left behind."""

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = os.environ.get("PRESSMARK_TEST_PLATFORM", "offscreen")

# The same examples in every run, however slow the machine; PRESSMARK_RANDOM=1 goes looking for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None)
settings.load_profile("new" if os.environ.get("PRESSMARK_RANDOM") else "same")

REAL_ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "seeds"


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings and data of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))


@pytest.fixture
def real_articles() -> tuple[Path, ...]:
    """The five real articles that lie beside the project; other people's, so never inside it."""
    files = tuple(sorted(REAL_ARTICLES.glob("*.txt")))
    if not files:
        pytest.skip("the five real articles are not beside this checkout (../shared/seeds)")
    return files


def _settle_qt() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is None:
        return
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def _left_in_qt() -> list[str]:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    if not isinstance(QApplication.instance(), QApplication):
        return []
    widgets = QApplication.topLevelWidgets()
    left = [f"window {widget!r}" for widget in widgets if widget.isVisible()]
    for widget in widgets:
        left += [f"timer of {widget!r}" for timer in widget.findChildren(QTimer) if timer.isActive()]
    return left


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that leaves a thread, a running timer or a window alive fails."""
    before = set(threading.enumerate())
    windows = "qtbot" in request.fixturenames or "qapp" in request.fixturenames
    if windows:  # as in the program: no cycle that holds a widget is taken apart on another thread
        gc.disable()
    yield
    gc.enable()
    left = []
    if windows:
        # pytest-qt closes the widgets a test registered only after this fixture; do it now.
        from pytestqt.qtbot import _close_widgets

        _close_widgets(request.node)
        gc.collect()
        _settle_qt()
        left += _left_in_qt()
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=2)
        if thread.is_alive() and not thread.name.startswith("Dummy-"):
            left.append(f"thread {thread.name}")
    assert not left, "left behind: " + ", ".join(left)
