"""What stands above an article's body: title, deck, byline, key points, and the caption of a picture."""

import re
from statistics import median

from desktop.articles.dates import AGO, DATE
from desktop.articles.page import Page, is_body_like

_BULLET = re.compile(r"(?:[•◦▪‣·●*]|[-–—](?=\s))\s*\S")
_DATED = re.compile(rf"(?:{DATE}|\b{AGO})", re.IGNORECASE)
_ONE_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*\s){1,3}[A-ZÀ-Þ][\w'’-]*(?:\s\([^()]{1,30}\))?"
_NAME = re.compile(
    rf"{_ONE_NAME}(?:(?:,|,? (?:and|und|et|y|&)) {_ONE_NAME}){{0,4}}(?:, [a-z][\w -]{{2,40}})?|@\w{{2,30}}"
)
"""One name or several, a role behind them perhaps; or what a person is called on another site."""
_HALF_DAY = re.compile(r"\b[ap]\.m\.\Z")
_WORD = re.compile(r"\w+")
_DEEPEST = 12
_TITLE = 200
_DECK = 300
_MOST_DECKS = 3
_LONE_DECK = 160
_CAPTION_WORDS = 3
_RUBRIC_WORDS = 2
_DATE_WORDS = 12


def label_head(page: Page) -> None:
    """Label the lines above the body; what is left unlabelled there belongs to the body."""
    _label_key_points(page)
    _label_dates(page)
    bottom = _bottom(page)
    titles = _label_titles(page, bottom)
    if titles:
        _label_names(page, titles[0], bottom)
        _label_decks(page, titles[0], bottom)


def _label_key_points(page: Page) -> None:
    """Label two or more bullets above the first paragraph, and the heading over them."""
    number = 0
    while number < min(page.end, _DEEPEST):
        line = page.lines.at(number)
        after = number
        while after < page.end and _BULLET.match(page.lines.at(after)):
            after += 1
        headed = number > 0 and _kind(page, number - 1) == "key-points"
        announced = number > 0 and page.lines.at(number - 1).endswith(":") and not headed
        if not announced and (after - number > 1 or (headed and after > number)):
            page.put(number - headed, after, "key-points", "bullets above the first paragraph")
            return
        if is_body_like(line) and number > 2:
            return
        number = max(after, number + 1)


def _kind(page: Page, number: int) -> str:
    label = page.labels.get(number)
    return label.kind if label else ""


def _label_dates(page: Page) -> None:
    """Label short lines near the top that give a date: they go with the byline."""
    for number in range(min(page.end, _DEEPEST)):
        line = page.lines.at(number)
        if is_body_like(line):
            if number > 2:
                return
            continue
        said = line.endswith((".", "?", "!")) and not _HALF_DAY.search(line)
        short = len(line.split()) <= _DATE_WORDS and not said
        if number and number not in page.labels and short and _DATED.search(line):
            page.put(number, number + 1, "byline", "a short line with a date, above the body")


def _bottom(page: Page) -> int:
    """Give the line below the last one that can only stand above a body, 0 if there is none."""
    bottom = paragraphs = 0
    for number in range(min(page.end, _DEEPEST)):
        kind = _kind(page, number)
        if kind in {"byline", "key-points"}:
            bottom = number + 1
        elif not kind and is_body_like(page.lines.at(number)):
            paragraphs += 1
            if paragraphs > 1 or len(page.lines.at(number)) > _DECK:
                break
    return bottom


def _label_titles(page: Page, bottom: int) -> list[int]:
    """Label the headline, a second one that says the same again, and a picture's caption above it."""
    free = [number for number in page.free() if number < max(bottom, 2) + 2]
    titles: list[int] = []
    for place, number in enumerate(free):
        line = page.lines.at(number)
        if titles:
            if number < bottom and _says_again(page.lines.at(titles[0]), line):
                page.put(number, number + 1, "title", "a second headline with the words of the first")
                titles.append(number)
        elif _is_title(line) and number <= max(bottom, 2):
            following = page.lines.at(free[place + 1]) if place + 1 < len(free) else ""
            if _is_caption(line, following):
                page.put(number, number + 1, "boilerplate", "a few words above the headline: a caption")
            else:
                page.put(number, number + 1, "title", "the first line that can be a headline")
                titles.append(number)
        else:
            break
    return titles


def _is_title(line: str) -> bool:
    ends = line.endswith((",", ";", ":")) or (
        line.endswith(".") and not line.endswith(("..", "U.S.", "U.K."))
    )
    return len(line) <= _TITLE and not ends and not _BULLET.match(line) and len(line.split()) > 1


def _is_caption(line: str, following: str) -> bool:
    few = len(line.split()) <= _CAPTION_WORDS
    return few and _is_title(following) and len(following.split()) > _CAPTION_WORDS + 2


def _says_again(title: str, line: str) -> bool:
    words, again = (set(_WORD.findall(text.lower())) for text in (title, line))
    return _is_title(line) and len(words & again) >= 0.6 * len(words)


def _label_names(page: Page, title: int, bottom: int) -> None:
    """Label the lines that are nothing but names below the headline, and a section's name over them."""
    last = next(
        (
            number
            for number in range(max(title + 1, bottom), min(max(bottom, title + 4), page.end))
            if is_body_like(page.lines.at(number))
        ),
        max(bottom, min(title + 4, page.end)),
    )
    for number in reversed(range(title + 1, last)):
        if number in page.labels:
            continue
        line = page.lines.at(number)
        above = number + 1 < page.end and _kind(page, number + 1) == "byline"
        beside = above or number + 1 >= bottom
        if beside and _NAME.fullmatch(line) and not line.isupper():
            page.put(number, number + 1, "byline", "a name alone, below the headline")
        elif above and _is_rubric(line):
            page.put(number, number + 1, "byline", "a word or two above the byline: the section")


def _is_rubric(line: str) -> bool:
    """Say whether a line can be the name of a newspaper's section: one or two words, the first capital."""
    words = line.split()
    return len(words) <= _RUBRIC_WORDS and line[0].isupper() and line.replace(" ", "").isalpha()


def _label_decks(page: Page, title: int, bottom: int) -> None:
    """Label one or two lines between the headline and the byline; without a byline, one short line on top."""
    byline = next((number for number in range(title, bottom) if _kind(page, number) == "byline"), None)
    between = range(title + 1, bottom if byline is None else byline)
    decks = [
        number for number in between if number not in page.labels and len(page.lines.at(number)) <= _DECK
    ]
    if decks and len(decks) <= _MOST_DECKS:
        for number in decks:
            page.put(number, number + 1, "deck", "between the headline and the byline")
    first = max(title + 1, bottom)
    free = byline is None and not decks and first < page.end and first not in page.labels
    if free and _is_lone_deck(page, first):
        page.put(first, first + 1, "deck", "one short line between the headline and longer paragraphs")


def _is_lone_deck(page: Page, number: int) -> bool:
    line = page.lines.at(number)
    rest = [page.lines.at(later) for later in page.free() if later > number]
    lengths = [len(later) for later in rest if is_body_like(later)]
    if len(lengths) < 2 or len(line) > _LONE_DECK or not is_body_like(rest[0]):
        return False
    words = len(line.split())
    return words > 4 and (not line.endswith((".", "”", '"', ":")) or len(line) <= 0.6 * median(lengths))
