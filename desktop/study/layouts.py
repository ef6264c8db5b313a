"""Layouts of comment threads that a team added to its project, beside those of the program."""

from db import settings
from db.project import Project
from desktop.articles.grammars import Grammar, built_in, load_grammar
from desktop.errors import UserError
from desktop.study.changes import Changes, Kind, changed

_KEY = "thread-layout/"


def layouts(project: Project) -> tuple[Grammar, ...] | None:
    """Return every layout that is looked for, the project's own first; None where it has none of its own."""
    own = [load_grammar(text, name) for name, text in own_layouts(project)]
    return tuple(sorted((*own, *built_in()), key=lambda grammar: -grammar.priority)) if own else None


def own_layouts(project: Project) -> tuple[tuple[str, str], ...]:
    """Return the project's own layouts as (name, TOML text), by name."""
    found = project.ask(settings.all, _KEY)
    return tuple((key.removeprefix(_KEY), text) for key, text in found if text)


def add_layout(project: Project, text: str, source: str) -> tuple[Grammar, Changes]:
    """Add a layout to the project, or replace the one of its name; articles that come later are read by it.

    Raises `UserError` that names `source` where it is no layout, or has the name of a built-in one.
    """
    grammar = load_grammar(text, source)
    if any(grammar.name == known.name for known in built_in()):
        raise UserError(f"{source}: the program has a layout named {grammar.name}; choose another name.")
    project.ask(settings.put, _KEY + grammar.name, text)
    return grammar, changed(Kind.SETTINGS)


def remove_layout(project: Project, name: str) -> Changes:
    """Take one of the project's own layouts away; zones that it proposed stay."""
    if name not in dict(own_layouts(project)):
        raise UserError(f"The project has no layout of its own named “{name}”.")
    project.ask(settings.put, _KEY + name, "")
    return changed(Kind.SETTINGS)
