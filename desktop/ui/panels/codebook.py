"""The right panel: what the codebook says about the label at the caret, or about one that was chosen."""

from PySide6.QtWidgets import QFrame

from desktop.codebook import Codebook
from desktop.ui.choice import Choice
from desktop.ui.panels.browser import SafeBrowser
from desktop.ui.parts import area, column, row, text
from desktop.ui.theme import STEP, Theme


class CodebookPanel(QFrame):
    """One label's definition, rules and examples; follows the caret."""

    def __init__(self, look: Theme) -> None:
        """Begin without a codebook."""
        super().__init__()
        area(self, "panel")
        self.setAccessibleName("Codebook")
        self._codebook: Codebook | None = None
        self.picker = Choice("Label to read about")
        self.picker.chosen.connect(self.show_label)
        self.browser = SafeBrowser(look)
        self.browser.setAccessibleName("What the codebook says")
        top = row(text("Codebook", strong=True, wrap=False), None, self.picker)
        top.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 0)
        whole = column(top, gap=0)
        whole.addWidget(self.browser, 1)
        self.setLayout(whole)

    def show_codebook(self, codebook: Codebook | None) -> None:
        """Show another codebook, at the label that was read about before if it still has it."""
        self._codebook = codebook
        labels = codebook.labels if codebook else ()
        self.picker.offer([(label.id, label.name) for label in labels], self.picker.current)
        self.picker.setVisible(bool(labels))
        self.show_label(self.picker.current)

    def show_label(self, label: str | None) -> None:
        """Show what the codebook says about a label; None, or an unknown one, keeps what is shown."""
        if self._codebook is None:
            self.browser.show_html("<p>This project has no codebook yet.</p>")
            return
        found = self._codebook.label(label) if label else None
        if found is None:
            return
        self.picker.show_choice(found.id)
        self.browser.show_html(found.html)

    def set_theme(self, look: Theme) -> None:
        """Use the colours of another theme."""
        self.browser.set_theme(look)
