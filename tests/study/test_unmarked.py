"""What is left to mark where the codebook wants everything coded."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from db.records import Article, Progress, State, Writer, Zone
from desktop.codebook import parse
from desktop.study.planning import DeskArticle, after, mark
from desktop.study.unmarked import unmarked

ALL = parse("# All, version 1 {whole=yes}\n\n## Fact {#fact key=f}\n\n## Voice {#voice key=v overlap=yes}\n")
SOME = parse("# Some, version 1\n\n## Fact {#fact key=f}\n")
FILLED = parse(
    "# Filled, version 1 {whole=yes}\n\n## Fact {#fact key=f default=yes}\n\n"
    "## Reader {#reader key=u unit=comment}\n"
)
TEXT = "One headline\n\nThe vote is on Monday. We doubt it.\n\n…\n\nAda says: never.\n"


def desk(text: str = TEXT, zones: tuple[Zone, ...] = ()) -> DeskArticle:
    article = Article("a", "one.txt", "One", text, "sha", "osha", 1, "text", "1", "utf-8", "lf", "s", ())
    writer = Writer("c")
    return DeskArticle(article, ALL, writer, zones, (), Progress("c", "a", writer.phase, State.BEGUN))


def zone(kind: str, words: str, state: str = "accepted") -> Zone:
    start = TEXT.index(words)
    return Zone("a", kind, start, start + len(words), state)


def left(now: DeskArticle) -> list[str]:
    return [now.article.text[start:end] for start, end in unmarked(now)]


def marked(now: DeskArticle, *quotes: str, label: str = "fact") -> DeskArticle:
    for quote in quotes:
        start = now.article.text.index(quote)
        now = after(now, mark(now, start, start + len(quote), label, exact=True))
    return now


def test_every_paragraph_with_a_word_in_it_is_asked_for() -> None:
    now = desk()
    assert left(now) == ["One headline", "The vote is on Monday. We doubt it.", "Ada says: never."]
    now = marked(now, "One headline", "The vote is", "We doubt it", "Ada says: never.")
    assert left(now) == ["on Monday."]


def test_nothing_is_asked_for_where_the_codebook_does_not_want_everything() -> None:
    assert left(replace(desk(), codebook=SOME)) == []


def test_only_zones_that_some_label_is_meant_for_are_asked_for() -> None:
    zones = (
        zone("title", "One headline"),
        zone("body", "The vote is on Monday. We doubt it.", "proposed"),
        zone("comment-section", "Ada says: never.\n"),
        zone("comment", "Ada says: never."),
        zone("comment-header", "Ada says:"),
    )
    assert left(desk(zones=zones)) == ["One headline"]
    assert left(replace(desk(zones=zones), codebook=FILLED)) == ["never."]


def test_text_that_counts_by_default_is_not_asked_for() -> None:
    assert left(replace(desk(), codebook=FILLED)) == []


@given(
    st.text(alphabet="ab .\n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8),
)
def test_what_is_left_is_the_words_outside_every_passage(text: str, ranges: list[tuple[int, int]]) -> None:
    one = marked(desk("x"), "x").passages[0]
    put = [(min(start, len(text)), min(start + length, len(text))) for start, length in ranges]
    passages = tuple(replace(one, id=str(at), start=a, end=b) for at, (a, b) in enumerate(sorted(put)))
    now = replace(desk(text), passages=passages)
    covered = {at for p in now.passages for at in range(p.start, p.end)}
    found = [at for span in unmarked(now) for at in range(*span)]
    assert len(found) == len(set(found))
    assert not covered & set(found)
    assert {at for at in range(len(text)) if text[at] in "ab"} - covered <= set(found)
