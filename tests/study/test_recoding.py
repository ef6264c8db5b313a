"""Recoding: the same coder, weeks later, compared with the own earlier work by the same engine."""

import pytest

from db import assignments
from db.project import Project
from db.records import Assignment
from desktop.agreement.report import AgreementSettings
from desktop.study import finishing, planning
from desktop.study.coders import find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.phases import RECODING
from desktop.study.reading import article_rows
from desktop.study.recoding import intra_coder

QUOTE = "We doubt it."


def mark(project: Project, quote: str) -> None:
    desk = Desk(project, find_coder(project, "Ada"))
    identity = next(row.id for row in article_rows(project, desk.coder) if row.name.endswith("one.txt"))
    now = load(desk, identity)
    start = now.article.text.index(quote)
    save(desk, planning.mark(now, start, start + len(quote), "editorialising")).result()


@pytest.mark.parametrize(("second", "raw"), [(QUOTE, 1.0), ("The vote is on Monday.", 1 / 3)])
def test_a_coder_agrees_with_the_own_earlier_work_or_not(study: Project, second: str, raw: float) -> None:
    ada = find_coder(study, "Ada")
    mark(study, QUOTE)
    for name in ("one.txt", "two.txt"):
        finishing.finish(study, name, "Ada")
    assert intra_coder(study) == ()
    one = next(row.id for row in article_rows(study, ada) if row.name.endswith("one.txt"))
    study.ask(assignments.set, (Assignment(ada.id, one, RECODING, 0),))
    desk = Desk(study, ada)
    assert load(desk, one).passages == ()
    mark(study, second)
    finishing.finish(study, "one.txt", "Ada")
    (found,) = intra_coder(study, settings=AgreementSettings(units=("sentence",)))
    assert (found.coder, found.articles) == (ada, 1)
    figures = {
        (r.coefficient, r.label): r for r in found.rows if r.question == "label" and r.scope == "pooled"
    }
    row = figures["percent", "editorialising"]
    assert row.value == pytest.approx(raw)
    assert row.coders == ("Ada", "Ada again")
    assert row.phase == RECODING
    assert intra_coder(study, find_coder(study, "Ben")) == ()


def test_what_was_never_coded_before_is_no_second_time(study: Project) -> None:
    ada = find_coder(study, "Ada")
    one = next(row.id for row in article_rows(study, ada) if row.name.endswith("one.txt"))
    study.ask(assignments.set, (Assignment(ada.id, one, RECODING, 0),))
    finishing.finish(study, "one.txt", "Ada")
    (found,) = intra_coder(study)
    assert (found.articles, found.rows) == (0, ())
