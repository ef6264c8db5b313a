"""The discussion sheet as a file: Markdown, or a page of HTML that prints well and loads nothing."""

import html
import re
from collections.abc import Iterable
from pathlib import Path

from desktop.errors import UserError
from desktop.exchange.files import write_text
from desktop.study.discussion import Sheet, SheetEntry, TeamNote
from desktop.wording import counted

MARKDOWN, HTML = "md", "html"
FORMATS = (MARKDOWN, HTML)
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|&~])")
_ANSWERS = {
    "none": "no passage is right",
    "later": "put off",
    "draw": "another passage",
    "accept": "accepted",
}

_STYLE = """
body { font: 11pt/1.45 Georgia, serif; max-width: 44em; margin: 2em auto; padding: 0 1em; color: #1c1c1c; }
h1 { font-size: 1.5em } h2 { font-size: 1.1em; margin: 2em 0 .3em; break-after: avoid }
blockquote { margin: .4em 0; padding: .2em 1em; border-left: 3px solid #888 }
mark { background: #fff1b8; padding: 0 .1em } .where, .said { color: #555; font-size: .9em; margin: .2em 0 }
dl { margin: .4em 0; display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em }
dt { font-weight: bold } dd { margin: 0 } section { break-inside: avoid }
.write { border-bottom: 1px solid #aaa; height: 1.8em }
"""


def format_of(path: Path, wanted: str | None) -> str:
    """Return the format of a sheet: as wanted, else as its name ends; raises `UserError` for another."""
    found = wanted or path.suffix.removeprefix(".").lower().replace("markdown", MARKDOWN)
    if found not in FORMATS:
        raise UserError(f"{path}: a discussion sheet is written as {' or '.join(FORMATS)}; name the format.")
    return found


def write_sheet(sheet: Sheet, out: Path, form: str) -> None:
    """Write a sheet to a file; raises `UserError` where that cannot be."""
    write_text(out, sheet_text(sheet, form))


def sheet_text(sheet: Sheet, form: str) -> str:
    """Return a sheet in one of the two formats."""
    return sheet_markdown(sheet) if form == MARKDOWN else sheet_html(sheet)


def _headline(sheet: Sheet) -> str:
    shown = f"{len(sheet.entries)} of {counted(sheet.total, 'disagreement')}"
    return f"{sheet.title}: {shown}, phase {sheet.phase}"


def _where(entry: SheetEntry) -> str:
    share = f"{100 * entry.share:.1f} % of all disagreement"
    return (
        f"{entry.start}–{entry.end} · {entry.kind} · {share}{' · to be discussed' if entry.discuss else ''}"
    )


def _said(note: TeamNote) -> str:
    parts = [_ANSWERS.get(note.answer, note.answer), note.reason, note.note]
    return f"{note.by}: {'; '.join(part for part in parts if part)}"


def sheet_markdown(sheet: Sheet) -> str:
    """Return the sheet as Markdown in which no text of an article can be taken for a sign of Markdown."""
    lines = [f"# {_plain(_headline(sheet))}", ""]
    for number, entry in enumerate(sheet.entries, 1):
        quote = f"{_plain(entry.before)}{_strong(entry.quote.strip())}{_plain(entry.after)}"
        lines += [f"## {number}. {_plain(entry.article)}", "", _plain(_where(entry)), ""]
        lines += [f"> {part}".rstrip() for part in quote.split("\n")]
        lines += ["", *(f"- {_plain(name)}: {_plain(_one_line(what))}" for name, what in entry.given), ""]
        if entry.rules:
            lines += [f"Codebook: {_plain(_named(sheet, entry))}", ""]
        lines += [line for note in entry.notes for line in (f"_{_plain(_one_line(_said(note)))}_", "")]
        lines += ["Decided:", ""]
    if sheet.cited:
        lines += ["# Codebook", ""]
    for cited in sheet.cited:
        lines += [f"## {_plain(cited.name)} ({_plain(cited.id)})", ""]
        for heading, text in cited.sections:
            lines += [f"**{_plain(heading)}**", ""] if heading else []
            lines += [text.strip(), ""]
    return "\n".join(lines).rstrip() + "\n"


def _strong(text: str) -> str:
    """Return text in bold, each line by itself: bold does not reach across paragraphs."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(f"**{_plain(line)}**" if line else "" for line in lines)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _named(sheet: Sheet, entry: SheetEntry) -> str:
    """Return the names of the labels and rules that an entry refers to; one retired for good keeps its id."""
    names = {cited.id: cited.name for cited in sheet.cited}
    return ", ".join(names.get(rule, rule) for rule in entry.rules)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def sheet_html(sheet: Sheet) -> str:
    """Return the sheet as one page of HTML, everything in it escaped; it loads nothing."""
    title = html.escape(_headline(sheet))
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    parts = [f'<!doctype html><html lang="en"><head>{head}</head><body><h1>{title}</h1>']
    parts += (_section(number, entry, _named(sheet, entry)) for number, entry in enumerate(sheet.entries, 1))
    if sheet.cited:
        parts.append("<h1>Codebook</h1>")
    for cited in sheet.cited:
        name = f"{html.escape(cited.name)} ({html.escape(cited.id)})"
        parts.append(f"<section><h2>{name}</h2>{cited.html}</section>")
    return "\n".join((*parts, "</body></html>\n"))


def _section(number: int, entry: SheetEntry, rules: str) -> str:
    quote = f"{html.escape(entry.before)}<mark>{_lines(entry.quote.strip())}</mark>{html.escape(entry.after)}"
    given = "".join(f"<dt>{html.escape(name)}</dt><dd>{_lines(what)}</dd>" for name, what in entry.given)
    return "".join(
        (
            f"<section><h2>{number}. {html.escape(entry.article)}</h2>",
            f'<p class="where">{html.escape(_where(entry))}</p><blockquote>{quote}</blockquote>',
            f"<dl>{given}</dl>",
            f'<p class="where">Codebook: {html.escape(rules)}</p>' if rules else "",
            *(f'<p class="said">{_lines(_said(note))}</p>' for note in entry.notes),
            '<p class="where">Decided:</p><p class="write"></p></section>',
        )
    )


def _lines(text: str) -> str:
    return "<br>".join(_escaped(text.split("\n")))


def _escaped(parts: Iterable[str]) -> Iterable[str]:
    return (html.escape(part) for part in parts)
