"""Comment threads of web pages, found by a walk over the tree: WordPress, Drupal, `comment` elements."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from desktop.articles.dates import DATE, TIME, moment
from desktop.articles.parents import Entry, find_parents
from desktop.articles.readers.markup import Element, Page, shown_in, text_of
from desktop.articles.sources import Block, sorted_pairs

_COMMENT_ID = re.compile(r"(?:li-|div-)?comment[-_]?(\d+)|c-?(\d{3,})")
_SCHEMA = ("schema.org/comment", "schema.org/usercomments")
_HOLDERS = ("li", "div", "article", "section", "dd", "tr")
_DATED = re.compile(rf"({DATE})\D{{0,12}}?({TIME})", re.IGNORECASE)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})")
_IN_REPLY = re.compile(r"in reply to\s(?:.*\s)?by\s+(.+)", re.IGNORECASE)
_SAYS = re.compile(r"[\s\u00a0]*(?:says|said|wrote|writes|sagt|schrieb)?:?[\s\u00a0]*\Z", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_TIMES = ("datetime", "content", "title")
_LATE = "The page loads its comments by script: they are not in the file."
_LONGEST_NAME = 100


@cache
def _words(kind: str) -> tuple[str, ...]:
    """Give the classes of one kind, in their order of preference."""
    text = files("resources").joinpath("zones", "webcomments.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)[kind].split())


def _is(element: Element, kind: str) -> bool:
    """Say whether one of an element's classes is of this kind."""
    known = _words(kind)
    return any(one in known for one in element.classes)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one comment's element shows: its parts as raw text, who wrote it and when, whom it names."""

    author: str
    target: str
    posted_at: str | None
    posted_text: str
    header: str
    body: str
    footer: str


@dataclass(frozen=True, slots=True)
class WebThread:
    """The comments of a page as blocks, and the elements that hold them, which are no text of the article."""

    blocks: tuple[Block, ...]
    holders: tuple[Element, ...]
    warnings: tuple[str, ...] = ()


def find_web_thread(page: Page) -> WebThread:
    """Find the comments of a page with author, time and parent where it has them."""
    found = _comments(page.root)
    holders = [element for element in page.root.elements() if _is_section(element)]
    others = frozenset(id(element) for element, _ in found)
    drafts = [(_draft(element, others - {id(element)}), depth) for element, depth in found]
    kept = [(draft, depth) for draft, depth in drafts if draft.author or draft.body]
    if not kept:
        return WebThread((), tuple(holders), (_LATE,) if _is_scripted(page) else ())
    entries = [Entry(draft.author, draft.target, draft.posted_at or "", depth) for draft, depth in kept]
    parents = find_parents(entries, threaded=True)
    authors: dict[str, int] = {}
    blocks = _heading(found[0][0])
    for number, ((draft, depth), parent) in enumerate(zip(kept, parents, strict=True), 1):
        person = authors.setdefault(draft.author, len(authors) + 1)
        known = {"number": str(number), "author_number": str(person), "depth": str(depth)}
        known["parent"] = "" if parent is None else str(parent + 1)
        blocks += _blocks(draft, known)
    return WebThread(tuple(blocks), (*holders, *(element for element, _ in found)))


def _comments(root: Element) -> list[tuple[Element, int]]:
    """Give the elements that are one comment each, with how deep they stand; wrappers count once."""
    found: list[tuple[Element, int]] = []
    known: set[int] = set()
    stack: list[int] = []
    for element in root.elements():
        if not _is_comment(element) or element.is_hidden:
            continue
        above = [(place, one) for place, one in enumerate(element.ancestors()) if id(one) in known]
        if above and not _is_answer(element, *above[0]):
            continue
        known.add(id(element))
        steps = sum(id(one) in known or _is(one, "replies") for one in element.ancestors())
        while stack and stack[-1] >= steps:
            stack.pop()
        found.append((element, len(stack)))
        stack.append(steps)
    return found


def _is_comment(element: Element) -> bool:
    if element.tag not in _HOLDERS:
        return False
    if _is(element, "comment") or _COMMENT_ID.fullmatch(_id(element)):
        return True
    kind = element.attributes.get("itemtype", "").lower()
    return kind.endswith(_SCHEMA)


def _is_answer(element: Element, distance: int, above: Element) -> bool:
    """Say whether a comment's element inside another's is an answer to it, and not a wrapper of the same."""
    one, other = _COMMENT_ID.fullmatch(_id(element)), _COMMENT_ID.fullmatch(_id(above))
    if one and other:
        return (one[1] or one[2]) != (other[1] or other[2])
    between = [step for place, step in enumerate(element.ancestors()) if place < distance]
    return any(step.tag in {"ul", "ol"} or _is(step, "replies") for step in between)


def _id(element: Element) -> str:
    return element.attributes.get("id", "").lower()


def _is_section(element: Element) -> bool:
    if element.tag in {"html", "body", "main"}:
        return False
    return _id(element) in _words("sections") or _is(element, "sections")


def _is_scripted(page: Page) -> bool:
    for element in page.root.elements():
        signs = [_id(element), " ".join(element.classes), element.attributes.get("src", "")]
        if element.tag == "script":
            signs += [child for child in element.children if isinstance(child, str)]
        if any(word in sign.lower() for sign in signs for word in _words("scripted")):
            return True
    return False


def _heading(first: Element) -> list[Block]:
    """Give the heading above the first comment, within the section that holds it."""
    below = first
    for above in first.ancestors():
        for child in reversed(above.children[: above.children.index(below)]):
            if isinstance(child, Element):
                heading = next((one for one in child.elements() if one.tag in _HEADINGS), None)
                if heading is not None and text_of(heading):
                    return [Block("comment-section", text_of(heading))]
        if _is_section(above):
            break
        below = above
    return []


def _own(element: Element, others: frozenset[int]) -> Iterator[Element]:
    """Give the elements inside a comment that do not belong to its answers."""
    waiting = [child for child in reversed(element.children) if isinstance(child, Element)]
    while waiting:
        one = waiting.pop()
        if id(one) in others:
            continue
        yield one
        waiting += [child for child in reversed(one.children) if isinstance(child, Element)]


def _draft(element: Element, others: frozenset[int]) -> _Draft:
    own = list(_own(element, others))
    author = _author(own, others)
    body = _body(own, author, others)
    header, said, footer = _parts(element, body, author, others)
    name = _SAYS.sub("", text_of(author, others))[:_LONGEST_NAME].strip() if author else ""
    target = _IN_REPLY.search(footer) or _IN_REPLY.search(header)
    posted_at, posted_text = _posted(own, f"{header}\n{footer}")
    return _Draft(name, target[1].strip() if target else "", posted_at, posted_text, header, said, footer)


def _named(own: list[Element], kind: str, others: frozenset[int]) -> Iterator[Element]:
    for name in _words(kind):
        for element in own:
            if name in element.classes and text_of(element, others):
                yield element


def _author(own: list[Element], others: frozenset[int]) -> Element | None:
    marked = [
        one
        for one in own
        if one.attributes.get("itemprop") == "author" or one.attributes.get("rel") == "author"
    ]
    for one in marked:
        named = next((inner for inner in one.elements() if inner.attributes.get("itemprop") == "name"), one)
        if text_of(named, others):
            return named
    return next(_named(own, "author", others), None)


def _body(own: list[Element], author: Element | None, others: frozenset[int]) -> Element | None:
    marked = (one for one in own if one.attributes.get("itemprop") in {"text", "commentText"})
    found = next(marked, None)
    if found is not None:
        return found
    for one in _named(own, "body", others):
        if author is None or (one is not author and all(inner is not author for inner in one.elements())):
            return one
    return None


def _parts(
    element: Element, body: Element | None, author: Element | None, others: frozenset[int]
) -> tuple[str, str, str]:
    """Part a comment's text into what stands above its body, the body, and what stands below it."""
    header: list[str] = []
    said: list[str] = []
    footer: list[str] = []
    for shown in shown_in(element, others, apart=True):
        steps = _up_to(shown.element, element)
        inside = next((place for place, step in enumerate(steps) if step is body), None)
        if inside is not None and not any(_is(step, "footer") for step in steps[:inside]):
            said.append(shown.text)
        elif _IN_REPLY.search(shown.text) or any(_is(step, "footer") for step in steps):
            footer.append(shown.text)
        elif body is not None:
            (footer if said else header).append(shown.text)
        elif _is_header(shown.element, steps, author):
            header.append(shown.text)
        else:
            said.append(shown.text)
    return "\n".join(header), "\n\n".join(said), "\n".join(footer)


def _up_to(inner: Element, outer: Element) -> list[Element]:
    """Give the elements from one inside a comment up to the comment's own, which is left out."""
    steps = []
    step: Element | None = inner
    while step is not None and step is not outer:
        steps.append(step)
        step = step.parent
    return steps


def _is_header(block: Element, steps: list[Element], author: Element | None) -> bool:
    if any(step.tag in {"header", "time"} or _is(step, "header") for step in steps):
        return True
    return author is not None and (block is author or any(inner is author for inner in block.elements()))


def _posted(own: list[Element], text: str) -> tuple[str | None, str]:
    """Give when a comment was posted: from what the page says to machines, else from what it shows."""
    for element in own:
        for name in _TIMES:
            machine = _ISO.search(element.attributes.get(name, ""))
            if machine and (element.tag in {"time", "abbr", "meta", "span", "a"}):
                return f"{machine[1]}T{machine[2]}", text_of(element) or machine[0]
    shown = _DATED.search(text)
    return (moment(shown[1], shown[2]), shown[0]) if shown else (None, "")


def _blocks(draft: _Draft, known: dict[str, str]) -> list[Block]:
    known |= {
        "author": draft.author,
        "replies_to": draft.target,
        "posted_at": draft.posted_at or "",
        "posted_text": draft.posted_text,
    }
    number = (("number", known["number"]),)
    details = sorted_pairs(known)
    blocks = [Block("comment-header", draft.header, details)] if draft.header else []
    if draft.body:
        blocks.append(Block("comment", draft.body, number if blocks else details))
    if draft.footer:
        blocks.append(Block("comment-footer", draft.footer, number if blocks else details))
    return blocks
