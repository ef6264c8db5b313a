"""Nexis downloads: Nexis Uni ("End of Document") and the older text form ("3 of 25 DOCUMENTS")."""

import re

from desktop.articles.readers.downloads import Document, Form

_NEXIS_FIELD = re.compile(
    r"(Section|Length|Byline|Dateline|Highlight|Graphic|Load-Date|Language|Publication-Type|Subject|Industry|"
    r"Company|Organization|Person|Geographic|Journal Code|Series|Edition|Correction|Correction-Date|Ticker|"
    r"Document-Type|Acc-no|Copyright):?[ \t]*\u00a0[ \t\u00a0]*(.*)"
)
_NEXIS_PLAIN_FIELD = re.compile(r"(Section|Length|Byline|Dateline|Highlight|Load-Date|Language):[ \t]+(\S.*)")
_NEXIS_TAIL = re.compile(r"(?:Classification|Load-Date:|Graphic|Notes|Correction|References)[ \u00a0]*")
_NEXIS_NOISE = re.compile(r"Page[ \u00a0]\d+[ \u00a0]of[ \u00a0]\d+|Bluebook.*|\d+\.?")
_NAMES = {"load-date": "loaded", "highlight": "highlight", "publication-type": "kind"}
_MONTH = re.compile(r"\b(?:19|20)\d\d\b")


def _split_nexis_uni(text: str) -> list[Document]:
    chunks = re.split(r"(?m)^[ \t\u00a0]*End of Document[ \t\u00a0]*$", text)
    found = [_nexis_uni(chunk) for chunk in chunks]
    return [document for document in found if document.body.strip() or "length" in document.metadata]


def _nexis_uni(chunk: str) -> Document:
    lines = chunk.split("\n")
    body = next((n for n, line in enumerate(lines) if line.strip(" \u00a0\t") == "Body"), None)
    document = Document()
    if body is None:
        return document
    head = [line.strip(" \u00a0\t") for line in lines[:body] if line.strip(" \u00a0\t")]
    _nexis_head(_own_head(head), document)
    tail = _nexis_tail(lines, body + 1)
    document.body = "\n".join(lines[body + 1 : tail])
    for line in lines[tail:]:
        known = _NEXIS_FIELD.match(line.strip()) or _NEXIS_PLAIN_FIELD.match(line.strip())
        if known:
            name = known[1].lower()
            document.metadata[_NAMES.get(name, name)] = known[2]
    return document


def _own_head(head: list[str]) -> list[str]:
    """Leave out what stands before the document itself: a cover page with the list of all documents."""
    fields = [n for n, line in enumerate(head) if _NEXIS_FIELD.match(line) or _NEXIS_PLAIN_FIELD.match(line)]
    if not fields or fields[0] <= 6:
        return head
    return head[max(0, fields[0] - 4) :]


def _nexis_head(head: list[str], document: Document) -> None:
    """Read title, outlet and date, which stand in this order, and the fields below them."""
    loose = []
    for line in head:
        known = _NEXIS_FIELD.match(line) or _NEXIS_PLAIN_FIELD.match(line)
        if known:
            name = known[1].lower()
            document.metadata[{"byline": "author"}.get(name, name)] = known[2]
        elif line.startswith("Copyright"):
            document.metadata["copyright"] = line
        elif not _NEXIS_NOISE.fullmatch(line):
            loose.append(line)
    for name, place in (("title", 0), ("outlet", 1), ("date", 2)):
        if len(loose) > place:
            document.metadata[name] = loose[place]
    document.title = document.metadata.pop("title", "")
    if len(loose) > 2 and not _MONTH.search(loose[2]):
        document.unplaced.append(document.metadata.pop("date"))
    document.unplaced += [line for line in loose[3:] if line != "All Rights Reserved"]


def _nexis_tail(lines: list[str], start: int) -> int:
    """Give the line at which a document's own lines about itself begin, below its text."""
    for number in range(len(lines) - 1, start - 1, -1):
        line = lines[number].strip(" \u00a0\t")
        if line == "Classification":
            return number
    for number in range(start, len(lines)):
        if _NEXIS_TAIL.match(lines[number].strip()) and lines[number].strip().startswith("Load-Date:"):
            return number
    return len(lines)


_OLD_START = re.compile(r"(?m)^[ \t]*(?:Document )?\d+ of \d+ DOCUMENTS?[ \t]*$")
_OLD_FIELD = re.compile(r"([A-Z][A-Z-]{2,24}): *(.*)")
_OLD_TAIL = frozenset(
    {
        *("LOAD-DATE", "LANGUAGE", "GRAPHIC", "PUBLICATION-TYPE", "DOCUMENT-TYPE", "SUBJECT", "JOURNAL-CODE"),
        *(
            "NOTES",
            "CORRECTION",
            "COMPANY",
            "GEOGRAPHIC",
            "PERSON",
            "ORGANIZATION",
            "INDUSTRY",
            "TICKER",
            "ACC-NO",
        ),
    }
)
_WRAPPED = 84


def _split_old_nexis(text: str) -> list[Document]:
    return [_old_nexis(chunk) for chunk in _OLD_START.split(text)[1:]]


def _old_nexis(chunk: str) -> Document:
    document = Document()
    paragraphs = [part for part in re.split(r"\n[ \t]*\n+", chunk.strip("\n")) if part.strip()]
    loose: list[str] = []
    body: list[str] = []
    for part in paragraphs:
        known = _OLD_FIELD.match(part.strip())
        name = known[1] if known else ""
        said = " ".join((known[2] + part.strip()[known.end() :]).split()) if known else ""
        if known and (not body or name in _OLD_TAIL):
            document.metadata[{"byline": "author", "load-date": "loaded"}.get(name.lower(), name.lower())] = (
                said
            )
        elif part.strip().startswith("Copyright") and len(part) < 400:
            document.metadata["copyright"] = " ".join(part.split())
        elif "length" in document.metadata or "body" in document.metadata:
            body.append(_unwrapped(part))
        else:
            loose.append(" ".join(part.split()))
    _old_head(loose, document)
    document.body = "\n\n".join(body)
    return document


def _old_head(loose: list[str], document: Document) -> None:
    document.title = document.metadata.pop("headline", "")
    for name in ("outlet", "date"):
        if loose and (name != "date" or _MONTH.search(loose[0])):
            document.metadata[name] = loose.pop(0)
    if not document.title and loose:
        document.title = loose.pop(0)
    document.unplaced += loose


def _unwrapped(paragraph: str) -> str:
    """Join the lines of a paragraph that was broken at the edge of a page of 80 signs."""
    lines = [line.strip() for line in paragraph.split("\n")]
    wrapped = (
        len(lines) > 1 and all(len(line) <= _WRAPPED for line in lines) and len(lines[0]) > _WRAPPED // 2
    )
    return " ".join(lines) if wrapped else "\n".join(lines)


NEXIS_UNI = Form("Nexis Uni", re.compile(r"(?m)^[ \t\u00a0]*End of Document[ \t\u00a0]*$"), _split_nexis_uni)
OLD_NEXIS = Form("Nexis", _OLD_START, _split_old_nexis)
