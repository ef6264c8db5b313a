"""Training: a coder's first articles against their known answers, and whether the coder passes."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from db import acts, articles, assignments, passages, progress, settings
from db.ids import new_id
from db.project import Project
from db.records import (
    ADJUDICATED,
    CODER,
    PROJECT,
    Act,
    Change,
    Coder,
    DeletePassage,
    Finished,
    Passage,
    Progress,
    PutPassage,
    State,
    Writer,
)
from desktop.agreement.continuum_table import BLANK
from desktop.agreement.report import COEFFICIENTS, AgreementSettings, Row
from desktop.codebook import Codebook
from desktop.errors import UserError
from desktop.study.changes import Changes, Kind, changed
from desktop.study.codebooks import current_codebook
from desktop.study.coders import all_coders, find_coder, shown_name
from desktop.study.pairing import EVERYWHERE, figures_of, texts_of
from desktop.study.phases import TRAINING
from desktop.study.practice import ANSWER, PracticeRow, against

MARK = "training"
"""The setting that says what a coder must reach to pass."""
KNOWN = "known answer"
_WRITER = Writer(PROJECT, ANSWER, TRAINING)


@dataclass(frozen=True, slots=True)
class PassMark:
    """What passes: `coefficient` by `unit` (sentence, token, character) of at least `threshold` per label."""

    threshold: float = 0.8
    coefficient: str = "alpha"
    unit: str = "token"


@dataclass(frozen=True, slots=True)
class LabelResult:
    """One label: the figure between coder and known answer, or the reason why there is none."""

    label: str
    value: float | None
    reason: str | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Trainee:
    """How a coder's training goes: `finished` of `articles` that have a known answer.

    `places` are those that differ, each with its article's id; `passed` only once all are finished.
    """

    coder: Coder
    articles: int
    finished: int
    labels: tuple[LabelResult, ...]
    places: tuple[tuple[str, PracticeRow], ...]
    passed: bool

    @property
    def state(self) -> str:
        """Return it in a word or two."""
        if not self.finished:
            return "not begun"
        if self.finished < self.articles:
            return f"{self.finished} of {self.articles} finished"
        return "passed" if self.passed else "not passed"


def pass_mark(project: Project) -> PassMark:
    """Return what a coder must reach, as set by the lead or else the usual."""
    stored = project.ask(settings.get, MARK)
    return PassMark(**json.loads(stored)) if stored else PassMark()


def set_pass_mark(project: Project, mark: PassMark) -> Changes:
    """Set what a coder must reach; raises `UserError` for what cannot be."""
    if mark.coefficient not in COEFFICIENTS:
        raise UserError(f"There is no coefficient “{mark.coefficient}”; there are {', '.join(COEFFICIENTS)}.")
    if mark.unit not in ("sentence", "token", "character"):
        raise UserError(f"“{mark.unit}” is no unit; there are sentence, token and character.")
    if not 0.0 <= mark.threshold <= 1.0:
        raise UserError(f"A pass mark lies between 0 and 1, not at {mark.threshold:g}.")
    project.ask(settings.put, MARK, json.dumps(asdict(mark), sort_keys=True))
    return changed(Kind.SETTINGS, Kind.PLAN)


def set_answer(project: Project, article: str, source: str) -> tuple[int, Changes]:
    """Make the known answer of an article of what a coder settled or finished in it; both by name or id.

    Gold is taken where the coder adjudicated the article, else the coder's own passages. Takes the place of
    an answer that was there. Returns how many passages it has. Raises `UserError` where there is nothing.
    """
    found = project.ask(articles.get, project.ask(articles.find, article).id)
    who = find_coder(project, source)
    work = project.ask(passages.of_article, found.id, owners=(who.id,), layer=ADJUDICATED)
    if not work:
        done = [row for row in project.ask(progress.all) if (row.coder, row.article) == (who.id, found.id)]
        if not any(row.state is State.FINISHED for row in done):
            raise UserError(f"{shown_name(who)} neither settled nor finished {found.name}.")
        work = project.ask(passages.of_article, found.id, owners=(who.id,), layer=CODER)
    if not work:
        raise UserError(f"{shown_name(who)} marked nothing in {found.name}; a known answer needs a passage.")
    old = project.ask(passages.of_article, found.id, owners=(PROJECT,), layer=ANSWER)
    changes: list[Change] = [DeletePassage(passage.id) for passage in old]
    changes += [PutPassage(_answer(passage)) for passage in work]
    project.ask(acts.commit, _WRITER, Act(new_id(), "answer", found.id, tuple(changes)))
    return len(work), changed(Kind.PASSAGES, article=found.id)


def _answer(passage: Passage) -> Passage:
    return replace(
        passage, id=new_id(), owner=PROJECT, layer=ANSWER, phase=TRAINING, origin="marked", unsure=False,
        revision="", created_at="", updated_at="",
    )  # fmt: skip


def known_answers(project: Project) -> dict[str, tuple[Passage, ...]]:
    """Return the known answers by article."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for passage in project.ask(passages.all, layer=ANSWER):
        found[passage.article].append(passage)
    return {article: tuple(answer) for article, answer in found.items()}


def trainees(project: Project, coder: Coder | None = None) -> tuple[Trainee, ...]:
    """Return how training goes, of one coder or of all who have any: as at first finish."""
    answers = known_answers(project)
    done = project.ask(progress.finished, phase=TRAINING, as_of="first")
    mine: dict[str, list[Finished]] = defaultdict(list)
    for item in done:
        if item.progress.article in answers:
            mine[item.progress.coder].append(item)
    planned = _planned(project, answers)
    wanted = (coder,) if coder else tuple(c for c in all_coders(project) if c.id in mine or c.id in planned)
    ruler = _Ruler(answers, pass_mark(project), current_codebook(project))
    return tuple(_trainee(project, c, mine[c.id], planned.get(c.id) or set(answers), ruler) for c in wanted)


@dataclass(frozen=True, slots=True)
class _Ruler:
    """What every coder is held against."""

    answers: dict[str, tuple[Passage, ...]]
    mark: PassMark
    codebook: Codebook


def _planned(project: Project, answers: dict[str, tuple[Passage, ...]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in project.ask(assignments.all):
        if row.phase == TRAINING and row.article in answers:
            found[row.coder].add(row.article)
    return found


def _trainee(
    project: Project, coder: Coder, done: Sequence[Finished], wanted: set[str], ruler: _Ruler
) -> Trainee:
    labels = _results(project, coder, done, ruler) if done else ()
    finished = {item.progress.article for item in done}
    everything = wanted | finished
    return Trainee(
        coder=coder,
        articles=len(everything),
        finished=len(finished),
        labels=labels,
        places=tuple(_places(done, ruler)),
        passed=bool(done) and finished == everything and all(result.passed for result in labels),
    )


def _results(
    project: Project, coder: Coder, done: Sequence[Finished], ruler: _Ruler
) -> tuple[LabelResult, ...]:
    """Compare through the engine, the known answer being one side, and pick the figure that counts."""
    mark, codebook = ruler.mark, ruler.codebook
    articles_done = [item.progress.article for item in done]
    known = [
        Finished(Progress(PROJECT, article, TRAINING, State.FINISHED), ruler.answers[article])
        for article in articles_done
    ]
    both = (*known, *done)
    asked = AgreementSettings(
        units=(mark.unit,), zones=EVERYWHERE, coefficients=(mark.coefficient, "percent"), unsure="with"
    )
    who = [(PROJECT, KNOWN), (coder.id, shown_name(coder))]
    texts = texts_of(project, both, asked)
    rows = figures_of(texts, codebook, who, both, asked, replace(BLANK, phase=TRAINING, as_of="first"))
    used = {passage.label for item in both for passage in item.passages}
    order = [label.id for label in codebook.labels]
    named = sorted(used, key=lambda label: (order.index(label) if label in order else len(order), label))
    return tuple(_result(rows, label, mark) for label in named)


def _result(rows: Sequence[Row], label: str, mark: PassMark) -> LabelResult:
    """Return the result of one label; where no coefficient can be had, only full agreement passes."""
    wanted = ("label", "pooled", label, mark.unit)
    pooled = [r for r in rows if (r.question, r.scope, r.label, r.unit) == wanted and r.variable is None]
    found = {row.coefficient: row for row in pooled}
    row, raw = found.get(mark.coefficient), found.get("percent")
    if row is None:
        return LabelResult(label, None, "it is not in the text that is compared", passed=True)
    if row.value is None:
        same = raw is not None and raw.value == 1.0
        return LabelResult(label, None, row.reason, passed=same)
    return LabelResult(label, row.value, None, passed=row.value >= mark.threshold)


def _places(done: Sequence[Finished], ruler: _Ruler) -> list[tuple[str, PracticeRow]]:
    by_default = {label.id for label in ruler.codebook.labels if label.by_default}
    found = []
    for item in done:
        given = [passage for passage in item.passages if passage.label not in by_default]
        rows = against(ruler.answers[item.progress.article], given, by_default)
        found += [(item.progress.article, row) for row in rows if row.kind != "same"]
    return found
