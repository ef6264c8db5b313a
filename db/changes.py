"""Each change of an act as one revision: checked against the text, with parents and full next state."""

import json
from dataclasses import dataclass, replace

from db import asides, heads, log, progress
from db.encoding import Body
from db.errors import NotFoundError, ProjectError
from db.log import Entry
from db.passages import article_of
from db.records import (
    Act,
    Change,
    Decision,
    DeleteDecision,
    DeletePassage,
    MarkArticle,
    Passage,
    Progress,
    PutDecision,
    PutPassage,
    Revision,
    SetProgress,
    State,
    Writer,
)
from db.session import Session
from db.writing import record


@dataclass(frozen=True, slots=True)
class Context:
    """The act that a change belongs to, and when and by whom it is stored."""

    session: Session
    writer: Writer
    act: Act
    time: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Done:
    """What one change left behind; label and quote tell the undo menu what it was about."""

    passage: Passage | None = None
    deleted: str = ""
    progress: Progress | None = None
    label: str = ""
    quote: str = ""


def store(context: Context, change: Change, *, first: bool) -> Done:
    """Store one change; the first one of an act bears the act's id, so that a retry finds it."""
    identity = context.act.id if first else context.session.new_id()
    match change:
        case PutPassage(passage):
            return _put(context, passage, identity)
        case DeletePassage(target):
            return _delete(context, target, identity)
        case SetProgress():
            return _set_progress(context, change, identity)
        case MarkArticle():
            return _mark_article(context, change, identity)
        case PutDecision(decision):
            return _put_decision(context, decision, identity)
        case DeleteDecision():
            return _decide(context, identity, (change.id, change.article, context.writer.phase), None)


def _record(
    context: Context,
    identity: str,
    subject: str,
    body: Body,
    ties: tuple[str, str],
    known: dict[str, str] | None = None,
) -> Revision:
    """Write one revision of the act; `ties` are the text hash and the codebook version it refers to."""
    active_ms = context.act.active_ms if identity == context.act.id else 0
    body["act"] = context.act.id
    entry = Entry(context.act.verb, subject, body, context.time, *ties, active_ms, identity, context.purpose)
    return record(context.session, context.writer, entry, known)


def _put(context: Context, passage: Passage, identity: str) -> Done:
    session = context.session
    _check_passage(context, passage)
    before = session.connection.execute(
        "SELECT owner, layer, heads, deleted, quote, note, created_at, revision FROM passage"
        " WHERE article = ? AND id = ?",
        (passage.article, passage.id),
    ).fetchone()
    if before is None and article_of(session, passage.id):
        raise ProjectError(f"The passage “{passage.id}” lies in another article; passages never move.")
    if before and before[:2] != (context.writer.owner, context.writer.layer):
        raise ProjectError(f"The passage “{passage.id}” is not {context.writer.owner}'s to change.")
    parents = _parents(session, passage.id, before[2], before[7]) if before else []
    digests = _digests(session, passage, before)
    created_at = (before[6] if before else "") or passage.created_at or context.time
    codebook = passage.codebook or session.codebook()
    body: Body = {
        "kind": "passage",
        "article": passage.article,
        "phase": passage.phase,
        "parents": parents,
        "state": _state(passage, digests, created_at),
    }
    known = {
        digest: text for digest, text in zip(digests, (passage.quote, passage.note), strict=True) if digest
    }
    revision = _record(context, identity, passage.id, body, (passage.text_sha256, codebook), known)
    stored = replace(
        passage,
        attributes=tuple(sorted(passage.attributes)),
        codebook=codebook,
        created_at=created_at,
        updated_at=context.time,
        revision=revision.id,
    )
    return Done(passage=stored, label=passage.label, quote=passage.quote)


def _check_passage(context: Context, passage: Passage) -> None:
    writer, place = context.writer, f"{passage.start}-{passage.end}"
    if (passage.owner, passage.layer, passage.phase) != (writer.owner, writer.layer, writer.phase):
        raise ProjectError(
            f"The passage at {place} does not belong to who stores it, in this layer and phase."
        )
    if not passage.id or not passage.label:
        raise ProjectError(f"The passage at {place} needs an id and a label.")
    sha256, text = context.session.text_of(passage.article)
    if passage.text_sha256 != sha256:
        raise ProjectError(f"The passage at {place} was marked in another text than this article's.")
    if not 0 <= passage.start < passage.end <= len(text):
        raise ProjectError(f"The passage at {place} does not lie in the text of {len(text)} characters.")
    if text[passage.start : passage.end] != passage.quote:
        raise ProjectError(f"The quote of the passage at {place} is not what stands there.")


def _parents(session: Session, subject: str, count: int, revision: str) -> list[str]:
    return [revision] if count == 1 else heads.ids(session, subject)


def _digests(
    session: Session, passage: Passage, before: tuple[object, ...] | None
) -> tuple[str | None, str | None]:
    """Return the digests of quote and note, those of the former state where they say the same."""
    state = None
    if before and not before[3] and (passage.quote == before[4] or passage.note == before[5]):
        former = log.find(session, str(before[7]))
        state = Body(json.loads(former.payload)["state"]) if former else None
    quote, note = (state["quote"], state["note"]) if state and before else (None, None)
    if not (quote and before and passage.quote == before[4]):
        quote = asides.keep(session, asides.QUOTE, passage.article, passage.quote)
    if not (note and before and passage.note == before[5]):
        note = asides.keep(session, asides.NOTE, passage.article, passage.note)
    return quote, note


def _state(passage: Passage, digests: tuple[str | None, str | None], created_at: str) -> Body:
    return {
        "label": passage.label,
        "start": passage.start,
        "end": passage.end,
        "quote": digests[0],
        "note": digests[1],
        "origin": passage.origin,
        "unsure": passage.unsure,
        "flags": passage.flags,
        "attributes": sorted(passage.attributes),
        "rule": passage.rule,
        "created_at": created_at,
    }


def _delete(context: Context, target: str, identity: str) -> Done:
    session, writer = context.session, context.writer
    before = session.connection.execute(
        "SELECT article, phase, text_sha256, codebook, label, quote, heads, revision FROM passage"
        " WHERE article = ? AND id = ? AND deleted = 0 AND owner = ? AND layer = ?",
        (article_of(session, target), target, writer.owner, writer.layer),
    ).fetchone()
    if before is None:
        raise NotFoundError(f"No passage of this coder has the id “{target}”.")
    article, phase, sha256, codebook, label, quote, count, revision = before
    parents = _parents(session, target, count, revision)
    body = {"kind": "passage", "article": article, "phase": phase, "parents": parents, "state": None}
    _record(context, identity, target, body, (sha256, codebook))
    return Done(deleted=target, label=label, quote=quote)


def _set_progress(context: Context, change: SetProgress, identity: str) -> Done:
    session, writer = context.session, context.writer
    sha256, _ = session.text_of(change.article)
    subject = f"progress/{writer.owner}/{writer.layer}/{change.article}/{writer.phase}"
    standing = heads.of_subject(session, subject)
    former = (standing[0].body["state"] if standing else None) or {"first_finish": None, "finished_at": ""}
    finishing = change.state is State.FINISHED
    body: Body = {
        "kind": "progress",
        "article": change.article,
        "phase": writer.phase,
        "parents": [head.revision.id for head in standing],
        "state": {
            "state": change.state.value,
            "reason": asides.keep(session, asides.REASON, change.article, change.reason),
            "first_finish": former["first_finish"] or ([context.time, identity] if finishing else None),
            "finished_at": context.time if finishing else former["finished_at"],
        },
    }
    if finishing:
        body["sealed"] = _live(session, writer, change.article)
    _record(context, identity, subject, body, (sha256, session.codebook()))
    return Done(progress=progress.of(session, writer.owner, change.article, writer.phase))


def _live(session: Session, writer: Writer, article: str) -> dict[str, str]:
    """Return the live passages of the writer in an article, by id, each with the revision that stands."""
    rows = session.connection.execute(
        "SELECT id, revision FROM passage WHERE article = ? AND owner = ? AND layer = ? AND phase = ?"
        " AND deleted = 0",
        (article, writer.owner, writer.layer, writer.phase),
    )
    return dict(rows.fetchall())


def _mark_article(context: Context, change: MarkArticle, identity: str) -> Done:
    session, writer = context.session, context.writer
    sha256, _ = session.text_of(change.article)
    subject = f"mark/{writer.owner}/{writer.layer}/{change.article}/{writer.phase}/{change.key}"
    body = {
        "kind": "mark",
        "article": change.article,
        "phase": writer.phase,
        "key": change.key,
        "parents": heads.ids(session, subject),
        "state": {"value": change.value},
    }
    _record(context, identity, subject, body, (sha256, session.codebook()))
    return Done()


def _put_decision(context: Context, decision: Decision, identity: str) -> Done:
    session, writer = context.session, context.writer
    place = f"{decision.start}-{decision.end}"
    if (decision.owner, decision.phase) != (writer.owner, writer.phase) or not decision.id:
        raise ProjectError(f"The decision at {place} does not belong to who stores it, in this phase.")
    _, text = session.text_of(decision.article)
    if not 0 <= decision.start < decision.end <= len(text):
        raise ProjectError(f"The decision at {place} does not lie in the text of {len(text)} characters.")
    state = {
        "start": decision.start,
        "end": decision.end,
        "answer": decision.answer,
        "judged": sorted(decision.judged),
        "coders": sorted(decision.coders),
        "gold": sorted(decision.gold),
        "reason": decision.reason,
        "note": asides.keep(session, asides.NOTE, decision.article, decision.note),
        "discuss": decision.discuss,
    }
    return _decide(context, identity, (decision.id, decision.article, decision.phase), state)


def _decide(context: Context, identity: str, place: tuple[str, str, str], state: Body | None) -> Done:
    session, (subject, article, phase) = context.session, place
    standing = heads.of_subject(session, subject)
    mine = (context.writer.owner, context.writer.layer, article)
    if any((head.revision.owner, head.revision.layer, head.body["article"]) != mine for head in standing):
        raise ProjectError(f"The decision “{subject}” is not {context.writer.owner}'s to change.")
    body: Body = {
        "kind": "decision",
        "article": article,
        "phase": phase,
        "parents": [head.revision.id for head in standing],
        "state": state,
    }
    sha256, _ = session.text_of(article)
    _record(context, identity, subject, body, (sha256, session.codebook()))
    return Done()
