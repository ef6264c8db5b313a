"""The lead's verbs: coders and codebook."""

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from db.errors import ProjectError
from db.records import Passage
from desktop.errors import UserError
from desktop.study.codebooks import Proposal, install, propose
from desktop.study.coders import add_coder
from desktop.study.desk import shortened
from desktop.ui.dialogs.report import DecideSheet, Entry
from desktop.ui.dialogs.who import NameSheet
from desktop.ui.panels.article_list import title_of
from desktop.ui.verbs.projects import documents
from desktop.ui.workplace import Workplace
from desktop.wording import counted


def add_coder_by_dialog(place: Workplace) -> NameSheet:
    """Ask for the name of a coder and add them."""
    sheet = NameSheet(place.window, lambda name: take_coder(place, name))
    sheet.open()
    return sheet


def take_coder(place: Workplace, name: str) -> str:
    """Add a coder; return "" or the sentence that says why not."""
    if place.project is None:
        return "Open a project first."
    try:
        coder, changes = add_coder(place.project, name)
    except ProjectError as error:
        return str(error)
    place.dispatcher.announce(changes, place)
    place.window.notice.tell(f"{coder.name} can code now: choose who codes at the top of the window.")
    return ""


def codebook_by_dialog(place: Workplace) -> None:
    """Ask for a codebook and show what it would change."""
    found, _ = QFileDialog.getOpenFileName(
        place.window, "Change codebook", str(documents()), "Codebook (*.md)"
    )
    if found:
        propose_codebook(place, Path(found))


def propose_codebook(place: Workplace, path: Path) -> None:
    """Show what installing this codebook would change, and install it if that is wanted."""
    project = place.project
    if project is None:
        return

    def look() -> Proposal:
        try:
            return propose(project, path.read_text(encoding="utf-8-sig"), path.name)
        except (OSError, UnicodeDecodeError):
            raise UserError(f"{path.name} cannot be read as text: save the codebook as UTF-8.") from None

    place.dispatcher.run(look, lambda proposal: show_proposal(place, proposal))


def show_proposal(place: Workplace, proposal: Proposal) -> DecideSheet | None:
    """Ask whether to install a codebook, its differences and the passages to review in sight."""
    project = place.project
    if project is None:
        return None
    if not proposal.differences and proposal.current is not None:
        place.window.notice.tell("This codebook is in force already: nothing to change.")
        return None
    review = counted(len(proposal.affected), "passage", "passages")
    sheet = DecideSheet(
        place.window,
        _question(proposal),
        "Passages keep the version they were marked under."
        + (f" {review} should be looked at again." if proposal.affected else ""),
        (
            ("Differences", difference_entries(proposal)),
            ("Passages to review", review_entries(place, proposal)),
        ),
        "Install codebook",
    )
    sheet.accepted.connect(lambda: place.dispatcher.run(lambda: install(project, proposal)))
    sheet.open()
    return sheet


def _question(proposal: Proposal) -> str:
    """Ask by the codebook's name and the version it would be here, whatever its file calls itself."""
    name = re.sub(r",? version [\d.]+$", "", proposal.codebook.title)
    return f"Install “{name}” as version {proposal.number}?"


def difference_entries(proposal: Proposal) -> tuple[Entry, ...]:
    """Return the differences of a proposal as entries of a report."""
    return tuple(("", each.sentence, "") for each in proposal.differences)


def review_entries(place: Workplace, proposal: Proposal) -> tuple[Entry, ...]:
    """Return the passages to look at again as entries of a report: label, article, beginning of the quote."""
    return tuple(_review_entry(place, proposal, passage) for passage in proposal.affected)


def _review_entry(place: Workplace, proposal: Proposal, passage: Passage) -> Entry:
    label = proposal.codebook.label(passage.label)
    row = place.survey.row(passage.article)
    about = f"{label.name if label else passage.label} in {title_of(row) if row else passage.article}"
    return about, f"“{shortened(passage.quote, 14)}”", "muted"
