"""The five real articles and three constructed coders, worked out by hand and not by the engine.

Compared by character, editorialising against not. The texts have 3171, 6849, 5168, 3050 and 18344 characters,
together U = 36582. The coders mark, as half-open ranges:

    article   A            B            C            characters that somebody marked    said yes, all coders
    1         0–300        0–300        0–300        300 by all                         900
    2         100–400      100–300      200–400      100 by all, 200 by two             700
    3         0–1000       0–500        nothing      500 by two, 500 by one             1500
    4         nothing      nothing      nothing                                         0
    5         1000–3000    1000–3000    2000–4000    1000 by all, by two, by one        6000

So of n = 3 · 36582 = 109746 answers Y = 9100 are yes and N = 100646 no; coders differ at 200 + 1000 + 2000,
that is 3200, characters. Where three coders differ, two against one, 4 ordered pairs differ,
each counted 1/(3 - 1) times: 2. Then

    D_o = 2 · 3200 / n,  D_e = 2 · Y · N / (n (n - 1)),
    α = 1 - 3200 · 109745 / (9100 · 100646) = 1 - 351184000 / 915878600 = 0.6166.

At such a character one pair of three agrees: raw agreement = 1 - (2/3) · 3200 / 36582 = 0.9417. Prevalence is
9100 / 109746 = 0.0829. AC1: p_e = 2 · 0.08292 · 0.91708 = 0.15209,
and (0.94168 - 0.15209) / (1 - 0.15209) = 0.9312.

Two coders: n = 73164, and α = 1 - d (n - 1) / (Y N) with d characters at which they differ:

    A and B   d =  600   Y = 6600   N = 66564   α = 1 -  43897800 / 439322400 = 0.9001
    A and C   d = 3100   Y = 6100   N = 67064   α = 1 - 226805300 / 409090400 = 0.4456
    B and C   d = 2700   Y = 5500   N = 67664   α = 1 - 197540100 / 372152000 = 0.4692

Four articles hold the label, so there is no interval, and .617 is below .667.
"""

from pathlib import Path

import pytest

from db.project import Project
from desktop.exchange.labels_import import import_labels
from desktop.exchange.report.asking import ReportSettings
from desktop.exchange.report.contents import document
from desktop.study.importing import add_articles
from desktop.study.workspace.articles import articles_view
from desktop.study.workspace.behind import behind
from desktop.study.workspace.coders import pairs_view, without_view
from desktop.study.workspace.overview import overview
from desktop.study.workspace.view import Where
from tests.study.workspace.team import E, asked

LENGTHS = (3171, 6849, 5168, 3050, 18344)
MARKS = {
    "A": ((0, 0, 300), (1, 100, 400), (2, 0, 1000), (4, 1000, 3000)),
    "B": ((0, 0, 300), (1, 100, 300), (2, 0, 500), (4, 1000, 3000)),
    "C": ((0, 0, 300), (1, 200, 400), (4, 2000, 4000)),
}
CHARACTER = "character"


@pytest.fixture
def five(empty: Project, tmp_path: Path, real_articles: tuple[Path, ...]) -> Project:
    add_articles(empty, list(real_articles))
    names = [path.name for path in real_articles]
    rows = ["article,coder,label,start,end"]
    for coder, marks in MARKS.items():
        rows += [f"{names[at]},{coder},{E},{start},{end}" for at, start, end in marks]
        rows += [f"{name},{coder},,," for name in names]
    (tmp_path / "three.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    import_labels(empty, tmp_path / "three.csv", add_coders=True)
    return empty


def test_the_texts_are_the_ones_that_were_counted(five: Project) -> None:
    assert tuple(asked(five).compared.texts.lengths.tolist()) == LENGTHS


def test_the_overview_shows_the_figures_worked_out_by_hand(five: Project) -> None:
    view = overview(asked(five, unit=CHARACTER))
    cells = next(row for row in view.rows if row[0] == "Editorialising")
    assert cells == (
        "Editorialising", "0.617", "only 4 articles with the label; 5 are needed", "below standard",
        "0.942", "0.083", "0.931", "5", "4", "36582",
    )  # fmt: skip


def test_each_pair_and_each_coder_left_out(five: Project) -> None:
    pairs = pairs_view(asked(five, E, CHARACTER))
    assert [cells[:3] for cells in pairs.rows] == [
        ("A", "B", "0.900"),
        ("A", "C", "0.446"),
        ("B", "C", "0.469"),
    ]
    without = without_view(asked(five, E, CHARACTER))
    assert [cells[:2] for cells in without.rows] == [
        ("All coders", "0.617"), ("without A", "0.469"), ("without B", "0.446"), ("without C", "0.900"),
    ]  # fmt: skip
    assert without.rows[3][3] == "+0.284"


def test_what_costs_the_most_is_the_thousand_characters_twice(five: Project) -> None:
    """1000 of 3200 characters are 31.25 % of the disagreement, twice; then twice 500, then twice 100."""
    found = behind(asked(five, E, CHARACTER), Where("", E))
    assert [round(place.share, 5) for place in found.places] == [0.3125] * 2 + [0.15625] * 2 + [0.03125] * 2
    spans = [(place.start, place.end) for place in found.places]
    assert set(spans[:2]) == {(1000, 2000), (3000, 4000)}
    assert set(spans[2:4]) == {(0, 500), (500, 1000)}
    place = found.places[spans.index((1000, 2000))]
    assert dict(place.given) == {"A": "editorialising", "B": "editorialising", "C": "nothing"}


def test_an_articles_share_of_the_disagreement(five: Project) -> None:
    view = articles_view(asked(five, E, CHARACTER))
    assert [cells[5] for cells in view.rows] == ["0.000", "0.062", "0.312", "0.000", "0.625"]


def test_the_report_holds_the_same_digits(five: Project) -> None:
    settings = asked(five, unit=CHARACTER).settings
    made = document(five, ReportSettings(settings))
    table = next(each for each in made.tables if each.name == "reliability")
    assert next(row for row in table.rows if row[0] == "Editorialising")[1:2] == ("0.617",)
    methods = next(section for section in made.sections if section.id == "methods")
    words = " ".join(getattr(block, "words", "") for block in methods.blocks)
    assert "α = 0.617" in words
    assert "raw agreement 0.942, prevalence 0.083, AC1 0.931" in words
