"""The report on paper: its HTML set in pages by Qt, with the pictures drawn into it."""

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF, QThread, QUrl
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from desktop.exchange.report.document import Document
from desktop.exchange.report.html import html
from desktop.study.workspace.pictured import Picture
from desktop.ui.drawing.draw import size_of
from desktop.ui.drawing.files import png_of, timeless
from desktop.ui.fonts import INTERFACE

DOTS = 96
MARGIN = 18.0
"""Millimetres."""
WIDE = 640
"""How wide a picture stands on the page, in pixels at 96 dots an inch."""
SHEET = """
body, p, li, td, th { font-family: 'Inter'; font-size: 9pt; color: #000; }
h1 { font-size: 17pt; } h2 { font-size: 12pt; margin-top: 22px; }
caption { text-align: left; font-size: 8pt; }
td, th { padding: 2px 10px 2px 0; text-align: left; font-size: 8pt; }
pre { font-size: 8pt; }
"""


def image_tags(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """Return the elements that stand for pictures in the HTML of a report on paper."""
    tags = {}
    for name, picture in pictures.items():
        size = size_of(picture)
        height = round(size.height() * WIDE / size.width())
        tags[name] = f'<img src="picture:{name}" width="{WIDE}" height="{height}">'
    return tags


class _Setting(QThread):
    """Sets a report in a thread of Qt's own: laying out text needs its timers."""

    def __init__(self, report: Document) -> None:
        super().__init__()
        self._report = report
        self.pdf = b""

    def run(self) -> None:
        """Set the report."""
        self.pdf = _pdf(self._report)


def report_as_pdf(report: Document) -> bytes:
    """Return a report as a PDF on A4, from whatever thread; the same report gives the same bytes."""
    setting = _Setting(report)
    setting.start()
    setting.wait()
    return setting.pdf


def _pdf(report: Document) -> bytes:
    pictures = report.pictures
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(held)
    writer.setTitle(report.title)
    writer.setResolution(DOTS)
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    page = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(
        QPageLayout(page, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    )
    document = QTextDocument()
    document.setDefaultStyleSheet(SHEET)
    for name, picture in pictures.items():
        image: QImage = png_of(picture)
        image.setDevicePixelRatio(1.0)
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"picture:{name}"), image)
    document.setHtml(_body(html(report, image_tags(pictures))))
    font = document.defaultFont()
    font.setFamily(INTERFACE)
    document.setDefaultFont(font)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print_(writer)
    return timeless(bytes(held.data().data()))


def _body(whole: str) -> str:
    """Return the HTML without the style of the screen and the list of contents."""
    start, end = whole.index("<style>"), whole.index("</style>") + len("</style>")
    page = whole[:start] + whole[end:]
    start, end = page.index("<nav"), page.index("</nav>") + len("</nav>")
    return page[:start] + page[end:]
