"""What every picture is drawn with: colours, type, and the few shapes all of them share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop.ui.fonts import INTERFACE, STRONG
from desktop.ui.theme import LIGHT, Theme, contrast, mix

PRINT = replace(
    LIGHT,
    id="print",
    name="Print",
    page="#ffffff",
    panel="#ffffff",
    text="#000000",
    muted="#444444",
    border="#c4c4c4",
    control="#767676",
    accent="#1f4e79",
    accent_soft="#e4ecf3",
)
"""The look on paper and in files: black on white."""
SIZE = 13
"""Pixels of the type in pictures."""
SMALL = 11.5
EDGE = 8.0
DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
"""Lines are told apart by their dashes and shapes, never by colour."""
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a picture that stands for a row of the table beside it."""

    rect: QRectF
    row: int
    words: str


def type_of(size: float = SIZE, *, strong: bool = False) -> QFont:
    """Return the type of pictures, in pixels: the same wherever a picture is drawn."""
    font = QFont(INTERFACE)
    font.setPixelSize(round(size))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if strong:
        font.setWeight(STRONG)
    return font


def width_of(words: str, size: float = SIZE) -> float:
    """Return how wide words are, in pixels."""
    return QFontMetricsF(type_of(size)).horizontalAdvance(words)


def widest(words: Iterable[str], most: float, size: float = SIZE) -> float:
    """Return the width of the longest of these, at most `most`."""
    return min(max((width_of(each, size) for each in words), default=0.0) + 4, most)


class Pen:
    """A painter that knows the look."""

    def __init__(self, painter: QPainter, look: Theme) -> None:
        """Draw with this painter in the colours of this look."""
        self.painter = painter
        self.look = look
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)

    def line(
        self, start: QPointF, end: QPointF, ink: str, width: float = 1.0,
        dash: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:  # fmt: skip
        """Draw a straight line."""
        self.painter.setPen(QPen(QColor(ink), width, dash, Qt.PenCapStyle.FlatCap))
        self.painter.drawLine(start, end)

    def upright(self, x: float, top: float, bottom: float, ink: str, dash: Qt.PenStyle) -> None:
        """Draw an upright line."""
        self.line(QPointF(x, top), QPointF(x, bottom), ink, 1.0, dash)

    def flat(self, y: float, left: float, right: float, ink: str, dash: Qt.PenStyle) -> None:
        """Draw a level line."""
        self.line(QPointF(left, y), QPointF(right, y), ink, 1.0, dash)

    def words(
        self, rect: QRectF, words: str, align: Qt.AlignmentFlag = LEFT, *, ink: str = "", size: float = SIZE,
        strong: bool = False,
    ) -> None:  # fmt: skip
        """Write one line of words into a rectangle; what is too long ends in an ellipsis."""
        font = type_of(size, strong=strong)
        self.painter.setFont(font)
        self.painter.setPen(QColor(ink or self.look.text))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.drawText(rect, int(align), shown)

    def shape(
        self, centre: QPointF, number: int, ink: str, *, hollow: bool = False, size: float = 4.5
    ) -> None:
        """Draw a mark: circle, square, diamond or triangle by `number`."""
        self.painter.setPen(QPen(QColor(ink), 1.5))
        self.painter.setBrush(QColor(self.look.page) if hollow else QColor(ink))
        x, y = centre.x(), centre.y()
        if number % 4 == 0:
            self.painter.drawEllipse(centre, size, size)
        elif number % 4 == 1:
            self.painter.drawRect(QRectF(x - size + 0.5, y - size + 0.5, 2 * size - 1, 2 * size - 1))
        elif number % 4 == 2:
            around = [(0, -size - 1), (size + 1, 0), (0, size + 1), (-size - 1, 0)]
            self.painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in around]))
        else:
            around = [(0, -size - 1), (size + 1, size), (-size - 1, size)]
            self.painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in around]))

    def filled(self, rect: QRectF, share: float) -> str:
        """Fill a rectangle, darker for a greater share, and return the ink that can be read on it."""
        behind = mix(self.look.page, self.look.accent, 0.06 + 0.74 * min(max(share, 0.0), 1.0))
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(behind))
        self.painter.drawRect(rect)
        inks = (self.look.text, self.look.page, "#000000", "#ffffff")
        return max(inks, key=lambda ink: contrast(ink, behind))
