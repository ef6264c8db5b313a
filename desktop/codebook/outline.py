"""A Markdown text cut at its headings: title, introduction, and one draft per ## heading."""

from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from desktop.codebook.dialect import Reader, convert, fragment
from desktop.codebook.entries import Draft
from desktop.codebook.errors import Spot
from desktop.codebook.headings import Heading
from desktop.codebook.model import Sections
from desktop.codebook.sanitising import sanitise, words

_SAID = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Outline:
    """A codebook's parts, in order; `html` is the sanitised introduction, `whole` what the title asks for."""

    title: str
    whole: bool
    html: str
    drafts: tuple[Draft, ...]


def outline(text: str, source: str) -> Outline:
    """Return the parts of a canonical text.

    Raises CodebookError for a title that is missing, late or doubled and for headings that cannot be read.
    """
    reader = convert(text, source)
    title = _title(reader.found, source)
    whole = _asks_for_all(title)
    lines = text.split("\n")
    elements = list(reader.root)
    found = [(heading, element) for heading, element in reader.found if heading.level <= 2]
    edges = [*(elements.index(element) for _, element in found), len(elements)]
    drafts: list[Draft] = []
    parts = [(elements[start], elements[start + 1 : end]) for start, end in pairwise(edges)]
    ends = [*(heading.spot.line - 1 for heading, _ in found[1:]), len(lines)]
    for position, ((heading, _), (element, content), end) in enumerate(zip(found, parts, ends, strict=True)):
        sections = _sections(heading, [h for h, _ in reader.found], lines, end)
        html = sanitise(fragment(reader, content))
        drafts.append(
            Draft(heading.spot, _name(reader, element), heading.attributes, sections, html, position - 1)
        )
    return Outline(drafts[0].name, whole, drafts[0].html, tuple(drafts[1:]))


def _asks_for_all(title: Heading) -> bool:
    given = title.attributes or {}
    if (title.attributes is not None and set(given) != {"whole"}) or given.get("whole", "no") not in _SAID:
        raise title.spot.refuse("the title takes no attributes in braces but whole=yes")
    return _SAID[given.get("whole", "no")]


def _title(found: list[tuple[Heading, Element]], source: str) -> Heading:
    titles = [heading for heading, _ in found if heading.level == 1]
    if not titles:
        raise Spot(source, 1).refuse(
            "the codebook has no title; begin it with a line like # Our codebook, version 1"
        )
    if found[0][0].level != 1:
        raise found[0][0].spot.refuse("the title (# …) must stand before every other heading")
    if len(titles) > 1:
        raise titles[1].spot.refuse(
            "a codebook has one title; use ## for an entry, or write \\# for the sign itself"
        )
    if not titles[0].name:
        raise titles[0].spot.refuse("the title has no words")
    return titles[0]


def _name(reader: Reader, element: Element) -> str:
    heading = Element("span")
    heading.text = element.text
    heading.extend(list(element))
    return words(fragment(reader, [heading]))


def _sections(heading: Heading, headings: list[Heading], lines: list[str], end: int) -> Sections:
    inside = [h for h in headings if h.level == 3 and heading.spot.line < h.spot.line <= end]
    edges = [heading.spot.line, *(h.spot.line for h in inside), end + 1]
    names = ["", *(h.name for h in inside)]
    sections = [
        (name, "\n".join(lines[start : stop - 1]).strip())
        for name, (start, stop) in zip(names, pairwise(edges), strict=True)
    ]
    return tuple((name, markdown) for name, markdown in sections if name or markdown)
