"""The sheet for a meeting, and the change log: what was said of a disagreement leads to a version."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from db.project import Project
from desktop.codebook import parse
from desktop.errors import UserError
from desktop.exchange.discussion_sheet import format_of, sheet_html, sheet_markdown, write_sheet
from desktop.study import settling
from desktop.study.adjudication import read_queue, save
from desktop.study.codebook_log import change_log, lead_to, open_gaps
from desktop.study.codebooks import current_codebook, install, propose
from desktop.study.coders import add_coder
from desktop.study.discussion import discussion_sheet, team_notes
from desktop.study.settling import Why
from tests.exchange.team import Team

HOSTILE = "He said *so* and <script>alert(1)</script> [x](http://example.org)."
TEXT = f"Title\nFair, one supposes.\n{HOSTILE}\nIt rains.\n"


@pytest.fixture
def differing(team: Team) -> Team:
    """Two coders who differ on two sentences, one of them hostile."""
    team.add("rain.txt", TEXT)
    team.mark("Anna", "rain.txt", "editorialising", "Fair, one supposes.")
    team.mark("Ben", "rain.txt", "editorialising", "one supposes")
    team.mark("Anna", "rain.txt", "editorialising", HOSTILE)
    for name in ("Anna", "Ben"):
        team.finish(name, "rain.txt")
    return team


def discuss(project: Project, quote: str, why: Why) -> None:
    judge, _ = add_coder(project, "Judge")
    queue = read_queue(project, judge)
    item = next(item for item in queue.items if item.place.quote == quote)
    save(project, settling.later(settling.open_case(project, queue, item), why)).result()


class Tags(HTMLParser):
    """Which elements a page has, and all of its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.loads: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.loads += [value for name, value in attrs if name in {"href", "src"} and value]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_dearest_come_first_but_for_what_is_to_be_discussed(differing: Team) -> None:
    project = differing.project
    assert [entry.quote for entry in discussion_sheet(project).entries] == [HOSTILE, "Fair, one supposes."]
    discuss(project, "Fair, one supposes.", Why("codebook gap", "is “one” the outlet?", discuss=True))
    sheet = discussion_sheet(project)
    first, second = sheet.entries
    assert (first.quote, first.discuss, second.discuss) == ("Fair, one supposes.", True, False)
    assert first.notes[0].by == "Judge"
    assert first.share + second.share == pytest.approx(1.0)
    assert {what for _, what in first.given} == {"Editorialising", "Editorialising, only “one supposes”"}
    assert {name for name, _ in first.given} == {"A", "B"}
    assert [cited.id for cited in sheet.cited] == ["editorialising"]
    assert len(discussion_sheet(project, count=1).entries) == 1
    item = read_queue(project, add_coder(project, "Other")[0]).items[-1]
    assert [note.note for note in team_notes(project, item)] == ["is “one” the outlet?"]


def test_names_stand_on_it_only_where_they_are_asked_for(differing: Team) -> None:
    hidden, shown = (discussion_sheet(differing.project, names=names) for names in (False, True))
    for form in (sheet_markdown, sheet_html):
        assert "Anna" not in form(hidden)
        assert "Anna" in form(shown)


def test_nothing_of_an_article_is_taken_for_markup(differing: Team) -> None:
    discuss(differing.project, HOSTILE, Why(note="<b>bold</b> & *so*"))
    sheet = discussion_sheet(differing.project)
    page = Tags(sheet_html(sheet))
    assert not page.tags & {"script", "b", "img", "link"}
    assert all(place.startswith("#") for place in page.loads)
    assert HOSTILE in page.text
    assert "<b>bold</b> & *so*" in page.text
    assert "Definition" in page.text
    assert "Codebook: Editorialising" in page.text
    marked = sheet_markdown(sheet)
    assert r"\*so\*" in marked
    assert r"\<script\>" in marked
    assert "# Codebook" in marked


def test_a_quote_over_several_lines_stands_out_line_by_line(team: Team) -> None:
    long = "It rains.\n\n" + "It rains and rains, she said, and nobody comes. " * 5
    team.add("long.txt", f"Title\n{long}\nEnd.\n")
    team.mark("Anna", "long.txt", "user-comment", long.strip())
    team.mark("Ben", "long.txt", "user-comment", long.strip()[:-6])
    for name in ("Anna", "Ben"):
        team.finish(name, "long.txt")
    marked = sheet_markdown(discussion_sheet(team.project))
    assert "> **It rains.**\n>\n> **It rains and rains" in marked
    assert "only “It rains. It rains and rains" in marked
    assert " … " in marked


def test_it_is_written_in_the_format_that_the_name_says(differing: Team, tmp_path: Path) -> None:
    sheet = discussion_sheet(differing.project)
    for name in ("sheet.md", "sheet.html"):
        out = tmp_path / name
        write_sheet(sheet, out, format_of(out, None))
        assert "Fair, one supposes" in out.read_text(encoding="utf-8")
    assert format_of(Path("sheet"), "md") == "md"
    with pytest.raises(UserError, match="md or html"):
        format_of(Path("sheet.docx"), None)


def test_a_gap_stays_open_until_a_version_is_said_to_close_it(differing: Team) -> None:
    project = differing.project
    discuss(project, "Fair, one supposes.", Why("codebook gap", "is “one” the outlet?"))
    (gap,) = open_gaps(project)
    assert (gap.quote, gap.by, gap.note) == ("Fair, one supposes.", "Judge", "is “one” the outlet?")
    newer = (
        current_codebook(project).text + "\n## The outlet's one {#R99 kind=rule}\n\n“One” is the outlet.\n"
    )
    install(project, propose(project, newer, "newer.md"))
    version = current_codebook(project).sha256
    assert lead_to(project, version, [gap.decision])
    assert not lead_to(project, version, [gap.decision])
    assert open_gaps(project) == ()
    latest, first = change_log(project)
    assert (latest.number, latest.causes, first.causes) == (2, (gap,), ())
    assert any("R99" in sentence for sentence in latest.changes)
    with pytest.raises(UserError, match="no decision"):
        lead_to(project, version, ["nonsense"])
    with pytest.raises(UserError, match="not in this project"):
        lead_to(project, parse("# Another\n\n## A {#a key=a}\n\nB.\n").sha256, [gap.decision])
