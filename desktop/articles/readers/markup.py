"""The tree of a web page, and its visible text in blocks, as a browser would show it; nothing is loaded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from resiliparse.parse.html import HTMLTree, NodeType, traverse_dom

from desktop.errors import UserError

_WHITE = re.compile(r"[ \t\n\r\f]+")  # what HTML calls white space: a no-break space is none
_HIDDEN = frozenset(
    {
        *(
            "script",
            "style",
            "noscript",
            "template",
            "head",
            "svg",
            "iframe",
            "object",
            "embed",
            "button",
            "form",
        ),
        *("input", "textarea", "select", "audio", "video", "canvas", "map", "dialog", "datalist", "nav"),
    }
)
_BLOCKS = frozenset(
    {
        *(
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "li",
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "blockquote",
            "pre",
        ),
        *("table", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "section", "article", "header"),
        *("footer", "main", "aside", "figure", "figcaption", "address", "fieldset", "hr", "body", "details"),
        *("summary", "center"),
    }
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_NODES = 1_000_000


@dataclass(slots=True, eq=False)
class Element:
    """An element of a page: tag, attributes, children (elements and texts), and the one it stands in."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)
    parent: "Element | None" = None
    node: Any = None
    """The library's own node, by which the extractor can be told to leave it out."""

    @property
    def classes(self) -> list[str]:
        """The element's classes, in small letters."""
        return self.attributes.get("class", "").lower().split()

    def elements(self) -> "Iterator[Element]":
        """Give this element and all below it, in the order of the page."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    def ancestors(self) -> "Iterator[Element]":
        """Give the elements this one stands in, innermost first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    @property
    def is_hidden(self) -> bool:
        """Whether a browser would not show it, or it is no text to read."""
        style = self.attributes.get("style", "")
        return self.tag in _HIDDEN or "hidden" in self.attributes or bool(style and _INVISIBLE.search(style))


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of visible text and the element it stands in."""

    text: str
    element: Element

    def is_in(self, *tags: str) -> bool:
        """Say whether it stands in an element of one of these tags."""
        return self.element.tag in tags or any(one.tag in tags for one in self.element.ancestors())


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the library's tree, and our own copy of it, which is quick to walk, with its greatest depth."""

    tree: Any
    root: Element
    depth: int

    def let_go(self) -> None:
        """Part the elements from the library's nodes, which may end in no other thread than this one.

        Parents and children hold each other, so they are only freed when Python next looks for such rings, in
        whatever thread that happens.
        """
        for element in list(self.root.elements()):
            element.node = None


def parse(text: str) -> Page:
    """Parse a web page; raises UserError if it has more elements than a page can have."""
    tree = HTMLTree.parse(text)
    root = Element("document")
    here = [root]
    count = deepest = 0

    def enter(context: Any) -> None:  # noqa: ANN401 - the library gives no types
        nonlocal count, deepest
        node = context.node
        count += 1
        deepest = max(deepest, context.depth)
        if count > _MOST_NODES:
            raise UserError("it has more than a million elements.")
        del here[max(context.depth, 1) :]  # the library does not tell of the end of empty elements
        if node.type == NodeType.ELEMENT:
            attributes = {name: node.getattr(name) or "" for name in node.attrs or ()}
            element = Element(node.tag, attributes, [], here[-1], node)
            here[-1].children.append(element)
            here.append(element)
        elif node.type == NodeType.TEXT:
            here[-1].children.append(node.value or "")

    try:
        if tree.document is not None:
            traverse_dom(tree.document, enter)
    except UserError:
        Page(tree, root, deepest).let_go()
        raise
    return Page(tree, root, deepest)


def shown_in(
    root: Element, without: "frozenset[int]" = frozenset(), *, apart: bool = False
) -> Iterator[Shown]:
    """Give the visible text below an element in blocks; elements whose id() is in `without` are left out.

    With `apart`, a space parts the texts of neighbouring elements, as a style sheet would by their places.
    """
    text = ""
    holder = root
    waiting: list[Element | str | None] = [root]
    outer: list[Element] = []
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            keep = any(element.tag == "pre" for element in (holder, *holder.ancestors()))
            text += one if keep else _WHITE.sub(" ", one)
        elif one is None:  # the end of a block element
            yield from _block(text, holder)
            text, holder = "", outer.pop()
        elif one.tag == "br":
            text += "\n"
        elif id(one) not in without and not one.is_hidden:
            if one.tag in _BLOCKS:
                yield from _block(text, holder)
                outer.append(holder)
                text, holder = "", one
                waiting.append(None)
            elif apart and text and not text[-1].isspace():
                text += " "
            waiting += reversed(one.children)
    yield from _block(text, holder)


def _block(text: str, element: Element) -> Iterator[Shown]:
    """Give the paragraphs of a block: an empty line within it parts two."""
    for part in re.split(r"\n[ \t\n\r\f]*\n", text):
        lines = [re.sub(r" {2,}", " ", line).strip(" \t\r\f") for line in part.split("\n")]
        shown = "\n".join(lines).strip("\n")
        if shown.strip():
            yield Shown(shown, element)


def text_of(element: Element, without: "frozenset[int]" = frozenset()) -> str:
    """Give the visible text of an element on one line."""
    return " ".join(" ".join(shown.text.split("\n")) for shown in shown_in(element, without)).strip(" ")
