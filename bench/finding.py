"""Finding: words in a project of 10,000 articles, and the article list of 100,000 lines narrowed down."""

import json
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.measure import Figure, alternating, seconds

if TYPE_CHECKING:
    from db.project import Project

SEARCH_AIM = 2.0
LIST_AIM = 3.0
ROUNDS = 31
ARTICLES = 10_000
PARAGRAPHS = 8
WORDS = 60
LINES = 100_000
PAGE = 100
"""Findings of a page: as many as ours gives at once."""

Articles = Sequence[tuple[str, str]]
"""Name and text."""


def figures() -> Iterator[Figure]:
    """Yield the figures of finding."""
    with tempfile.TemporaryDirectory() as folder:
        yield _searching(Path(folder))
        yield _listing(Path(folder))


def bare_fts(path: Path, paragraphs: Sequence[str]) -> Callable[[str], list[Any]]:
    """Return a function that asks an FTS5 table for a page of findings in context, with sqlite3 alone."""
    base = sqlite3.connect(path)
    base.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
    base.executemany("INSERT INTO words VALUES (?)", ((each,) for each in paragraphs))
    base.commit()
    query = (
        "SELECT rowid, snippet(words, 0, '[', ']', '…', 20) FROM words WHERE words MATCH ?"
        f" ORDER BY rowid LIMIT {PAGE}"
    )
    return lambda asked: base.execute(query, (asked,)).fetchall()


def bare_list(path: Path, lines: Sequence[tuple[str, str, str, str]]) -> Callable[[str], list[Any]]:
    """Return a function that picks ids from a plain table by the words in their lines, with sqlite3 alone."""
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE line (id TEXT PRIMARY KEY, name TEXT, title TEXT, outlet TEXT)")
    base.executemany("INSERT INTO line VALUES (?, ?, ?, ?)", lines)
    base.commit()
    query = "SELECT id FROM line WHERE title LIKE ?1 OR name LIKE ?1 OR outlet LIKE ?1 ORDER BY name"
    return lambda word: base.execute(query, (f"%{word}%",)).fetchall()


def _searching(folder: Path) -> Figure:
    from desktop.study.finding import Search, find

    words, found = _texts()
    common, middling, rare = words[2], words[300], words[3000]
    queries = {
        "common": (common, f'"{common}"'),
        "middling": (f'"{middling}"', f'"{middling}"'),
        "rare": (f"{rare}*", f'"{rare}" *'),
        "two words": (f"{common} {middling}*", f'"{common}" AND "{middling}" *'),
    }
    with _stocked(folder / "search.pressmark", found) as project, Search(project, folder / "cache") as search:
        search.catch_up().result()
        bare = bare_fts(folder / "bare.sqlite", [each for _, text in found for each in text.split("\n")])
        detail: dict[str, float | int | str] = {"articles": ARTICLES}
        spent = [0.0, 0.0]
        for name, (asked, expression) in queries.items():
            ours, theirs = alternating(
                seconds(lambda asked=asked: find(search, None, asked).result()),  # type: ignore[misc]
                seconds(lambda expression=expression: bare(expression)),  # type: ignore[misc]
                ROUNDS,
            )
            detail |= {f"{name}, ratio": ours / theirs, f"{name}, ms": ours * 1000}
            spent = [spent[0] + ours, spent[1] + theirs]
    name = "a page of findings in 10,000 articles / bare FTS5 query"
    return Figure(name, spent[0] / spent[1], SEARCH_AIM, detail=detail)


def _listing(folder: Path) -> Figure:
    from desktop.study.reading import holding

    lines = [(f"week {n % 50}/article-{n:06}.txt", _title(n)) for n in range(LINES)]
    with _stocked(folder / "list.pressmark", [(name, "") for name, _ in lines], dict(lines)) as project:
        rows = project.ask(lambda s: s.connection.execute("SELECT id, name, title FROM article").fetchall())
        bare = bare_list(folder / "list.sqlite", [(*row, _outlet(at)) for at, row in enumerate(rows)])
        asked: list[str] = []
        project.ask(lambda s: s.connection.set_trace_callback(asked.append))
        picked = len(holding(project, None, "ferry"))
        project.ask(lambda s: s.connection.set_trace_callback(None))
        ours, theirs = alternating(
            seconds(lambda: holding(project, None, "ferry")), seconds(lambda: bare("ferry")), ROUNDS
        )
    detail: dict[str, float | int | str] = {
        "lines": LINES,
        "picked": picked,
        "queries": len(asked),
        "ms": ours * 1000,
        "bare ms": theirs * 1000,
    }
    return Figure(
        "narrow down 100,000 articles / bare LIKE over a plain table", ours / theirs, LIST_AIM, detail=detail
    )


def _texts() -> tuple[list[str], Articles]:
    """Return made-up words, the commonest first, and articles made of them."""
    chance = random.Random(4)
    letters = "abcdefghijklmnoprstuvw"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(20_000)]
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(words))))
    lines = iter(lambda: " ".join(chance.choices(words, cum_weights=weights, k=WORDS)), None)
    texts = ["\n".join(next(lines) for _ in range(PARAGRAPHS)) for _ in range(ARTICLES)]
    return words, [(f"article-{n:05}.txt", text) for n, text in enumerate(texts)]


def _title(n: int) -> str:
    words = [
        "mill",
        "ferry",
        "lamp",
        "otter",
        "council",
        "vote",
        "harbour",
        "strike",
        "budget",
        "storm",
        "bridge",
        "school",
    ]
    return f"{words[n % 12].title()} and {words[n // 12 % 12]}: report {n}"


def _outlet(n: int) -> str:
    return f"The Gazette {n % 40}"


def _stocked(path: Path, articles: Articles, titles: dict[str, str] | None = None) -> "Project":
    """Return a project with these articles, put in as the log would have left them: thousands in a second."""
    from db.ids import new_id
    from db.session import Session
    from desktop.study.opening import create

    def put(session: Session) -> None:
        execute = session.connection.executemany
        with session.write():
            execute(
                "INSERT INTO text VALUES (?, ?)", ((f"t{n}", text) for n, (_, text) in enumerate(articles))
            )
            session.connection.execute("INSERT INTO original VALUES ('o', x'')")
            execute(
                "INSERT INTO article (id, name, version, title, length, text_sha256, original_sha256, reader,"
                " reader_version, encoding, line_ends, segmenter, zones, comments, purged, added, added_at,"
                " revision, metadata, notices, sentences)"
                " VALUES (?, ?, 1, ?, ?, ?, 'o', 'txt', '1', 'utf-8', 'lf', '1', 1, 0, 0, ?, '', '', ?,"
                " '[]', x'')",
                (
                    (
                        new_id(), name, (titles or {}).get(name, name), len(text), f"t{n}", new_id(),
                        json.dumps([["date", "2024-02-06"], ["outlet", _outlet(n)]], separators=(",", ":")),
                    )
                    for n, (name, text) in enumerate(articles)
                ),
            )  # fmt: skip

    project = create(path)
    project.ask(put)
    return project
