"""Pictures of every screen, for whoever works on the design: each theme, two sizes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import resources
from db.records import State
from desktop.exchange.demo import make_demo
from desktop.study.coders import all_coders
from desktop.study.opening import DEFAULT_CODEBOOK, create, open_project
from desktop.ui.assembly import Assembly
from desktop.ui.dialogs.about import AboutSheet
from desktop.ui.dialogs.project import NewProjectSheet
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.dialogs.who import NameSheet
from desktop.ui.pages.agreement import AgreementPage
from desktop.ui.pages.article_view import TABS
from desktop.ui.pictures import assembled, put_away, seat, settle, write
from desktop.ui.verbs import articles, discussion, duplicates, keeping, kits, labels, plan, privacy, study
from desktop.ui.zoning.switch import PASSAGES, ZONES

SIZES = ((1280, 800), (1920, 1080))
LOOKS = ("light", "dark", "sepia", "high-contrast")
FULL = ("light", "dark")
"""Themes in which every screen is taken; the others show the two screens people look at all day."""
HELD = "“Ferry study.pressmark” is open in another window on this computer; close it there first."


@dataclass(frozen=True, slots=True)
class Studio:
    """One window to take pictures of, and where they go."""

    made: Assembly
    folder: Path
    ending: str

    def take(self, name: str) -> Path:
        """Take a picture of the window."""
        settle(self.made)
        out = self.folder / f"{name}-{self.ending}.png"
        write(self.made.window, out)
        return out

    def take_sheet(self, name: str) -> Path:
        """Take a picture of the dialog in front of the window, and close it."""
        settle(self.made)
        sheet = next(each for each in self.made.window.findChildren(Sheet) if each.isVisible())
        out = self.folder / f"{name}-{self.ending}.png"
        write(sheet, out)
        sheet.reject()
        settle(self.made)
        return out

    def take_palette(self, typed: str) -> Path:
        """Take a picture of the palette with something typed into it, and close it."""
        palette = self.made.show_palette()
        palette.typed.setText(typed)
        settle(self.made)
        out = self.folder / f"palette-{self.ending}.png"
        write(palette, out)
        palette.reject()
        settle(self.made)
        return out


def every_screen(folder: Path) -> tuple[Path, ...]:
    """Take a picture of every screen into `folder` and return the paths, in the order they were taken."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    with tempfile.TemporaryDirectory() as scratch:
        demo = make_demo(Path(scratch) / "demo").project
        create(Path(scratch) / "Ferry study.pressmark").close()
        for look in LOOKS:
            for size in SIZES if look in FULL else SIZES[:1]:
                with _studio(folder, look, size) as studio:
                    taken += _screens(studio, demo, Path(scratch), full=look in FULL)
    return tuple(taken)


@contextmanager
def _studio(folder: Path, look: str, size: tuple[int, int]) -> Iterator[Studio]:
    made = assembled(look, size)
    try:
        yield Studio(made, folder, f"{look}-{size[0]}")
    finally:
        put_away(made)


def _screens(studio: Studio, demo: Path, scratch: Path, *, full: bool) -> Iterator[Path]:
    if full:
        yield from _without_project(studio)
        yield from _empty_project(studio, scratch)
    seat(studio.made, open_project(demo), None, lead=False)
    settle(studio.made)
    yield from _as_coder(studio)
    if full:
        yield from _coder_dialogs(studio)
    studio.made.place.sit(None)
    settle(studio.made)
    yield from _as_lead(studio)
    if full:
        yield from _lead_dialogs(studio, scratch)


def _without_project(studio: Studio) -> Iterator[Path]:
    yield studio.take("start")
    NewProjectSheet(studio.made.window, Path.home(), lambda _path, _codebook: "").open()
    yield studio.take_sheet("dialog-new-project")
    studio.made.window.notice.warn(HELD)
    yield studio.take("start-error")
    studio.made.window.notice.put_away()


def _empty_project(studio: Studio, scratch: Path) -> Iterator[Path]:
    seat(studio.made, open_project(scratch / "Ferry study.pressmark"), None, lead=True)
    yield studio.take("empty-steps")
    NameSheet(studio.made.window, lambda _name: "").open()
    yield studio.take_sheet("dialog-add-coder")
    studio.made.place.show_view("agreement")
    yield studio.take("empty-agreement")
    studio.made.place.show_view("desk")
    yield studio.take("empty-articles")


def _as_coder(studio: Studio) -> Iterator[Path]:
    made = studio.made
    yield studio.take("coder-next-article")
    coded = next((row for row in made.place.survey.rows if row.state is State.FINISHED), None)
    if coded is not None:
        made.place.open_article(coded.id)
        settle(made)
        made.commands.run("passage.next")
        yield studio.take("coder-finished-article")


def _coder_dialogs(studio: Studio) -> Iterator[Path]:
    made = studio.made
    made.place.ask_who()
    yield studio.take_sheet("dialog-who-codes")
    made.deskside.set_aside()
    yield studio.take_sheet("dialog-set-aside")
    made.show_keys()
    yield studio.take_sheet("dialog-keys")
    made.show_comfort()
    yield studio.take_sheet("dialog-text-and-colours")
    yield studio.take_palette("next")
    AboutSheet(made.window).open()
    yield studio.take_sheet("dialog-about")
    yield from _practice(studio)


def _practice(studio: Studio) -> Iterator[Path]:
    """Finish the practice article for the picture, if this coder has not; undone afterwards."""
    made = studio.made
    row = next((each for each in made.place.survey.rows if each.practice), None)
    if row is None:
        return
    made.place.open_article(row.id)
    settle(made)
    fresh = row.state is not State.FINISHED
    if fresh:
        made.deskside.desk.finish()
    else:
        made.deskside.compare(row.id)
    yield studio.take("practice-result")
    if fresh:
        made.deskside.desk.undo()
        settle(made)


def _as_lead(studio: Studio) -> Iterator[Path]:
    place = studio.made.place
    if place.project is not None:
        studio.made.lead_sides.adjudication.choose_adjudicator(all_coders(place.project)[0].id)
    for view in ("desk", "agreement", "steps", "plan", "adjudication", "training"):
        place.show_view(view)
        yield studio.take(f"lead-{view}")
        page = place.window.middle.currentWidget()
        if isinstance(page, AgreementPage):
            for each in ("pairs", "articles", "outlet", "what-if"):
                page.go_to(each)
                yield studio.take(f"lead-agreement-{each}")
            page.go_to("overview")
            settle(studio.made)
    yield from _zones(studio)


def _zones(studio: Studio) -> Iterator[Path]:
    """Take the other side of an article: its zones, comments and details."""
    deskside = studio.made.deskside
    deskside.show_side(ZONES)
    studio.made.place.show_view("desk")
    settle(studio.made)
    for tab in TABS:
        deskside.zones.show_tab(tab)
        yield studio.take(f"lead-article-{tab}")
    deskside.show_side(PASSAGES)
    settle(studio.made)


def _lead_dialogs(studio: Studio, scratch: Path) -> Iterator[Path]:
    place = studio.made.place
    text = resources.read_text(DEFAULT_CODEBOOK).replace("unit=clause", "unit=sentence", 1)
    changed = scratch / "media-bias-2.md"
    changed.write_text(text.replace("## Reporting", "## Plain reporting", 1), encoding="utf-8")
    study.propose_codebook(place, changed)
    yield studio.take_sheet("dialog-codebook")
    labels.export_by_dialog(place)
    yield studio.take_sheet("dialog-export")
    for name, ask in (
        ("plan", plan.plan_by_dialog),
        ("kits", kits.hand_out_by_dialog),
        ("take-in", kits.take_in_by_dialog),
        ("discussion", discussion.sheet_by_dialog),
        ("backups", keeping.backups_by_dialog),
        ("erase", privacy.erase_by_dialog),
        ("duplicates", duplicates.duplicates_by_dialog),
        ("waiting", articles.waiting_by_dialog),
    ):
        ask(place)
        yield studio.take_sheet(f"dialog-{name}")
    broken = scratch / "scan.txt"
    broken.write_bytes(b"The bridge \xff\xfe\x81 was closed.")
    articles.add(place, [broken])
    yield studio.take_sheet("dialog-encoding")
    table = scratch / "list.csv"
    table.write_text("id,headline,medium,body\n1,Bridge shut,Harbour Times,It is shut.\n2,Ferry runs,,\n")
    articles.add(place, [table])
    yield studio.take_sheet("dialog-columns")
    articles.add(place, [scratch / "gone.txt"])
    yield studio.take_sheet("dialog-import-report")
