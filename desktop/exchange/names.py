"""What coders and commenters are called in an export: their names, or pseudonyms."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from db.records import Coder

_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one export, by coder id; commenters are looked up by the name they wrote under."""

    coders: dict[str, str]
    commenters: dict[str, str]

    def coder(self, id: str) -> str:  # noqa: A002 - the word of the records
        """Return what a coder is called; an erased one goes by the id."""
        return self.coders.get(id, id)

    def commenter(self, name: str) -> str:
        """Return what a commenter is called."""
        return self.commenters.get(name, name)


def plain_names(coders: Iterable[Coder]) -> Names:
    """Return everybody's own name; a coder whose name was erased goes by the id."""
    return Names({coder.id: coder.name or coder.id for coder in coders}, {})


def pseudonyms(coders: Iterable[Coder], commenters: Iterable[str], secret: str) -> Names:
    """Return pseudonyms made with a secret that never leaves the project (HMAC-SHA-256).

    The same project gives the same pseudonyms each time; without the project file they lead back to nobody.
    """
    return Names(
        _unique("coder", [coder.id for coder in coders], secret),
        _unique("commenter", sorted(set(commenters)), secret),
    )


def _unique(kind: str, keys: list[str], secret: str) -> dict[str, str]:
    """Return one pseudonym a key, as short as keeps them apart."""
    digests = {key: _digest(kind, key, secret) for key in keys}
    length = _SHORTEST
    while len({digest[:length] for digest in digests.values()}) < len(digests):
        length += 1
    return {key: f"{kind}-{digest[:length]}" for key, digest in digests.items()}


def _digest(kind: str, key: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"{kind}:{key}".encode(), hashlib.sha256).hexdigest()
