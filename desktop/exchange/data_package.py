"""A folder from which every figure can be computed again: tables, codebook, texts, and what describes them.

`datapackage.json` follows Frictionless Data Package v1: each table with its schema, types, bytes and hash.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from desktop.exchange import schema
from desktop.exchange.csv_out import Flavour
from desktop.exchange.labels_csv import ExportSettings, labels_table, names_for
from desktop.exchange.snapshot import Snapshot
from desktop.exchange.tables import Table, tables
from desktop.exchange.texts import FOLDER, text_files
from desktop.study.listing import ListedComment

DESCRIPTION = "datapackage.json"
NAME = "pressmark-labels"


def package(
    snapshot: Snapshot, settings: ExportSettings, comments: Sequence[ListedComment]
) -> dict[str, bytes]:
    """Return the files of a package by their path in it, with / between folders."""
    names = names_for(snapshot, settings)
    labels = Table(
        "labels", "Passages and finished articles", schema.LABELS, labels_table(snapshot, settings)
    )
    every = (labels, *tables(snapshot, names, settings, comments))
    files = {f"{table.name}.csv": table.content for table in every}
    texts = _texts(snapshot) if settings.texts else {}
    books = _codebooks(snapshot)
    files |= books | texts
    resources = [_table_resource(table, settings.flavour) for table in every]
    resources += [_file_resource(path, books[path]) for path in books]
    if texts:
        resources.append(_texts_resource(sorted(texts)))
    files[DESCRIPTION] = _description(resources)
    return files


def _texts(snapshot: Snapshot) -> dict[str, bytes]:
    paths = text_files(snapshot.articles.values())
    return {path: snapshot.articles[id_].text.encode() for id_, path in paths.items()}


def _codebooks(snapshot: Snapshot) -> dict[str, bytes]:
    """Return the codebook in force as `codebook.md`, and every earlier version beside it."""
    if snapshot.current is None:
        return {}
    earlier = {
        f"codebook-{version.number}-{version.sha256[:12]}.md": version.text.encode()
        for version in snapshot.codebooks
        if version.sha256 != snapshot.current.sha256
    }
    return {"codebook.md": snapshot.current.text.encode(), **earlier}


def _table_resource(table: Table, flavour: Flavour) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        **_file_resource(f"{table.name}.csv", table.content),
        "title": table.title,
        "mediatype": "text/csv",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": flavour.line_end,
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": {"fields": [field.as_json() for field in table.fields], "missingValues": [""]},
    }


def _file_resource(path: str, content: bytes) -> dict[str, Any]:
    return {
        "name": PurePosixPath(path).stem,
        "path": path,
        "format": PurePosixPath(path).suffix[1:],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _texts_resource(paths: list[str]) -> dict[str, Any]:
    return {
        "name": "texts",
        "title": "The canonical texts that all offsets count in; their hashes stand in articles.csv",
        "path": paths,
        "format": "txt",
        "mediatype": "text/plain",
        "encoding": "utf-8",
    }


def _description(resources: list[dict[str, Any]]) -> bytes:
    document = {
        "profile": "data-package",
        "name": NAME,
        "title": "Codings of news articles",
        "description": (
            "Offsets are half-open ranges of code points into the canonical texts. A row of labels.csv with "
            "empty label, start and end says that the coder finished the article. Agreement is computed from "
            "finished articles as they were at first finish: first_finish.csv, or units.csv by sentence."
        ),
        "resources": resources,
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def left_over(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Return the texts that an earlier export of ours left in `folder` and this one does not write."""
    try:
        before = json.loads((folder / DESCRIPTION).read_bytes())
        listed = [
            path
            for resource in before["resources"]
            if before["name"] == NAME and resource["name"] == "texts"
            for path in resource["path"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    plain = [PurePosixPath(path) for path in listed if isinstance(path, str)]
    ours = [path for path in plain if path.parent == PurePosixPath(FOLDER) and path.suffix == ".txt"]
    return [folder / FOLDER / path.name for path in ours if str(path) not in files]
