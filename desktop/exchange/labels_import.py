"""The verb: take in codings made elsewhere. Every row is checked before any is stored, all in one go."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db import acts, coders
from db.project import Project
from desktop.errors import UserError
from desktop.exchange.csv_in import MAX_BYTES, Row, Table, read_table
from desktop.exchange.files import read_input
from desktop.exchange.known import Known, know
from desktop.exchange.labels_check import Checked, Checker, RowError, check_columns
from desktop.exchange.labels_csv import BY_DEFAULT
from desktop.exchange.labels_plan import Plan, acts_of, planner
from desktop.exchange.remarks import Remark
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.wording import counted

if TYPE_CHECKING:
    from db.session import Session

_NAMED = 8


@dataclass(frozen=True, slots=True)
class LabelsReport:
    """What an import did, or with `dry_run` would do, in numbers of rows."""

    added: int
    already_here: int
    finished: int
    coders_added: tuple[str, ...]
    left_out: int
    remarks: tuple[Remark, ...]
    dry_run: bool
    changes: Changes

    def sentence(self) -> str:
        """Say in one sentence what happened."""
        here = f"{counted(self.already_here, 'row is', 'rows are')} in the project already"
        if not (self.added or self.finished or self.coders_added):
            return (
                f"Nothing to add: {here}." if self.already_here else "Nothing to add: the table has no rows."
            )
        what = [counted(self.added, "passage"), counted(self.finished, "finished article")]
        what += [f"new coders: {', '.join(self.coders_added)}"] if self.coders_added else []
        rest = f"; {here}" if self.already_here else ""
        return f"{'Would add' if self.dry_run else 'Added'} {', '.join(what)}{rest}."

    def as_json(self) -> dict[str, object]:
        """Return the report as the command line prints it."""
        return {
            "dry_run": self.dry_run,
            "added": self.added,
            "already_here": self.already_here,
            "finished": self.finished,
            "coders_added": list(self.coders_added),
            "left_out": self.left_out,
            "warnings": [
                {"line": r.line, "article": r.article, "sentence": r.sentence} for r in self.remarks
            ],
        }


def import_labels(
    project: Project, path: Path, *, add_coders: bool = False, dry_run: bool = False
) -> LabelsReport:
    """Take in a labels table: `article, coder, label, start, end`, and the other columns where present.

    Offsets are taken exactly as given; what breaks the codebook's bracket rule, crosses paragraphs or
    overlaps is listed in the report. A row with a label begins its article, a row without one finishes it.
    What is in the project already is left alone. Raises `UserError`, one sentence with the line, before
    anything is stored.
    """
    table = read_table(read_input(path, MAX_BYTES), str(path))
    check_columns(table)
    known = know(project)
    rows = [row for row in table.rows if row.get("origin").strip() != BY_DEFAULT]
    checked = _checked(known, table, rows, add_coders=add_coders)
    plan = _planned(known, table, checked)
    changes = NOTHING if dry_run else _store(project, known, plan)
    return LabelsReport(
        added=plan.count(),
        already_here=plan.already_here,
        finished=len(plan.finished),
        coders_added=tuple(plan.new_coders.values()),
        left_out=len(table.rows) - len(rows),
        remarks=tuple(plan.remarks),
        dry_run=dry_run,
        changes=changes,
    )


class _Complaints:
    """Gathers what is wrong with rows, so that one sentence can name the first and where the others are."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._found: list[tuple[int, str]] = []

    @contextmanager
    def about(self, line: int) -> Iterator[None]:
        """Take down what is wrong with the row that begins on this line."""
        try:
            yield
        except RowError as error:
            self._found.append((line, str(error)))

    def refuse(self) -> None:
        """Raise `UserError` if anything was wrong."""
        if not self._found:
            return
        (line, reason), *others = self._found
        sentence = f"{self._source}, line {line}: {reason}"
        if others:
            lines = ", ".join(str(line) for line, _ in others[:_NAMED]) + (
                ", …" if len(others) > _NAMED else ""
            )
            which = "line" if len(others) == 1 else "lines"
            sentence = f"{sentence.rstrip('.?')}; there is something wrong with {which} {lines} too."
        raise UserError(sentence)


def _checked(known: Known, table: Table, rows: Iterable[Row], *, add_coders: bool) -> list[Checked]:
    """Check every row by itself, and that no passage id stands twice."""
    checker = Checker(known, table.spreadsheet, add_coders)
    complaints = _Complaints(table.source)
    held: list[Checked] = []
    first: dict[str, int] = {}
    for row in rows:
        with complaints.about(row.line):
            given = row.get("passage_id").strip()
            if given and first.setdefault(given, row.line) != row.line:
                raise RowError("passage_id", f"“{given}” stands on line {first[given]} already.")
            held.append(checker.check(row))
    complaints.refuse()
    return held


def _planned(known: Known, table: Table, rows: list[Checked]) -> Plan:
    """Sort the rows into what is new and what the project has; refuse what contradicts it."""
    complaints = _Complaints(table.source)
    planning = planner(known, rows)
    for row in rows:
        with complaints.about(row.line):
            planning.add(row)
    complaints.refuse()
    return planning.finish()


def _store(project: Project, known: Known, plan: Plan) -> Changes:
    """Store the whole plan in one transaction, new coders included."""
    if not (plan.new_coders or plan.count() or plan.finished or plan.marks):
        return NOTHING
    project.ask(_write, known, plan)
    kinds = [Kind.PASSAGES, Kind.PROGRESS] + ([Kind.CODERS] if plan.new_coders else [])
    return changed(*kinds)


def _write(session: "Session", known: Known, plan: Plan) -> None:
    with session.write():
        added = {key: coders.add(session, name).id for key, name in plan.new_coders.items()}
        acts.commit_all(session, tuple(acts_of(plan, known, added)))
