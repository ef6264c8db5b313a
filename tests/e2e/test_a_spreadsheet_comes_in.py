"""A team has its old codings in a spreadsheet: they come in checked, and go out to a spreadsheet again."""

from pathlib import Path

from tests.e2e.person import Person

ARTICLE = "Tolls\r\nThe toll rises, =2+3 crowns. “A bargain,” one is told.\r\n"
TEXT = ARTICLE.replace("\r\n", "\n")
AT = TEXT.index("“A bargain,” one is told.")


def old_codings(label: str, end: int) -> str:
    header = "article;coder;label;start;end;quote;note\r\n"
    quote = TEXT[AT:end].replace('"', '""')
    return header + f'toll.txt;Анна;{label};{AT};{end};"{quote}";"=why not"\r\ntoll.txt;Анна;;;;;\r\n'


def test_wrong_rows_are_named_until_the_table_is_right_and_then_all_of_it_comes_in(tmp_path: Path) -> None:
    lead = Person(tmp_path)
    lead.writes("toll.txt", ARTICLE)
    lead.does("new old")
    lead.does("add old toll.txt")
    end = AT + len("“A bargain,” one is told.")

    lead.writes("old.csv", old_codings("editorial", end), "utf-16")
    assert "UTF-16" in lead.tries("labels import old old.csv").stderr
    lead.writes("old.csv", old_codings("editorial", end), "utf-8-sig")
    assert "--add-coders" in lead.tries("labels import old old.csv").stderr
    said = lead.tries("labels import old old.csv --add-coders").stderr
    assert "line 2: label “editorial” is not in the codebook; did you mean “editorialising”?" in said
    assert lead.reads("coder list old") == {"coders": []}

    lead.writes("old.csv", old_codings("editorialising", end), "utf-8-sig")
    report = lead.reads("labels import old old.csv --add-coders")
    assert (report["added"], report["finished"], report["coders_added"]) == (1, 1, ["Анна"])
    assert "Nothing to add" in lead.tries("labels import old old.csv").stderr

    lead.does("labels export old sheet.csv --for excel")
    sheet = (tmp_path / "sheet.csv").read_bytes()
    assert sheet.startswith(b"\xef\xbb\xbf")
    assert b"'=why not" in sheet
    lead.does("labels export old data.csv")
    assert "Анна" in (tmp_path / "data.csv").read_text(encoding="utf-8")
    assert lead.reads("labels import old sheet.csv")["added"] == 0
    lead.does("text old toll.txt back.txt --original")
    assert (tmp_path / "back.txt").read_bytes() == ARTICLE.encode()
