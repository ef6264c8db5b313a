"""Explorations: figures under another choice beside the unchanged ones, remembered and never the result."""

from dataclasses import replace
from pathlib import Path

import pytest

from db.project import Project
from desktop.exchange.report.asking import ReportSettings
from desktop.exchange.report.contents import document
from desktop.exchange.report.markdown import markdown
from desktop.study.workspace.coders import pairs_view
from desktop.study.workspace.making import make
from desktop.study.workspace.otherwise import WhatIf
from desktop.study.workspace.overview import overview
from desktop.study.workspace.view import View
from desktop.study.workspace.whatif import remembered, whatif_view
from tests.study.workspace.team import E, Marks, R, add, asked, code

NAME = "Editorialising"


@pytest.fixture
def team(empty: Project, tmp_path: Path) -> Project:
    add(empty, tmp_path, 6)
    everywhere = range(1, 7)
    work: dict[str, dict[int, Marks]] = {
        "Anna": {n: [(1, E), (2, E)] for n in everywhere},
        "Ben": {n: [(1, E), (3, "user-comment")] for n in everywhere},
        "Cleo": {n: [(3, E)] for n in everywhere},
    }
    code(empty, tmp_path, work)
    return empty


def cells(view: View, name: str) -> tuple[str, ...]:
    return next(row for row in view.rows if row[0] == name)


def explore(project: Project, what: WhatIf) -> View:
    return whatif_view(replace(asked(project), what=what))


def test_as_it_is_both_columns_are_the_overview(team: Project) -> None:
    view, usual = explore(team, WhatIf()), overview(asked(team))
    assert [row[1] for row in view.rows] == [row[3] for row in view.rows] == [row[1] for row in usual.rows]


def test_without_a_coder_it_is_the_figure_of_the_others(team: Project) -> None:
    cleo = next(coder.id for coder in asked(team).compared.coders if coder.name == "Cleo")
    view = explore(team, WhatIf(coder=cleo))
    pair = next(row for row in pairs_view(asked(team, E)).rows if row[:2] == ("Anna", "Ben"))
    assert cells(view, NAME)[3] == pair[2]
    assert "without Cleo" in view.about
    assert view.about.startswith("Exploration, not a result")
    assert cells(view, NAME)[5].startswith("+")


def test_two_labels_taken_as_one_share_their_passages(team: Project) -> None:
    """As one label, Ben gives what Cleo gives in the last sentence: their disagreement there is gone."""
    view = explore(team, WhatIf(merge=(E, "user-comment")))
    merged = cells(view, "Editorialising or User comment")
    before = cells(view, NAME)
    assert merged[1] == "–"
    assert before[3:5] == ("–", "taken as one")
    assert float(merged[3]) > float(before[1])


def test_merging_with_the_label_by_default_leaves_no_variation(team: Project) -> None:
    view = explore(team, WhatIf(merge=(R, E)))
    assert cells(view, "Reporting or Editorialising")[7] == "30"


def test_without_an_article_there_is_one_less(team: Project) -> None:
    first = asked(team).compared.texts.ids[0]
    view = explore(team, WhatIf(article=first))
    assert cells(view, NAME)[6] == "5"


def test_by_token_the_unit_is_another(team: Project) -> None:
    view = explore(team, WhatIf(unit="token"))
    assert "by token" in view.about
    assert int(cells(view, NAME)[7]) > 30


def test_under_a_codebook_version_only_its_work_counts(team: Project) -> None:
    assert cells(explore(team, WhatIf(codebook=1)), NAME)[6] == "6"


def test_what_was_looked_at_is_listed_once_and_its_figures_only_on_demand(team: Project) -> None:
    settings = asked(team).settings
    first = asked(team).compared.texts.ids[0]
    for what in (WhatIf(), WhatIf(unit="token"), WhatIf(article=first), WhatIf(unit="token")):
        assert make(team, settings, "what-if", what=what) is not None
    assert remembered(team) == (WhatIf(unit="token"), WhatIf(article=first))
    plain = markdown(document(team, ReportSettings()))
    assert "- by token" in plain
    assert "- without day-01.txt" in plain
    assert "Exploration, not a result" not in plain
    assert "Exploration, not a result" in markdown(document(team, ReportSettings(explored=True)))
