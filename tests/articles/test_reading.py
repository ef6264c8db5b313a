"""Files in, articles out: the names they get, and what is said of those that cannot be read."""

import os
from pathlib import Path

import pytest

from desktop.articles.reading import find_files, read_file, suffixes
from desktop.errors import UserError


def test_a_folder_gives_its_files_sorted_and_named_from_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".hidden.txt", ".git/x.txt", "old.pressmark", "~$c.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text", encoding="utf-8")
    assert [name for _, name in find_files([tmp_path])] == ["b.txt", "a/1.txt", "a/2.txt"]


def test_files_are_named_by_themselves_and_listed_once(tmp_path: Path) -> None:
    path = tmp_path / "ä b.txt"
    path.write_text("text", encoding="utf-8")
    gone = tmp_path / "gone.txt"
    assert find_files([path, gone, path]) == ((path, "ä b.txt"), (gone, "gone.txt"))


def test_a_text_file_is_one_block_and_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo")
    (article,) = read_file(path, "folder/a.txt")
    assert [(block.kind, block.raw) for block in article.blocks] == [("text", "one\r\ntwo")]
    assert (article.name, article.encoding, article.original) == ("folder/a.txt", "utf-8", path.read_bytes())


def test_what_cannot_be_read_is_named_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "old.txt").write_bytes(b"caf\xe9")
    (tmp_path / "picture.jpeg").write_bytes(b"\xff\xd8")
    said = {
        "gone.txt": "gone.txt: there is no such file.",
        "folder.txt": "folder.txt: this is a folder",
        "empty.txt": "empty.txt: the file is empty.",
        "old.txt": "old.txt: byte 3 (0xe9) is not UTF-8",
        "picture.jpeg": "picture.jpeg: files ending in “.jpeg” cannot be read",
    }
    for name, start in said.items():
        with pytest.raises(UserError) as refused:
            read_file(tmp_path / name, name)
        assert str(refused.value).startswith(start)
        assert "\n" not in str(refused.value)


def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("text", encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")
    with pytest.raises(UserError, match="cannot be read"):
        read_file(path, "locked.txt")


def test_the_file_dialog_learns_what_can_be_read() -> None:
    assert ".txt" in suffixes()


def test_what_a_browser_saved_beside_a_page_is_no_article(tmp_path: Path) -> None:
    for name in ("page.html", "page_files/ad.html", "other_files/a.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text", encoding="utf-8")
    assert [name for _, name in find_files([tmp_path])] == ["page.html", "other_files/a.txt"]
