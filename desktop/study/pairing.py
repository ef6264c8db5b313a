"""Two bodies of work that are no two coders' of one phase, compared by the same engine as those are."""

from collections.abc import Sequence

from db import articles
from db.project import Project
from db.records import Finished
from desktop.agreement.continuum_table import continuum_rows
from desktop.agreement.inputs import ZONE_KINDS
from desktop.agreement.report import AgreementSettings, Row
from desktop.codebook import Codebook
from desktop.study.agreement_texts import Texts, read_texts

EVERYWHERE = tuple(kind for kind in ZONE_KINDS if kind != "duplicate")
"""All kinds of zone, for comparisons that leave no text out."""


def texts_of(project: Project, done: Sequence[Finished], settings: AgreementSettings) -> Texts:
    """Return the texts of the articles of this work; those of older versions, or purged, are left out."""
    wanted = {item.progress.article for item in done}
    listed = [item for item in project.ask(articles.summaries) if item.id in wanted]
    return read_texts(project, listed, settings, {})


def figures_of(
    texts: Texts, codebook: Codebook, who: Sequence[tuple[str, str]], done: Sequence[Finished],
    settings: AgreementSettings, template: Row,
) -> tuple[Row, ...]:  # fmt: skip
    """Return the rows of the agreement table for this work; `who` gives id and name of each side of it."""
    kept = [item for item in done if item.progress.article in texts.number]
    used = {passage.label for item in kept for passage in item.passages}
    known = [label.id for label in codebook.labels]
    labels = (*known, *sorted(used - set(known)))
    continuum = texts.continuum(
        kept, [identity for identity, _ in who], [name for _, name in who], labels, codebook
    )
    return tuple(continuum_rows(continuum, settings, template))
