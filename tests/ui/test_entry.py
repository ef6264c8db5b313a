"""The one door: is there a display, and a picture without one."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.errors import UserError
from desktop.ui import entry

LINUX = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="this system always has a display")


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    for name in names:
        monkeypatch.delenv(name, raising=False)


def test_a_screenless_platform_is_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not entry.display_available()


@LINUX
def test_a_display_that_nobody_serves_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")
    assert not entry.display_available()
    monkeypatch.setenv("DISPLAY", ":61234")
    assert not entry.display_available()
    monkeypatch.setenv("DISPLAY", "nonsense")
    assert not entry.display_available()


@LINUX
def test_a_display_that_answers_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "QT_QPA_PLATFORM", "WAYLAND_DISPLAY")
    with socket.socket(socket.AF_INET) as server:
        try:
            server.bind(("127.0.0.1", 6077))
        except OSError:
            pytest.skip("port 6077 is in use")
        server.listen()
        monkeypatch.setenv("DISPLAY", "127.0.0.1:77.0")
        assert entry.display_available()


def picture(project: Path, out: Path, **asked: object) -> QImage:
    """Draw in a process of its own, as the demo does on a machine without a display."""
    script = (
        "import sys, json; from pathlib import Path; from desktop.ui.entry import picture;"
        "asked = json.loads(sys.argv[3]); asked['size'] = tuple(asked.get('size', (1280, 800)));"
        "picture(Path(sys.argv[1]), Path(sys.argv[2]), **asked)"
    )
    import json

    env = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-c", script, str(project), str(out), json.dumps(asked)],
        capture_output=True,
        text=True,
        env=env,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return QImage(str(out))


def test_a_picture_of_the_window_needs_no_display(demo: Path, tmp_path: Path) -> None:
    coder = picture(demo, tmp_path / "new folder" / "coder.png", coder="B")
    assert (coder.width(), coder.height()) == (1280, 800)
    lead = picture(demo, tmp_path / "lead.png", lead=True, size=(1920, 1080))
    assert (lead.width(), lead.height()) == (1920, 1080)
    colours = {coder.pixel(x, y) for x in range(300, 960, 3) for y in range(100, 700, 3)}
    assert len(colours) > 20, "no text was drawn"


def test_two_pictures_of_one_state_are_the_same(demo: Path, tmp_path: Path) -> None:
    first = picture(demo, tmp_path / "1.png", lead=True)
    second = picture(demo, tmp_path / "2.png", lead=True)
    assert first == second


def test_a_picture_of_what_is_no_project_is_refused_in_one_sentence(qapp: object, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pressmark"
    broken.write_bytes(b"nothing")
    with pytest.raises(UserError, match=r"broken\.pressmark"):
        entry.picture(broken, tmp_path / "out.png")
    assert not (tmp_path / "out.png").exists()


@pytest.mark.slow
def test_every_screen_can_be_drawn(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from desktop.ui.entry import shots;"
        "print(len(shots(Path(sys.argv[1]))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "shots")], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) > 60
    assert all(path.stat().st_size > 1000 for path in (tmp_path / "shots").iterdir())
