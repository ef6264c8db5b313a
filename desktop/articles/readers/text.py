"""Plain text and Markdown, which stay as they are; downloads of news databases are split into articles."""

from desktop.articles.decoding import decode
from desktop.articles.readers.databases import split_articles
from desktop.articles.reading import reader_of
from desktop.articles.sources import Block, ReadArticle, Source


def read(source: Source) -> tuple[ReadArticle, ...]:
    """Read one text file: an article, or as many as a database's download holds."""
    decoded = decode(source.data, source.encoding)
    reader = reader_of(source.name)
    split = split_articles(reader, source, decoded.text, decoded.encoding)
    return split or (reader.article(source, (Block("text", decoded.text),), encoding=decoded.encoding),)
