"""Commands for the parts of an article: zones, zone, comments; and what the study does with them."""

from pathlib import Path

import click

from desktop.cli.articles import article_argument
from desktop.cli.console import json_option, opened, print_json, print_table, project_argument, say
from desktop.wording import counted

_ZONE = ("kind", "start", "end", "rule", "state")


@click.command(short_help="List zones; accept or reject proposals.")
@project_argument
@article_argument
@click.option("--accept", is_flag=True, help="Accept every zone that is only proposed.")
@click.option("--reject", is_flag=True, help="Reject every zone that is only proposed.")
@click.option("--again", is_flag=True, help="Propose anew by today's rules; what was decided stays.")
@json_option
def zones(project: Path, article: str | None, accept: bool, reject: bool, again: bool, as_json: bool) -> None:
    """List the zones of one article or of all; accept or reject what is proposed.

    Zones are proposed when an article comes in. Only accepted ones count in figures, and what the lead
    decided is never overwritten by later rules.
    """
    from desktop.study import zones as study
    from desktop.study.listing import zone_listing
    from desktop.study.reproposing import propose_again

    if accept and reject:
        raise click.UsageError("Either accept or reject what is proposed.")
    with opened(project) as held:
        if again:
            count, _ = propose_again(held, article)
            say(f"Articles with new proposals: {count}.")
        if accept or reject:
            count, _ = (study.accept_zones if accept else study.reject_zones)(held, article)
            say(f"{'Accepted' if accept else 'Rejected'} {counted(count, 'zone')}.")
        listed = zone_listing(held, article)
        flags = study.zone_flags(held, article)
        not_confirmed = study.unconfirmed(held)
    if as_json:
        said: dict[tuple[str, str], list[dict[str, str]]] = {}
        for flag in flags:
            said.setdefault((flag.article, flag.zone), []).append({"coder": flag.coder, "says": flag.says})
        rows = [
            {
                "article": one.article,
                **{key: getattr(one.zone, key) for key in (*_ZONE, "id")},
                "rules": dict(one.zone.details).get("rules", ""),
                "flags": said.get((one.zone.article, one.zone.id), []),
            }
            for one in listed
        ]
        print_json({"zones": rows, "not_confirmed": list(not_confirmed)})
    else:
        table = [(one.article, one.zone.id, *(getattr(one.zone, key) for key in _ZONE)) for one in listed]
        print_table(("article", "id", *_ZONE), table)
    if not_confirmed:
        say(f"Zones are not confirmed in {study.named(not_confirmed)}.")


@click.command(short_help="Decide on one zone, or draw one.")
@project_argument
@click.argument("article")
@click.option("--id", "zone", metavar="ID", help="The zone that is meant; without it a new one is drawn.")
@click.option("--state", type=click.Choice(["accepted", "rejected"]), help="Accept or reject it as it is.")
@click.option("--kind", metavar="KIND", help="What kind of zone it is to be.")
@click.option("--range", "span", type=(int, int), metavar="START END", help="Where it is to begin and end.")
@click.option("--flag", "says", metavar="WORD", help="For --coder: it is wrong, or what kind it should be.")
@click.option("--coder", metavar="NAME", help="On whose behalf --flag remarks; the zone stays as it is.")
def zone(  # noqa: PLR0917 - one argument an option
    project: Path,
    article: str,
    zone: str | None,
    state: str | None,
    kind: str | None,
    span: tuple[int, int] | None,
    says: str | None,
    coder: str | None,
) -> None:
    """Accept, reject or correct one zone of an article, or draw a new one.

    A corrected or drawn zone is accepted; zones that stand beside it give way.
    """
    from desktop.study import zones as study

    start, end = span or (None, None)
    with opened(project) as held:
        if zone and says is not None and coder:
            study.flag_zone_of(held, article, zone, says, coder)
        elif zone and state:
            (study.accept_zone if state == "accepted" else study.reject_zone)(held, article, zone)
        elif zone and (kind or span):
            study.correct_zone(held, article, zone, kind=kind, start=start, end=end)
        elif not zone and kind and start is not None and end is not None:
            study.draw_zone(held, article, kind, start, end)
        else:
            raise click.UsageError("Give --id and what to do with it; or --kind and --range for a new one.")
    say("Done.")


@click.command(short_help="List comments; mark a whole thread.")
@project_argument
@article_argument
@click.option("--mark", is_flag=True, help="Mark every comment of ARTICLE as user comment, for --coder.")
@click.option("--coder", metavar="NAME", help="On whose behalf --mark marks.")
@json_option
def comments(project: Path, article: str | None, mark: bool, coder: str | None, as_json: bool) -> None:
    """List the comments of one article or of all; mark a whole thread."""
    from dataclasses import asdict

    from desktop.study.listing import comment_listing

    if mark and not (article and coder):
        raise click.UsageError("Say whose ARTICLE is marked: ARTICLE and --coder NAME.")
    with opened(project) as held:
        if mark and article and coder:
            from desktop.study.proposals import mark_thread_of

            marked = mark_thread_of(held, article, coder)
            say(f"Marked {counted(marked, 'comment')}.")
        listed = comment_listing(held, article)
    if as_json:
        print_json({"comments": [asdict(comment) for comment in listed]})
        return
    rows = [(c.article, c.number, c.author, c.replies_to or "", c.posted_at or c.posted_text) for c in listed]
    print_table(("article", "number", "author", "replies to", "posted"), rows)
