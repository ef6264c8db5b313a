"""Blocks become one canonical text, whose offsets everything else counts in."""

import hashlib
from pathlib import Path

import pytest

from desktop.articles.assembling import assemble
from desktop.articles.reading import Block, ReadArticle, find_files, read_file
from desktop.errors import UserError


def read(*blocks: tuple[str, str]) -> ReadArticle:
    return ReadArticle("a.txt", tuple(Block(*block) for block in blocks), b"bytes", "utf-8", "text", "1")


def test_the_five_real_articles_arrive_unchanged(real_articles: tuple[Path, ...]) -> None:
    articles = []
    for path, name in find_files([real_articles[0].parent]):
        articles += [assemble(article) for article in read_file(path, name)]
    assert [len(article.text) for article in articles] == [3171, 6849, 5168, 3050, 18344]
    assert articles[4].text.count("\u00a0") == 46
    assert [article.original for article in articles] == [path.read_bytes() for path in real_articles]
    assert articles[0].title.startswith("Trump To Order New Restrictions")
    assert {article.line_ends for article in articles} == {"lf"}
    for article in articles:
        assert {zone.state for zone in article.zones} == {"proposed"}
        assert "body" in {zone.kind for zone in article.zones}
        assert article.text_sha256 == hashlib.sha256(article.text.encode()).hexdigest()


def test_blocks_are_joined_by_an_empty_line_and_empty_ones_left_out() -> None:
    article = assemble(read(("title", "One\r\n"), ("body", ""), ("body", "\ufeffTwo\x00")))
    assert article.text == "One\n\n\nTwo\ufffd"
    assert article.line_ends == "crlf"
    assert article.notices == ("One NUL character was replaced by U+FFFD.",)


def test_an_article_of_spaces_is_an_article_and_one_of_nothing_is_none() -> None:
    assert assemble(read(("text", " \u00a0"))).title == ""
    for raw in ("", "\ufeff"):
        with pytest.raises(UserError, match="no text"):
            assemble(read(("text", raw)))


def test_the_title_is_the_first_line_that_says_something() -> None:
    assert assemble(read(("text", "\n ***\n • Prices rise\nMore"))).title == "Prices rise"
