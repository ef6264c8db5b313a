"""Pictures as files: SVG, PDF and PNG, in the look of paper. The same picture gives the same bytes."""

import re
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from desktop.errors import UserError
from desktop.exchange.files import write_file
from desktop.study.workspace.pictured import Picture
from desktop.ui.drawing.draw import draw, size_of
from desktop.ui.drawing.pen import PRINT
from desktop.ui.theme import Theme

KINDS = ("svg", "pdf", "png")
SHARPNESS = 2
"""Pixels of a PNG a logical pixel."""
_STAMPS = (
    (re.compile(rb"\(D:\d{14}"), b"(D:20000101000000"),
    (re.compile(rb'(xmp:\w+Date=")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d'), rb"\g<1>2000-01-01T00:00:00"),
    (re.compile(rb"uuid:[0-9a-f-]{36}"), b"uuid:00000000-0000-0000-0000-000000000000"),
    (re.compile(rb"/ID \[ <[0-9a-f]{72}> <[0-9a-f]{72}> \]"), b"/ID [ <%b> <%b> ]" % (b"0" * 72, b"0" * 72)),
)
"""What a PDF says of the moment it was made; each is replaced by as many bytes, so that no offset moves."""


def svg_of(picture: Picture, look: Theme = PRINT) -> str:
    """Return a picture as an SVG element with its title, to stand in a page or a file."""
    size = size_of(picture)
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    made = QSvgGenerator()
    made.setOutputDevice(held)
    made.setSize(QSize(round(size.width()), round(size.height())))
    made.setViewBox(QRectF(0, 0, size.width(), size.height()))
    made.setResolution(96)
    painter = QPainter(made)
    draw(painter, picture, look)
    painter.end()
    text = bytes(held.data().data()).decode()
    element = text[text.index("<svg") :]
    element = re.sub(r"<title>.*?</title>\s*<desc>.*?</desc>", "", element, flags=re.DOTALL)
    head = f'role="img" aria-label="{escape(picture.title)}" '
    head += f'width="{size.width():g}" height="{size.height():g}"'
    element = re.sub(r'<svg width="[^"]*" height="[^"]*"', f"<svg {head}", element, count=1)
    title = f"<title>{escape(picture.title)}</title>"
    element = element.replace(">", f">\n{title}", 1).replace(' version="1.2" baseProfile="tiny"', "", 1)
    return element.replace('font-family="Inter"', 'font-family="Inter, Arial, sans-serif"').strip()


def png_of(picture: Picture, look: Theme = PRINT) -> QImage:
    """Return a picture as an image on the page colour of its look."""
    size = size_of(picture)
    sharp = size * SHARPNESS
    image = QImage(sharp.toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(SHARPNESS)
    image.fill(look.page)
    painter = QPainter(image)
    draw(painter, picture, look)
    painter.end()
    return image


def pdf_of(picture: Picture, look: Theme = PRINT) -> bytes:
    """Return a picture as a PDF of one page of its size."""
    size = size_of(picture)
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    made = QPdfWriter(held)
    made.setTitle(picture.title)
    made.setResolution(96)
    page = QPageSize(size * 0.75, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    made.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(made)
    draw(painter, picture, look)
    painter.end()
    return timeless(bytes(held.data().data()))


def timeless(pdf: bytes) -> bytes:
    """Return a PDF without the time it was made at: the same content gives the same bytes."""
    for pattern, fixed in _STAMPS:
        pdf = pattern.sub(fixed, pdf)
    return pdf


def picture_bytes(picture: Picture, kind: str, look: Theme = PRINT) -> bytes:
    """Return a picture as a file of this kind: svg, pdf or png. Raises `UserError` for any other."""
    if kind not in KINDS:
        raise UserError(f"Pictures are saved as {', '.join(KINDS)}, not as “{kind}”.")
    if kind == "svg":
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg_of(picture, look)}\n'.encode()
    if kind == "pdf":
        return pdf_of(picture, look)
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(held, b"png").write(png_of(picture, look))
    return bytes(held.data().data())


def save_picture(picture: Picture, out: Path, look: Theme = PRINT) -> None:
    """Write a picture by the ending of the file's name; raises `UserError` where it cannot."""
    write_file(out, picture_bytes(picture, out.suffix.lower().lstrip("."), look))
