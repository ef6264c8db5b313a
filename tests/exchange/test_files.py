"""Output files are the old ones or the new ones, whole, and never a project."""

import os
import sys
from pathlib import Path

import pytest

from desktop.errors import UserError
from desktop.exchange.files import read_input, write_file, write_files
from tests.exchange.team import Team


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    write_file(out, b"old")
    write_file(out, b"new")
    assert out.read_bytes() == b"new"
    assert left_in(tmp_path) == ["out.csv"]


def test_when_one_of_several_cannot_be_written_the_others_stay_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old a")
    (tmp_path / "taken").write_bytes(b"a file where a folder is wanted")
    wanted = {tmp_path / "a.csv": b"new a", tmp_path / "taken" / "b.csv": b"new b"}
    with pytest.raises(UserError, match="taken"):
        write_files(wanted, tmp_path / "taken")
    assert (tmp_path / "a.csv").read_bytes() == b"old a"
    assert left_in(tmp_path) == ["a.csv", "taken"]


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no folder .*nowhere"):
        write_file(tmp_path / "nowhere" / "out.csv", b"x")


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        write_file(tmp_path, b"x")


def test_no_project_is_overwritten_open_or_not(team: Team, tmp_path: Path) -> None:
    for path in (team.project.path, team.project.path.with_name("study.pressmark-lock")):
        before = path.read_bytes() if path != team.project.path else b""
        with pytest.raises(UserError, match="belongs to a project"):
            write_file(path, b"x")
        assert path == team.project.path or path.read_bytes() == before
    other = tmp_path / "renamed.csv"
    other.write_bytes(b"SQLite format 3\x00 and more")
    with pytest.raises(UserError, match="belongs to a project"):
        write_file(other, b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_followed_to_the_file_it_names(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_file(tmp_path / "link.csv", b"new")
    assert (tmp_path / "real.csv").read_bytes() == b"new"
    assert (tmp_path / "link.csv").is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="a device file is a POSIX thing")
def test_a_device_is_written_to_and_not_replaced() -> None:
    device = Path(os.devnull)
    assert device.is_char_device()
    write_file(device, b"x")
    assert device.is_char_device()


def test_input_is_never_the_open_project(team: Team) -> None:
    with pytest.raises(UserError, match="is the project itself"):
        read_input(team.project.path, 100)


def test_input_that_is_missing_a_folder_or_too_large_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no file .*gone\.csv"):
        read_input(tmp_path / "gone.csv", 100)
    with pytest.raises(UserError, match="is a folder"):
        read_input(tmp_path, 100)
    (tmp_path / "big.csv").write_bytes(b"x" * 101)
    with pytest.raises(UserError, match="larger than"):
        read_input(tmp_path / "big.csv", 100)
