"""Comments of a thread: who wrote what when, in answer to whom."""

from collections.abc import Iterable
from dataclasses import replace

from desktop.articles.dates import day_first, moment
from desktop.articles.grammars import Grammar
from desktop.articles.lines import Lines
from desktop.articles.parents import Entry, find_parents, key
from desktop.articles.requotes import find_requotes
from desktop.articles.spans import Comment, Span
from desktop.articles.threads import Found, Thread

_MENTION_WORDS = 4
_MARK_WIDTH = 4
_MENTION_SIGNS = " ,:;.!?–-"
_UNSURE_NAME = "The name may be an author's and a target's: nothing in the comment tells where one ends."


def comments_of(lines: Lines, thread: Thread) -> tuple[Comment, ...]:
    """Give the comments of a thread with parents and re-quotations. O(n log n) in the thread's size."""
    order = day_first((found.read("date") for found in thread.comments), thread.grammar.date_order)
    drafts = [_draft(lines, thread.grammar, found, order) for found in thread.comments]
    levels = _levels(lines, thread)
    drafts = [replace(draft, depth=level) for draft, level in zip(drafts, levels, strict=True)]
    if not any(levels) and not any(draft.replies_to for draft in drafts):
        drafts = _with_mentions(lines.text, drafts)
    entries = [Entry(one.author, one.replies_to or "", one.posted_at or "", one.depth) for one in drafts]
    parents = find_parents(entries, threaded=thread.grammar.threaded)
    requotes = find_requotes(lines.text, [draft.body for draft in drafts], parents)
    authors: dict[str, int] = {}
    return tuple(
        replace(
            draft,
            number=number,
            author_number=authors.setdefault(draft.author, len(authors) + 1),
            parent=None if parent is None else parent + 1,
            requotes=repeated,
        )
        for number, (draft, parent, repeated) in enumerate(zip(drafts, parents, requotes, strict=True), 1)
    )


def _draft(lines: Lines, grammar: Grammar, found: Found, order: str) -> Comment:
    """Give a comment as far as it can be read without the others."""
    author, target, notes = _names(lines, grammar, found)
    header = (lines.spans[found.first][0], lines.spans[found.body - 1][1])
    posted = [found.match.span(name) for name in ("date", "time", "ago") if found.read(name)]
    return Comment(
        number=0,
        author=author,
        author_number=0,
        replies_to=target or None,
        parent=None,
        posted_at=moment(found.read("date"), found.read("time"), order),
        posted_text=lines.text[min(posted)[0] : max(end for _, end in posted)] if posted else "",
        header=header,
        body=_range(lines, found.body, found.body_end) or (header[1], header[1]),
        footer=_range(lines, found.footer, found.footer_end),
        notes=notes,
    )


def _range(lines: Lines, first: int, end: int) -> Span | None:
    return (lines.spans[first][0], lines.spans[end - 1][1]) if first < end else None


def _names(lines: Lines, grammar: Grammar, found: Found) -> tuple[str, str, tuple[str, ...]]:
    """Part a header's names into author and target; where only the footer can tell, ask the footer."""
    target = found.read("target") or _target_in_footer(lines, grammar, found)
    names = found.read("names")
    if not names:
        return found.read("author", "word"), target, ()
    if not target:
        return names, "", (_UNSURE_NAME,) if len(names.split()) > 1 else ()
    words, last = names.split(), target.split()
    if len(words) > len(last) and [key(word) for word in words[-len(last) :]] == [key(word) for word in last]:
        return _without(names, len(last)), target, ()
    return names, target, (_UNSURE_NAME,) if len(words) > 1 else ()


def _without(names: str, last: int) -> str:
    """Take the last words off; what is left stays as it is written."""
    for _ in range(last):
        names = names[: len(names) - len(names.rsplit(maxsplit=1)[-1])].rstrip()
    return names


def _target_in_footer(lines: Lines, grammar: Grammar, found: Found) -> str:
    for number in range(found.footer, found.footer_end):
        for footer in grammar.footers:
            match = footer.fullmatch(lines.at(number))
            target = match.groupdict().get("target") if match else None
            if target:
                return target
    return ""


def _levels(lines: Lines, thread: Thread) -> list[int]:
    """Give how deep each comment stands: as its header says, or by the white space before it."""
    levels = [found.read("level") for found in thread.comments]
    if any(levels):
        return [int(level or 0) for level in levels]
    if not thread.grammar.by_indent:
        return [0] * len(levels)
    stack: list[int] = []
    depths = []
    for found in thread.comments:
        indent = lines.indent(found.first) + _MARK_WIDTH * found.read("marks").count(">")
        while stack and stack[-1] >= indent:
            stack.pop()
        depths.append(len(stack))
        stack.append(indent)
    return depths


def _with_mentions(text: str, drafts: Iterable[Comment]) -> list[Comment]:
    """Read "@NAME" at the start of a comment as whom it answers, where that name wrote before."""
    known: dict[str, str] = {}
    found = []
    for draft in drafts:
        start, end = draft.body
        target = ""
        if text[start : start + 1] == "@":
            words = text[start + 1 : min(end, start + 120)].split()[:_MENTION_WORDS]
            tries = (" ".join(words[:count]).strip(_MENTION_SIGNS) for count in range(len(words), 0, -1))
            target = next((known[key(name)] for name in tries if key(name) in known), "")
        found.append(replace(draft, replies_to=target or None))
        known.setdefault(key(draft.author), draft.author)
    return found
