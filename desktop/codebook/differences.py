"""What a new version of a codebook changes, in plain words, and which old passages to look at again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desktop.codebook.model import Attribute, Chapter, Codebook, Entry, Flag, Label, Rule, Sections
from desktop.codebook.rendering import entry_facts, entry_kind

_MEANING = frozenset({"text", "unit", "zones", "default", "removed", "retired", "reused", "kind"})
"""Changes after which an old passage may no longer be what the codebook asks for."""


_SETTINGS = (
    ("key", "changes"),
    ("colour", "changes"),
    ("unit", "changes"),
    ("zones", "change"),
    ("options", "change"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One change, said to a person by `sentence`.

    `kind` is title, text, added, removed, retired, brought back, reused, kind, renamed, key, colour, unit,
    zones, overlap, default, of, options or whole. `subject` is the entry's id, a chapter's name in quotation
    marks where it has none, and "" for the codebook itself.
    """

    kind: str
    subject: str
    sentence: str


def differences(
    old: Codebook | None, new: Codebook, earlier: Sequence[Codebook] = ()
) -> tuple[Difference, ...]:
    """Return what changes from `old` to `new`, in the order of the new codebook, what vanished last.

    `earlier` are versions before `old`, oldest first: by them an id that is used again for something else is
    told (kind "reused"), since ids stand in old passages for good.
    """
    found: list[Difference] = []
    if old is not None:
        found += _of_the_whole(old, new)
    before = _by_subject(old)
    gone = _gone(earlier, before)
    for subject, entry in _by_subject(new).items():
        if subject in before:
            found += _of_an_entry(subject, before[subject], entry)
        elif subject in gone:
            found += _returned(subject, gone[subject], entry)
        else:
            found.append(Difference("added", subject, _added(entry)))
    now = _by_subject(new)
    return (*found, *(_removed(subject, entry) for subject, entry in before.items() if subject not in now))


def labels_for_review(old: Codebook | None, new: Codebook, earlier: Sequence[Codebook] = ()) -> set[str]:
    """Return the ids of labels whose old passages should be looked at again.

    That is where text, unit, zones or default coverage changed, and where the label vanished, was retired, or
    its id now means something else. A new name, key, colour or overlap changes nothing about old passages.
    """
    return _for_review(old, new, earlier, Label)


def rules_for_review(old: Codebook | None, new: Codebook, earlier: Sequence[Codebook] = ()) -> set[str]:
    """Return the ids of rules that changed or vanished; look again at passages that rest on them."""
    return _for_review(old, new, earlier, Rule)


def _for_review(
    old: Codebook | None, new: Codebook, earlier: Sequence[Codebook], kind: type[Label | Rule]
) -> set[str]:
    known = {
        e.id for book in (*earlier, *([old] if old else [])) for e in book.entries if isinstance(e, kind)
    }
    return {d.subject for d in differences(old, new, earlier) if d.kind in _MEANING and d.subject in known}


def _by_subject(codebook: Codebook | None) -> dict[str, Entry]:
    entries = codebook.entries if codebook else ()
    return {entry.id or f"“{entry.name}”": entry for entry in entries}


def _gone(earlier: Sequence[Codebook], before: Collection[str]) -> dict[str, Entry]:
    """What earlier versions held and the last one no longer does, as it last was."""
    latest: dict[str, Entry] = {}
    for codebook in earlier:
        latest.update(_by_subject(codebook))
    return {subject: entry for subject, entry in latest.items() if subject not in before}


def _of_the_whole(old: Codebook, new: Codebook) -> list[Difference]:
    found = []
    if old.title != new.title:
        found.append(Difference("title", "", f"The title changes from “{old.title}” to “{new.title}”."))
    if _flat(old.html) != _flat(new.html):
        found.append(Difference("text", "", "The introduction has changed."))
    if old.whole != new.whole:
        asked = "Everything is to be coded now" if new.whole else "Not everything is to be coded any more"
        found.append(Difference("whole", "", f"{asked}."))
    return found


def _of_an_entry(subject: str, old: Entry, new: Entry) -> list[Difference]:
    if _retired(old) and not _retired(new) and not _alike(old, new):
        return [_reused(subject, old, new)]
    if _kind(old) != _kind(new):
        return [Difference("kind", subject, f"{_capital(_called(old))} is now a {_kind(new)}.")]
    found = _of_life(subject, old, new)
    found += [Difference(kind, subject, sentence) for kind, sentence in _of_settings(old, new)]
    if _flat(old.html) != _flat(new.html):
        found.append(
            Difference("text", subject, f"The text of {_called(new)} has changed{_where(old, new)}.")
        )
    return found


def _of_life(subject: str, old: Entry, new: Entry) -> list[Difference]:
    found = []
    was, now = _retired(old), _retired(new)
    if now and not was:
        sentence = (
            f"{_capital(_called(new))} is retired: it can no longer be given, and what was given stays."
        )
        found.append(Difference("retired", subject, sentence))
    if was and not now:
        found.append(
            Difference("brought back", subject, f"{_capital(_called(new))} is brought back into use.")
        )
    if old.name != new.name:
        found.append(Difference("renamed", subject, f"{_capital(_called(old))} is now called “{new.name}”."))
    return found


def _of_settings(old: Entry, new: Entry) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for setting, change in _SETTINGS:
        before, after = _setting(old, setting), _setting(new, setting)
        if before != after:
            found.append((setting, f"The {setting} of {_called(new)} {change} from {before} to {after}."))
    if isinstance(old, Flag | Attribute) and isinstance(new, Flag | Attribute) and old.of != new.of:
        found.append(("of", f"{_capital(_called(new))} is now for {new.of}s instead of {old.of}s."))
    if isinstance(old, Label) and isinstance(new, Label):
        found += _of_coverage(old, new)
    return found


def _of_coverage(old: Label, new: Label) -> list[tuple[str, str]]:
    found = []
    if old.overlap != new.overlap:
        may = "may now overlap other labels" if new.overlap else "may no longer overlap other labels"
        found.append(("overlap", f"{_capital(_called(new))} {may}."))
    if old.by_default != new.by_default:
        counts = "now counts" if new.by_default else "no longer counts"
        found.append(("default", f"Unmarked text {counts} as “{new.name}”."))
    return found


def _returned(subject: str, past: Entry, new: Entry) -> list[Difference]:
    if not _alike(past, new):
        return [_reused(subject, past, new)]
    sentence = f"{_capital(_called(new))} is brought back from an earlier version."
    rest = [d for d in _of_an_entry(subject, past, new) if d.kind != "brought back"]
    return [Difference("brought back", subject, sentence), *rest]


def _reused(subject: str, past: Entry, new: Entry) -> Difference:
    sentence = (
        f"The id “{subject}” was used by an earlier version for the {_kind(past)} “{past.name}”; "
        f"old passages still carry it, so choose another id for “{new.name}”."
    )
    return Difference("reused", subject, sentence)


def _alike(past: Entry, new: Entry) -> bool:
    """Tell an entry that comes back, perhaps renamed or reworded, from another one under its id."""
    same_text = bool(new.html) and _flat(past.html) == _flat(new.html)
    return _kind(past) == _kind(new) and (past.name == new.name or same_text)


def _added(entry: Entry) -> str:
    facts = entry_facts(entry)
    return f"{_capital(_called(entry))} is new{f' ({facts})' if facts else ''}."


def _removed(subject: str, entry: Entry) -> Difference:
    stays = " What was given stays, under its old name." if not isinstance(entry, Chapter) else ""
    return Difference("removed", subject, f"{_capital(_called(entry))} is no longer in the codebook.{stays}")


def _kind(entry: Entry) -> str:
    return "chapter" if isinstance(entry, Chapter) else entry_kind(entry)


def _called(entry: Entry) -> str:
    if isinstance(entry, Rule):
        return f"rule {entry.id} “{entry.name}”"
    return f"the {_kind(entry)} “{entry.name}”"


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _retired(entry: Entry) -> bool:
    return not isinstance(entry, Chapter) and entry.retired


def _setting(entry: Entry, name: str) -> str:
    """Return a setting as it is told; the order of zones says nothing, that of options does."""
    value = getattr(entry, name, "")
    if isinstance(value, tuple):
        value = ", ".join(sorted(value) if name == "zones" else value)
    return str(value) or "none"


def _flat(html: str) -> str:
    return " ".join(html.split())


def _where(old: Entry, new: Entry) -> str:
    """Name the sections whose Markdown differs, where they have names."""
    before, after = _named(old.sections), _named(new.sections)
    names = [
        name
        for name in (*after, *(n for n in before if n not in after))
        if before.get(name) != after.get(name)
    ]
    named = [name for name in names if name]
    return (
        f" under {' and '.join(', '.join(named).rsplit(', ', 1))}"
        if named and len(named) == len(names)
        else ""
    )


def _named(sections: Sections) -> dict[str, str]:
    return {name: _flat(markdown) for name, markdown in sections}
