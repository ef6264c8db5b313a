"""Run by itself with QT_SCALE_FACTOR=2: takes pictures of window and dialogs, and says what is cut."""

import json
import sys
from pathlib import Path

from desktop.study.opening import open_project
from desktop.ui.pictures import assembled, put_away, seat, settle, write
from tests.ui.at_the_window import Person
from tests.ui.everyone import beyond, cut_off, every_dialog


def main(project: Path, out: Path) -> None:
    """Look at everything a coder and the lead can open."""
    made = assembled("light", (1280, 760))
    person, cut = Person(made), []
    seat(made, open_project(project), "A", lead=False)
    settle(made)
    for who in ("coder", "lead"):
        for command, dialog in every_dialog(person):
            write(dialog, out / f"{who}-{command}.png")
            cut += [f"{who} {command}: {each}" for each in (*cut_off(dialog), *beyond(dialog))]
        write(made.window, out / f"{who}.png")
        cut += [f"{who}: {each}" for each in cut_off(made.window)]
        made.place.sit(None)
        settle(made)
    ratio = made.window.devicePixelRatioF()
    put_away(made)
    print(json.dumps({"ratio": ratio, "cut": cut}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
