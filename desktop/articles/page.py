"""A page in its lines: which of them are the article, and which are known furniture around it."""

from dataclasses import dataclass, field

from desktop.articles.furniture import Rule, furniture
from desktop.articles.lines import Lines

_BODY_LENGTH = 80
_LONG = 200
_SENTENCE_ENDS = tuple(".?!…:\"”’'»)")
_TAIL_PART = 3
_MOST_AFTER = 3


@dataclass(frozen=True, slots=True)
class Label:
    """What a line is: its zone's kind, the rule that says so, and the group that lines of one zone share."""

    kind: str
    rule: str
    group: int


@dataclass
class Page:
    """The lines of the article's part of a text, `end` excluded, with the labels found so far."""

    lines: Lines
    end: int
    labels: dict[int, Label] = field(default_factory=dict)
    groups: int = 0

    def put(self, first: int, end: int, kind: str, rule: str) -> None:
        """Label lines as one zone."""
        self.groups += 1
        for number in range(first, end):
            self.labels[number] = Label(kind, rule, self.groups)

    def extend(self, number: int) -> None:
        """Let a line belong to the zone of the line before it."""
        self.labels[number] = self.labels[number - 1]

    def fill(self, kind: str, rule: str) -> None:
        """Label what is left: lines that follow each other are one zone."""
        before = -2
        for number in self.free():
            if number != before + 1:
                self.groups += 1
            self.labels[number] = Label(kind, rule, self.groups)
            before = number

    def free(self) -> list[int]:
        """List the lines that no rule has claimed."""
        return [number for number in range(self.end) if number not in self.labels]


def is_body_like(line: str) -> bool:
    """Say whether a line looks like a paragraph of an article, by its length and its end."""
    return len(line) >= _LONG or (len(line) >= _BODY_LENGTH and line.endswith(_SENTENCE_ENDS))


def ends_thread(lines: Lines, number: int) -> bool:
    """Say whether a line can only stand below the last comment: a reply form, teasers, share buttons."""
    start, end = lines.spans[number]
    if end - start > _LONG:
        return False
    rule = furniture().rule_of(lines.at(number), "middle")
    return rule is not None and (rule.after_thread or rule.name == "rights")


def label_furniture(page: Page) -> None:
    """Label the lines of a page that are known by their words, with what belongs to them."""
    known = furniture()
    body_before = _body_before(page)
    body = body_before[-1]
    number = 0
    closed = False
    while number < page.end:
        place = _place(number, page.end, body_before[number], body)
        start, end = page.lines.spans[number]
        rule = known.rule_of(page.lines.at(number), place) if end - start <= known.longest else None
        if rule is None or (rule.kind == "byline" and not is_credit(page.lines.at(number))):
            if closed:
                page.extend(number)
            number += 1
            continue
        after = _reach(page, number, rule, body_before)
        closed = closed or (rule.scope == "closing" and after > number + 1)
        page.put(number, after, rule.kind, rule.name)
        number = after


def is_credit(line: str) -> bool:
    """Say whether a line that begins like a byline goes on like one: short, names, no sentence."""
    words = line.strip("()").split()
    if line.startswith("("):
        return True
    if (
        len(words) > 1
        and words[0].lower() in {"by", "von"}
        and not (words[1][0].isupper() or len(words) <= 4)
    ):
        return False
    sentence = line.endswith(".") and len(words) > 8 and words[0].lower() in {"by", "from", "via"}
    return len(words) <= 24 and not sentence


def _place(number: int, end: int, before: int, body: int) -> str:
    """Say in which part of the article a line stands: its head, its middle or its tail."""
    if before == 0 or (number < 10 and before <= _LONG * 2):
        return "head"
    return "tail" if before >= 0.6 * body and number >= end // 2 else "middle"


def _body_before(page: Page) -> list[int]:
    """Count, for each line, the characters of paragraphs before it."""
    before = [0]
    for number in range(page.end):
        start, end = page.lines.spans[number]
        length = end - start
        long_enough = length >= _BODY_LENGTH and is_body_like(page.lines.at(number))
        before.append(before[-1] + (length if long_enough else 0))
    return before


def _reach(page: Page, number: int, rule: Rule, body_before: list[int]) -> int:
    """Give the line at which the zone of a known line ends."""
    following = number + 1
    before, rest = body_before[number], body_before[page.end] - body_before[number]
    if rule.scope == "line" or (rule.scope == "closing" and not before):
        return following
    if rule.scope == "closing" and rest <= _MOST_AFTER * before:
        return _closing(page, number, rule)
    most = min(rule.most, 12)
    while following < page.end and following - number <= most:
        line = page.lines.at(following)
        if is_body_like(line) or len(line) > rule.short or furniture().rule_of(line, "middle"):
            break
        following += 1
    return following


def _opens_another(known: Rule, rule: Rule) -> bool:
    return known.each if known.name == rule.name else not known.amid


def _closing(page: Page, number: int, rule: Rule) -> int:
    """Give the next line that another rule knows, or the article's end: what is closed stays closed."""
    following = number + 1
    while following < page.end:
        start, end = page.lines.spans[following]
        known = furniture().rule_of(page.lines.at(following), "tail") if end - start <= _LONG else None
        if known is not None and (known.kind == "byline" or _opens_another(known, rule)):
            break
        following += 1
    return following
