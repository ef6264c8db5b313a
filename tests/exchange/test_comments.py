"""Comment threads out: who wrote what in answer to whom, by name or by pseudonym."""

from dataclasses import asdict, replace
from pathlib import Path

from db import articles, zones
from db.records import Zone
from desktop.articles.zones import propose_zones
from desktop.exchange.labels_csv import ExportSettings
from desktop.exchange.labels_export import export_labels
from desktop.study.importing import add_articles
from desktop.study.listing import comment_listing
from desktop.study.zones import accept_zones
from tests.exchange.team import Team, begin, read_rows

THREAD = (
    "Toll rises\n"
    "The toll on the bridge rises by four crowns on Monday, the county said on Friday.\n"
    "Comments\n"
    "marsh_marigold Sun, 06/02/2019 - 10:15 Permalink\n"
    "Four crowns! I shall swim.\n"
    "\n"
    "old_ferryman marsh_marigold Sun, 06/02/2019 - 11:20 Permalink\n"
    "Mind the current.\n"
    "Bring a rope.\n"
    "In reply to Four crowns! by marsh_marigold\n"
)


def with_thread(team: Team, name: str, text: str) -> None:
    """Add an article and store the zones that its text gives away."""
    article = team.add(name, text)
    proposed = propose_zones(article.text)
    assert len(proposed.comments) == text.count("Permalink")
    team.project.ask(
        zones.replace,
        article.id,
        tuple(
            Zone(article.id, z.kind, z.start, z.end, z.state, z.rule, details=z.details)
            for z in proposed.zones
        ),
    )


def test_the_thread_is_listed_with_offsets_authors_and_parents(team: Team) -> None:
    with_thread(team, "thread.txt", THREAD)
    first, second = comment_listing(team.project, "thread.txt")
    text = team.article("thread.txt").text
    assert (first.number, first.author, first.replies_to, first.parent) == (1, "marsh_marigold", None, None)
    assert (second.number, second.author, second.replies_to, second.parent) == (
        2,
        "old_ferryman",
        "marsh_marigold",
        1,
    )
    assert (first.posted_at, second.posted_at) == ("2019-06-02T10:15", "2019-06-02T11:20")
    assert text[slice(*first.header)].startswith("marsh_marigold Sun")
    assert text[slice(*second.body)] == "Mind the current.\nBring a rope."
    assert second.footer is not None
    assert text[slice(*second.footer)].startswith("In reply to")
    assert first.footer is None
    assert comment_listing(team.project) == (first, second)


def test_passages_know_the_comment_they_are_in(team: Team) -> None:
    with_thread(team, "thread.txt", THREAD)
    accept_zones(team.project, "thread.txt")
    team.mark("Anna", "thread.txt", "user-comment", "Mind the current.\nBring a rope.")
    rows = {r["zone"]: r for r in read_rows(team.export())}
    assert rows["comment"]["comment"] == "2"


def test_commenters_have_pseudonyms_that_keep_the_thread_together(team: Team) -> None:
    with_thread(team, "thread.txt", THREAD)
    export_labels(team.project, team.folder / "labels.csv", ExportSettings(), team.folder / "named")
    named = read_rows(team.folder / "named" / "comments.csv")
    assert [row["author"] for row in named] == ["marsh_marigold", "old_ferryman"]
    settings = ExportSettings(pseudonyms=True, texts=False)
    export_labels(team.project, team.folder / "labels.csv", settings, team.folder / "masked")
    masked = read_rows(team.folder / "masked" / "comments.csv")
    assert masked[1]["replies_to"] == masked[0]["author"] != named[0]["author"]
    assert masked[1]["parent"] == masked[0]["number"]
    everything = b"".join(path.read_bytes() for path in (team.folder / "masked").rglob("*.*"))
    assert b"marigold" not in everything
    assert b"ferryman" not in everything


def test_the_thread_of_the_fifth_real_article(real_articles: tuple[Path, ...], tmp_path: Path) -> None:
    team = begin(tmp_path / "real")
    with team.project:
        add_articles(team.project, real_articles[-1:])
        article = team.project.ask(articles.all)[0]
        proposed = propose_zones(article.text)
        stored = [
            Zone(article.id, z.kind, z.start, z.end, z.state, z.rule, details=z.details)
            for z in proposed.zones
        ]
        team.project.ask(zones.replace, article.id, tuple(stored))
        listed = comment_listing(team.project)
    assert len(listed) == 17
    assert len({comment.author for comment in listed}) == 14
    assert sum(comment.parent is not None for comment in listed) == 8
    assert listed[3].parent == 1
    assert all(asdict(comment)["header"][0] < comment.body[0] <= comment.body[1] for comment in listed)


def test_rejected_comments_are_none(team: Team) -> None:
    with_thread(team, "thread.txt", THREAD)
    article = team.article("thread.txt")
    found = team.project.ask(zones.of_article, article.id)
    team.project.ask(zones.replace, article.id, tuple(replace(zone, state="rejected") for zone in found))
    assert comment_listing(team.project, "thread.txt") == ()
