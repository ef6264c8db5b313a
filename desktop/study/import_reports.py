"""What became of every import: kept with the project, to be looked up and handed on."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db import settings
from db.project import Project
from desktop.study.changes import Changes

_KEY = "import-report/"
REFUSED, WAITING, ALREADY_HERE = "refused", "waiting", "already here"
OUTCOMES = ("added", "new version", ALREADY_HERE, WAITING, REFUSED)


@dataclass(frozen=True, slots=True)
class ImportItem:
    """What became of one article (or of a file that gave none); `message` is a sentence or empty.

    `outcome` is added, new version, already here, waiting (for its text) or refused.
    """

    path: str
    name: str
    outcome: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of everything that was handed in."""

    items: tuple[ImportItem, ...]
    changes: Changes
    cancelled: bool = False

    def count(self, outcome: str) -> int:
        """Return how many items ended that way."""
        return sum(item.outcome == outcome for item in self.items)

    @property
    def refused(self) -> tuple[ImportItem, ...]:
        """The items that could not be taken in."""
        return tuple(item for item in self.items if item.outcome == REFUSED)


@dataclass(frozen=True, slots=True)
class KeptReport:
    """The report of one import: when it ended (RFC 3339 UTC), and its items without their folders."""

    id: str
    at: str
    items: tuple[ImportItem, ...]
    cancelled: bool


def keep_report(project: Project, items: Sequence[ImportItem], *, cancelled: bool) -> None:
    """Keep the report of an import that did anything, or was refused anything."""
    if project.kit or all(item.outcome == ALREADY_HERE for item in items):
        return
    rows = [[item.name, item.outcome, item.message] for item in items]
    value = json.dumps({"items": rows, "cancelled": cancelled}, ensure_ascii=False)
    project.ask(lambda session: settings.put(session, _KEY + session.new_id(), value))


def import_reports(project: Project) -> tuple[KeptReport, ...]:
    """Return the reports of all imports, the newest first."""
    found = []
    for key, value in project.ask(settings.all, _KEY):
        kept = json.loads(value)
        items = tuple(ImportItem("", name, outcome, message) for name, outcome, message in kept["items"])
        at = project.ask(settings.when, key)
        found.append(KeptReport(key.removeprefix(_KEY), at, items, bool(kept["cancelled"])))
    return tuple(reversed(found))


def report_csv(reports: Iterable[KeptReport]) -> bytes:
    """Return reports as a CSV table: at, article, outcome, message (UTF-8, RFC 4180)."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(("at", "article", "outcome", "message"))
    for report in reports:
        table.writerows((report.at, item.name, item.outcome, item.message) for item in report.items)
    return out.getvalue().encode()
