"""Commands for articles: add, articles, text."""

from pathlib import Path

import click

from desktop.cli.console import (
    PATH,
    json_option,
    opened,
    plain,
    print_json,
    print_table,
    project_argument,
    say,
)

article_argument = click.argument("article", required=False)


@click.command()
@project_argument
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH…")
@click.option("--encoding", metavar="NAME", help="How the files are encoded, where they are not UTF-8.")
@click.option("--new-version", is_flag=True, help="Let a changed text of a known name be its next version.")
@json_option
@click.pass_context
def add(
    ctx: click.Context,
    project: Path,
    paths: tuple[Path, ...],
    encoding: str | None,
    new_version: bool,
    as_json: bool,
) -> None:
    """Import articles: files, or folders of them.

    Good files stay, bad ones are named (exit status 1). The same file twice changes nothing and says so.
    """
    from desktop.study.importing import add_articles

    with opened(project) as held:
        report = add_articles(held, paths, encoding=encoding, new_version=new_version)
    if as_json:
        keys = ("path", "name", "outcome", "message")
        print_json({"items": [{key: getattr(item, key) for key in keys} for item in report.items]})
    for item in report.items:
        refused = item in report.refused
        line = item.message if refused else f"{item.name}: {item.outcome}. {item.message}".rstrip()
        if not as_json or refused:
            click.echo(plain(line), err=refused)
    if not report.items:
        say("There was no article in what was named.")
    if report.refused:
        ctx.exit(1)


@click.command()
@project_argument
@json_option
def articles(project: Path, as_json: bool) -> None:
    """List the articles and how far each coder is."""
    from desktop.study.listing import article_listing

    with opened(project) as held:
        listed = article_listing(held)
    if as_json:
        keys = ("id", "name", "title", "length", "text_sha256", "zones", "comments")
        rows = [
            {**{key: getattr(one.summary, key) for key in keys}, "progress": dict(one.progress)}
            for one in listed
        ]
        print_json({"articles": rows})
        return
    names = list(listed[0].progress) if listed else []
    table = [
        (one.summary.name, one.summary.length, *(one.progress[name] for name in names)) for one in listed
    ]
    print_table(("article", "characters", *names), table)


@click.command()
@project_argument
@click.argument("article")
@click.argument("out", type=PATH)
@click.option("--original", is_flag=True, help="The file's own bytes, as they were imported.")
def text(project: Path, article: str, out: Path, original: bool) -> None:
    """Write one article's text to a file.

    That is the canonical text, which all offsets count in, or with --original the bytes that were imported.
    ARTICLE is a name or an id. OUT may be - for standard output.
    """
    from desktop.exchange.files import write_file
    from desktop.study.listing import article_bytes

    with opened(project) as held:
        content = article_bytes(held, article, original=original)
        if str(out) == "-":
            click.echo(content, nl=False)
            return
        write_file(out, content)
    say(f"Wrote {len(content)} bytes to {out}.")
