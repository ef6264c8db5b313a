"""What safety costs: opening, switching articles and saving, against bare SQLite on the same file or mode.

A small project is measured; with PRESSMARK_BENCH_FULL set, one of 1,000,000 passages in 10,000 articles.
"""

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from bench.measure import Figure, alternating, seconds
from db import acts, articles, codebooks, coders
from db.encoding import text_sha256
from db.ids import new_id
from db.keeper import Keeping
from db.project import Project
from db.records import CODER, PRODUCTION, Act, Coder, NewArticle, Passage, PutPassage, Writer, Zone
from db.session import Session
from desktop.articles.sentences import SEGMENTER, sentence_spans
from desktop.study import desk as desks
from desktop.study import planning
from desktop.study.desk import Desk
from desktop.study.opening import default_codebook

FULL, SMALL = (10_000, 100), (200, 100)
"""Articles, and passages in each."""
OPEN_AIM, SWITCH_AIM, SAVE_AIM, SLOWEST_AIM = 3.0, 2.0, 2.0, 3.0
ACTS = 300
SWITCHES = 40
_BENCH = "pressmark bench"
_SENTENCE = "The council met on Monday and said, of course, that nothing whatever had been decided. "
_LONG, _APART = 24, 50
_AT_ONCE = 200


@dataclass(frozen=True)
class _Made:
    path: Path
    coder: Coder
    articles: list[str]


def figures() -> Iterator[Figure]:
    """Measure opening, switching and saving."""
    size = FULL if os.environ.get("PRESSMARK_BENCH_FULL") else SMALL
    with tempfile.TemporaryDirectory() as folder:
        made = _make(Path(folder), *size)
        yield _opening(made, size)
        yield _switching(made, size)
        yield from _saving(made)


def _make(folder: Path, count: int, each: int) -> _Made:
    path, book = folder / "large.pressmark", default_codebook()
    with Project.create(path, program=_BENCH) as project:
        project.ask(codebooks.install, book, text_sha256(book))
        coder = project.ask(coders.add, "Anna")
        made: list[str] = []
        for first in range(0, count, _AT_ONCE):
            made += project.ask(_fill, coder, range(first, min(first + _AT_ONCE, count)), each)
    return _Made(path, coder, made)


def _fill(session: Session, coder: Coder, numbers: Iterable[int], each: int) -> list[str]:
    """Add articles with passages, in one transaction."""
    made = []
    with session.write():
        for number in numbers:
            text = f"Article {number}\n{_SENTENCE * (each * _APART // len(_SENTENCE) + 2)}"
            identity = articles.add(session, _article(number, text)).id
            changes = [PutPassage(_passage(coder, identity, text, 20 + _APART * n)) for n in range(each)]
            acts.commit(session, Writer(coder.id), Act(new_id(), "import", identity, tuple(changes)))
            made.append(identity)
    return made


def _article(number: int, text: str) -> NewArticle:
    return NewArticle(
        name=f"{number:05}.txt",
        title=f"Article {number}",
        text=text,
        original=text.encode(),
        reader="txt",
        reader_version="1",
        encoding="utf-8",
        line_ends="lf",
        segmenter=SEGMENTER,
        sentences=sentence_spans(text),
        zones=(Zone("", "body", 0, len(text), "accepted"),),
    )


def _passage(coder: Coder, article: str, text: str, start: int) -> Passage:
    quote, sha256 = text[start : start + _LONG], text_sha256(text)
    place = (new_id(), coder.id, CODER, PRODUCTION, article, "reporting", start, start + _LONG)
    return Passage(*place, quote, sha256, origin="imported")


def _opened(path: Path) -> Project:
    """Open a project as the window does, its copies kept beside it."""
    keeping = Keeping(path.parent / "backups", path.parent / "journal")
    return Project.open(path, program=_BENCH, keeping=lambda *_: keeping)


def _opening(made: _Made, size: tuple[int, int]) -> Figure:
    """Open until the first answer, the copy at open left aside, as it is when nothing changed since."""
    _opened(made.path).close()

    def ours() -> float:
        start = time.perf_counter()
        project = _opened(made.path)
        project.ask(coders.all)
        taken = time.perf_counter() - start
        project.close()
        return taken

    def bare() -> None:
        connection = sqlite3.connect(made.path)
        connection.execute("PRAGMA quick_check").fetchall()
        connection.close()

    took, check = alternating(ours, seconds(bare), 5)
    name = f"opening {size[0] * size[1]:,} passages in {size[0]:,} articles"
    megabytes = made.path.stat().st_size / 1e6
    detail: dict[str, float | int | str] = {"seconds": took, "quick_check": check, "megabytes": megabytes}
    return Figure(name, took / check, OPEN_AIM, detail=detail)


_QUERIES = (
    "SELECT article.*, content FROM article JOIN text ON text.sha256 = text_sha256 WHERE id = ?",
    'SELECT * FROM passage WHERE article = ? AND deleted = 0 ORDER BY start, "end", id',
    "SELECT * FROM zone WHERE article = ? ORDER BY start",
    "SELECT * FROM progress WHERE article = ?",
    "SELECT * FROM place WHERE article = ?",
)


def _switching(made: _Made, size: tuple[int, int]) -> Figure:
    """Load articles one after the other, as the desk does, against the rows of the same tables."""
    copy = made.path.with_name("copy")
    shutil.copyfile(made.path, copy)
    connection = sqlite3.connect(copy)
    visited = made.articles[:: max(1, len(made.articles) // SWITCHES)]
    with Project.open(made.path, program=_BENCH) as project:
        desk = Desk(project, made.coder)

        def ours() -> None:
            for article in visited:
                desks.load(desk, article)

        def bare() -> None:
            for article in visited:
                for query in _QUERIES:
                    connection.execute(query, (article,)).fetchall()

        took, queries = alternating(seconds(ours), seconds(bare))
    connection.close()
    copy.unlink()
    count = len(visited)
    detail: dict[str, float | int | str] = {"ms": 1e3 * took / count, "queries_ms": 1e3 * queries / count}
    return Figure(f"switching between {size[0]:,} articles", took / queries, SWITCH_AIM, detail=detail)


def _saving(made: _Made) -> Iterator[Figure]:
    """One mark, sent to saved, and one bare insert in a file of the same mode, in turn."""
    connection = _bare_file(made.path.with_name("bare"))
    mine: list[float] = []
    bare: list[float] = []
    with _opened(made.path) as project:
        desk = Desk(project, made.coder)
        at = desks.load(desk, made.articles[0])
        desks.save(desk, planning.delete(at, [p.id for p in at.passages])).result()
        for number in range(ACTS):
            at = desks.load(desk, made.articles[0])
            start = 20 + number * 15
            planned = planning.mark(at, start, start + 4, "editorialising", exact=True)
            mine.append(seconds(lambda planned=planned: desks.save(desk, planned).result())())  # type: ignore[misc]
            bare.append(seconds(lambda: _insert(connection))())
    connection.close()
    middle = {"ms": 1e3 * median(mine), "bare_ms": 1e3 * median(bare)}
    last = {"ms": 1e3 * _slowest(mine), "bare_ms": 1e3 * _slowest(bare)}
    yield Figure("saving a mark, median", median(mine) / median(bare), SAVE_AIM, detail={**middle})
    yield Figure("saving a mark, 99th of 100", _slowest(mine) / _slowest(bare), SLOWEST_AIM, detail={**last})


def _slowest(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


def _bare_file(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    modes = ("locking_mode = EXCLUSIVE", "journal_mode = DELETE", "synchronous = EXTRA", "fullfsync = ON")
    for mode in modes:
        connection.execute(f"PRAGMA {mode}")
    connection.execute("CREATE TABLE mark (id INTEGER PRIMARY KEY, start, end, label, quote, note)")
    return connection


def _insert(connection: sqlite3.Connection) -> None:
    row = (20, 44, "editorialising", "on Monday and said, of c", "")
    connection.execute("INSERT INTO mark (start, end, label, quote, note) VALUES (?, ?, ?, ?, ?)", row)
