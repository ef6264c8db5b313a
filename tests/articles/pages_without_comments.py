"""Writes articles that nobody has commented on, but that hold what a thread is known by: names and times."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.articles.thread_writer import ARTICLE, NAMES

SAID = (
    "The board met at 10:15 and said nothing that had not been said before.",
    "“We were told on Thursday,” said the chief executive, who has run the company for 12 years.",
    "Shares of Lumen Nord fell 12 points after the announcement, and rose by 3 an hour later.",
    "On 12 May 2018 at 11:43 the lamps went out, and nobody says why.",
    "In reply to a question by the Courier, the minister says: no comment.",
    "The lamps are three years old, and the contract is older than that.",
    "It was reported 3 hours ago that the second bidder would withdraw, which it denies.",
)


def _paragraphs(chance: random.Random, number: int) -> list[str]:
    return [" ".join(chance.choices(SAID, k=chance.randint(1, 4))) for _ in range(number)]


def _plain(chance: random.Random) -> list[str]:
    return _paragraphs(chance, 8)


def _interview(chance: random.Random) -> list[str]:
    names = chance.choice(
        [("Courier", "Qvale"), ("Question", "Answer"), ("Q", "A"), ("Olga Brandt", "Ines Qvale")]
    )
    found = []
    for _ in range(6):
        for name, paragraph in zip(names, _paragraphs(chance, 2), strict=True):
            found += [f"{name}: {paragraph}"]
    return found


def _interview_apart(chance: random.Random) -> list[str]:
    found = []
    for _ in range(6):
        for name in ("COURIER:", "QVALE:"):
            found += [name, *_paragraphs(chance, 1)]
    return found


def _live(chance: random.Random) -> list[str]:
    at = datetime(2018, 5, 12, 17, 30)  # noqa: DTZ001
    found = []
    for paragraph in _paragraphs(chance, 8):
        at -= timedelta(minutes=chance.randint(3, 40))
        found += [f"{at:%H:%M}", paragraph]
    return found


def _live_blog(chance: random.Random) -> list[str]:
    at = datetime(2018, 5, 12, 17, 30)  # noqa: DTZ001
    found = []
    for paragraph in _paragraphs(chance, 6):
        at -= timedelta(minutes=chance.randint(3, 40))
        found += [f"{at.day} {at:%B} {at.year} {at:%H:%M}", paragraph]
    return found


def _timeline(chance: random.Random) -> list[str]:
    at = datetime(2016, 1, 3)  # noqa: DTZ001
    found = []
    for paragraph in _paragraphs(chance, 8):
        at += timedelta(days=chance.randint(3, 90))
        found.append(f"{at.day} {at:%B} {at.year}: {paragraph}")
    return found


def _teasers(chance: random.Random) -> list[str]:
    found = [*_paragraphs(chance, 5), "More from the Courier"]
    for number in range(6):
        found += [f"Lamps of harbour {number} go out", f"{chance.choice(NAMES)} • {number + 2} hours ago"]
    return found


def _teasers_dated(chance: random.Random) -> list[str]:
    found = _paragraphs(chance, 5)
    for number in range(6):
        found += [
            f"Lamps of harbour {number} go out",
            f"By {chance.choice(NAMES)}",
            f"{number + 2} May 2018 11:43",
        ]
    return found


def _table(chance: random.Random) -> list[str]:
    found = _paragraphs(chance, 4)
    return [*found, *(f"Harbour {number} {chance.randint(2, 90)} points" for number in range(9))]


def _events(chance: random.Random) -> list[str]:
    found = _paragraphs(chance, 4)
    places = ("Town Hall", "Old Quay", "Library", "Lamp Museum", "Ferry House")
    return [*found, *(f"{place}, {number + 3} May 2018 19:30" for number, place in enumerate(places))]


def _credits(chance: random.Random) -> list[str]:
    return [
        *_paragraphs(chance, 6),
        "Reporting by Olga Brandt and T. Quist; editing by Jürgen Toll",
        "Published 12 May 2018 11:43",
    ]


def _statements(chance: random.Random) -> list[str]:
    found = []
    for name in chance.sample(NAMES, 4):
        found += [f"{name} says:", *_paragraphs(chance, 1)]
    return [*_paragraphs(chance, 4), "What the parties promise", *found, *_paragraphs(chance, 2)]


def _lone(chance: random.Random) -> list[str]:
    return [
        *_paragraphs(chance, 6),
        chance.choice(["Comments", "Comments (0)", "0 Comments", "Comments are closed."]),
    ]


def _closed(chance: random.Random) -> list[str]:
    form = [
        "Leave a Reply",
        "Your email address will not be published.",
        "Comment",
        "Name",
        "Email",
        "Website",
    ]
    return [*_paragraphs(chance, 6), *form]


PAGES: tuple[tuple[str, Callable[[random.Random], list[str]]], ...] = (
    ("plain", _plain),
    ("interview", _interview),
    ("interview with names apart", _interview_apart),
    ("live with times", _live),
    ("live with dates", _live_blog),
    ("timeline", _timeline),
    ("teasers", _teasers),
    ("teasers with dates", _teasers_dated),
    ("table of points", _table),
    ("events", _events),
    ("credits", _credits),
    ("statements", _statements),
    ("lone heading", _lone),
    ("reply form", _closed),
)


def write_page(number: int, seed: int) -> str:
    """Write a page without comments, of the kind of this number; the same seed gives the same text."""
    chance = random.Random(seed)
    between = chance.choice(["\n", "\n\n"])
    head = ARTICLE.split("\n\n")
    return between.join([*head[: chance.randint(1, 3)], *PAGES[number][1](chance)]) + "\n"
