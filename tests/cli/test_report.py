"""The report: the numbers of the agreement command, the same bytes twice, a page that holds together."""

import re
import shlex
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from desktop.agreement.words import interval, number
from desktop.exchange.demo import make_demo
from desktop.study.agreement import table
from desktop.study.opening import open_project
from desktop.study.workspace.view import pooled
from tests.cli.terminal import Terminal

VOID = {"meta", "br", "hr", "img", "link", "input", "col", "path", "circle", "line", "rect", "ellipse"}
SPECIAL = "Zoë “the & <quick>” | O'Neill"


class Page(HTMLParser):
    """Reads a page strictly: every tag closed in its order, ids once, nothing fetched."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.tables: list[list[list[str]]] = []
        self.unnamed: list[str] = []
        self.links: list[str] = []
        self._cell: list[str] | None = None
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), f"an attribute twice in <{tag}>"
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [value for key, value in attrs if key == "id" and value]
        self.links += [value or "" for key, value in attrs if key in ("src", "href", "xlink:href", "data")]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "svg" and (given.get("role"), bool(given.get("aria-label"))) != ("img", True):
            self.unnamed.append(tag)
        if tag == "th" and given.get("scope") not in ("row", "col"):
            self.unnamed.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another"
        if tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append("".join(self._cell))
            self._cell = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._cell is not None:
            self._cell.append(data)


@pytest.fixture
def there(tmp_path: Path) -> Terminal:
    make_demo(tmp_path)
    return Terminal(tmp_path)


def page(there: Terminal, *options: str) -> Page:
    assert there.run("report", "demo", "out.html", *options).code == 0
    return Page((there.folder / "out.html").read_text(encoding="utf-8"))


def test_the_page_holds_together_and_fetches_nothing(there: Terminal) -> None:
    read = page(there, "--fact", SPECIAL)
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    assert read.unnamed == []
    assert read.headings[0] == 1
    assert all(b - a <= 1 for a, b in zip(read.headings, read.headings[1:], strict=False))
    assert {link.lstrip("#") for link in read.links} <= set(read.ids)
    assert SPECIAL in "".join(read.words)
    text = (there.folder / "out.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert "<script" not in text
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/)", text)


def test_every_figure_is_the_agreement_commands_to_the_printed_digit(there: Terminal) -> None:
    read = page(there)
    rows = there.json("agreement", "demo", "--unit", "sentence", "--unsure", "with")["rows"]
    shown = next(t for t in read.tables if t[0][:2] == ["Label", "α"])
    for cells in shown[1:4]:
        label = cells[0].lower().replace(" ", "-")
        found = {r["coefficient"]: r for r in rows if r["label"] == label and r["scope"] == "pooled"}
        first = {
            name: next(
                r for r in rows if r["label"] == label and r["coefficient"] == name and r["scope"] == "pooled"
            )
            for name in found
        }
        for at, name in ((1, "alpha"), (4, "percent"), (5, "prevalence"), (6, "ac1")):
            assert cells[at] == number(first[name]["value"]), (label, name)
        assert cells[7] == str(first["alpha"]["articles"])
        assert cells[9] == str(first["alpha"]["units"])


def test_intervals_are_the_tables_own(there: Terminal) -> None:
    read = page(there)
    shown = next(t for t in read.tables if t[0][:2] == ["Label", "α"])
    with open_project(there.folder / "demo.pressmark") as project:
        from desktop.agreement.report import AgreementSettings

        rows = pooled(table(project, AgreementSettings(units=("sentence",), unsure="with")), "sentence")
    assert [interval(row) for row in rows if interval(row)] == [
        c[2] for c in shown[1:] if c[2].startswith("[")
    ]


@pytest.mark.parametrize("ending", ["html", "pdf", "md"])
def test_two_runs_give_the_same_bytes(there: Terminal, ending: str) -> None:
    for name in ("one", "two"):
        assert there.run("report", "demo", f"{name}.{ending}").code == 0
    first, second = ((there.folder / f"{name}.{ending}").read_bytes() for name in ("one", "two"))
    assert first == second
    assert len(first) > 5_000


def test_the_command_in_the_report_writes_it_again(there: Terminal) -> None:
    page(there, "--numbered", "--fact", SPECIAL, "--level", "0.9")
    before = (there.folder / "out.html").read_bytes()
    told = re.search(r"<pre><code>(.*?)</code></pre>", before.decode(), re.DOTALL)
    assert told is not None
    from html import unescape

    words = shlex.split(unescape(told[1]))
    assert there.run(*words[1:]).code == 0
    assert (there.folder / "report.html").read_bytes() == before


def test_every_table_becomes_a_csv(there: Terminal) -> None:
    assert there.run("report", "demo", "tables").code == 0
    files = sorted(path.name for path in (there.folder / "tables").iterdir())
    assert {"reliability.csv", "after-discussion.csv", "codebook-labels.csv", "settings.csv"} <= set(files)
    assert len(files) == len(page(there).tables)


def test_numbered_coders_are_named_nowhere(there: Terminal) -> None:
    there.run("coder", "rename", "demo", "A", "Wilhelmina")
    assert "Wilhelmina" in "".join(page(there).words)
    words = "".join(page(there, "--numbered").words)
    assert "Wilhelmina" not in words
    assert "Coder 1" in words


def test_pace_is_told_only_of_coders_who_consent(there: Terminal) -> None:
    assert "Time at work" not in "".join(page(there).words)
    assert "Time at work" in "".join(page(there, "--pace", "A").words)
    refused = there.run("report", "demo", "out.html", "--pace", "Nobody")
    assert refused.code == 1
    assert "Nobody" in refused.err


def test_an_empty_project_says_what_is_missing(tmp_path: Path) -> None:
    there = Terminal(tmp_path)
    there.run("new", "demo")
    read = page(there)
    assert "Nobody has finished an article yet" in "".join(read.words)
    assert read.open == []


def test_a_file_that_is_none_of_these_is_refused(there: Terminal) -> None:
    refused = there.run("report", "demo", "report.docx")
    assert refused.code == 1
    assert "--format" in refused.err


def test_a_browser_shows_it(there: Terminal) -> None:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    browser = next((found for name in names if (found := shutil.which(name))), None)
    if browser is None:
        pytest.skip("no Chromium here to open the report in")
    page(there)
    picture = there.folder / "report.png"
    options = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--screenshot={picture}",
        "--window-size=1000,2000",
    )
    subprocess.run([browser, *options, str(there.folder / "out.html")], check=True, capture_output=True)
    assert picture.stat().st_size > 20_000
