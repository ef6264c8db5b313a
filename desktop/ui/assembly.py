"""Puts one window together: its parts, its commands and menus, its look."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.ui.agreement_side import AgreementSide
from desktop.ui.desk.commands import Command, Commands
from desktop.ui.desk.keys import shown
from desktop.ui.deskside import Deskside
from desktop.ui.dialogs.about import AboutSheet
from desktop.ui.dialogs.comfort import ComfortSheet
from desktop.ui.dialogs.keys import KeysSheet
from desktop.ui.dispatcher import Dispatcher
from desktop.ui.finding.side import FindingSide
from desktop.ui.keepside import KeepSide
from desktop.ui.key_choices import KeyChoices
from desktop.ui.lead_sides import LeadSides
from desktop.ui.menus import fill_menus, retitle, tick
from desktop.ui.onward_side import OnwardSide
from desktop.ui.pace_line import PaceLine
from desktop.ui.palette.sheet import Palette
from desktop.ui.palette.side import PaletteSide
from desktop.ui.preferences import Store
from desktop.ui.proposing import PROPOSAL
from desktop.ui.style import chosen_theme, dress
from desktop.ui.theme import Reading, Theme
from desktop.ui.timekeeping import Timekeeping
from desktop.ui.verbs import articles, kits, projects, study
from desktop.ui.window import PANELS, MainWindow
from desktop.ui.window_commands import Shell, of_everybody, window_commands
from desktop.ui.workplace import Workplace

SIZE_STEP = 1.0
"""Points by which the text grows or shrinks."""


class Assembly(QObject):
    """One window with everything that belongs to it."""

    worn = Signal(object)
    """Everything is shown in another `Theme` now."""

    def __init__(self, window: MainWindow, store: Store, look: Theme) -> None:
        """Bring everything into a window that may be on the screen already."""
        super().__init__(window)
        self.window = window
        window.furnish(look)
        self.look = look
        self._store = store
        self.place = Workplace(self.window, store, look)
        self.deskside = Deskside(self.place, look, store.now.reading)
        self.agreement = AgreementSide(self.place, self.deskside, look)
        self.finding = FindingSide(self.place, self.deskside, look)
        self.keeping = KeepSide(self.place, self.deskside)
        self.timekeeping = Timekeeping(self.place, self.deskside)
        self.pace = PaceLine(self.place, self.deskside)
        self.palette = PaletteSide(self.place)
        self.lead_sides = LeadSides(self.place, self.deskside, look, store.now.reading)
        self.onward = OnwardSide(self.place, self.agreement, self.lead_sides.adjudication)
        self.commands = Commands()
        self.choices = KeyChoices(store, lambda: self.commands, self._elsewhere, self.renew_commands)
        self._shell = self._make_shell()
        self._connect()
        self.renew_commands()

    @property
    def dispatcher(self) -> Dispatcher:
        """Where work leaves the window's thread and comes back."""
        return self.place.dispatcher

    @property
    def idle(self) -> bool:
        """True when nothing is under way."""
        return self.dispatcher.idle and self.deskside.idle

    # Commands and menus

    def renew_commands(self) -> None:
        """Offer what can be done now by who sits here; the text's own keys only to coders."""
        seat = self.place.seat
        coding = seat is not None and not seat.lead
        self.commands = self.deskside.desk.commands if coding else Commands()
        self.commands.add(*window_commands(self.place, self._shell), *self._named_steps(coding=coding))
        self.commands.add(*self.finding.commands(), *self.timekeeping.commands(), *self.pace.commands())
        self.commands.drop(PROPOSAL)
        self.commands.add(*self.deskside.zones.commands(), *self.deskside.proposing.commands())
        self.commands.add(*self.lead_sides.commands())
        self.choices.apply(self.commands)
        self.finding.show_keys(self.commands)
        fill_menus(self.window.menuBar(), self.commands, self._ticked())
        self._filled = self._shape()

    def _renew_for_article(self) -> None:
        """Offer what can be done with another article, which for a coder is mostly just the same."""
        if self._filled != self._shape() or self.place.seat is None or self.place.seat.lead:
            self.renew_commands()

    def _shape(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Return what the menus show of the commands at hand."""
        return tuple((command.id, command.title, command.keys) for command in self.commands.all())

    def _rename_steps(self) -> None:
        """Say anew what undo and redo would do, without making the menus anew."""
        seat = self.place.seat
        named = self._named_steps(coding=seat is not None and not seat.lead)
        self.commands.add(*named)
        retitle(self.window.menuBar(), {step.id: step.title for step in named})
        self._filled = self._shape()

    def _named_steps(self, *, coding: bool) -> tuple[Command, ...]:
        """Return undo and redo with the words of what they would do."""
        if not coding:
            return ()
        undo, redo = self.deskside.undo_words
        named = (("undo", "Undo", undo), ("redo", "Redo", redo))
        return tuple(
            replace(self.commands.get(name), title=f"{verb}: {words}" if words else verb)
            for name, verb, words in named
        )

    def _ticked(self) -> frozenset[str]:
        now = self._store.now
        panels = {f"view.{name}" for name in PANELS if name not in now.hidden}
        only = {"view.only-text"} if now.only_text else set()
        pace = {"view.pace"} if now.pace else set()
        return frozenset({*panels, *only, *pace, f"theme.{now.theme}"})

    # How it looks

    def choose_theme(self, choice: str) -> None:
        """Put the window into the theme of that id, or let it follow the system; remembered."""
        self._store.put(replace(self._store.now, theme=choice))
        self.wear()

    def wear(self) -> None:
        """Show everything in the theme that was chosen, as the system is now."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        look = chosen_theme(application, self._store.now.theme)
        if look is not self.look:
            self.look = look
            dress(application, look)
            self.window.set_theme(look)
            self.deskside.set_theme(look)
            self.agreement.set_theme(look)
            self.finding.set_theme(look)
            self.lead_sides.set_theme(look)
            self.worn.emit(look)
        tick(self.window.menuBar(), self._ticked(), "theme.")

    def toggle_panel(self, panel: str) -> None:
        """Put a panel away, or bring it back."""
        self.window.put_away(panel, hidden=panel not in self._store.now.hidden)
        tick(self.window.menuBar(), self._ticked(), "view.")

    def show_palette(self) -> Palette:
        """Offer everything that can be done now, to be found by its words."""
        desk = self.deskside.desk
        in_text = self.window.middle.currentWidget() is desk and desk.article is not None
        return self.palette.show(self.commands, self.look, in_text=in_text)

    def show_keys(self) -> KeysSheet:
        """Show every key at hand, to be looked up or changed."""
        sheet = KeysSheet(self.window, self.commands, self.choices, self.look)
        sheet.open()
        return sheet

    def _elsewhere(self) -> Commands:
        """Return what a coder and the lead can do, whoever of them sits here: a key is one thing for both."""
        both = Commands([*self.deskside.desk.commands.all(), *of_everybody(self.place, self._shell)])
        self.choices.apply(both)
        return both

    def resize_text(self, by: int) -> None:
        """Set articles larger (1), smaller (-1) or as usual (0); remembered."""
        now = self._store.now.reading
        self.set_reading(now.at(now.size + by * SIZE_STEP if by else Reading().size))

    def set_reading(self, reading: Reading) -> None:
        """Set articles in another type; remembered."""
        if reading != self._store.now.reading:
            self._store.put(replace(self._store.now, reading=reading))
            self.deskside.set_reading(reading)
        self.lead_sides.set_reading(reading)

    def show_comfort(self) -> ComfortSheet:
        """Ask how articles shall be set and coloured, and show it at once."""
        now = self._store.now
        sheet = ComfortSheet(self.window, now.reading, now.theme, self.look)
        sheet.reading_chosen.connect(self.set_reading)
        sheet.theme_chosen.connect(self.choose_theme)
        self.worn.connect(sheet.show_look)
        sheet.open()
        return sheet

    def only_text(self) -> None:
        """Leave nothing but the article on the screen, or bring everything back as it was."""
        self.window.show_only_text(on=not self._store.now.only_text)
        tick(self.window.menuBar(), self._ticked(), "view.")
        if self._store.now.only_text and self.deskside.desk.isVisible():
            keys = self.commands.keys_of("view.only-text")
            words = f"{shown(keys[0])} brings everything back." if keys else ""
            self.deskside.desk.quiet.say(words or "The palette brings everything back.")

    # Connections

    def _make_shell(self) -> Shell:
        return Shell(
            toggle_panel=self.toggle_panel,
            choose_theme=self.choose_theme,
            resize_text=self.resize_text,
            show_comfort=self.show_comfort,
            only_text=self.only_text,
            show_palette=self.show_palette,
            show_keys=self.show_keys,
            show_about=lambda: AboutSheet(self.window).open(),
            set_aside=self.deskside.set_aside,
            reopen=self.deskside.reopen,
        )

    def _connect(self) -> None:
        place, window = self.place, self.window
        place.seated.connect(self.renew_commands)
        window.add_panel("overview", self.deskside.desk.overview)
        window.add_passing(self.deskside.desk.precedents)
        self.deskside.keys_changed.connect(self._renew_for_article)
        self.deskside.proposing.commands_changed.connect(self.renew_commands)
        self.lead_sides.commands_changed.connect(self.renew_commands)
        self.timekeeping.turned.connect(self.renew_commands)
        self.pace.turned.connect(self.renew_commands)
        self.deskside.words_changed.connect(self._rename_steps)
        self.deskside.size_wanted.connect(self.resize_text)
        window.start.new_asked.connect(lambda: projects.new_by_dialog(place))
        window.start.open_asked.connect(lambda: projects.open_by_dialog(place))
        window.start.demo_asked.connect(lambda: projects.open_demo(place))
        window.start.recent_asked.connect(lambda path: projects.open_path(place, path))
        window.dropped.connect(lambda paths: articles.dropped(place, paths))
        window.empty.asked.connect(self._take_offer)
        window.header.return_asked.connect(lambda: kits.return_by_dialog(place))
        window.steps.asked.connect(self._take_step)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _system_changed(self) -> None:
        self.wear()

    def _take_offer(self) -> None:
        if self.place.project is not None and self.place.project.kit:
            kits.return_by_dialog(self.place)
        else:
            articles.add_files_by_dialog(self.place)

    def _take_step(self, step: str) -> None:
        if step == "codebook":
            study.codebook_by_dialog(self.place)
        elif step == "coders":
            study.add_coder_by_dialog(self.place)
        elif step == "articles":
            articles.add_files_by_dialog(self.place)
        elif step == "try":
            self.place.ask_who()
        elif step == "hand-out":
            kits.hand_out_by_dialog(self.place)
        elif step == "compare":
            self.place.show_view("agreement")
