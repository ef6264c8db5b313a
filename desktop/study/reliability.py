"""The reliability sample, locked with what will be computed from it, before anybody has seen a figure."""

import hashlib
import json
from dataclasses import asdict, dataclass

from db import settings
from db.project import Project
from desktop.agreement.report import COEFFICIENTS, AgreementSettings
from desktop.agreement.words import NAMES
from desktop.errors import UserError
from desktop.study.agreement_draw import Sample
from desktop.study.changes import NOTHING, Changes, Kind, changed
from desktop.study.codebooks import current_codebook

LOCK = "reliability"
LOOK = "look/"
"""Settings whose keys begin so say which other figures were looked at."""
_BEFORE = {
    "units": "by", "labels": "of", "zones": "in", "codebook": "codebook version", "coefficients": "",
    "unsure": "unsure passages", "share": "share above", "half_width": "half-width",
}  # fmt: skip
_WHOLE = {
    "pairs": "pair by pair", "left_out": "without each coder", "articles": "article by article",
    "explicit": "explicit passages only", "plan": "how many articles are needed",
}  # fmt: skip
"""How a look is told: the words before a value, and those in place of yes."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What counts: `coefficient` by `unit` for `label` ("" for all) in `zones` must reach `threshold`.

    `zones` () means those of the headline. Always at first finish. `locked_at` is RFC 3339 UTC.
    """

    sample: Sample
    coefficient: str = "alpha"
    unit: str = "sentence"
    label: str = ""
    zones: tuple[str, ...] = ()
    threshold: float = 0.8
    locked_at: str = ""

    def settings(self) -> AgreementSettings:
        """Return what the agreement table is asked for the figure that counts."""
        labels = (self.label,) if self.label else ()
        return AgreementSettings(
            units=(self.unit,),
            labels=labels,
            zones=self.zones,
            phase="reliability",
            as_of="first",
            coefficients=(self.coefficient,),
        )


@dataclass(frozen=True, slots=True)
class Look:
    """A figure that was looked at beside the one that counts: when, and what was asked."""

    at: str
    asked: dict[str, object]

    def sentence(self) -> str:
        """Say what was asked beyond the usual, and when."""
        usual = json.loads(json.dumps(asdict(AgreementSettings())))
        state = "at first finish" if self.asked.get("as_of") == "first" else "as it is now"
        told = [_words(key, value) for key, value in self.asked.items() if value != usual.get(key)]
        return f"{self.at[:10]}: {', '.join([state, *(words for words in told if words)])}"


def _words(key: str, value: object) -> str:
    """Say one setting of a look as a person would; "" for what is said already."""
    if key == "as_of":
        return ""
    if key in _WHOLE:
        return _WHOLE[key]
    each = value if isinstance(value, list) else [value]
    said = " and ".join(NAMES.get(str(one), str(one)) for one in each)
    return f"{_BEFORE.get(key, key.replace('_', ' '))} {said}".strip()


def lock_sample(project: Project, lock: Lock) -> Changes:
    """Lock the sample and what is asked of it; raises `UserError` where there is a lock, or it cannot be."""
    before = locked_sample(project)
    if before:
        raise UserError(f"The reliability sample was locked on {before.locked_at[:10]}; it stays as it is.")
    if lock.coefficient not in COEFFICIENTS:
        raise UserError(f"There is no coefficient “{lock.coefficient}”; there are {', '.join(COEFFICIENTS)}.")
    if lock.unit not in ("sentence", "token", "character"):
        raise UserError(f"“{lock.unit}” is no unit; there are sentence, token and character.")
    if lock.label and current_codebook(project).label(lock.label) is None:
        raise UserError(f"The codebook has no label “{lock.label}”.")
    if not lock.sample.ids:
        raise UserError("The sample is empty: draw it first, by a plan that has a share double-coded.")
    project.ask(settings.put, LOCK, json.dumps(asdict(lock), ensure_ascii=False, sort_keys=True))
    return changed(Kind.SETTINGS, Kind.PLAN)


def locked_sample(project: Project) -> Lock | None:
    """Return the lock in force, or None."""
    stored = project.ask(settings.get, LOCK)
    if stored is None:
        return None
    told = json.loads(stored)
    sample = told.pop("sample")
    strata = {name: (int(counts[0]), int(counts[1])) for name, counts in sample["strata"].items()}
    drawn = Sample(tuple(sample["ids"]), tuple(sample["names"]), sample["by"], strata, sample["seed"])
    locked_at = project.ask(settings.when, LOCK)
    return Lock(**{**told, "sample": drawn, "zones": tuple(told["zones"]), "locked_at": locked_at})


def note_look(project: Project, asked: AgreementSettings) -> Changes:
    """Take down that another figure was looked at, once for each; nothing where no sample is locked.

    The figure that counts is no other look. In a project that cannot be written to nothing is taken down.
    """
    lock = locked_sample(project)
    if lock is None or asked == lock.settings() or project.read_only:
        return NOTHING
    told = json.dumps(asdict(asked), ensure_ascii=False, sort_keys=True)
    key = LOOK + hashlib.sha256(told.encode()).hexdigest()[:16]
    if project.ask(settings.get, key) is not None:
        return NOTHING
    project.ask(settings.put, key, told)
    return changed(Kind.SETTINGS)


def looks(project: Project) -> tuple[Look, ...]:
    """Return every other figure that was looked at since the lock, the first one first."""
    seen = project.ask(settings.all, LOOK)
    found = (Look(project.ask(settings.when, key), json.loads(value)) for key, value in seen)
    return tuple(sorted(found, key=lambda look: look.at))
