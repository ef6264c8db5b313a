"""What costs the most agreement: told where it stands and what each coder gave."""

from db.project import Project
from desktop.agreement.report import AgreementSettings
from desktop.study import finishing, planning
from desktop.study.coders import find_coder
from desktop.study.dearest import dearest_lines, table_and_dearest
from desktop.study.desk import Desk, load, save
from desktop.study.reading import article_rows

QUOTE = "We doubt it."


def mark(project: Project, name: str, quote: str) -> None:
    desk = Desk(project, find_coder(project, name))
    article = next(row for row in article_rows(project, desk.coder) if row.name.endswith("one.txt"))
    now = load(desk, article.id)
    start = now.article.text.index(quote)
    save(desk, planning.mark(now, start, start + len(quote), "editorialising")).result()


def test_without_work_to_compare_nothing_costs(study: Project) -> None:
    report, places = table_and_dearest(study, AgreementSettings())
    assert places == ()
    assert dearest_lines(places) == []
    assert all(row.value is None for row in report.rows)


def test_the_one_sentence_in_dispute_is_all_of_the_disagreement(study: Project) -> None:
    mark(study, "Ada", QUOTE)
    for name in ("Ada", "Ben"):
        finishing.finish(study, "week 1/one.txt", name)
    _, (only,) = table_and_dearest(study, AgreementSettings())
    assert (only.article, only.quote, only.share) == ("week 1/one.txt", QUOTE, 1.0)
    assert only.given == (("Ada", "editorialising"), ("Ben", "reporting"))
    assert QUOTE in "\n".join(dearest_lines((only,)))


def test_where_all_agree_nothing_costs(study: Project) -> None:
    for name in ("Ada", "Ben"):
        mark(study, name, QUOTE)
        finishing.finish(study, "week 1/one.txt", name)
    assert table_and_dearest(study, AgreementSettings())[1] == ()
