"""How long a coder was at work: the time between signs of life, long silences not counted."""

import time
from collections.abc import Callable

IDLE_MS = 120_000
"""A silence longer than this is a pause, not work."""


class ActivityClock:
    """Counts active milliseconds between signs of life, for each article of a sitting by itself.

    `now` gives seconds that never run backwards.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._last: float | None = None
        self._active: dict[str, float] = {}
        self._article = ""
        self.counting = True
        """False where the lead has switched the measuring off: then every act takes 0."""

    def begin(self, article: str) -> None:
        """Count for an article from now on; what was counted for another waits there for its next act."""
        self._article = article
        self._last = self._now()

    def touch(self) -> None:
        """Note a sign of life."""
        now = self._now()
        if self._last is not None and (now - self._last) * 1000 <= IDLE_MS:
            self._active[self._article] = self._active.get(self._article, 0.0) + now - self._last
        self._last = now

    def take(self) -> int:
        """Return the active milliseconds in the article at hand since they were last taken."""
        self.touch()
        taken = round(self._active.pop(self._article, 0.0) * 1000)
        return taken if self.counting else 0

    def stop(self) -> None:
        """Begin a pause: what comes before the next sign of life is not counted."""
        self._last = None
