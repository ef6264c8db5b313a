"""The whole way in the real window: plan, three kits, coding by keys, returns in two orders, gold by keys."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import assignments, passages
from db.project import Project
from db.records import ADJUDICATED, CODER
from desktop.study.adjudication import DECIDED
from desktop.study.agreement import table
from desktop.study.dealing import SHARE
from desktop.study.opening import create
from desktop.study.phases import RELIABILITY
from desktop.study.reliability import locked_sample
from desktop.ui.dialogs.plan import PlanSheet
from desktop.ui.pages.agreement import AgreementPage
from desktop.ui.verbs import kits, labels
from tests.exchange.team import read_rows
from tests.ui.at_the_window import Person
from tests.ui.conftest import OpenWindow

CODERS = ("Ann", "Ben", "Cleo")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MARKED = {"Ann": (4, 7, 9), "Ben": (4, 8, 9), "Cleo": (4, 9, 11)}
"""Which sentences of every article each coder takes for editorialising, counted from the caret down."""


@dataclass(frozen=True)
class Study:
    """One window and the keys that are pressed in it."""

    person: Person
    qtbot: QtBot

    @property
    def project(self) -> Project:
        project = self.person.made.place.project
        assert project is not None
        return project

    def sit_down(self) -> None:
        window = self.person.made.window
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        self.person.wait()

    def keys(self, *keys: str | Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            if isinstance(key, str):
                QTest.keyClicks(focus, key)
            else:
                QTest.keyClick(focus, key, held)
            self.person.wait()

    def begin(self, path: Path, articles: tuple[Path, ...]) -> None:
        """Begin a study: coders, articles, a plan with a locked sample, and a kit for each coder."""
        create(path).close()
        self.person.open(path)
        for name in CODERS:
            self.person.click("Add a coder…")
            self.person.sheet().name.setText(name)  # type: ignore[attr-defined]
            self.person.answer("Add")
        self.person.drop(*articles)
        if not self.person.no_sheet():
            self.person.answer("Close")
        self.person.do("study.plan")
        self.person.click("Change the plan…")
        sheet = self.person.sheet()
        assert isinstance(sheet, PlanSheet)
        sheet.kinds[SHARE].click()
        sheet.share.setValue(60)
        sheet.twice.setValue(3)
        self.person.wait()
        self.person.answer("Put the plan in force")
        self.person.click("Lock the sample…")
        self.person.answer("Lock for good")
        self.person.click("Hand out the work…")
        self.person.answer("Write 3 kits")
        self.person.answer("Close")

    def code(self, kit: Path, name: str) -> Path:
        """Code everything in a kit by keys, and return it; return the return."""
        self.person.open(kit)
        self.sit_down()
        while self.person.page() is self.person.made.deskside.desk:
            self.sit_down()
            self.person.made.deskside.focus()
            for sentence in range(max(MARKED[name]) + 1):
                if sentence in MARKED[name]:
                    self.keys("e")
                self.keys(Qt.Key.Key_Down, held=Qt.KeyboardModifier.AltModifier)
            self.keys(Qt.Key.Key_Return, held=CTRL)
        self.person.click("Return the work…")
        out = Path(self.person.sheet().path())  # type: ignore[attr-defined]
        self.person.answer("Write the return")
        self.person.answer("Close")
        self.person.made.place.leave_project()
        return out

    def take_in(self, *returns: Path) -> None:
        """Take returns in one by one; one that is here already brings nothing new."""
        for each in returns:
            sheet = kits.take_in_by_dialog(self.person.made.place, [each])
            assert sheet is not None
            self.person.wait()
            if not sheet.first.isEnabled():
                assert "Nothing new" in self.person.words(sheet)
                self.person.answer("Cancel")
                continue
            sheet.first.click()
            self.person.wait()
            assert "complete" in self.person.words(self.person.sheet())
            self.person.answer("Close")

    def export(self, out: Path) -> bytes:
        """Export all labels through the dialog and return what was written."""
        sheet = labels.export_by_dialog(self.person.made.place)
        assert sheet is not None
        sheet.file.setText(str(out))
        self.person.answer("Export")
        return out.read_bytes()

    def adjudicate(self) -> None:
        """Settle everything by keys alone, whoever was asked to do it included."""
        self.sit_down()
        self.person.press(Qt.Key.Key_5, CTRL)
        self.keys(Qt.Key.Key_Space)
        sheet = self.person.sheet()
        sheet.activateWindow()
        self.qtbot.waitUntil(sheet.isActiveWindow)
        self.keys(Qt.Key.Key_Tab, "Zoe", Qt.Key.Key_Return)
        self.sit_down()
        side = self.person.made.lead_sides.adjudication
        queue = side.queue
        assert queue is not None
        assert queue.phase == RELIABILITY
        for at in range(len(queue.items)):
            before = side.item
            assert before is not None
            self.keys(("1", "x", "u", "2", "3")[at % 5])
        self.keys(Qt.Key.Key_A, held=SHIFT)
        assert side.queue is not None
        assert {item.state for item in side.queue.items} == {DECIDED}
        assert not side.queue.waiting


def test_a_study_from_its_plan_to_its_gold(
    window: OpenWindow, real_articles: tuple[Path, ...], tmp_path: Path, qtbot: QtBot
) -> None:
    study = Study(window(), qtbot)
    path, other = tmp_path / "Study.pressmark", tmp_path / "Copy.pressmark"
    study.begin(path, real_articles)
    plan = study.project.ask(assignments.all)
    sample = {row.article for row in plan if row.phase == RELIABILITY}
    assert (len(sample), len(plan)) == (3, 11)
    study.person.made.place.leave_project()
    shutil.copy(path, other)
    returns = [study.code(tmp_path / f"Study, {name}.pressmark", name) for name in CODERS]

    study.person.sit_as_lead(other)
    study.take_in(returns[2], returns[0], returns[1], returns[0])
    second = study.export(tmp_path / "second.csv")
    study.person.sit_as_lead(path)
    study.take_in(*returns)
    assert study.export(tmp_path / "first.csv") == second
    assert b"editorialising" in second

    study.person.do("study.agreement")
    assert isinstance(study.person.page(), AgreementPage)
    lock = locked_sample(study.project)
    assert lock is not None
    alpha = table(study.project, lock.settings()).find("alpha", label="editorialising")
    assert alpha is not None
    assert alpha.articles == 3
    assert alpha.value is not None
    assert 0 < alpha.value < 1

    coded = study.project.ask(passages.all, layer=CODER)
    study.adjudicate()
    gold = study.project.ask(passages.all, layer=ADJUDICATED)
    assert gold
    assert {each.article for each in gold} <= sample
    assert study.project.ask(passages.all, layer=CODER) == coded
    study.export(tmp_path / "gold.csv")
    rows = read_rows(tmp_path / "gold.csv")
    told = [row for row in rows if row["layer"] == "adjudicated" and row["label"]]
    assert {row["passage_id"] for row in told} == {each.id for each in gold}
    assert {row["coder"] for row in told} == {"Zoe"}
    assert {row["layer"] for row in rows} == {"coder", "adjudicated"}
