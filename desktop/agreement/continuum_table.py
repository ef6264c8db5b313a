"""The agreement table of a continuum: which comparisons are made, in the order they are read."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from desktop.agreement.article_rows import Variable, quantity_rows, variable_rows
from desktop.agreement.atoms import Atoms, sweep
from desktop.agreement.figures import Setting
from desktop.agreement.frames import frame
from desktop.agreement.inputs import BOILERPLATE, COMMENTS, DUPLICATES, HEADLINE, Continuum, zone_bits
from desktop.agreement.label_rows import label_rows
from desktop.agreement.measured import measure
from desktop.agreement.report import AgreementSettings, Row
from desktop.agreement.rulers import CHARACTER, SENTENCE, TOKEN
from desktop.agreement.set_rows import all_label_rows, both_marked_rows
from desktop.agreement.unit_rows import unit_rows

BLANK = Row("", None, "label", None, "pooled", (), None, "", (), None, None, (), None, None)


def continuum_rows(
    continuum: Continuum,
    settings: AgreementSettings,
    template: Row = BLANK,
    variables: Sequence[Variable] = (),
) -> list[Row]:
    """Return all rows of a continuum: the headline by sentence then token, then the other zones.

    Where no unit is named, the level of articles follows, and what coders decided beside labels.
    """
    units = _units(continuum, settings)
    atoms = sweep(continuum, sentences=SENTENCE in units)
    found: list[Row] = []
    for zones in _zone_sets(continuum, settings):
        for number, unit in enumerate(units):
            setting = Setting(
                replace(
                    template,
                    unit=unit,
                    zones=zones,
                    unsure="without" if settings.unsure == "without" else "with",
                ),
                settings,
            )
            found += _table(continuum, atoms, setting, matching=number == 0)
    if not settings.units:
        found += _article_level(continuum, atoms, settings, template, variables)
    return found


def _article_level(
    continuum: Continuum,
    atoms: Atoms,
    settings: AgreementSettings,
    template: Row,
    variables: Sequence[Variable],
) -> list[Row]:
    """Return the rows of quantities per article (headline zones, or those asked for) and of variables."""
    zones = settings.zones or HEADLINE
    unit = TOKEN if continuum.tokens is not None else CHARACTER
    setting = Setting(replace(template, unit=unit, zones=zones, unsure=_unsure(settings)), settings)
    measured = frame(continuum, atoms, setting, default=not settings.explicit)
    labels = _labels(continuum, settings)
    weight = np.maximum(measured.joint.weight, 1.0)
    share = measured.joint.one[:, :, :-1] / weight[:, None, None]
    marked = measure(continuum, atoms.marked, CHARACTER, zones).passages
    shape = share.shape
    key = (marked.article * shape[1] + marked.coder) * shape[2] + marked.label
    count = np.bincount(key, minlength=share.size).reshape(shape).astype(np.float64)
    found = quantity_rows(
        continuum, setting, (share, count, measured.joint.coded), labels, by_default=not settings.explicit
    )
    return found if settings.labels else found + variable_rows(continuum, setting, variables)


def _labels(continuum: Continuum, settings: AgreementSettings) -> list[int]:
    return [i for i, name in enumerate(continuum.labels) if not settings.labels or name in settings.labels]


def _unsure(settings: AgreementSettings) -> str:
    return "without" if settings.unsure == "without" else "with"


def _units(continuum: Continuum, settings: AgreementSettings) -> Sequence[str]:
    if settings.units:
        return settings.units
    return (
        (SENTENCE, TOKEN)
        if continuum.sentences is not None and continuum.tokens is not None
        else (CHARACTER,)
    )


def _zone_sets(continuum: Continuum, settings: AgreementSettings) -> list[tuple[str, ...]]:
    """Return the zones asked for; else the headline, then comments, boilerplate, duplicates if there."""
    if settings.zones:
        return [settings.zones]
    sets: list[tuple[str, ...]] = [HEADLINE]
    if continuum.zones is not None:
        sets += [
            other
            for other in (COMMENTS, BOILERPLATE, DUPLICATES)
            if ((continuum.zones.kinds & zone_bits(other)) != 0).any()
        ]
    return sets


def _table(continuum: Continuum, atoms: Atoms, setting: Setting, *, matching: bool) -> list[Row]:
    """Return the rows of one unit in one set of zones, question by question."""
    settings = setting.settings
    labels = _labels(continuum, settings)
    whole = not settings.labels
    default = not settings.explicit and bool(continuum.by_default)
    plain = frame(continuum, atoms, setting, default=False)
    filled = frame(continuum, atoms, setting, default=True) if default else plain
    any_label = [len(continuum.labels)] if whole else []
    found = label_rows(filled, labels if default else labels + any_label)
    if whole:
        found += label_rows(plain, any_label) if default else []
        found += all_label_rows(filled)
        found += both_marked_rows(plain)
    return found + unit_rows(plain, labels, whole=whole, matching=matching)
