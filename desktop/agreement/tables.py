"""The reports of tables from outside: ratings and spans."""

from dataclasses import asdict
from pathlib import Path

from desktop.agreement.continuum_table import BLANK, continuum_rows
from desktop.agreement.ratings import read_ratings
from desktop.agreement.ratings_table import ratings_report
from desktop.agreement.report import AgreementReport, AgreementSettings
from desktop.agreement.rulers import CHARACTER
from desktop.agreement.spans import read_spans
from desktop.errors import UserError


def report_of_ratings(path: Path, settings: AgreementSettings) -> AgreementReport:
    """Return the table of a ratings file; raises `UserError` naming the line of what is wrong."""
    numeric = settings.metric in ("ordinal", "interval", "ratio") or settings.weights != "identity"
    return ratings_report(read_ratings(path, numeric=numeric), settings)


def report_of_spans(path: Path, settings: AgreementSettings) -> AgreementReport:
    """Return the table of a span file, by character: the text, and so its sentences and tokens, is not known."""
    for unit in settings.units:
        if unit != CHARACTER:
            raise UserError(f"{path.name} has no text: spans can be compared by character, not by {unit}.")
    if settings.zones:
        raise UserError(f"{path.name} has no zones.")
    continuum = read_spans(path)
    for label in settings.labels:
        if label not in continuum.labels:
            raise UserError(
                f"There is no label “{label}” in {path.name}; it has {', '.join(continuum.labels)}."
            )
    shown = asdict(settings) | {"coders": list(continuum.coders), "articles": list(continuum.articles)}
    return AgreementReport(shown, tuple(continuum_rows(continuum, settings, BLANK)))
