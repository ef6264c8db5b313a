"""What the payload of each kind of revision must look like: for those that come from outside."""

import base64
import re
from collections.abc import Callable
from typing import NamedTuple

from db.encoding import Body, unpack_spans
from db.ids import article_id
from db.records import PROJECT, State

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
_DIGEST = re.compile(r"[0-9a-f]{64}").fullmatch
MOST = 2**31
"""No number in a payload reaches this."""


class About(NamedTuple):
    """Whose revision it is, in which layer, and of what."""

    owner: str
    layer: str
    subject: str


def is_id(value: str) -> bool:
    """Return whether `value` is a UUID in its canonical form."""
    return _UUID(value) is not None


def asides(body: Body) -> tuple[tuple[str, str], ...]:
    """Return (kind, digest) of all that a payload says beside the log; the kind is also the payload's key."""
    state = body["state"]
    if not state:
        return ()
    return tuple((kind, state[kind]) for kind in _ASIDES.get(body["kind"], ()) if state[kind])


_ASIDES = {
    "passage": ("quote", "note"),
    "progress": ("reason",),
    "decision": ("note",),
    "coder": ("name",),
    "article": ("about",),
    "zones": ("details",),
}


def is_list_of_text(value: object) -> bool:
    """Return whether `value` is a list of nothing but text."""
    return type(value) is list and (not value or all(type(item) is str for item in value))


def _is_digest(value: object) -> bool:
    return value is None or (isinstance(value, str) and _DIGEST(value) is not None)


def _is_text(*values: object) -> bool:
    return all(type(value) is str for value in values)


def _is_number(*values: object) -> bool:
    return all(type(value) is int and 0 <= value < MOST for value in values)


def _is_work(about: About, body: Body, subject: str = "") -> bool:
    known = about.subject == subject if subject else _UUID(about.subject)
    return bool(known) and type(body["article"]) is type(body["phase"]) is str


def _passage(about: About, body: Body) -> bool:
    state = body["state"]
    return _is_work(about, body) and (state is None or _passage_state(state))


def _passage_state(state: Body) -> bool:
    # Nearly all that comes in passes here, so no helper is called where a look at the type will do.
    return (
        type(state["label"])
        is type(state["origin"])
        is type(state["rule"])
        is type(state["created_at"])
        is str
        and state["label"] != ""
        and type(state["start"]) is type(state["end"]) is int
        and 0 <= state["start"] < MOST > state["end"] >= 0
        and type(state["unsure"]) is bool
        and is_list_of_text(state["flags"])
        and type(state["attributes"]) is list
        and all(is_list_of_text(pair) and len(pair) == 2 for pair in state["attributes"])
        and _DIGEST(state["quote"]) is not None
        and (state["note"] is None or _DIGEST(state["note"]) is not None)
    )


def _progress(about: About, body: Body) -> bool:
    subject = f"progress/{about.owner}/{about.layer}/{body['article']}/{body['phase']}"
    state = body["state"]
    good = _is_work(about, body, subject) and (state is None or _progress_state(state))
    sealed = body.get("sealed", {})
    return good and isinstance(sealed, dict) and _is_text(*sealed.values())


def _progress_state(state: Body) -> bool:
    first = state["first_finish"]
    return (
        State(state["state"]) in State
        and _is_digest(state["reason"])
        and _is_text(state["finished_at"])
        and (first is None or (is_list_of_text(first) and len(first) == 2))
    )


def _mark(about: About, body: Body) -> bool:
    subject = f"mark/{about.owner}/{about.layer}/{body['article']}/{body['phase']}/{body['key']}"
    state = body["state"]
    return _is_work(about, body, subject) and (state is None or _is_text(state["value"]))


def _decision(about: About, body: Body) -> bool:
    state = body["state"]
    return _is_work(about, body) and (state is None or _decision_state(state))


def _decision_state(state: Body) -> bool:
    return (
        _is_number(state["start"], state["end"])
        and _is_text(state["answer"], state["reason"])
        and all(is_list_of_text(state[key]) for key in ("judged", "coders", "gold"))
        and _is_digest(state["note"])
        and isinstance(state["discuss"], bool)
    )


def _lead(about: About) -> bool:
    return bool(about.owner == about.layer == PROJECT)


def _coder(about: About, body: Body) -> bool:
    state = body["state"]
    return (
        _lead(about)
        and bool(_UUID(about.subject))
        and _is_text(state["created_at"])
        and _is_digest(state["name"])
    )


def _codebook(about: About, body: Body) -> bool:
    state = body["state"]
    return (
        _lead(about)
        and about.subject == "codebook"
        and _is_number(state["number"])
        and _is_text(state["sha256"])
    )


def _article(about: About, body: Body) -> bool:
    state = body["state"]
    spans = unpack_spans(base64.b64decode(state["sentences"], validate=True))
    keys = (
        "original_sha256",
        "reader",
        "reader_version",
        "encoding",
        "line_ends",
        "segmenter",
        "added",
        "added_at",
    )
    return (
        _lead(about)
        and about.subject == article_id(state["name"], state["text_sha256"])
        and _is_text(*(state[key] for key in keys))
        and _is_number(state["version"], state["length"])
        and _is_digest(state["about"])
        and all(end <= state["length"] for _, end in spans)
    )


def _zones(about: About, body: Body) -> bool:
    state = body["state"]
    return (
        _lead(about)
        and about.subject == f"zones/{body['article']}"
        and all(_is_text(z[0], z[1], z[4], z[5]) and _is_number(z[2], z[3]) for z in state["zones"])
        and _is_digest(state["details"])
    )


def _plan(about: About, body: Body) -> bool:
    shares = body["state"]["articles"]
    good = all(_is_text(article, phase) and _is_number(place) for article, phase, place in shares)
    return _lead(about) and about.subject == f"plan/{body['coder']}" and good


def _setting(about: About, body: Body) -> bool:
    return _lead(about) and about.subject == f"setting/{body['key']}" and _is_text(body["state"]["value"])


CHECKS: dict[str, Callable[[About, Body], bool]] = {
    "passage": _passage,
    "progress": _progress,
    "mark": _mark,
    "decision": _decision,
    "coder": _coder,
    "codebook": _codebook,
    "article": _article,
    "zones": _zones,
    "plan": _plan,
    "setting": _setting,
}
