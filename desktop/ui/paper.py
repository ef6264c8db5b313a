"""HTML on paper: as a PDF file, or through a printer. Nothing on a page is ever loaded from anywhere."""

from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, Qt, QUrl
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from desktop.ui.drawing.files import timeless

NONE = QMarginsF(0, 0, 0, 0)
"""Qt leaves two centimetres around what it prints, and numbers the pages, by itself."""


class Page(QTextDocument):
    """A document that loads nothing."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:  # noqa: ANN401  (Qt's own signature)
        """Load nothing, whatever is asked for."""
        return None


def pdf_of(html: str) -> bytes:
    """Return HTML as a PDF on A4; the same page gives the same bytes."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(held)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(NONE, QPageLayout.Unit.Millimeter)
    page = Page()
    page.setHtml(html)
    page.print_(writer)
    return timeless(bytes(held.data().data()))


def print_page(parent: QWidget, html: str) -> None:
    """Ask for a printer and print HTML on it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageMargins(NONE, QPageLayout.Unit.Millimeter)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def put_out() -> None:
        page = Page(dialog)
        page.setHtml(html)
        page.print_(printer)

    dialog.accepted.connect(put_out)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
