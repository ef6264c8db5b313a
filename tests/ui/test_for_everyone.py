"""For those who hear the window, who have no mouse, or who need it twice as large."""

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow
from tests.ui.everyone import beyond, cut_off, every_dialog, unnamed, unreached

ROOT = Path(__file__).parents[2]


def walk(person: Person, kinds: set[str]) -> list[str]:
    """Go through every dialog of who sits there; return what is missing."""
    found = []
    for command, dialog in every_dialog(person):
        kinds.add(type(dialog).__name__)
        checks = (unnamed(dialog), unreached(dialog), cut_off(dialog), beyond(dialog))
        found += [f"{command}: {each}" for check in checks for each in check]
    return found


def test_every_dialog_has_names_can_be_reached_by_tab_and_left_by_escape(
    window: OpenWindow, demo: Path
) -> None:
    person = window()
    kinds: set[str] = set()
    person.open(demo, "A")
    missing = walk(person, kinds)
    person.made.place.sit(None)
    person.wait()
    missing += walk(person, kinds)
    assert missing == []
    assert len(kinds) > 10, sorted(kinds)


def test_every_page_has_names_and_room(window: OpenWindow, demo: Path) -> None:
    person = window()
    shown = person.made.window
    assert (unnamed(shown), cut_off(shown)) == ([], [])
    person.open(demo, "A")
    person.mark("preferred to hum", Qt.Key.Key_E)
    assert (unnamed(shown), cut_off(shown)) == ([], [])
    for command in ("find.article", "find.project"):
        person.do(command)
        assert (unnamed(shown), cut_off(shown)) == ([], []), command
    person.made.place.sit(None)
    person.wait()
    pages = [c.id for c in person.made.commands.all() if c.id.startswith("study.") and "…" not in c.title]
    assert len(pages) >= 3
    for page in pages:
        person.do(page)
        assert (unnamed(shown), cut_off(shown)) == ([], []), page


def test_at_twice_the_size_nothing_is_cut(demo: Path, tmp_path: Path) -> None:
    screen = {"name": "Wide", "x": 0, "y": 0, "width": 2560, "height": 1600, "logicalDpi": 96, "dpr": 1}
    config = tmp_path / "screen.json"
    config.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    env = os.environ | {
        "QT_SCALE_FACTOR": "2",
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "PYTHONPATH": str(ROOT),
    }
    out = tmp_path / "pictures"
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.twice_as_large", str(demo), str(out)],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["ratio"] == 2
    assert told["cut"] == []
    assert len(list(out.glob("*.png"))) >= 4
