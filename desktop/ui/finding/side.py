"""Finding in the window: the bar over the text, the panel below, and the commands that lead to both."""

from collections.abc import Iterable

from PySide6.QtCore import QObject

from desktop.ui.desk.commands import Command, Commands, Scope
from desktop.ui.desk.keys import shown
from desktop.ui.deskside import Deskside
from desktop.ui.finding.bar import FindBar
from desktop.ui.finding.in_article import FindInArticle
from desktop.ui.finding.in_project import FindInProject
from desktop.ui.finding.panel import FindingsPanel
from desktop.ui.theme import Theme
from desktop.ui.workplace import Workplace

GROUP = "Find"
HEIGHT = 280
"""Pixels of the panel below when it is first opened."""


class FindingSide(QObject):
    """Both ways to find words in one window."""

    def __init__(self, place: Workplace, deskside: Deskside, look: Theme) -> None:
        super().__init__(place)
        self._place = place
        self.bar = FindBar()
        self.panel = FindingsPanel(look)
        place.window.add_above(self.bar)
        place.window.add_below(self.panel, HEIGHT)
        self.article = FindInArticle(self.bar, deskside, place.dispatcher)
        self.project = FindInProject(self.panel, place, deskside, self.article)
        place.seated.connect(self.bar.hide)

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self.panel.set_theme(look)

    def show_keys(self, commands: Commands) -> None:
        """Tell beside the signs which keys do the same now."""
        onward, back = (commands.keys_of(name) for name in ("find.next", "find.previous"))
        self.bar.show_keys(*(shown(keys[0]) if keys else "" for keys in (onward, back)))

    def commands(self) -> tuple[Command, ...]:
        """Return what can be found now: nothing without a project."""
        return tuple(self._commands()) if self._place.seat is not None else ()

    def _commands(self) -> Iterable[Command]:
        here, everywhere = self.article, self.project
        for name, title, run, keys in (
            ("find.article", "Find in this article…", here.ask, ("Ctrl+F",)),
            ("find.next", "Next place", lambda: here.step(forward=True), ("F3",)),
            ("find.previous", "Previous place", lambda: here.step(forward=False), ("Shift+F3",)),
            ("find.project", "Find in all articles…", everywhere.ask, ("Ctrl+Shift+F",)),
            ("find.project.next", "Next finding", lambda: everywhere.step(forward=True), ("Ctrl+F3",)),
            (
                "find.project.previous",
                "Previous finding",
                lambda: everywhere.step(forward=False),
                ("Ctrl+Shift+F3",),
            ),
        ):
            yield Command(name, title, GROUP, run, keys, scope=Scope.WINDOW)
