"""The lead's plan: who codes what, the sample that counts, what is coded again, what coders are called."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from db.errors import ProjectError
from desktop.errors import UserError
from desktop.study.coders import all_coders, find_coder, rename_coder, shown_name
from desktop.ui.dialogs.lock import LockSheet, RecodeSheet
from desktop.ui.dialogs.plan import PlanSheet
from desktop.ui.dialogs.who import NameSheet
from desktop.ui.panels.article_list import title_of
from desktop.ui.workplace import Workplace
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.study.plan import Proposal
    from desktop.study.plan_view import PlanView


def plan_by_dialog(place: Workplace) -> None:
    """Ask for a plan, the one in force before the lead's eyes."""
    project = place.project
    if project is None:
        return
    from desktop.study.plan import propose, put  # noqa: PLC0415  (only when somebody plans)
    from desktop.study.plan_view import plan_view  # noqa: PLC0415

    def weigh(
        sheet: PlanSheet, then: "Callable[[Proposal], object]", failed: Callable[[str], object]
    ) -> None:
        scheme, training, pilot = sheet.scheme(), sheet.training, sheet.pilot
        place.dispatcher.run(
            lambda: propose(project, scheme, training=training, pilot=pilot), then, failed=failed
        )

    def enforce(sheet: PlanSheet) -> None:
        proposal = sheet.proposal
        if proposal is not None:
            place.dispatcher.run(
                lambda: put(project, proposal), lambda _changes: place.window.notice.tell(proposal.sentence())
            )

    def ask(view: "PlanView") -> None:
        coders = [(coder.id, shown_name(coder)) for coder in all_coders(project)]
        if not coders:
            place.window.notice.warn("Add the coders first; a plan needs somebody to code.")
            return
        articles = [(row.id, title_of(row)) for row in place.survey.rows]
        before = (view.scheme, view.training, view.pilot)
        sheet = PlanSheet(place.window, coders, articles, before, weigh, locked=view.lock is not None)
        sheet.accepted.connect(lambda: enforce(sheet))
        sheet.open()

    place.dispatcher.run(lambda: plan_view(project), ask)


def lock_by_dialog(place: Workplace) -> None:
    """Ask which figure counts, and lock it with the sample that was drawn."""
    project, codebook = place.project, place.survey.codebook
    if project is None:
        return
    from desktop.study.plan_view import planned_sample  # noqa: PLC0415
    from desktop.study.reliability import lock_sample  # noqa: PLC0415

    sample = planned_sample(project)
    if sample is None:
        place.window.notice.warn("Draw a sample first: plan a share that is double-coded.")
        return
    labels = [(label.id, label.name) for label in codebook.labels] if codebook else []
    sheet = LockSheet(place.window, sample, labels)

    def lock() -> None:
        wanted = sheet.lock()
        place.dispatcher.run(
            lambda: lock_sample(project, wanted),
            lambda _changes: place.window.notice.tell("The sample is locked."),
        )

    sheet.accepted.connect(lock)
    sheet.open()


def recode_by_dialog(place: Workplace) -> None:
    """Ask who is to code how many articles again."""
    project = place.project
    if project is None:
        return
    from desktop.study.plan import plan_recoding  # noqa: PLC0415

    def plan(coder: str, number: int) -> str:
        try:
            added, changes = plan_recoding(project, coder, number)
        except (UserError, ProjectError) as error:
            return str(error)
        place.dispatcher.announce(changes, place)
        name = shown_name(find_coder(project, coder))
        again = f"{name} codes {counted(added, 'article')} again"
        place.window.notice.tell(f"{again}: hand them out as a kit for recoding.")
        return ""

    coders = [(coder.id, shown_name(coder)) for coder in all_coders(project)]
    RecodeSheet(place.window, coders, plan).open()


def rename_by_dialog(place: Workplace, coder: str) -> None:
    """Ask for another name of a coder; the work stays theirs."""
    project = place.project
    if project is None:
        return

    def take(name: str) -> str:
        try:
            changes = rename_coder(project, coder, name)
        except ProjectError as error:
            return str(error)
        place.dispatcher.announce(changes, place)
        return ""

    NameSheet(place.window, take, shown_name(find_coder(project, coder))).open()
