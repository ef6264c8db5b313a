"""Looking for words in a project: a side file finds them, may be lost, and tells nobody's secrets."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import acts, articles, coders, log, purging
from db.errors import ProjectError
from db.ids import new_id
from db.project import Project
from db.records import ADJUDICATED, PROJECT, Act, Change, NewArticle, Passage, PutPassage, State, Writer
from db.search import PAGE, Search
from db.search_file import side_path
from db.search_records import MOST_COUNTED, Hit, Spot, Wanted, Where
from db.search_words import terms

if TYPE_CHECKING:
    from tests.db.conftest import Office, Work

Make = Callable[..., NewArticle]
GATE = "The gate closed on Monday.\nNobody at the gate said why; “we doubt it”, said the warden."
FERRY = "The ferry was late.\n\nA café by the gate 😀 stayed open: THE GATE, they say, is cursed."


@dataclass
class Reading:
    """One project with its search, and short words for looking things up in it."""

    office: "Office"
    anna: "Work"
    folder: Path
    search: Search

    @property
    def project(self) -> Project:
        return self.anna.project

    @property
    def file(self) -> Path:
        return side_path(self.folder, self.project.id, self.project.path)

    def hits(self, query: str, reader: str | None = None, **more: object) -> tuple[Hit, ...]:
        return self.search.find(Wanted(query, reader, **more)).result().hits  # type: ignore[arg-type]

    def matches(self, query: str, reader: str | None = None, **more: object) -> list[str]:
        return [hit.match for hit in self.hits(query, reader, **more)]

    def at_work(self, coder: str, name: str) -> "Work":
        known = {found.name: found for found in self.project.ask(coders.all)}
        who = known.get(coder) or self.project.ask(coders.add, coder)
        article = self.project.ask(articles.get, self.project.ask(articles.find, name).id)
        return replace(self.anna, coder=who, article=article)

    def come_back(self) -> None:
        """Leave the project and open it again."""
        self.search.close()
        self.office.reopen(self.anna)
        self.search = Search(self.project, self.folder)


@pytest.fixture
def reading(office: "Office", work: "Work", tmp_path: Path) -> Iterator[Reading]:
    office.add(work.project, "gate.txt", GATE, metadata=(("outlet", "The Gazette"),))
    office.add(work.project, "quay/ferry.txt", FERRY, metadata=(("outlet", "Le Quotidien"),))
    folder = tmp_path / "cache"
    made = Reading(office, work, folder, Search(work.project, folder))
    yield made
    made.search.close()


def in_text(project: Project, hit: Hit) -> str:
    return project.ask(articles.get, hit.article).text[hit.start : hit.end]


def test_a_word_is_found_with_what_stands_around_it_and_where(reading: Reading) -> None:
    first, second, third, fourth = reading.hits("gate")
    assert (first.title, first.left, first.match, first.right) == (
        "Title of gate.txt",
        "The ",
        "gate",
        " closed on Monday.",
    )
    assert (second.left, second.match) == ("Nobody at the ", "gate")
    assert (third.match, fourth.match, fourth.right) == ("gate", "GATE", ", they say, is cursed.")
    assert [in_text(reading.project, hit) for hit in (first, second, third, fourth)] == [
        "gate",
        "gate",
        "gate",
        "GATE",
    ]


def test_accents_capitals_and_quotation_marks_do_not_matter(reading: Reading) -> None:
    assert reading.matches("CAFE") == ["café"]
    assert reading.matches("cafe\u0301") == ["café"]
    assert reading.matches("“we doubt”") == ["we doubt"]
    assert reading.matches('"doubt we"') == []


def test_several_words_are_found_in_one_paragraph_at_their_tightest(reading: Reading) -> None:
    assert reading.matches("gate cursed") == ["GATE, they say, is cursed"]
    assert reading.matches("monday nobody") == [], "these stand in two paragraphs"


def test_a_star_stands_for_the_rest_of_longer_words(reading: Reading) -> None:
    assert reading.matches("curs") == []
    assert reading.matches("curs*") == ["cursed"]
    assert reading.matches("gat* curs*") == ["GATE, they say, is cursed"]


def test_of_several_words_each_is_told_from_the_others(reading: Reading) -> None:
    reading.office.add(
        reading.project, "roads.txt", "A road to a road to Rome, the Rome road, says the café CAFE."
    )
    assert reading.matches("rome road") == ["Rome road"]
    assert reading.matches('"road to" rome') == ["road to Rome"]
    assert reading.matches("cafe says") == ["says the café"]
    assert reading.matches("cafe café") == reading.matches("CAFE café") == ["café", "café"]


def test_what_the_index_knows_no_words_in_is_found_to_the_letter(reading: Reading) -> None:
    reading.office.add(reading.project, "kyoto.txt", "京都の門は閉まった。")
    assert reading.matches("😀") == ["😀", "😀"]
    assert reading.matches("門は") == ["門は"]
    assert reading.matches("café 😀") == ["café by the gate 😀"]
    assert reading.matches(";") == [";"]
    assert reading.matches("gate - cursed") == reading.matches("gate cursed")


HOSTILE = (
    *('"', '""', "'", "*", "--", "%", "_", "\\", "?", "+", "NEAR(", "NEAR(gate cursed, 5)", "gate OR", "AND"),
    *("NOT gate", "words:gate", "{words}:x", "gate^2", "^gate", "(gate", "gate)", "gate + cursed", "-gate"),
    *("; DROP TABLE article", "\0", "gate\0", "\ufdd0gate\ufdd1", "\ud800", "a" * 5000, '"' * 99, "😀😀"),
    *("\u202egate", "gate:", " ", "\u200d", "👨\u200d👩\u200d👧", "\n", "gate\ncursed"),
)


def test_nothing_that_can_be_typed_is_an_instruction(reading: Reading) -> None:
    for query in HOSTILE:
        for hit in reading.hits(query):
            assert in_text(reading.project, hit) == hit.match, query
    assert len(reading.hits("gate")) == 4


def test_operators_are_words(reading: Reading) -> None:
    reading.office.add(reading.project, "near.txt", "Neither near nor far, and not or.")
    assert reading.matches("NEAR(") == ["near"]
    assert reading.matches("NOT OR") == ["not or"]
    assert reading.matches("gate NOT") == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=30))
def test_any_query_is_answered_and_every_finding_stands_where_it_says(reading: Reading, query: str) -> None:
    for hit in reading.search.find(Wanted(query, None)).result().hits:
        assert in_text(reading.project, hit) == hit.match


@settings(max_examples=60, deadline=None)
@given(query=st.text(max_size=60))
def test_terms_hold_nothing_that_a_database_would_refuse(query: str) -> None:
    for term in terms(query):
        term.text.encode()
        assert "\0" not in term.text
        assert term.text.strip()


# Passages and notes


def test_passages_are_found_by_their_quotes_and_notes_by_their_words(reading: Reading) -> None:
    anna = reading.at_work("Anna", "gate.txt")
    marked = anna.mark(31, 47, "editorialising", note="Why the gate? See rule 3.")
    (quote,) = reading.hits("gate", where=Where.PASSAGE)
    assert (quote.passage, quote.label, quote.owner) == (marked.id, "editorialising", anna.coder.id)
    assert (quote.left, quote.match, quote.right[:5]) == ("Nobody at the ", "gate", " said")
    assert in_text(reading.project, quote) == "gate"
    (note,) = reading.hits("rule", where=Where.NOTE)
    assert (note.left, note.match, note.start, note.end) == ("Why the gate? See ", "rule", 31, 47)
    everywhere = reading.hits("gate")
    assert [hit.spot.where for hit in everywhere] == [
        Where.TEXT,
        Where.TEXT,
        Where.NOTE,
        Where.TEXT,
        Where.TEXT,
    ]


def test_an_act_is_found_by_the_next_question(reading: Reading) -> None:
    anna = reading.at_work("Anna", "gate.txt")
    assert reading.hits("", label="reporting") == ()
    marked = anna.mark(0, 8, "reporting")
    (found,) = reading.hits("", label="reporting")
    assert (found.match, found.passage) == (marked.quote, marked.id)
    anna.put(replace(marked, note="doubtful", unsure=True))
    assert [hit.passage for hit in reading.hits("doubtful", where=Where.NOTE)] == [marked.id]
    moved = anna.put(replace(marked, start=4, end=15, quote=GATE[4:15], note="", unsure=True))
    assert reading.matches("", unsure=True) == [moved.quote]
    assert reading.hits("doubtful") == ()
    anna.delete(moved)
    assert reading.hits("", unsure=True) == ()
    anna.undo()
    assert reading.matches("", unsure=True) == [moved.quote]


def test_filters_narrow_down_and_go_together(reading: Reading) -> None:
    anna, ben = reading.at_work("Anna", "gate.txt"), reading.at_work("Ben", "quay/ferry.txt")
    anna.mark(4, 8, "editorialising")
    anna.mark(41, 45, "reporting", unsure=True)
    ben.mark(4, 9, "editorialising")
    assert reading.matches("", label="editorialising") == ["gate", "ferry"]
    assert reading.matches("", label="editorialising", coder=ben.coder.id) == ["ferry"]
    assert reading.matches("gate", label="reporting") == ["gate"]
    assert reading.matches("gate", label="reporting", where=Where.TEXT) == ["gate"]
    assert reading.matches("", unsure=True, label="editorialising") == []
    assert len(reading.hits("gate", outlet="Le Quotidien")) == 2
    assert reading.search.outlets().result() == ("Le Quotidien", "The Gazette")


def test_progress_is_that_of_the_coder_or_for_the_lead_of_anybody(reading: Reading) -> None:
    anna = reading.at_work("Anna", "gate.txt")
    anna.set(State.FINISHED)
    reading.at_work("Ben", "quay/ferry.txt").set(State.BEGUN)
    ben = reading.at_work("Ben", "gate.txt").coder.id

    def count(reader: str | None, state: State) -> int:
        return len(reading.hits("gate", reader, progress=state))

    assert (count(None, State.FINISHED), count(None, State.BEGUN), count(None, State.NOT_BEGUN)) == (2, 2, 0)
    assert (count(ben, State.FINISHED), count(ben, State.BEGUN), count(ben, State.NOT_BEGUN)) == (0, 2, 2)
    anna.set(State.BEGUN)
    assert (count(None, State.FINISHED), count(anna.coder.id, State.BEGUN)) == (0, 2)


# Blindness


def test_a_coder_never_finds_what_others_marked_or_noted(reading: Reading) -> None:
    anna, ben = reading.at_work("Anna", "gate.txt"), reading.at_work("Ben", "gate.txt")
    anna.mark(4, 8, "editorialising", note="zebra")
    secret = ben.mark(0, 8, "reporting", note="zebra and quagga", unsure=True)
    mine = reading.hits("zebra", anna.coder.id)
    assert [hit.owner for hit in mine] == [anna.coder.id]
    for more in (
        {},
        {"where": Where.NOTE},
        {"coder": ben.coder.id},
        {"label": "reporting"},
        {"unsure": True},
    ):
        found = reading.search.find(Wanted("quagga", anna.coder.id, **more)).result()
        assert (found.hits, found.pieces) == ((), 0), more
    assert reading.hits("", anna.coder.id, coder=ben.coder.id) == ()
    (seen,) = reading.hits("quagga")
    assert seen.passage == secret.id
    assert reading.search.again(anna.coder.id, [seen.spot]).result() == ()
    assert reading.search.again(None, [seen.spot]).result() == (seen,)


def put_in_layer(work: "Work", writer: Writer, passage: Passage) -> None:
    change: Change = PutPassage(
        replace(passage, id=new_id(), owner=writer.owner, layer=writer.layer, phase=writer.phase, revision="")
    )
    work.project.ask(acts.commit, writer, Act(new_id(), "mark", work.article.id, (change,)))


def test_gold_is_the_leads_and_known_answers_are_nobodys(reading: Reading) -> None:
    anna = reading.at_work("Anna", "gate.txt")
    draft = anna.draft(4, 8, "reporting", note="zebra")
    put_in_layer(anna, Writer(anna.coder.id, ADJUDICATED), draft)
    put_in_layer(anna, Writer(PROJECT, "answer", "training"), replace(draft, note="quagga"))
    assert len(reading.hits("zebra")) == 1
    assert reading.hits("zebra", anna.coder.id) == (), "an adjudicator who codes sees no gold while coding"
    assert reading.hits("quagga") == ()


# Pages


def test_pages_give_everything_once_and_in_reading_order(reading: Reading) -> None:
    anna = reading.at_work("Anna", "gate.txt")
    for at in range(0, 40, 2):
        anna.mark(at, at + 1, "reporting", note="gate of notes")
    whole = reading.search.find(Wanted("gate", None), limit=1000).result()
    assert whole.after is None
    assert whole.pieces == len({(hit.spot.piece, hit.spot.where) for hit in whole.hits})
    assert not whole.more
    gathered: list[Hit] = []
    page = reading.search.find(Wanted("gate", None), limit=3).result()
    gathered += page.hits
    while page.after is not None:
        page = reading.search.find(Wanted("gate", None), after=page.after, limit=3).result()
        gathered += page.hits
        assert page.pieces == whole.pieces
    assert tuple(gathered) == whole.hits
    assert [hit.spot for hit in gathered] == sorted(hit.spot for hit in gathered)


def test_what_is_very_common_is_not_counted_to_the_end(reading: Reading) -> None:
    reading.office.add(
        reading.project, "long.txt", "\n".join(f"Otter {n}." for n in range(MOST_COUNTED + 50))
    )
    common = reading.search.find(Wanted("otter", None)).result()
    assert (common.pieces, common.more, len(common.hits)) == (MOST_COUNTED, False, PAGE)
    begun = reading.search.find(Wanted("ott*", None)).result()
    assert (begun.pieces, begun.more) == (PAGE, True)


def test_a_finding_can_be_asked_for_again_until_it_is_gone(reading: Reading) -> None:
    anna = reading.at_work("Anna", "gate.txt")
    marked = anna.mark(4, 8, "reporting", note="zebra")
    hits = (*reading.hits("zebra"), *reading.hits("gate", where=Where.TEXT))
    spots = [hit.spot for hit in hits]
    assert reading.search.again(None, spots).result() == hits
    anna.delete(marked)
    assert reading.search.again(None, spots).result() == hits[1:]
    assert reading.search.again(None, [Spot(1, Where.TEXT, 0, 4)]).result() == ()


# The side file


def test_the_side_file_lies_in_the_cache_and_says_nothing_in_its_name(reading: Reading) -> None:
    beside = set(reading.project.path.parent.iterdir())
    reading.hits("gate")
    assert set(reading.project.path.parent.iterdir()) - beside == {reading.folder}
    assert reading.file.exists()
    assert reading.project.id not in reading.file.name
    assert reading.project.path.stem not in reading.file.name


def test_nothing_is_written_into_the_project(reading: Reading) -> None:
    before = reading.project.ask(log.revisions)
    reading.hits("gate")
    assert reading.project.ask(log.revisions) == before


def reads(reading: Reading) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    reading.search.catch_up(lambda done, of: told.append((done, of))).result()
    return told


def test_it_is_made_once_and_then_only_followed(reading: Reading) -> None:
    assert reads(reading)[-1] == (3, 3)
    reading.come_back()
    assert reads(reading) == []
    reading.office.add(reading.project, "late.txt", "A late gate.")
    assert reads(reading) == [(3, 4), (4, 4)]
    assert reading.matches("late gate") == ["late gate"]


@pytest.mark.parametrize("mischief", ["gone", "empty", "garbage", "torn", "another", "old form"])
def test_a_side_file_that_is_lost_or_damaged_is_made_anew(reading: Reading, mischief: str) -> None:
    expected = reading.hits("gate")
    reading.search.close()
    data = reading.file.read_bytes()
    if mischief == "gone":
        reading.file.unlink()
    elif mischief == "another":
        reading.file.write_bytes(b"")
        other = sqlite3.connect(reading.file)
        other.execute("CREATE TABLE article (x)")
        other.close()
    elif mischief == "old form":
        base = sqlite3.connect(reading.file)
        base.execute("PRAGMA user_version = 999")
        base.close()
    else:
        torn = data[:4096] + bytes(len(data) - 4096)
        reading.file.write_bytes({"empty": b"", "garbage": os.urandom(9000), "torn": torn}[mischief])
    reading.come_back()
    assert reading.hits("gate") == expected


def test_damage_that_comes_to_light_later_is_mended_while_one_looks(reading: Reading) -> None:
    expected = reading.hits("gate")
    reading.search.close()
    base = sqlite3.connect(reading.file)
    base.executescript("DROP TABLE mark; DROP TABLE paragraph;")
    base.close()
    reading.come_back()
    assert reading.hits("gate") == expected


def test_deleting_it_under_an_open_search_costs_nothing(reading: Reading) -> None:
    expected = reading.hits("gate")
    shutil.rmtree(reading.folder, ignore_errors=True)
    assert reading.hits("gate") == expected
    reading.come_back()
    assert reading.hits("gate") == expected


def test_an_older_copy_of_the_project_is_not_believed_to_be_the_newer(
    reading: Reading, tmp_path: Path
) -> None:
    reading.search.close()
    reading.project.close()
    kept = reading.project.path.read_bytes()
    reading.come_back()
    anna = reading.at_work("Anna", "gate.txt")
    anna.mark(4, 8, "reporting", note="zebra")
    assert reading.hits("zebra")
    reading.search.close()
    reading.project.close()
    reading.project.path.write_bytes(kept)
    reading.come_back()
    anna = reading.at_work("Anna", "gate.txt")
    for at in range(4):
        anna.mark(at, at + 1, "reporting", note="quagga")
    assert reading.hits("zebra") == ()
    assert len(reading.hits("quagga")) == 4


def test_where_no_folder_can_be_written_it_is_made_in_memory(
    office: "Office", work: "Work", tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    for folder in (tmp_path / "cache", None):
        with Search(work.project, folder) as search:
            assert [hit.match for hit in search.find(Wanted("town", None)).result().hits] == ["town"]
    assert (tmp_path / "cache").read_text() == "a file where the folder should be"


def test_side_files_of_projects_long_left_are_tidied_away(reading: Reading) -> None:
    reading.folder.mkdir()
    old, recent, other = (reading.folder / name for name in ("a.search", "b.search", "notes.txt"))
    for path in (old, recent, other):
        path.write_text("x")
    long_ago = time.time() - 100 * 86_400
    os.utime(old, (long_ago, long_ago))
    os.utime(other, (long_ago, long_ago))
    reading.hits("gate")
    assert (old.exists(), recent.exists(), other.exists()) == (False, True, True)


# Articles that change


def test_of_an_article_only_the_newest_version_is_found(reading: Reading, make_article: Make) -> None:
    assert len(reading.hits("gate")) == 4
    corrected = make_article("gate.txt", "The gate opened.", sentences=(), zones=())
    reading.project.ask(articles.add, corrected, new_version=True)
    assert [hit.right[:7] for hit in reading.hits("gate")] == [" 😀 stay", ", they ", " opened"]


def test_metadata_set_later_is_filtered_by(reading: Reading) -> None:
    reading.hits("gate")
    gate = reading.project.ask(articles.find, "gate.txt").id
    reading.project.ask(articles.set_metadata, gate, (("outlet", "The Herald"),))
    assert len(reading.hits("gate", outlet="The Herald")) == 2
    assert reading.hits("gate", outlet="The Gazette") == ()
    assert reading.hits("gate")[0].title == "Title of gate.txt", "it stays where it was"


def test_what_was_purged_is_nowhere_in_the_side_file(reading: Reading) -> None:
    anna = reading.at_work("Anna", "gate.txt")
    anna.mark(0, 8, "reporting", note="zebra")
    assert reading.hits("nobody")
    assert reading.hits("zebra")
    reading.project.ask(purging.article, anna.article.id)
    assert reading.hits("nobody") == ()
    assert reading.hits("zebra") == ()
    assert reading.hits("ferry")
    reading.search.close()
    left = b"".join(path.read_bytes() for path in reading.folder.iterdir())
    assert b"Nobody" not in left
    assert b"zebra" not in left


# Many at once


def test_questions_are_answered_from_any_thread_while_a_coder_marks(reading: Reading) -> None:
    anna = reading.at_work("Anna", "gate.txt")
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(reading.hits, "gate", where=Where.PASSAGE) for _ in range(20)]
        for at in range(20):
            anna.mark(4, 8, f"label-{at}")
        for each in asked:
            each.result()
    assert len(reading.hits("gate", where=Where.PASSAGE)) == 20


def test_a_closed_search_says_so_and_lets_everything_go(reading: Reading) -> None:
    reading.hits("gate")
    reading.search.close()
    reading.search.close()
    with pytest.raises(ProjectError, match="closed"):
        reading.hits("gate")
    assert [path.suffix for path in reading.folder.iterdir()] == [".search"]


def test_a_project_closed_first_is_a_sentence_too(reading: Reading) -> None:
    reading.project.close()
    with pytest.raises(ProjectError, match="closed"):
        reading.hits("gate")


def test_thousands_of_passages_at_one_place_keep_apart(reading: Reading) -> None:
    anna = reading.at_work("Anna", "gate.txt")
    drafts = [anna.draft(4, 8, "reporting", note=f"zebra{at}") for at in range(4200)]
    act = Act(new_id(), "import", anna.article.id, tuple(PutPassage(draft) for draft in drafts))
    reading.project.ask(acts.commit, anna.writer, act)
    assert reading.search.find(Wanted("", None, label="reporting"), limit=5000).result().pieces == 4200
    assert len(reading.hits("zebra4199")) == 1
