"""docs/window.md names keys that are there."""

import re
from pathlib import Path

from desktop.ui.desk.keys import normal
from tests.ui.conftest import OpenWindow

PAGE = Path(__file__).parents[2] / "docs" / "window.md"


def test_every_key_of_the_tables_leads_somewhere(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    rows = re.findall(r"^\| ([^|]*) \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    keys = [key for row in rows if row[:3] not in ("key", "---") for key in row.split(" · ")]
    assert len(keys) > 10
    assert [key for key in keys if person.made.commands.at_key(normal(key)) is None] == []
