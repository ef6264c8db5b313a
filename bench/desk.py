"""The reading desk in the real window: a label's key, the next article, the longest texts, their memory.

Times are CPU seconds of the window's own thread, against bare text widgets of the same size and text.
"""

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.measure import Figure, alternating, seconds
from bench.seat import SENTENCE, Range, Seat, seated, stocked, text_of, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

KEY_AIM, LONG_KEY_AIM, LONGEST_KEY_AIM = 3.0, 4.0, 4.0
OPEN_AIM, SAVE_AIM, MEMORY_AIM = 2.0, 2.5, 200.0
ROUNDS = 21
SHORT, LONG, LONGEST = 20_000, 1_000_000, 10_000_000
VISIBLE, MANY = 200, 10_000
IN_SIGHT = 262
"""Words that the window shows of an article's beginning."""
MEGABYTE = 1 << 20


def figures() -> Iterator[Figure]:
    """Yield the desk's figures of the main job."""
    yield from _short()
    yield from _long()
    yield from _longest()
    yield _memory()


def bare_repaint(edit: "QTextEdit | QPlainTextEdit") -> Callable[[], float]:
    """Return a function that says how much CPU a full repaint of a bare text widget takes."""

    def repaint() -> float:
        start = time.thread_time()
        edit.viewport().repaint()
        return time.thread_time() - start

    return repaint


def bare_text(edit: "QTextEdit", text: str, settle: Callable[[], object]) -> Callable[[], float]:
    """Return a function that says how much CPU a bare text widget takes to show a text."""

    def show() -> float:
        start = time.thread_time()
        edit.setPlainText(text)
        settle()
        return time.thread_time() - start

    return show


def bare_insert(path: Path) -> Callable[[], None]:
    """Return a function that inserts one row of a passage's size and commits it, with sqlite3 alone."""
    base = sqlite3.connect(path)
    for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=DELETE", "synchronous=EXTRA", "fullfsync=ON"):
        base.execute(f"PRAGMA {pragma}")
    base.execute("CREATE TABLE mark (id INTEGER PRIMARY KEY, start INT, end INT, quote TEXT, payload BLOB)")

    def insert() -> None:
        with base:
            base.execute("INSERT INTO mark VALUES (NULL, 1, 2, ?, ?)", (SENTENCE, SENTENCE.encode()))

    return insert


def _short() -> Iterator[Figure]:
    text = text_of(SHORT)
    seen = words_of(text, 0, IN_SIGHT)
    free = seen[90:180:2]
    marked = [span for span in seen if span not in free][:VISIBLE]
    with seated([text, f"Two. {text}"], [marked, marked]) as (seat, articles):
        yield _opening(seat, articles, text)
        seat.open(articles[0])
        name = f"label key, {VISIBLE} passages in sight / repaint of a bare QTextEdit"
        yield _key(name, seat, text, free, KEY_AIM)
        yield _saving(seat, free[ROUNDS:])


def _long() -> Iterator[Figure]:
    text = text_of(LONG)
    marked = words_of(text, 0, MANY, every=17)
    free = [span for span in words_of(text, 0, 300) if span not in marked][60:160]
    with seated([text], [marked]) as (seat, articles):
        seat.open(articles[0])
        name = f"label key, 1 MB with {MANY} passages / repaint of a bare widget"
        yield _key(name, seat, text, free, LONG_KEY_AIM)


def _longest() -> Iterator[Figure]:
    text = text_of(LONGEST)
    free = words_of(text, 400, 60)
    with seated([text], [()]) as (seat, articles):
        start = time.perf_counter()
        seat.open(articles[0])
        took = time.perf_counter() - start
        figure = _key("label key, 10 MB / repaint of a bare widget", seat, text, free, LONGEST_KEY_AIM)
        figure.detail["opened in s"] = took
        yield figure


def _key(name: str, seat: Seat, text: str, free: Sequence[Range], aim: float) -> Figure:
    """Measure one key press from its event until its passage is painted and on disk."""
    from PySide6.QtCore import Qt

    edit = _bare(seat, text)
    between = iter(free)
    waits: list[float] = []

    def press() -> float:
        seat.select(*next(between))
        wall, start = time.perf_counter(), time.thread_time()
        seat.press(Qt.Key.Key_E)
        waits.append(time.perf_counter() - wall)
        return time.thread_time() - start

    press()
    ours, theirs = alternating(press, bare_repaint(edit), ROUNDS - 1)
    edit.close()
    detail: dict[str, float | int | str] = {
        "ms": ours * 1000,
        "bare ms": theirs * 1000,
        "ms until saved, by the clock": median(waits) * 1000,
    }
    return Figure(name, ours / theirs, aim, detail=detail)


def _opening(seat: Seat, articles: Sequence[str], text: str) -> Figure:
    from PySide6.QtWidgets import QTextEdit

    edit = _bare(seat, "")
    assert isinstance(edit, QTextEdit)
    turn = 0

    def following() -> float:
        nonlocal turn
        turn += 1
        start = time.thread_time()
        seat.open(articles[turn % 2])
        return time.thread_time() - start

    for article in articles:
        seat.open(article)
    ours, theirs = alternating(following, bare_text(edit, text, seat.application.processEvents), ROUNDS)
    edit.close()
    detail: dict[str, float | int | str] = {"ms": ours * 1000, "bare ms": theirs * 1000, "passages": VISIBLE}
    name = "next article, 20 KB with 200 passages / setPlainText and first paint"
    return Figure(name, ours / theirs, OPEN_AIM, detail=detail)


def _saving(seat: Seat, free: Sequence[Range]) -> Figure:
    """Measure by the clock how long a label takes to the disk, against the least that SQLite can do."""
    from PySide6.QtCore import Qt

    between = iter(free)
    stored: list[float] = []
    seat.page.stored.connect(lambda _saved: stored.append(time.perf_counter()))

    def press() -> float:
        seat.select(*next(between))
        start = time.perf_counter()
        seat.press(Qt.Key.Key_E)
        return stored[-1] - start

    ours, theirs = alternating(press, seconds(bare_insert(seat.folder / "bare.sqlite")), len(free))
    detail: dict[str, float | int | str] = {"ms": ours * 1000, "bare ms": theirs * 1000}
    return Figure(
        "label key to saved, by the clock / bare sqlite3 insert", ours / theirs, SAVE_AIM, detail=detail
    )


def _bare(seat: Seat, text: str) -> "QTextEdit | QPlainTextEdit":
    """Return a bare widget of the kind, size and type that shows the article on the desk."""
    from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

    pane = seat.page.pane
    edit = QTextEdit() if isinstance(pane, QTextEdit) else QPlainTextEdit()
    edit.resize(pane.size())
    edit.setReadOnly(True)
    edit.setFont(pane.font())
    edit.setPlainText(text)
    edit.show()
    seat.settle()
    return edit


MEMORY = """
import sys
from pathlib import Path
from bench.seat import at_window
from bench.desk import resident

with at_window(Path(sys.argv[1])) as seat:
    seat.open(sys.argv[2])
    before = resident()
    seat.open(sys.argv[3])
    print(resident() - before, resident("VmHWM") - before)
"""


def resident(name: str = "VmRSS") -> int:
    """Return how many bytes of memory this process holds now (VmHWM: held at most), 0 where nothing tells."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), 0)


def _memory() -> Figure:
    """Measure in a fresh process what opening 10 MB of text adds to a window that shows a short article."""
    with tempfile.TemporaryDirectory() as folder:
        texts = ["A short one.", f"“Two.” {text_of(LONGEST)}"]  # one sign beyond Latin-1, as in any real text
        path, articles = stocked(Path(folder), texts, [(), ()])
        command = [sys.executable, "-c", MEMORY, str(path), *articles]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    taken, most = (int(each) / MEGABYTE for each in done.stdout.split()[-2:])
    detail: dict[str, float | int | str] = {"characters": LONGEST, "MB at most while it opened": most}
    return Figure("memory that 10 MB of text take, MB", taken, MEMORY_AIM, detail=detail)
