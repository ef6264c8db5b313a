"""After a read or write that failed, the file is closed, opened and checked before anything else is done."""

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import coders, verify
from db.errors import NotAProjectError, NotSavedError, ProjectError
from db.session import Session

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work

# Another process does it: to open the file here would drop our lock.
WRITE = (
    "import sys; f = open(sys.argv[1], 'r+b'); f.seek(int(sys.argv[2])); f.write(bytes.fromhex(sys.argv[3]))"
)


def overwrite(path: Path, at: int, data: bytes) -> None:
    subprocess.run([sys.executable, "-c", WRITE, str(path), str(at), data.hex()], check=True, timeout=60)


def forget_pages(session: Session) -> None:
    session.connection.execute("PRAGMA shrink_memory")


def root_page(session: Session, table: str) -> int:
    query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
    return int(session.connection.execute(query, (table,)).fetchone()[0])


def test_a_damaged_page_is_noticed_and_the_project_works_again_once_it_is_whole(
    work: "Work", office: "Office"
) -> None:
    work.mark(17, 31)
    at = (work.project.ask(root_page, "passage") - 1) * 4096
    work.project.close()
    path = work.project.path
    before = path.read_bytes()
    work.project = office.open(path)
    work.project.ask(forget_pages)
    overwrite(path, at, b"\xff" * 4096)
    with pytest.raises(ProjectError, match="could not be read"):
        work.passages()
    with pytest.raises(NotAProjectError, match="damaged"):
        work.project.ask(coders.all)
    with pytest.raises(ProjectError):
        work.mark(0, 3)
    overwrite(path, at, before[at : at + 4096])
    work.mark(0, 3)
    assert len(work.passages()) == 2
    assert work.project.ask(verify.check) == ()
    assert work.project.read_only == ""


def test_a_project_whose_file_is_gone_after_trouble_says_so(work: "Work", office: "Office") -> None:
    office.add(work.project, "long.txt", "Nothing happened. " * 20_000)

    def fail(session: Session) -> None:
        session.trouble.suspect = True

    work.project.ask(fail)
    hidden = work.project.path.with_name("elsewhere")
    work.project.path.rename(hidden)
    with pytest.raises(NotSavedError, match=r"no project file.*Nothing more is saved"):
        work.mark(0, 3)
    hidden.rename(work.project.path)
    work.mark(0, 3)
    assert len(work.passages()) == 1


def test_after_a_doubtful_write_the_file_is_written_anew(work: "Work") -> None:
    marked = work.mark(17, 31)
    before = work.project.path.stat().st_ino

    def fail(session: Session) -> None:
        session.trouble.suspect = session.trouble.doubtful = True

    work.project.ask(fail)
    assert work.passages() == (marked,)
    assert work.project.path.stat().st_ino == before
    work.mark(0, 3)
    assert work.project.path.stat().st_ino != before or sys.platform == "win32"
    assert len(work.passages()) == 2
    assert work.project.ask(verify.check) == ()
    assert {found.name for found in work.project.path.parent.iterdir()} == {
        "study.pressmark",
        "study.pressmark-lock",
        "study.pressmark-journal",
    }
