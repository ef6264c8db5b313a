"""Between lead and coders: kits out, returns back, returns taken in."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.study.coders import shown_name
from desktop.study.desk import shortened
from desktop.ui.dialogs.kit import KitSheet
from desktop.ui.dialogs.merging import MergeSheet, report_parts
from desktop.ui.dialogs.report import DecideSheet, Entry, ReportSheet
from desktop.ui.dialogs.returning import ReturnSheet
from desktop.ui.workplace import Workplace
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.exchange.handing_out import HandedOut, Stock
    from desktop.exchange.merging import MergeReport
    from desktop.exchange.returns import ReturnReport

RETURN = ".pressmark-return"


def hand_out_by_dialog(place: Workplace) -> None:
    """Ask for whom kits are written, and write them."""
    project = place.project
    if project is None:
        return
    from desktop.exchange.handing_out import stock  # noqa: PLC0415  (only when work is handed out)

    def ask(found: "Stock") -> None:
        sheet = KitSheet(place.window, found, project.path.resolve().parent)
        sheet.accepted.connect(lambda: hand_out(place, sheet))
        sheet.open()

    place.dispatcher.run(lambda: stock(project), ask)


def hand_out(place: Workplace, asked: KitSheet) -> None:
    """Write the kits that were asked for, and say which file is whose."""
    project = place.project
    if project is None:
        return
    from desktop.exchange.handing_out import hand_out as write  # noqa: PLC0415

    names, folder, wanted = asked.chosen(), asked.path(), asked.wanted()
    place.window.notice.tell("Writing kits…")
    place.dispatcher.run(
        lambda: write(project, names, folder, wanted), lambda done: _tell_kits(place, folder, done)
    )


def _tell_kits(place: Workplace, folder: Path, done: "HandedOut") -> None:
    place.window.notice.put_away()
    written: list[Entry] = [
        (
            report.path.name,
            f"{counted(report.articles, 'article', 'articles')} for {report.coder}"
            + (", brought up to date" if report.updated else "")
            + ("; the earlier work stays here" if report.hidden else "")
            + ".",
            "muted",
        )
        for report in done.written
    ]
    refused: list[Entry] = [(name, sentence, "warning") for name, sentence in done.refused]
    ReportSheet(
        place.window, "Work handed out", f"{done.sentence()} They are in {folder}.", [*refused, *written]
    ).open()


def return_by_dialog(place: Workplace) -> None:
    """Ask where the return of this kit is written, and write it."""
    project = place.project
    if project is None or not project.kit:
        return
    sheet = ReturnSheet(place.window, project.path.resolve().with_suffix(RETURN))
    sheet.accepted.connect(lambda: write_return(place, sheet.path()))
    sheet.open()


def write_return(place: Workplace, out: Path) -> None:
    """Write the return of this kit; say how much is in it and where it lies."""
    project = place.project
    if project is None:
        return
    from desktop.exchange.returns import write_return as write  # noqa: PLC0415

    place.dispatcher.run(lambda: write(project, out), lambda report: _tell_return(place, report))


def _tell_return(place: Workplace, report: "ReturnReport") -> None:
    if not report.revisions:
        sentence = "Nothing was done in this kit since it came, so the return is empty."
    else:
        articles = counted(report.finished, "finished article", "finished articles")
        sentence = f"{counted(report.revisions, 'step', 'steps')} of your work, {articles}."
    numbers = ", ".join(f"{first:,}–{last:,}" for first, last in report.ranges)
    told: list[Entry] = [(report.path.name, f"In {report.path.parent}. Send this file to the lead.", "")]
    if numbers:
        told.append(("Steps in it", numbers, "muted"))
    ReportSheet(place.window, "Return written", sentence, told).open()


def take_in_by_dialog(place: Workplace, paths: Sequence[Path] = ()) -> MergeSheet | None:
    """Ask for returns, show what they would bring, and take them in if that is wanted."""
    project = place.project
    if project is None:
        return None
    from desktop.exchange.merging import merge  # noqa: PLC0415  (only when something comes back)

    def look(
        files: tuple[Path, ...], then: "Callable[[MergeReport], object]", failed: Callable[[str], object]
    ) -> None:
        place.dispatcher.run(lambda: merge(project, files, dry_run=True), then, failed=failed)

    sheet = MergeSheet(place.window, look, project.path.resolve().parent, into_kit=bool(project.kit))
    sheet.accepted.connect(lambda: take_in(place, sheet.files))
    sheet.open()
    if paths:
        sheet.add(paths)
    return sheet


def take_in(place: Workplace, files: tuple[Path, ...]) -> None:
    """Take files in and say what came, how complete the work is and what is kept aside."""
    project = place.project
    if project is None:
        return
    from desktop.exchange.merging import merge  # noqa: PLC0415

    place.window.notice.tell("Taking in…")
    place.dispatcher.run(lambda: merge(project, files), lambda report: _tell_taken_in(place, report))


def _tell_taken_in(place: Workplace, report: "MergeReport") -> None:
    place.window.notice.put_away()
    sheet = DecideSheet(place.window, "Taken in", report.sentence(), report_parts(report), "Close", "")
    sheet.open()


def held_by_dialog(place: Workplace) -> None:
    """Show the work that is kept aside because its article is not here with the same text."""
    project = place.project
    if project is None:
        return
    from desktop.study.kept_aside import KeptAside, kept_aside  # noqa: PLC0415

    def show(found: tuple[KeptAside, ...]) -> None:
        items: list[Entry] = [
            (
                f"{shown_name(each.coder)}: {each.sentence()}",
                " … ".join(f"“{shortened(passage.quote, 12)}”" for passage in each.passages[:5]),
                "muted",
            )
            for each in found
        ]
        sentence = (
            "Kept as it came, and in no figure."
            if items
            else "Nothing is kept aside: every article that anybody coded is here with the same text."
        )
        ReportSheet(place.window, "Work kept aside", sentence, items).open()

    place.dispatcher.run(lambda: kept_aside(project), show)
