"""Reader comments in plain text: each with its author, time and parent, in every layout the program knows."""

import random
import sys
from pathlib import Path

import pytest

from desktop.articles.grammars import built_in, load_grammar
from desktop.articles.listing import comments_in
from desktop.articles.spans import Comment
from desktop.articles.zones import propose_zones
from desktop.errors import UserError
from tests.articles.thread_writer import LAYOUTS, Layout, write_thread
from tests.articles.true_articles import SECOND, THIRD, TrueArticle, articles_in
from tests.articles.zone_figures import truth_of


@pytest.fixture
def fifth(real_articles: tuple[Path, ...]) -> tuple[str, tuple[Comment, ...]]:
    text = real_articles[4].read_bytes().decode("utf-8")
    return text, propose_zones(text).comments


def test_the_fifth_articles_thread_as_it_was_counted_by_hand(fifth: tuple[str, tuple[Comment, ...]]) -> None:
    _, comments = fifth
    assert len(comments) == 17
    assert sum(comment.replies_to is not None for comment in comments) == 16
    assert sum(comment.replies_to is None for comment in comments) == 1
    assert sum(comment.parent is not None for comment in comments) == 8
    assert sum(comment.replies_to is not None and comment.parent is None for comment in comments) == 8
    assert len({comment.author for comment in comments}) == 14
    assert max(comment.author_number for comment in comments) == 14
    assert comments[3].parent == 1


def test_each_comment_of_the_fifth_article(
    fifth: tuple[str, tuple[Comment, ...]], real_articles: tuple[Path, ...]
) -> None:
    text, comments = fifth
    truth = truth_of(real_articles[4].read_bytes()).comments
    for comment, true in zip(comments, truth, strict=True):
        assert [*comment.header] == true["header"]
        assert [*comment.body] == true["body"]
        assert (list(comment.footer) if comment.footer else None) == true["footer"]
        assert comment.author == text[slice(*true["author"])]
        assert comment.replies_to == (text[slice(*true["replies_to"])] if true["replies_to"] else None)
        assert comment.parent == true["parent"]
        assert comment.posted_at == true["posted_at"]
        assert [[one.start, one.end, one.comment] for one in comment.requotes] == true["requotes"]
        body = text[slice(*comment.body)]
        assert body == body.strip()


def test_comments_come_back_from_the_stored_zones(fifth: tuple[str, tuple[Comment, ...]]) -> None:
    text, comments = fifth
    zones = propose_zones(text).zones
    assert comments_in(zones) == comments
    fourth = comments[3]
    assert fourth.header == (6418, 6480)
    assert (fourth.number, fourth.parent, fourth.posted_text) == (4, 1, "Sun, 05/13/2018 - 12:37")


@pytest.mark.parametrize(
    "article",
    [one for one in articles_in(SECOND) + articles_in(THIRD) if one.comments],
    ids=lambda article: article.name,
)
def test_made_up_threads_are_read_as_they_were_meant(article: TrueArticle) -> None:
    found = propose_zones(article.text).comments
    assert [(one.author, one.replies_to, one.parent, one.posted_at) for one in found] == [
        (one.author, one.replies_to, one.parent, one.posted_at) for one in article.comments
    ]
    assert [(one.header, one.body, one.footer) for one in found] == [
        (one.header, one.body, one.footer) for one in article.comments
    ]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_borders_names_and_parents_in_many_written_threads(layout: Layout) -> None:
    true = found = hits = named = right_parents = told = 0
    for seed in range(16):
        headed = seed % 2 == 0
        text, written = write_thread(
            layout, seed, 2 + 2 * seed, headed=headed, spaced=seed % 3 > 0, indented=True
        )
        comments = {comment.body: comment for comment in propose_zones(text).comments}
        true, found = true + len(written), found + len(comments)
        for one in written:
            comment = comments.get(one.body)
            if comment and (comment.header, comment.footer) == (one.header, one.footer):
                hits += 1
                named += comment.author.replace("_", " ") == one.author.replace("_", " ")
                # Two on one branch may bear the same name; nobody can tell then which is meant.
                told += 1
                right_parents += comment.parent == one.parent
                assert (comment.posted_at is not None) == layout.shows_time
    assert hits / true >= 0.99
    assert hits / found >= 0.99
    assert named == hits
    assert right_parents / told >= 0.95


def test_a_flat_print_out_has_no_depth_and_no_guessed_parents() -> None:
    layout = next(layout for layout in LAYOUTS if layout.name == "wordpress")
    text, _ = write_thread(layout, 3, 12, headed=True, spaced=True, indented=False)
    assert {comment.parent for comment in propose_zones(text).comments} == {None}


DRUPAL = "{} Sun, 05/13/2018 - {} Permalink\n\n{}\n\n"


def thread(*comments: str) -> tuple[Comment, ...]:
    return propose_zones("Comments\n\n" + "".join(comments)).comments


def test_a_parent_is_never_later_than_its_answer() -> None:
    found = thread(
        DRUPAL.format("anna", "11:00", "First."),
        DRUPAL.format("anna", "15:00", "Third, though it stands second."),
        DRUPAL.format("bo anna", "12:00", "Second.") + "In reply to by anna\n\n",
    )
    assert [comment.parent for comment in found] == [None, None, 1]


def test_an_unknown_target_is_an_orphan_and_no_error() -> None:
    (comment,) = thread(DRUPAL.format("bo nobody", "12:00", "Hello?") + "In reply to by nobody\n")
    assert (comment.author, comment.replies_to, comment.parent) == ("bo", "nobody", None)


def test_two_words_at_the_top_are_flagged_and_not_guessed() -> None:
    known, unsure = thread(
        DRUPAL.format("Ferry", "11:00", "One."), DRUPAL.format("Ferry Man", "12:00", "Two.")
    )
    assert (known.author, known.notes) == ("Ferry", ())
    assert unsure.author == "Ferry Man"
    assert unsure.notes


def test_the_footer_tells_where_a_name_ends() -> None:
    first, second = thread(
        DRUPAL.format("Count Ferry", "11:00", "One."),
        DRUPAL.format("Old Bo Count Ferry", "12:00", "Two.") + "In reply to by Count\u00a0Ferry\n",
    )
    assert (second.author, second.parent) == ("Old Bo", first.number)


def test_a_repeated_parent_is_linked() -> None:
    said = "“The fog is real, the study is not.”\n\nIt is both."
    text = (
        "Comments\n\n"
        + DRUPAL.format("anna", "11:00", "The fog is real, the study is not. We all know it.")
        + DRUPAL.format("bo anna", "12:00", said)
        + "In reply to by anna\n\n"
    )
    first, second = propose_zones(text).comments
    (requote,) = second.requotes
    assert text[requote.start : requote.end] == "“The fog is real, the study is not.”"
    assert requote.comment == first.number
    assert first.requotes == ()


def test_at_names_whom_it_answers_where_nothing_else_does() -> None:
    rows = (("Olga Brandt", 9, "One."), ("Bo", 10, "@Olga Brandt: two."), ("K", 11, "@gone three."))
    text = "".join(
        f"{name} says:\nMarch 4, 2019 at {hour}:15 am\n{body}\nReply\n\n" for name, hour, body in rows
    )
    assert [(one.replies_to, one.parent) for one in thread(text)] == [
        (None, None),
        ("Olga Brandt", 1),
        (None, None),
    ]


def test_a_newest_first_page_finds_parents_below() -> None:
    rows = (("Bo → Anna", "11:00"), ("Anna", "10:00"), ("Anna", "09:00"))
    text = "".join(f"{names}\n12 May 2018 {clock}\n3\nSomething said.\n\n" for names, clock in rows)
    assert [comment.parent for comment in thread(text)] == [2, None, None]


@pytest.mark.parametrize(
    ("preset", "date", "expected"),
    [("mdy", "Sun, 05/06/2018", "2018-05-06T11:43"), ("dmy", "Tue, 05/06/2018", "2018-06-05T11:43")],
)
def test_the_weekday_tells_how_a_date_is_written(preset: str, date: str, expected: str) -> None:
    (comment,) = thread(f"anna {date} - 11:43 Permalink\n\nHello.\n")
    assert comment.posted_at == expected


def test_one_date_that_fits_one_way_tells_for_all() -> None:
    rows = (("Bo", "04/05/2018"), ("K", "05/13/2018"), ("Al", "05/14/2018"))
    text = "".join(f"{name}, {date} 11:43\nHello there.\n" for name, date in rows)
    assert [comment.posted_at for comment in thread(text)] == [
        "2018-04-05T11:43",
        "2018-05-13T11:43",
        "2018-05-14T11:43",
    ]


def test_a_team_adds_a_layout_of_its_own() -> None:
    grammar = load_grammar(
        """
        name = "quay"
        headers = [["~ {author} ~ {date}, {time} ~"]]
        footers = ["[to {target}]"]
        minimum = 1
        """.replace("[to {target}]", "to {target}!"),
        "quay.toml",
    )
    text = (
        "An article.\n\n~ Anna ~ 12 May 2018, 11:43 ~\nHello.\n~ Bo ~ 12 May 2018, 11:50 ~\nHo.\nto Anna!\n"
    )
    found = propose_zones(text, [grammar, *built_in()]).comments
    assert [(one.author, one.replies_to, one.parent) for one in found] == [
        ("Anna", None, None),
        ("Bo", "Anna", 1),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name = ", "no TOML"),
        ('name = "x"', "needs a name and headers"),
        ('name = "x"\nheaders = [["{author}"]]', "neither a time nor a word"),
        ('name = "x"\nheaders = [["{auther} {time}"]]', "unknown {auther}"),
        ('name = "x"\nheaders = [["{author} [{time}"]]', "brackets"),
        ('name = "x"\nheaders = [["{any}{any}{any}{author} {time}"]]', "places open"),
        ('name = "x"\nheaders = [["{time}"]]', "must hold one of"),
        ('name = "x"\nheaders = ["{author} {time}"]', "list of one to"),
        ('name = "x"\nheaders = [["{author} {time}"]]\nminimum = "2"', "wrong kind"),
        ('name = "x"\nheaders = [["{author} {time}"]]\nheadres = []', "no key"),
        ('name = "x"\nheaders = [["{author} {time}"]]\ndate-order = "ymd"', "one of mdy, dmy"),
    ],
)
def test_a_layout_that_cannot_be_read_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(UserError, match=r"quay\.toml: ") as refused:
        load_grammar(text, "quay.toml")
    assert reason in str(refused.value)


def calls_for(text: str) -> int:
    """Count the calls that proposing zones makes, in Python and below: the work without the clock."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        propose_zones(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("layout", [LAYOUTS[0], LAYOUTS[1], LAYOUTS[3]], ids=lambda layout: layout.name)
def test_a_thread_costs_the_same_per_comment_however_long_it_is(layout: Layout) -> None:
    short, _ = write_thread(layout, 1, 300, headed=True, spaced=True, indented=True)
    long, written = write_thread(layout, 1, 3000, headed=True, spaced=True, indented=True)
    assert len(propose_zones(long).comments) == len(written)
    assert calls_for(long) < 11 * calls_for(short)


def test_articles_of_furniture_and_dates_have_no_thread() -> None:
    chance = random.Random(5)
    rows = ["12 May 2018 16:20", "Power is out", "By Jana Holt", "Updated 3 hours ago", "Reply", "24"]
    paragraph = (
        "About 3,000 homes are without power, the company says, and it hopes to repair the lines tonight."
    )
    for _ in range(60):
        text = "\n\n".join(chance.choice([*rows, paragraph, paragraph]) for _ in range(20))
        assert propose_zones(text).comments == (), text


def test_somebody_says_something_in_an_article_and_that_is_no_comment() -> None:
    text = "Anna says:\n\nI never said so.\n\nReply\n\nBo • 3 years ago\n\nI did. And I would do it again."
    assert propose_zones(text).comments == ()
