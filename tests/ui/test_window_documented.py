"""docs/window.md names keys that are there."""

import re
from pathlib import Path

from desktop.ui.desk.keys import normal
from tests.ui.conftest import OpenWindow

PAGE = Path(__file__).parents[2] / "docs" / "window.md"


def test_every_key_that_a_coder_is_told_leads_somewhere(window: OpenWindow, demo: Path) -> None:
    person = window()
    person.open(demo, "A")
    parts = PAGE.read_text(encoding="utf-8").split("\n## ")
    coders = "".join(part for part in parts if part.startswith(("Finding", "Quiet")))
    rows = re.findall(r"^\| ([^|]*) \|", coders, flags=re.MULTILINE)
    keys = [key for row in rows if row[:3] not in ("key", "---") for key in row.split(" · ")]
    assert len(keys) > 10
    assert [key for key in keys if person.made.commands.at_key(normal(key)) is None] == []
