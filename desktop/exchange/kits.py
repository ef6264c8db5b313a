"""Kits out: a file for one coder, written new, in which nothing of anybody else ever stood."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from db import articles, assignments, codebooks, guard, handing, kits, leaving, passages, purging, settings
from db.errors import NotFoundError
from db.handing import Handout
from db.ids import new_id
from db.project import Project
from db.records import PRODUCTION, Assignment, Coder, NewArticle
from db.vetting import CODEBOOK
from desktop.errors import UserError
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.study.coders import add_coder, find_coder, shown_name
from desktop.study.opening import PROGRAM, SUFFIX
from desktop.study.phases import RECODING, told
from desktop.study.practice import ANSWER
from desktop.wording import counted

HANDED_OUT = "desk/"
"""Settings whose keys begin so are the desk's and go along with a kit; all others are the lead's alone."""


@dataclass(frozen=True, slots=True)
class KitReport:
    """What was written for whom. `earlier` counts revisions of the coder's own that went along.

    `hidden` says that they were left out, because the coder is to code articles again.
    """

    path: Path
    coder: str
    articles: int
    earlier: int
    hidden: bool
    new_coder: bool
    updated: bool
    changes: Changes

    def sentence(self) -> str:
        """Say what was written."""
        verb = "Brought up to date" if self.updated else "Wrote"
        count = counted(self.articles, "article")
        said = [f"{verb} {self.path}: {count} for {self.coder}."]
        said += [f"{self.coder} is new in this project."] if self.new_coder else []
        said += ["Earlier work stays here, because articles are to be coded again."] if self.hidden else []
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a coder is to receive: articles by id in order, as the coder is told."""

    coder: Coder
    assignments: tuple[Assignment, ...]
    fresh: bool


def kit_path(path: Path) -> Path:
    """Return where a kit is written: a name without an ending gets that of project files."""
    return path if path.suffix or path.is_dir() else path.with_name(path.name + SUFFIX)


def write_kit(
    project: Project,
    coder: str,
    out: Path,
    *,
    with_answers: bool = False,
    recoding: bool = False,
    everything: bool = False,
) -> KitReport:
    """Write a kit for a coder (name or id): articles, codebook, assignment, the coder's own earlier work.

    A coder whom the project does not know is added; one the plan says nothing of gets every article, and so
    does anybody with `everything`, behind what is planned. Where `out` is this coder's kit already it is
    brought up to date, and what was coded in it stays. `with_answers` makes a training kit, with the known
    answers in it; `recoding` one with nothing but the articles that are to be coded again, and without the
    earlier work. Raises `UserError` or `ProjectError`.
    """
    if project.kit:
        raise UserError("This is a kit itself; kits are written from the project it came from.")
    if project.ask(codebooks.current) is None:
        raise UserError("This project has no codebook yet, so there is nothing to code by.")
    if not project.ask(articles.summaries):
        raise UserError("There are no articles to hand out yet; add some first.")
    out = kit_path(out)
    _check_place(out)
    who, is_new = _coder(project, coder)
    plan = _planned(project, who, recoding=recoding, everything=everything)
    handout = _handout(project, plan, with_answers=with_answers)
    updated = out.exists()
    if updated:
        _update(project, out, who, handout)
    else:
        _write_new(project, out, who, handout)
    return KitReport(
        path=out,
        coder=shown_name(who),
        articles=len(plan.assignments),
        earlier=handout.own.count,
        hidden=plan.fresh,
        new_coder=is_new,
        updated=updated,
        changes=changed(Kind.CODERS, owner=who.id) if is_new else NOTHING,
    )


def _check_place(out: Path) -> None:
    if guard.is_open_here(out):
        raise UserError(f"{out} is open; close it first, or choose another file.")
    if out.is_dir():
        raise UserError(f"{out} is a folder; name a file to write.")
    if not out.parent.is_dir():
        raise UserError(f"There is no folder {out.parent}; make it first or choose another place.")


def _coder(project: Project, name: str) -> tuple[Coder, bool]:
    try:
        return find_coder(project, name), False
    except NotFoundError:
        return add_coder(project, name)[0], True


def _planned(project: Project, coder: Coder, *, recoding: bool, everything: bool) -> _Plan:
    mine = [row for row in project.ask(assignments.all) if row.coder == coder.id]
    plan = [row for row in mine if (row.phase == RECODING) == recoding]
    if recoding and not plan:
        raise UserError(f"The plan has nothing for {shown_name(coder)} to code again.")
    if not plan or (everything and not recoding):
        planned = {row.article for row in plan}
        listed = [item for item in project.ask(articles.summaries) if item.id not in planned]
        plan += [Assignment(coder.id, item.id, PRODUCTION, 0) for item in listed]
    gone = set(project.ask(purging.purged))
    kept = [row for row in plan if row.article not in gone]
    if not kept:
        raise UserError(f"Every article that the plan gives to {shown_name(coder)} was purged.")
    return _Plan(
        coder,
        tuple(replace(row, phase=told(row.phase), position=at) for at, row in enumerate(kept)),
        fresh=recoding,
    )


def _handout(project: Project, plan: _Plan, *, with_answers: bool) -> Handout:
    work = project.ask(leaving.own_work, plan.coder.id)
    if plan.fresh:
        work = replace(work, streams={}, revisions=(), asides={}, articles={})
    wanted = {*(row.article for row in plan.assignments), *work.articles}
    answers = project.ask(passages.all, layer=ANSWER) if with_answers else ()
    return Handout(
        codebooks=_codebooks(project, {row[CODEBOOK] for row in work.revisions}),
        articles=lambda: _articles(project, wanted),
        assignments=plan.assignments,
        own=work.source("the coder's own earlier work"),
        written_at=project.ask(lambda session: session.now()),
        settings=project.ask(settings.all, HANDED_OUT),
        answers=tuple(answer for answer in answers if answer.article in wanted),
        purged=project.ask(purging.purged),
    )


def _codebooks(project: Project, used: set[str]) -> tuple[tuple[str, str], ...]:
    """Return the versions that the coder's work refers to, and the one in force last."""
    *earlier, current = project.ask(codebooks.all)
    found = {v.sha256: v.text for v in earlier if v.sha256 in used and v.sha256 != current.sha256}
    return (*((text, sha256) for sha256, text in found.items()), (current.text, current.sha256))


def _articles(project: Project, wanted: set[str]) -> Iterator[NewArticle]:
    """Give the articles one by one, by name and version, so that few are in memory at a time."""
    listed = project.ask(articles.versions)
    for identity in listed:
        if identity in wanted:
            yield project.ask(handing.article_to_hand, identity)


def _write_new(project: Project, out: Path, coder: Coder, handout: Handout) -> None:
    """Write the kit beside its place and move it there whole."""
    draft = out.with_name(f"{out.name}-new-{new_id()}")
    try:
        with Project.create(draft, program=PROGRAM) as kit:
            kit.ask(kits.make, coder, project.ask(kits.project))
            kit.ask(handing.take_up, handout)
        draft.rename(out)
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror or error}.") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _update(project: Project, out: Path, coder: Coder, handout: Handout) -> None:
    """Bring a kit at work up to date."""
    with Project.open(out, program=PROGRAM) as kit:
        if kit.kit != coder.id or kit.ask(kits.project) != project.ask(kits.project):
            raise UserError(f"{out} is there already and is no kit of this coder; choose another file.")
        kit.ask(handing.take_up, handout)
