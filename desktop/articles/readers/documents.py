"""What documents of word processors have in common: paragraphs with styles, and XML that is never trusted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from desktop.articles.readers.archives import entries, read_entry
from desktop.articles.readers.databases import split_articles
from desktop.articles.reading import reader_of
from desktop.articles.sources import Block, ReadArticle, Source, sorted_pairs
from desktop.errors import UserError

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document: its raw text, and the kind of zone its style says it is (or `text`)."""

    text: str
    kind: str = "text"


def refuse_old_office(data: bytes) -> None:
    """Refuse files in the container that old and password-protected Office files share."""
    if data.startswith(_OLD_OFFICE):
        raise UserError("it is protected by a password, or in an old Office format; save it again without.")


def part(archive: ZipFile, name: str) -> Element | None:
    """Give one XML part of a document, None if it is not there; raises UserError if it is no plain XML."""
    for entry in entries(archive):
        if entry.filename == name:
            try:
                root: Element = fromstring(read_entry(archive, entry), forbid_dtd=True)
            except DefusedXmlException:
                raise UserError("its XML declares entities, which no document of this kind needs.") from None
            except (ParseError, ValueError, LookupError):
                raise UserError("it is damaged: its XML cannot be read.") from None
            return root
    return None


def core_metadata(archive: ZipFile, name: str) -> dict[str, str]:
    """Give title and author from a document's own description, where it has one."""
    root = part(archive, name)
    if root is None:
        return {}
    known = {"title": "title", "creator": "author", "subject": "subject"}
    found = {field: root.find(f".//{_DUBLIN_CORE}{tag}") for tag, field in known.items()}
    return {field: element.text for field, element in found.items() if element is not None and element.text}


def articles_of(
    source: Source, paragraphs: Iterable[Paragraph], metadata: dict[str, str], warnings: Iterable[str] = ()
) -> tuple[ReadArticle, ...]:
    """Give the articles of a document: one, or those that a database's download holds."""
    listed = list(paragraphs)
    reader = reader_of(source.name)
    split = split_articles(reader, source, "\n".join(paragraph.text for paragraph in listed), "")
    if split:
        return split
    blocks = tuple(_blocks(listed))
    if not any(block.raw.strip() for block in blocks):
        raise UserError("there is no text in it.")
    article = reader.article(source, blocks, metadata=sorted_pairs(metadata))
    return (replace(article, warnings=tuple(warnings)),)


def _blocks(paragraphs: list[Paragraph]) -> Iterator[Block]:
    """Join paragraphs of one kind; an empty line goes between them where the document has none of its own."""
    spaced = any(not paragraph.text.strip() for paragraph in paragraphs[1:-1])
    for kind, run in groupby(paragraphs, key=lambda paragraph: paragraph.kind):
        texts = [paragraph.text for paragraph in run]
        joined = ("\n" if spaced or kind == "key-points" else "\n\n").join(texts).strip("\n")
        if joined:
            yield Block(kind, joined)
