"""Articles in: importing a folder, finding sentences and zones, reading very long comment threads."""

import hashlib
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bench.measure import Figure, alternating, seconds

IMPORT_AIM = 3.0
SPEED_AIM = 5.0
"""Million characters a second."""
LINEAR_AIM = 1.3
"""How many times as long a comment may take in a thread ten times as long."""
FILES = 300
SHORT, LONG = 2_000, 20_000
_SAID = (
    "harbour lamp contract board minister street toll bridge otter council price paper night boat said what "
    "the of and a to in that it is was for on with as at by from they which or had not but this their"
)
_WORDS = tuple(_SAID.split())


def figures() -> Iterator[Figure]:
    """Yield the figures of importing."""
    with tempfile.TemporaryDirectory() as folder:
        yield _importing(Path(folder))
    text = "\n".join(article(random.Random(number)) for number in range(250))
    yield _speed("sentence ends", text, _sentences())
    yield _speed("zones", text, _zones())
    yield _linear()


def article(chance: random.Random) -> str:
    """Write a made-up article of about 4,000 characters: headline, byline, paragraphs with quotations."""
    paragraphs = [" ".join(chance.choices(_WORDS, k=7)).capitalize(), "By Ines Calloway"]
    for _ in range(9):
        sentences = [" ".join(chance.choices(_WORDS, k=chance.randint(8, 24))) for _ in range(5)]
        quoted = f"“{sentences[0].capitalize()},” said Dr. Toll of the U.S. board. "
        paragraphs.append(quoted + " ".join(f"{one.capitalize()}." for one in sentences[1:]))
    return "\n\n".join(paragraphs) + "\n"


def bare_import(folder: Path, base: Path) -> None:
    """Read and hash every file, and insert text and bytes, each article committed, with sqlite3 alone."""
    store = sqlite3.connect(base, isolation_level=None)
    for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=DELETE", "synchronous=EXTRA"):
        store.execute(f"PRAGMA {pragma}")
    store.execute("CREATE TABLE article (name TEXT PRIMARY KEY, sha256 TEXT, text TEXT, original BLOB)")
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        row = (path.name, hashlib.sha256(data).hexdigest(), data.decode(), data)
        store.execute("INSERT INTO article VALUES (?, ?, ?, ?)", row)
    store.close()


def _importing(folder: Path) -> Figure:
    from desktop.study.importing import add_articles
    from desktop.study.opening import create

    source = folder / "in"
    source.mkdir()
    for number in range(FILES):
        (source / f"{number:04}.txt").write_text(article(random.Random(number)), encoding="utf-8")
    turns = iter(range(1_000))

    def ours() -> float:
        with create(folder / f"{next(turns)}.pressmark") as project:
            return seconds(lambda: add_articles(project, [source]))()

    def baseline() -> float:
        base = folder / f"{next(turns)}.sqlite"
        return seconds(lambda: bare_import(source, base))()

    one, other = alternating(ours, baseline)
    detail: dict[str, float | int | str] = {"seconds": one, "bare": other, "files": FILES}
    return Figure("import of a folder of texts", one / other, IMPORT_AIM, detail=detail)


def _sentences() -> Callable[[str], object]:
    from desktop.articles.sentences import sentence_spans

    return sentence_spans


def _zones() -> Callable[[str], object]:
    from desktop.articles.zones import propose_zones

    return propose_zones


def _speed(what: str, text: str, find: Callable[[str], object]) -> Figure:
    """Measure one pass over a text; beside it, in the detail, what merely splitting it into words takes."""
    one, other = alternating(seconds(lambda: find(text)), seconds(text.split))
    detail: dict[str, float | int | str] = {"characters": len(text), "seconds": one, "splitting": other}
    return Figure(f"{what}, million characters a second", len(text) / one / 1e6, SPEED_AIM, "higher", detail)


def thread(comments: int) -> str:
    """Write an article with a thread of so many comments, each in answer to one before it."""
    chance = random.Random(comments)
    at = datetime(2018, 5, 12, 8, 0)  # noqa: DTZ001 - a page says no time zone
    lines = [article(chance), "Comments", ""]
    for number in range(comments):
        at += timedelta(minutes=chance.randint(1, 3))
        name, target = f"reader{number % 997}", f"reader{chance.randrange(997)}"
        body = " ".join(chance.choices(_WORDS, k=30)).capitalize()
        lines += [f"{name} {target} {at:%a, %m/%d/%Y - %H:%M} Permalink", "", f"{body}.", ""]
        lines += [f"In reply to by {target}", ""]
    return "\n".join(lines)


def _linear() -> Figure:
    find = _zones()
    short, long = thread(SHORT), thread(LONG)
    one, other = alternating(seconds(lambda: find(long)), seconds(lambda: find(short)))
    detail: dict[str, float | int | str] = {"long": one, "short": other, "comments": LONG}
    return Figure(
        "time a comment in a thread ten times as long", one / other * SHORT / LONG, LINEAR_AIM, detail=detail
    )
