"""Commands for what is kept of a project: backups, restore, purge, forget."""

from pathlib import Path

import click

from desktop.cli.console import (
    PATH,
    existing,
    json_option,
    opened,
    print_json,
    print_table,
    project_argument,
    say,
)
from desktop.wording import counted


@click.command()
@project_argument
@click.option("--now", is_flag=True, help="Make a copy first.")
@click.option("--folder", type=PATH, metavar="DIR", help="Where copies go from the next opening on.")
@click.option("--usual-folder", is_flag=True, help="Let copies go to the program's own folder again.")
@json_option
def backups(project: Path, *, now: bool, folder: Path | None, usual_folder: bool, as_json: bool) -> None:
    """List the copies of a project, with what they hold."""
    from desktop.study.keeping import backups_of, set_backup_folder

    path = existing(project)
    if folder is not None or usual_folder:
        set_backup_folder(path, folder)
        say(f"Backups of {path.name} go to {folder or 'the usual folder'} from its next opening on.")
    if now:
        with opened(path) as held:
            held.back_up("asked")
        say("The newest backup holds all that is in the project.")
    found = backups_of(path)
    if as_json:
        print_json(
            {
                "backups": [
                    {
                        "number": number,
                        "name": one.name,
                        "made_at": one.made_at,
                        "why": one.why,
                        "articles": one.counts.articles,
                        "passages": one.counts.live,
                        "revisions": one.counts.revisions,
                        "bytes": one.size,
                        "kept": one.pinned,
                        "path": str(one.path),
                    }
                    for number, one in enumerate(found, start=1)
                ]
            }
        )
        return
    rows = [
        (n, one.made_at, one.why, one.counts.articles, one.counts.live, one.counts.revisions, one.size)
        for n, one in enumerate(found, start=1)
    ]
    if rows:
        print_table(("number", "made", "why", "articles", "passages", "revisions", "bytes"), rows)
    else:
        say(f"There is no backup of {path.name} on this computer.")


@click.command()
@project_argument
@click.argument("backup", required=False)
@click.option("--from-journal", is_flag=True, help="Make a lost project again, to the last act.")
def restore(project: Path, backup: str | None, *, from_journal: bool) -> None:
    """Bring a copy of a project back.

    The file that it replaces stays beside it. BACKUP is a number or name of the list that `pressmark backups`
    prints, or any whole project file.
    """
    from desktop.study import keeping
    from desktop.study.opening import project_path

    if (backup is None) != from_journal:
        raise click.UsageError("Name a backup, or use --from-journal.")
    path = existing(project)
    if not path.exists():
        path = project_path(path)
    restored = keeping.restore(path, backup) if backup else keeping.restore_from_journal(path)
    counts = restored.counts
    say(f"Brought back {path}: {counted(counts.articles, 'article')}, {counted(counts.live, 'passage')}.")
    if restored.waiting:
        say(
            f"{counted(restored.waiting, 'revision')} of the journal could not be used: "
            "what stands before is lost."
        )
    if restored.replaced:
        say(f"The file that was there is now {restored.replaced.name}.")


@click.command()
@project_argument
@click.argument("folder", type=click.Path(path_type=Path))
def move(project: Path, folder: Path) -> None:
    """Bring a project into another folder.

    The new file is compared with the old one before that goes. Backups and journal are still found.
    """
    from desktop.study import keeping

    say(f"Moved to {keeping.move(existing(project), folder)}.")


@click.command()
@project_argument
@click.argument("article")
def purge(project: Path, article: str) -> None:
    """Take an article's words out of everything, for good.

    Text, quotes and notes go; offsets and hashes stay. The project, its copies and its journal are changed;
    what was exported or handed out in kits is out of reach.
    """
    from desktop.study.forgetting import purge_article

    with opened(project) as held:
        done = purge_article(held, article)
    for sentence in done.troubles:
        say(sentence)
    say(f"{article}: {done.sentence()}")


@click.command()
@project_argument
def forget(project: Path) -> None:
    """Remove a project's copies and journal from this computer.

    The project file itself stays.
    """
    from desktop.study import keeping

    path = existing(project)
    count = keeping.forget(path)
    say(f"Removed {counted(count, 'copy', 'copies')} and the journal of {path.name}; the file itself stays.")
