"""Tiny and odd projects: every view shows something or says what is missing, and the report is written."""

from dataclasses import replace
from pathlib import Path

import pytest

from db.project import Project
from desktop.exchange.report.asking import ReportSettings
from desktop.exchange.report.contents import document
from desktop.exchange.report.markdown import markdown
from desktop.study.workspace.registry import OFFERS
from tests.study.workspace.team import E, Marks, add, asked, code

Work = dict[str, dict[int, Marks]]
EVERY = range(1, 7)
ODD: dict[str, tuple[int, Work]] = {
    "one coder": (2, {"A": {1: [(1, E)]}}),
    "no overlap": (2, {"A": {1: [(1, E)]}, "B": {2: []}}),
    "one article": (1, {"A": {1: [(1, E)]}, "B": {1: [(2, E)]}}),
    "all alike": (6, {"A": {n: [(1, E)] for n in EVERY}, "B": {n: [(1, E)] for n in EVERY}}),
    "nothing marked": (6, {"A": {n: [] for n in EVERY}, "B": {n: [] for n in EVERY}}),
    "all different": (6, {"A": {n: [(0, E)] for n in EVERY}, "B": {n: [(3, E)] for n in EVERY}}),
    "partly shared": (
        6,
        {
            "A": {n: [(1, E)] for n in EVERY},
            "B": {n: [(1, E)] for n in (1, 2, 3)},
            "C": {n: [(2, E)] for n in (3, 4, 5, 6)},
        },
    ),
}


@pytest.mark.parametrize("odd", ODD)
def test_every_view_and_the_report_cope(empty: Project, tmp_path: Path, odd: str) -> None:
    articles, work = ODD[odd]
    add(empty, tmp_path, articles)
    code(empty, tmp_path, work)
    request = asked(empty)
    for label in (None, E, "user-comment"):
        for offer in OFFERS:
            view = offer.build(replace(request, label=label))
            assert bool(view.missing) != bool(view.rows), (offer.id, label)
    text = markdown(document(empty, ReportSettings()))
    assert "## Limits" in text
    assert " nan " not in text
