"""The agreement page: how soon it follows a change, and how long it holds the window.

The baseline of a change is the engine's own time for it: reading what changed and computing the table. In a
large project (1,000 articles × 5 coders with PRESSMARK_BENCH_FULL, else 200) and a small one (50 articles).
"""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.measure import Figure, alternating, seconds

if TYPE_CHECKING:
    from db.project import Project
    from db.records import Act, Article, Passage, Writer
    from db.session import Session
    from desktop.agreement.report import AgreementSettings
    from desktop.ui.assembly import Assembly
    from desktop.ui.pages.agreement import AgreementPage

CODERS, PASSAGES, SENTENCES = 5, 12, 40
LARGE = 1_000 if os.environ.get("PRESSMARK_BENCH_FULL") else 200
SMALL = 50
FRAME = 16.0
"""Milliseconds of one frame."""
SENTENCE = "The ferry line cancelled nine sailings on Monday, and nobody was asked. "


def figures() -> Iterator[Figure]:
    """Measure the change in the large project, and what the window's thread does in the small one."""
    with tempfile.TemporaryDirectory() as folder:
        yield _change(Path(folder), LARGE)
        yield _held(Path(folder), SMALL)


def _change(folder: Path, articles: int) -> Figure:
    from db import acts
    from desktop.agreement.report import AgreementSettings
    from desktop.study.changes import Kind, changed
    from desktop.ui.pictures import put_away, settle

    project = _made(folder / "large.pressmark", articles)
    made, _page = _at_the_page(project)
    settings = AgreementSettings(units=("sentence",), unsure="with")
    flip = _flips(project)

    def ours() -> float:
        project.ask(acts.commit, *flip())
        begin = time.perf_counter()
        made.dispatcher.announce(changed(Kind.PASSAGES))
        settle(made)
        return time.perf_counter() - begin

    engine = seconds(_engine(project, settings))

    def alone() -> float:
        project.ask(acts.commit, *flip())
        return engine()

    update, base = alternating(ours, alone, 5)
    put_away(made)
    detail: dict[str, float | int | str] = {"articles": articles, "page s": update, "engine s": base}
    name = "agreement page: one passage changed, against the engine alone"
    return Figure(name, update / base, 3.0, detail=detail)


def _engine(project: "Project", settings: "AgreementSettings") -> Callable[[], object]:
    """Return the engine's own work for a change: what is compared, read again, and the table of it."""
    from desktop.study.agreement import compare, report_of

    before = compare(project, settings)
    return lambda: report_of(compare(project, settings, before), settings)


def _held(folder: Path, articles: int) -> Figure:
    from desktop.study.workspace.behind import Behind
    from desktop.study.workspace.making import make
    from desktop.study.workspace.registry import OFFERS
    from desktop.ui.pictures import put_away

    project = _made(folder / "small.pressmark", articles)
    made, page = _at_the_page(project)
    slowest: dict[str, float] = {}
    for offer in OFFERS:
        found = make(project, page.settings(), offer.id)
        assert found is not None
        times = []
        for _ in range(7):
            page.show_behind(Behind("", 0, ()))
            begin = time.thread_time()  # what the thread works, not what it waits
            page.show_view(found.view)
            page.show_behind(found.behind)
            page.repaint()
            times.append((time.thread_time() - begin) * 1000)
        slowest[offer.id] = median(times)
    put_away(made)
    worst = max(slowest, key=lambda view: slowest[view])
    detail: dict[str, float | int | str] = {"articles": articles, "slowest view": worst, "ms": slowest[worst]}
    name = "agreement page: work on the window's thread, in frames of 16 ms"
    return Figure(name, slowest[worst] / FRAME, 1.0, detail=detail)


def _flips(project: "Project") -> Callable[[], tuple["Writer", "Act"]]:
    """Return what gives the next act: a passage of the first coder becomes unsure, or sure again."""
    from db import articles, coders, passages
    from db.ids import new_id
    from db.records import Act, PutPassage, Writer

    coder = project.ask(coders.all)[0].id
    article = project.ask(articles.summaries)[0].id

    def flip() -> tuple[Writer, Act]:
        mine = next(p for p in project.ask(passages.of_article, article) if p.owner == coder)
        put = PutPassage(replace(mine, unsure=not mine.unsure))
        return Writer(coder), Act(new_id(), "unsure", article, (put,))

    return flip


def _at_the_page(project: "Project") -> tuple["Assembly", "AgreementPage"]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.ui.pages.agreement import AgreementPage
    from desktop.ui.pictures import assembled, seat, settle

    made = assembled("light", (1280, 800))
    seat(made, project, None, lead=True)
    settle(made)
    made.place.show_view("agreement")
    settle(made)
    page = made.window.middle.currentWidget()
    assert isinstance(page, AgreementPage)
    return made, page


def _made(path: Path, articles: int) -> "Project":
    from desktop.study.coders import add_coder
    from desktop.study.opening import create

    project = create(path)
    for number in range(CODERS):
        add_coder(project, f"coder {number}")
    project.ask(_fill, articles)
    return project


def _fill(session: "Session", count: int) -> None:
    """Add articles that all coders finished, each with passages at sentences drawn at random."""
    from db import acts, articles, coders
    from db.ids import new_id
    from db.records import Act, Change, NewArticle, PutPassage, SetProgress, State, Writer

    chance = random.Random(1)
    text = "A title\n" + SENTENCE * SENTENCES
    spans = [(0, 7), *((8 + len(SENTENCE) * n, 7 + len(SENTENCE) * (n + 1)) for n in range(SENTENCES))]
    with session.write():
        for number in range(count):
            own = f"{text}{number}"
            head = (f"{number:04}.txt", "A title", own, own.encode(), "txt", "1", "utf-8", "lf", "bench")
            articles.add(session, NewArticle(*head, tuple(spans)))
    everybody = coders.all(session)
    for article in articles.all(session):
        items = []
        usual = chance.sample(range(1, SENTENCES), PASSAGES)
        for coder in everybody:
            marked = [at for at in usual if chance.random() < 0.8]
            changes: list[Change] = [SetProgress(article.id, State.BEGUN)]
            changes += [PutPassage(_passage(coder.id, article, spans[at])) for at in marked]
            changes.append(SetProgress(article.id, State.FINISHED))
            items.append((Writer(coder.id), Act(new_id(), "mark", article.id, tuple(changes))))
        acts.commit_all(session, items)


def _passage(coder: str, article: "Article", span: tuple[int, int]) -> "Passage":
    from db.ids import new_id
    from db.records import CODER, PRODUCTION, Passage

    start, end = span
    return Passage(
        new_id(), coder, CODER, PRODUCTION, article.id, "editorialising", start, end, article.text[start:end],
        article.text_sha256,
    )  # fmt: skip
