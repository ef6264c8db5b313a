"""What is to be forgotten: all that this computer keeps of a project, an article's words, a coder's name."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.study import keeping
from desktop.study.coders import all_coders, shown_name
from desktop.ui.dialogs.for_good import ForGoodSheet
from desktop.ui.dialogs.report import Entry, ReportSheet
from desktop.ui.panels.article_list import title_of
from desktop.ui.workplace import Workplace
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.study.forgetting import Forgotten

FORGET = (
    "{copies} of {name} and its journal go from this computer. The project file itself stays where it is, and"
    " is closed."
)
PURGE = (
    "The text of “{title}”, its original, quotes, notes and metadata are taken out of the project, its copies"
    " and its journal. Offsets, hashes and the article’s name stay, and so does what a list without texts or"
    " the report of an import said of it."
)
ERASE = (
    "Every name that this coder ever had is taken out of the project, its copies and its journal. The work"
    " stays, under an id."
)
OUT_OF_REACH = "What was exported, or handed out in kits, is out of reach."


def forget_by_dialog(place: Workplace) -> None:
    """Ask whether to remove what this computer keeps of the project, and do it."""
    project = place.project
    if project is None:
        return
    path = project.path
    copies = counted(len(keeping.backups_of(path, project.id)), "copy", "copies")
    sentence = FORGET.format(copies=copies, name=path.name)
    sheet = ForGoodSheet(place.window, "Forget this project on this computer", (sentence,), "Forget")
    sheet.accepted.connect(lambda: _forget(place, path))
    sheet.open()


def _forget(place: Workplace, path: Path) -> None:
    place.leave_project()

    def tell(count: int) -> None:
        gone = counted(count, "copy", "copies")
        place.window.notice.tell(f"{gone} and the journal of {path.name} are gone; the file itself stays.")

    place.dispatcher.run(lambda: keeping.forget(path), tell)


def purge_by_dialog(place: Workplace) -> None:
    """Ask whether to take the words of the article on the screen out of everything, and do it."""
    project, row = place.project, place.survey.row(place.article)
    if project is None or row is None:
        place.window.notice.warn("Open the article that is to be purged first.")
        return
    sentences = (PURGE.format(title=title_of(row)), OUT_OF_REACH)
    sheet = ForGoodSheet(place.window, "Purge this article", sentences, "Purge")

    def do() -> "Forgotten":
        from desktop.study.forgetting import purge_article  # noqa: PLC0415  (rarely needed)

        return purge_article(project, row.id)

    def purge() -> None:
        place.dispatcher.run(do, lambda done: _tell(place, "Purged", done))

    sheet.accepted.connect(purge)
    sheet.open()


def erase_by_dialog(place: Workplace) -> None:
    """Ask whose name is to be erased, and erase it."""
    project = place.project
    if project is None:
        return
    known = [(coder.id, shown_name(coder)) for coder in all_coders(project) if coder.name]
    if not known:
        place.window.notice.tell("No coder of this project has a name.")
        return
    sheet = ForGoodSheet(place.window, "Erase a coder’s name", (ERASE, OUT_OF_REACH), "Erase", known)

    def do(coder: str) -> "Forgotten":
        from desktop.study.forgetting import erase_coder  # noqa: PLC0415  (rarely needed)

        return erase_coder(project, coder)

    def erase() -> None:
        coder = sheet.chosen()
        place.dispatcher.run(lambda: do(coder), lambda done: _tell(place, "Erased", done))

    sheet.accepted.connect(erase)
    sheet.open()


def _tell(place: Workplace, title: str, done: "Forgotten") -> None:
    troubles: list[Entry] = [("", sentence, "warning") for sentence in done.troubles]
    ReportSheet(place.window, title, done.sentence(), troubles).open()
