"""A team whose codings are told sentence by sentence, made the way a team would bring its own in."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from db.project import Project
from desktop.agreement.report import AgreementSettings
from desktop.exchange.labels_import import import_labels
from desktop.study.agreement import compare
from desktop.study.importing import add_articles
from desktop.study.workspace.request import Request

R, E = "reporting", "editorialising"
SENTENCES = (
    "The council met on day {n}.",
    "Nobody, of course, had asked the voters of ward {n}.",
    "The mayor only wants to be seen {n} times.",
    "A vote follows on day {n} of the month.",
)
Marks = Sequence[tuple[int, str]]
"""Which of the sentences (from 0) got which label."""


def article_text(n: int) -> str:
    return f"Council, day {n}\n" + " ".join(SENTENCES).format(n=n) + "\n"


def name(n: int) -> str:
    return f"day-{n:02}.txt"


def add(project: Project, folder: Path, articles: int) -> None:
    """Bring in so many articles of a title and four sentences."""
    place = folder / "in"
    place.mkdir()
    for n in range(1, articles + 1):
        (place / name(n)).write_text(article_text(n), encoding="utf-8")
    add_articles(project, [place])


def code(project: Project, folder: Path, work: Mapping[str, Mapping[int, Marks]]) -> None:
    """Let coders finish articles with these marks: {coder: {article: marks}}."""
    rows = ["article,coder,label,start,end"]
    for coder, articles in work.items():
        for n, marks in articles.items():
            text = article_text(n)
            for sentence, label in marks:
                start = text.index(SENTENCES[sentence].format(n=n))
                end = start + len(SENTENCES[sentence].format(n=n))
                rows.append(f"{name(n)},{coder},{label},{start},{end}")
            rows.append(f"{name(n)},{coder},,,")
    table = folder / "work.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    import_labels(project, table, add_coders=True)


def asked(project: Project, label: str | None = None, unit: str = "sentence") -> Request:
    """Ask for a view of the project."""
    settings = AgreementSettings(units=(unit,), unsure="with")
    return Request(project, compare(project, settings), settings, label)
