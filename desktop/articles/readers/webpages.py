"""Web pages (.html, .mhtml): the article's text and its readers' comments; nothing is loaded from anywhere.

What is the article is decided by resiliparse's extractor; the text itself comes from our own walk over the
page, so that no-break spaces and quotations stay as they are.
"""

import email
import re
from dataclasses import replace
from email.message import Message
from pathlib import Path

from resiliparse.extract.html2text import extract_plain_text

from desktop.articles.decoding import decode
from desktop.articles.readers.markup import Element, Page, Shown, parse, shown_in
from desktop.articles.readers.webcomments import find_web_thread
from desktop.articles.reading import reader_of
from desktop.articles.sources import Block, ReadArticle, Source, sorted_pairs
from desktop.errors import UserError

_LARGEST = 20_000_000
_DEEPEST = 400
_MOST_PARTS = 5_000
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_WHITE = re.compile(r"[\s\u00a0]+")
_SHORT = 40
_LEFT_OUT = "data-left-out"
_META = {
    "author": ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"),
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "date": ("article:published_time", "date", "dc.date", "datepublished", "pubdate", "parsely-pub-date"),
    "url": ("og:url",),
    "title": ("og:title", "dc.title", "twitter:title"),
    "language": ("og:locale",),
}


def read(source: Source) -> tuple[ReadArticle, ...]:
    """Read one web page, or the page in a web archive; raises UserError if there is no text in it."""
    if len(source.data) > _LARGEST:
        raise UserError(f"it is larger than a web page can be ({_LARGEST // 1_000_000} MB).")
    archive = Path(source.name).suffix.lower() in {".mhtml", ".mht"}
    data, named = _page_in_archive(source.data) if archive else (source.data, None)
    declared = _CHARSET.search(data[:4096])
    hint = source.encoding or named or (declared[1].decode("ascii") if declared else None)
    decoded = decode(data, hint if hint is None or source.encoding or _is_known(hint) else None)
    page = parse(decoded.text)
    try:
        return (_read(source, page, decoded.encoding),)
    finally:
        page.let_go()


def _read(source: Source, page: Page, encoding: str) -> ReadArticle:
    thread = find_web_thread(page)
    blocks, warnings = _article(page, frozenset(map(id, thread.holders)), thread.holders)
    if not blocks and not thread.blocks:
        raise UserError("there is no text in it; the page may load its text by script.")
    reader = reader_of(source.name)
    article = reader.article(
        source, (*blocks, *thread.blocks), encoding=encoding, metadata=sorted_pairs(_metadata(page.root))
    )
    return replace(article, warnings=(*warnings, *thread.warnings))


def _is_known(encoding: str) -> bool:
    try:
        b"".decode(encoding)
    except (LookupError, ValueError):  # ValueError: a name with a zero byte in it
        return False
    return True


def _page_in_archive(data: bytes) -> tuple[bytes, str | None]:
    """Give the first page of a web archive and the encoding its head names."""
    message = email.message_from_bytes(data)
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload, _charset(part)
    raise UserError("there is no web page in it.")


def _charset(part: Message) -> str | None:
    charset = part.get_content_charset()
    return charset if charset and _is_known(charset) else None


def _article(
    page: Page, without: frozenset[int], holders: tuple[Element, ...]
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Give the blocks of the article itself, and what there is to warn of."""
    shown = list(shown_in(page.root, without))
    main, warnings = _main_lines(page, holders)
    kept = [one for one in shown if _is_main(one.text, main)] if main else shown
    title = _title(page.root, shown)
    blocks = [_block(one, title) for one in kept]
    if title is not None and all(block.kind != "title" for block in blocks):
        blocks.insert(0, Block("title", title.text))
    return tuple(blocks), warnings


def _main_lines(page: Page, holders: tuple[Element, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Ask the extractor which lines are the article's; none if it cannot tell."""
    if page.depth > _DEEPEST:
        return frozenset(), (
            "It is nested so deeply that menus and teasers could not be told from the text.",
        )
    for holder in holders:
        holder.node.setattr(_LEFT_OUT, "1")
    text = extract_plain_text(
        page.tree,
        preserve_formatting=True,
        main_content=True,
        list_bullets=False,
        alt_texts=False,
        links=False,
        form_fields=False,
        noscript=False,
        comments=False,
        skip_elements=[f"[{_LEFT_OUT}]"],
    )
    lines = frozenset(_plain(line) for line in text.split("\n") if line.strip())
    if not lines:
        return lines, ("Menus and teasers could not be told from the article's text: look at its zones.",)
    return lines, ()


def _plain(line: str) -> str:
    return _WHITE.sub(" ", line).strip()


def _is_main(text: str, main: frozenset[str]) -> bool:
    """Say whether the extractor kept a block: its lines, or (for a line of any length) the whole of it."""
    if _plain(text) in main:
        return True
    lines = [_plain(line) for line in text.split("\n") if line.strip()]
    return bool(lines) and sum(line in main for line in lines) > len(lines) / 2


def _title(root: Element, shown: list[Shown]) -> Shown | None:
    """Give the headline: of the page's first-rank headings the one its title names, else the first."""
    headings = [one for one in shown if one.is_in("h1")]
    named = next((text_of_title(element) for element in root.elements() if element.tag == "title"), "")
    return next((one for one in headings if _plain(one.text) in named), headings[0] if headings else None)


def text_of_title(element: Element) -> str:
    """Give the text of a page's title, which no browser shows in the page."""
    return _plain("".join(child for child in element.children if isinstance(child, str)))


def _block(shown: Shown, title: Shown | None) -> Block:
    if shown is title:
        return Block("title", shown.text)
    if shown.is_in("blockquote"):
        return Block("quotation", shown.text)
    if shown.is_in("figcaption"):
        return Block("boilerplate", shown.text)
    return Block("text", shown.text)


def _metadata(root: Element) -> dict[str, str]:
    """Give what the page says about itself to machines."""
    said: dict[str, str] = {}
    for element in root.elements():
        if element.tag == "meta":
            name = (element.attributes.get("property") or element.attributes.get("name") or "").lower()
            said.setdefault(name, element.attributes.get("content", ""))
        elif element.tag == "title":
            said.setdefault("title", text_of_title(element))
        elif element.tag == "link" and "canonical" in element.attributes.get("rel", ""):
            said.setdefault("og:url", element.attributes.get("href", ""))
        elif element.tag == "html":
            said.setdefault("og:locale", element.attributes.get("lang", ""))
    known = {
        name: next((said[one] for one in sources if said.get(one)), "") for name, sources in _META.items()
    }
    return known | {"title": known["title"] or said.get("title", "")}
