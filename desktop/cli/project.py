"""Commands for the project itself: new, codebook, coder, check."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.cli.console import (
    PATH,
    existing,
    json_option,
    opened,
    plain,
    print_json,
    print_table,
    project_argument,
    read_codebook,
    say,
)
from desktop.wording import counted

if TYPE_CHECKING:
    from db.project import Project
    from desktop.study.codebook_log import Cause
    from desktop.study.codebooks import Proposal


@click.command()
@project_argument
@click.option("--codebook", "codebook_file", type=PATH, metavar="FILE.md", help="Begin with this codebook.")
def new(project: Path, codebook_file: Path | None) -> None:
    """Begin an empty project."""
    from desktop.study.opening import create, project_path

    text = read_codebook(codebook_file) if codebook_file else None
    path = project_path(project)
    create(path, text, str(codebook_file or "codebook")).close()
    say(f"Made {path}.")


@click.command()
@project_argument
@click.option("--set", "new_file", type=PATH, metavar="FILE.md", help="Put this version in force.")
@click.option(
    "--because",
    multiple=True,
    metavar="DECISION",
    help="A decision that led to the version in force; repeatable.",
)
@click.option("--log", is_flag=True, help="Show every version with what it changed and why.")
@json_option
def codebook(
    project: Path, new_file: Path | None, because: tuple[str, ...], *, log: bool, as_json: bool
) -> None:
    """Show the codebook, or put a new version in force.

    With --set, what differs and which passages should be looked at again is shown first. --because says which
    decisions of adjudicators led to the version; --log lists versions, decisions, and gaps still open.
    """
    from desktop.study.codebook_log import lead_to
    from desktop.study.codebooks import current_version, install, propose

    with opened(project) as held:
        if new_file is None:
            lead_to(held, current_version(held).sha256, because)
            (_show_log if log else _show_codebook)(held, as_json)
            return
        proposal = propose(held, read_codebook(new_file), str(new_file))
        _show_differences(held, proposal, as_json)
        fresh = install(held, proposal)
        lead_to(held, proposal.codebook.sha256, because)
        if fresh:
            say("The new version is in force; passages keep the version they were marked under.")
        else:
            say("This version is in force already; nothing changed.")


def _show_codebook(project: "Project", as_json: bool) -> None:
    from desktop.study.codebooks import current_codebook, current_version, to_review
    from desktop.study.listing import places

    version = current_version(project)
    book = current_codebook(project)
    review = places(project, to_review(project))
    if as_json:
        labels = [
            {
                "id": label.id,
                "name": label.name,
                "key": label.key,
                "unit": label.unit,
                "by_default": label.by_default,
            }
            for label in book.labels
        ]
        about = {"title": book.title, "version": version.number, "sha256": book.sha256}
        print_json({**about, "labels": labels, "review": review})
        return
    click.echo(f"{book.title} (version {version.number} in this project, {book.sha256[:12]})")
    print_table(("key", "label", "name"), [(label.key, label.id, label.name) for label in book.labels])
    if review:
        say(f"{counted(len(review), 'passage')} under an earlier meaning should be looked at again (--json).")


def _show_log(project: "Project", as_json: bool) -> None:
    from dataclasses import asdict

    from desktop.study.codebook_log import change_log, open_gaps

    log, gaps = change_log(project), open_gaps(project)
    if as_json:
        print_json({"versions": [asdict(entry) for entry in log], "open": [asdict(gap) for gap in gaps]})
        return
    for entry in log:
        click.echo(f"Version {entry.number}, {entry.installed_at[:10]}, {entry.sha256[:12]}")
        for sentence in entry.changes:
            click.echo(f"  {plain(sentence)}")
        for cause in entry.causes:
            click.echo(f"  because of {_cause(cause)}")
    for gap in gaps:
        click.echo(f"Open: {_cause(gap)}")


def _cause(cause: "Cause") -> str:
    note = f": {cause.note}" if cause.note else ""
    where = f"{cause.article} {cause.start}–{cause.end}"
    return plain(f"{cause.decision} ({cause.by}, {where}, “{cause.quote[:60]}”){note}")


def _show_differences(project: "Project", proposal: "Proposal", as_json: bool) -> None:
    from desktop.study.listing import places

    review = places(project, proposal.affected)
    if as_json:
        differences = [
            {"kind": found.kind, "subject": found.subject, "sentence": found.sentence}
            for found in proposal.differences
        ]
        print_json({"differences": differences, "review": review})
        return
    for found in proposal.differences:
        click.echo(found.sentence)
    if review:
        click.echo(f"{counted(len(review), 'passage')} should be looked at again:")
        for place in review:
            click.echo(
                f"  {place['article']} {place['start']}–{place['end']} {place['label']} ({place['coder']})"
            )


@click.group()
def coder() -> None:
    """Who codes."""


@coder.command("add")
@project_argument
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
def coder_add(project: Path, names: tuple[str, ...]) -> None:
    """Add coders."""
    from desktop.study.coders import add_coder

    with opened(project) as held:
        for name in names:
            added, _ = add_coder(held, name)
            say(f"Added {added.name}.")


@coder.command("rename")
@project_argument
@click.argument("old")
@click.argument("name")
def coder_rename(project: Path, old: str, name: str) -> None:
    """Give a coder another name; the work stays theirs."""
    from desktop.study.coders import find_coder, rename_coder, shown_name

    with opened(project) as held:
        before = find_coder(held, old)
        rename_coder(held, before.id, name)
        after = find_coder(held, before.id)
    say(f"{shown_name(before)} is now called {shown_name(after)}.")


@coder.command("list")
@project_argument
@json_option
def coder_list(project: Path, as_json: bool) -> None:
    """List the coders."""
    from desktop.study.coders import all_coders, shown_name

    with opened(project) as held:
        found = all_coders(held)
    if as_json:
        print_json({"coders": [{"id": one.id, "name": one.name} for one in found]})
        return
    for one in found:
        click.echo(plain(shown_name(one)))


@coder.command("erase")
@project_argument
@click.argument("name")
def coder_erase(project: Path, name: str) -> None:
    """Erase a coder's name everywhere; the work stays."""
    from desktop.study.forgetting import erase_coder

    with opened(project) as held:
        done = erase_coder(held, name)
    for sentence in done.troubles:
        say(sentence)
    say(f"The name is gone. {done.sentence()}")


@click.command()
@project_argument
@click.option("--repair", is_flag=True, help="Write a copy in which all that is derived is made anew.")
@json_option
@click.pass_context
def check(ctx: click.Context, project: Path, *, repair: bool, as_json: bool) -> None:
    """Check that a project is whole.

    Every text, quote, link and revision is looked at; exit status 1 says that something is damaged.
    """
    from desktop.study.listing import health

    if repair:
        _repair(project)
        return
    with opened(project) as held:
        found = health(held)
    if as_json:
        counts = {"articles": found.articles, "coders": found.coders, "passages": found.passages}
        told = {"whole": not found.damage, **counts, "work_of": list(found.work_of)}
        print_json({**told, "damage": list(found.damage)})
    for sentence in found.damage:
        say(sentence)
    if found.damage:
        ctx.exit(1)
    parts = ((found.articles, "article"), (found.coders, "coder"), (found.passages, "passage"))
    say(f"Whole: {', '.join(counted(*part) for part in parts)}.")
    if len(found.work_of) > 1:
        say(f"It holds the work of {', '.join(found.work_of)}: hand out kits, never this file.")


def _repair(project: Path) -> None:
    from desktop.study.keeping import repair

    path = existing(project)
    repaired = repair(path)
    if repaired is None:
        say(f"{path.name} is whole; there is nothing to repair.")
        return
    counts = repaired.counts
    parts = f"{counted(counts.articles, 'article')}, {counted(counts.live, 'passage')}"
    say(f"Wrote {repaired.path}: {parts}, whole.")
    say(f"{path.name} stays as it is.")
