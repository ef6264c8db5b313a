"""PDF files: a step for looking at the text, not a promise, because a PDF holds lines and no paragraphs."""

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError, WrongPasswordError

from desktop.articles.readers.databases import split_articles
from desktop.articles.reading import reader_of
from desktop.articles.sources import Block, ReadArticle, Source, sorted_pairs
from desktop.errors import UserError

CHECK = "The lines of this PDF were joined into paragraphs: check the text before it is coded."
_MOST_PAGES = 2_000
_LARGEST_PAGE = 5_000_000
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\Z")
_ENDS = tuple('.!?…:”"’)»')
_PAGE_NUMBER = re.compile(r"(?:page |seite )?\d{1,4}(?: (?:of|von|/) \d{1,4})?", re.IGNORECASE)
_MARGIN_LINES = 2
_LOCKED = "it is protected by a password; save it again without."
_DAMAGED = (
    *(PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError),
    *(AssertionError, ArithmeticError),
)
"""What the library happens to raise for a damaged file."""


@dataclass(frozen=True, slots=True)
class CheckedText:
    """What a PDF gives: its lines as they are, and joined into paragraphs, to be shown side by side."""

    lines: str
    paragraphs: str
    pages: int
    metadata: tuple[tuple[str, str], ...]


def read(source: Source) -> tuple[ReadArticle, ...]:
    """Read one PDF with its lines joined into paragraphs; raises UserError if it is locked or has no text."""
    checked = check_text(source)
    reader = reader_of(source.name)
    split = split_articles(reader, source, checked.paragraphs, "")
    if split:
        return tuple(replace(article, warnings=(*article.warnings, CHECK)) for article in split)
    article = reader.article(source, (Block("text", checked.paragraphs),), metadata=checked.metadata)
    return (replace(article, warnings=(CHECK,)),)


def check_text(source: Source) -> CheckedText:
    """Give the text of a PDF to look at before it is imported; raises UserError."""
    pages, metadata = _pages(source.data)
    kept = without_margins(pages)
    lines = "\n\n".join("\n".join(page) for page in kept)
    if not lines.strip():
        raise UserError("it holds pictures of pages and no text; run text recognition on it first.")
    return CheckedText(lines.strip("\n"), "\n\n".join(paragraphs(kept)), len(pages), metadata)


def _pages(data: bytes) -> tuple[list[list[str]], tuple[tuple[str, str], ...]]:
    if not data.lstrip()[:8].startswith(b"%PDF"):
        raise UserError("it is no PDF.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of each oddity of a file, text included
    try:
        document = PdfReader(io.BytesIO(data), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            raise UserError(_LOCKED)
        pages = [_page(page) for page in islice(document.pages, _MOST_PAGES)]
        if len(document.pages) > _MOST_PAGES:
            raise UserError(f"it has more than {_MOST_PAGES} pages.")
        described = document.metadata
    except (DependencyError, FileNotDecryptedError, WrongPasswordError, NotImplementedError):
        raise UserError(_LOCKED) from None
    except _DAMAGED:
        raise UserError("it is damaged or incomplete: it cannot be read.") from None
    known = {"title": described.title or "", "author": described.author or ""} if described else {}
    return pages, sorted_pairs({name: str(value) for name, value in known.items()})


def _page(page: PageObject) -> list[str]:
    text = page.extract_text() or ""
    if len(text) > _LARGEST_PAGE:
        raise UserError("a page holds more text than a page can.")
    return [line.rstrip() for line in text.split("\n")]


def without_margins(pages: list[list[str]]) -> list[list[str]]:
    """Leave out page numbers, and lines that head or foot most pages."""
    margins = Counter(line.strip() for page in pages for line in {*_edges(page)} if line.strip())
    often = {line for line, count in margins.items() if len(pages) > 2 and count > len(pages) / 2}
    kept = []
    for page in pages:
        edges = set(_edges(page))
        kept.append(
            [
                line
                for line in page
                if not (line in edges and (line.strip() in often or _PAGE_NUMBER.fullmatch(line.strip())))
            ]
        )
    return kept


def _edges(page: list[str]) -> list[str]:
    full = [line for line in page if line.strip()]
    return [*full[:_MARGIN_LINES], *full[-_MARGIN_LINES:]]


def paragraphs(pages: list[list[str]]) -> list[str]:
    """Join lines into paragraphs: one ends at an empty line, and at a short line that ends a sentence."""
    lines = [line for page in pages for line in page]
    width = sorted(len(line) for line in lines if line.strip())
    usual = width[len(width) * 3 // 4] if width else 0
    found: list[str] = []
    current = ""
    for line in lines:
        text = line.strip(" \t")
        if not text:
            if current and (current.endswith(_ENDS) or len(current) < usual * 0.8):
                found.append(current)
                current = ""
            continue
        current = _joined(current, text)
        if len(text) < usual * 0.75 and (text.endswith(_ENDS) or len(current) == len(text)):
            found.append(current)
            current = ""
    return [*found, current] if current else found


def _joined(current: str, line: str) -> str:
    """Add a line to a paragraph; a word that was broken at its end is made whole."""
    if not current:
        return line
    if _HYPHEN.search(current) and line[:1].islower():
        return current[:-1] + line
    return f"{current} {line}"
