"""Long computations tell how far they are and can be stopped."""

from collections.abc import Callable
from threading import Event


class Stopped(Exception):  # noqa: N818 - it is no error that somebody does not want to wait
    """Somebody does not want to wait any longer."""


class Watch:
    """Handed to a computation, which calls `step` now and then from its own thread."""

    def __init__(self, told: Callable[[int, int], object] | None = None) -> None:
        """`told` is called with how much is done of how much."""
        self._told = told
        self._stopped = Event()

    def stop(self) -> None:
        """Let the computation end at its next step."""
        self._stopped.set()

    def step(self, done: int, of: int) -> None:
        """Tell how far it is; raises `Stopped` where it was stopped."""
        if self._stopped.is_set():
            raise Stopped
        if self._told is not None:
            self._told(done, of)
