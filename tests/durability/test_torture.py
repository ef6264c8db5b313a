"""The durability bench in its short form; `make torture` is the long one."""

from pathlib import Path

import pytest

from tests.durability import campaigns, modes
from tests.durability.oracle import Toll

SEED = 20260301


def show(toll: Toll) -> None:
    found = f"{toll.lost} lost, {toll.half} half, {toll.damaged} damaged"
    print(f"{toll.cases} cases, {toll.in_flight} amid an act: {found}")


@pytest.mark.usefixtures("can_fork")
def test_killed_programs_lose_nothing_that_was_acknowledged(library_if_any: Path | None) -> None:
    trades = ("label", "import", "merge", "backup", "migration", "journal", "label", "window")
    toll = campaigns.kills(*trades, count=48, seed=SEED, library=library_if_any)
    show(toll)
    assert toll.cases == 48
    assert not toll.wrong, toll.first
    assert toll.in_flight >= toll.cases / 2


@pytest.mark.parametrize(
    ("work", "states"), [("label", 250), ("bad-disk", 80), ("import", 60), ("migration", 60)]
)
def test_power_loss_leaves_every_acknowledged_act_whole(library: Path, work: str, states: int) -> None:
    toll = campaigns.power(library, work=work, seed=SEED, runs=1, acts=25, states=states)
    show(toll)
    assert toll.cases == states
    assert not toll.wrong, toll.first


@pytest.mark.parametrize("mode", modes.MODES[1:])
def test_the_bench_sees_the_losses_of_other_file_modes(library: Path, mode: str) -> None:
    toll = campaigns.power(library, mode=mode, seed=SEED, runs=1, acts=20, states=120)
    show(toll)
    assert toll.lost or toll.damaged


def test_a_failing_disk_costs_nothing_that_was_acknowledged(library: Path) -> None:
    toll = campaigns.faults("save", "import", "backup", "migration", seed=SEED, every=23, library=library)
    show(toll)
    assert len(toll.by_kind) == 16
    assert not toll.wrong, toll.first


def test_a_changed_byte_is_harmless_or_named() -> None:
    toll = campaigns.flips(copies=120, seed=SEED)
    show(toll)
    assert not toll.wrong, toll.first


def test_a_slow_disk_shows_saving_and_keeps_the_keys_in_order(library: Path) -> None:
    seen = campaigns.slow_disk(library)
    print(seen)
    assert seen["saving_while_pressing"]
    assert seen["saved_at_last"]
    assert seen["in_order"]
