"""Shows HTML that came from outside: it loads nothing and follows no link."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser

from desktop.ui.theme import STEP, Theme

SHEET = """
body {{ color: {text}; }}
h1 {{ font-size: large; font-weight: 600; margin-top: 0; margin-bottom: 8px; }}
h2 {{ font-size: large; font-weight: 600; margin-top: 16px; margin-bottom: 4px; }}
h3, h4 {{ font-size: medium; font-weight: 600; color: {muted}; margin-top: 14px; margin-bottom: 2px; }}
p {{ margin-top: 4px; margin-bottom: 8px; line-height: 140%; }}
ul, ol {{ margin-top: 4px; margin-bottom: 8px; }}
li {{ margin-bottom: 4px; line-height: 140%; }}
blockquote {{ margin-left: 12px; margin-right: 0; color: {muted}; }}
code {{ font-family: monospace; }}
em {{ font-style: italic; }}
strong, b {{ font-weight: 600; }}
a {{ color: {accent}; text-decoration: none; }}
"""


class SafeBrowser(QTextBrowser):
    """A text browser for sanitised HTML: no file, no network, no style sheet, no link followed."""

    def __init__(self, look: Theme) -> None:
        """Show nothing yet, in the colours of `look`."""
        super().__init__()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(2 * STEP)
        self.document().setIndentWidth(2 * STEP)
        self._html = ""
        self.set_theme(look)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002  (whatever it is: no)
        """Load nothing, whatever is asked for."""
        return None

    def show_html(self, html: str) -> None:
        """Show this HTML from its top."""
        if html != self._html:
            self._html = html
            self.setHtml(html)
            self.verticalScrollBar().setValue(0)  # Qt looks for the caret, also where there is no height yet

    def set_theme(self, look: Theme) -> None:
        """Use the colours of another theme."""
        self.document().setDefaultStyleSheet(
            SHEET.format(text=look.text, muted=look.muted, accent=look.accent)
        )
        at = self.verticalScrollBar().value()
        self.setHtml(self._html)
        self.verticalScrollBar().setValue(at)
