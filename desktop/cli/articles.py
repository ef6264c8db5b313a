"""Commands for articles: add, articles, text."""

import sys
from collections.abc import Callable
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
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    help="The column of a table that holds id, title, outlet, date, author, url or text.",
)
@json_option
@click.pass_context
def add(  # noqa: PLR0917 - one argument an option
    ctx: click.Context,
    project: Path,
    paths: tuple[Path, ...],
    encoding: str | None,
    new_version: bool,
    columns: tuple[str, ...],
    as_json: bool,
) -> None:
    """Import articles: files, or folders of them.

    Good files stay, bad ones are named (exit status 1). The same file twice changes nothing and says so.
    Zones are proposed; rows of a list without texts wait for them.
    """
    from desktop.study.importing import add_articles

    with opened(project) as held:
        report = add_articles(
            held,
            paths,
            encoding=encoding,
            columns=_columns(columns),
            new_version=new_version,
            report=_progress(),
        )
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


def _columns(given: tuple[str, ...]) -> dict[str, str]:
    """Read FIELD=NAME pairs; a usage error for an unknown field."""
    from desktop.articles.readers.tables import FIELDS

    found = dict(pair.partition("=")[::2] for pair in given)
    if not all(found.values()) or found.keys() - set(FIELDS):
        raise click.BadParameter(f"Write FIELD=NAME, with a field of {', '.join(FIELDS)}.")
    return found


def _progress() -> Callable[[int, int, str], bool] | None:
    """Return what shows the progress of a long import on a terminal, None where nobody watches one."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, of: int, name: str) -> bool:
        end = "\r" if done < of else "\n"
        click.echo(f"\x1b[K{done} of {of}: {plain(name)[:60]}{end}", nl=False, err=True)
        return True

    return show


@click.command()
@project_argument
@click.option(
    "--sort", "by", default="name", metavar="BY", help="By name, title, outlet, date, length, zones."
)
@click.option("--descending", is_flag=True, help="The other way round.")
@click.option("--outlet", default="", metavar="NAME", help="Only those of this outlet.")
@click.option("--since", default="", metavar="DATE", help="Only those of this date or later.")
@click.option("--until", default="", metavar="DATE", help="Only those of this date or earlier.")
@click.option("--zones", default="", metavar="STATE", help="Only with zones confirmed, unconfirmed, or none.")
@json_option
def articles(  # noqa: PLR0917 - one argument an option
    project: Path,
    by: str,
    descending: bool,
    outlet: str,
    since: str,
    until: str,
    zones: str,
    as_json: bool,
) -> None:
    """List the articles and how far each coder is."""
    from desktop.study.listing import article_listing
    from desktop.study.reading import Picking

    wanted = Picking(by, descending, outlet=outlet, since=since, until=until, zones=zones)
    with opened(project) as held:
        listed = article_listing(held, wanted)
    if as_json:
        keys = ("id", "name", "title", "length", "text_sha256", "zones", "comments", "duplicate_of")
        rows = [
            {
                **{key: getattr(one.summary, key) for key in keys},
                "metadata": dict(one.summary.metadata),
                "unconfirmed": one.unconfirmed,
                "progress": dict(one.progress),
            }
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


@click.command(short_help="Show or change what is known of an article.")
@project_argument
@click.argument("article")
@click.argument("pairs", nargs=-1, metavar="[KEY=VALUE]…")
@json_option
def metadata(project: Path, article: str, pairs: tuple[str, ...], as_json: bool) -> None:
    """Show or change what is known of an article: outlet, date, author, url, or anything else.

    KEY= without a value takes it away; what is not named stays.
    """
    from desktop.study.article_view import article_view, set_metadata
    from desktop.study.zones import chosen

    if any("=" not in pair or pair.startswith("=") for pair in pairs):
        raise click.BadParameter("Write KEY=VALUE, or KEY= to take it away.")
    with opened(project) as held:
        (item,) = chosen(held, article)
        if pairs:
            set_metadata(held, item.id, {**dict(item.metadata), **dict(p.partition("=")[::2] for p in pairs)})
        known = article_view(held, item.id).article.metadata
    if as_json:
        print_json({"article": item.name, "metadata": dict(known)})
        return
    print_table(("key", "value"), known)
