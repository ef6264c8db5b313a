"""Begin, open and leave projects."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from db.errors import ProjectError
from desktop.errors import UserError
from desktop.study.opening import SUFFIX, create
from desktop.ui.dialogs.project import NewProjectSheet
from desktop.ui.workplace import Workplace

KIND = f"Pressmark projects (*{SUFFIX})"


def documents() -> Path:
    """Return the folder where a person keeps documents."""
    return Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
    )


def usual_folder(place: Workplace) -> Path:
    """Return the folder to begin in: that of the project opened last, or the documents."""
    for recent in place.store.now.recent:
        if Path(recent).parent.is_dir():
            return Path(recent).parent
    return documents()


def open_by_dialog(place: Workplace) -> None:
    """Ask for a project and open it."""
    found, _ = QFileDialog.getOpenFileName(place.window, "Open project", str(usual_folder(place)), KIND)
    if found:
        place.open(Path(found))


def open_path(place: Workplace, path: str) -> None:
    """Open the project at a path that was remembered."""
    place.open(Path(path))


def new_by_dialog(place: Workplace) -> NewProjectSheet:
    """Ask for a new project and begin it in the lead's view."""
    sheet = NewProjectSheet(
        place.window, usual_folder(place), lambda path, codebook: begin(place, path, codebook)
    )
    sheet.open()
    return sheet


def begin(place: Workplace, path: Path, codebook: Path | None) -> str:
    """Create a project and open it; return "" or the sentence that says why not."""
    try:
        text = None if codebook is None else codebook.read_text(encoding="utf-8-sig")
        project = create(path, text, codebook.name if codebook else "codebook")
    except (UserError, ProjectError) as error:
        return str(error)
    except (OSError, UnicodeDecodeError):
        return f"{codebook.name if codebook else path.name} cannot be read: choose another file."
    place.take(project)
    return ""


def open_demo(place: Workplace) -> None:
    """Open the sample project, made afresh where it is not there yet."""
    from desktop.exchange.demo import demo_path, make_demo  # noqa: PLC0415  (rarely needed, and not small)

    folder = documents() / "Pressmark demo"
    if demo_path(folder).is_file():
        place.open(demo_path(folder))
        return
    place.leave_project()
    place.window.show_opening("the sample project")
    place.dispatcher.run(
        lambda: make_demo(folder), lambda demo: place.open(demo.project), failed=place.refuse
    )
