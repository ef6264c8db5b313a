"""Markdown codebook in: labels, attributes, rules, rendering, differences between versions."""

from desktop.codebook.differences import Difference, differences, labels_for_review, rules_for_review
from desktop.codebook.errors import CodebookError
from desktop.codebook.model import Attribute, Chapter, Codebook, Entry, Flag, Label, Rule
from desktop.codebook.parsing import parse
from desktop.codebook.rendering import codebook_html, entry_facts, entry_html, label_html
from desktop.codebook.source import decode, read_file

__all__ = [
    "Attribute",
    "Chapter",
    "Codebook",
    "CodebookError",
    "Difference",
    "Entry",
    "Flag",
    "Label",
    "Rule",
    "codebook_html",
    "decode",
    "differences",
    "entry_facts",
    "entry_html",
    "label_html",
    "labels_for_review",
    "parse",
    "read_file",
    "rules_for_review",
]
