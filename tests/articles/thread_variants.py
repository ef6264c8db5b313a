"""Further print-outs of each layout: other dates and languages, missing counts, edited marks."""

import random
from collections.abc import Callable

from tests.articles.thread_writer import Layout, Written

Lines = Callable[[Written, random.Random], list[str]]

_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
}


def _month(comment: Written, language: str) -> str:
    return _MONTHS[language].split()[comment.at.month - 1]


def _clock(comment: Written, *, dot: bool = False) -> str:
    hour, sign = comment.at.hour % 12 or 12, "." if dot else ":"
    return f"{hour}{sign}{comment.at.minute:02}{'' if dot else ' '}{'am' if comment.at.hour < 12 else 'pm'}"


def _ago(chance: random.Random) -> str:
    number = chance.choice([2, 3, 7, 11])
    return chance.choice(
        ["a year ago", f"{number} years ago", f"{number} hours ago", "an hour ago", "a day ago"]
    )


def _none(_: Written, __: random.Random) -> list[str]:
    return []


def _always(*lines: str) -> Lines:
    return lambda _comment, _chance: list(lines)


def _names(comment: Written) -> str:
    return f"{comment.author} {comment.target}" if comment.target else comment.author


def _arrow(comment: Written, sign: str = "→") -> str:
    return f"{comment.author} {sign} {comment.target}" if comment.target else comment.author


def _in_reply(*, subject: bool = False, suffix: str = "") -> Lines:
    def footer(comment: Written, chance: random.Random) -> list[str]:
        said = chance.choice(["Lamps again", "I was there", "No"]) + " " if subject else ""
        return [f"In reply to {said}by {comment.target}{suffix}"] if comment.target else []

    return footer


def _drupal(form: str) -> Lines:
    def header(comment: Written, _: random.Random) -> list[str]:
        return [f"{_names(comment)} {comment.at:{form}} Permalink"]

    return header


def _two_lines(says: str, when: Callable[[Written], str]) -> Lines:
    def header(comment: Written, chance: random.Random) -> list[str]:
        edited = chance.choice(["", "", "", " (Edit)"]) if says == "says:" else ""
        return [f"{comment.author} {says}", when(comment) + edited]

    return header


def _wordpress_new(comment: Written, _: random.Random) -> list[str]:
    return [comment.author, f"{comment.at:%B} {comment.at.day}, {comment.at.year} at {_clock(comment)}"]


def _disqus(sign: str = "→", dot: str = "•", edited: bool = False, mod: bool = False) -> Lines:
    def header(comment: Written, chance: random.Random) -> list[str]:
        name = _arrow(comment, sign)
        if mod and chance.random() < 0.3:
            name = f"{comment.author} Mod" + (f" {sign} {comment.target}" if comment.target else "")
        end = f" {dot} edited" if edited and chance.random() < 0.4 else ""
        return [f"{name} {dot} {_ago(chance)}{end}"]

    return header


def _disqus_lines(comment: Written, chance: random.Random) -> list[str]:
    return [_arrow(comment), f"• {_ago(chance)}"]


def _disqus_votes(_: Written, chance: random.Random) -> list[str]:
    count = chance.choice(["", "3 ", "27 "])
    return [f"{count}△ ▽ Reply"]


def _points(form: str) -> Lines:
    def header(comment: Written, chance: random.Random) -> list[str]:
        name = comment.author.replace(" ", "_")
        if chance.random() < 0.1:
            name = "[deleted]"
        count = chance.choice(["2", "14", "1.2k", "-6"])
        comment.author = name
        return [form.format(name=name, count=count, ago=_ago(chance))]

    return header


def _reddit_three(comment: Written, chance: random.Random) -> list[str]:
    comment.author = comment.author.replace(" ", "_")
    count = chance.choice(["2", "14", "1.2k"])
    return [comment.author, f"{count} points · {_ago(chance)}"]


def _reddit_short(comment: Written, chance: random.Random) -> list[str]:
    comment.author = comment.author.replace(" ", "_")
    age = chance.choice(["3h ago", "2y ago", "5d ago", "1mo ago"])
    return [f"{comment.author} • {age}" + chance.choice(["", "", " • Edited 2y ago"])]


def _guardian(form: str, count: str = "") -> Lines:
    def header(comment: Written, chance: random.Random) -> list[str]:
        at = comment.at
        when = form.format(
            day=at.day,
            month=f"{at:%B}",
            mon=f"{at:%b}",
            year=at.year,
            clock=f"{at:%H:%M}",
            short=_clock(comment, dot=True),
        )
        lines = [_arrow(comment), when]
        return [*lines, count.format(n=chance.choice([1, 7, 311]))] if count else lines

    return header


def _generic(form: str) -> Lines:
    def header(comment: Written, chance: random.Random) -> list[str]:
        at = comment.at
        return [
            form.format(
                name=comment.author, day=at.day, month=f"{at:%B}", mon=f"{at:%b}", year=at.year,
                clock=f"{at:%H:%M}", short=_clock(comment), iso=f"{at:%Y-%m-%d}", eu=f"{at:%d.%m.%Y}",
                uk=f"{at:%d/%m/%Y}", de=_month(comment, "de"), fr=_month(comment, "fr"),
                es=_month(comment, "es"), it=_month(comment, "it"), nl=_month(comment, "nl"),
                sv=_month(comment, "sv"), ago=_ago(chance),
            )
        ]  # fmt: skip

    return header


VARIANTS = (
    Layout("drupal iso", _drupal("%a, %Y-%m-%d %H:%M"), _in_reply(), names_targets=True),
    Layout("drupal iso dashed", _drupal("%a, %Y-%m-%d - %H:%M"), _in_reply(), names_targets=True),
    Layout("drupal day first", _drupal("%a, %d/%m/%Y - %H:%M"), _in_reply(subject=True), names_targets=True),
    Layout("drupal dots", _drupal("%d.%m.%Y - %H:%M"), _in_reply(), names_targets=True),
    Layout("drupal half days", _drupal("%a, %m/%d/%Y - %I:%M%p"), _in_reply(), names_targets=True),
    Layout("drupal month", _drupal("%B %d, %Y - %H:%M"), _in_reply(), names_targets=True),
    Layout(
        "drupal verified",
        lambda c, _: [f"{c.author} (not verified) {c.at:%a, %m/%d/%Y - %H:%M} Permalink"],
        _in_reply(suffix=" (not verified)"),
        names_targets=True,
    ),
    Layout(
        "drupal submitted",
        lambda c, _: [
            f"Submitted by {c.author} on {c.at:%a, %m/%d/%Y - %H:%M}",
        ],
        _always("Log in or register to post comments"),
    ),
    Layout(
        "wordpress german",
        _two_lines("sagt:", lambda c: f"{c.at.day}. {_month(c, 'de')} {c.at.year} um {c.at:%H:%M} Uhr"),
        _always("Antworten"),
        indents=True,
    ),
    Layout(
        "wordpress french",
        _two_lines(
            "dit :", lambda c: f"{c.at.day} {_month(c, 'fr')} {c.at.year} à {c.at:%H} h {c.at:%M} min"
        ),
        _always("Répondre"),
        indents=True,
    ),
    Layout(
        "wordpress spanish",
        _two_lines("dice:", lambda c: f"{c.at.day} {_month(c, 'es')}, {c.at.year} a las {c.at:%H:%M}"),
        _always("Responder"),
        indents=True,
    ),
    Layout(
        "wordpress spanish de",
        _two_lines("dice:", lambda c: f"{c.at.day} de {_month(c, 'es')} de {c.at.year} a las {c.at:%H:%M}"),
        _always("Responder"),
        indents=True,
    ),
    Layout(
        "wordpress italian",
        _two_lines(
            "ha detto:", lambda c: f"{c.at.day} {_month(c, 'it').capitalize()} {c.at.year} alle {c.at:%H:%M}"
        ),
        _always("Rispondi"),
        indents=True,
    ),
    Layout(
        "wordpress dutch",
        _two_lines("schreef:", lambda c: f"{c.at.day} {_month(c, 'nl')} {c.at.year} om {c.at:%H:%M}"),
        _always("Beantwoorden"),
        indents=True,
    ),
    Layout(
        "wordpress portuguese",
        _two_lines("disse:", lambda c: f"{c.at.day} de {_month(c, 'pt')} de {c.at.year} às {c.at:%H:%M}"),
        _always("Responder"),
        indents=True,
    ),
    Layout(
        "wordpress iso",
        _two_lines("says:", lambda c: f"{c.at:%Y-%m-%d} at {c.at:%H:%M}"),
        _always("Log in to Reply"),
        indents=True,
    ),
    Layout(
        "wordpress abbreviated",
        _two_lines("says:", lambda c: f"{c.at:%b} {c.at.day}, {c.at.year} at {_clock(c)}"),
        lambda c, _: [f"Reply to {c.author}"],
        indents=True,
    ),
    Layout("wordpress new", _wordpress_new, _always("Reply"), indents=True),
    Layout(
        "wordpress no footer",
        _two_lines("says:", lambda c: f"{c.at:%B} {c.at.day}, {c.at.year} at {_clock(c)}"),
        _none,
        indents=True,
    ),
    Layout(
        "wordpress weekday",
        _two_lines("says:", lambda c: f"{c.at:%A}, {c.at:%B} {c.at.day}, {c.at.year} at {_clock(c)}"),
        _always("Reply"),
        indents=True,
    ),
    Layout(
        "disqus greater",
        _disqus(sign=">"),
        _always("• Reply • Share ›"),
        names_targets=True,
        shows_time=False,
    ),
    Layout(
        "disqus edited",
        _disqus(edited=True),
        _always("1 △ ▽ • Reply • Share ›"),
        names_targets=True,
        shows_time=False,
    ),
    Layout("disqus moderators", _disqus(mod=True), _disqus_votes, names_targets=True, shows_time=False),
    Layout(
        "disqus middle dot", _disqus(dot="·"), _always("Reply", "Share"), names_targets=True, shows_time=False
    ),
    Layout("disqus lines", _disqus_lines, _always("△ ▽", "Reply"), names_targets=True, shows_time=False),
    Layout(
        "reddit old",
        _points("[–]{name} {count} points {ago}"),
        _always("permalink embed save parent report give award reply"),
        indents=True,
        shows_time=False,
    ),
    Layout(
        "reddit submitter",
        _points("{name}[S] {count} points {ago}"),
        _always("permalink save parent report reply"),
        indents=True,
        shows_time=False,
    ),
    Layout(
        "reddit hidden",
        _points("{name} [score hidden] {ago}"),
        _always("permalink embed save"),
        indents=True,
        shows_time=False,
    ),
    Layout(
        "reddit children",
        _points("[-]{name} {count} points {ago}  (3 children)"),
        _always("permalink embed save reply"),
        indents=True,
        shows_time=False,
    ),
    Layout(
        "reddit lines",
        _reddit_three,
        _always("Reply", "Share", "Report", "Save"),
        indents=True,
        shows_time=False,
    ),
    Layout(
        "reddit new",
        _reddit_short,
        _always("Upvote", "14", "Downvote", "Reply", "Share"),
        indents=True,
        shows_time=False,
    ),
    Layout(
        "guardian comma",
        _guardian("{day} {month} {year}, {clock}", "{n}"),
        _always("Reply", "Report"),
        names_targets=True,
    ),
    Layout(
        "guardian short",
        _guardian("{day} {mon} {year} {clock}", "{n}"),
        _always("Reply", "Share"),
        names_targets=True,
    ),
    Layout(
        "guardian dots",
        _guardian("{day} {mon} {year} {short}", "Recommend ({n})"),
        _always("Report"),
        names_targets=True,
    ),
    Layout(
        "guardian no counts",
        _guardian("{day} {month} {year} {clock}"),
        _always("Reply", "Share", "Report"),
        names_targets=True,
    ),
    Layout(
        "guardian american",
        _guardian("{month} {day}, {year} {clock}", "{n}"),
        _always("Facebook", "Twitter", "Report"),
        names_targets=True,
    ),
    Layout("generic iso", _generic("{name}, {iso} {clock}"), _none, indents=True),
    Layout("generic european", _generic("{name} ({eu}, {clock}):"), _none, indents=True),
    Layout("generic british", _generic("{name} - {uk} {clock}"), _none, indents=True),
    Layout(
        "generic wrote", _generic("{name} wrote on {day} {month} {year} at {clock}:"), _none, indents=True
    ),
    Layout("generic brackets", _generic("{name} [{day} {mon} {year} {clock}]"), _none, indents=True),
    Layout("generic american", _generic("{name} | {month} {day}, {year} at {short}"), _none, indents=True),
    Layout(
        "generic german",
        _generic("{name} schrieb am {day}. {de} {year} um {clock} Uhr:"),
        _none,
        indents=True,
    ),
    Layout("generic french", _generic("{name}, le {day} {fr} {year} à {clock}"), _none, indents=True),
    Layout("generic swedish", _generic("{name}, {day} {sv} {year} {clock}"), _none, indents=True),
    Layout("generic italian", _generic("{name} - {day} {it} {year}, {clock}"), _none, indents=True),
    Layout("generic dutch", _generic("{name} ({day} {nl} {year} {clock})"), _none, indents=True),
    Layout(
        "generic date only", _generic("{name}, {day} {month} {year}:"), _none, indents=True, shows_time=False
    ),
    Layout("generic ago", _generic("{name} ({ago})"), _none, indents=True, shows_time=False),
)
