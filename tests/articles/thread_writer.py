"""Writes made-up threads in every layout, with the truth about each comment's borders, names and parent."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

NAMES = (
    *("saltmarsh", "Olga Brandt", "T. Quist", "quay_rat", "Mrs Tveit", "NW4", "PiersOld", "fogbound"),
    *(
        "Dr. No",
        "K",
        "x_X_x",
        "Jürgen",
        "Мария",
        "Herring Fan",
        "old salt 77",
        "lamp-lighter",
        "O'Neill",
        "J. P. Mørk",
    ),
)
SENTENCES = (
    "The fog is real, the study is not.",
    "I was there at 11:43 and nobody came.",
    "She said: that is enough.",
    "Who pays for it?",
    "We do!",
    "On 12 May 2018 they closed the door.",
    "They have promised this for 3 years and nothing happened.",
    "In reply to the minister I can only laugh.",
    "It cost 12 points of the share price, or so the Courier says.",
    "“Nobody says no to a lamp,” as the designer put it.",
    "Comments like yours are why I stay.",
    "See https://example.org/lamps for the figures.",
    "U.S. lamps are worse…",
    "1. It stands.",
    "No.",
    "Share and share alike, my mother told me.",
    "I reported it last week, 40 minutes after the first one fell.",
)
ARTICLE = """Harbour Board Delays Lamp Contract

The harbour board of Brell delayed a contract for lamp posts on Monday after a second bidder complained, three
people familiar with the matter said. The meeting began at 10:15 and ended at 11:02.

“We were told on Thursday. On Friday the door was shut,” said Halvard's chief executive, Dr. Ines Qvale, who
has run the company for 12 years and has never seen the like.

Shares of Lumen Nord fell 2.7% in early trading. The board says it will meet again on 9 February 2017.
"""


@dataclass
class Written:
    """One comment as it was written."""

    author: str
    target: str | None
    parent: int | None
    at: datetime
    depth: int
    header: tuple[int, int] = (0, 0)
    body: tuple[int, int] = (0, 0)
    footer: tuple[int, int] | None = None


@dataclass(frozen=True)
class Layout:
    """How one layout writes a header and a footer, and what it tells of parents."""

    name: str
    header: Callable[[Written, random.Random], list[str]]
    footer: Callable[[Written, random.Random], list[str]]
    indents: bool = False
    names_targets: bool = False
    shows_time: bool = True


class Paper:
    """A text that grows line by line and knows where each stretch came to lie."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        return "\n".join(self._lines).rstrip("\n")

    def line(self, line: str) -> tuple[int, int]:
        start = self._length + len(line) - len(line.lstrip())
        end = self._length + len(line.rstrip())
        self._lines.append(line)
        self._length += len(line) + 1
        return start, end

    def lines(self, lines: list[str], indent: str) -> tuple[int, int]:
        spans = [self.line(indent + line if line else "") for line in lines]
        full = [span for span in spans if span[0] < span[1]]
        return full[0][0], full[-1][1]


def write_thread(
    layout: Layout, seed: int, size: int, *, headed: bool, spaced: bool, indented: bool
) -> tuple[str, list[Written]]:
    """Write an article with a thread of `size` comments below it; the same seed gives the same text."""
    chance = random.Random(seed)
    paper = Paper()
    for line in ARTICLE.split("\n"):
        paper.line(line)
    if headed:
        paper.line(chance.choice(["Comments", f"{size} Comments", f"Comments ({size})"]))
        paper.line("")
    comments = _plan(layout, chance, size)
    for comment in comments:
        indent = "    " * comment.depth if layout.indents and indented else ""
        comment.header = paper.lines(layout.header(comment, chance), indent)
        if spaced:
            paper.line("")
        comment.body = paper.lines(_body(chance), indent)
        if spaced:
            paper.line("")
        footer = layout.footer(comment, chance)
        if footer:
            comment.footer = paper.lines(footer, indent)
            paper.line("")
        elif spaced:
            paper.line("")
    return paper.text, comments


def _plan(layout: Layout, chance: random.Random, size: int) -> list[Written]:
    """Decide who answers whom: each comment stands below its parent, later than it, in a tree."""
    comments: list[Written] = []
    path: list[int] = []
    at = datetime(2018, 5, 12, 8, 0)  # noqa: DTZ001
    for number in range(size):
        keep = chance.randint(0, min(len(path), 5))
        path = path[:keep]
        parent = path[-1] if path else None
        author = chance.choice(NAMES)
        at += timedelta(minutes=chance.randint(1, 90))
        target = comments[parent].author if parent is not None and layout.names_targets else None
        comments.append(Written(author, target, None if parent is None else parent + 1, at, len(path)))
        path.append(number)
    return comments


def _body(chance: random.Random) -> list[str]:
    lines: list[str] = []
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        if lines and chance.random() < 0.8:
            lines.append("")
        lines.append(
            " ".join(chance.choices(SENTENCES, k=chance.randint(1, 5))) + chance.choice(["", "", "\u00a0"])
        )
    return lines


def _clock(at: datetime) -> str:
    return f"{at.hour % 12 or 12}:{at.minute:02} {'am' if at.hour < 12 else 'pm'}"


def _long_date(at: datetime) -> str:
    return f"{at:%B} {at.day}, {at.year}"


def _day_date(at: datetime) -> str:
    return f"{at.day} {at:%B} {at.year}"


def _ago(chance: random.Random) -> str:
    return chance.choice(["3 years ago", "an hour ago", "2 days ago", "20 minutes ago", "a month ago"])


def _arrow(comment: Written) -> str:
    return f"{comment.author} → {comment.target}" if comment.target else comment.author


def _drupal(comment: Written, _: random.Random) -> list[str]:
    names = f"{comment.author} {comment.target}" if comment.target else comment.author
    return [f"{names} {comment.at:%a, %m/%d/%Y - %H:%M} Permalink"]


def _drupal_footer(comment: Written, _: random.Random) -> list[str]:
    return [f"In reply to by {comment.target}"] if comment.target else []


def _points(comment: Written, chance: random.Random) -> list[str]:
    name = comment.author.replace(" ", "_")
    number = chance.choice([1, 2, 12, -3, 1043])
    return [f"{name} {number} point{'' if number == 1 else 's'} {_ago(chance)}{chance.choice(['', '', '*'])}"]


def _guardian(comment: Written, chance: random.Random) -> list[str]:
    recommended = chance.choice(["0", "1", "24", "311"])
    return [_arrow(comment), f"{_day_date(comment.at)} {comment.at:%H:%M}", recommended]


def _disqus(comment: Written, chance: random.Random) -> list[str]:
    return [f"{_arrow(comment)} • {_ago(chance)}"]


def _disqus_footer(_: Written, chance: random.Random) -> list[str]:
    return [chance.choice(["12 △ ▽ • Reply • Share ›", "Reply • Share ›", "1 △ ▽ Reply Share ›"])]


def _says(on: str) -> Callable[[Written, random.Random], list[str]]:
    def header(comment: Written, _: random.Random) -> list[str]:
        return [f"{comment.author} says:", f"{on}{_long_date(comment.at)} at {_clock(comment.at)}"]

    return header


def _always(*lines: str) -> Callable[[Written, random.Random], list[str]]:
    return lambda _comment, _chance: list(lines)


def _comma(comment: Written, _: random.Random) -> list[str]:
    return [f"{comment.author}, {_day_date(comment.at)} {comment.at:%H:%M}"]


def _brackets(comment: Written, _: random.Random) -> list[str]:
    return [f"{comment.author} ({_day_date(comment.at)}, {comment.at:%H:%M}):"]


LAYOUTS = (
    Layout("drupal", _drupal, _drupal_footer, names_targets=True),
    Layout("wordpress", _says(""), _always("Reply"), indents=True),
    Layout("wordpress with on", _says("on "), _always("Reply"), indents=True),
    Layout("disqus", _disqus, _disqus_footer, names_targets=True, shows_time=False),
    Layout("disqus without footers", _disqus, _always(), names_targets=True, shows_time=False),
    Layout("reddit", _points, _always("permalink embed save report reply"), indents=True, shows_time=False),
    Layout("reddit without footers", _points, _always(), indents=True, shows_time=False),
    Layout("guardian", _guardian, _always("Reply", "Share", "Report"), names_targets=True),
    Layout("guardian without footers", _guardian, _always(), names_targets=True),
    Layout("indented", _comma, _always(), indents=True),
    Layout("indented in brackets", _brackets, _always(), indents=True),
)
