"""Something of ours went wrong: said calmly, with what is safe and a report to read before it is sent."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.cli.bugs import take_down
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.fonts import scaled
from desktop.ui.parts import button, column, text
from desktop.ui.theme import STEP

SAFE = (
    "Everything that was called saved is on the disk, and you can go on working. If something looks odd,"
    " close the project and open it again."
)
SENT_BY_YOU = "Nothing is sent by itself. This is all that the report says, and none of it is your text:"


class BrokenSheet(Sheet):
    """Tells of an error that is our own fault; the program goes on."""

    def __init__(self, parent: QWidget | None, error: BaseException) -> None:
        """Write the report and show it."""
        bug = take_down(error)
        super().__init__(
            parent, "Something went wrong", f"This is a bug of ours, not of yours ({bug.what}).", 600
        )
        self.put(text(SAFE))
        self.report = QPlainTextEdit(bug.text)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName("The report")
        self.report.setFont(scaled(self.report.font(), 0.92))
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setFixedHeight(20 * STEP)
        where = f"It is kept in {bug.path}." if bug.path else "It could not be written to a file."
        self.put(column(text(SENT_BY_YOU, ink="muted"), self.report, text(where, ink="muted", size=0.92)))
        self.aside(button("Copy the report", self._copy))
        self.answers("Close", "")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
