"""Errors of the project file: each message is one sentence for the user."""


class ProjectError(Exception):
    """The project file, or what was asked of it, is not as it must be."""


class ProjectHeldError(ProjectError):
    """Another process, or this one, already has the project open; the message names the holder."""


class ReadOnlyError(ProjectError):
    """The project is open for reading only; the message says why."""


class NotSavedError(ProjectError):
    """The disk did not take it; what was saved before is safe, and sending the same again is harmless."""


class NotAProjectError(ProjectError):
    """The file is not a project file, or not one this version may open."""


class NotFoundError(ProjectError):
    """Nothing of that name or id is in the project."""


class ConflictError(ProjectError):
    """What is stored already contradicts what was asked (same name with other text, a name in use)."""
