"""A slow disk under the real window: *saving* is shown, the keys that follow are kept in order, nobody waits.

Run under the preloaded library: `python -m tests.durability.slow_disk FOLDER`; prints what it saw as JSON.
"""

import json
import os
import random
import sys
import time
from itertools import pairwise
from pathlib import Path

from db import coders, passages, verify
from desktop.study.opening import open_project
from tests.durability import at_the_window, base, shim

DELAY = 150_000
"""Microseconds that each sync takes."""
KEYS = 8
_TICK = 2


def watch_keys(path: Path) -> dict[str, object]:
    """Press keys faster than the disk can follow; return what the window showed, and its longest wait."""
    control = shim.Control(Path(os.environ["SHIM_CONTROL"]))
    with at_the_window.seated(path) as (made, desk):
        from PySide6.QtCore import QCoreApplication, QTimer

        shown: list[str] = []
        desk.keeping.connect(lambda stored, _: shown.append(stored.name))
        ticks = [time.perf_counter()]
        timer = QTimer()
        timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
        timer.start(_TICK)
        control.set(sync_delay=DELAY)
        quotes = []
        for place in at_the_window.places(desk, random.Random(1), KEYS):
            quotes.append(desk.controller.text[place[0] : place[1]])
            at_the_window.press(desk, place)
            QCoreApplication.processEvents()
        pressed = len(shown)
        while not made.idle:
            QCoreApplication.processEvents()
        control.set(sync_delay=0)
        timer.stop()
    longest = max(after - before for before, after in pairwise(ticks))
    return {
        "saving_while_pressing": "SAVING" in shown[:pressed] and "SAVED" not in shown[: pressed - 1],
        "saved_at_last": shown[-1] == "SAVED",
        "in_order": _stored_quotes(path) == quotes,
        "longest_wait_ms": 1e3 * longest,
        "delay_ms": DELAY / 1e3,
    }


def _stored_quotes(path: Path) -> list[str]:
    """Return the quotes of the coder's passages in the order in which they were stored."""
    with open_project(path) as project:
        damage = project.ask(verify.check)
        coder = project.ask(coders.find, at_the_window.CODER).id
        found = [p for p in project.ask(passages.all) if p.owner == coder]
    return list(damage) or [p.quote for p in sorted(found, key=lambda p: p.revision)]


def main(words: list[str]) -> None:
    """Make a project in a folder, and watch."""
    path = Path(words[0]) / "study.pressmark"
    base.make(path)
    print(json.dumps(watch_keys(path)))


if __name__ == "__main__":
    main(sys.argv[1:])
