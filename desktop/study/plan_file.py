"""A plan as a small file of TOML, in the words of `Scheme`; what is no plan is refused by the word."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from desktop.errors import UserError
from desktop.study.dealing import Scheme

_LISTS = ("coders", "training", "pilot")
_KINDS: dict[object, tuple[type, ...]] = {str: (str,), str | None: (str,), int: (int,), float: (int, float)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a plan: coders and articles by name or id, the rest as in `Scheme`."""

    coders: tuple[str, ...]
    training: tuple[str, ...]
    pilot: tuple[str, ...]
    rest: Mapping[str, Any]

    def scheme(self, coders: tuple[str, ...]) -> Scheme:
        """Return the scheme for these coders, by id."""
        return Scheme(coders, **self.rest)


def read_toml(text: str, source: str) -> dict[str, object]:
    """Return what a file of TOML says; raises `UserError` naming the file and the line."""
    try:
        return dict(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{source} is not TOML: {error}.") from error


def asked_of(told: Mapping[str, object], source: str) -> Asked:
    """Return what is told as a plan; raises `UserError` naming the word that a plan does not know."""
    known = {each.name: _KINDS[each.type] for each in fields(Scheme) if each.name not in _LISTS}
    for key, value in told.items():
        if key in _LISTS:
            if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
                raise UserError(f"{source}: “{key}” must be a list of names.")
        elif key not in known:
            raise UserError(f"{source}: a plan has no “{key}”; it has {', '.join((*_LISTS, *known))}.")
        elif type(value) not in known[key]:
            raise UserError(f"{source}: “{key}” cannot be {value!r}.")
    coders, training, pilot = (_names(told.get(key)) for key in _LISTS)
    return Asked(coders, training, pilot, {key: told[key] for key in known if key in told})


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()
