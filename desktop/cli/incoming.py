"""Commands about what came in: imports, waiting, duplicates, shares; and layouts, settings of the study."""

from dataclasses import asdict
from pathlib import Path

import click

from desktop.cli.console import PATH, json_option, opened, print_json, print_table, project_argument, say

_LARGEST_LAYOUT = 1_000_000


@click.command(short_help="Show the reports of all imports.")
@project_argument
@click.option("--out", type=PATH, metavar="FILE.csv", help="Write the reports to a table.")
@json_option
def imports(project: Path, out: Path | None, as_json: bool) -> None:
    """Show the reports of all imports, the newest first: they are kept with the project."""
    from desktop.exchange.files import write_file
    from desktop.study.import_reports import import_reports, report_csv

    with opened(project) as held:
        reports = import_reports(held)
        if out is not None:
            write_file(out, report_csv(reports))
            say(f"Wrote {out}.")
    if as_json:
        keys = ("name", "outcome", "message")
        print_json(
            {
                "imports": [
                    {
                        "at": each.at,
                        "cancelled": each.cancelled,
                        "items": [{key: getattr(item, key) for key in keys} for item in each.items],
                    }
                    for each in reports
                ]
            }
        )
    elif out is None:
        rows = [(each.at, item.outcome, item.name, item.message) for each in reports for item in each.items]
        print_table(("at", "outcome", "article", "message"), rows)


@click.command()
@project_argument
@click.option("--forget", metavar="LIST", help="Let the rows of this list go.")
@json_option
def waiting(project: Path, forget: str | None, as_json: bool) -> None:
    """List the rows of imported lists whose text has not come yet."""
    from desktop.study.waiting import forget_list, waiting_rows

    with opened(project) as held:
        if forget and not forget_list(held, forget):
            say(f"No list named {forget} waits.")
        rows = waiting_rows(held)
    if as_json:
        listed = [{"list": r.listed_in, "name": r.name, "metadata": dict(r.metadata)} for r in rows]
        print_json({"waiting": listed})
        return
    keys = ("id", "date", "outlet", "title")
    print_table(("list", *keys), [(row.listed_in, *(row.known(key) for key in keys)) for row in rows])


@click.command(short_help="Show what stands in the project twice.")
@project_argument
@click.option("--flag", is_flag=True, help="Flag later occurrences, so that figures leave them out.")
@click.option("--unflag", is_flag=True, help="Take the flags back.")
@json_option
def duplicates(project: Path, flag: bool, unflag: bool, as_json: bool) -> None:
    """Show what stands in the project twice: alike articles, and paragraphs that come again in one.

    Nothing is deleted. An article with the very text of an earlier one is left out of figures as it is.
    """
    from desktop.study.duplicates import duplicates as found_twice
    from desktop.study.duplicates import flag_duplicates

    if flag and unflag:
        raise click.UsageError("Either flag duplicates or take the flags back.")
    with opened(project) as held:
        if flag or unflag:
            count, _ = flag_duplicates(held, on=flag)
            say(f"{'Flagged' if flag else 'Took back the flag of'} {count} stretches.")
        found = found_twice(held)
    if as_json:
        print_json(
            {
                "articles": [asdict(pair) for pair in found.pairs],
                "paragraphs": [asdict(repeat) for repeat in found.repeats],
            }
        )
        return
    print_table(
        ("article", "is like", "share", "flagged"),
        [(p.other, p.one, f"{p.share:.0%}", "yes" if p.flagged else "") for p in found.pairs],
    )
    print_table(
        ("article", "paragraph", "stands at", "flagged"),
        [
            (r.article, f"{r.start}-{r.end}", f"{r.first_start}-{r.first_end}", "yes" if r.flagged else "")
            for r in found.repeats
        ],
    )


@click.command(short_help="Show how much each coder has marked.")
@project_argument
@json_option
def shares(project: Path, as_json: bool) -> None:
    """Show how many characters each coder has marked: in the body, in the comments, apart."""
    from desktop.study.shares import coded_shares
    from desktop.study.zones import named, unconfirmed

    with opened(project) as held:
        found = coded_shares(held)
        open_names = unconfirmed(held)
    if as_json:
        print_json({"shares": [asdict(each) for each in found], "not_confirmed": list(open_names)})
        return
    rows = [
        (s.article, s.coder, s.part, s.characters, s.coded, f"{s.coded / s.characters:.1%}") for s in found
    ]
    print_table(("article", "coder", "part", "characters", "coded", "share"), rows)
    if open_names:
        say(f"Zones are not confirmed in {named(open_names)}.")


@click.command()
@project_argument
@click.option("--add", "add_file", type=PATH, metavar="FILE.toml", help="Add a layout, or replace it.")
@click.option("--remove", metavar="NAME", help="Take one of the project's own layouts away.")
@json_option
def layouts(project: Path, add_file: Path | None, remove: str | None, as_json: bool) -> None:
    """List the layouts of comment threads; a team can add its own."""
    from desktop.articles.decoding import decode
    from desktop.articles.grammars import built_in
    from desktop.exchange.files import read_input
    from desktop.study import layouts as study

    with opened(project) as held:
        if add_file is not None:
            study.add_layout(held, decode(read_input(add_file, _LARGEST_LAYOUT)).text, add_file.name)
        if remove:
            study.remove_layout(held, remove)
        own = study.layouts(held) or built_in()
        added = {name for name, _ in study.own_layouts(held)}
    rows = [(each.name, each.title, "the project's" if each.name in added else "built in") for each in own]
    if as_json:
        print_json({"layouts": [{"name": n, "title": t, "own": n in added} for n, t, _ in rows]})
        return
    print_table(("name", "title", "from"), rows)


@click.command(short_help="Show or change settings of the study.")
@project_argument
@click.option("--boilerplate", type=click.Choice(["coded", "left"]), help="Whether coders code boilerplate.")
@click.option(
    "--proposals",
    type=click.Choice(["off", "comments", "all", "forbidden"]),
    help="What coders may have proposed: nothing, whole comments, all, or not even a whole thread.",
)
@json_option
def settings(project: Path, boilerplate: str | None, proposals: str | None, as_json: bool) -> None:
    """Show or change what the study does with boilerplate and with proposals for passages."""
    from desktop.study import proposals as proposing
    from desktop.study import zones

    with opened(project) as held:
        if boilerplate:
            zones.code_boilerplate(held, boilerplate == "coded")
        if proposals:
            proposing.set_setting(held, proposals)
        found = {
            "boilerplate": "coded" if zones.codes_boilerplate(held) else "left",
            "proposals": proposing.setting(held),
        }
    if as_json:
        print_json(found)
        return
    print_table(("setting", "is"), list(found.items()))
