"""What stands in the project twice is shown, never deleted, and left out of figures once it is flagged."""

from pathlib import Path

import pytest

from db import articles, zones
from db.project import Project
from desktop.study.duplicates import duplicates, flag_duplicates
from desktop.study.importing import add_articles

AGENCY = " ".join(
    f"On day {number} the board of harbour {number * 7} met and said nothing of the {number} lamps."
    for number in range(40)
)
REPEATED = "They said once more that nothing would be said."


@pytest.fixture
def twice(empty: Project, tmp_path: Path) -> Project:
    texts = {
        "a.txt": f"Harbour\n\n{AGENCY}\n\n{REPEATED}\n\nThe end of it.\n\n{REPEATED}",
        "b.txt": f"Our own headline\n\n{AGENCY}\n\nA line of our own.",
        "c.txt": "Another story\n\nIt has nothing to do with harbours at all, and it is short.",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        add_articles(empty, [tmp_path / name])
    return empty


def test_the_agency_text_in_two_outlets_and_the_paragraph_that_comes_again(twice: Project) -> None:
    found = duplicates(twice)
    ((pair),) = found.pairs
    assert (pair.one, pair.other, pair.identical, pair.flagged) == ("a.txt", "b.txt", False, False)
    assert pair.share > 0.8
    (repeat,) = found.repeats
    text = twice.ask(articles.get, twice.ask(articles.find, "a.txt").id).text
    assert text[repeat.start : repeat.end] == REPEATED == text[repeat.first_start : repeat.first_end]


def test_a_flag_is_a_zone_that_can_be_taken_back(twice: Project) -> None:
    before = twice.ask(zones.all)
    count, changes = flag_duplicates(twice)
    assert count == 2
    assert changes
    found = duplicates(twice)
    assert all(pair.flagged for pair in found.pairs)
    assert all(repeat.flagged for repeat in found.repeats)
    flagged = [zone for zone in twice.ask(zones.all) if zone.kind == "duplicate"]
    assert {zone.state for zone in flagged} == {"accepted"}
    assert flag_duplicates(twice)[0] == 0
    assert flag_duplicates(twice, on=False)[0] == 2
    assert twice.ask(zones.all) == before


def test_an_identical_text_counts_as_flagged_without_anybody(empty: Project, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(AGENCY, encoding="utf-8")
        add_articles(empty, [tmp_path / name])
    (pair,) = duplicates(empty).pairs
    assert (pair.one, pair.other, pair.identical, pair.flagged) == ("one.txt", "two.txt", True, True)
