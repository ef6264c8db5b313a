"""For those who hear the window, who have no mouse, or who need it twice as large."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from desktop.ui.dialogs.adjudicator import AdjudicatorSheet
from desktop.ui.dialogs.agreement_report import AgreementReportSheet
from desktop.ui.dialogs.broken import BrokenSheet
from desktop.ui.dialogs.kind import KindSheet
from desktop.ui.dialogs.pick import PickSheet
from desktop.ui.dialogs.reopen import ReopenSheet
from desktop.ui.dialogs.report import DecideSheet, ReportSheet
from desktop.ui.dialogs.returning import ReturnSheet
from desktop.ui.dialogs.sheet import Sheet
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow
from tests.ui.everyone import beyond, cut_off, every_dialog, unanswered, unnamed, unreached

ROOT = Path(__file__).parents[2]


def missing_in(dialog: QDialog) -> list[str]:
    return [
        *unnamed(dialog),
        *unanswered(dialog),
        *unreached(dialog),
        *cut_off(dialog),
        *beyond(dialog),
    ]


def walk(person: Person, kinds: set[str]) -> list[str]:
    """Go through every dialog of who sits there; return what is missing."""
    found = []
    for command, dialog in every_dialog(person):
        kinds.add(type(dialog).__name__)
        found += [f"{command}: {each}" for each in missing_in(dialog)]
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


LONG = "The Harbour Board’s New Bridge, the Old Ferry and the Question of Who Pays for Both of Them"
SITUATIONS: tuple[Callable[[QWidget], Sheet], ...] = (
    lambda parent: BrokenSheet(parent, ValueError("nothing")),
    lambda parent: ReopenSheet(parent, LONG),
    lambda parent: KindSheet(parent, "Kind of zone", LONG),
    lambda parent: PickSheet(parent, "Training", "These come first.", [("a", LONG), ("b", "Two")], ["a"]),
    lambda parent: AgreementReportSheet(parent, Path("report.html")),
    lambda parent: ReturnSheet(parent, Path("A.pressmark-return")),
    lambda parent: AdjudicatorSheet(parent, [("a", "A"), ("b", "B")], "a", lambda _coder, _name: ""),
    lambda parent: ReportSheet(parent, "Done", LONG, [("a.txt", LONG, "warning")] * 20),
    lambda parent: DecideSheet(parent, "Do it?", LONG, [("One", [(LONG, LONG, "")] * 9)], "Do it"),
)


@pytest.mark.parametrize("make", SITUATIONS)
def test_dialogs_that_come_up_by_themselves_are_for_everyone_too(
    window: OpenWindow, make: Callable[[QWidget], Sheet]
) -> None:
    person = window()
    dialog = make(person.made.window)
    dialog.open()
    dialog.activateWindow()
    person.wait()
    assert missing_in(dialog) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


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
