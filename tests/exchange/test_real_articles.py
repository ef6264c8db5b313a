"""The five real articles through import, marking, export and back; they lie beside the project."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import articles
from desktop.exchange.labels_import import import_labels
from desktop.study.importing import add_articles
from desktop.study.listing import article_bytes
from tests.exchange.team import Team, begin, marked, read_rows, same_work

QUOTE = "we doubt that's directed at Ericsson"


@pytest.fixture
def real(tmp_path: Path, real_articles: tuple[Path, ...]) -> Iterator[Team]:
    """A project with the five, and one coder."""
    made = begin(tmp_path / "real")
    with made.project:
        report = add_articles(made.project, real_articles)
        assert not report.refused
        made.coder("Anna")
        yield made


def test_they_have_the_known_lengths_and_give_their_bytes_back(
    real: Team, real_articles: tuple[Path, ...]
) -> None:
    stored = real.project.ask(articles.all)
    assert [len(article.text) for article in stored] == [3171, 6849, 5168, 3050, 18344]
    assert stored[-1].text.count("\u00a0") == 46
    for path in real_articles:
        assert article_bytes(real.project, path.name, original=True) == path.read_bytes()


def test_the_doubt_about_ericsson_stands_where_it_stands(real: Team) -> None:
    name = real.project.ask(articles.all)[0].name
    real.mark("Anna", name, "editorialising", QUOTE)
    (row,) = marked(read_rows(real.export()))
    assert (row["start"], row["end"], row["quote"]) == ("1413", "1449", QUOTE)


def test_an_emoji_before_it_moves_the_offsets_by_one(real: Team) -> None:
    first = real.project.ask(articles.all)[0]
    real.add("moved.txt", "🚗" + first.text)
    real.mark("Anna", "moved.txt", "editorialising", QUOTE)
    (row,) = marked(read_rows(real.export()))
    assert (row["start"], row["end"], row["quote"]) == ("1414", "1450", QUOTE)


def test_every_paragraph_marked_comes_back_from_the_file(
    real: Team, real_articles: tuple[Path, ...], tmp_path: Path
) -> None:
    for article in real.project.ask(articles.all):
        paragraphs = sorted(set(filter(None, map(str.strip, article.text.split("\n")))))
        places = [(article.text.index(p), article.text.index(p) + len(p)) for p in paragraphs]
        lines = [f"{article.name},Anna,reporting,{start},{end}" for start, end in places]
        table = tmp_path / "in.csv"
        table.write_text("\n".join(["article,coder,label,start,end", *lines]) + "\n", encoding="utf-8")
        import_labels(real.project, table)
        real.finish("Anna", article.name)
    one = real.export()
    other = begin(tmp_path / "other")
    with other.project:
        add_articles(other.project, real_articles)
        import_labels(other.project, one, add_coders=True)
        assert same_work(read_rows(other.export())) == same_work(read_rows(one))
