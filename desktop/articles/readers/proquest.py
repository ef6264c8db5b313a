"""ProQuest downloads: documents between rulers of underscores, their fields by name."""

import re

from desktop.articles.readers.downloads import Document, Form

_RULER = re.compile(r"(?m)^[ \t]*_{20,}[ \t]*$")
_FIELDS = """Title|Author|Authors|Publication info|Publication Info|Abstract|Links|Full text|Full Text|Subject
Subjects|Location|People|Company / organization|Publication title|Pages|Page|First page|Publication year
Publication date|Year|Section|Column|Publisher|Place of publication|Country of publication|Publication subject
ISSN|Source type|Language of publication|Language|Document type|ProQuest document ID|Document URL|Copyright
Last updated|Database|Dateline|Identifier / keyword|Volume|Issue|Number of pages|Edition|Credit|Illustration
Classification|Name|Business indexing term|Degree""".replace("\n", "|")
_LONGEST_FIRST = sorted(_FIELDS.split("|"), key=len, reverse=True)
_FIELD = re.compile(rf"({'|'.join(re.escape(one) for one in _LONGEST_FIRST)}):[ \t]*(.*)")
_RENAMED = {
    "publication title": "outlet",
    "publication date": "date",
    "proquest document id": "id",
    "document url": "url",
}
_NOISE = re.compile(
    r"Document \d+ of \d+|ProQuest document link|http\S+|Contact us.*|Database copyright.*|"
    r"Terms and Conditions.*|Table of contents|\d+\. .*"
)


def _split_proquest(text: str) -> list[Document]:
    found = [_proquest(chunk) for chunk in _RULER.split(text)]
    return [document for document in found if document.body.strip() or len(document.metadata) > 3]


def _proquest(chunk: str) -> Document:
    document = Document()
    fields: dict[str, list[str]] = {}
    name = ""
    for line in chunk.split("\n"):
        known = _FIELD.fullmatch(line.strip())
        if known:
            name = known[1].lower()
            fields.setdefault(name, []).append(known[2])
        elif name == "full text":
            fields[name].append(line)
        elif line.strip() and name and not _NOISE.fullmatch(line.strip()):
            fields[name].append(line.strip())
        elif line.strip() and not _NOISE.fullmatch(line.strip()):
            document.unplaced.append(line.strip())
    document.body = "\n".join(fields.pop("full text", fields.get("abstract", []))).strip("\n")
    title = " ".join(fields.pop("title", [])).strip()
    document.title = title or (document.unplaced[0] if document.unplaced else "")
    document.unplaced = [line for line in document.unplaced if line != document.title]
    for field_name, lines in fields.items():
        document.metadata[_RENAMED.get(field_name, field_name)] = " ".join(lines).strip()
    return document


PROQUEST = Form("ProQuest", _RULER, _split_proquest)
