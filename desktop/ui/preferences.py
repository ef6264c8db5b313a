"""What this person likes on this computer: look, panels, recent projects. Never part of a project."""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop.ui.theme import SYSTEM, Reading, reading

RECENT = 8


@dataclass(frozen=True, slots=True)
class Preferences:
    """One person's choices; a value that cannot be read falls back to the default here."""

    theme: str = SYSTEM
    reading: Reading = field(default_factory=Reading)
    hidden: tuple[str, ...] = ()
    """Names of the panels that are put away."""
    widths: tuple[int, ...] = ()
    """Widths of the three columns, in logical pixels; empty = the window decides."""
    heights: tuple[int, ...] = ()
    """Heights of codebook and inspector; empty = the window decides."""
    only_text: bool = False
    """True where nothing but the article is on the screen."""
    geometry: str = ""
    """Where the window stood, as Qt's own hexadecimal text."""
    recent: tuple[str, ...] = ()
    """Project files opened last, newest first."""
    coders: tuple[tuple[str, str], ...] = ()
    """Who codes, as (project id, coder id) pairs."""
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Keys that this person chose, as (command id, keys) pairs."""
    pace: bool = False
    """Whether one's own progress and pace are shown while coding."""

    def coder_of(self, project: str) -> str | None:
        """Return the id of who coded in that project last time."""
        return dict(self.coders).get(project)

    def with_coder(self, project: str, coder: str) -> "Preferences":
        """Return the same with another coder remembered for that project."""
        return replace(self, coders=tuple(sorted({**dict(self.coders), project: coder}.items())))

    def with_recent(self, path: Path) -> "Preferences":
        """Return the same with `path` as the project opened last."""
        others = tuple(each for each in self.recent if each != str(path))
        return replace(self, recent=(str(path), *others)[:RECENT])

    def with_hidden(self, panel: str, *, hidden: bool) -> "Preferences":
        """Return the same with that panel put away or brought back."""
        others = tuple(each for each in self.hidden if each != panel)
        return replace(self, hidden=(*others, panel) if hidden else others)


class Store:
    """Keeps preferences in one small file; without a path they last as long as the window."""

    def __init__(self, path: Path | None = None) -> None:
        """Read what `path` holds; anything unreadable there is as good as absent."""
        self._path = path
        self.now = _read(path) if path else Preferences()

    def put(self, preferences: Preferences) -> None:
        """Remember these; a folder that cannot be written to costs the memory, not the work."""
        if preferences == self.now:
            return
        self.now = preferences
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_suffix(".tmp")
            draft.write_text(json.dumps(asdict(preferences), indent=1), encoding="utf-8")
            draft.replace(self._path)
        except OSError:
            return


def default_path() -> Path:
    """Return where the preferences of this person stand on this computer."""
    from platformdirs import user_config_path  # noqa: PLC0415  (only a real window needs it)

    return user_config_path("pressmark", appauthor=False) / "window.json"


def _read(path: Path) -> Preferences:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    return _from(stored) if isinstance(stored, dict) else Preferences()


def _from(stored: dict[str, Any]) -> Preferences:
    try:
        return Preferences(
            theme=str(stored.get("theme", SYSTEM)),
            reading=reading(**stored["reading"]) if "reading" in stored else Reading(),
            hidden=tuple(str(each) for each in stored.get("hidden", ())),
            widths=tuple(int(each) for each in stored.get("widths", ())),
            heights=tuple(int(each) for each in stored.get("heights", ())),
            only_text=stored.get("only_text") is True,
            geometry=str(stored.get("geometry", "")),
            recent=tuple(str(each) for each in stored.get("recent", ()))[:RECENT],
            coders=tuple((str(project), str(coder)) for project, coder in stored.get("coders", ())),
            keys=tuple((str(i), tuple(str(key) for key in keys)) for i, keys in stored.get("keys", ())),
            pace=stored.get("pace") is True,
        )
    except (TypeError, ValueError, OverflowError):
        return Preferences()
