"""Which articles are double-coded is in the plan alone: nobody at a desk is told, and every figure knows."""

from db import articles, assignments, passages, progress
from db.project import Project
from db.records import PRODUCTION, Assignment, State
from desktop.agreement.report import AgreementSettings
from desktop.exchange.snapshot import take
from desktop.study import finishing, planning
from desktop.study.agreement import compare
from desktop.study.coders import find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.phases import RELIABILITY, phases, told


def test_a_coder_of_the_reliability_sample_is_told_production(study: Project) -> None:
    one = study.ask(articles.find, "one.txt").id
    two = study.ask(articles.find, "two.txt").id
    ada, ben = find_coder(study, "Ada"), find_coder(study, "Ben")
    plan = [Assignment(coder.id, one, RELIABILITY, 0) for coder in (ada, ben)]
    study.ask(assignments.set, (*plan, Assignment(ada.id, two, PRODUCTION, 1)))
    for coder, name in ((ada, "one.txt"), (ben, "one.txt"), (ada, "two.txt")):
        desk = load(Desk(study, coder), study.ask(articles.find, name).id)
        assert desk.writer.phase == PRODUCTION
        save(Desk(study, coder), planning.mark(desk, 0, 3, "editorialising")).result()
        finishing.finish(study, name, coder.id)
    assert {p.phase for p in study.ask(passages.all)} == {PRODUCTION}
    counted = phases(study)
    assert counted.of(ada.id, one, PRODUCTION) == RELIABILITY
    assert counted.of(ada.id, two, PRODUCTION) == PRODUCTION
    assert counted.of(ada.id, one, "training") == "training"
    shown = {(row.coder, row.article): row.phase for row in counted.progress(study.ask(progress.all))}
    assert shown == {(ada.id, one): RELIABILITY, (ben.id, one): RELIABILITY, (ada.id, two): PRODUCTION}
    compared = compare(study, AgreementSettings())
    assert (compared.phase, len(compared.finished)) == (RELIABILITY, 2)
    assert [p.phase for item in compared.finished for p in item.passages] == [RELIABILITY] * 2
    snapshot = take(study)
    assert sorted(step.phase for step in snapshot.progress) == [PRODUCTION, RELIABILITY, RELIABILITY]
    assert {step.state for step in snapshot.progress} == {State.FINISHED}


def test_other_phases_are_told_as_they_are() -> None:
    assert [told(phase) for phase in ("training", "pilot", RELIABILITY, PRODUCTION, "recoding")] == [
        "training",
        "pilot",
        PRODUCTION,
        PRODUCTION,
        "recoding",
    ]
