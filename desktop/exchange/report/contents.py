"""What stands in the report: study, codebook, coders, sample, figures, limits, methods, how to repeat it."""

from dataclasses import replace

from db.project import Project
from desktop.exchange.report.asking import ReportSettings, command
from desktop.exchange.report.document import (
    Block,
    CommandBlock,
    Document,
    Listed,
    Paragraph,
    PictureBlock,
    Section,
    TableBlock,
)
from desktop.exchange.report.methods import limits, methods_paragraph, references
from desktop.exchange.report.study import (
    codebook_blocks,
    coder_blocks,
    resolution_blocks,
    sampling_blocks,
    settings_rows,
    study_blocks,
)
from desktop.study.agreement import Compared, compare
from desktop.study.workspace.lacking import lacking
from desktop.study.workspace.overview import overview
from desktop.study.workspace.registry import OFFERS
from desktop.study.workspace.request import Request
from desktop.study.workspace.view import View, label_name
from desktop.study.workspace.watch import Watch
from desktop.study.workspace.whatif import remembered, whatif_view, words

FIRST, LATEST = "first", "latest"


def document(project: Project, asked: ReportSettings, watch: Watch | None = None) -> Document:
    """Return the report of a project; raises `UserError` for settings that the project does not know."""
    watch = watch or Watch()
    first = _request(project, asked, FIRST, watch)
    latest = _request(project, asked, LATEST, watch, first.compared)
    views = {FIRST: overview(first), LATEST: overview(latest)}
    sections = [
        Section("summary", "In short", _summary(views[FIRST])),
        Section("study", "The study", study_blocks(project, first.compared)),
        Section("codebook", "The codebook", codebook_blocks(project)),
        Section("coders", "The coders", coder_blocks(project, first.compared, asked)),
        Section("sampling", "The sample that was coded twice", sampling_blocks(project, first.compared)),
        Section("reliability", "Reliability at first finish", view_blocks(views[FIRST], "reliability")),
        Section("after-discussion", "Reliability after discussion", _after(views[LATEST])),
        Section("resolution", "How disagreements were resolved", resolution_blocks(project, first.compared)),
        *_views(first),
        Section("explored", "What else was looked at", _explored(first, asked)),
        Section("limits", "Limits", _limits(first, views[FIRST])),
        Section("methods", "For the methods section", _methods(first, views[FIRST])),
        Section("repeat", "Settings, and how to repeat this", _repeat(project, first, asked)),
    ]
    return Document(f"Agreement report: {project.path.stem}", tuple(sections))


def _request(
    project: Project, asked: ReportSettings, as_of: str, watch: Watch, before: Compared | None = None
) -> Request:
    settings = replace(asked.agreement, as_of=as_of)
    compared = compare(project, settings, before)
    return Request(project, numbered(compared) if asked.numbered else compared, settings, watch=watch)


def numbered(compared: Compared) -> Compared:
    """Return the same comparison with numbers in place of coders' names."""
    names = tuple(f"Coder {at + 1}" for at in range(len(compared.coders)))
    coders = tuple(replace(coder, name=name) for coder, name in zip(compared.coders, names, strict=True))
    return replace(compared, coders=coders, continuum=replace(compared.continuum, coders=names))


def view_blocks(view: View, name: str) -> tuple[Block, ...]:
    """Return a view as blocks: what it says, its picture, its table and its notes."""
    if view.missing:
        return (Paragraph(view.missing),)
    blocks: list[Block] = [Paragraph(view.about)]
    if view.picture is not None:
        blocks.append(PictureBlock(name, view.picture))
    if view.rows:
        caption = view.picture.title if view.picture is not None else view.title
        blocks.append(TableBlock(name, caption, view.heads, view.rows))
    if view.notes:
        blocks.append(Listed(view.notes))
    return tuple(blocks)


def _summary(view: View) -> tuple[Block, ...]:
    if view.missing:
        return (Paragraph(view.missing),)
    said = tuple(f"{cells[0]}: α {cells[1]} {_spread(cells)}, {cells[3]}".rstrip(", ") for cells in view.rows)
    return Paragraph(view.about), Listed(said), Paragraph(view.advice)


def _spread(cells: tuple[str, ...]) -> str:
    """Return the interval of a line of the summary, or in brackets why it has none."""
    value, said = cells[1:3]
    if not said or said.startswith("["):
        return said
    return f"({said})" if value == "–" else f"(no interval: {said})"


def _after(view: View) -> tuple[Block, ...]:
    why = "The same figures for the passages as they stand now, after coders talked and corrected."
    return Paragraph(why), *view_blocks(view, "after-discussion")


def _views(first: Request) -> list[Section]:
    """Return the sections of all further views; those that differ by label once for each label, too."""
    if lacking(first.compared):
        return []
    found = []
    for at, offer in enumerate(OFFERS):
        if offer.in_report == "no":
            continue
        labels: tuple[str | None, ...] = (None,)
        if offer.in_report == "each":
            labels = (None, *first.compared.continuum.labels)
        blocks: list[Block] = []
        for label in labels:
            first.watch.step(at, len(OFFERS))
            view = offer.build(replace(first, label=label))
            name = offer.id if label is None else f"{offer.id}-{label}"
            if label is not None and not view.rows:
                blocks.append(Paragraph(f"{label_name(first.compared.codebook, label)}: {view.missing}"))
                continue
            blocks += view_blocks(view, name)
            if view.advice:
                blocks.append(Paragraph(view.advice))
        found.append(Section(offer.id, offer.title, tuple(blocks)))
    return found


def _explored(first: Request, asked: ReportSettings) -> tuple[Block, ...]:
    """Return every what-if that was looked at; its figures only where they are asked in."""
    found = remembered(first.project)
    if not found:
        return (Paragraph("No what-if was looked at."),)
    blocks: list[Block] = [
        Paragraph("These explorations were looked at; none of them is a result."),
        Listed(tuple(words(what, first.compared) for what in found)),
    ]
    for at, what in enumerate(found, 1):
        if asked.explored:
            blocks += view_blocks(whatif_view(replace(first, what=what)), f"what-if-{at}")
    return tuple(blocks)


def _limits(first: Request, view: View) -> tuple[Block, ...]:
    return (Listed(limits(first, view)),)


def _methods(first: Request, view: View) -> tuple[Block, ...]:
    if view.missing:
        return (Paragraph(view.missing),)
    return Paragraph(methods_paragraph(first)), Paragraph("References"), Listed(references())


def _repeat(project: Project, first: Request, asked: ReportSettings) -> tuple[Block, ...]:
    rows = settings_rows(project, first)
    return (
        TableBlock("settings", "Settings, seed and versions", ("Setting", "Value"), rows),
        Paragraph(
            "With the same project file and version this command writes the same report as HTML, to the "
            "byte; another ending of the file (.pdf, .md) writes it in that format."
        ),
        CommandBlock(command(project.path.name, asked)),
    )
