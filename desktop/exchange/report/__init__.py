"""The agreement report: one document, written as HTML, Markdown or CSV tables; the same bytes each time."""
