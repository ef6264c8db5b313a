"""One comparison laid out for its figures: units, per-article sums, scopes, and the template of its rows."""

from dataclasses import dataclass, replace

import numpy as np

from desktop.agreement.arrays import BoolArray, FloatArray, IntArray
from desktop.agreement.atoms import Atoms, Units, units
from desktop.agreement.figures import Setting
from desktop.agreement.inputs import Continuum, zone_bits
from desktop.agreement.joint import Joint, join
from desktop.agreement.report import AgreementSettings, Row, changed
from desktop.agreement.rulers import SENTENCE
from desktop.agreement.scopes import LEFT_OUT, PAIR, Scopes, label_statistics, scopes, set_statistics, shared
from desktop.agreement.statistics import Layout

EXPLICIT, BY_DEFAULT = "explicit", "by-default"
PAIR_MEAN = "pair-mean"


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """A continuum measured in one unit within some zones, under one mode of unmarked text.

    `shared` (K, S): which articles each scope compares; `labels` (K, S, B, 12): the statistics of the binary
    questions, `total` (S, B, 12) their sums, `holding` (S, B) articles where a coder says yes; `sets`
    (K, S, 4 + 4Q): the statistics of all labels as categories.
    """

    continuum: Continuum
    atoms: Atoms
    units: Units
    joint: Joint
    scopes: Scopes
    setting: Setting
    mode: str
    shared: BoolArray
    labels: FloatArray
    sets: FloatArray
    total: FloatArray
    holding: FloatArray

    @property
    def settings(self) -> AgreementSettings:
        """The settings of the table this frame belongs to."""
        return self.setting.settings

    def compared(self, member: BoolArray) -> IntArray:
        """Return how many units the articles `member` (K, …) hold: sentences, tokens, or characters."""
        counted = self.joint.units if self.setting.template.unit == SENTENCE else self.joint.weight
        return np.asarray(np.tensordot(counted, member, axes=1)).astype(np.int64)


def frame(continuum: Continuum, atoms: Atoms, setting: Setting, *, default: bool) -> Frame:
    """Return the frame for the unit and zones of the setting's template."""
    template, settings = setting.template, setting.settings
    measured = units(
        continuum, atoms, template.unit, zone_bits(template.zones), default=default, share=settings.share
    )
    joint = join(measured, continuum.finished, len(continuum.labels))
    over = scopes(len(continuum.coders), joint.pairs, each_pair=settings.pairs, left_out=settings.left_out)
    sizes = joint.units if template.unit == SENTENCE else joint.weight.astype(np.int64)
    setting = replace(setting, articles=continuum.articles, sizes=sizes)
    mode = BY_DEFAULT if default and continuum.by_default else EXPLICIT
    both, labels = shared(joint, over), label_statistics(joint, over)
    sets, total = set_statistics(joint, over, 0), labels.sum(axis=0)
    holding = np.asarray((labels[..., Layout(2).margins][..., 1] > 0).sum(axis=0), dtype=np.float64)
    return Frame(continuum, atoms, measured, joint, over, setting, mode, both, labels, sets, total, holding)


def about(frame: Frame, question: str, label: int | None = None) -> list[Row]:
    """Return the row template of every scope for one question, with its coders and number of units."""
    names, over = frame.continuum.coders, frame.scopes
    common = changed(
        frame.setting.template,
        question=question,
        label=None if label is None else frame.continuum.labels[label],
        mode=mode_of(frame, question, label),
    )
    made = []
    for number, counted in enumerate(frame.compared(frame.shared).tolist()):
        members = over.members(number)
        out = None
        if over.names[number] == LEFT_OUT:
            out = next(name for i, name in enumerate(names) if i not in members)
        coders = tuple(names[i] for i in members)
        made.append(changed(common, scope=over.names[number], coders=coders, left_out=out, units=counted))
    return made


def mode_of(frame: Frame, question: str, label: int | None) -> str:
    """Return by-default where unmarked text decides the question, else explicit."""
    if question == "label" and label not in frame.continuum.by_default:
        return EXPLICIT
    return frame.mode


def pair_rows(frame: Frame, question: str, label: int | None = None) -> list[Row]:
    """Return row templates of figures that only pairs have: each pair, then their mean.

    Two coders have their figure as pooled, too.
    """
    names = frame.continuum.coders
    common = changed(
        frame.setting.template,
        question=question,
        label=None if label is None else frame.continuum.labels[label],
        scope=PAIR,
        mode=mode_of(frame, question, label),
    )
    counted = frame.compared(pair_members(frame)).tolist()
    return [
        changed(common, coders=(names[i], names[j]), units=units)
        for (i, j), units in zip(frame.joint.pairs.tolist(), counted, strict=True)
    ]


def pair_members(frame: Frame) -> BoolArray:
    """Return (K, P): which articles both coders of each pair coded."""
    i, j = frame.joint.pairs[:, 0], frame.joint.pairs[:, 1]
    return np.asarray((frame.joint.coded[i] & frame.joint.coded[j]).T)


def is_two(frame: Frame) -> tuple[bool, ...]:
    """Return which scopes hold exactly two coders (S,)."""
    return tuple(bool(n == 2) for n in frame.scopes.coders.sum(axis=1))


def is_team(frame: Frame) -> tuple[bool, ...]:
    """Return which scopes are no single pair taken from the coders (S,)."""
    return tuple(name != PAIR for name in frame.scopes.names)
