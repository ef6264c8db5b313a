"""Projects for the tests of this room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.team import BRIDGE, OTTER, Team, begin


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Two coders, two articles, nothing marked yet."""
    made = begin(tmp_path / "team")
    with made.project:
        made.add("bridge.txt", BRIDGE)
        made.add("otter.txt", OTTER)
        made.coder("Anna")
        made.coder("Ben")
        yield made


@pytest.fixture
def coded(team: Team) -> Team:
    """Both coders finished the bridge and differ; only Anna finished the otters, and found nothing."""
    team.mark("Anna", "bridge.txt", "editorialising", "Fair, one supposes, to people who fly")
    team.mark("Anna", "bridge.txt", "editorialising", "we doubt the spokesman ever drove it 🚗")
    team.mark("Ben", "bridge.txt", "editorialising", "Fair, one supposes")
    team.mark("Ben", "bridge.txt", "reporting", "The last rise was in 2019.")
    team.mark("Ben", "otter.txt", "editorialising", "Nobody asked the otters, of course.")
    team.finish("Anna", "bridge.txt")
    team.finish("Ben", "bridge.txt")
    team.finish("Anna", "otter.txt")
    return team
