"""Pressmark: code news articles and learn how far the coders agree."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("pressmark")
except PackageNotFoundError:  # run from a checkout that was not installed
    __version__ = "0.1.0"
