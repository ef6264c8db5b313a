"""Articles: canonical text and original bytes, stored once per hash, never changed."""

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from db import asides, heads, zones
from db.encoding import Body, bytes_sha256, canonical_json, pack_spans, text_sha256, unpack_spans
from db.errors import ConflictError, NotFoundError, NotSavedError, ProjectError
from db.ids import article_id
from db.records import Added, Article, ArticleSummary, NewArticle, Pairs
from db.session import Session
from db.writing import IN_A_KIT, record_lead


def _is_current(alias: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM article AS newer WHERE newer.name = {alias}.name"
        f" AND (newer.version, newer.added) > ({alias}.version, {alias}.added))"
    )


_ALIKE = 6
"""How many articles that a short name may mean are looked up, to say so."""
_ROW = "id, name, title, length, text_sha256, version, zones, comments, added_at"
_SUMMARY = (
    "id, name, title, length, text_sha256, version,"
    " (SELECT twin.id FROM article AS twin WHERE twin.text_sha256 = article.text_sha256"
    f" AND twin.added < article.added AND {_is_current('twin')} ORDER BY twin.added LIMIT 1),"
    " zones, comments, added_at, metadata"
)
_ARTICLE = (
    "id, name, title, content, text_sha256, original_sha256, version, reader, reader_version, encoding,"
    " line_ends, segmenter, sentences, metadata, notices"
)


def summaries(session: Session) -> tuple[ArticleSummary, ...]:
    """Return the newest version of every article, by name."""
    # Read once as they lie: to look each up through the indexes takes many times longer.
    rows = session.connection.execute(f"SELECT added, {_ROW}, metadata FROM article NOT INDEXED").fetchall()
    newest: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        other = newest.get(row[2])
        if other is None or (row[6], row[0]) > (other[6], other[0]):
            newest[row[2]] = row
    first: dict[str, tuple[str, str]] = {}
    for added, identity, _, _, _, text, *_ in newest.values():
        first[text] = min(first.get(text, (added, identity)), (added, identity))
    return tuple(_summary(newest[name], first) for name in sorted(newest))


def _summary(row: tuple[Any, ...], first: Mapping[str, tuple[str, str]]) -> ArticleSummary:
    """Return a summary; `first` says for each text which article held it first."""
    added, text = row[0], row[5]
    twin = first[text][1] if first[text][0] < added else None
    return ArticleSummary(*(*row[1:7], twin, *row[7:10], _pairs(row[10])))


def some(session: Session, ids: Sequence[str]) -> tuple[ArticleSummary, ...]:
    """Return the summaries of these articles, in this order; unknown ones are left out."""
    found = {each.id: each for each in _summaries(session, f"id IN ({', '.join('?' * len(ids))})", *ids)}
    return tuple(found[identity] for identity in ids if identity in found)


def find(session: Session, name_or_id: str) -> ArticleSummary:
    """Return the one article with this id, name, file name, or file name without its suffix.

    A name means the newest version. NotFoundError for none, ConflictError for several.
    """
    known = _summaries(session, f"id = ? OR (name = ? AND {_is_current('article')})", name_or_id, name_or_id)
    if not known:
        listed = session.connection.execute("SELECT name FROM article GROUP BY name ORDER BY name")
        alike = [name for (name,) in listed if _answers_to(name, name_or_id)][:_ALIKE]
        wanted = f"name IN ({', '.join('?' * len(alike))}) AND {_is_current('article')} ORDER BY name"
        known = _summaries(session, wanted, *alike)
    if not known:
        raise NotFoundError(f"No article called “{name_or_id}” is in the project.")
    if len(known) > 1:
        names = ", ".join(f"“{item.name}”" for item in known[:5])
        raise ConflictError(f"“{name_or_id}” may mean several articles ({names}); give the whole name.")
    return known[0]


def _answers_to(name: str, given: str) -> bool:
    last = name.rpartition("/")[2]
    return bool(given) and given in (last, last.rpartition(".")[0], name.rpartition(".")[0])


def get(session: Session, identity: str) -> Article:
    """Return an article with its text; NotFoundError, or ProjectError where the text was purged."""
    session.text_of(identity)
    row = session.connection.execute(
        f"SELECT {_ARTICLE} FROM article JOIN text ON text.sha256 = text_sha256 WHERE id = ?", (identity,)
    ).fetchone()
    return _read(row)


def all(session: Session) -> tuple[Article, ...]:  # noqa: A001 - read as articles.all
    """Return every version of every article whose text was not purged, in one query, by name and version."""
    rows = session.connection.execute(
        f"SELECT {_ARTICLE} FROM article JOIN text ON text.sha256 = text_sha256"
        " WHERE purged = 0 ORDER BY name, version, added"
    )
    return tuple(_read(row) for row in rows)


def versions(session: Session) -> tuple[str, ...]:
    """Return the ids of every version of every article whose text was not purged, by name and version."""
    rows = session.connection.execute("SELECT id FROM article WHERE purged = 0 ORDER BY name, version, added")
    return tuple(row[0] for row in rows)


def original(session: Session, identity: str) -> bytes:
    """Return the bytes of the file the article was read from, as they were."""
    row = session.connection.execute(
        "SELECT CASE purged WHEN 0 THEN content END"
        " FROM article JOIN original ON original.sha256 = original_sha256 WHERE id = ?",
        (identity,),
    ).fetchone()
    if row is None:
        raise NotFoundError(f"No article with the id “{identity}” is in the project.")
    if row[0] is None:
        raise ProjectError(f"The original of the article “{identity}” was purged.")
    return bytes(row[0])


def set_metadata(session: Session, identity: str, pairs: Pairs, title: str | None = None) -> ArticleSummary:
    """Replace what is known of an article (outlet, date, …), and its title if one is given."""
    with session.write():
        head = heads.of_subject(session, identity)
        if not head or head[0].body["kind"] != "article":
            raise NotFoundError(f"No article with the id “{identity}” is in the project.")
        state = head[0].body["state"]
        about = json.loads(asides.read(session, state["about"]) or '{"title":"","notices":[]}')
        digest = _about(session, identity, title or about["title"], pairs, about["notices"])
        body: Body = {"kind": "article", "state": {**state, "about": digest}}
        record_lead(session, "article-metadata", identity, body, state["text_sha256"])
    return _summaries(session, "id = ?", identity)[0]


def add(session: Session, new: NewArticle, new_version: bool = False) -> Added:
    """Add an article and its zones; what is here already under that name is left alone.

    ConflictError where the name stands for another text and `new_version` is not set; ProjectError where
    sentences or zones do not lie inside the text.
    """
    with session.write():
        return _add(session, new, new_version=new_version)


def add_many(
    session: Session, many: Sequence[NewArticle], new_version: bool = False
) -> tuple[Added | ProjectError, ...]:
    """Add articles in one transaction, as `add` does each; what does not fit is left out, with its error.

    Where the transaction itself fails, none of them is added, and its error is raised.
    """
    with session.write():
        return tuple(_add_or_say(session, new, new_version=new_version) for new in many)


def _add_or_say(session: Session, new: NewArticle, *, new_version: bool) -> Added | ProjectError:
    try:
        return _add(session, new, new_version=new_version)
    except NotSavedError:
        raise
    except ProjectError as error:  # raised before anything of this article was written
        return error


def _add(session: Session, new: NewArticle, *, new_version: bool) -> Added:
    sha256, sentences = _checked(new)
    newest = session.connection.execute(
        f"SELECT id, text_sha256, version FROM article WHERE name = ? AND {_is_current('article')}",
        (new.name,),
    ).fetchone()
    if newest and newest[1] == sha256:
        return _added(session, newest[0], "already here")
    if newest and not new_version:
        raise ConflictError(
            f"“{new.name}” is already in the project with another text; add it as a new version to keep both."
        )
    if session.kit:
        raise ProjectError(IN_A_KIT)
    identity = article_id(new.name, sha256)
    version = new.version or (newest[2] + 1 if newest else 1)
    _store(session, identity, new, (sha256, sentences), version=version)
    return _added(session, identity, "new version" if newest else "added")


def _added(session: Session, identity: str, outcome: str) -> Added:
    summary = _summaries(session, "id = ?", identity)[0]
    return Added(summary.id, summary.name, outcome, summary.duplicate_of)


def _checked(new: NewArticle) -> tuple[str, str]:
    """Return the text's hash and the packed sentences; ProjectError before anything is written."""
    if not new.name:
        raise ProjectError("An article needs a name.")
    try:
        sha256 = text_sha256(new.text)
    except UnicodeEncodeError as error:
        raise ProjectError(f"The text of “{new.name}” holds a lone surrogate at {error.start}.") from error
    if any(end > len(new.text) for _, end in new.sentences):
        raise ProjectError(f"A sentence of “{new.name}” ends after the text.")
    zones.check(new.zones, len(new.text))
    try:
        return sha256, base64.b64encode(pack_spans(new.sentences)).decode()
    except ValueError as error:
        raise ProjectError(f"The sentences of “{new.name}” are not in order: {error}.") from error


def _store(
    session: Session, identity: str, new: NewArticle, checked: tuple[str, str], *, version: int
) -> None:
    sha256, sentences = checked
    original = bytes_sha256(new.original)
    # A text that was purged comes back under another name; under the old one it stays purged.
    session.connection.execute(
        "INSERT INTO text (sha256, content) VALUES (?, ?)"
        " ON CONFLICT (sha256) DO UPDATE SET content = excluded.content",
        (sha256, new.text),
    )
    session.connection.execute(
        "INSERT INTO original (sha256, content) VALUES (?, ?)"
        " ON CONFLICT (sha256) DO UPDATE SET content = excluded.content",
        (original, new.original),
    )
    state = {
        "name": new.name,
        "version": version,
        "length": len(new.text),
        "text_sha256": sha256,
        "original_sha256": original,
        "reader": new.reader,
        "reader_version": new.reader_version,
        "encoding": new.encoding,
        "line_ends": new.line_ends,
        "segmenter": new.segmenter,
        "sentences": sentences,
        "about": _about(session, identity, new.title, new.metadata, new.notices),
        "purged": 0,
        "added": session.new_id(),
        "added_at": session.now(),
    }
    record_lead(session, "article-add", identity, {"kind": "article", "state": state}, sha256)
    if new.zones:
        zones.write(session, identity, new.zones, verb="zones-add")


def _about(
    session: Session, identity: str, title: str, metadata: Pairs, notices: Iterable[str]
) -> str | None:
    content = {"title": title, "metadata": sorted(metadata), "notices": list(notices)}
    return asides.keep(session, asides.ABOUT, identity, canonical_json(content))


def _summaries(session: Session, where: str, *values: str) -> tuple[ArticleSummary, ...]:
    rows = session.connection.execute(f"SELECT {_SUMMARY} FROM article WHERE {where}", values)
    return tuple(ArticleSummary(*(*row, _pairs(metadata))) for *row, metadata in rows)


def _read(row: tuple[Any, ...]) -> Article:
    values = list(row)
    values[12:] = unpack_spans(row[12]), _pairs(row[13]), tuple(json.loads(row[14]))
    return Article(*values)


def _pairs(stored: str) -> Pairs:
    return tuple((key, value) for key, value in json.loads(stored))
