"""What a merge leaves to a person: passages edited in two places, passages on an earlier version."""

from typing import TYPE_CHECKING

from desktop.study.changes import NOTHING, Changes
from desktop.study.coders import all_coders, shown_name
from desktop.study.desk import shortened
from desktop.ui.dialogs.conflicts import ConflictsSheet
from desktop.ui.dialogs.report import DecideSheet, Entry
from desktop.ui.workplace import Workplace
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.study.conflicts import Conflict
    from desktop.study.reanchoring import Proposal


def conflicts_by_dialog(place: Workplace) -> None:
    """Show the coder what was edited in two places, and let their choice hold."""
    seat = place.seat
    if seat is None or seat.coder is None:
        return
    from desktop.study.conflicts import conflicts_of, settle_conflict  # noqa: PLC0415  (rarely needed)

    project, coder = seat.project, seat.coder

    def settle(sheet: ConflictsSheet) -> None:
        kept = sheet.kept()

        def work() -> Changes:
            done = NOTHING
            for conflict, state in kept:
                done = settle_conflict(project, conflict, state)
            return Changes(done.kinds, owner=coder.id)

        place.dispatcher.run(work, lambda _changes: _again(place))

    def show(found: "tuple[Conflict, ...]") -> None:
        if not found:
            place.window.notice.tell("No passage of yours was edited in two places.")
            return
        sheet = ConflictsSheet(place.window, found, place.survey.codebook)
        sheet.accepted.connect(lambda: settle(sheet))
        sheet.open()

    place.dispatcher.run(lambda: conflicts_of(project, coder), show)


def _again(place: Workplace) -> None:
    place.window.notice.tell("Settled; the other states stay in the history.")
    if place.article is not None:
        place.open_article(place.article)


def reanchor_by_dialog(place: Workplace) -> None:
    """Show which passages on earlier versions could stand on the newest, and take them over if wanted."""
    project = place.project
    if project is None:
        return
    from desktop.study.reanchoring import carry_over, proposals  # noqa: PLC0415  (rarely needed)

    def show(found: "tuple[Proposal, ...]") -> None:
        names = {coder.id: shown_name(coder) for coder in all_coders(project)}
        sure = [each for each in found if not each.reason]
        doubt = [each for each in found if each.reason]
        if not found:
            place.window.notice.tell("No passage stands on an earlier version of an article.")
            return
        sheet = DecideSheet(
            place.window,
            "Passages on corrected articles",
            f"{counted(len(sure), 'passage stands', 'passages stand')} in the newest text exactly once, with "
            "the same words before and after. Their passages on the earlier version stay.",
            (
                ("Can be taken over", [_entry(each, names) for each in sure]),
                ("Left to the coder", [_entry(each, names) for each in doubt]),
            ),
            f"Take over {counted(len(sure), 'passage', 'passages')}" if sure else "Close",
            "Cancel" if sure else "",
        )
        if sure:
            sheet.accepted.connect(lambda: place.dispatcher.run(lambda: carry_over(project, sure)))
        sheet.open()

    place.dispatcher.run(lambda: proposals(project), show)


def _entry(each: "Proposal", names: dict[str, str]) -> Entry:
    where = f", {each.reason}" if each.reason else f", now at {each.start}–{each.end}"
    about = f"{each.name}, {names.get(each.passage.owner, each.passage.owner)}"
    return about, f"“{shortened(each.passage.quote, 14)}”{where}", "muted" if each.reason else ""
