"""The sample corpus shows, in invented articles, everything that real ones bring along."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass

import pytest

import seeds
from desktop.articles.canonical import canonicalise
from desktop.articles.decoding import decode

TEXTS = {article.name: article.data.decode("utf-8") for article in seeds.articles()}
NBSP = "\u00a0"
THREAD = "05-night-boat.txt"
HEADER = re.compile(r"^(\S.*) (\w{3}), (\d\d)/(\d\d)/(\d{4}) - (\d\d):(\d\d) Permalink$", re.MULTILINE)
FOOTER = re.compile(r"^In reply to by (.+)$", re.MULTILINE)

SHOWN = {
    "another outlet's paragraphs": r"explains what it means for a town:\n\n[^“”\"]+\n\n",
    "a bracketed aside in “we”": r"\([^()]*\bwe\b[^()]*\)",
    "scare quotes": r"'rested' in 2019",
    "a rhetorical question": r"And who will be paid to fill them\?",
    "key points": r"\A  • .+\n  • .+\n  • ",
    "an author's note": r"\n\nAbout the Author\n\n",
    "teasers": r"\n\nFeatured\n\n  • ",
    "a teaser's button": r" Read Now\n",
    "product promotion": r"\n\nNew Products\n\n  • ",
    "a feed footer": r"\n\nvia RSS https://example\.org/\S+ \S+ \S+\n",
    "a reply form": r"\n\nLeave a Reply\n\nYour email address will not be published\.\Z",
    "a lone comments heading": r"\n\nComments\Z",
    "a credit": r"\n\nCourtesy of ",
    "a subscription stub": r"\n\nThis article is for subscribers",
    "an editor's note": r"\n\nEditor's note: An earlier version",
    "a correction": r"Correction: ",
    "an embedded post": r"\n— [^\n(]+ \(@\w+\.example\) \w+ \d+\n",
    "a split quotation": r"“[^”]+,” she added, “[^”]+”",
    "an abbreviation": r"\bU\.N\. meeting",
    "a title before a middle initial": r"\bDr\. \w+ [A-Z]\. \w+",
    "a pair of unlike quotation marks": r"‘[^’\"]+\"",
    "a quotation that never closes": r"\n“[^“”\"\n]+ said\.",
    "an emoji": "[\U00010000-\U0010ffff]",
}


def paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@dataclass(frozen=True)
class Comment:
    author: str
    target: str | None
    posted: dt.datetime
    lines: tuple[str, ...]


def thread(text: str) -> list[Comment]:
    """The comments of a thread; the footer tells where the author's name ends in the header."""
    found = list(HEADER.finditer(text))
    stops = [header.start() for header in found[1:]] + [len(text)]
    comments = []
    for header, stop in zip(found, stops, strict=True):
        names, weekday, month, day, year, hour, minute = header.groups()
        posted = dt.datetime(int(year), int(month), int(day), int(hour), int(minute), tzinfo=dt.UTC)
        assert f"{posted:%a}" == weekday
        lines = paragraphs(text[header.end() : stop])
        footer = FOOTER.match(lines[-1])
        target = footer[1] if footer else None
        author = names.removesuffix(f" {target}") if target else names
        assert not target or author != names, "a footer names another target than its header"
        comments.append(Comment(author, target, posted, tuple(lines[:-1] if footer else lines)))
    return comments


def candidates(comment: Comment, comments: list[Comment]) -> list[Comment]:
    """Which comments it may answer: by its target, and not later than itself."""
    return [one for one in comments if one.author == comment.target and one.posted < comment.posted]


def repeated(comment: Comment, parent: Comment) -> bool:
    """Whether the comment repeats words of its parent in quotation marks."""
    quoted = [line.strip('"') for line in comment.lines if line.startswith('"') and line.endswith('"')]
    return any(words in line for words in quoted for line in parent.lines)


def test_there_are_twelve_articles_with_an_outlet_a_title_and_a_date() -> None:
    assert len(TEXTS) == 12
    for article in seeds.articles():
        known = dict(article.metadata)
        assert known["outlet"]
        assert known["title"]
        dt.date.fromisoformat(known["date"])
    assert len({dict(article.metadata)["outlet"] for article in seeds.articles()}) == 12


@pytest.mark.parametrize("name", TEXTS)
def test_an_article_is_stored_as_its_canonical_text(name: str) -> None:
    data = next(article.data for article in seeds.articles() if article.name == name)
    canonical = canonicalise(decode(data).text)
    assert canonical.text == TEXTS[name]
    assert canonical.notices == ()


@pytest.mark.parametrize("name", TEXTS)
def test_an_article_is_of_a_length_that_a_class_can_read(name: str) -> None:
    assert 1_500 <= len(TEXTS[name]) <= (14_000 if name == THREAD else 7_000)


@pytest.mark.parametrize("what", SHOWN)
def test_the_corpus_shows(what: str) -> None:
    assert [name for name, text in TEXTS.items() if re.search(SHOWN[what], text)]


def test_two_articles_repeat_a_paragraph_of_the_body() -> None:
    for name in ("01-lamp-order.txt", "02-lamp-shares.txt"):
        long = [line for line in paragraphs(TEXTS[name]) if len(line) > 80]
        assert len(long) - len(set(long)) == 1


def test_no_break_spaces_stay_no_break_spaces() -> None:
    assert TEXTS[THREAD].count(NBSP) == 36


def test_every_address_is_one_of_the_reserved_examples() -> None:
    for text in TEXTS.values():
        for host in re.findall(r"https?://([^/\s]+)", text):
            assert host in {"example.org", "example.com"}


def test_the_thread_is_one_that_a_program_has_to_work_for() -> None:
    comments = thread(TEXTS[THREAD])
    authors = {comment.author for comment in comments}
    orphans = {comment.target for comment in comments if comment.target} - authors
    assert len(comments) == 22
    assert len([comment for comment in comments if comment.target]) == 20
    assert {"Old Ferry Hand", "Salt Marrow", "Paper Gull", "barnacle bill"} <= authors
    assert orphans == {"kelpie", "Lee Shore", "sandpiper22", "Old Heron", "Captain Obvious"}


def test_some_parents_are_settled_by_the_clock_and_the_others_by_a_repeated_line() -> None:
    comments = thread(TEXTS[THREAD])
    authors = Counter(comment.author for comment in comments)
    by_clock = by_line = 0
    for comment in comments:
        found = candidates(comment, comments)
        if comment.target is None or comment.target not in authors:
            continue
        if len(found) > 1:
            found = [parent for parent in found if repeated(comment, parent)]
            by_line += 1
        elif authors[comment.target] > 1:
            by_clock += 1
        assert len(found) == 1, comment
    assert by_clock >= 3
    assert by_line >= 2


def test_some_replies_repeat_a_line_of_their_parent() -> None:
    comments = thread(TEXTS[THREAD])
    repeating = [
        one for one in comments if any(repeated(one, parent) for parent in candidates(one, comments))
    ]
    assert len(repeating) == 4


def test_a_short_thread_stands_under_another_article_and_under_the_practice_article() -> None:
    assert len(thread(TEXTS["11-rovers-ground.txt"])) == 4
    assert len(thread(TEXTS[seeds.practice().article_name])) == 2
