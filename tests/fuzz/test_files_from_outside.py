"""Whatever comes through a door is read, or refused in one sentence; `make fuzz` goes looking for more."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.doors import DOORS, Door, enter

EXAMPLES = 60
CORPUS = Path(__file__).with_name("corpus")
BY_NAME = {door.name.replace(" ", "-"): door for door in DOORS}
ONCE_BAD = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

each_door = pytest.mark.parametrize("door", DOORS, ids=[door.name for door in DOORS])


@each_door
def test_files_as_they_should_be_are_taken(door: Door, tmp_path: Path) -> None:
    with door.open(tmp_path) as (seeds, take):
        for seed in seeds:
            path = tmp_path / f"in{door.suffix}"
            path.write_bytes(seed)
            assert enter(take, path) == ""


@each_door
def test_changed_files_are_read_or_refused_in_one_sentence(door: Door, tmp_path: Path) -> None:
    with door.open(tmp_path) as (seeds, take):

        @settings(
            max_examples=max(8, EXAMPLES // door.heavy),
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        @given(st.integers(0, 2**64))
        def go(number: int) -> None:
            chance = random.Random(number)
            path = tmp_path / f"in{door.suffix}"
            path.write_bytes(chance.choice(door.ways)(chance.choice(seeds), chance))
            enter(take, path)
            path.unlink(missing_ok=True)

        go()


@pytest.mark.parametrize("kept", ONCE_BAD, ids=[f"{path.parent.name}/{path.stem}" for path in ONCE_BAD])
def test_what_once_came_through_is_read_or_refused_now(kept: Path, tmp_path: Path) -> None:
    door = BY_NAME[kept.parent.name]
    path = tmp_path / f"in{door.suffix}"
    with door.open(tmp_path) as (_, take):
        path.write_bytes(kept.read_bytes())
        enter(take, path)
