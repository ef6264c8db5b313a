"""What was adjudicated: gold beside the coders' own shares, and how the report tells of it."""

from pathlib import Path

import pytest

from db.project import Project
from desktop.exchange.report.asking import ReportSettings
from desktop.exchange.report.contents import document
from desktop.exchange.report.document import Section
from desktop.exchange.report.markdown import markdown
from desktop.study.adjudication import read_queue, save
from desktop.study.agreement_draw import draw_sample
from desktop.study.coders import add_coder
from desktop.study.gold import settle_agreements
from desktop.study.reliability import Lock, lock_sample
from desktop.study.workspace.survival import zone_view
from tests.study.workspace.team import E, Marks, add, asked, code


@pytest.fixture
def settled(empty: Project, tmp_path: Path) -> Project:
    """Anna and Ben agree on one sentence of six articles; Anna marks another. A judge makes gold of it."""
    add(empty, tmp_path, 6)
    anna: dict[int, Marks] = {n: [(1, E), (2, E)] for n in range(1, 7)}
    ben: dict[int, Marks] = {n: [(1, E)] for n in range(1, 7)}
    code(empty, tmp_path, {"Anna": anna, "Ben": ben})
    judge, _ = add_coder(empty, "Judge")
    save(empty, settle_agreements(empty, read_queue(empty, judge))).result()
    return empty


def section(project: Project, name: str) -> Section:
    made = document(project, ReportSettings())
    return next(each for each in made.sections if each.id == name)


def test_gold_stands_beside_the_shares_of_the_coders(settled: Project) -> None:
    """Of five sentences Anna marks two, Ben one, and gold is one: .4, .2, and .2."""
    cells = next(row for row in zone_view(asked(settled, E)).rows if row[0] == "body")
    assert cells[3:6] == ("0.400", "0.200", "0.200")


def test_the_report_tells_how_disagreements_were_resolved(settled: Project) -> None:
    made = document(settled, ReportSettings())
    table = next(each for each in made.tables if each.name == "decisions")
    assert table.rows == (("all coders had said the same", "6"),)
    assert "adjudicated layer of 6 passages" in markdown(made)


def test_without_adjudication_the_report_says_what_the_outcome_rests_on(
    empty: Project, tmp_path: Path
) -> None:
    add(empty, tmp_path, 1)
    code(empty, tmp_path, {"Anna": {1: []}, "Ben": {1: [(1, E)]}})
    (told,) = section(empty, "resolution").blocks
    assert "No disagreement was adjudicated" in getattr(told, "words", "")


def test_a_locked_sample_is_told_with_its_seed_and_what_counts(settled: Project) -> None:
    lock_sample(settled, Lock(draw_sample(settled, 3, by=None, seed=7)))
    words = " ".join(getattr(block, "words", "") for block in section(settled, "sampling").blocks)
    assert "3 articles were drawn at random, not stratified, seed 7, and locked on" in words
    assert "α by sentence for all labels should reach 0.800" in words
