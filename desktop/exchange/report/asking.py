"""What a report may be asked for, and the command that asks for the same again."""

import shlex
from dataclasses import dataclass, field

from desktop.agreement.report import AgreementSettings


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """What a report is made under.

    `agreement` as for the agreement table; `numbered` gives coders numbers instead of names; `facts` are
    sentences that the team wishes to state; `explored` adds the figures of what-ifs, whose list is always in;
    `paced` names the coders who consent to their pace being told.
    """

    agreement: AgreementSettings = field(
        default_factory=lambda: AgreementSettings(units=("sentence",), unsure="with")
    )
    numbered: bool = False
    facts: tuple[str, ...] = ()
    explored: bool = False
    paced: tuple[str, ...] = ()


def command(project: str, asked: ReportSettings) -> str:
    """Return the command that writes this report again."""
    settings, usual = asked.agreement, AgreementSettings()
    words = ["pressmark", "report", project, "report.html"]
    for option, value, default in (
        ("--unit", settings.units[0] if settings.units else "sentence", "sentence"),
        ("--phase", settings.phase, None),
        ("--unsure", settings.unsure, "with"),
        ("--level", settings.level, usual.level),
        ("--seed", settings.seed, usual.seed),
    ):
        if value != default:
            words += [option, str(value)]
    words += ["--numbered"] if asked.numbered else []
    words += ["--explored"] if asked.explored else []
    for option, values in (("--fact", asked.facts), ("--pace", asked.paced)):
        for value in values:
            words += [option, value]
    return shlex.join(words)
