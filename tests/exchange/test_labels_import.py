"""Codings made elsewhere come in whole, exactly as given, or not at all."""

import csv
from pathlib import Path

import pytest

from db import acts, coders, passages, progress
from db.ids import new_id
from db.records import Act, DeletePassage, State, Writer
from desktop.errors import UserError
from desktop.exchange.csv_out import EXCEL
from desktop.exchange.labels_csv import ExportSettings
from desktop.exchange.labels_import import LabelsReport, import_labels
from tests.exchange.team import BRIDGE, OTTER, Team, begin, marked, read_rows

AT = BRIDGE.index("Fair, one supposes")
GOOD = f"bridge.txt,Anna,editorialising,{AT},{AT + 18}"
NEEDED = "article,coder,label,start,end"


def take(
    team: Team, *lines: str, header: str = NEEDED, add_coders: bool = False, dry_run: bool = False
) -> LabelsReport:
    path = team.folder / "in.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8", newline="")
    return import_labels(team.project, path, add_coders=add_coders, dry_run=dry_run)


def states(team: Team) -> dict[tuple[str, str], State]:
    names = {coder.id: coder.name for coder in team.project.ask(coders.all)}
    titles = {team.article(name).id: name for name in ("bridge.txt", "otter.txt")}
    return {(names[p.coder] or "", titles[p.article]): p.state for p in team.project.ask(progress.all)}


def test_five_columns_are_enough_and_the_quote_comes_from_the_text(team: Team) -> None:
    report = take(team, GOOD)
    (passage,) = team.project.ask(passages.all)
    assert (passage.start, passage.end, passage.quote) == (AT, AT + 18, "Fair, one supposes")
    assert (passage.origin, passage.phase, passage.codebook) == (
        "imported",
        "production",
        team.desk("Anna", "bridge.txt").codebook.sha256,
    )
    assert (report.added, report.finished, report.remarks) == (1, 0, ())
    assert states(team) == {("Anna", "bridge.txt"): State.BEGUN}


def test_a_row_without_label_finishes_an_article_in_which_nothing_was_found(team: Team) -> None:
    report = take(team, GOOD, "otter.txt,Ben,,,", "bridge.txt,Anna,,,")
    assert report.finished == 2
    assert states(team) == {("Anna", "bridge.txt"): State.FINISHED, ("Ben", "otter.txt"): State.FINISHED}
    (anna, _) = team.project.ask(progress.finished, phase=None, as_of="first")
    assert [p.quote for p in anna.passages] == ["Fair, one supposes"]


def test_the_same_file_twice_adds_nothing_and_says_so(team: Team) -> None:
    lines = (GOOD, "bridge.txt,Anna,,,", "bridge.txt,Ben,,,")
    take(team, *lines)
    before = team.export("one.csv").read_bytes()
    again = take(team, *lines)
    assert again.sentence() == "Nothing to add: 3 rows are in the project already."
    assert (again.added, again.finished, again.already_here) == (0, 0, 3)
    assert not again.changes
    assert team.export("two.csv").read_bytes() == before


def test_an_export_taken_in_by_its_own_project_adds_nothing(coded: Team) -> None:
    before = coded.export("one.csv").read_bytes()
    report = import_labels(coded.project, coded.folder / "one.csv")
    assert (report.added, report.finished) == (0, 0)
    assert coded.export("two.csv").read_bytes() == before


def test_offsets_are_taken_as_given_and_what_is_odd_is_listed(team: Team) -> None:
    paragraph = BRIDGE.index("\nA spokesman")
    bracket = BRIDGE.index("(we doubt")
    report = take(
        team,
        f"bridge.txt,Anna,editorialising,{paragraph - 5},{paragraph + 5}",
        f"bridge.txt,Anna,editorialising,{bracket},{bracket + 9}",
        f"bridge.txt,Anna,reporting,{bracket + 1},{bracket + 9}",
        f"bridge.txt,Ben,reporting,{bracket + 1},{bracket + 9}",
    )
    found = {(p.start, p.end) for p in team.project.ask(passages.all)}
    assert (paragraph - 5, paragraph + 5) in found
    assert (bracket, bracket + 9) in found
    said = [(remark.line, remark.sentence) for remark in report.remarks]
    assert any(line == 2 and "crosses the end of a paragraph" in sentence for line, sentence in said)
    assert any(line == 3 and "marked by hand it would be" in sentence for line, sentence in said)
    assert any("overlaps" in sentence for line, sentence in said if line in (3, 4))
    assert not any(line == 5 for line, _ in said)


def test_a_dry_run_says_what_would_happen_and_changes_nothing(team: Team) -> None:
    before = team.export("a.csv").read_bytes()
    report = take(team, GOOD.replace("Anna", "Cleo"), add_coders=True, dry_run=True)
    assert report.sentence() == "Would add 1 passage, 0 finished articles, new coders: Cleo."
    assert team.export("b.csv").read_bytes() == before
    assert [coder.name for coder in team.project.ask(coders.all)] == ["Anna", "Ben"]


def test_new_coders_come_in_only_when_asked_for(team: Team) -> None:
    with pytest.raises(UserError, match=r"line 2: coder “Cleo” is not in this project \(--add-coders"):
        take(team, GOOD.replace("Anna", "Cleo"))
    report = take(team, GOOD.replace("Anna", "Cleo"), "otter.txt,  cleo ,,,", add_coders=True)
    assert report.coders_added == ("Cleo",)
    assert [coder.name for coder in team.project.ask(coders.all)] == ["Anna", "Ben", "Cleo"]
    cleo = team.project.ask(coders.find, "Cleo").id
    assert {passage.owner for passage in team.project.ask(passages.all)} == {cleo}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("bridge.tx,Anna,reporting,0,4", "article “bridge.tx” is not in this project; did you mean “brid"),
        (",Anna,reporting,0,4", "article is empty."),
        ("bridge.txt,,reporting,0,4", "coder is empty."),
        ("bridge.txt,Annna,reporting,0,4", "coder “Annna” is not in this project; did you mean “Anna”?"),
        (
            "bridge.txt,Anna,Reporting,0,4",
            "label “Reporting” is not in the codebook; did you mean “reporting”?",
        ),
        ("bridge.txt,Anna,nonsense,0,4", "label “nonsense” is not in the codebook."),
        ("bridge.txt,Anna,reporting,NaN,4", "start “NaN” is not a whole number"),
        ("bridge.txt,Anna,reporting,0,nan", "end “nan” is not a whole number"),
        ("bridge.txt,Anna,reporting,-1,4", "start “-1” is not a whole number"),
        ("bridge.txt,Anna,reporting,0,inf", "end “inf” is not a whole number"),
        ("bridge.txt,Anna,reporting,0,4.5", "end “4.5” is not a whole number"),
        ("bridge.txt,Anna,reporting,0,1e1", "end “1e1” is not a whole number"),
        ("bridge.txt,Anna,reporting,٠,٤", "start “٠” is not a whole number"),
        ("bridge.txt,Anna,reporting,4,4", "start 4 is not before end 4."),
        ("bridge.txt,Anna,reporting,0,99999", f"end 99999 is outside the text of bridge.txt ({len(BRIDGE)}"),
        ("bridge.txt,Anna,reporting,,", "has label but not all of label, start and end."),
        ("bridge.txt,Anna,,0,4", "has start and end but not all of label, start and end."),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_nothing_changes(team: Team, row: str, reason: str) -> None:
    with pytest.raises(UserError) as caught:
        take(team, GOOD, "otter.txt,Ben,,,", row)
    assert str(caught.value).startswith(f"{team.folder / 'in.csv'}, line 4: {reason}")
    assert team.project.ask(passages.all) == ()
    assert team.project.ask(progress.all) == ()


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("quote", "Fair, one supposed", "quote is not what bridge.txt says there (“Fair, one supposes”)."),
        ("text_sha256", "0" * 64, "text_sha256 belongs to another text than bridge.txt has in this project."),
        ("layer", "lead", "layer “lead” is none of coder, adjudicated."),
        ("phase", "later", "phase “later” is none of training, pilot"),
        ("unsure", "maybe", "unsure “maybe” is none of 0, 1."),
        ("flags", "nosuch", "flags “nosuch” is not in the codebook."),
        ("attributes", "direction=against", "attributes is not of the form"),
        ("attributes", '{"a": 1}', "attributes is not of the form"),
        ("attributes", "[" * 100_000, "attributes is not of the form"),
        (
            "attributes",
            '{"nosuch": "x"}',
            "attributes “nosuch” is no attribute of the codebook for passages.",
        ),
    ],
)
def test_further_columns_are_checked_where_present(team: Team, column: str, cell: str, reason: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    with pytest.raises(UserError) as caught:
        take(team, f"{GOOD},{quoted}", header=f"{NEEDED},{column}")
    assert f"line 2: {reason}" in str(caught.value)
    assert team.project.ask(passages.all) == ()


def test_one_sentence_names_the_first_bad_row_and_where_the_others_are(team: Team) -> None:
    nobody = GOOD.replace("Anna", "Nobody")
    with pytest.raises(UserError) as caught:
        take(team, GOOD, "gone.txt,Anna,reporting,0,4", nobody, "bridge.txt,Anna,reporting,9,2")
    sentence = str(caught.value)
    assert "line 3: article “gone.txt”" in sentence
    assert sentence.endswith("there is something wrong with lines 4, 5 too.")
    assert "\n" not in sentence


def test_a_header_without_the_needed_columns_is_refused(team: Team) -> None:
    with pytest.raises(UserError, match="line 1: the header lacks “label”, “end”"):
        take(team, header="article,coder,start")


def test_two_rows_of_one_passage_id_are_refused(team: Team) -> None:
    identity = new_id()
    with pytest.raises(UserError, match=f"line 3: passage_id “{identity}” stands on line 2 already"):
        take(team, f"{identity},{GOOD}", f"{identity},{GOOD}", header=f"passage_id,{NEEDED}")


def test_an_id_of_the_project_keeps_its_passage(coded: Team) -> None:
    known = marked(read_rows(coded.export()))[0]
    columns = ("passage_id", "article", "coder", "label", "start", "end")
    row = ",".join((known | {"label": "reporting"})[column] for column in columns)
    with pytest.raises(UserError, match=r"passage_id .* is in the project already, as editorialising"):
        take(coded, row, header=f"passage_id,{NEEDED}")


def test_an_id_that_means_something_else_is_refused(coded: Team) -> None:
    for other in (coded.article("bridge.txt").id, coded.project.ask(coders.find, "Ben").id):
        with pytest.raises(UserError, match="is the id of something else in this project"):
            take(coded, f"{other},otter.txt,Ben,reporting,0,6", header=f"passage_id,{NEEDED}")


def test_ids_of_another_make_are_no_identity_but_may_not_repeat(team: Team) -> None:
    header = f"passage_id,{NEEDED}"
    assert take(team, f"T1,{GOOD}", header=header).added == 1
    assert take(team, f"T1,{GOOD}", header=header).already_here == 1
    with pytest.raises(UserError, match="line 3: passage_id “T1” stands on line 2 already"):
        take(team, f"T1,{GOOD}", f"T1,{GOOD}", header=header)


def test_a_deleted_passage_comes_back_under_its_own_id(coded: Team) -> None:
    path = coded.export("before.csv")
    (gone,) = [p for p in coded.project.ask(passages.all) if p.quote.startswith("Nobody asked")]
    act = Act(new_id(), "delete", gone.article, (DeletePassage(gone.id),))
    coded.project.ask(acts.commit, Writer(gone.owner, phase=gone.phase), act)
    report = import_labels(coded.project, path)
    assert report.added == 1
    assert "brought back" in report.remarks[0].sentence
    assert gone.quote in [p.quote for p in coded.project.ask(passages.all) if p.id == gone.id]


def test_a_note_that_differs_from_the_projects_own_is_not_written_over(coded: Team) -> None:
    rows = read_rows(coded.export())
    rows[1]["note"] = "changed in a spreadsheet"
    with (coded.folder / "changed.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0].keys())
        table.writeheader()
        table.writerows(rows)
    report = import_labels(coded.project, coded.folder / "changed.csv")
    assert report.added == 0
    assert [(r.line, "left as it is" in r.sentence) for r in report.remarks] == [(3, True)]
    assert all(p.note == "" for p in coded.project.ask(passages.all))


def test_by_default_rows_are_left_out(coded: Team, tmp_path: Path) -> None:
    path = coded.export(settings=ExportSettings(by_default=True))
    derived = sum(row["origin"] == "by-default" for row in read_rows(path))
    fresh = begin(tmp_path / "fresh")
    with fresh.project:
        fresh.add("bridge.txt", BRIDGE)
        fresh.add("otter.txt", OTTER)
        report = import_labels(fresh.project, path, add_coders=True)
    assert derived > 0
    assert (report.added, report.left_out) == (5, derived)


def test_the_spreadsheet_variant_comes_back_in(team: Team, tmp_path: Path) -> None:
    text = "=1+1 was the title\nThen came more, -2 of it.\n"
    team.add("sum.txt", text)
    team.coder("@lice")
    team.mark("@lice", "sum.txt", "reporting", "=1+1 was the title")
    team.mark("@lice", "sum.txt", "editorialising", "Then came more, -2 of it.")
    path = team.export("excel.csv", ExportSettings(EXCEL))
    fresh = begin(tmp_path / "fresh")
    with fresh.project:
        fresh.add("sum.txt", text)
        assert import_labels(fresh.project, path, add_coders=True).added == 2
        assert [coder.name for coder in fresh.project.ask(coders.all)] == ["@lice"]


def test_an_older_version_of_an_article_gets_its_own_passages_back(team: Team) -> None:
    old = team.article("otter.txt")
    team.mark("Anna", "otter.txt", "reporting", "Otters counted")
    path = team.export("old.csv")
    from desktop.study.importing import add_articles

    (team.folder / "in" / "otter.txt").write_text("Otters recounted\n", encoding="utf-8")
    add_articles(team.project, [team.folder / "in" / "otter.txt"], new_version=True)
    assert team.article("otter.txt").version == 2
    assert import_labels(team.project, path).already_here == 1
    rows = marked(read_rows(team.export("new.csv")))
    assert [(row["article_id"], row["quote"]) for row in rows] == [(old.id, "Otters counted")]


def test_work_added_to_a_finished_article_changes_the_state_of_now_only(coded: Team) -> None:
    report = take(coded, f"bridge.txt,Anna,reporting,0,{len('Toll on the Brackwater bridge rises')}")
    assert "finished before" in report.remarks[-1].sentence
    first = coded.project.ask(progress.finished, phase=None, as_of="first")
    latest = coded.project.ask(progress.finished, phase=None, as_of="latest")
    anna = coded.project.ask(coders.find, "Anna").id
    bridge = coded.article("bridge.txt").id
    counts = [
        len(next(f for f in found if (f.progress.coder, f.progress.article) == (anna, bridge)).passages)
        for found in (first, latest)
    ]
    assert counts == [2, 3]


def test_the_open_project_file_itself_is_no_table(team: Team) -> None:
    with pytest.raises(UserError, match="is the project itself"):
        import_labels(team.project, team.project.path)
