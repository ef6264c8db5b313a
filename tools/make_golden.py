"""Makes the golden project file of the present format, and what it must be read as.

Run once for each release. A file of a released format is never made again: `tests/db/test_golden.py` opens
every one with every later version of the program.
"""
# ruff: noqa: INP001

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from db import acts, articles, assignments, codebooks, coders, passages, places, progress, settings, zones
from db.encoding import text_sha256
from db.ids import new_id
from db.project import Project
from db.records import (
    CODER,
    Act,
    Assignment,
    Change,
    DeletePassage,
    MarkArticle,
    NewArticle,
    Passage,
    Place,
    PutPassage,
    SetProgress,
    State,
    Writer,
    Zone,
)
from db.schema import CURRENT

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "golden"
TEXT = (
    "The mill closed. “We regret it,” said the owner 😀.\nOf course\u00a0he does, doesn't he?\n\n"
    "And the town waits."
)


class _Clock:
    def __init__(self) -> None:
        self._at = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at


def everything(project: Project) -> dict[str, Any]:
    """Return what every later version must read in the file."""
    ask = project.ask
    found = {
        "articles": ask(articles.all),
        "coders": ask(coders.all),
        "codebooks": ask(codebooks.all),
        "passages": ask(passages.all),
        "progress": ask(progress.all),
        "sealed": ask(progress.finished, phase=None, as_of="first"),
        "marks": ask(progress.article_marks),
        "zones": ask(zones.all),
        "assignments": ask(assignments.all),
    }
    plain = {name: [asdict(row) for row in rows] for name, rows in found.items()}
    return dict(json.loads(json.dumps(plain, ensure_ascii=False)))


def fill(project: Project) -> None:
    """Put something of every kind into an empty project."""
    ask = project.ask
    book = '# Book\n\n## Reporting {#reporting key=r colour="#336699"}\n'
    ask(codebooks.install, book, text_sha256(book))
    anna, berta = ask(coders.add, "Anna"), ask(coders.add, "Berta")
    ask(coders.rename, berta, "Bertha")
    added = ask(
        articles.add,
        NewArticle(
            name="north/mill.txt",
            title="The mill",
            text=TEXT,
            original=TEXT.encode("utf-16"),
            reader="txt",
            reader_version="1",
            encoding="utf-16",
            line_ends="lf",
            segmenter="golden 1",
            sentences=((0, 16), (17, 50)),
            zones=(Zone("", "body", 0, len(TEXT), "accepted", details=(("by", "hand"),)),),
            metadata=(("outlet", "The Otter"),),
            notices=("A notice.",),
        ),
    )
    ask(assignments.set, (Assignment(anna.id, added.id, "reliability", 1),))
    ask(settings.put, "numeral", "seven")
    ask(places.put, Place(anna.id, added.id, 7, 8, 0))
    _code(project, anna.id, added.id)


def _code(project: Project, coder: str, article: str) -> None:
    writer = Writer(coder, phase="reliability")
    sha256 = project.ask(articles.get, article).text_sha256

    def do(verb: str, *changes: Change) -> None:
        project.ask(acts.commit, writer, Act(new_id(), verb, article, changes))

    def passage(start: int, end: int, label: str, **more: Any) -> Passage:  # noqa: ANN401 - any field
        place = (new_id(), coder, CODER, writer.phase, article, label, start, end)
        return Passage(*place, TEXT[start:end], sha256, **more)

    first = passage(17, 31, "editorialising", note="why “regret”?", unsure=True, flags=("irony",))
    do("mark", PutPassage(first), SetProgress(article, State.BEGUN))
    do("mark", PutPassage(gone := passage(0, 8, "reporting", attributes=(("direction", "against"),))))
    do("delete", DeletePassage(gone.id))
    project.ask(acts.undo, writer)
    do("attribute", MarkArticle(article, "genre", "news"))
    do("finish", SetProgress(article, State.FINISHED))
    do("reopen", SetProgress(article, State.BEGUN, "once more"))
    do("mark", PutPassage(passage(51, 60, "reporting", rule="R3")))
    do("mark", PutPassage(passage(62, 66, "reporting")))
    project.ask(acts.undo, writer)


def main() -> int:
    """Make the files, unless they are there."""
    path = FOLDER / f"format-{CURRENT.version}.pressmark"
    if path.exists() and "--again" not in sys.argv:
        print(f"{path} is there; a released format never changes (--again before the first release).")
        return 1
    path.unlink(missing_ok=True)
    with Project.create(path, program="pressmark golden", clock=_Clock()) as project:
        fill(project)
        text = json.dumps(everything(project), ensure_ascii=False, indent=1)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
