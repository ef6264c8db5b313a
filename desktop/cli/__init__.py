"""The same verbs without a window."""

from desktop.cli.group import pressmark


def main() -> None:
    """Run `pressmark` with the arguments of this process."""
    pressmark(prog_name="pressmark")


__all__ = ["main", "pressmark"]
