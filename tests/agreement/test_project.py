"""The agreement of a real project: what is compared, under which state, phase, zones and codebook."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from db import articles, assignments, codebooks, passages, zones
from db.ids import new_id
from db.project import Project
from db.records import Act, Assignment, Passage, PutPassage, Zone
from desktop.agreement.report import AgreementReport, AgreementSettings, Row
from desktop.codebook import parse
from desktop.errors import UserError
from desktop.study import finishing, planning
from desktop.study.agreement import compare, disagreements, report_of, table
from desktop.study.agreement_draw import draw_sample
from desktop.study.coders import add_coder, find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.importing import add_articles
from desktop.study.opening import create
from desktop.study.zones import accept_zones
from tests.agreement.builders import one

PLAIN = "The council met on day {n}."
SNEER = "Nobody, of course, had asked the voters of ward {n}."
MOTIVE = "The mayor only wants to be seen {n} times."
E = "editorialising"


def text(n: int) -> str:
    return f"Council, day {n}\n{PLAIN.format(n=n)} {SNEER.format(n=n)} {MOTIVE.format(n=n)}\n"


@dataclass(frozen=True)
class Study:
    """A project of six articles, with Anna and Ben."""

    project: Project

    def article(self, n: int) -> str:
        return self.project.ask(articles.find, f"day-{n}.txt").id

    def desk(self, coder: str) -> Desk:
        return Desk(self.project, find_coder(self.project, coder))

    def mark(self, coder: str, n: int, sentence: str, **about: Any) -> Passage:  # noqa: ANN401 - any field
        """Mark a sentence as editorialising, at once and on disk; `about` are fields of the passage."""
        desk = self.desk(coder)
        loaded = load(desk, self.article(n))
        quote = sentence.format(n=n)
        start = loaded.article.text.index(quote)
        planned = planning.mark(loaded, start, start + len(quote), about.pop("label", E), exact=True)
        passage = replace(planned.put[0], **about)
        act = Act(new_id(), "mark", loaded.article.id, (PutPassage(passage),))
        return save(desk, replace(planned, act=act)).result().passages[0]

    def codes(self, coder: str, n: int, *sentences: str) -> None:
        """Mark these sentences and finish the article."""
        for sentence in sentences:
            self.mark(coder, n, sentence)
        finishing.finish(self.project, self.article(n), coder)

    def table(self, **settings: Any) -> AgreementReport:  # noqa: ANN401 - any setting
        return table(self.project, AgreementSettings(**settings))

    def alpha(self, **settings: Any) -> Row:  # noqa: ANN401 - any setting
        found = self.table(units=("sentence",), coefficients=("alpha",), labels=(E,), **settings).rows
        wanted = "without" if settings.get("unsure") == "without" else "with"
        return next(row for row in found if row.scope == "pooled" and row.unsure == wanted)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(1, 7):
        (folder / f"day-{n}.txt").write_text(text(n), encoding="utf-8")
    with create(tmp_path / "council.pressmark") as project:
        add_articles(project, [folder])
        add_coder(project, "Anna")
        add_coder(project, "Ben")
        yield Study(project)


def by_hand(marks: list[tuple[int, int]], units: int) -> float:
    """α of two coders over `units` sentences, given how many (A, B) marked in each article."""
    a, b = sum(x for x, _ in marks), sum(y for _, y in marks)
    differ = sum(abs(x - y) for x, y in marks)
    n = 2 * units
    yes = a + b
    return 1.0 - (n - 1) * 2 * differ / (2 * yes * (n - yes))


def test_the_figure_is_the_one_worked_out_by_hand(study: Study) -> None:
    """Four sentences an article, the title one of them; Anna marks two of them, Ben one."""
    for n in range(1, 7):
        study.codes("Anna", n, SNEER, MOTIVE)
        study.codes("Ben", n, SNEER)
    row = study.alpha()
    assert row.value == pytest.approx(by_hand([(2, 1)] * 6, 24))
    assert (row.units, row.articles, row.articles_with_label) == (24, 6, 6)
    assert (row.phase, row.as_of, row.codebook_versions) == ("production", "first", (1,))
    assert row.coders == ("Anna", "Ben")
    assert row.zones == ("title", "deck", "key-points", "body")


def test_who_found_nothing_counts_and_who_did_not_finish_does_not(study: Study) -> None:
    for n in range(1, 7):
        study.codes("Anna", n, SNEER)
    study.mark("Ben", 1, SNEER)
    nobody = study.alpha()
    assert (nobody.value, nobody.reason) == (None, "no overlap: only one coder")
    for n in range(2, 7):
        study.codes("Ben", n)
    row = study.alpha()
    assert row.articles == 5
    assert row.value == pytest.approx(by_hand([(1, 0)] * 5, 20))
    finishing.finish(study.project, study.article(1), "Ben")
    assert study.alpha().value == pytest.approx(by_hand([(1, 1)] + [(1, 0)] * 5, 24))


def test_an_edit_after_first_finish_changes_the_latest_state_only(study: Study) -> None:
    for n in range(1, 7):
        study.codes("Anna", n, SNEER)
        study.codes("Ben", n, SNEER if n > 2 else MOTIVE)
    first = study.alpha()
    assert first.value == study.alpha(as_of="latest").value
    finishing.reopen(study.project, study.article(1), "Ben")
    study.codes("Ben", 1, SNEER)
    assert study.alpha().value == first.value
    # Ben now has both sentences of the first article, another one in the second, the same in the rest.
    differ, yes, n = 1 + 2, 6 + 7, 48
    expected = 1.0 - (n - 1) * 2 * differ / (2 * yes * (n - yes))
    assert study.alpha(as_of="latest").value == pytest.approx(expected)


def test_set_aside_is_counted_and_compared_apart(study: Study) -> None:
    for n in range(1, 7):
        study.codes("Anna", n, SNEER)
        if n > 1:
            study.codes("Ben", n, SNEER)
    finishing.set_aside(study.project, study.article(1), "Ben", "paywall stub")
    report = study.table()
    assert report.overview["set_aside"] == {"Anna": 0, "Ben": 1}
    assert report.overview["compared_articles"] == 5
    assert one(report.rows, "percent", question="all-labels", variable="set aside").value == pytest.approx(
        5 / 6
    )
    assert study.alpha().value == 1.0


def test_passages_accepted_from_proposals_are_left_out(study: Study) -> None:
    for n in range(1, 7):
        study.mark("Anna", n, SNEER, origin="proposal")
        study.mark("Ben", n, SNEER, origin="proposal")
        study.codes("Anna", n, MOTIVE)
        study.codes("Ben", n)
    assert study.alpha().value == pytest.approx(by_hand([(1, 0)] * 6, 24))
    assert "passages accepted from proposals are left out: 12" in study.table().notes


def test_a_passage_by_hand_beside_an_accepted_proposal_is_a_difference_and_is_named(study: Study) -> None:
    """Anna accepted the same sentence everywhere; Ben found it himself in three articles."""
    for n in range(1, 7):
        study.mark("Anna", n, SNEER, origin="proposal")
        study.codes("Anna", n)
        study.codes("Ben", n, SNEER if n < 4 else MOTIVE)
    assert study.alpha().value == pytest.approx(by_hand([(0, 1)] * 6, 24))
    notes = study.table().notes
    assert "passages accepted from proposals are left out: 6" in notes
    assert (
        "passages marked by hand where another coder accepted a proposal of the same label count as "
        "differences: 3" in notes
    )


def test_with_and_without_unsure_passages(study: Study) -> None:
    for n in range(1, 7):
        study.mark("Anna", n, MOTIVE, unsure=True)
        study.codes("Anna", n, SNEER)
        study.codes("Ben", n, SNEER)
    assert study.alpha(unsure="with").value == pytest.approx(by_hand([(2, 1)] * 6, 24))
    assert study.alpha(unsure="without").value == 1.0
    found = study.table().rows
    both = [
        row.value for row in found if row.coefficient == "alpha" and row.label == E and row.unit == "sentence"
    ]
    assert both == pytest.approx([by_hand([(2, 1)] * 6, 24), 1.0])
    assert one(found, "percent", question="all-labels", variable="flag unsure").value == 1.0


def test_the_phase_is_reliability_where_anything_is_finished_in_it(study: Study) -> None:
    ids = [find_coder(study.project, coder).id for coder in ("Anna", "Ben")]
    plan = tuple(
        Assignment(coder, study.article(n), "reliability" if n < 3 else "production", n)
        for coder in ids
        for n in range(1, 7)
    )
    study.project.ask(assignments.set, plan)
    for n in range(3, 7):
        study.codes("Anna", n, SNEER)
        study.codes("Ben", n, SNEER)
    assert (study.alpha().phase, study.alpha().articles) == ("production", 4)
    study.codes("Anna", 1, SNEER)
    assert study.alpha().phase == "reliability"
    assert study.alpha().value is None
    study.codes("Ben", 1, SNEER)
    assert (study.alpha().articles, study.alpha().units) == (1, 4)
    assert study.alpha(phase="production").articles == 4


def test_comments_have_rows_of_their_own_and_proposed_zones_change_nothing(study: Study) -> None:
    for n in range(1, 7):
        study.codes("Anna", n, SNEER)
        study.codes("Ben", n, MOTIVE)
    before = study.alpha().value

    def zone(n: int, state: str) -> None:
        at = text(n).index("The mayor")
        end = len(study.project.ask(articles.get, study.article(n)).text)
        made = [
            Zone(study.article(n), "body", 0, at, "accepted"),
            Zone(study.article(n), "comment", at, end, state),
        ]
        study.project.ask(zones.replace, study.article(n), made)

    for n in range(1, 7):
        study.project.ask(
            zones.replace, study.article(n), [
                Zone(study.article(n), "body", 0, len(text(n)), "accepted"),
                Zone(study.article(n), "comment", 0, len(text(n)), "proposed"),
            ],
        )  # fmt: skip
    assert study.alpha().value == before
    for n in range(1, 7):
        zone(n, "accepted")
    found = study.table().rows
    headline = [
        row for row in found if row.coefficient == "alpha" and row.label == E and row.unit == "sentence"
    ]
    assert [row.zones[0] for row in headline] == ["title", "comment-section"]
    assert [row.units for row in headline] == [18, 6]
    assert study.alpha(zones=("comment",)).units == 6


def test_a_duplicate_is_kept_apart(study: Study, tmp_path: Path) -> None:
    twin = tmp_path / "again" / "twin.txt"
    twin.parent.mkdir()
    twin.write_text(text(1), encoding="utf-8")
    add_articles(study.project, [twin])
    for n in range(1, 7):
        study.codes("Anna", n, SNEER)
        study.codes("Ben", n, SNEER)
    for coder in ("Anna", "Ben"):
        finishing.finish(study.project, "twin.txt", coder)
    assert study.alpha().articles == 6
    assert study.alpha(zones=("duplicate",)).articles == 1


def test_one_codebook_version_at_a_time(study: Study) -> None:
    for n in range(1, 4):
        study.codes("Anna", n, SNEER)
        study.codes("Ben", n, SNEER)
    current = study.project.ask(codebooks.current)
    assert current is not None
    new = parse(current.text.replace("The outlet tells what happened", "The outlet says what happened"))
    study.project.ask(codebooks.install, new.text, new.sha256)
    for n in range(4, 7):
        study.codes("Anna", n, SNEER)
        study.codes("Ben", n)
    assert study.alpha().codebook_versions == (1, 2)
    assert (study.alpha(codebook=1).value, study.alpha(codebook=1).articles) == (1.0, 3)
    assert study.alpha(codebook=2).codebook_versions == (2,)
    with pytest.raises(UserError, match="no codebook version 7"):
        study.alpha(codebook=7)


def test_reporting_is_given_by_default_to_unmarked_text(study: Study) -> None:
    for n in range(1, 7):
        study.codes("Anna", n, SNEER, MOTIVE)
        study.codes("Ben", n, SNEER)
    found = study.table(units=("sentence",)).rows
    given = one(found, "alpha", label="reporting", unsure="with")
    assert given.mode == "by-default"
    assert given.value == pytest.approx(study.alpha().value)
    assert one(study.table(units=("sentence",), explicit=True).rows, "alpha", label="reporting").value is None


GENRE = """
## Genre {#genre kind=choice of=article options="news comment"}

What kind of article it is.

## Angry {#angry kind=flag of=article key=y}

The article is written in anger.
"""


def test_attributes_and_flags_of_articles_have_rows_of_their_own(study: Study) -> None:
    current = study.project.ask(codebooks.current)
    assert current is not None
    new = parse(current.text + GENRE)
    study.project.ask(codebooks.install, new.text, new.sha256)
    for n in range(1, 7):
        for coder in ("Anna", "Ben"):
            desk = study.desk(coder)
            loaded = load(desk, study.article(n))
            genre = "comment" if n == 1 or (n == 2 and coder == "Ben") else "news"
            save(desk, planning.mark_article(loaded, "genre", genre)).result()
            if n < 3 and coder == "Anna":
                save(desk, planning.mark_article(load(desk, study.article(n)), "angry", "1")).result()
            study.codes(coder, n)
    found = study.table().rows
    genre_row = one(found, "percent", question="all-labels", variable="attribute genre")
    assert genre_row.value == pytest.approx(5 / 6)
    assert (genre_row.units, genre_row.unit) == (6, "article")
    assert one(found, "percent", question="all-labels", variable="flag angry").value == pytest.approx(4 / 6)


def test_what_costs_the_most_by_name_and_place(study: Study) -> None:
    for n in range(1, 7):
        study.codes("Anna", n, SNEER, *([MOTIVE] if n == 3 else []))
        study.codes("Ben", n, SNEER)
    found = disagreements(study.project, AgreementSettings(units=("sentence",)), label=E)
    assert found is not None
    (dearest,) = found.stretches
    assert found.compared.texts.names[dearest.article] == "day-3.txt"
    assert text(3)[dearest.start : dearest.end] == MOTIVE.format(n=3)
    assert found.costs.value == pytest.approx(study.alpha().value)
    assert found.costs.value + dearest.gain == pytest.approx(1.0)


def test_a_second_table_reads_no_text_again_and_still_sees_what_changed(study: Study) -> None:
    for n in range(1, 6):
        study.codes("Anna", n, SNEER)
        study.codes("Ben", n, SNEER)
    settings = AgreementSettings(units=("sentence",), labels=(E,))
    first = compare(study.project, settings)
    study.codes("Anna", 6, SNEER)
    study.codes("Ben", 6, MOTIVE)
    second = compare(study.project, settings, first)
    assert all(second.texts.read[identity] is text for identity, text in first.texts.read.items())
    assert report_of(second, settings).rows == table(study.project, settings).rows
    assert report_of(first, settings).rows != report_of(second, settings).rows


def test_a_draw_leaves_duplicates_out_and_knows_outlets(study: Study) -> None:
    for n in range(1, 7):
        about = (("date", f"2024-0{1 + n // 4}-01"), ("outlet", "Gull" if n < 5 else "Wire"))
        study.project.ask(articles.set_metadata, study.article(n), about)
    sample = draw_sample(study.project, 3, by=None, seed=1)
    assert (sample.by, sample.strata) == ("outlet", {"Gull": (2, 4), "Wire": (1, 2)})
    assert sample == draw_sample(study.project, 3, by=None, seed=1)
    assert draw_sample(study.project, 2, by="month", seed=1).strata == {"2024-01": (1, 3), "2024-02": (1, 3)}
    with pytest.raises(UserError, match="cannot be drawn from 6"):
        draw_sample(study.project, 7, by=None, seed=1)


def test_what_the_project_does_not_know_is_refused(study: Study) -> None:
    with pytest.raises(UserError, match="no label “satire”"):
        study.table(labels=("satire",))
    with pytest.raises(UserError, match="no zone “sidebar”"):
        study.table(zones=("sidebar",))
    assert study.project.ask(passages.all) == ()
    assert all(row.value is None and row.reason for row in study.table().rows)


def test_articles_with_unconfirmed_zones_are_named_where_figures_are(study: Study) -> None:
    for n in range(1, 7):
        study.codes("Anna", n, SNEER)
        study.codes("Ben", n, SNEER, MOTIVE)
    (note,) = [note for note in study.table().notes if "not confirmed" in note]
    assert "day-1.txt, day-2.txt, day-3.txt, day-4.txt, day-5.txt and 1 more" in note
    accept_zones(study.project)
    assert not any("not confirmed" in note for note in study.table().notes)
