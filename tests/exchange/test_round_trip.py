"""Export, import into an empty project with the same articles, export: the same passages, any text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import acts, articles, coders
from db.ids import new_id
from db.records import Act, Article, Change, Passage, PutPassage, SetProgress, State, Writer
from desktop.exchange.labels_import import import_labels
from tests.exchange.team import Team, begin, read_rows, same_work

PIECES = ["a", "word ", "é", "e\u0301", "🚗", "👩\u200d🚀", "\r", "\r\n", "\n", "\u2028", "\u2029", "\ufeff"]
PIECES += ["\x85", "\x0b", "שלום ", "مرحبا", "\u202e", "“", "”", '"', ",", ";", "=", "+", "-", "@", "'", "\t"]
PIECES += ["\u00a0", "(", ")", "\x00"]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(lambda pieces: "".join(pieces) + "x")
spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 60), st.sampled_from(["Anna", "Ben"]), st.booleans()),
    max_size=6,
)
notes = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Team, Team]]:
    """Two projects that get the same articles; the examples go on in them, so that old work is met again."""
    there, here = begin(tmp_path / "there"), begin(tmp_path / "here")
    with there.project, here.project:
        there.coder("Anna")
        there.coder("Ben")
        yield there, here


def code(team: Team, article: Article, marks: list[tuple[int, int, str, bool]], note: str) -> int:
    """Store passages wherever the numbers fall, for two coders, of whom Ben finishes; returns how many."""
    stored = 0
    for name in ("Anna", "Ben"):
        coder = team.project.ask(coders.find, name)
        ranges = [
            (start % len(article.text), length, unsure) for start, length, who, unsure in marks if who == name
        ]
        changes: list[Change] = [
            PutPassage(
                passage(coder.id, article, at, min(len(article.text), at + length), note, unsure=unsure)
            )
            for at, length, unsure in ranges
        ]
        stored += len(changes)
        if name == "Ben":
            changes.append(SetProgress(article.id, State.FINISHED))
        if changes:
            team.project.ask(acts.commit, Writer(coder.id), Act(new_id(), "mark", article.id, tuple(changes)))
    return stored


def passage(owner: str, article: Article, start: int, end: int, note: str, *, unsure: bool) -> Passage:
    return Passage(
        id=new_id(),
        owner=owner,
        layer="coder",
        phase="production",
        article=article.id,
        label="editorialising",
        start=start,
        end=end,
        quote=article.text[start:end],
        text_sha256=article.text_sha256,
        note=note,
        unsure=unsure,
    )


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts, marks=spans, note=notes)
def test_the_same_passages_come_out_of_the_second_project(
    pair: tuple[Team, Team], text: str, marks: list[tuple[int, int, str, bool]], note: str
) -> None:
    there, here = pair
    name = f"{len(there.project.ask(articles.all))}.txt"
    for team in pair:
        team.add(name, text)
    added = code(there, there.article(name), marks, note)
    one = there.export()
    rows = read_rows(one)
    canonical = {article.name: article.text for article in there.project.ask(articles.all)}
    for row in rows:
        if row["label"]:
            assert canonical[row["article"]][int(row["start"]) : int(row["end"])] == row["quote"]
    assert import_labels(here.project, one, add_coders=True).added == added
    assert same_work(read_rows(here.export())) == same_work(rows)
    assert not import_labels(here.project, one).changes
