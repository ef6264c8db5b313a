"""The log holds counts and ids, rotates, and never lets words of the user through."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import logbook
from tests.cli.terminal import Terminal


@pytest.fixture
def book() -> Iterator[Path]:
    logbook.end()
    logbook.begin()
    yield logbook.folder()
    logbook.end()


def read(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("pressmark.log*")))


def test_a_note_says_when_what_and_how_many(book: Path) -> None:
    identity = "01a204d7-86d0-728f-99a9-6fd3954eca5a"
    logbook.note("open", project=identity, articles=12, seconds=0.25, unclean=False)
    assert read(book).endswith(f"open project={identity} articles=12 seconds=0.250 unclean=0\n")


@given(words=st.text(min_size=2).filter(lambda words: len(words.strip()) > 1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_words_do_not_get_through(book: Path, words: str) -> None:
    logbook.note("open", name=words)
    line = read(book).splitlines()[-1]
    assert line.split(" ", 1)[1] in ("open name=" + words, f"open name=<{len(words)} characters>")
    assert line.endswith("characters>") or words in ("merge", "yes", "no", "asked", "saved", "done")


def test_the_log_rotates(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20_000):
        logbook.note("act", number=number, milliseconds=0.5)
    files = list(book.glob("pressmark.log*"))
    assert 1 < len(files) <= 4
    assert all(path.stat().st_size <= 300 * 1024 for path in files)


def test_a_whole_study_leaves_no_text_and_no_name_in_the_log(study: Terminal) -> None:
    study.write("codings.csv", "article,coder,label,start,end,note\nbridge.txt,Anna,reporting,0,5,Zanzibar\n")
    logbook.end()
    for words in (
        ("labels", "import", "study.pressmark", "codings.csv"),
        ("finish", "study.pressmark", "bridge.txt", "--coder", "Anna"),
        ("purge", "study.pressmark", "nowhere.txt"),
        ("check", "study.pressmark"),
    ):
        assert study.process(*words).returncode in (0, 1)
    found = read(logbook.folder())
    assert "command" in found
    for word in (
        "Anna",
        "Ben",
        "Zanzibar",
        "bridge",
        "Toll",
        "study.pressmark",
        str(study.folder),
        "nowhere",
    ):
        assert word not in found
