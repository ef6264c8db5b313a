"""What stands below or amid an article's body and is not the article: who the author is, captions."""

import re

from desktop.articles.page import Page, is_body_like

_NAME_FIRST = re.compile(
    r"((?:[A-ZÀ-Þ][\w.'’-]*\s){1,3}?[A-ZÀ-Þ][\w'’-]*),?\s+"
    r"(?:is|was|are|has|teaches|writes|covers|works|lives|reports|edits)\b"
)
_TRADE = re.compile(
    r"\b(?:writer|editor|reporter|correspondent|columnist|author|professor|fellow|journalist|freelance|"
    r"contributor|researcher|lecturer|blogger|teaches|writes (?:about|for)|covers|newsletter|"
    r"follow (?:her|him|them)|on twitter|bureau chief|newsroom)\b|@\w",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"[A-ZÀ-Þ].{0,80}\b(?:contributed (?:reporting|research|to this (?:report|story|article))"
    r"|reported from [A-ZÀ-Þ])"
)
_ABOUT = re.compile(r"About ((?:the )?[A-ZÀ-Þ][\w&.'’-]*(?: [A-ZÀ-Þ&][\w&.'’-]*){0,5}):?")
_LONGEST_CREDIT = 250
_LONGEST_ABOUT = 120
_TAIL = 0.5
_LAST_LINES = 4
_FIRST_LINES = 2
_LONGEST_BIO = 500
_CAPTION_WORDS = 2
"""A name alone between two paragraphs is what is left of a picture; subheads come in several and say more."""


def label_tail(page: Page) -> None:
    """Label the author's bio among the last lines of the body, and a picture's lone caption amid it."""
    free = page.free()
    by = " ".join(page.lines.at(number) for number, label in page.labels.items() if label.kind == "byline")
    for number in reversed(free[_FIRST_LINES:][-_LAST_LINES:]):
        line = page.lines.at(number)
        if len(line) <= _LONGEST_CREDIT and _CREDIT.match(line):
            page.put(number, number + 1, "byline", "who else reported, below the body")
            continue
        name = _NAME_FIRST.match(line)
        if name and len(line) <= _LONGEST_BIO and (name[1] in by or _TRADE.search(line)):
            page.put(number, number + 1, "boilerplate", "who the author is, below the body")
    _label_about(page)
    _label_caption(page)


def _label_about(page: Page) -> None:
    """Label a heading "About NAME" in the lower half, and all below it, if the text above knows the name."""
    free = page.free()
    for number in free[int(len(free) * _TAIL) :]:
        start, end = page.lines.spans[number]
        found = _ABOUT.fullmatch(page.lines.at(number)) if end - start <= _LONGEST_ABOUT else None
        if found and page.lines.text.find(found[1].removeprefix("the "), 0, start) >= 0:
            end = next((one for one in range(number, page.end) if one in page.labels), page.end)
            page.put(number, end, "boilerplate", "who or what the article is about, below it")
            return


def _label_caption(page: Page) -> None:
    """Label the only line of one or two capitalised words between paragraphs, if the text above names it."""
    free = page.free()
    found = [
        number
        for before, number, after in zip(free, free[1:], free[2:], strict=False)
        if _is_caption(page.lines.at(number))
        and is_body_like(page.lines.at(before))
        and is_body_like(page.lines.at(after))
    ]
    if len(found) != 1:
        return
    above = page.lines.text[: page.lines.spans[found[0]][0]]
    if page.lines.at(found[0]) in above:
        page.put(found[0], found[0] + 1, "boilerplate", "a name alone between two paragraphs: a caption")


def _is_caption(line: str) -> bool:
    words = line.split()
    return len(words) <= _CAPTION_WORDS and all(word.isalnum() and word[0].isupper() for word in words)
