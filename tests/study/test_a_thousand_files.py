"""Files of every kind in one run: the bad ones are named with their reasons and block no other."""

from pathlib import Path

import pytest

from db import articles, zones
from db.project import Project
from db.verify import check
from desktop.study.importing import add_articles
from tests.articles.made_files import docx, locked_pdf, odt, pdf, xlsx, zipped

PAGE = "<html><body><h1>Lamps of {n}</h1><p>{text}</p><p>{text}</p></body></html>"
MHTML = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    "Content-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n--b--\r\n"
)


def good(n: int) -> tuple[tuple[str, bytes], ...]:
    text = f"The board of harbour {n} delayed its contract, {n} people who know of it said on Monday."
    page = PAGE.format(n=n, text=text)
    return (
        ("txt", f"Lamps of {n}\n\n{text}".encode()),
        ("md", f"# Lamps of {n}\n\n{text}".encode()),
        ("csv", f"id,title,text\n{n},Lamps of {n},{text}\n".replace("contract,", "contract").encode()),
        ("xlsx", xlsx([["id", "title", "text"], [n, f"Lamps of {n}", text]])),
        ("docx", docx([("Title", f"Lamps of {n}"), text])),
        ("odt", odt(f"<text:h>Lamps of {n}</text:h><text:p>{text}</text:p>")),
        ("rtf", b"{\\rtf1\\ansi Lamps\\par " + text.encode() + b"\\par}"),
        ("html", page.encode()),
        ("mhtml", MHTML.format(page=page).encode()),
        ("pdf", pdf([[f"Lamps of {n}", text]])),
        ("zip", zipped({"inner.txt": f"Inside {n}\n\n{text}"})),
    )


BAD: tuple[tuple[str, bytes, str], ...] = (
    ("latin.txt", "Café".encode("latin-1"), "--encoding"),
    ("empty.txt", b"", "empty"),
    ("locked.pdf", locked_pdf([["One."]]), "password"),
    ("cut.docx", docx(["One two three."] * 50)[:300], "damaged"),
    ("tool.exe", b"MZ", "cannot be read"),
    ("bomb.zip", zipped({"a.txt": b"0" * 5_000_000}), "packed so tightly"),
    ("laughs.docx", docx(["&b;"], head='<!DOCTYPE x [<!ENTITY b "ha">]>'), "entities"),
    ("scripts.html", b"<script>alert(1)</script><img src='file:///etc/passwd'>", "no text"),
)


def bring_in(project: Project, folder: Path, each: int) -> None:
    """Write `each` files of every good kind among the bad ones, and add them all in one run."""
    for n in range(each):
        for suffix, data in good(n):
            (folder / f"{n:03}.{suffix}").write_bytes(data)
    for name, data, _ in BAD:
        (folder / name).write_bytes(data)
    seen: list[int] = []

    def report(done: int, of: int, name: str) -> bool:
        assert 0 <= done <= of == each * 11 + len(BAD)
        assert name
        seen.append(done)
        return True

    found = add_articles(project, [folder], report=report)
    assert seen == sorted(seen)
    assert {item.name for item in found.refused} == {name for name, _, _ in BAD}
    for name, _, reason in BAD:
        (message,) = [item.message for item in found.refused if item.name == name]
        assert message.startswith(name)
        assert reason in message
        assert "\n" not in message
    assert found.count("added") == each * 11
    stored = {item.id: item for item in project.ask(articles.summaries)}
    assert len(stored) == each * 11
    drawn = {zone.article for zone in project.ask(zones.all)}
    assert drawn == set(stored)
    assert project.ask(check) == ()


def test_files_of_every_kind_come_in_and_bad_ones_are_named(empty: Project, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bring_in(empty, folder, each=4)


@pytest.mark.slow
def test_a_thousand_files_come_in(empty: Project, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bring_in(empty, folder, each=92)


def test_a_bad_file_in_an_archive_is_refused_by_its_name_and_the_others_come_in(
    empty: Project, tmp_path: Path
) -> None:
    archive = zipped({"a.txt": "One.", "sub/b.exe": b"MZ", "../c.txt": "Two.", "d.txt": "Three."})
    (tmp_path / "many.zip").write_bytes(archive)
    found = add_articles(empty, [tmp_path / "many.zip"])
    assert {item.name for item in found.refused} == {"many.zip/sub/b.exe", "many.zip/../c.txt"}
    assert {item.name for item in found.items if item.outcome == "added"} == {
        "many.zip/a.txt",
        "many.zip/d.txt",
    }
    assert "points outside" in next(item.message for item in found.refused if "c.txt" in item.name)


def test_a_fault_of_a_reader_in_one_file_stops_no_other(
    empty: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.articles.readers import richtext

    def broken(_: object) -> None:
        raise KeyError("a fault of ours")

    for name, data in (("a.txt", b"One."), ("b.rtf", b"{\\rtf1 Two.}"), ("c.txt", b"Three.")):
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(richtext, "read", broken)
    found = add_articles(empty, [tmp_path / "a.txt", tmp_path / "b.rtf", tmp_path / "c.txt"])
    assert [item.outcome for item in found.items] == ["added", "refused", "added"]
    assert "KeyError" in found.items[1].message
