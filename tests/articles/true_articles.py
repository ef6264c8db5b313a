"""Reads made-up articles with the truth in front of every line (see second_set/README.md)."""

from dataclasses import dataclass
from pathlib import Path

SECOND = Path(__file__).with_name("second_set")
THIRD = Path(__file__).with_name("third_set")
FOURTH = Path(__file__).with_name("fourth_set")


@dataclass(frozen=True)
class TrueComment:
    """What a reader sees of one comment."""

    author: str
    replies_to: str | None
    parent: int | None
    posted_at: str | None
    header: tuple[int, int]
    body: tuple[int, int]
    footer: tuple[int, int] | None


@dataclass(frozen=True)
class TrueArticle:
    """A text, its zones (kind, start, end) and its comments."""

    name: str
    text: str
    zones: frozenset[tuple[str, int, int]]
    comments: tuple[TrueComment, ...]


PARTS = {"header": "comment-header", "footer": "comment-footer"}


def articles_in(folder: Path) -> list[TrueArticle]:
    return [_read(path) for path in sorted(folder.glob("*.txt"))]


def _read(path: Path) -> TrueArticle:
    text = ""
    runs: list[tuple[str, str, int, int]] = []
    open_runs: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        marks, _, shown = line.partition("|")
        shown = shown.replace("\\u00a0", "\u00a0")
        start = len(text) + len(shown) - len(shown.lstrip())
        end = len(text) + len(shown.rstrip())
        text += shown + "\n"
        if not marks:
            continue
        kinds = marks.split(" ", 1)[0].split(">")
        said = marks.partition(" ")[2]
        for kind in list(open_runs):
            if kind not in [one.rstrip("+") for one in kinds]:
                del open_runs[kind]
        for kind in kinds:
            name = kind.rstrip("+")
            if name not in open_runs or kind.endswith("+") or said:
                open_runs[name] = len(runs)
                runs.append((name, said, start, end))
            else:
                place = open_runs[name]
                runs[place] = (*runs[place][:3], end)
    text = text.removesuffix("\n")
    comments = _comments(runs)
    section = [run for run in runs if run[0] in {"comment-section", "header", "comment", "footer"}]
    zones = {(PARTS.get(kind, kind), start, end) for kind, _, start, end in runs if kind != "comment-section"}
    if section:
        zones.add(("comment-section", section[0][2], section[-1][3]))
    return TrueArticle(path.stem, text, frozenset(zones), comments)


def _comments(runs: list[tuple[str, str, int, int]]) -> tuple[TrueComment, ...]:
    found = []
    for place, (kind, said, start, end) in enumerate(runs):
        if kind != "header":
            continue
        facts = dict(part.strip().split("=") for part in said.split(";"))
        following = runs[place + 1 : place + 3]
        body = next(run for run in following if run[0] == "comment")
        footer = next((run for run in following if run[0] == "footer"), None)
        found.append(
            TrueComment(
                author=facts["author"],
                replies_to=facts.get("to"),
                parent=int(facts["parent"]) if "parent" in facts else None,
                posted_at=facts.get("at"),
                header=(start, end),
                body=body[2:],
                footer=footer[2:] if footer else None,
            )
        )
    return tuple(found)
