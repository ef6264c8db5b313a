r"""Templates of lines, in which a thread's layout is written: "{author} [→ {target} ]• {ago}".

Words stand for themselves, in any case; a space for any white space within the line; `[...]` may be missing;
`{...}` is something to be read (see PLACEHOLDERS); `\` takes the next sign as it is. No template looks
further than a few hundred characters or leaves more than three places open, so that none hangs the program.
"""

import re
from dataclasses import dataclass

from desktop.articles.dates import AGO, AT, DATE, ON, TIME
from desktop.errors import UserError

_NAME = r"[^\s→•](?:[^\n→•]{0,58}?[^\s→•–—|,:/(\[@-])??"
_REST = r"[^\n]{1,200}?"
_COUNT = r"(?:[-−]?\d[\d.,]{0,8}[kKmM]?)"
PLACEHOLDERS = {
    "author": _NAME,
    "target": _NAME,
    "names": r"[^\s](?:[^\n]{0,118}?[^\s])??",
    "word": r"(?:\[deleted\]|[^\s→•\[\]]{1,40})",
    "flair": r"[^\n•→]{1,60}?",
    "badge": r"[^\n•→]{1,30}?",
    "date": DATE,
    "time": TIME,
    "ago": AGO,
    "says": (
        r"(?:says|said|sagt|meint|schreibt|dit|a écrit|dice|dijo|ha detto|scrive|schreef|zegt|disse|diz|säger"
        r"|skriver|siger|sier|pisze)"
    ),
    "on": ON,
    "at": AT,
    "count": _COUNT,
    "recommended": rf"(?:(?:recommend(?:ed)?|likes?)[: ]*\(?)?{_COUNT}\)?(?: (?:recommend|like|vote)s?)?",
    "level": r"\d{1,2}",
    "any": _REST,
}
_PART = re.compile(r"\\.|\{[^}]*\}?|.")
_OPTIONAL = {"[": "(?:", "]": ")?"}
_UNSURE = re.compile(r"\{[^}]*\}|\[(?:\\.|[^\]\\])*\]|\\")
_WORD = re.compile(r"[^\W\d_]+")
_CHUNK = re.compile(r"[•→…'’]|[^\s•→…'’]+")
_UNREAD = ("any", "badge", "flair", "count", "recommended", "says", "on", "at")
_TIMES = ("date", "time", "ago")
_SPACE = "[ \t\u00a0]+"
_LOOSE = "[ \t\u00a0]*"
_VARIANTS = {
    "•": ("•", "·", "∙", "●", "⋅"),
    "→": ("→", "➜", "➔", "⟶", "->"),
    "…": ("…", "..."),
    "'": ("'", "’"),
    "’": ("'", "’"),
}
_SIGNS = {sign: "(?:" + "|".join(map(re.escape, variants)) + ")" for sign, variants in _VARIANTS.items()}
_LONGEST = 200
_FREE = ("author", "target", "names", "flair", "badge", "any")
_MOST_FREE = 3


@dataclass(frozen=True, slots=True)
class Template:
    """One compiled line: its pattern, what it reads, its longest word, and what it cannot do without.

    Of each entry of `words`, one must stand in a line (in small letters) that the template fits.
    """

    pattern: str
    reads: tuple[str, ...]
    literal: str
    words: tuple[tuple[str, ...], ...] = ()

    @property
    def timed(self) -> bool:
        """Whether it holds a date, a time or an age, by which its line can be found."""
        return any(name in _TIMES for name in self.reads)


def compile_template(line: str, prefix: str = "") -> Template:
    """Compile a template; groups are named `prefix` + placeholder, a repeated one gets no group.

    Raises UserError if the template cannot be read.
    """
    parts: list[str] = []
    reads: list[str] = []
    for match in _PART.finditer(line):
        part = match.group()
        if part[0] == "{":
            parts.append(_group(line, part, prefix, reads))
        elif part in _OPTIONAL:
            parts.append(_OPTIONAL[part])
        else:
            parts.append(_literal(line, match.start(), part.removeprefix("\\") or part))
    _check(line, reads)
    sure = _UNSURE.sub(" ", line)
    literal = max(_WORD.findall(sure), key=len, default="")
    words = tuple(_VARIANTS.get(word, (word.lower(),)) for word in _CHUNK.findall(sure))
    return Template("".join(parts), tuple(reads), literal, words)


def _check(line: str, reads: list[str]) -> None:
    brackets = "".join(part for part in _PART.findall(line) if part in _OPTIONAL)
    if brackets.replace("[]", ""):
        raise UserError(f"the brackets of the template “{line}” do not match.")
    if len(line) > _LONGEST:
        raise UserError(f"the template “{line[:30]}…” is longer than {_LONGEST} characters.")
    if sum(name in _FREE for name in reads) > _MOST_FREE:
        raise UserError(f"the template “{line}” leaves more than {_MOST_FREE} places open.")


def _group(line: str, part: str, prefix: str, reads: list[str]) -> str:
    name = part.strip("{}")
    if name not in PLACEHOLDERS:
        raise UserError(f"the template “{line}” has an unknown {{{name}}}.")
    reads.append(name)
    if name in _UNREAD or reads.count(name) > 1:
        return f"(?:{PLACEHOLDERS[name]})"
    return f"(?P<{prefix}{name}>{PLACEHOLDERS[name]})"


def _literal(line: str, at: int, sign: str) -> str:
    if sign == " ":
        beside = line[at - 1 : at] + line[at + 1 : at + 2]
        return _LOOSE if "•" in beside or "→" in beside else _SPACE
    return _SIGNS.get(sign, re.escape(sign))


def whole_line(templates: list[str]) -> re.Pattern[str] | None:
    """Compile templates into one pattern for a whole trimmed line, None if there are none."""
    if not templates:
        return None
    parts = [compile_template(line, f"t{number}_").pattern for number, line in enumerate(templates)]
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE)
