"""Web pages: the article and its readers' comments, as the file has them, and nothing loaded."""

import socket
from pathlib import Path

import pytest

from desktop.articles.assembling import Assembled, assemble
from desktop.articles.listing import comments_in
from desktop.articles.reading import ReadArticle, Source, read_bytes, read_file

PAGES = Path(__file__).with_name("pages")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a page asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def page(name: str) -> tuple[ReadArticle, Assembled]:
    (article,) = read_file(PAGES / name, name)
    return article, assemble(article)


def kinds(article: Assembled) -> list[tuple[str, str]]:
    return [(zone.kind, article.text[zone.start : zone.end]) for zone in article.zones]


def test_a_wordpress_page() -> None:
    read, article = page("wordpress.html")
    comments = comments_in(article.zones)
    assert [(one.author, one.parent, one.posted_at) for one in comments] == [
        ("Olga Brandt", None, "2019-03-12T10:15"),
        ("T. Quist", 1, "2019-03-12T11:02"),
        ("Olga Brandt", None, "2019-03-13T23:59"),
    ]
    assert article.text[slice(*comments[0].body)] == (
        "I live there.\u00a0The fog is real, the study is not.\n\nThey came once, in July. In July!"
    )
    assert article.text[slice(*comments[1].body)] == "The fog is real\n\nIn July you can see as far as Oster."
    assert [article.text[slice(*one.footer)] for one in comments if one.footer] == ["Reply"] * 3
    zones = kinds(article)
    assert zones[0] == ("title", "The Ministry Discovers Fog")
    quotation = next(text for kind, text in zones if kind == "quotation")
    assert quotation.startswith("The ministry will spend")
    body = next(text for kind, text in zones if kind == "body")
    assert "eleven\u00a0years" in body
    assert dict(read.metadata)["author"] == "Marek Tolle"
    assert dict(read.metadata)["url"] == "https://fog-horn.example/fog"
    for left_out in ("Recent Posts", "stolen", "Proudly powered", "Your email address", "About"):
        assert left_out not in article.text


def test_a_drupal_page() -> None:
    _, article = page("drupal.html")
    comments = comments_in(article.zones)
    assert [(one.author, one.replies_to, one.parent, one.depth) for one in comments] == [
        ("old_salt", None, None, 0),
        ("Lamp Lighter", "old_salt", 1, 1),
        ("Quay Rat", None, 2, 2),
        ("Ferry Man", None, None, 0),
    ]
    assert comments[3].posted_at == "2019-04-03T00:00"
    assert article.text[slice(*comments[0].body)] == "Knitted in the ministry, I would say."
    assert ("byline", "Courtesy of The Fog Horn") in kinds(article)
    section = next(text for kind, text in kinds(article) if kind == "comment-section")
    assert section.startswith("Comments")


def test_a_plain_list_of_comments() -> None:
    _, article = page("generic.html")
    assert [(one.author, one.parent, one.posted_at) for one in comments_in(article.zones)] == [
        ("Herring Fan", None, "2016-06-02T11:43"),
        ("elin_reader", 1, "2016-06-02T12:01"),
    ]


def test_a_thread_that_comes_by_script_is_said_to_be_missing() -> None:
    read, article = page("scripted.html")
    assert comments_in(article.zones) == ()
    assert read.warnings == ("The page loads its comments by script: they are not in the file.",)


def test_a_web_archive_gives_its_page() -> None:
    html = (PAGES / "generic.html").read_text(encoding="utf-8").replace("overdue", "=C3=BCberf=C3=A4llig")
    archive = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=XX\r\n\r\n--XX\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + html.replace('class="', 'class=3D"')
        + "\r\n--XX\r\nContent-Type: image/png\r\n\r\nxx\r\n--XX--\r\n"
    )
    (article,) = read_bytes(Source("page.mhtml", archive.encode()))
    assembled = assemble(article)
    assert "überfällig" in assembled.text
    assert len(comments_in(assembled.zones)) == 2


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    head = '<html><head><meta charset="windows-1251"></head>'
    html = f"{head}<body><h1>Привет всем</h1><p>Как дела? Хорошо.</p></body></html>"
    (article,) = read_bytes(Source("page.html", html.encode("windows-1251")))
    assert "Привет" in assemble(article).text
    assert article.encoding == "cp1251"
