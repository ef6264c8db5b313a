"""A small study team at work on a real project file: what the tests of this room begin with."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from db import articles
from db.project import Project
from db.records import Article, Passage
from desktop.exchange.labels_csv import ExportSettings
from desktop.exchange.labels_export import export_labels
from desktop.study import finishing, planning
from desktop.study.coders import add_coder, find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.importing import add_articles
from desktop.study.opening import create
from desktop.study.zones import accept_zones

BRIDGE = (
    "Toll on the Brackwater bridge rises\n"
    "The toll rises by four crowns on Monday, the county said.\n"
    "A spokesman called it “a fair price, all told”.\n"
    "Fair, one supposes, to people who fly (we doubt the spokesman ever drove it 🚗).\n"
    "The last rise was in 2019.\n"
)
OTTER = "Otters counted\nVolunteers counted 41 otters.\nNobody asked the otters, of course.\n"

Row = dict[str, str]


@dataclass(frozen=True)
class Team:
    """An open project in a folder of its own, with verbs short enough for a story."""

    folder: Path
    project: Project

    def add(self, name: str, text: str) -> Article:
        path = self.folder / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
        report = add_articles(self.project, [path])
        assert not report.refused, report.refused
        accept_zones(self.project, name)
        return self.article(name)

    def article(self, name: str) -> Article:
        return self.project.ask(articles.get, self.project.ask(articles.find, name).id)

    def coder(self, name: str) -> None:
        add_coder(self.project, name)

    def mark(self, coder: str, article: str, label: str, quote: str) -> Passage:
        read = self.article(article)
        start = read.text.index(quote)
        desk = Desk(self.project, find_coder(self.project, coder))
        planned = planning.mark(load(desk, read.id), start, start + len(quote), label, exact=True)
        return save(desk, planned).result().passages[0]

    def change(self, coder: str, planned: planning.Planned) -> None:
        save(Desk(self.project, find_coder(self.project, coder)), planned).result()

    def desk(self, coder: str, article: str) -> planning.DeskArticle:
        return load(Desk(self.project, find_coder(self.project, coder)), self.article(article).id)

    def finish(self, coder: str, article: str) -> None:
        finishing.finish(self.project, article, coder)

    def export(self, name: str = "labels.csv", settings: ExportSettings | None = None) -> Path:
        out = self.folder / name
        export_labels(self.project, out, settings or ExportSettings())
        return out


def begin(folder: Path, name: str = "study") -> Team:
    """Begin an empty project in `folder`; the caller closes it."""
    folder.mkdir(exist_ok=True)
    return Team(folder, create(folder / f"{name}.pressmark"))


def read_rows(path: Path) -> list[Row]:
    """Read a table the way any other program would."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))


def marked(rows: list[Row]) -> list[Row]:
    """Return the rows that are passages."""
    return [row for row in rows if row["label"]]


def same_work(rows: list[Row]) -> list[Row]:
    """Return rows without what another project may tell otherwise: when, and how, they came into it."""
    return [{k: v for k, v in row.items() if k not in ("origin", "created_at", "updated_at")} for row in rows]
