"""The real window, for the stories that are told in it."""

from tests.ui.conftest import window

__all__ = ["window"]
