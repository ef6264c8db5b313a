"""Codebooks, icons, themes and word lists, read through importlib.resources."""

from importlib.resources import files


def read_text(name: str) -> str:
    """Return a resource as UTF-8 text; `name` is its path here, such as "codebooks/media-bias.md"."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """Return a resource as bytes; `name` is its path in this package."""
    return files(__name__).joinpath(name).read_bytes()
