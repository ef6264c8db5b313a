"""Downloads of news databases: many articles in one file, each with its metadata in lines of a known form.

Nexis Uni, the older Nexis text, Factiva and ProQuest. What a form has no place for is not dropped: it is kept
with the article and named in a warning.
"""

from dataclasses import replace

from desktop.articles.readers.downloads import Document, Form
from desktop.articles.readers.factiva import FACTIVA
from desktop.articles.readers.nexis import NEXIS_UNI, OLD_NEXIS
from desktop.articles.readers.proquest import PROQUEST
from desktop.articles.sources import Block, ReadArticle, Reader, Source, sorted_pairs
from desktop.errors import UserError
from desktop.wording import counted

FORMS = (NEXIS_UNI, OLD_NEXIS, FACTIVA, PROQUEST)
"""The forms in the order in which they are tried."""
_MOST = 20_000
_SHOWN = 200


def split_articles(reader: Reader, source: Source, text: str, encoding: str) -> tuple[ReadArticle, ...]:
    """Give the articles of a database's download, () if the text is none."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for form in FORMS:
        documents = form.split(text) if form.sign.search(text) else []
        if len(documents) > _MOST:
            raise UserError(f"it holds more than {_MOST} documents.")
        if documents:
            digits = len(str(len(documents)))
            names = [f"{source.name}/{number:0{digits}}" for number in range(1, len(documents) + 1)]
            names = names if len(names) > 1 else [source.name]
            return tuple(
                _article(reader, source, encoding, form, name, document)
                for name, document in zip(names, documents, strict=True)
            )
    return ()


def _article(
    reader: Reader, source: Source, encoding: str, form: Form, name: str, document: Document
) -> ReadArticle:
    blocks = [Block("title", document.title)] if document.title else []
    if document.body.strip():
        blocks.append(Block("text", document.body.strip("\n")))
    known = {**document.metadata, "title": document.title, "database": form.name}
    warnings = []
    if not document.body.strip():
        warnings.append(f"No text was found in “{document.title or name}”.")
    if document.unplaced:
        known["unplaced"] = "\n".join(document.unplaced)
        shown = " / ".join(document.unplaced)[:_SHOWN]
        number = len(document.unplaced)
        warnings.append(f"{counted(number, 'line')} had no known place, kept as metadata: {shown}")
    article = reader.article(
        source, tuple(blocks), encoding=encoding, name=name, metadata=sorted_pairs(known)
    )
    return replace(article, warnings=tuple(warnings))
