"""Factiva downloads: each line of a document's frame begins with a code of two or three letters."""

import re

from desktop.articles.readers.downloads import Document, Form

_CODES = {
    "HD": "title",
    "BY": "author",
    "WC": "length",
    "PD": "date",
    "ET": "time",
    "SN": "outlet",
    "SC": "outlet_code",
    "ED": "edition",
    "PG": "page",
    "LA": "language",
    "CY": "copyright",
    "CR": "credit",
    "SE": "section",
    "CLM": "column",
    "VOL": "volume",
    "CO": "company",
    "IN": "industry",
    "NS": "subject",
    "RE": "geographic",
    "IPC": "information_code",
    "IPD": "information",
    "PUB": "publisher",
    "AN": "id",
    "CT": "contact",
    "RF": "reference",
    "ART": "graphic",
    "LP": "lead",
    "TD": "text",
}
_LINE = re.compile(rf"({'|'.join(sorted(_CODES, key=len, reverse=True))})(?:[ \t\u00a0]+(.*))?")
_FEWEST = 4


def _split_factiva(text: str) -> list[Document]:
    found: list[dict[str, list[str]]] = [{}]
    code = ""
    for line in text.split("\n"):
        known = _LINE.fullmatch(line.rstrip())
        if known:
            code = known[1]
            again = code in found[-1] and code in {"HD", "SE", "AN"}
            if again or ("AN" in found[-1] and code in {"SE", "HD", "CLM"}):
                found.append({})
            found[-1].setdefault(code, [])
            if known[2]:
                found[-1][code].append(known[2])
        elif code:
            found[-1][code].append(line)
    return [_factiva(fields) for fields in found if len(fields) >= _FEWEST and "HD" in fields]


def _factiva(fields: dict[str, list[str]]) -> Document:
    document = Document(title=" ".join(" ".join(fields.pop("HD")).split()))
    text = [*fields.pop("LP", []), "", *fields.pop("TD", [])]
    document.body = re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text)).strip("\n")
    for code, lines in fields.items():
        document.metadata[_CODES[code]] = " ".join(" ".join(lines).split()).removeprefix("Document ")
    return document


_SIGN = re.compile(
    r"(?ms)^HD(?:[ \t\u00a0].*?)?$.*^(?:LP|TD|WC|SN)(?:[ \t\u00a0]|$).*^(?:SN|SC|LA|AN|TD)(?:[ \t\u00a0]|$)"
)
FACTIVA = Form("Factiva", _SIGN, _split_factiva)
