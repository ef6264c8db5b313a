"""Project files from strangers: nothing in them runs, nothing beside them is read, deleted or played back."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db import coders, limits, looking, schema, verify
from db.errors import NotAProjectError, ProjectError
from db.project import Project
from db.session import Session

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS key, x AS value FROM n"


def change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def rewrite_schema(path: Path, statement: str) -> None:
    """Put a statement into the schema that SQLite itself would refuse to run."""
    change(path, "PRAGMA writable_schema = ON", statement)


@pytest.fixture
def path(work: "Work") -> Path:
    work.mark(17, 31)
    work.project.close()
    return work.project.path


def an_endless_view_in_the_place_of_a_table(path: Path) -> None:
    change(path, "DROP TABLE meta", f"CREATE VIEW meta AS {ENDLESS}")


def an_endless_view_beside_the_tables(path: Path) -> None:
    change(path, f"CREATE VIEW extra AS {ENDLESS}")


def a_trigger_that_deletes(path: Path) -> None:
    change(path, "CREATE TRIGGER quiet AFTER UPDATE ON meta BEGIN DELETE FROM revision; END")


def a_table_of_functions(path: Path) -> None:
    change(path, "CREATE VIRTUAL TABLE words USING fts5(text)")


def a_column_that_computes(path: Path) -> None:
    change(path, "ALTER TABLE setting ADD COLUMN long TEXT AS (hex(zeroblob(1000000000)))")


def an_index_that_computes(path: Path) -> None:
    change(path, "CREATE INDEX slow ON passage (length(hex(zeroblob(length(quote) * 100))))")


def a_schema_of_a_thousand_columns(path: Path) -> None:
    change(path, f"CREATE TABLE wide ({', '.join(f'c{n}' for n in range(1000))})")


def a_schema_that_is_no_sql(path: Path) -> None:
    rewrite_schema(path, "UPDATE sqlite_schema SET sql = 'CREATE TABLE place (((((' WHERE name = 'place'")


def a_table_that_is_another_one(path: Path) -> None:
    rewrite_schema(
        path,
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'passage')"
        " WHERE name = 'progress'",
    )


def a_newer_format_with_a_trigger(path: Path) -> None:
    a_trigger_that_deletes(path)
    change(path, f"PRAGMA user_version = {schema.CURRENT.version + 1}")


HOSTILE = (
    an_endless_view_in_the_place_of_a_table,
    an_endless_view_beside_the_tables,
    a_trigger_that_deletes,
    a_table_of_functions,
    a_column_that_computes,
    an_index_that_computes,
    a_schema_of_a_thousand_columns,
    a_schema_that_is_no_sql,
    a_table_that_is_another_one,
    a_newer_format_with_a_trigger,
)


@pytest.mark.parametrize("spoil", HOSTILE, ids=[spoil.__name__ for spoil in HOSTILE])
def test_a_hostile_file_is_refused_and_left_as_it_is(path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(NotAProjectError) as refused:
        Project.open(path, program="pressmark test")
    assert str(refused.value).endswith(".")
    with pytest.raises(ProjectError), looking.looked_at(path):
        pass
    assert path.read_bytes() == before


def test_limits_are_set_on_every_connection(path: Path, office: "Office") -> None:
    def lengths(session: Session) -> tuple[int, int]:
        get = session.connection.getlimit
        return get(sqlite3.SQLITE_LIMIT_LENGTH), get(sqlite3.SQLITE_LIMIT_ATTACHED)

    assert office.open(path).ask(lengths) == (limits.LARGEST, 0)
    with pytest.raises(ProjectError, match="could not be read or written"):
        office.opened[-1].ask(lambda session: session.connection.execute("ATTACH ':memory:' AS other"))
    office.opened[-1].close()
    with looking.looked_at(path) as session:
        assert lengths(session) == (limits.LARGEST, 0)


def a_foreign_log(path: Path) -> Path:
    """Put a write-ahead log with valid pages of another project beside this one."""
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    connection = sqlite3.connect(other)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("DELETE FROM passage")
    connection.commit()
    log = path.with_name(path.name + "-wal")
    log.write_bytes(other.with_name("other-wal").read_bytes())
    connection.close()
    other.unlink()
    return log


def test_a_log_of_another_file_is_not_read(path: Path, office: "Office", work: "Work") -> None:
    log = a_foreign_log(path)
    content = log.read_bytes()
    with pytest.raises(NotAProjectError, match="log of another program"), looking.looked_at(path):
        pass
    work.project = office.open(path)
    assert len(work.passages()) == 1
    assert work.project.ask(verify.check) == ()
    assert not log.exists()
    (stray,) = path.parent.glob("study.pressmark-wal.stray-*")
    assert stray.read_bytes() == content


def test_a_file_in_another_mode_is_refused_and_its_log_left_alone(path: Path) -> None:
    log = a_foreign_log(path)
    data = bytearray(path.read_bytes())
    data[18] = data[19] = 2
    path.write_bytes(data)
    with pytest.raises(NotAProjectError, match="write-ahead log"):
        Project.open(path, program="pressmark test")
    assert log.exists()
    assert path.read_bytes() == data


def test_a_journal_cannot_have_another_file_deleted(path: Path, office: "Office") -> None:
    victim = path.with_name("thesis.txt")
    victim.write_text("years of work")
    name = str(victim).encode()
    checksum = sum(name) & 0xFFFFFFFF
    magic = bytes.fromhex("d9d505f920a163d7")
    header = magic + b"\0\0\0\0" + b"\0\0\0\1" + (len(path.read_bytes()) // 4096).to_bytes(4, "big")
    header += (512).to_bytes(4, "big") + (4096).to_bytes(4, "big")
    tail = b"\0\0\0\0" + name + len(name).to_bytes(4, "big") + checksum.to_bytes(4, "big") + magic
    path.with_name(path.name + "-journal").write_bytes(header.ljust(512, b"\0") + tail)
    with pytest.raises(ProjectError, match="open it once"), looking.looked_at(path):
        pass
    project = office.open(path)
    assert [coder.name for coder in project.ask(coders.all)] == ["Anna"]
    assert victim.read_text() == "years of work"
    assert list(path.parent.glob("*.stray-*"))


@given(st.binary(max_size=300), st.integers(0, 4095))
@example(b"SQLite format 3\0", 0)
@example(b"\x00" * 100, 0)
@example(b"\x00\x00\x00\x02", 52)
@example(b"\x00\x02", 56)
@example(b"\xff" * 8, 16)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_first_page_says_the_file_opens_or_is_refused_in_words(
    path: Path, data: bytes, at: int
) -> None:
    whole = path.read_bytes()
    copy = path.with_name("copy.pressmark")
    copy.write_bytes(whole[:at] + data + whole[at + len(data) :])
    try:
        with Project.open(copy, program="pressmark test") as project:
            project.ask(verify.check)
            said = "."
    except ProjectError as refusal:
        said = str(refusal)
    copy.unlink()
    assert said.endswith(".")
    assert "\n" not in said


@given(st.binary(max_size=5000))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_opened_or_refused_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.pressmark"
    path.write_bytes(data)
    with pytest.raises(ProjectError):
        Project.open(path, program="pressmark test")
    assert path.read_bytes() == data
