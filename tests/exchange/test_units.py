"""`units.csv`: what each coder says of each sentence, marked and by default kept apart."""

from dataclasses import replace
from pathlib import Path

from db import acts, articles, zones
from db.ids import new_id
from db.records import Act, PutPassage, Writer, Zone
from desktop.exchange.labels_csv import ExportSettings
from desktop.exchange.labels_export import export_labels
from desktop.study import planning
from desktop.study.importing import add_articles
from tests.exchange.team import BRIDGE, Row, Team, read_rows


def units(team: Team, **wanted: str) -> list[Row]:
    export_labels(team.project, team.folder / "labels.csv", ExportSettings(), team.folder / "package")
    rows = read_rows(team.folder / "package" / "units.csv")
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


def values(rows: list[Row], column: str = "value") -> list[str]:
    return [row[column] for row in rows]


def test_each_sentence_coder_and_label_has_one_row(coded: Team) -> None:
    rows = units(coded)
    sentences = sum(len(coded.article(name).sentences) for name in ("bridge.txt", "otter.txt"))
    assert len(rows) == sentences * 2 * 3
    for row in rows:
        text = coded.article(row["article"]).text
        assert (int(row["start"]), int(row["end"])) == coded.article(row["article"]).sentences[
            int(row["sentence"]) - 1
        ]
        assert text[int(row["start"]) : int(row["end"])].strip()
        zone = "title" if row["sentence"] == "1" else "body"
        assert (row["zone"], row["counts_for"], row["phase"]) == (zone, zone, "production")


def test_a_mark_is_1_no_mark_is_0_and_unfinished_is_empty(coded: Team) -> None:
    anna = units(coded, article="bridge.txt", coder="Anna", label="editorialising")
    ben = units(coded, article="bridge.txt", coder="Ben", label="editorialising")
    assert values(anna) == ["0", "0", "0", "1", "0"]
    assert values(ben) == ["0", "0", "0", "1", "0"]
    assert set(values(units(coded, article="otter.txt", coder="Anna", label="editorialising"))) == {"0"}
    assert set(values(units(coded, article="otter.txt", coder="Ben"))) == {""}


def test_unmarked_words_count_by_default_beside_what_was_marked(coded: Team) -> None:
    ben = units(coded, article="bridge.txt", coder="Ben", label="reporting")
    assert values(ben) == ["0", "0", "0", "0", "1"]
    assert values(ben, "by_default") == ["1", "1", "1", "1", "0"]
    assert set(values(units(coded, label="editorialising", article="bridge.txt"), "by_default")) == {"0"}


def test_a_sentence_marked_but_for_its_full_stop_is_not_by_default(team: Team) -> None:
    team.mark("Anna", "bridge.txt", "editorialising", "The last rise was in 2019")
    team.finish("Anna", "bridge.txt")
    reporting = units(team, article="bridge.txt", coder="Anna", label="reporting")
    assert values(reporting, "by_default") == ["1", "1", "1", "1", "0"]


def test_what_is_edited_after_the_first_finish_changes_the_latest_columns_only(coded: Team) -> None:
    before = values(units(coded, article="bridge.txt", coder="Anna", label="editorialising"))
    coded.mark("Anna", "bridge.txt", "editorialising", "The last rise was in 2019.")
    after = units(coded, article="bridge.txt", coder="Anna", label="editorialising")
    assert values(after) == before
    assert values(after, "value_latest") == ["0", "0", "0", "1", "1"]
    coded.change("Anna", planning.reopen(coded.desk("Anna", "bridge.txt")))
    reopened = units(coded, article="bridge.txt", coder="Anna", label="editorialising")
    assert values(reopened) == before
    assert set(values(reopened, "value_latest")) == {""}


def test_an_article_set_aside_is_no_figure(coded: Team) -> None:
    coded.change("Anna", planning.set_aside(coded.desk("Anna", "bridge.txt"), "off topic"))
    assert set(values(units(coded, article="bridge.txt", coder="Anna"))) == {""}


def test_passages_accepted_from_a_program_count_for_nothing(team: Team) -> None:
    passage = team.mark("Anna", "bridge.txt", "editorialising", "Fair, one supposes")
    proposed = replace(passage, origin="proposal")
    act = Act(new_id(), "mark", passage.article, (PutPassage(proposed),))
    team.project.ask(acts.commit, Writer(passage.owner), act)
    team.finish("Anna", "bridge.txt")
    assert set(values(units(team, coder="Anna", article="bridge.txt", label="editorialising"))) == {"0"}


def test_zones_say_what_a_sentence_counts_for(team: Team) -> None:
    article = team.article("bridge.txt")
    title, quotation = BRIDGE.index("\n"), BRIDGE.index("A spokesman")
    team.project.ask(
        zones.replace,
        article.id,
        (
            Zone(article.id, "title", 0, title, "accepted"),
            Zone(article.id, "body", title + 1, len(BRIDGE) - 30, "accepted"),
            Zone(article.id, "quotation", quotation, BRIDGE.index("\nFair"), "accepted"),
            Zone(article.id, "boilerplate", 0, len(BRIDGE), "proposed"),
        ),
    )
    team.finish("Anna", "bridge.txt")
    rows = units(team, article="bridge.txt", coder="Anna", label="reporting")
    assert values(rows, "zone") == ["title", "body", "quotation", "body", ""]
    assert values(rows, "counts_for") == ["title", "body", "body quotation", "body", ""]
    assert values(rows, "by_default") == ["1", "1", "1", "1", "0"]


def test_a_flagged_duplicate_counts_for_the_duplicates_row_alone(team: Team, tmp_path: Path) -> None:
    (tmp_path / "twin.txt").write_text(BRIDGE, encoding="utf-8")
    add_articles(team.project, [tmp_path / "twin.txt"])
    assert team.project.ask(articles.find, "twin.txt").duplicate_of
    team.finish("Anna", "twin.txt")
    rows = units(team, article="twin.txt", coder="Anna", label="reporting")
    assert set(values(rows, "counts_for")) == {"duplicate"}
    assert set(values(rows, "by_default")) == {"0"}
