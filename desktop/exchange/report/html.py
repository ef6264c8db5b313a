"""The report as one HTML file: nothing is fetched, everything can be read aloud, and it prints well."""

from collections.abc import Iterable, Mapping
from html import escape

from desktop.exchange.report.document import (
    Block,
    CommandBlock,
    Document,
    Listed,
    Paragraph,
    PictureBlock,
    Section,
    TableBlock,
)

STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.55 Inter, "Segoe UI", Arial, sans-serif; margin: 0; color: #111; background: #fff; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1.5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; border-top: 1px solid #c4c4c4; padding-top: 1.25rem; }
p, ul { max-width: 44rem; }
nav ul { columns: 2; padding-left: 1.2rem; }
a { color: #1f4e79; }
figure { margin: 1.25rem 0; }
figure svg { max-width: 100%; height: auto; }
figcaption, caption { font-size: .92rem; color: #333; text-align: left; padding: 0 0 .5rem; }
.table { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0; }
th, td { border-bottom: 1px solid #d8d8d8; }
thead th { border-bottom: 2px solid #767676; }
tbody th { font-weight: 600; }
pre { background: #f3f3f3; padding: .75rem 1rem; overflow-x: auto; white-space: pre-wrap; }
@media print {
  body { font-size: 10pt; } main { max-width: none; padding: 0; } nav { display: none; }
  h2 { break-after: avoid; } figure, tr, pre { break-inside: avoid; } thead { display: table-header-group; }
  .table { overflow: visible; } a { color: inherit; text-decoration: none; }
}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(document: Document, drawn: Mapping[str, str]) -> str:
    """Return the report; `drawn` holds each picture by name as an element (SVG, or an image on paper)."""
    title = escape(document.title)
    entries = "\n".join(f'<li><a href="#{s.id}">{escape(s.title)}</a></li>' for s in document.sections)
    parts = "\n".join(_section(section, drawn) for section in document.sections)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f'<nav aria-label="Contents">\n<ul>\n{entries}\n</ul>\n</nav>\n{parts}\n</main>\n</body>\n</html>\n'
    )


def _section(section: Section, drawn: Mapping[str, str]) -> str:
    blocks = "\n".join(_blocks(section.blocks, drawn))
    head = f'<h2 id="{section.id}-title">{escape(section.title)}</h2>'
    return f'<section id="{section.id}" aria-labelledby="{section.id}-title">\n{head}\n{blocks}\n</section>'


def _blocks(blocks: Iterable[Block], drawn: Mapping[str, str]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield f"<p>{escape(block.words)}</p>"
        elif isinstance(block, Listed):
            items = "".join(f"<li>{escape(item)}</li>\n" for item in block.items)
            yield f"<ul>\n{items}</ul>"
        elif isinstance(block, TableBlock):
            yield table(block)
        elif isinstance(block, CommandBlock):
            yield f"<pre><code>{escape(block.words)}</code></pre>"
        elif isinstance(block, PictureBlock):
            caption = f"{escape(block.picture.title)}. The numbers stand in the table below."
            yield f"<figure>\n{drawn[block.name]}\n<figcaption>{caption}</figcaption>\n</figure>"


def table(block: TableBlock) -> str:
    """Return a table with a caption; the first cell of a row names it."""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in block.heads)
    rows = "\n".join(f"<tr>{_cells(row)}</tr>" for row in block.rows)
    return (
        f'<div class="table" role="region" aria-label="{escape(block.caption)}" tabindex="0">\n'
        f"<table>\n<caption>{escape(block.caption)}</caption>\n"
        f"<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _cells(row: tuple[str, ...]) -> str:
    first, *others = row
    return f'<th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in others)
