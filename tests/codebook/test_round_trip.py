"""Whatever a team may write as labels is read back as it was meant, and no text at all breaks the reader."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.codebook import Codebook, CodebookError, Label, decode, parse
from desktop.codebook.model import UNITS, ZONES

IDS = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,20}", fullmatch=True).filter(lambda i: i.casefold() != "unsure")
KEYS = st.sampled_from(string.ascii_lowercase + string.digits + "éжα")
WORDS = st.text(
    st.characters(whitelist_categories=["L", "N"], whitelist_characters="’“”-,"), min_size=1, max_size=12
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
ZONE_LISTS = st.lists(st.sampled_from(ZONES), min_size=1, unique=True).map(tuple)
PROSE = st.lists(NAMES, max_size=3).map("\n\n".join)


@st.composite
def label_sets(draw: st.DrawFn) -> list[Label]:
    ids = draw(st.lists(IDS, min_size=1, max_size=6, unique_by=str.casefold))
    keys = draw(st.lists(KEYS, min_size=len(ids), max_size=len(ids), unique=True))
    return [
        Label(
            id=label_id,
            name=draw(NAMES),
            key=key,
            colour=draw(COLOURS),
            unit=draw(st.sampled_from(UNITS)),
            zones=draw(ZONE_LISTS),
            overlap=draw(st.booleans()),
            by_default=number == 0 and draw(st.booleans()),
            retired=number > 0 and draw(st.booleans()),
            sections=(("Definition", draw(PROSE)), ("Examples", draw(PROSE))),
        )
        for number, (label_id, key) in enumerate(zip(ids, keys, strict=True))
    ]


def written(labels: list[Label], ends: str) -> str:
    """Write labels as a person would."""
    lines = ["# Title", ""]
    for label in labels:
        zones = " ".join(label.zones)
        settings = f'#{label.id} key={label.key} colour="{label.colour}" unit={label.unit} zones="{zones}"'
        for name, said in (
            ("overlap", label.overlap),
            ("default", label.by_default),
            ("retired", label.retired),
        ):
            settings += f" {name}=yes" if said else ""
        lines += [f"## {label.name} {{{settings}}}", ""]
        for heading, text in label.sections:
            lines += [f"### {heading}", "", *text.split("\n"), ""]
    return ends.join(lines)


@given(label_sets(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_labels_that_were_written_are_read_back(labels: list[Label], ends: str) -> None:
    codebook = parse(written(labels, ends))
    assert len(codebook.entries) == len(labels)
    for meant, read in zip(labels, codebook.entries, strict=True):
        assert isinstance(read, Label)
        assert read.name == meant.name
        for field in ("id", "key", "colour", "unit", "zones", "overlap", "by_default", "retired", "sections"):
            assert getattr(read, field) == getattr(meant, field)


@given(label_sets(), st.integers(0, 50), st.data())
def test_a_mistake_is_named_with_the_line_it_stands_on(
    labels: list[Label], at: int, data: st.DataObject
) -> None:
    lines = written(labels, "\n").split("\n")
    headings = [number for number, line in enumerate(lines) if line.startswith("## ")]
    number = data.draw(st.sampled_from(headings))
    lines[number] = lines[number].replace("colour=", "color=")
    padding = [""] * at
    with pytest.raises(CodebookError) as refusal:
        parse("\n".join([*padding, *lines]), "a.md")
    assert refusal.value.line == at + number + 1
    assert "“color”" in refusal.value.reason


HEADING_BITS = ("# ", "## ", "### ", "{#a key=a}", "{", "}", "#", "key=", '"')
BLOCK_BITS = ("\n", "\n\n", "- ", "1. ", "    ", "\t", "> ", "```\n", ": ", "a| b", "|---|")
INLINE_BITS = ("*", "_", "`", "&", "\\", "[x](#y)", "![x](file:y)", "text", "é")
HTML_BITS = ("<b>", "<!--", "-->", "</table>", "<table>", "<td>")
FRAGMENTS = st.sampled_from((*HEADING_BITS, *BLOCK_BITS, *INLINE_BITS, *HTML_BITS))


@given(st.lists(FRAGMENTS | st.text(max_size=5), max_size=40).map("".join))
def test_any_text_is_read_or_refused_and_never_breaks(text: str) -> None:
    for attempt in (text, "# T\n\n## A {#a key=a}\n\n" + text):
        lines = attempt.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        outcome = attempted(attempt)
        assert outcome.labels if isinstance(outcome, Codebook) else 1 <= outcome.line <= lines


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_never_break(data: bytes) -> None:
    for attempt in (data, b"# T\n\n## A {#a key=a}\n\n" + data):
        outcome = attempted(attempt)
        assert outcome.labels if isinstance(outcome, Codebook) else outcome.source == "any.md"


def attempted(text: str | bytes) -> Codebook | CodebookError:
    """Read a text or bytes; whatever is raised but a refusal fails the test."""
    try:
        return parse(decode(text, "any.md") if isinstance(text, bytes) else text, "any.md")
    except CodebookError as refusal:
        return refusal
