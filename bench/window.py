"""How soon the window stands on the screen, against an empty window of the same toolkit.

Every round starts fresh processes; the clock runs from before the process exists. `first paint` is when
the window is on the screen, `ready` when everything is loaded behind it, `article` when a project is open in
it and the article to code stands there.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.measure import Figure, alternating

AIM = 1.5
ROUNDS = 7
PATIENCE = 60

# sqlite-utils loads pandas wherever it finds it; the program does not need it and an installed one has none.
WITHOUT_PANDAS = """
import sys
sys.modules["pandas"] = None
"""

BASELINE = """
import time
import sqlite_utils
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time(), flush=True)
        QTimer.singleShot(0, self.close)
application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""

OURS = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop.ui import running
from desktop.ui.preferences import Store

path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
seen = []

def ready(made):
    seen.append(time.time())
    if path is None:
        window.close()
        return
    timer = QTimer(window)
    timer.setInterval(1)
    timer.timeout.connect(lambda: shown(made))
    timer.start()

def shown(made):
    if made.deskside.desk.article is not None and made.idle:
        window.grab()
        seen.append(time.time())
        window.close()

window = running.begin(path, "A" if path else None, Store(), ready)
window.on_screen.connect(lambda: seen.append(time.time()))
running.application().exec()
print(" ".join(map(str, seen)), flush=True)
"""


def figures() -> list[Figure]:
    """Return the ratio of the first paint, with the later moments beside it."""
    moments: list[list[float]] = []

    def ours() -> float:
        moments.append(_moments(OURS))
        return moments[-1][0]

    first, empty = alternating(ours, lambda: _moments(BASELINE)[0], ROUNDS)
    ready = median(each[1] for each in moments)
    article, _ = _with_project(len(moments))
    detail: dict[str, float | int | str] = {"empty window, s": empty, "first paint, s": first}
    return [
        Figure("window on screen / empty window and sqlite_utils", first / empty, AIM, "lower", detail),
        Figure("window ready for a project / the same", ready / empty, None, "lower", {"s": ready}),
        Figure("article of a project shown / the same", article / empty, None, "lower", {"s": article}),
    ]


def _with_project(rounds: int) -> tuple[float, float]:
    from desktop.exchange.demo import make_demo

    with tempfile.TemporaryDirectory() as folder:
        project = make_demo(Path(folder) / "demo").project
        found = [_moments(OURS, str(project)) for _ in range(rounds)]
    return median(each[2] for each in found), median(each[0] for each in found)


def _moments(script: str, *arguments: str) -> list[float]:
    """Return the seconds from starting a process to each moment that it printed."""
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANDAS + script, *arguments],
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=_environment(),
    )
    return [float(word) - start for word in done.stdout.split()]


def _environment() -> dict[str, str]:
    from desktop.ui.entry import display_available

    # An installed program has its byte code; compiling it anew in every round would measure the compiler.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return env if display_available() else {**env, "QT_QPA_PLATFORM": "offscreen"}
