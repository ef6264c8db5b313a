"""The right panel: what the codebook says about the label at the caret, or about an entry that was chosen."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFrame

from desktop.codebook import Codebook, codebook_html
from desktop.codebook.model import Entry
from desktop.ui.choice import Choice
from desktop.ui.panels.browser import SafeBrowser
from desktop.ui.parts import area, column, row, text
from desktop.ui.theme import STEP, Theme

WHOLE = "*"
"""The choice of the whole codebook instead of one entry."""


class CodebookPanel(QFrame):
    """One label's definition, rules and examples; follows the caret."""

    def __init__(self, look: Theme) -> None:
        """Begin without a codebook."""
        super().__init__()
        area(self, "panel")
        self.setAccessibleName("Codebook")
        self._codebook: Codebook | None = None
        self.picker = Choice("Label to read about")
        self.picker.chosen.connect(self.show_entry)
        self.browser = SafeBrowser(look)
        self.browser.setAccessibleName("What the codebook says")
        self.browser.anchorClicked.connect(self._follow)
        top = row(text("Codebook", strong=True, wrap=False), None, self.picker)
        top.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 0)
        whole = column(top, gap=0)
        whole.addWidget(self.browser, 1)
        self.setLayout(whole)

    def show_codebook(self, codebook: Codebook | None) -> None:
        """Show another codebook, at the entry that was read before if it still has it."""
        self._codebook = codebook
        options = [(entry.id, entry.name) for entry in _entries(codebook)]
        self.picker.offer([*options, (WHOLE, "Whole codebook")] if options else (), self.picker.current)
        self.picker.setVisible(bool(options))
        self.show_entry(self.picker.current)

    def show_label(self, label: str) -> None:
        """Show what the codebook says about a label; "" keeps what is shown."""
        if label:
            self.show_entry(label)

    def show_entry(self, entry: str) -> None:
        """Show one entry, or all of them; one that the codebook does not have changes nothing."""
        if self._codebook is None:
            self.browser.show_html("<p>This project has no codebook yet.</p>")
        elif entry == WHOLE:
            self.picker.show_choice(WHOLE)
            self.browser.show_html(codebook_html(self._codebook))
        elif (found := self._codebook.entry(entry)) is not None:
            self.picker.show_choice(found.id)
            self.browser.show_html(found.html)

    def _follow(self, link: QUrl) -> None:
        """Go to the entry that a link inside the codebook names; any other link leads nowhere."""
        if not link.scheme() and not link.path():
            self.show_entry(link.fragment())

    def set_theme(self, look: Theme) -> None:
        """Use the colours of another theme."""
        self.browser.set_theme(look)


def _entries(codebook: Codebook | None) -> tuple[Entry, ...]:
    if codebook is None:
        return ()
    return (*codebook.labels, *codebook.attributes, *codebook.flags, *codebook.rules)
