"""Rows about whole articles: placeholder until the article level is written."""

from dataclasses import dataclass
from typing import Any

from desktop.agreement.inputs import Continuum
from desktop.agreement.report import AgreementSettings, Row


@dataclass(frozen=True, eq=False, slots=True)
class Decisions:
    """What coders decided of whole articles."""

    continuum: Continuum
    coders: tuple[str, ...]
    aside: tuple[tuple[int, list[str | None]], ...]
    passages: tuple[Any, ...]
    marks: tuple[Any, ...]
    codebook: Any


def extra_rows(decisions: Decisions, settings: AgreementSettings, template: Row) -> list[Row]:  # noqa: ARG001
    """Return no rows yet."""
    return []
