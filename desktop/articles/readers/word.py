"""Word documents (.docx): paragraphs in their order; deleted text, notes and comments stay out."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from desktop.articles.readers.archives import open_zip
from desktop.articles.readers.documents import (
    Paragraph,
    articles_of,
    core_metadata,
    part,
    refuse_old_office,
)
from desktop.articles.sources import ReadArticle, Source
from desktop.errors import UserError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
_SKIPPED = {_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText"}
_KINDS = {"title": "title", "titel": "title", "subtitle": "deck", "untertitel": "deck", "quote": "quotation"}
_KINDS |= {"intensequote": "quotation", "zitat": "quotation", "caption": "boilerplate"}


def read(source: Source) -> tuple[ReadArticle, ...]:
    """Read one Word document; raises UserError if it is locked, damaged or without text."""
    refuse_old_office(source.data)
    with open_zip(source.data) as archive:
        root = part(archive, "word/document.xml")
        if root is None:
            raise UserError("it is no Word document.")
        metadata = core_metadata(archive, "docProps/core.xml")
        names = set(archive.namelist())
    left_out = [name for name in ("footnotes", "endnotes", "comments") if f"word/{name}.xml" in names]
    warnings = [f"The document's {' and '.join(left_out)} were left out."] if left_out else []
    return articles_of(source, _paragraphs(root), metadata, warnings)


def _paragraphs(root: Element) -> Iterator[Paragraph]:
    """Give the paragraphs from top to bottom; what stands in a box comes after the one that holds it."""
    waiting: list[Element] = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in _SKIPPED:
            continue
        if element.tag == f"{_W}p":
            boxes: list[Element] = []
            text = "".join(_text(element, boxes))
            yield Paragraph(text, _kind(element))
            waiting += reversed(boxes)
        else:
            waiting += reversed(element)


def _text(paragraph: Element, boxes: list[Element]) -> Iterator[str]:
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _SKIPPED:
            continue
        if element.tag == f"{_W}p":
            boxes.append(element)
        elif element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in _SIGNS:
            yield _SIGNS[element.tag]
        else:
            waiting += reversed(element)


def _kind(paragraph: Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else ""
    return _KINDS.get(name.lower(), "text")
