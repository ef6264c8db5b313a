"""The Markdown that codebooks are written in: python-markdown without what may load or hide something.

Links are `[words](address)` only; raw HTML is inline only, so that no HTML block can swallow a heading; a
heading begins with `#` and remembers its line.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import HtmlInlineProcessor, InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from desktop.codebook.errors import Spot
from desktop.codebook.headings import Heading, read_heading

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Around a line number in a heading; noncharacters, which no codebook may hold."""

NUMBERS = re.compile(f"{OPEN}[0-9]+{CLOSE}")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_NUMBERED = re.compile(f"^{OPEN}([0-9]+){CLOSE}(.*)$", re.DOTALL)
_STRAY = re.compile(r"^[ ]*#{1,6}\s[^\n]*\{[^}\n]*[#=][^}\n]*\}[ ]*$", re.MULTILINE)
_LINK = (
    r"(?P<picture>!?)\[(?P<words>[^\[\]]{0,500})\]"
    r"\((?P<address>(?:[^()\s]|\([^()\s]{0,200}\)){0,1000})(?:\s+\"[^\"]{0,200}\")?\)"
)
_TAG = r"(</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,400})?/?>|<!--[^<>]{0,400}-->)"
_SHOWN = re.compile(r"https?://|mailto:", re.IGNORECASE)


class Reader(Markdown):
    """One conversion: after `convert`, `root` is the tree and `found` its headings, by element."""

    root: Element
    found: list[tuple[Heading, Element]]


class _NumberHeadings(Preprocessor):
    """Write its line number into each heading, before anything moves a line."""

    def run(self, lines: list[str]) -> list[str]:
        return [
            re.sub(r"^(#{1,6})", rf"\1{OPEN}{number}{CLOSE}", line) for number, line in enumerate(lines, 1)
        ]


class _DropComments(Preprocessor):
    """Take out `<!-- … -->` that begins a line; one that is never closed stays, as text to be seen."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        kept: list[str] = []
        at = 0
        for match in re.finditer(r"^ {0,3}<!--", text, re.MULTILINE):
            if match.start() < at:
                continue
            end = text.find("-->", match.end())
            if end < 0:
                break
            kept.append(text[at : match.start()])
            at = end + 3
        return ("".join(kept) + text[at:]).split("\n")


class _ReadHeadings(Treeprocessor):
    """Read names, ids and attributes from the tree, before inline markup and long before sanitising."""

    def __init__(self, reader: Reader, source: str, lines: list[str]) -> None:
        super().__init__(reader)
        self.reader = reader
        self.source = source
        self.lines = lines

    def run(self, root: Element) -> None:
        self.reader.root = root
        self.reader.found = []
        for element in root:
            match = _NUMBERED.match(element.text or "") if element.tag in HEADINGS else None
            if match is not None:
                heading = read_heading(match[2], int(element.tag[1]), Spot(self.source, int(match[1])))
                element.text = heading.name
                self.reader.found.append((heading, element))
        self._refuse_strays(root)

    def _refuse_strays(self, root: Element) -> None:
        top = set(root)
        for element in root.iter():
            text = element.text or ""
            if element.tag in ("h1", "h2") and element not in top and text.rstrip().endswith("}"):
                self._refuse(text)
            if element.tag in ("p", "li", "dd") and (stray := _STRAY.search(text)):
                self._refuse(stray.group())

    def _refuse(self, text: str) -> None:
        line = next((n for n, line in enumerate(self.lines, 1) if text.strip() in line), 1)
        raise Spot(self.source, line).refuse(
            "a heading with attributes must begin at the very left of its line"
        )


class _Link(InlineProcessor):
    """Show a link as its words: inside the codebook it can be followed, elsewhere its address is told."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name; its stub forgets this form
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        address = m["address"]
        inside = address.startswith("#") and not m["picture"]
        element = Element("a", {"href": address}) if inside else Element("span")
        element.text = m["words"]
        if not m["picture"] and _SHOWN.match(address) and address != m["words"]:
            SubElement(element, "span").text = AtomicString(f" ({address})")
        return element, m.start(), m.end()


class _Dialect(Extension):
    """Everything above, in place of what python-markdown would do."""

    def __init__(self, source: str, lines: list[str]) -> None:
        super().__init__()
        self.source = source
        self.lines = lines

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        if not isinstance(md, Reader):
            raise TypeError(md)
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(_NumberHeadings(md), "number_headings", 27)
        md.preprocessors.register(_DropComments(md), "drop_comments", 22)
        for name in ("setextheader", "reference"):
            md.parser.blockprocessors.deregister(name)
        for name in (
            "reference",
            "link",
            "image_link",
            "image_reference",
            "short_reference",
            "short_image_ref",
        ):
            md.inlinePatterns.deregister(name)
        for name in ("autolink", "automail", "html"):
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(_Link(_LINK, md), "link", 160)
        md.inlinePatterns.register(HtmlInlineProcessor(_TAG, md), "html", 90)
        md.treeprocessors.register(_ReadHeadings(md, self.source, self.lines), "read_headings", 25)


def convert(text: str, source: str) -> Reader:
    """Convert a canonical text and return the reader, with its tree and headings.

    Raises CodebookError where a heading cannot be read or nesting goes beyond all measure.
    """
    extensions: list[Extension | str] = [
        FencedCodeExtension(),
        TableExtension(use_align_attribute=True),
        SaneListExtension(),
        DefListExtension(),
        _Dialect(source, text.split("\n")),
    ]
    reader = Reader(extensions=extensions)
    reader.root = Element("div")
    reader.found = []
    try:
        reader.convert(text)
    except RecursionError as error:
        raise Spot(source, 1).refuse("lists or quotations are nested too deeply") from error
    return reader


def fragment(reader: Reader, elements: list[Element]) -> str:
    """Return some elements of the tree as HTML, not yet sanitised."""
    root = Element("div")
    root.extend(elements)
    html = reader.serializer(root)
    for postprocessor in reader.postprocessors:
        html = postprocessor.run(html)
    return NUMBERS.sub("", html)
