"""Practice articles: a coder's work against the known answer, each difference with its rule."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from db import acts, articles, passages
from db.ids import new_id
from db.project import Project
from db.records import PROJECT, Act, Coder, Passage, Progress, PutPassage, State, Writer
from desktop.errors import UserError
from desktop.study.changes import Changes, Kind, changed
from desktop.study.desk import Desk, load
from desktop.study.phases import TRAINING

ANSWER = "answer"
"""The layer of known answers; never shown before the coder has finished, never in an agreement figure."""


@dataclass(frozen=True, slots=True)
class KnownPassage:
    """One passage of the known answer, with the codebook rule it rests on and why."""

    label: str
    start: int
    end: int
    rule: str
    explanation: str


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """One comparison: kind is same, boundary, label, missed or extra; ranges in code points."""

    kind: str
    start: int
    end: int
    quote: str
    expected: str
    given: str
    rule: str
    explanation: str


def store_answer(project: Project, article: str, answer: Sequence[KnownPassage], codebook: str) -> Changes:
    """Keep the known answer of a practice article in a layer of its own."""
    read = project.ask(articles.get, article)
    put = tuple(
        PutPassage(
            Passage(
                id=new_id(),
                owner=PROJECT,
                layer=ANSWER,
                phase=TRAINING,
                article=article,
                label=known.label,
                start=known.start,
                end=known.end,
                quote=read.text[known.start : known.end],
                text_sha256=read.text_sha256,
                note=known.explanation,
                rule=known.rule,
                codebook=codebook,
            )
        )
        for known in answer
    )
    project.ask(acts.commit, Writer(PROJECT, ANSWER, TRAINING), Act(new_id(), "answer", article, put))
    return changed(Kind.PASSAGES, article=article)


def is_answered(project: Project, done: Progress, *, practice: bool) -> bool:
    """Return whether a coder is shown the known answer of what was just done: `practice` articles always.

    Training articles only in a kit: a training kit holds their answers, any other holds none. In the project
    itself they stay with the lead.
    """
    in_training = bool(project.kit) and done.phase == TRAINING
    return done.state is State.FINISHED and (practice or in_training)


def compare(project: Project, coder: Coder, article: str) -> tuple[PracticeRow, ...]:
    """Return the coder's work beside the known answer, in reading order.

    Raises `UserError` before the coder has finished the article, or where it has no known answer.
    """
    desk_article = load(Desk(project, coder), article)
    if desk_article.progress.state is not State.FINISHED:
        raise UserError("Finish the article first; then its known answer is shown.")
    known = project.ask(passages.of_article, article, owners=(PROJECT,), layer=ANSWER)
    if not known:
        raise UserError("This article has no known answer to compare with.")
    by_default = {label.id for label in desk_article.codebook.labels if label.by_default}
    given = [p for p in desk_article.passages if p.label not in by_default]
    return against(known, given, by_default)


def against(
    known: Sequence[Passage], given: Sequence[Passage], by_default: Collection[str]
) -> tuple[PracticeRow, ...]:
    """Return what was given beside the known answer of one article, in reading order.

    `by_default` are the labels that unmarked text has; passages given with one of them are to be left out.
    """
    rows = []
    matched: set[str] = set()
    for answer in known:
        best = max(
            (p for p in given if p.id not in matched and _shared(p, answer)),
            key=lambda p: _shared(p, answer),
            default=None,
        )
        if best is None:
            # Text left unmarked has the default label once the article is finished.
            given_label, kind = (answer.label, "same") if answer.label in by_default else ("", "missed")
            rows.append(_row(kind, answer, answer, answer.label, given_label))
            continue
        matched.add(best.id)
        rows.append(_row(_kind(best, answer), answer, answer, answer.label, best.label))
    rows += [_row("extra", p, None, "", p.label) for p in given if p.id not in matched]
    return tuple(sorted(rows, key=lambda row: (row.start, row.end)))


def _shared(one: Passage, two: Passage) -> int:
    return max(0, min(one.end, two.end) - max(one.start, two.start))


def _kind(given: Passage, answer: Passage) -> str:
    if given.label != answer.label:
        return "label"
    return "same" if (given.start, given.end) == (answer.start, answer.end) else "boundary"


def _row(kind: str, at: Passage, answer: Passage | None, expected: str, given: str) -> PracticeRow:
    return PracticeRow(
        kind=kind,
        start=at.start,
        end=at.end,
        quote=at.quote,
        expected=expected,
        given=given,
        rule=answer.rule if answer else "",
        explanation=answer.note if answer else "Nothing is marked here in the known answer.",
    )
