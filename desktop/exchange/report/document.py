"""What a report consists of, whatever it is written as."""

from dataclasses import dataclass

from desktop.study.workspace.pictured import Picture


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain words."""

    words: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of plain sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table; `name` is its file's name as CSV, `caption` says what its numbers are."""

    name: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture of the numbers in the table that follows; `name` is unique in the report."""

    name: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class CommandBlock:
    """What is to be typed, letter by letter."""

    words: str


Block = Paragraph | Listed | TableBlock | PictureBlock | CommandBlock


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under a heading; `id` is unique."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    sections: tuple[Section, ...]

    @property
    def tables(self) -> tuple[TableBlock, ...]:
        """All tables in reading order."""
        return tuple(b for section in self.sections for b in section.blocks if isinstance(b, TableBlock))

    @property
    def pictures(self) -> dict[str, Picture]:
        """All pictures by name."""
        blocks = (block for section in self.sections for block in section.blocks)
        return {block.name: block.picture for block in blocks if isinstance(block, PictureBlock)}
