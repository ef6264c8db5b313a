"""The real window, killed: a coder selects words and presses keys; what the window called saved is there."""

import json
import os
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db import coders, passages, verify
from db.errors import ProjectError
from db.records import Saved
from desktop.study.opening import open_project
from tests.durability import oracle
from tests.durability.gestures import Tell, state_of, watch

CODER = "Berta"
"""She has marked nothing yet, so that no question about overlap comes up."""
_WORDS = re.compile(r"\w+ \w+")


@contextmanager
def seated(path: Path) -> Iterator[tuple[Any, Any]]:
    """Give the real window, assembled, with the coder at the desk; it is put away at the end."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.ui.assembly import Assembly
    from desktop.ui.pictures import put_away, settle
    from desktop.ui.preferences import Store
    from desktop.ui.running import application
    from desktop.ui.style import dress
    from desktop.ui.theme import LIGHT
    from desktop.ui.window import MainWindow

    dress(application(), LIGHT)
    store = Store()
    window = MainWindow(store)
    window.show_start()
    window.show()
    made = Assembly(window, store, LIGHT)
    made.place.open(path, CODER)
    settle(made)
    if made.place.seat is None or made.deskside.desk.article is None:
        raise RuntimeError("the window shows no article")
    yield made, made.deskside.desk
    put_away(made)


def places(desk: Any, chance: random.Random, count: int) -> list[tuple[int, int]]:  # noqa: ANN401 - Qt's
    """Return places of two words in the article, no two of which overlap."""
    found = [match.span() for match in _WORDS.finditer(desk.controller.text)]
    return chance.sample(found, count)


def press(desk: Any, place: tuple[int, int], key: str = "E") -> None:  # noqa: ANN401 - Qt's
    """Select a place and press a label's key."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from desktop.ui.desk.movement import Selection

    desk.canvas.select(Selection(*place))
    QTest.keyClick(desk.pane, getattr(Qt.Key, f"Key_{key}"))


def code(path: Path, chance: random.Random, tell: Tell) -> None:
    """Open the window on the project and code until somebody kills it."""
    with seated(path) as (made, desk):
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from desktop.ui.pictures import settle

        watch(made.place.seat.project, tell)

        def stored(saved: Saved) -> None:
            shown = desk.article.passages if desk.article else ()
            told = {"event": "saved", "act": saved.act, "put": [state_of(passage) for passage in shown]}
            tell(json.dumps(told))

        desk.stored.connect(stored)
        while True:
            if chance.random() < 0.2:
                QTest.keyClick(desk.pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            else:
                press(desk, places(desk, chance, 1)[0], chance.choice("ER"))
            settle(made)


def judge(path: Path, events: oracle.Events) -> oracle.Found:
    """All that the window called saved is there as it was shown; at most one act more is."""
    saved = [event for event in events if event["event"] == "saved"]
    try:
        with open_project(path) as project:
            damage = project.ask(verify.check)
            coder = project.ask(coders.find, CODER).id
            acts = project.ask(oracle.stored_acts, coder)
            live = sorted(state_of(p) for p in project.ask(passages.all) if p.owner == coder)
    except ProjectError as error:
        return oracle.Found(damage=(f"not opened: {error}",))
    lost = [f"{event['act']} was called saved and is gone" for event in saved if event["act"] not in acts]
    more = acts - {event["act"] for event in saved}
    if len(more) > 1:
        lost.append(f"{len(more)} acts are there that the window never called saved")
    if saved and not more and live != sorted(saved[-1]["put"]):
        lost.append("the passages are not as the window showed them")
    return oracle.Found(lost=tuple(lost), damage=damage)
