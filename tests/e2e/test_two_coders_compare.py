"""Two coders code six articles apart; the lead takes both in and reads how far they agree."""

from pathlib import Path

import pytest

from tests.e2e.person import Person

PLAIN = "The council met on day {n}."
SNEER = "Nobody, of course, had asked the voters of ward {n}."
MOTIVE = "The mayor only wants to be seen {n} times."
ARTICLES = {
    f"day-{n}.txt": f"Council, day {n}\n{PLAIN.format(n=n)} {SNEER.format(n=n)} {MOTIVE.format(n=n)}\n"
    for n in range(1, 7)
}


def table(coder: str, sentences: list[str], articles: list[str]) -> str:
    """Return what a coder hands in: these sentences marked in these articles, each article finished."""
    rows = ["article,coder,label,start,end,quote"]
    for name in articles:
        text, n = ARTICLES[name], name[4]
        for sentence in (s.format(n=n) for s in sentences):
            start = text.index(sentence)
            rows.append(f'{name},{coder},editorialising,{start},{start + len(sentence)},"{sentence}"')
        rows.append(f"{name},{coder},,,,")
    return "\n".join(rows) + "\n"


@pytest.fixture
def lead(tmp_path: Path) -> Person:
    """The lead, with a project of six articles."""
    person = Person(tmp_path)
    for name, text in ARTICLES.items():
        person.writes(f"articles/{name}", text)
    person.does("new council")
    person.does("coder add council Anna Ben")
    person.does("add council articles")
    return person


def figure(lead: Person, options: str = "") -> dict[str, object]:
    """Return pooled α for editorialising by sentence."""
    rows = lead.reads(
        f"agreement council --unit sentence --label editorialising --coefficient alpha {options}"
    )["rows"]
    wanted = {
        "coefficient": "alpha",
        "question": "label",
        "label": "editorialising",
        "scope": "pooled",
        "unsure": "with",
    }
    return next(dict(row) for row in rows if wanted.items() <= row.items())


def test_the_figure_is_the_one_worked_out_by_hand(lead: Person) -> None:
    lead.writes("anna.csv", table("Anna", [SNEER, MOTIVE], list(ARTICLES)))
    lead.writes("ben.csv", table("Ben", [SNEER], list(ARTICLES)))
    lead.does("labels import council anna.csv")
    lead.does("labels import council ben.csv")
    row = figure(lead)
    # 24 sentences; of each article's four, both leave two, both mark one, and one is marked by Anna alone.
    # D_o = 6/24; 18 marks among 48 values: D_e = 2·18·30 / (48·47).
    assert row["value"] == pytest.approx(1 - (6 / 24) / (2 * 18 * 30 / (48 * 47)))
    assert (row["articles"], row["units"]) == (6, 24)
    assert row["low"] is not None or row["interval_reason"]


def test_until_both_have_finished_an_article_there_is_no_overlap(lead: Person) -> None:
    lead.writes("anna.csv", table("Anna", [SNEER], ["day-1.txt", "day-2.txt"]))
    lead.writes("ben.csv", table("Ben", [SNEER], ["day-3.txt"]))
    lead.does("labels import council anna.csv")
    lead.does("labels import council ben.csv")
    row = figure(lead)
    assert row["value"] is None
    assert "no overlap" in str(row["reason"])


def test_talking_it_over_changes_the_latest_figure_and_never_the_first(lead: Person) -> None:
    lead.writes("anna.csv", table("Anna", [SNEER, MOTIVE], list(ARTICLES)))
    lead.writes("ben.csv", table("Ben", [SNEER], list(ARTICLES)))
    lead.does("labels import council anna.csv")
    lead.does("labels import council ben.csv")
    first = figure(lead)["value"]
    lead.writes("after.csv", table("Ben", [SNEER, MOTIVE], list(ARTICLES)))
    lead.does("labels import council after.csv")
    assert figure(lead)["value"] == first
    assert figure(lead, "--as-of latest")["value"] == pytest.approx(1.0)


def test_somebody_else_at_the_project_is_told_who_has_it(lead: Person) -> None:
    from desktop.study.opening import open_project

    with open_project(lead.folder / "council.pressmark"):
        ran = lead.tries("labels export council out.csv")
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert not (lead.folder / "out.csv").exists()
