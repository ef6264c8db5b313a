"""The overview and its one sentence of advice, for usual, empty, tiny and odd projects."""

from pathlib import Path

import pytest

from db.project import Project
from desktop.agreement.words import interval, number
from desktop.study.agreement import table
from desktop.study.coders import add_coder
from desktop.study.workspace.advice import further_articles
from desktop.study.workspace.overview import overview
from desktop.study.workspace.view import pooled
from tests.study.workspace.team import E, Marks, R, add, asked, code

NONE: Marks = ()


def advice(project: Project) -> str:
    return overview(asked(project)).advice


def both(project: Project, folder: Path, anna: Marks, ben: Marks, articles: int = 6) -> None:
    add(project, folder, articles)
    everywhere = range(1, articles + 1)
    code(project, folder, {"Anna": dict.fromkeys(everywhere, anna), "Ben": dict.fromkeys(everywhere, ben)})


def test_without_work_it_says_what_to_do(empty: Project) -> None:
    view = overview(asked(empty))
    assert view.missing == view.advice
    assert view.advice.startswith("Nobody has finished an article yet")
    assert view.picture is None


def test_one_coder_needs_a_second(empty: Project, tmp_path: Path) -> None:
    add(empty, tmp_path, 1)
    code(empty, tmp_path, {"Anna": {1: [(1, E)]}})
    assert (
        advice(empty) == "Only Anna has finished articles: let a second coder finish some of the same ones."
    )


def test_work_on_different_articles_is_no_overlap(empty: Project, tmp_path: Path) -> None:
    add(empty, tmp_path, 2)
    code(empty, tmp_path, {"Anna": {1: [(1, E)]}, "Ben": {2: NONE}})
    assert advice(empty).startswith("Anna and Ben finished different articles")


def test_one_shared_article_asks_for_four_more(empty: Project, tmp_path: Path) -> None:
    both(empty, tmp_path, [(1, E), (2, E)], [(1, E)], articles=1)
    assert advice(empty).startswith("Only 1 article was finished by two coders: have 4 more coded twice")


def test_everything_identical_is_not_simply_praised(empty: Project, tmp_path: Path) -> None:
    both(empty, tmp_path, [(1, E)], [(1, E)])
    view = overview(asked(empty))
    assert view.advice.startswith("Every coder gave the same everywhere")
    assert view.rows[1][:2] == ("Editorialising", "1.000")


def test_one_label_for_everything_cannot_be_told_from_chance(empty: Project, tmp_path: Path) -> None:
    both(empty, tmp_path, NONE, NONE)
    view = overview(asked(empty))
    assert view.advice.startswith("All coders gave one and the same to everything")
    assert "undefined" in view.rows[0][2]


def test_everything_different_calls_for_new_definitions(empty: Project, tmp_path: Path) -> None:
    both(empty, tmp_path, [(0, E), (1, E)], [(2, E), (3, E)])
    assert advice(empty).startswith("Coders agree no more than chance would have it")


def test_an_unused_label_says_why_it_has_no_figure(empty: Project, tmp_path: Path) -> None:
    both(empty, tmp_path, [(1, E), (2, E)], [(1, E)])
    view = overview(asked(empty))
    unused = next(row for row in view.rows if row[0] == "User comment")
    assert unused[1] == "–"
    assert "no variation" in unused[2]


def test_same_passages_under_other_names_name_the_two_labels(empty: Project, tmp_path: Path) -> None:
    both(empty, tmp_path, [(1, E), (2, R)], [(1, R), (2, E)])
    assert "find the same passages" in advice(empty)
    assert "“Reporting” against “Editorialising”" in advice(empty)


def test_the_coder_who_stands_apart_is_named(empty: Project, tmp_path: Path) -> None:
    add(empty, tmp_path, 6)
    alike = {n: [(1 + n % 2, E)] for n in range(1, 7)}
    cleo = {n: [(3, E)] if n % 3 else [(1 + n % 2, E)] for n in range(1, 7)}
    code(empty, tmp_path, {"Anna": alike, "Ben": alike, "Cleo": cleo})
    told = advice(empty)
    assert "Cleo" in told or "cuα" in told


def test_more_articles_are_advised_where_only_the_interval_is_too_wide(
    empty: Project, tmp_path: Path
) -> None:
    add(empty, tmp_path, 8)
    anna = {n: [(1, E), (2, E)] for n in range(1, 9)}
    ben = {n: [(1, E), (2, E)] if n > 2 else [(1, E)] for n in range(1, 9)}
    code(empty, tmp_path, {"Anna": anna, "Ben": ben})
    report = table(empty, asked(empty).settings)
    row = next(row for row in pooled(report, "sentence") if row.label == E)
    assert row.value is not None
    more = further_articles(row)
    assert more is None or more >= 1


def test_every_figure_is_the_one_that_the_agreement_table_prints(empty: Project, tmp_path: Path) -> None:
    both(empty, tmp_path, [(1, E), (2, E)], [(1, E)])
    wanted = asked(empty)
    view = overview(wanted)
    report = table(empty, wanted.settings)
    for cells, row in zip(view.rows, pooled(report, "sentence"), strict=True):
        assert cells[1] == number(row.value)
        assert interval(row) in cells[2]
        assert (cells[7], cells[9]) == (str(row.articles), str(row.units))
        for at, coefficient in ((4, "percent"), (5, "prevalence"), (6, "ac1")):
            other = report.find(coefficient, question=row.question, label=row.label, unit="sentence")
            assert cells[at] == number(other.value if other else None)


def test_the_view_names_coefficient_unit_and_numbers(empty: Project, tmp_path: Path) -> None:
    both(empty, tmp_path, [(1, E), (2, E)], [(1, E)])
    view = overview(asked(empty))
    assert view.about.startswith("Krippendorff’s α (nominal), by sentence, in title, deck, key points, body")
    assert view.about.endswith("2 coders, 6 articles, 30 sentences.")
    assert any("|uα" in note and "cuα" in note for note in view.notes)


@pytest.mark.parametrize("label", [None, E])
def test_a_coder_without_work_changes_nothing(empty: Project, tmp_path: Path, label: str | None) -> None:
    both(empty, tmp_path, [(1, E), (2, E)], [(1, E)])
    before = overview(asked(empty, label))
    add_coder(empty, "Zoe")
    assert overview(asked(empty, label)) == before
