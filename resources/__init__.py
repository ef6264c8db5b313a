"""Codebooks, icons, themes and word lists, read through importlib.resources."""
