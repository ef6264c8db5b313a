"""What a codebook says, as plain frozen data: labels, attributes, flags, rules and chapters of prose."""

from dataclasses import dataclass

UNITS = ("free", "clause", "sentence", "comment")
"""What one key press marks where nothing is selected: the label's own unit."""

ZONES = (
    "title",
    "deck",
    "key-points",
    "byline",
    "body",
    "quotation",
    "boilerplate",
    "comment-section",
    "comment",
    "comment-header",
    "comment-footer",
)
"""The kinds of zone an article can have."""

EDITORIAL_ZONES = ("title", "deck", "key-points", "body", "quotation")
"""Where a label applies if its heading names no zones (a label by comment: in comments)."""

Sections = tuple[tuple[str, str], ...]
"""Parts of an entry as (heading, Markdown); what stands before the first ### heading has the heading ""."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a passage can be called. `html` is the sanitised text of its sections, without the name.

    A retired label has no key that works, may not be given any more, and keeps its id for good.
    """

    id: str
    name: str
    key: str
    colour: str
    unit: str = "free"
    zones: tuple[str, ...] = EDITORIAL_ZONES
    overlap: bool = False
    by_default: bool = False
    retired: bool = False
    sections: Sections = ()
    html: str = ""

    @property
    def letter(self) -> str:
        """The sign that stands beside the colour in margin and lists; "–" for a retired label without key."""
        return self.key.upper() or "–"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A question asked of a passage or an article: a choice of options, or a scale in the order written.

    `key` is "" where no key opens it.
    """

    id: str
    name: str
    kind: str
    of: str
    options: tuple[str, ...]
    key: str = ""
    retired: bool = False
    sections: Sections = ()
    html: str = ""

    @property
    def numbers(self) -> tuple[float, ...] | None:
        """The options of a scale as numbers, or None where they are words (and for a choice)."""
        if self.kind != "scale":
            return None
        try:
            return tuple(float(option) for option in self.options)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes-or-no remark on a passage or an article; the flag `unsure` is the one every project knows."""

    id: str
    name: str
    of: str
    key: str = ""
    retired: bool = False
    sections: Sections = ()
    html: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A numbered decision that a passage can rest on; `key` is pressed after a mark."""

    id: str
    name: str
    key: str = ""
    retired: bool = False
    sections: Sections = ()
    html: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Prose between the entries, such as advice or a change log; `id` may be ""."""

    id: str
    name: str
    sections: Sections = ()
    html: str = ""


Entry = Label | Attribute | Flag | Rule | Chapter


@dataclass(frozen=True, slots=True)
class Codebook:
    """One version of a codebook; `sha256` is that of `text` in UTF-8, `html` the sanitised introduction.

    `entries` are all entries in the order of the file. `labels`, `attributes`, `flags` and `rules` are those
    in use; the retired ones are found by id alone. `whole` says that everything is to be coded, so that an
    article is not finished before its unmarked stretches were looked at.
    """

    title: str
    sha256: str
    text: str
    html: str
    entries: tuple[Entry, ...]
    whole: bool = False

    @property
    def labels(self) -> tuple[Label, ...]:
        """Return the labels that may be given."""
        return tuple(e for e in self.entries if isinstance(e, Label) and not e.retired)

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """Return the attributes in use."""
        return tuple(e for e in self.entries if isinstance(e, Attribute) and not e.retired)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Return the flags in use."""
        return tuple(e for e in self.entries if isinstance(e, Flag) and not e.retired)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Return the rules in force."""
        return tuple(e for e in self.entries if isinstance(e, Rule) and not e.retired)

    def entry(self, id: str) -> Entry | None:  # noqa: A002 - the word of the house
        """Return the entry of this id, retired or not."""
        return next((entry for entry in self.entries if id and entry.id == id), None)

    def label(self, id: str) -> Label | None:  # noqa: A002 - the word of the house
        """Return the label of this id, retired or not (old passages still need its name)."""
        entry = self.entry(id)
        return entry if isinstance(entry, Label) else None

    def attribute(self, id: str) -> Attribute | None:  # noqa: A002 - the word of the house
        """Return the attribute of this id, retired or not."""
        entry = self.entry(id)
        return entry if isinstance(entry, Attribute) else None

    def flag(self, id: str) -> Flag | None:  # noqa: A002 - the word of the house
        """Return the flag of this id, retired or not."""
        entry = self.entry(id)
        return entry if isinstance(entry, Flag) else None

    def rule(self, id: str) -> Rule | None:  # noqa: A002 - the word of the house
        """Return the rule of this id, retired or not."""
        entry = self.entry(id)
        return entry if isinstance(entry, Rule) else None

    def by_key(self, key: str) -> Label | Flag | Attribute | None:
        """Return the label, flag or attribute in use that this key gives; case does not matter."""
        wanted = key.casefold()
        usable: tuple[Label | Flag | Attribute, ...] = (*self.labels, *self.flags, *self.attributes)
        return next((entry for entry in usable if wanted and entry.key == wanted), None)
