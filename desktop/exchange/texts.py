"""The canonical texts as files of a data package."""

import re
from collections.abc import Iterable

from db.records import Article

FOLDER = "texts"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def text_files(articles: Iterable[Article]) -> dict[str, str]:
    """Return where each article's text stands in a package, by article id; a purged one has none."""
    return {
        article.id: f"{FOLDER}/{_slug(article.name)}-{article.text_sha256[:12]}.txt"
        for article in articles
        if article.text
    }


def _slug(name: str) -> str:
    """Return an article's name in letters that every file system takes."""
    stem = name.removesuffix(".txt").replace("/", "_")
    return _UNSAFE.sub("_", stem).strip("._-")[:60] or "article"
