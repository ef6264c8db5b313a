"""Put the offsets of the sample codings right, after an article or a quote in `seeds/` was changed.

In `codings.csv` and `practice.csv` the quote says what is meant. A row goes to the occurrence of its quote
that begins nearest to the row's start; a new row may leave start and end empty if its quote stands in the
article only once. Rows are then sorted, a coder's finished row last.

    python tools/build_seeds.py [FOLDER]
"""
# ruff: noqa: INP001

import csv
import io
import sys
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
Row = dict[str, str]


def occurrences(text: str, quote: str) -> list[int]:
    """List where `quote` begins in `text`, in code points; an empty quote is nowhere."""
    found = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def placed(row: Row, text: str) -> Row:
    """Return the row with the start and end of its quote; exit with a sentence if that cannot be told."""
    if not row["label"]:
        return row
    found = occurrences(text, row["quote"])
    if not found:
        sys.exit(f"{row['article']}: “{row['quote'][:60]}” is not in the article.")
    if not row["start"] and len(found) > 1:
        sys.exit(f"{row['article']}: “{row['quote'][:60]}” stands there {len(found)} times; give a start.")
    start = min(found, key=lambda at: abs(at - int(row["start"] or at)))
    return row | {"start": str(start), "end": str(start + len(row["quote"]))}


def place(row: Row) -> tuple[str, str, bool, int]:
    """Sort key: article, coder, passages before the finished row, start."""
    return row["article"], row.get("coder", ""), not row["label"], int(row["start"] or 0)


def rebuild(path: Path) -> None:
    """Write the table at `path` anew, with its offsets put right and its rows in order."""
    table = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""), strict=True)
    texts: dict[str, str] = {}
    rows = []
    for row in table:
        name = row["article"]
        if name not in texts:
            texts[name] = (path.parent / "articles" / name).read_text(encoding="utf-8")
        rows.append(placed(row, texts[name]))
    rows.sort(key=place)
    out = io.StringIO()
    writer = csv.DictWriter(out, table.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="\n")


def main() -> None:
    """Rebuild both tables of the folder named on the command line, or else of `seeds/`."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    for name in ("codings.csv", "practice.csv"):
        rebuild(folder / name)


if __name__ == "__main__":
    main()
