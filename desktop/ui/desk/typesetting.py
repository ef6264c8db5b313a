"""Sets an article as a document: type, line height, room between paragraphs; once, and never per passage."""

from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit

from desktop.ui.theme import Reading

BLANK_SHARE = 0.55
"""How high an empty line is set, compared with a line of text."""
MARGIN = 8
_SAMPLE = "In the latest turn of a long dispute the ministry said on Tuesday that it would wait. "


def reading_font(reading: Reading) -> QFont:
    """Return the font that an article is set in."""
    font = QFont([reading.family, "Source Serif Pro", "Charter", "Georgia", "DejaVu Serif"])
    font.setPointSizeF(reading.size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleHint(QFont.StyleHint.Serif)
    return font


def column_width(reading: Reading, font: QFont) -> int:
    """Return the width of a column of `reading.column` characters of running text, in pixels."""
    per_character = QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE)
    return round(reading.column * per_character) + 2 * MARGIN


def set_text(edit: QTextEdit, text: str, reading: Reading, font: QFont, *, room_below: int) -> None:
    """Fill the widget with a text, the caret at its start; `room_below` pixels stay free under its end."""
    document = edit.document()
    document.setLayoutEnabled(False)  # one layout at the end instead of one a step: half the time
    document.setUndoRedoEnabled(False)
    document.clear()
    document.setDefaultFont(font)
    document.setDocumentMargin(MARGIN)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.setBlockFormat(_block_format(reading, font, 1.0))
    cursor.insertText(text)
    _close_up_blank_lines(document, cursor, _block_format(reading, font, BLANK_SHARE))
    _leave_room(document, room_below)
    cursor.endEditBlock()
    # A caret left at the end would have all of the text laid out; so it is only what comes into sight, the
    # rest once that is painted.
    edit.setTextCursor(QTextCursor(document))
    document.setLayoutEnabled(True)


def _close_up_blank_lines(document: QTextDocument, cursor: QTextCursor, blank: QTextBlockFormat) -> None:
    block = document.begin()
    while block.isValid():
        if block.length() == 1:
            cursor.setPosition(block.position())
            cursor.setBlockFormat(blank)
        block = block.next()


def _leave_room(document: QTextDocument, below: int) -> None:
    frame = document.rootFrame()
    shape = frame.frameFormat()
    shape.setTopMargin(3 * MARGIN)
    shape.setBottomMargin(below)
    frame.setFrameFormat(shape)


def _block_format(reading: Reading, font: QFont, share: float) -> QTextBlockFormat:
    height = QFontInfo(font).pixelSize() * reading.line_height * share
    shape = QTextBlockFormat()
    shape.setLineHeight(round(height), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return shape
