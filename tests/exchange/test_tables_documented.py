"""docs/tables.md and the real tables say the same."""

import re
from pathlib import Path

import pytest

from desktop.exchange import schema
from desktop.exchange.schema import Field

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tables.md"
TABLES = {
    "labels.csv": schema.LABELS,
    "first_finish.csv": schema.FIRST_FINISH,
    "units.csv": schema.UNITS,
    "decisions.csv": schema.DECISIONS,
    "articles.csv": schema.ARTICLES,
    "progress.csv": schema.PROGRESS,
    "zones.csv": schema.ZONES,
    "comments.csv": schema.COMMENTS,
}


def sections() -> dict[str, str]:
    parts = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_table_has_its_section() -> None:
    assert list(sections()) == list(TABLES)


@pytest.mark.parametrize(("name", "fields"), TABLES.items())
def test_every_column_is_explained_in_order(name: str, fields: tuple[Field, ...]) -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", sections()[name], re.MULTILINE)
    assert rows == [(field.name, field.type, field.description) for field in fields]
