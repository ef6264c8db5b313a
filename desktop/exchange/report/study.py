"""The facts of a study for its report: articles, codebook, coders, sample, resolution, settings."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from db import articles, codebooks, decisions, passages, progress
from db.project import Project
from db.records import ADJUDICATED, State
from desktop import __version__
from desktop.agreement.words import NAMES
from desktop.codebook import Label
from desktop.errors import UserError
from desktop.exchange.report.asking import ReportSettings
from desktop.exchange.report.document import Block, Listed, Paragraph, TableBlock
from desktop.study.agreement import Compared
from desktop.study.codebooks import current_codebook
from desktop.study.coders import all_coders, shown_name
from desktop.study.desk import PRACTICE
from desktop.study.pace import duration, pace
from desktop.study.phases import phases, told
from desktop.study.plan import plan_in_force
from desktop.study.reliability import locked_sample, looks
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import plural, zones_of

ANSWERS = {
    "accept": "one coder’s passage was taken",
    "union": "the passages were joined",
    "intersection": "what all marked was taken",
    "draw": "the passage was drawn anew",
    "none": "no passage was right",
    "agreed": "all coders had said the same",
    "later": "put off",
}


def study_blocks(project: Project, compared: Compared) -> tuple[Block, ...]:
    """Return how many articles there are, from where and when, and how many were compared."""
    listed = [item for item in project.ask(articles.summaries) if not dict(item.metadata).get(PRACTICE)]
    shared = int((compared.continuum.finished.sum(axis=0) >= 2).sum())
    dates = sorted(date for item in listed if (date := dict(item.metadata).get("date", "")[:10]))
    span = f", dated {dates[0]} to {dates[-1]}" if dates else ""
    words = (
        f"The project “{project.path.stem}” holds {plural(len(listed), 'article')}{span} (practice articles "
        f"not counted). {plural(shared, 'article')} were finished by at least two coders in the phase "
        f"{compared.phase} and are compared here."
    )
    outlets = Counter(dict(item.metadata).get("outlet", "not known") or "not known" for item in listed)
    rows = tuple((name, str(count)) for name, count in sorted(outlets.items()))
    return Paragraph(words), TableBlock("outlets", "Articles by outlet", ("Outlet", "Articles"), rows)


def codebook_blocks(project: Project) -> tuple[Block, ...]:
    """Return the versions of the codebook and the labels of the one in force."""
    versions = tuple(
        (str(version.number), version.installed_at[:10], version.sha256[:12])
        for version in project.ask(codebooks.all)
    )
    try:
        book = current_codebook(project)
    except UserError as error:
        return (Paragraph(str(error)),)
    rows = tuple(_label_row(label) for label in book.labels)
    return (
        Paragraph(f"“{book.title}”. Passages keep the version that they were marked under."),
        TableBlock(
            "codebook-versions", "Versions", ("Version", "In force from", "Begins with (SHA-256)"), versions
        ),
        TableBlock(
            "codebook-labels",
            "Labels of the version in force",
            ("Label", "Id", "Unit", "Unmarked text", "Definition"),
            rows,
        ),
    )


def _label_row(label: Label) -> tuple[str, ...]:
    definition = next((body for head, body in label.sections if head in ("Definition", "")), "")
    counts = "counts as it" if label.by_default else "does not count as it"
    return label.name, label.id, label.unit, counts, " ".join(definition.split())


def coder_blocks(project: Project, compared: Compared, asked: ReportSettings) -> tuple[Block, ...]:
    """Return who coded how much; time at work only of those who consented; what the team states."""
    names = {coder.id: shown_name(coder) for coder in compared.coders}
    steps = phases(project).progress(project.ask(progress.all))
    rows = []
    for coder in compared.coders:
        mine = [step for step in steps if step.coder == coder.id and step.phase == compared.phase]
        done, aside = (
            sum(step.state is state for step in mine) for state in (State.FINISHED, State.SET_ASIDE)
        )
        rows.append((names[coder.id], str(done), str(aside)))
    heads = ("Coder", "Finished", "Set aside")
    blocks: list[Block] = [
        TableBlock("coders", f"Articles by coder, phase {compared.phase}", heads, tuple(rows)),
        *_paced(project, asked.paced, names),
    ]
    if asked.facts:
        return (*blocks, Paragraph("The team states:"), Listed(asked.facts))
    unsaid = (
        "The team stated no further facts. Readers will want to know how long coders were trained, whether "
        "authors coded, and what coders knew of the hypotheses."
    )
    return (*blocks, Paragraph(unsaid))


def _paced(project: Project, consenting: Iterable[str], names: dict[str, str]) -> tuple[Block, ...]:
    """Return the time at work of the coders who consent to its being told."""
    known = all_coders(project)
    for name in consenting:
        if name not in [shown_name(coder) for coder in known]:
            raise UserError(f"There is no coder “{name}” whose pace could be told.")
    chosen = [each for each in pace(project).coders if shown_name(each.coder) in consenting]
    if not chosen:
        return ()
    rows = tuple(
        (names.get(each.coder.id, "Another coder"), str(each.finished), duration(each.active_ms))
        for each in chosen
    )
    heads = ("Coder", "Finished", "Time at work")
    return (TableBlock("pace", "Time at work, of coders who consent to its being told", heads, rows),)


def sampling_blocks(project: Project, compared: Compared) -> tuple[Block, ...]:
    """Return how the articles that were coded twice came to be, and what was locked beforehand."""
    lock = locked_sample(project)
    if lock is not None:
        others = tuple(look.sentence() for look in looks(project))
        rows = tuple((name or "not known", str(n), str(of)) for name, (n, of) in lock.sample.strata.items())
        figure = f"{NAMES.get(lock.coefficient, lock.coefficient)} by {lock.unit}"
        words = (
            f"{_were(len(lock.sample.ids), 'article')} drawn at random, {lock.sample.by_what}, seed "
            f"{lock.sample.seed}, and locked on {lock.locked_at[:10]} before any figure was seen: "
            f"{figure} for {lock.label or 'all labels'} should reach {lock.threshold:.3f}. "
            f"Since then {_were(len(others), 'other figure')} looked at."
        )
        listed = (Listed(others),) if others else ()
        return Paragraph(words), *listed, TableBlock("sample", "The draw", ("Stratum", "Drawn", "Of"), rows)
    if plan_in_force(project):
        return (Paragraph("A plan hands out the articles; no sample was locked before figures were seen."),)
    shared = int((compared.continuum.finished.sum(axis=0) >= 2).sum())
    return (
        Paragraph(
            f"No plan was put in force and no sample was drawn: the {plural(shared, 'article')} compared "
            "here are those that two coders happened to finish."
        ),
    )


def _were(number: int, noun: str) -> str:
    return f"{plural(number, noun)} {'was' if number == 1 else 'were'}"


def resolution_blocks(project: Project, compared: Compared) -> tuple[Block, ...]:
    """Return how disagreements were settled and which layer stands for the result."""
    made = [each for each in project.ask(decisions.all) if told(each.phase) == told(compared.phase)]
    gold = project.ask(passages.all, layer=ADJUDICATED)
    if not made:
        words = (
            "No disagreement was adjudicated. Outcomes below rest on the coders’ own layers, each coder by "
            "itself, and on what coders differ about."
        )
        return (Paragraph(words),)
    counts = Counter(each.answer for each in made)
    reasons = Counter(each.reason or "no reason given" for each in made)
    words = (
        f"{plural(len(made), 'decision')} of {plural(len({d.owner for d in made}), 'adjudicator')} made an "
        f"adjudicated layer of {plural(len(gold), 'passage')}; it is the one to be analysed where it is "
        "complete. Reliability above is that of the coders before anybody decided."
    )
    rows = tuple((ANSWERS.get(answer, answer), str(count)) for answer, count in sorted(counts.items()))
    why = tuple((reason, str(count)) for reason, count in sorted(reasons.items()))
    return (
        Paragraph(words),
        TableBlock("decisions", "Decisions", ("Decision", "How often"), rows),
        TableBlock(
            "reasons", "Reasons for disagreeing, as adjudicators saw them", ("Reason", "How often"), why
        ),
    )


def settings_rows(project: Project, asked: Request) -> tuple[tuple[str, str], ...]:
    """Return everything that the figures were made under."""
    settings, row = asked.settings, asked.compared.template
    return (
        ("Phase", asked.compared.phase),
        ("Unit", asked.unit),
        ("Zones", ", ".join(zones_of(settings))),
        ("State", "at first finish, and as it is now where that is said"),
        ("Codebook versions", ", ".join(map(str, row.codebook_versions))),
        ("Unsure passages", settings.unsure),
        ("Unmarked text", "left out" if settings.explicit else "counts as the codebook says"),
        ("Interval", f"{settings.interval}, level {settings.level:g}"),
        ("Seed", str(settings.seed)),
        ("Pressmark", __version__),
        ("numpy", np.__version__),
        ("Project", project.path.name),
    )
