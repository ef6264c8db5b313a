"""The views, each against figures worked out by hand on a small team."""

from pathlib import Path

import numpy as np
import pytest

from db import articles
from db.project import Project
from desktop.agreement.atoms import Units
from desktop.agreement.report import AgreementSettings
from desktop.agreement.words import number
from desktop.study import finishing, planning
from desktop.study.agreement import table
from desktop.study.coders import add_coder, find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.workspace.articles import articles_view, outliers
from desktop.study.workspace.behind import behind
from desktop.study.workspace.boundaries import boundaries_view
from desktop.study.workspace.coders import pairs_view, without_view
from desktop.study.workspace.course import course_view
from desktop.study.workspace.labels import coincidences, labels_view
from desktop.study.workspace.making import make
from desktop.study.workspace.pictured import Bars, Curves, Dots, Grid
from desktop.study.workspace.registry import OFFERS
from desktop.study.workspace.sittings import sittings_view
from desktop.study.workspace.survival import carried, outlet_view, verdict, zone_view
from desktop.study.workspace.watch import Watch
from tests.study.workspace.team import SENTENCES, E, Marks, add, article_text, asked, code

ARTICLES = 6


@pytest.fixture
def team(empty: Project, tmp_path: Path) -> Project:
    """Anna marks two sentences of each of six articles, Ben one of them, Cleo none."""
    add(empty, tmp_path, ARTICLES)
    everywhere = range(1, ARTICLES + 1)
    work: dict[str, dict[int, Marks]] = {
        "Anna": {n: [(1, E), (2, E)] for n in everywhere},
        "Ben": {n: [(1, E)] for n in everywhere},
        "Cleo": {n: [] for n in everywhere},
    }
    code(empty, tmp_path, work)
    return empty


def test_the_matrix_holds_alpha_of_each_pair(team: Project) -> None:
    view = pairs_view(asked(team, E))
    assert isinstance(view.picture, Grid)
    report = table(team, AgreementSettings(units=("sentence",), unsure="with", pairs=True))
    rows = [r for r in report.rows if r.coefficient == "alpha" and r.label == E and r.scope == "pair"]
    assert [cells[:3] for cells in view.rows] == [(*r.coders, number(r.value)) for r in rows]
    assert view.picture.cells[0][0] is None
    assert view.picture.cells[0][1] == view.picture.cells[1][0]


def test_a_cell_leads_to_what_these_two_coders_differ_about(team: Project) -> None:
    request = asked(team, E)
    view = pairs_view(request)
    pair = next(at for at, cells in enumerate(view.rows) if cells[:2] == ("Anna", "Ben"))
    where = view.behind[pair]
    assert where is not None
    found = behind(request, where)
    assert found.total == ARTICLES
    assert {place.quote[:9] for place in found.places} == {"The mayor"}
    costs = [place.share for place in found.places]
    assert costs == sorted(costs, reverse=True)


def test_leaving_cleo_out_is_leaving_anna_and_ben(team: Project) -> None:
    view = without_view(asked(team, E))
    pairs = pairs_view(asked(team, E))
    without = next(cells for cells in view.rows if cells[0] == "without Cleo")
    both = next(cells for cells in pairs.rows if cells[:2] == ("Anna", "Ben"))
    assert without[1] == both[2]


def test_coincidences_count_each_pair_both_ways_over_the_possible_pairs() -> None:
    """Three coders at one unit: a, a, b. Ordered pairs aa 2, ab 2, ba 2, each halved: 1, 1, 1."""
    units = Units(
        article=np.array([0]), weight=np.array([1.0]), values=np.array([[0], [0], [1]]),
        sets=np.array([0, 1]), start=np.array([0]), end=np.array([1]),
    )  # fmt: skip
    assert coincidences(units).tolist() == [[1.0, 1.0], [1.0, 0.0]]


def test_the_label_table_counts_unmarked_and_names_what_is_confused(team: Project) -> None:
    """Per article: title, plain and last sentence are all reporting by default; one sentence is E, E, R; one
    is E, R, R. Coincidences of E with R: (2 + 2) / 2 of each of the two sentences, per article, both ways 2.
    """
    view = labels_view(asked(team))
    cells = {(a, b): float(count) for a, b, count, *_ in view.rows}
    assert cells["Reporting", "Editorialising"] == pytest.approx(2.0 * ARTICLES)
    assert cells["Editorialising", "Reporting"] == pytest.approx(2.0 * ARTICLES)
    assert cells["Editorialising", "Editorialising"] == pytest.approx(1.0 * ARTICLES)
    assert sum(cells.values()) == pytest.approx(3 * 5 * ARTICLES)
    confused = next(at for at, row in enumerate(view.rows) if row[:2] == ("Reporting", "Editorialising"))
    where = view.behind[confused]
    assert where is not None
    assert behind(asked(team), where).total == 2 * ARTICLES


def test_each_article_is_a_dot_and_opens_its_own_passages(team: Project) -> None:
    request = asked(team)
    view = articles_view(request)
    assert isinstance(view.picture, Dots)
    assert len(view.rows) == ARTICLES
    assert {dot.x for dot in view.picture.dots} == {
        float(len(article_text(n))) for n in range(1, ARTICLES + 1)
    }
    where = view.behind[2]
    assert where is not None
    assert {place.article for place in behind(request, where).places} == {view.rows[2][0]}


def test_an_article_far_below_the_others_falls_out() -> None:
    assert outliers([0.8, 0.81, 0.79, 0.82, 0.8, 0.1, None]) == {5}
    assert outliers([0.8, 0.1]) == set()


def test_boundaries_count_words_too_late_and_too_early(empty: Project, tmp_path: Path) -> None:
    """Anna marks a sentence from its first word, Ben from its third: Anna begins two words early."""
    add(empty, tmp_path, 1)
    text = article_text(1)
    whole = SENTENCES[2].format(n=1)
    start = text.index(whole)
    later = start + len("The mayor ")
    rows = [
        "article,coder,label,start,end",
        f"day-01.txt,Anna,{E},{start},{start + len(whole)}",
        f"day-01.txt,Ben,{E},{later},{start + len(whole)}",
        "day-01.txt,Anna,,,",
        "day-01.txt,Ben,,,",
    ]
    (tmp_path / "w.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    from desktop.exchange.labels_import import import_labels

    import_labels(empty, tmp_path / "w.csv", add_coders=True)
    view = boundaries_view(asked(empty))
    means = {(cells[1], cells[2]): cells[4] for cells in view.rows}
    assert means == {
        ("Anna", "begins"): "-2.0", ("Anna", "ends"): "+0.0",
        ("Ben", "begins"): "+2.0", ("Ben", "ends"): "+0.0",
    }  # fmt: skip


def test_the_course_groups_articles_by_when_they_were_finished(team: Project) -> None:
    view = course_view(asked(team, E))
    assert isinstance(view.picture, Curves)
    assert [cells[1] for cells in view.rows] == ["3", "3"]


def test_two_articles_are_no_course(empty: Project, tmp_path: Path) -> None:
    add(empty, tmp_path, 2)
    code(empty, tmp_path, {"Anna": {1: [(1, E)], 2: []}, "Ben": {1: [], 2: []}})
    assert course_view(asked(empty)).missing.startswith("A course needs at least 6 articles")


def test_shares_are_each_coders_own_and_their_mean(team: Project) -> None:
    """By sentence: Anna 2 of 5, Ben 1 of 5, Cleo 0 of 5; the mean is .2."""
    view = zone_view(asked(team, E))
    assert isinstance(view.picture, Bars)
    body = next(cells for cells in view.rows if cells[0] == "body")
    assert (body[1], body[3:6]) == ("0.200", ("0.400", "0.200", "0.000"))


def test_where_no_outlet_is_known_it_says_so(team: Project) -> None:
    assert outlet_view(asked(team, E)).missing.startswith("No outlet is known of these articles")


def test_the_interval_carries_articles_and_coders_by_hand() -> None:
    """Two articles of 10 units; coders find 2 and 4, and 4 and 6. Own shares .3 and .5, mean .4.

    Leaving one article out gives means (.4 + .6) / 2 and (.2 + .4) / 2: .5 and .3, so s² of articles is
    ½ · (.1² + .1²) = .01. Between coders: ((-.1)² + .1²) / 1 / 2 = .01. t with one degree is 12.706.
    """
    found = carried(np.array([[2.0, 4.0], [4.0, 6.0]]), np.full((2, 2), 10.0), 0.95)
    assert found is not None
    value, low, high = found
    assert value == pytest.approx(0.4)
    assert (low, high) == (0.0, 1.0)
    narrow = carried(np.array([[4.0, 4.0], [4.0, 4.0]]), np.full((2, 2), 10.0), 0.95)
    assert narrow == pytest.approx((0.4, 0.4, 0.4))
    assert carried(np.ones((1, 2)), np.ones((1, 2)), 0.95) is None


def test_a_finding_that_one_coder_reverses_does_not_survive() -> None:
    from desktop.study.workspace.survival import Shares

    def share(name: str, *own: float) -> Shares:
        return Shares(name, (0, 1), 10.0, own, sum(own) / len(own), 0.0, 1.0, None, 0)

    found = [share("Gull", 0.5, 0.1), share("Ember", 0.1, 0.2)]
    assert "not for Ben" in verdict(found, ("Anna", "Ben"), "Editorialising")
    found = [share("Gull", 0.5, 0.4), share("Ember", 0.1, 0.2)]
    assert "intervals overlap" in verdict(found, ("Anna", "Ben"), "Editorialising")


def test_every_view_says_what_is_missing_in_an_empty_project(empty: Project) -> None:
    request = asked(empty)
    for offer in OFFERS:
        view = offer.build(request)
        assert view.missing.endswith("."), offer.id
        assert view.picture is None


def test_every_row_of_a_view_has_a_place_for_what_is_behind_it(team: Project) -> None:
    request = asked(team)
    for offer in OFFERS:
        view = offer.build(request)
        assert bool(view.missing) != bool(view.rows), offer.id
        assert len(view.behind) in (0, len(view.rows))
        assert all(len(cells) == len(view.heads) for cells in view.rows)


def test_a_view_that_nobody_waits_for_any_more_ends(team: Project) -> None:
    watch = Watch()
    watch.stop()
    assert make(team, asked(team).settings, "course", watch=watch) is None


def test_nobody_coded_again_and_it_says_what_to_do(team: Project) -> None:
    view = make(team, asked(team).settings, "again")
    assert view is not None
    assert view.view.missing.startswith("Nobody has coded an article again")


def test_planning_shows_how_wide_intervals_would_be_and_draws_the_next_sample(
    empty: Project, tmp_path: Path
) -> None:
    add(empty, tmp_path, 12)
    anna: dict[int, Marks] = {n: [(1, E), (2, E)] if n % 2 else [(1, E)] for n in range(1, 9)}
    ben: dict[int, Marks] = {n: [(1, E)] if n % 3 else [(2, E)] for n in range(1, 9)}
    code(empty, tmp_path, {"Anna": anna, "Ben": ben})
    steps: list[tuple[int, int]] = []
    watch = Watch(lambda done, of: steps.append((done, of)))
    made = make(empty, asked(empty).settings, "enough", watch=watch)
    assert made is not None
    assert isinstance(made.view.picture, Curves)
    widths = [point.y for point in made.view.picture.lines[0].points]
    assert widths[0] > widths[-1]
    assert (2, 3) in steps
    drawn = next(note for note in made.view.notes if note.startswith("To be coded twice next"))
    assert "4 articles drawn at random" in drawn
    assert "day-09.txt" in drawn
    assert "day-01.txt" not in drawn


def test_all_figures_are_those_of_the_agreement_table(team: Project) -> None:
    made = make(team, asked(team).settings, "everything")
    assert made is not None
    settings = AgreementSettings(units=("sentence",), unsure="with", pairs=True, left_out=True)
    report = table(team, settings)
    assert [cells[3] for cells in made.view.rows] == [number(row.value) for row in report.rows]


def test_fatigue_is_told_by_position_within_a_sitting(empty: Project, tmp_path: Path) -> None:
    """Ada finishes three articles in one go; in the third, Ben does not mark what she does: 4 of 5 agree."""
    add(empty, tmp_path, 3)
    for who in ("Ada", "Ben"):
        add_coder(empty, who)
    for n in (1, 2, 3):
        if n == 3:
            mark_as(empty, "Ada", n, 1)
        finishing.finish(empty, f"day-{n:02}.txt", "Ada")
        finishing.finish(empty, f"day-{n:02}.txt", "Ben")
    view = sittings_view(asked(empty))
    told = {(cells[0], cells[1]): cells[2] for cells in view.rows}
    assert told["Ada", "first"] == told["Ada", "second"] == "1.000"
    assert told["Ada", "third"] == "0.800"
    where = view.behind[2]
    assert where is not None
    assert behind(asked(empty), where).total == 1


def mark_as(project: Project, who: str, n: int, sentence: int) -> None:
    desk = Desk(project, find_coder(project, who))
    article = project.ask(articles.find, f"day-{n:02}.txt").id
    loaded = load(desk, article)
    start = loaded.article.text.index(SENTENCES[sentence].format(n=n))
    planned = planning.mark(loaded, start, start + len(SENTENCES[sentence].format(n=n)), E, exact=True)
    save(desk, planned).result()


def test_work_that_was_imported_has_no_sittings(team: Project) -> None:
    assert sittings_view(asked(team)).missing.startswith("No sitting holds two articles")
