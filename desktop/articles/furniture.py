"""Lines of a page that are known by their words: bylines, forms, teasers, notices; read from data."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from desktop.articles.templates import compile_template

_FIRST = re.compile(r"[^\W_]+|\S")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a known line is: its kind of zone, what goes with it, and where in an article it may stand.

    With `each`, every line of the rule opens a zone of its own; with `amid`, its lines stand within the zone
    of another.
    """

    name: str
    kind: str
    scope: str
    where: str
    most: int
    short: int
    after_thread: bool
    each: bool
    amid: bool


@dataclass(frozen=True, slots=True)
class Known:
    """One form of a known line that is more than its words: a template of it or of its beginning."""

    pattern: re.Pattern[str]
    longest: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Furniture:
    """All known lines, found by the whole line or by the first word ("" where it is open)."""

    whole: dict[str, Rule]
    by_word: dict[str, tuple[Known, ...]]
    longest: int

    def rule_of(self, line: str, where: str) -> Rule | None:
        """Give the rule that knows a trimmed line in this part of the article (head, middle or tail)."""
        if len(line) > self.longest:
            return None
        rule = self.whole.get(line.casefold())
        if rule and rule.where in {"any", where}:
            return rule
        first = _FIRST.match(line)
        word = first.group().casefold() if first else ""
        for known in (*self.by_word.get(word, ()), *self.by_word[""]):
            fits = len(line) <= known.longest and known.rule.where in {"any", where}
            if fits and known.pattern.match(line):
                return known.rule
        return None


@cache
def furniture() -> Furniture:
    """Give the known lines that come with the program."""
    text = files("resources").joinpath("zones", "furniture.toml").read_text(encoding="utf-8")
    whole: dict[str, Rule] = {}
    by_word: dict[str, list[Known]] = {"": []}
    longest = 0
    for data in tomllib.loads(text)["rule"]:
        rule, limit = _rule(data), data.get("longest", 200)
        longest = max(longest, limit)
        for line in data.get("lines", ()):
            if "{" in line or "[" in line:
                by_word.setdefault(_word(line), []).append(_known(line + "{end}", limit, rule))
            else:
                whole.setdefault(line.casefold(), rule)
        for line in data.get("begins", ()):
            by_word.setdefault(_word(line), []).append(_known(line, limit, rule))
    return Furniture(whole, {word: tuple(known) for word, known in by_word.items()}, longest)


def _word(line: str) -> str:
    """Give the word a template is found by, "" if it begins with something open."""
    first = _FIRST.match(line.removeprefix("\\"))
    return "" if first is None or line.startswith(("{", "[")) else first.group().casefold()


def _known(line: str, longest: int, rule: Rule) -> Known:
    entire = line.endswith("{end}")
    pattern = compile_template(line.removesuffix("{end}")).pattern + (r"\Z" if entire else "")
    return Known(re.compile(pattern, re.IGNORECASE), longest, rule)


def _rule(data: dict[str, Any]) -> Rule:
    return Rule(
        name=data["name"],
        kind=data.get("kind", "boilerplate"),
        scope=data["scope"],
        where=data.get("where", "any"),
        most=data.get("most", 1000),
        short=data.get("short", 80),
        after_thread=data.get("after-thread", False),
        each=data.get("each", False),
        amid=data.get("amid", False),
    )
