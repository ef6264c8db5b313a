"""`pressmark --self-check`: what is missing or unsuitable here."""

import click


def self_check(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print what was looked at, and end; exit status 1 where anything is wrong."""
    if not wanted or ctx.resilient_parsing:
        return
    from desktop.cli.environment import findings

    found = findings()
    for finding in found:
        click.echo(f"{'problem' if finding.problem else 'ok':8} {finding.what}")
        if finding.problem:
            click.echo(f"{'':8} {finding.problem}")
    ctx.exit(1 if any(finding.problem for finding in found) else 0)
