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
    toll = campaigns.kills("label", "label", "import", "merge", count=48, seed=SEED, library=library_if_any)
    show(toll)
    assert toll.cases == 48
    assert not toll.wrong, toll.first
    assert toll.in_flight >= toll.cases / 2


def test_power_loss_leaves_every_acknowledged_act_whole(library: Path) -> None:
    toll = campaigns.power(library, seed=SEED, runs=1, acts=30, states=300)
    show(toll)
    assert toll.cases == 300
    assert not toll.wrong, toll.first


@pytest.mark.parametrize("mode", modes.MODES[1:])
def test_the_bench_sees_the_losses_of_other_file_modes(library: Path, mode: str) -> None:
    toll = campaigns.power(library, mode=mode, seed=SEED, runs=1, acts=20, states=120)
    show(toll)
    assert toll.lost or toll.damaged


def test_a_failing_disk_costs_nothing_that_was_acknowledged(library: Path) -> None:
    toll = campaigns.faults("save", "import", seed=SEED, every=8, library=library)
    show(toll)
    assert toll.cases > 60
    assert not toll.wrong, toll.first


def test_a_changed_byte_is_harmless_or_named() -> None:
    toll = campaigns.flips(copies=120, seed=SEED)
    show(toll)
    assert not toll.wrong, toll.first
