"""A team writes its codebook in Markdown; what it says is read, what is wrong is named with its line."""

import hashlib
from pathlib import Path

import pytest

from desktop.codebook import (
    Attribute,
    Chapter,
    CodebookError,
    Flag,
    Label,
    Rule,
    codebook_html,
    decode,
    parse,
    read_file,
)
from desktop.codebook.model import EDITORIAL_ZONES
from desktop.codebook.source import MAX_BYTES, MAX_HEADINGS
from desktop.errors import UserError

WHOLE = """\
# Tone of the press

What we look for.

## Editorialising {#editorialising key=E colour="#B3261E" unit=clause zones="title deck body"}

First words.

### Definition

The outlet *judges*.

### Examples

- one
- two

## Comment {#user-comment key=u colour=#070 unit=comment overlap=yes}

## Plain {#plain key=p unit=sentence zones="body" default=yes}

## Old {#old retired=yes}

## Direction {#direction kind=choice of=passage options="against for mixed"}

## Loudness {#loudness kind=scale of=article options="1 2.5 4" key=l}

## Unsure {#unsure kind=flag key=d}

## Whose voice? {#R1 kind=rule key=e}

Ask.

## Change log {kind=text}
"""

TITLE = "# Tone\n\n"
LABEL = "## Plain {#plain key=p}\n"


def test_a_label_says_key_colour_unit_zones_and_sections() -> None:
    label = parse(WHOLE).labels[0]
    assert (label.id, label.name, label.key, label.letter) == ("editorialising", "Editorialising", "e", "E")
    assert (label.colour, label.unit, label.zones) == ("#b3261e", "clause", ("title", "deck", "body"))
    assert label.sections == (
        ("", "First words."),
        ("Definition", "The outlet *judges*."),
        ("Examples", "- one\n- two"),
    )


def test_settings_that_are_left_out_have_sensible_values() -> None:
    codebook = parse(WHOLE)
    comment, plain = codebook.labels[1:]
    assert parse(TITLE + LABEL).labels[0].zones == EDITORIAL_ZONES
    assert (comment.colour, comment.zones, comment.overlap, comment.by_default) == (
        "#007700",
        ("comment",),
        True,
        False,
    )
    assert (plain.zones, plain.overlap, plain.by_default) == (("body",), False, True)
    assert len({label.colour for label in codebook.labels}) == 3


def test_every_kind_of_entry_is_found_again() -> None:
    codebook = parse(WHOLE)
    assert codebook.title == "Tone of the press"
    assert [type(e) for e in codebook.entries] == [Label] * 4 + [Attribute, Attribute, Flag, Rule, Chapter]
    assert [label.id for label in codebook.labels] == ["editorialising", "user-comment", "plain"]
    direction, loudness = codebook.attributes
    assert (direction.kind, direction.of, direction.options) == (
        "choice",
        "passage",
        ("against", "for", "mixed"),
    )
    assert (direction.numbers, loudness.numbers) == (None, (1.0, 2.5, 4.0))
    assert [(flag.id, flag.of, flag.key) for flag in codebook.flags] == [("unsure", "passage", "d")]
    assert [(rule.id, rule.name) for rule in codebook.rules] == [("R1", "Whose voice?")]


def test_entries_are_found_by_id_and_by_key() -> None:
    codebook = parse(WHOLE)
    old = codebook.label("old")
    assert old is not None
    assert (old.retired, old.letter) == (True, "–")
    assert codebook.label("R1") is None
    assert codebook.rule("R1") is codebook.entry("R1") is codebook.rules[0]
    assert codebook.flag("unsure") == codebook.flags[0]
    assert codebook.attribute("loudness") == codebook.attributes[1]
    assert codebook.by_key("E") == codebook.labels[0]
    assert codebook.by_key("l") == codebook.attributes[1]
    assert codebook.by_key("d") == codebook.flags[0]
    assert codebook.by_key("x") is None
    assert codebook.by_key("") is None


def test_the_hash_is_that_of_the_text_whatever_the_line_ends() -> None:
    unix = parse(WHOLE)
    assert unix.sha256 == hashlib.sha256(WHOLE.encode()).hexdigest()
    for other in (WHOLE.replace("\n", "\r\n"), WHOLE.replace("\n", "\r"), "\ufeff" + WHOLE):
        assert parse(other) == unix


def test_names_keep_their_words_and_lose_their_markup() -> None:
    codebook = parse(TITLE + "## AT&amp;T *loud* & `x<y` \\* <b>b</b> [R](#R) {#a key=a}\n")
    assert codebook.labels[0].name == "AT&T loud & x<y * b R"


def test_a_rule_may_have_a_label_s_key_since_it_is_asked_for_after_the_mark() -> None:
    codebook = parse(WHOLE)
    assert codebook.rules[0].key == codebook.labels[0].key


def test_headings_in_code_and_comments_are_no_entries() -> None:
    hidden = "\n<!-- not yet:\n\n## B {#b key=b}\n-->\n\n```\n## C {#c key=c}\n```\n\n    ## D {#d key=d}\n"
    codebook = parse(TITLE + LABEL + hidden)
    assert [entry.id for entry in codebook.entries] == ["plain"]
    assert "## C {#c key=c}" in codebook.labels[0].html
    assert "not yet" not in codebook.labels[0].html


def test_html_cannot_swallow_an_entry() -> None:
    codebook = parse(TITLE + LABEL + "\n<div>\n<table>\n<!-- never closed\n\n## B {#b key=b}\n")
    assert [label.id for label in codebook.labels] == ["plain", "b"]


REFUSED = {
    "empty": ("", 1, "no title"),
    "only prose": ("Some notes.\n", 1, "no title"),
    "no title": (LABEL, 1, "no title"),
    "title later": (LABEL + "\n# Tone\n", 1, "before every other"),
    "two titles": (TITLE + LABEL + "\n# Tone\n", 5, "one title"),
    "hashtag": (TITLE + LABEL + "\n#brexit now\n", 5, "one title"),
    "title without words": ("#\n" + LABEL, 1, "no words"),
    "title with attributes": ("# Tone {#a}\n" + LABEL, 1, "no attributes"),
    "no label": (TITLE + "## R {#R1 kind=rule}\n", 1, "no label"),
    "only a retired label": (TITLE + "## A {#a retired=yes}\n", 1, "no label"),
    "nothing but a title": ("# Tone\n", 1, "no label"),
    "no attributes": (TITLE + LABEL + "\n\n## Bare\n", 6, "no attributes"),
    "empty braces": (TITLE + "## A {}\n", 3, "no attributes"),
    "no name": (TITLE + "## {#a key=a}\n", 3, "no name"),
    "no key": (TITLE + "text\n\n## A {#a colour=#123456}\n", 5, "no key"),
    "empty key": (TITLE + "## A {#a key=''}\n", 3, "no key"),
    "long key": (TITLE + "## A {#a key=ab}\n", 3, "“ab” is not one letter"),
    "key that grows": (TITLE + "## A {#a key=ß}\n", 3, "“ß” is not one letter"),
    "reserved key": (TITLE + "## A {#a key=?}\n", 3, "kept for the program"),
    "one key twice": (TITLE + LABEL + "\n## B {#b key=P}\n", 5, "“p” is already taken by line 3"),
    "flag with a label's key": (TITLE + LABEL + "## F {#f kind=flag key=p}\n", 4, "already taken by line 3"),
    "two rules with one key": (
        TITLE + LABEL + "## R {#R1 kind=rule key=v}\n## S {#R2 kind=rule key=v}\n",
        5,
        "already taken by line 4",
    ),
    "no id": (TITLE + "## A {key=a}\n", 3, "has no id"),
    "odd id": (TITLE + "## A {#a/b key=a}\n", 3, "“a/b” must be"),
    "id with an umlaut": (TITLE + "## A {#größe key=a}\n", 3, "“größe” must be"),
    "id that begins with a digit": (TITLE + "## A {#1a key=a}\n", 3, "“1a” must be"),
    "one id twice": (TITLE + LABEL + "\n## B {#plain key=b}\n", 5, "“plain” is already taken by line 3"),
    "one id twice but for case": (TITLE + LABEL + "\n## B {#Plain key=b}\n", 5, "already taken by line 3"),
    "a label called unsure": (TITLE + "## A {#unsure key=a}\n", 3, "belongs to the flag"),
    "unsure of articles": (TITLE + LABEL + "## U {#unsure kind=flag of=article}\n", 4, "flag of passages"),
    "colour in words": (TITLE + "## A {#a key=a colour=red}\n", 3, "“red” cannot be read"),
    "colour too short": (TITLE + '## A {#a key=a colour="#12345"}\n', 3, "“#12345” cannot be read"),
    "colour NaN": (TITLE + "## A {#a key=a colour=NaN}\n", 3, "“NaN” cannot be read"),
    "unknown unit": (TITLE + "## A {#a key=a unit=word}\n", 3, "unit=“word” is unknown"),
    "unknown zone": (TITLE + '## A {#a key=a zones="body lede"}\n', 3, "zone “lede” is unknown"),
    "zone twice": (TITLE + '## A {#a key=a zones="body body"}\n', 3, "none twice"),
    "no zone": (TITLE + '## A {#a key=a zones=""}\n', 3, "at least one zone"),
    "unknown kind": (TITLE + LABEL + "## A {#a kind=lable}\n", 4, "kind=“lable” is unknown"),
    "neither yes nor no": (TITLE + "## A {#a key=a overlap=true}\n", 3, "overlap=“true” is unknown"),
    "unknown attribute": (TITLE + "## A {#a key=a color=#123456}\n", 3, "no attribute “color”"),
    "attribute of another kind": (
        TITLE + LABEL + "## R {#R1 kind=rule unit=free}\n",
        4,
        "no attribute “unit”",
    ),
    "given twice": (TITLE + "## A {#a key=a key=b}\n", 3, "“key” is given twice"),
    "two ids": (TITLE + "## A {#a #b key=a}\n", 3, "the id is given twice"),
    "word alone": (TITLE + "## A {#a key=a retired}\n", 3, "“retired” cannot be read"),
    "open quotation mark": (TITLE + '## A {#a key=a colour="#123456}\n', 3, "cannot be read; write"),
    "curly quotation marks": (TITLE + "## A {#a key=a zones=“title body”}\n", 3, "cannot be read; write"),
    "open brace": (TITLE + "## A {#a key=a\n", 3, "not one pair"),
    "brace before the words": (TITLE + "## {#a key=a} A\n", 3, "not one pair"),
    "attributes at the third level": (TITLE + LABEL + "\n### B {#b key=b}\n", 5, "second level (##) only"),
    "heading in a quotation": (TITLE + LABEL + "\n> ## B {#b key=b}\n", 5, "very left"),
    "heading moved in": (TITLE + LABEL + "\n  ## B {#b key=b}\n", 5, "very left"),
    "heading in a list": (TITLE + LABEL + "\n- x\n\n    ## B {#b key=b}\n", 7, "very left"),
    "choice without options": (TITLE + LABEL + "## C {#c kind=choice}\n", 4, "at least two options"),
    "one option": (TITLE + LABEL + "## C {#c kind=choice options=x}\n", 4, "at least two options"),
    "option twice": (TITLE + LABEL + '## C {#c kind=choice options="x y X"}\n', 4, "one option stands twice"),
    "option with a separator": (TITLE + LABEL + '## C {#c kind=choice options="x;y z"}\n', 4, "“x;y” holds"),
    "scale with NaN": (TITLE + LABEL + '## C {#c kind=scale options="1 2 nan"}\n', 4, "NaN"),
    "scale with infinity": (TITLE + LABEL + '## C {#c kind=scale options="1 2 inf"}\n', 4, "infinity"),
    "scale going down": (TITLE + LABEL + '## C {#c kind=scale options="1 3 2"}\n', 4, "must go up"),
    "of something else": (TITLE + LABEL + "## F {#f kind=flag of=word}\n", 4, "of=“word” is unknown"),
    "two defaults in one zone": (
        TITLE + '## A {#a key=a default=yes zones="title body"}\n## B {#b key=b default=yes zones=body}\n',
        4,
        "zone body already counts as the label on line 3",
    ),
    "two chapters of one name": (
        TITLE + LABEL + "## C {kind=text}\n## C {kind=text}\n",
        5,
        "name “C” is already",
    ),
    "NUL": (TITLE + "a\n\0\n", 4, "U+0000"),
    "control character": (TITLE + LABEL + "\n\x1b[31m\n", 5, "U+001B"),
    "lone surrogate": (TITLE + LABEL + "\ud800\n", 4, "U+D800"),
    "noncharacter": (TITLE + LABEL + "\ufdd03\ufdd1\n", 4, "U+FDD0"),
    "endless paragraph": (TITLE + LABEL + "\n" + "x\n" * 601, 605, "too long by here"),
    "endless line": (TITLE + LABEL + "\n" + "x" * 40_001, 5, "too long by here"),
    "list in list in list": (TITLE + LABEL + "\n" + "- 1. " * 3000 + "end\n", 5, "nested too deeply"),
    "too many headings": (TITLE + LABEL + "### x\n\n" * MAX_HEADINGS, 2 * MAX_HEADINGS, "one heading more"),
    "too large": (TITLE + LABEL + ("x" * 99 + "\n\n") * (MAX_BYTES // 101 + 1), 1, "larger than 256 KB"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_is_wrong_is_refused_with_file_line_and_reason(case: str, ends: str) -> None:
    text, line, reason = REFUSED[case]
    with pytest.raises(CodebookError) as refusal:
        parse(text.replace("\n", ends), "team.md")
    message = str(refusal.value)
    assert message.startswith(f"team.md, line {line}: ")
    assert reason in message
    assert message.endswith(".")
    assert "\n" not in message


def test_line_numbers_survive_code_comments_and_html_above() -> None:
    above = "\n<!-- a\n\n\nb -->\n\n```\n# c\n\n\n```\n\n<div>\n\nx\n</div>\n\n| a |\n|---|\n| b |\n\n"
    text = TITLE + LABEL + above + "## B {#b key=bb}\n"
    line = text.split("\n").index("## B {#b key=bb}") + 1
    with pytest.raises(CodebookError, match=f"line {line}: the key “bb”"):
        parse(text)


def test_a_file_is_read_as_utf8_with_or_without_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "Größe – code book.md"
    for mark in (b"", b"\xef\xbb\xbf"):
        path.write_bytes(mark + WHOLE.encode())
        assert parse(read_file(path), path.name).text == WHOLE


def test_other_encodings_are_refused_with_the_line() -> None:
    with pytest.raises(CodebookError, match=r"^old\.md, line 3: this is not UTF-8"):
        decode("# Tone\n\n## Größe {#a key=a}\n".encode("latin-1"), "old.md")
    with pytest.raises(CodebookError, match=r"line 1: this is not UTF-8"):
        decode("# Tone\n".encode("utf-16"))
    with pytest.raises(CodebookError, match=r"line 1: the file is larger"):
        decode(b"x" * (MAX_BYTES + 1))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.md"):
        with pytest.raises(UserError) as refusal:
            read_file(path)
        assert str(path) in str(refusal.value)
    picture = tmp_path / "picture.md"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(UserError, match=r"^picture\.md, line 1: "):
        read_file(picture)


def test_the_title_may_ask_for_everything_to_be_coded() -> None:
    text = TITLE + "## A {#a key=a}\n"
    assert not parse(text).whole
    asking = text.replace(TITLE.strip(), TITLE.strip() + " {whole=yes}")
    assert parse(asking).whole
    assert parse(asking).title == parse(text).title
    assert "everything is to be coded" in codebook_html(parse(asking))
    for braces in ("{whole=perhaps}", "{#t}", "{whole=yes key=a}", "{}"):
        with pytest.raises(CodebookError, match="line 1: the title takes no attributes"):
            parse(text.replace(TITLE.strip(), f"{TITLE.strip()} {braces}"))
