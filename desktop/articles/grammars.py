"""Layouts of comment threads, read from data, so that a team can add its own.

A grammar is a TOML file: see `resources/threads/drupal.toml` for what each key means.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import product
from typing import Any

from desktop.articles.templates import Template, compile_template, whole_line
from desktop.errors import UserError

_BREAK = r"[^\S\n]*\n(?:[^\S\n]*\n){0,2}[^\S\n]*"
_KEYS = {
    "name": str,
    "title": str,
    "priority": int,
    "minimum": int,
    "date-order": str,
    "threaded": bool,
    "evidence": str,
    "names": str,
    "depth": str,
    "marks": str,
    "headers": list,
    "footers": list,
    "footer-words": list,
    "noise": list,
    "badges": list,
}
_SPACES = "[ \\t\u00a0]+"
Needs = tuple[frozenset[str], tuple[tuple[str, ...], ...]]
"""What `dates.hints` must say of a line and the words it must hold (one of each entry) to fit a template."""

_MOST_LINES = 5
_STRONG_WORD = 4
_SURE = {"target", "says"}
_TIMES = {"date", "time", "ago"}


@dataclass(frozen=True, slots=True)
class Header:
    """One form of a header: its pattern from its first word to its last, and its line that is found first.

    `needs` holds what each of its lines cannot do without.
    """

    pattern: re.Pattern[str]
    anchor_line: int
    lines: int
    literal: str
    needs: tuple[Needs, ...]
    counted: bool
    strong: bool

    @property
    def weight(self) -> int:
        """How sure a sign of a comment this form is: a time and words of the layout say more than either."""
        return 1 + self.strong + (not self.literal)


@dataclass(frozen=True)
class Grammar:
    """One layout of comment threads."""

    name: str
    title: str
    priority: int
    minimum: int
    date_order: str
    threaded: bool
    evidence: str
    by_indent: bool
    headers: tuple[Header, ...]
    footers: tuple[re.Pattern[str], ...]
    noise: re.Pattern[str] | None

    @cached_property
    def by_need(self) -> tuple[tuple[Needs, tuple[int, ...]], ...]:
        """The headers by what their anchor line needs, as places in `headers`: many need the same."""
        found: dict[Needs, list[int]] = {}
        for place, header in enumerate(self.headers):
            found.setdefault(header.needs[header.anchor_line], []).append(place)
        return tuple((needs, tuple(places)) for needs, places in found.items())

    @property
    def anchors(self) -> frozenset[str]:
        """The words that mark the headers which hold no time."""
        return frozenset(header.literal for header in self.headers if header.literal)


@dataclass(frozen=True, slots=True)
class SectionLines:
    """Lines that open a comment section, and lines that may stand between them and the first comment."""

    headings: re.Pattern[str]
    between: re.Pattern[str]


def load_grammar(text: str, source: str) -> Grammar:
    """Read one grammar from TOML text; raises UserError that names `source` and what is wrong."""
    try:
        data = tomllib.loads(text)
        return _grammar(data)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{source}: this is no TOML ({error}).") from None
    except UserError as error:
        raise UserError(f"{source}: {error}") from None


@cache
def built_in() -> tuple[Grammar, ...]:
    """Give the grammars that come with the program, by descending priority."""
    found = [
        load_grammar(file.read_text(encoding="utf-8"), file.name)
        for file in files("resources").joinpath("threads").iterdir()
        if file.name.endswith(".toml") and file.name != "headings.toml"
    ]
    return tuple(sorted(found, key=lambda grammar: (-grammar.priority, grammar.name)))


@cache
def section_lines() -> SectionLines:
    """Give the lines that open a comment section."""
    text = files("resources").joinpath("threads", "headings.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    headings, between = whole_line(data["headings"]), whole_line(data["between"])
    if headings is None or between is None:
        raise UserError("headings.toml: both lists must hold a line.")
    return SectionLines(headings, between)


def _grammar(data: dict[str, Any]) -> Grammar:
    for key, value in data.items():
        if key not in _KEYS:
            raise UserError(f"there is no key “{key}” in a grammar.")
        if not isinstance(value, _KEYS[key]):
            raise UserError(f"the value of “{key}” is of the wrong kind.")
    if not data.get("name") or not data.get("headers"):
        raise UserError("a grammar needs a name and headers.")
    badges = _texts(data, "badges")
    return Grammar(
        name=data["name"],
        title=data.get("title", data["name"]),
        priority=data.get("priority", 0),
        minimum=data.get("minimum", 2),
        date_order=_one_of(data, "date-order", ("mdy", "dmy")),
        threaded=data.get("threaded", True),
        evidence=_one_of(data, "evidence", ("", "form", "sentences")),
        by_indent=data.get("depth", "") == "indent",
        headers=tuple(
            form for lines in data["headers"] for form in _forms(lines, badges, data.get("marks", ""))
        ),
        footers=_footers(_texts(data, "footers"), _texts(data, "footer-words")),
        noise=whole_line(_texts(data, "noise")),
    )


def _texts(data: dict[str, Any], key: str) -> list[str]:
    values = data.get(key, [])
    if not all(isinstance(value, str) for value in values):
        raise UserError(f"“{key}” must be a list of lines.")
    return list(values)


def _one_of(data: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = str(data.get(key, allowed[0]))
    if value not in allowed:
        raise UserError(f"“{key}” must be one of {', '.join(allowed)}.")
    return value


def _forms(lines: object, badges: list[str], marks: str) -> Iterator[Header]:
    """Give each form of a header: lines marked `?` are there or not, the longest form first."""
    if not isinstance(lines, list) or not 0 < len(lines) <= _MOST_LINES:
        raise UserError(f"a header must be a list of one to {_MOST_LINES} lines.")
    if not all(isinstance(line, str) and line for line in lines):
        raise UserError("a header's lines must be texts.")
    optional = [line.startswith("?") or (line[0] == "[" and line.endswith("]")) for line in lines]
    for present in product(*((True, False) if may_miss else (True,) for may_miss in optional)):
        kept = [line.removeprefix("?") for line, here in zip(lines, present, strict=True) if here]
        if kept:
            yield _header(kept, badges, marks)


def _header(lines: list[str], badges: list[str], marks: str) -> Header:
    templates = [_line(line, badges) for line in _bare(lines)]
    reads = [name for template in templates for name in template.reads]
    if len({"author", "names", "word"} & set(reads)) != 1:
        raise UserError(f"the header “{lines[0]}” must hold one of {{author}}, {{names}} and {{word}}.")
    timed = next((number for number, template in enumerate(templates) if template.timed), None)
    literal = ""
    if timed is None:
        timed = max(range(len(templates)), key=lambda number: len(templates[number].literal))
        signs = (
            sign for sign in "→:" if lines[timed].endswith(sign) or (sign == "→" and sign in lines[timed])
        )
        literal = templates[timed].literal or next(signs, "")
        if not literal:
            raise UserError(f"the header “{lines[0]}” holds neither a time nor a word to find it by.")
    before = f"(?P<marks>(?:[{re.escape(marks)}][^\\S\\n]*){{1,20}}+)?" if marks else ""
    pattern = before + _BREAK.join(template.pattern for template in templates) + r"[^\S\n]*$"
    return Header(
        pattern=re.compile(pattern, re.IGNORECASE | re.MULTILINE),
        anchor_line=timed,
        lines=len(templates),
        literal=literal.lower(),
        needs=tuple((frozenset(_TIMES & set(one.reads)), one.words) for one in templates),
        counted=lines[-1] in {"{count}", "{recommended}"},
        strong=any(len(template.literal) >= _STRONG_WORD for template in templates)
        or bool({"target", "says"} & set(reads)),
    )


def _bare(lines: list[str]) -> list[str]:
    return [
        line[1:-1] if line[0] == "[" and line.endswith("]") and line.count("[") == 1 else line
        for line in lines
    ]


def _line(line: str, badges: list[str]) -> Template:
    if line == "{badge}" and badges:
        return Template("(?:" + "|".join(re.escape(badge) for badge in badges) + ")", (), "")
    return compile_template(line)


def _footers(templates: list[str], words: list[str]) -> tuple[re.Pattern[str], ...]:
    """Give the patterns of a footer's line: a template, or nothing but footer words, signs and numbers."""
    patterns = [re.compile(compile_template(line).pattern, re.IGNORECASE) for line in templates]
    if words:
        any_word = "|".join(
            re.escape(word).replace("\\ ", _SPACES) for word in sorted(words, key=len, reverse=True)
        )
        between = r"[\s\d•·∙●|,.()+\-−–—›→/]"
        patterns.append(
            re.compile(rf"{between}{{0,20}}+(?:(?:{any_word}){between}{{0,20}}+){{1,20}}+", re.IGNORECASE)
        )
    return tuple(patterns)
