"""The power fails while labels come in: afterwards the project holds all of them or none, and is whole."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.person import Person

ROWS = 2_000
TEXT = "word " * 9 + "word\n"


@pytest.mark.parametrize("delay", [0.0, 0.1])
def test_a_killed_import_leaves_all_or_nothing(tmp_path: Path, delay: float) -> None:
    lead = Person(tmp_path)
    lead.writes("long.txt", TEXT * (ROWS // 10))
    rows = [f"long.txt,Anna,editorialising,{5 * i},{5 * i + 4}" for i in range(ROWS)]
    lead.writes("labels.csv", "\n".join(["article,coder,label,start,end", *rows, "long.txt,Anna,,,"]) + "\n")
    lead.does("new study")
    lead.does("add study long.txt")

    words = [sys.executable, "-m", "desktop", "labels", "import", "study", "labels.csv", "--add-coders"]
    importing = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    journal = tmp_path / "study.pressmark-journal"
    while importing.poll() is None and not journal.exists():
        time.sleep(0.002)
    time.sleep(delay)
    importing.kill()
    importing.wait()

    found = lead.reads("check study")
    assert found["whole"], found["damage"]
    assert (found["coders"], found["passages"]) in ((0, 0), (1, ROWS))
    lead.does("labels import study labels.csv --add-coders")
    assert lead.reads("check study")["passages"] == ROWS
