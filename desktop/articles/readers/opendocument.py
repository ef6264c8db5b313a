"""OpenDocument texts (.odt): paragraphs and headings in their order; notes and deleted text stay out."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from desktop.articles.readers.archives import open_zip
from desktop.articles.readers.documents import Paragraph, articles_of, core_metadata, part
from desktop.articles.sources import ReadArticle, Source
from desktop.errors import UserError

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_SKIPPED = {f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls"}
_KINDS = {"title": "title", "subtitle": "deck", "quotations": "quotation"}
_MOST_SPACES = 1_000


def read(source: Source) -> tuple[ReadArticle, ...]:
    """Read one OpenDocument text; raises UserError if it is locked, damaged or without text."""
    with open_zip(source.data) as archive:
        manifest = part(archive, "META-INF/manifest.xml")
        if manifest is not None and any("encryption-data" in element.tag for element in manifest.iter()):
            raise UserError("it is protected by a password; save it again without.")
        root = part(archive, "content.xml")
        if root is None:
            raise UserError("it is no OpenDocument text.")
        metadata = core_metadata(archive, "meta.xml")
    return articles_of(source, _paragraphs(root), metadata)


def _paragraphs(root: Element) -> Iterator[Paragraph]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in _SKIPPED:
            continue
        if element.tag in _PARAGRAPHS:
            style = element.get(f"{_TEXT}style-name", "").lower()
            yield Paragraph("".join(_text(element)), _KINDS.get(style, "text"))
        else:
            waiting += reversed(element)


def _text(paragraph: Element) -> Iterator[str]:
    """Give the text of a paragraph, save notes; tabs and line breaks have elements of their own."""
    waiting: list[Element | str] = [paragraph]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        if one.tag in _SKIPPED:
            continue
        if one.tag == f"{_TEXT}s":
            count = one.get(f"{_TEXT}c", "1")
            yield " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
            continue
        if one.tag in _SIGNS:
            yield _SIGNS[one.tag]
            continue
        inner: list[Element | str] = [_spaces(one.text)]
        for child in one:
            inner += [child, _spaces(child.tail)]
        waiting += reversed(inner)


def _spaces(text: str | None) -> str:
    """Take line breaks and tabs of the file for spaces; a no-break space is no such thing and stays."""
    return (text or "").replace("\n", " ").replace("\r", " ").replace("\t", " ")
