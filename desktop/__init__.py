"""Pressmark: code news articles and learn how far the coders agree."""

__version__ = "0.1.0"
