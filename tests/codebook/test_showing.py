"""What a codebook shows can load nothing and run nothing, however hostile the file is."""

import re
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from desktop.codebook import Codebook, codebook_html, label_html, parse
from desktop.codebook.sanitising import ALLOWED, MAX_DEPTH, sanitise

HEAD = "# Title\n\n## Plain {#plain key=p}\n\n"

HOSTILE = {
    "script": "before <script>alert(1)</script> after",
    "script over lines": "before\n\n<script>\n\nalert(1)\n\n</script>\n\nafter",
    "script in a paragraph": "before <ScRiPt type=x>alert(1)</sCrIpT> after",
    "event": "before <img src=x onerror=alert(1)> <b onmouseover='alert(1)'>after</b>",
    "javascript": "before [x](javascript:alert(1)) after",
    "javascript in disguise": "before [x](JaVa&#115;cript:alert(1)) <a href=' javascript:x'>y</a> after",
    "reference": "before [x][y] after\n\n[y]: javascript:alert(1)",
    "file picture": "before ![x](file:///etc/passwd) after",
    "picture from far": "before ![x](https://example.org/x.png) <img src='//example.org/x.png'> after",
    "data picture": "before ![x](data:image/svg+xml;base64,PHN2Zz4=) after",
    "style": "before <style>body { background: url(https://example.org) }</style> after",
    "style attribute": "before <p style='background:url(file:///x)'>x</p> after",
    "frame": "before <iframe src='file:///etc/passwd'></iframe> after",
    "link": "before <link rel=stylesheet href=file:///x.css> after",
    "object": "before <object data='file:///x'></object><embed src='file:///x'> after",
    "form": "before <form action='https://example.org'><input name=x></form> after",
    "vector picture": "before <svg onload=alert(1)><use href='file:///x'/></svg> after",
    "base": "before <base href='https://example.org'> <meta http-equiv=refresh content='0;file:x'> after",
    "cell": "before <table background='file:///x'><tr><td background=file:x colspan=99999>x</table> after",
    "code": "before `<img src=x>` after\n\n```\n<script>\n```\n",
}

TAG = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z]+=\"[^\"]*\")*)>")


def shown(markdown: str) -> str:
    return parse(HEAD + markdown).labels[0].html


class Depth(HTMLParser):
    """Counts how deeply elements are nested, and tables in tables."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.deepest = 0
        self.tables = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the library's signature
        if tag not in ("br", "hr"):
            self.open.append(tag)
        self.deepest = max(self.deepest, len(self.open))
        self.tables = max(self.tables, self.open.count("table"))

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("br", "hr"):
            assert self.open.pop() == tag


def depth(html: str) -> Depth:
    counted = Depth()
    counted.feed(html)
    counted.close()
    assert counted.open == []
    return counted


def assert_harmless(html: str) -> None:
    """Only known tags, closed, with no attribute but an inner anchor, an alignment or a start."""
    for _, name, attributes in TAG.findall(html):
        assert name in ALLOWED
        for attribute in re.findall(r' ([a-z]+="[^"]*")', attributes):
            assert re.fullmatch(r'href="#[\w-]+"|align="(left|right|center)"|start="\d+"', attribute)
    assert "<" not in TAG.sub("", html)


@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_that_loads_or_runs_is_left(case: str) -> None:
    html = shown(HOSTILE[case])
    assert_harmless(html)
    assert "before" in html
    assert "after" in html
    if case != "reference":  # which is no link here, and shown as the text it is
        assert "alert" not in html
        assert "javascript" not in html.lower()
    assert "file:" not in html


class Watching(QTextDocument):
    """A document that writes down whatever it is asked to load."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002, ARG002, N802 - Qt's signature
        self.asked.append(str(name))
        return None


def test_the_watching_document_does_see_a_picture(qtbot: QtBot) -> None:
    document = Watching()
    document.setHtml("<img src='file:///x.png'>")
    document.size()
    assert document.asked


def test_qt_is_asked_to_load_nothing(qtbot: QtBot) -> None:
    for markdown in HOSTILE.values():
        document = Watching()
        document.setHtml(codebook_html(parse(HEAD + markdown)))
        document.size()
        assert document.asked == []


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "nest",
    [
        ">" * 3000 + " end",
        "> " * 3000 + "end",
        "\n\n".join([f"{'> ' * 200}end"] * 20),
        "\n".join("    " * level + "- end" for level in range(130)),
        "<blockquote>" * 3000 + "end",
        ("<table><tr><td>" * 500 + "\n\n") * 6 + "end",
        ("<ul><li>" * 500 + "\n\n") * 6 + "end",
        "".join(f"<b id=x{i}><p>" for i in range(2500)) + "end",
        "[" * 20_000 + "end",
        "**a" * 5000 + " end",
        "<a " * 5000 + "end",
    ],
    ids=lambda nest: str(nest)[:15],
)
def test_nesting_without_end_is_flattened(nest: str, qtbot: QtBot) -> None:
    html = shown(nest)
    assert "end" in html
    counted = depth(html)
    assert counted.deepest <= MAX_DEPTH
    assert counted.tables <= 1
    document = Watching()
    document.setHtml(html)
    assert "end" in document.toPlainText()


OPENED = ("p", "b", "a href='#x'", "table", "tr", "td align=left", "ul", "li", "pre", "script", "svg")
BROKEN = (
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x",
    "&lt;",
    "&#60;",
    "<",
    ">",
    '"',
    "x",
    "<img onerror=x ",
    "<br/>",
)
PIECES = st.sampled_from(
    [*(f"<{tag}>" for tag in OPENED), *(f"</{tag.split()[0]}>" for tag in OPENED), *BROKEN]
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=60).map("".join))
def test_any_html_is_made_harmless_and_stays_so(text: str) -> None:
    html = sanitise(text)
    assert_harmless(html)
    assert depth(html).deepest <= MAX_DEPTH + 2  # a parser may add a table's body or a list's paragraph
    assert sanitise(html).split() == html.split()


@given(st.text(max_size=60))
def test_words_are_kept_as_text(text: str) -> None:
    escaped = nh3.clean_text(text)
    assert re.sub(r"\s|\ufffd", "", Words.of(sanitise(escaped))) == re.sub(r"[\s\0]|\ufffd", "", text)


class Words(HTMLParser):
    """Collects the text of a fragment."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    @classmethod
    def of(cls, html: str) -> str:
        words = cls()
        words.feed(html)
        words.close()
        return words.text


@pytest.fixture
def simple() -> Codebook:
    return parse(
        "# A & B\n\nIntro.\n\n"
        "## Plain <talk> {#plain key=p unit=clause zones=body overlap=yes default=yes}\n\n"
        "### Definition\n\nSee [the rule](#R1), [the paper](https://example.org/a_(b)) and <kbd>x</kbd>.\n\n"
        "| a | b |\n|:--|--:|\n| 1 | **2** |\n\n3. three\n4. four\n\n> said\n\n`code`\n\n"
        "## Whose voice? {#R1 kind=rule key=v}\n\n- For: x\n\n"
        "## Genre {#genre kind=choice of=article options='news opinion'}\n\n"
        "## Old {#old retired=yes}\n\n## Log {kind=text}\n\nOne.\n"
    )


def test_simple_formatting_is_kept(simple: Codebook) -> None:
    html = simple.labels[0].html
    assert "<h3>Definition</h3>" in html
    assert "<kbd>x</kbd>" in html
    assert '<td align="right"><strong>2</strong></td>' in html
    assert '<ol start="3">' in html
    assert "<blockquote>" in html
    assert "<code>code</code>" in html


def test_links_lead_inside_the_codebook_or_tell_their_address(simple: Codebook) -> None:
    html = simple.labels[0].html
    assert '<a href="#R1">the rule</a>' in html
    assert "the paper (https://example.org/a_(b))" in html
    assert html.count("href") == 1


def test_the_whole_codebook_is_one_page_with_anchors(simple: Codebook) -> None:
    html = codebook_html(simple)
    assert html.startswith("<h1>A &amp; B</h1>\n<p>Intro.</p>")
    for entry in simple.entries:
        assert entry.html in html
        assert not entry.id or f'id="{entry.id}"' in html
    assert "R1 · Whose voice?" in html


def test_a_label_is_shown_with_what_its_heading_says(simple: Codebook) -> None:
    html = label_html(simple.labels[0])
    assert '<h2 class="label" id="plain">Plain</h2>' in html
    assert (
        "key P · clause by clause · in body · may overlap other labels · unmarked text counts as it" in html
    )
    assert "choice for each article · news, opinion" in codebook_html(simple)
    old = simple.label("old")
    assert old is not None
    assert "retired" in label_html(old)
