"""Merging: ten coders' returns of 10,000 passages each, against a bare `executemany` of the same rows."""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.measure import Figure, alternating
from db import acts, articles, coders
from db.ids import new_id
from db.project import Project
from db.records import Act, Article, Change, NewArticle, Passage, PutPassage, SetProgress, State, Writer
from db.session import Session
from desktop.exchange.kits import write_kit
from desktop.exchange.merging import merge
from desktop.exchange.returns import write_return
from desktop.study.opening import create

CODERS = 10
ARTICLES = 500
PASSAGES = 20
"""Of one coder in one article: 10,000 in all."""
AIM, AIM_AGAIN = 6.0, 0.5
_BENCH = "pressmark bench"
_SENTENCE = "The council met on Monday and said, of course, that nothing whatever had been decided. "

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class _Study:
    project: Path
    returns: list[Path]
    rows: Rows


def figures() -> Iterator[Figure]:
    """Measure merging for the first time, and merging the same again."""
    with tempfile.TemporaryDirectory() as folder:
        study = _made(Path(folder))
        again: list[float] = []
        ours, bare = alternating(lambda: _merge(study, again), lambda: _insert(study), rounds=5)
        count = sum(map(len, study.rows.values()))
        yield Figure(
            f"merging {CODERS} returns of {ARTICLES * PASSAGES} passages",
            ours / bare,
            AIM,
            detail={"seconds": ours, "bare_seconds": bare, "rows": count},
        )
        yield Figure(
            "merging the same again", median(again) / ours, AIM_AGAIN, detail={"seconds": median(again)}
        )


def _made(folder: Path) -> _Study:
    path = folder / "study.pressmark"
    names = [f"coder {number}" for number in range(CODERS)]
    returns = []
    with create(path) as project:
        project.ask(_add_articles)
        for name in names:
            kit = folder / f"{name}.pressmark"
            write_kit(project, name, kit)
            with Project.open(kit, program=_BENCH) as opened:
                opened.ask(_code)
                returns.append(write_return(opened, folder / f"{name}.return").path)
            kit.unlink()
    return _Study(path, returns, _rows_of(path, returns))


def _add_articles(session: Session) -> None:
    with session.write():
        for number in range(ARTICLES):
            text = f"Article {number}. " + _SENTENCE * 40
            new = NewArticle(
                f"{number}.txt",
                "",
                text,
                text.encode(),
                "txt",
                "1",
                "utf-8",
                "lf",
                "bench",
                ((0, len(text)),),
            )
            articles.add(session, new)


def _code(session: Session) -> None:
    (coder,) = coders.all(session)
    items = []
    for article in articles.all(session):
        changes: list[Change] = [SetProgress(article.id, State.BEGUN)]
        changes += [PutPassage(_passage(coder.id, article, at)) for at in range(PASSAGES)]
        items.append((Writer(coder.id), Act(new_id(), "mark", article.id, tuple(changes))))
        done = (SetProgress(article.id, State.FINISHED),)
        items.append((Writer(coder.id), Act(new_id(), "finish", article.id, done)))
    acts.commit_all(session, items)


def _passage(coder: str, article: Article, at: int) -> Passage:
    start = 20 + at * 2 * len(_SENTENCE)
    end = start + len(_SENTENCE) - 1
    label = ("editorialising", "reporting")[at % 2]
    return Passage(
        new_id(), coder, "coder", "production", article.id, label, start, end, article.text[start:end],
        article.text_sha256, note="so they say" if at % 4 == 0 else "",
    )  # fmt: skip


TABLES = ("stream", "revision", "aside", "passage", "progress", "sealed", "act")


def _rows_of(path: Path, returns: list[Path]) -> Rows:
    """Return the rows that merging adds, by table, as they stand in the file afterwards."""
    merged = path.with_name("merged.pressmark")
    shutil.copyfile(path, merged)
    with Project.open(merged, program=_BENCH) as project:
        merge(project, returns)

    def read(at: Path) -> Rows:
        connection = sqlite3.connect(at)
        found = {}
        for table in TABLES:
            kept = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            columns = ", ".join(f'"{name}"' for name in kept)
            found[table] = connection.execute(f"SELECT {columns} FROM {table}").fetchall()
        connection.close()
        return found

    before, after = read(path), read(merged)
    merged.unlink()
    return {table: sorted(set(after[table]) - set(before[table]), key=_first) for table in TABLES}


def _first(row: tuple[Any, ...]) -> Any:  # noqa: ANN401 - a number or an id
    return row[0]


def _copy(study: _Study) -> Path:
    path = study.project.with_name(f"run-{new_id()}.pressmark")
    shutil.copyfile(study.project, path)
    return path


def _merge(study: _Study, again: list[float]) -> float:
    path = _copy(study)
    with Project.open(path, program=_BENCH) as project:
        start = time.perf_counter()
        merge(project, study.returns)
        took = time.perf_counter() - start
        start = time.perf_counter()
        report = merge(project, study.returns)
        again.append(time.perf_counter() - start)
        if report.added:
            raise AssertionError(f"merging again added {report.added} rows")
    path.unlink()
    return took


def _insert(study: _Study) -> float:
    """Insert the same rows into the same tables of the same file, in one transaction."""
    path = _copy(study)
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("locking_mode = EXCLUSIVE", "synchronous = EXTRA", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for table, rows in study.rows.items():
        if rows:
            columns = [r[1] for r in connection.execute(f"PRAGMA table_info({table})")]
            names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
    connection.execute("COMMIT")
    took = time.perf_counter() - start
    connection.close()
    path.unlink()
    return took
