"""One view with what is behind it, made from a project in one go."""

from dataclasses import dataclass

from db.project import Project
from desktop.agreement.report import AgreementSettings
from desktop.study.agreement import Compared, compare
from desktop.study.workspace.behind import Behind, behind
from desktop.study.workspace.otherwise import WhatIf
from desktop.study.workspace.registry import offer
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import View, Where, about
from desktop.study.workspace.watch import Stopped, Watch
from desktop.study.workspace.whatif import WHAT_IF, remember


@dataclass(frozen=True, slots=True)
class Made:
    """A view, what it was made from, and the dearest passages of its label."""

    asked: Request
    view: View
    behind: Behind


def make(
    project: Project,
    settings: AgreementSettings,
    view: str,
    *,
    label: str | None = None,
    before: Compared | None = None,
    again: bool = True,
    watch: Watch | None = None,
    what: WhatIf | None = None,
) -> Made | None:
    """Return the view of this id, None where it was stopped.

    What was compared `before` is taken as it is, or read `again` but for its texts.
    """
    compared = before if before is not None and not again else compare(project, settings, before)
    chosen = offer(view)
    wanted = label if chosen.by_label and label in compared.continuum.labels else None
    asked = Request(project, compared, settings, wanted, watch or Watch(), what or WhatIf())
    try:
        asked.watch.step(0, 0)
        made = chosen.build(asked)
        if chosen.id == WHAT_IF:
            remember(project, asked.what)
        costs = f"What costs the most, {about(compared.codebook, wanted)}"
        return Made(asked, made, behind(asked, Where(costs, wanted)))
    except Stopped:
        return None
