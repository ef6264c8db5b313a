"""How long the window's thread is ever busy with one event, in a scripted run with 500 passages.

`python -m bench.handlers SECONDS` codes by keys for so long and prints the longest handlers; `make bench`
runs it for a short time, `make handlers` for ten minutes. A handler is timed from the moment the application
hands an event to its receiver until it comes back, by the clock and in CPU time of the window's thread.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.measure import Figure
from bench.seat import Seat, seated, text_of, words_of

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject

LIMIT = 0.050
"""Seconds that no handler should take longer than."""
SECONDS = 30
LENGTH, PASSAGES = 40_000, 500
PAUSE = 15
"""Milliseconds from one key to the next."""
LONGEST = 8
"""So many of the longest handlers are told."""
KEYS = (
    *["Space"] * 6, *["Ctrl+Right"] * 4, *["Alt+Down"] * 4, *["Ctrl+Down"] * 2, "Ctrl+Up", "PgDown", "PgUp",
    *["E"] * 4, *["R"] * 3, *["+"] * 3, "-", *["."] * 4, ",", ";", "]", "[", "}", "Q", "Del", *["Ctrl+Z"] * 2,
    "Ctrl+Shift+Z", "Ctrl+Shift+Right", "Alt+Shift+Down", "Return", "O", "O", "P", "P", "J", *["Escape"] * 2,
    "Ctrl+D", "Ctrl+PgDown", "Ctrl+PgUp", "Ctrl+End", "Ctrl+Home",
)  # fmt: skip
"""What is pressed, each as often as it stands here."""


@dataclass
class Watch:
    """What the handlers took: how many there were, and the longest by CPU time and by the clock, in ms."""

    application: object = None
    """The application that is watched; it lives as long as this."""
    events: int = 0
    over: int = 0
    cpu: list[tuple[float, float, str]] = field(default_factory=list)

    def note(self, cpu: float, clock: float, name: str) -> None:
        """Count one handler."""
        self.events += 1
        self.over += cpu > LIMIT
        if len(self.cpu) < LONGEST or cpu * 1000 > self.cpu[-1][0]:
            self.cpu = sorted([*self.cpu, (cpu * 1000, clock * 1000, name)], reverse=True)[:LONGEST]


def figures() -> Iterator[Figure]:
    """Yield the longest handler of a short run, as a share of the limit."""
    command = [sys.executable, "-m", "bench.handlers", str(SECONDS)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    cpu, clock, name = told["longest"][0]
    detail = {
        "ms": cpu,
        "ms by the clock": clock,
        "what": name,
        "events": told["events"],
        "keys": told["keys"],
    }
    title = f"longest handler in {SECONDS} s of coding with {PASSAGES} passages / 50 ms"
    yield Figure(title, cpu / 1000 / LIMIT, 1.0, detail=detail)


def watching() -> Watch:
    """Make the application of this process one that times every event it hands on."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    watch = Watch()

    class Watched(QApplication):
        depth = 0

        def notify(self, receiver: "QObject", event: "QEvent") -> bool:
            if self.depth:  # what a handler sends itself is part of it
                return super().notify(receiver, event)
            name = f"{event.type().name} to {type(receiver).__name__}"
            self.depth, clock, cpu = 1, time.perf_counter(), time.thread_time()
            try:
                return super().notify(receiver, event)
            finally:
                self.depth = 0
                watch.note(time.thread_time() - cpu, time.perf_counter() - clock, name)

    watch.application = Watched(["pressmark"])
    return watch


def run(seconds: float, watch: Watch) -> int:
    """Code two articles by keys for so long; return how many keys were pressed."""
    from desktop.ui.tidying import Tidying

    text = text_of(LENGTH)
    marked = words_of(text, 0, PASSAGES, every=13)
    with seated([text, f"Two. {text}"], [marked, marked]) as (seat, articles):
        for article in articles:
            seat.open(article)
        tidying = Tidying(seat.made.window)
        watch.events, watch.over, watch.cpu = 0, 0, []
        pressed = _press(seat, seconds)
        tidying.stop()
        seat.settle()
    return pressed


def _press(seat: Seat, seconds: float) -> int:
    from PySide6.QtGui import QKeySequence
    from PySide6.QtTest import QTest

    chance, pressed = random.Random(4), 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        combination = QKeySequence(chance.choice(KEYS))[0]  # type: ignore[index]  # the stubs forget that it can be
        QTest.keyClick(seat.page.pane, combination.key(), combination.keyboardModifiers())
        QTest.qWait(PAUSE)
        pressed += 1
    return pressed


def main(seconds: float) -> None:
    """Run and print: the longest handlers, and all of it as one line of JSON."""
    watch = watching()
    pressed = run(seconds, watch)
    for cpu, clock, name in watch.cpu:
        print(f"{cpu:7.1f} ms CPU {clock:7.1f} ms by the clock  {name}")
    told = {"keys": pressed, "events": watch.events, "over": watch.over, "longest": watch.cpu}
    print(json.dumps(told))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
