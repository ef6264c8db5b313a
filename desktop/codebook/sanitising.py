"""HTML that can neither load nor run anything, and that no widget stumbles over."""

import html
import re
from collections import Counter
from html.parser import HTMLParser

import nh3

MAX_DEPTH = 16
"""Elements inside one another; what is nested deeper keeps its words and loses its tags."""

_TEXT = (
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "del",
    "ins",
    "mark",
    "small",
    "sub",
    "sup",
    "code",
    "kbd",
    "q",
    "a",
)
_BLOCK = ("p", "pre", "blockquote", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd")
_TABLE = ("table", "caption", "thead", "tbody", "tr", "th", "td")
_VOID = ("br", "hr")
ALLOWED = frozenset((*_TEXT, *_BLOCK, *_TABLE, *_VOID))

_INSIDE = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "tr": ("table", "thead", "tbody"),
    "th": ("tr",),
    "td": ("tr",),
    "thead": ("table",),
    "tbody": ("table",),
    "caption": ("table",),
}
_WHOLE = ("script", "style")
"""Elements whose content is no text either."""

_VALUES = {
    ("a", "href"): re.compile(r"#[A-Za-z][A-Za-z0-9_-]{0,63}"),
    ("td", "align"): re.compile(r"left|center|right"),
    ("th", "align"): re.compile(r"left|center|right"),
    ("ol", "start"): re.compile(r"[0-9]{1,4}"),
}
_ATTRIBUTES = {"a": {"href"}, "td": {"align"}, "th": {"align"}, "ol": {"start"}}


def sanitise(text: str) -> str:
    """Return hostile HTML as harmless HTML: simple formatting, no addresses but #anchors, bounded nesting."""
    tamer = _Tamer()
    tamer.feed(text)
    tamer.close()
    return nh3.clean(
        tamer.result(),
        tags=set(ALLOWED),
        clean_content_tags=set(_WHOLE),
        attributes=_ATTRIBUTES,
        attribute_filter=_allowed_value,
        url_schemes=set(),
        link_rel=None,
    ).strip()


def words(text: str) -> str:
    """Return the words of an HTML fragment without any tag, white space collapsed."""
    return " ".join(html.unescape(nh3.clean(text, tags=set())).split())


def _allowed_value(tag: str, name: str, value: str) -> str | None:
    pattern = _VALUES.get((tag, name))
    return value if pattern and pattern.fullmatch(value) else None


class _Tamer(HTMLParser):
    """Write tags anew: known ones, closed, where they belong, not too deep.

    It stands before nh3 because a few thousand unclosed tags cost nh3 seconds and nested tables crash Qt.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._stack: list[tuple[str, bool]] = []  # tag, and whether it was written
        self._open: Counter[str] = Counter()
        self._written: list[str] = []
        self._skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _WHOLE:
            self._skipping = True
        elif tag in _VOID:
            self._out.append(f"<{tag}>")
        elif tag in ALLOWED:
            written = self._belongs(tag)
            self._stack.append((tag, written))
            self._open[tag] += 1
            if written:
                self._written.append(tag)
                self._out.append(f"<{tag}{_attributes(tag, attrs)}>")
            elif tag not in _TEXT:
                self._out.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _WHOLE:
            self._skipping = False
        while self._open[tag] > 0:
            last, written = self._stack.pop()
            self._open[last] -= 1
            if written:
                self._written.pop()
                self._out.append(f"</{last}>")
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._out.append(html.escape(data, quote=False))

    def result(self) -> str:
        """Return what was written, with every open tag closed."""
        return "".join(self._out) + "".join(f"</{tag}>" for tag in reversed(self._written))

    def _belongs(self, tag: str) -> bool:
        parents = _INSIDE.get(tag)
        if len(self._written) >= MAX_DEPTH or (tag == "table" and "table" in self._written):
            return False
        return parents is None or bool(self._written and self._written[-1] in parents)


def _attributes(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    kept = [(name, value) for name, value in attrs if value and _allowed_value(tag, name, value)]
    return "".join(f' {name}="{html.escape(value or "")}"' for name, value in dict(kept).items())
