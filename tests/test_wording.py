"""One article, two articles: nobody reads “1 articles”, on any screen or line."""

import re
from pathlib import Path

import desktop
from desktop.wording import counted

SOURCES = sorted(Path(desktop.__file__).parent.rglob("*.py"))


def test_a_number_and_its_word_agree() -> None:
    assert counted(1, "article") == "1 article"
    assert counted(0, "article") == "0 articles"
    assert counted(1200, "article") == "1,200 articles"
    assert counted(2, "copy", "copies") == "2 copies"


def test_no_message_leaves_the_plural_to_the_reader() -> None:
    left = re.compile(r"\b(?:article|coder|label|line|passage|file)\(s\)")
    assert [path.name for path in SOURCES if left.search(path.read_text(encoding="utf-8"))] == []
