"""kill −9 in the middle of an import leaves whole articles only; adding the folder again brings the rest."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.articles import article
from tests.e2e.person import Person

FILES = 400


@pytest.mark.parametrize("delay", [0.05, 0.35])
def test_a_killed_import_leaves_whole_articles(tmp_path: Path, delay: float) -> None:
    lead = Person(tmp_path)
    texts = {f"{number:04}.txt": article(random.Random(number)) for number in range(FILES)}
    for name, text in texts.items():
        lead.writes(f"in/{name}", text)
    lead.does("new study")

    words = [sys.executable, "-m", "desktop", "add", "study", "in"]
    adding = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    journal = tmp_path / "study.pressmark-journal"
    while adding.poll() is None and not journal.exists():
        time.sleep(0.002)
    time.sleep(delay)
    adding.kill()
    adding.wait()

    found = lead.reads("check study")
    assert found["whole"], found["damage"]
    there = {one["name"]: one for one in lead.reads("articles study")["articles"]}
    assert all(one["length"] == len(texts[name]) and one["zones"] > 2 for name, one in there.items())

    lead.does("add study in")
    after = {one["name"]: one for one in lead.reads("articles study")["articles"]}
    assert set(after) == set(texts)
    assert {name: after[name] for name in there} == there
    assert lead.reads("check study")["whole"]
