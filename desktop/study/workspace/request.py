"""What a view is made of: the project, the comparison, what was asked for, and who watches."""

from dataclasses import dataclass, field, replace

from db.project import Project
from desktop.agreement.report import AgreementReport, AgreementSettings
from desktop.study.agreement import Compared, Disagreements, disagreements_of, report_of
from desktop.study.workspace.otherwise import WhatIf
from desktop.study.workspace.view import unit_of, zones_of
from desktop.study.workspace.watch import Watch


@dataclass(frozen=True, slots=True)
class Request:
    """One view asked for; `label` by id, or None for all labels together; `what` for the view *what if*."""

    project: Project
    compared: Compared
    settings: AgreementSettings
    label: str | None = None
    watch: Watch = field(default_factory=Watch)
    what: WhatIf = field(default_factory=WhatIf)
    _found: dict[str | None, Disagreements | None] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        """The unit that is counted in."""
        return unit_of(self.settings)

    def found(self, label: str | None) -> Disagreements | None:
        """Return where coders differ about a label, or (None) all of them; computed once."""
        if label not in self._found:
            self._found[label] = disagreements_of(self.compared, self.settings, label=label)
        return self._found[label]

    def alphas(
        self, *, pairs: bool = False, left_out: bool = False, articles: bool = False
    ) -> AgreementReport:
        """Return a report of nothing but α by the one unit, with further scopes where they are asked for."""
        asks = replace(
            self.settings,
            units=(self.unit,),
            zones=zones_of(self.settings),
            coefficients=("alpha",),
            labels=() if self.label is None else (self.label,),
            pairs=pairs,
            left_out=left_out,
            articles=articles,
            plan=False,
        )
        return report_of(self.compared, asks)
