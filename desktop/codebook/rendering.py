"""Codebooks as HTML fragments that load nothing: what was sanitised, under headings written here."""

from html import escape

from desktop.codebook.model import Attribute, Chapter, Codebook, Entry, Flag, Label, Rule

_KINDS: dict[type[Entry], str] = {Label: "label", Flag: "flag", Rule: "rule", Chapter: "text"}
_UNITS = {
    "free": "any stretch",
    "clause": "clause by clause",
    "sentence": "sentence by sentence",
    "comment": "one passage per comment",
}
_WHOLE = '<p class="facts">everything is to be coded</p>'


def codebook_html(codebook: Codebook) -> str:
    """Return the whole codebook as one fragment; each entry with an id is an anchor of that name."""
    parts = [f"<h1>{escape(codebook.title)}</h1>", _WHOLE if codebook.whole else "", codebook.html]
    parts += [entry_html(entry) for entry in codebook.entries]
    return "\n".join(part for part in parts if part)


def label_html(label: Label) -> str:
    """Return one label with its name, what its heading says in words, and its sections."""
    return entry_html(label)


def entry_html(entry: Entry) -> str:
    """Return one entry under its name, a heading whose class is the entry's kind.

    A paragraph of class "facts" tells in words what the braces of its heading say.
    """
    anchor = f' id="{escape(entry.id)}"' if entry.id else ""
    name = f"{entry.id} · {entry.name}" if isinstance(entry, Rule) else entry.name
    facts = entry_facts(entry)
    parts = [
        f'<h2 class="{entry_kind(entry)}"{anchor}>{escape(name)}</h2>',
        f'<p class="facts">{escape(facts)}</p>' if facts else "",
        entry.html,
    ]
    return "\n".join(part for part in parts if part)


def entry_kind(entry: Entry) -> str:
    """Return an entry's kind as its heading has it: label, choice, scale, flag, rule or text."""
    return entry.kind if isinstance(entry, Attribute) else _KINDS[type(entry)]


def entry_facts(entry: Entry) -> str:
    """Return the settings of an entry as one line of plain words, such as “key E · clause by clause”.

    The key of a rule is left out: it is asked for after a mark, beside the rules to choose from.
    """
    facts: list[str] = []
    if isinstance(entry, Label | Attribute | Flag) and entry.key:
        facts.append(f"key {entry.key.upper()}")
    if isinstance(entry, Label):
        facts += _label_facts(entry)
    elif isinstance(entry, Attribute):
        facts += [f"{entry.kind} for each {entry.of}", ", ".join(entry.options)]
    elif isinstance(entry, Flag):
        facts.append(f"flag for {entry.of}s")
    if not isinstance(entry, Chapter) and entry.retired:
        facts.append("retired: kept for old passages, no longer given")
    return " · ".join(facts)


def _label_facts(label: Label) -> list[str]:
    zones = ", ".join(zone.replace("-", " ") for zone in label.zones)
    facts = [_UNITS[label.unit], f"in {zones}"]
    if label.overlap:
        facts.append("may overlap other labels")
    if label.by_default:
        facts.append("unmarked text counts as it")
    return facts
