"""Commands that code on a coder's behalf beside labels: proposals taken or declined, attributes."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.cli.console import (
    coder_option,
    json_option,
    opened,
    print_json,
    print_table,
    project_argument,
    say,
)
from desktop.errors import UserError

if TYPE_CHECKING:
    from desktop.codebook import Codebook
    from desktop.study.planning import DeskArticle, Planned
    from desktop.study.proposals import Proposed


@click.command(short_help="List what is proposed; accept or decline it.")
@project_argument
@click.argument("article")
@coder_option
@click.option(
    "--accept", "taken", type=(int, int), metavar="START END", help="Accept the one that lies there."
)
@click.option("--zone", metavar="ID", help="Accept all that lie in this zone.")
@click.option("--decline", "refused", type=(int, int), metavar="START END", help="Do not show it again.")
@click.option("--label", metavar="ID", help="The label it gets, where the proposal names none.")
@json_option
def proposals(  # noqa: PLR0917 - one argument an option
    project: Path,
    article: str,
    coder: str,
    taken: tuple[int, int] | None,
    zone: str | None,
    refused: tuple[int, int] | None,
    label: str | None,
    as_json: bool,
) -> None:
    """List what is proposed to a coder in an article; accept or decline it.

    Nothing is proposed unless the study asks for it (pressmark settings --proposals).
    """
    from desktop.study import proposals as study
    from desktop.study.coders import find_coder
    from desktop.study.desk import Desk, load, save
    from desktop.study.zones import chosen

    with opened(project) as held:
        desk = Desk(held, find_coder(held, coder))
        (item,) = chosen(held, article)
        loaded = load(desk, item.id)
        may = study.allowed(held, loaded.writer.phase)
        if taken:
            planned = study.accept(loaded, may, _there(study.proposals(loaded, may), taken), label)
        elif zone:
            planned = study.accept_in_zone(loaded, may, zone, label)
        elif refused:
            planned = study.decline(loaded, _there(study.proposals(loaded, may), refused))
        if taken or zone or refused:
            save(desk, planned).result()
            say(f"Accepted {len(planned.put)}." if planned.put else "Declined.")
        listed = study.proposals(load(desk, item.id), may)
    if as_json:
        print_json({"may": may, "proposals": [asdict(one) for one in listed]})
        return
    print_table(
        ("start", "end", "label", "rule"), [(one.start, one.end, one.label or "", one.rule) for one in listed]
    )


def _there(listed: "tuple[Proposed, ...]", span: tuple[int, int]) -> "Proposed":
    for one in listed:
        if (one.start, one.end) == span:
            return one
    raise UserError(f"Nothing is proposed at {span[0]}–{span[1]}.")


@click.command(short_help="Set an attribute on a coder's behalf.")
@project_argument
@click.argument("article")
@click.argument("key")
@click.argument("value")
@coder_option
@click.option("--passage", metavar="ID", help="Of this passage; without it, of the article.")
def attribute(project: Path, article: str, key: str, value: str, coder: str, passage: str | None) -> None:
    """Set an attribute of an article or a passage, on a coder's behalf.

    KEY is an attribute of the codebook and VALUE one of its options, or - to take it away.
    """
    from desktop.study.coders import find_coder
    from desktop.study.desk import Desk, load, save
    from desktop.study.zones import chosen

    with opened(project) as held:
        desk = Desk(held, find_coder(held, coder))
        (item,) = chosen(held, article)
        save(desk, _answered(load(desk, item.id), key, "" if value == "-" else value, passage)).result()
    say("Done.")


def _answered(desk: "DeskArticle", key: str, value: str, passage: str | None) -> "Planned":
    from desktop.study.planning import mark_article, set_attribute

    _check(desk.codebook, key, value, "passage" if passage else "article")
    return set_attribute(desk, passage, key, value) if passage else mark_article(desk, key, value)


def _check(codebook: "Codebook", key: str, value: str, of: str) -> None:
    asked = [each for each in codebook.attributes if each.of == of and not each.retired]
    found = next((each for each in asked if each.id == key), None)
    if found is None:
        known = ", ".join(each.id for each in asked) or "none"
        raise UserError(f"The codebook asks no {key} of {of}s; it asks {known}.")
    if value and value not in found.options:
        raise UserError(f"{key} is one of {', '.join(found.options)}, not “{value}”.")
