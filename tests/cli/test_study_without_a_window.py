"""A whole study by commands alone: new, coders, articles, labels in, progress, labels out, check."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

FAIR = "Fair, one supposes, to people who fly."


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))


def test_from_nothing_to_a_labels_table(study: Terminal) -> None:
    text = (study.folder / "in/bridge.txt").read_text(encoding="utf-8")
    at = text.index(FAIR)
    row = f'bridge.txt,Anna,editorialising,{at},{at + len(FAIR)},"{FAIR}"'
    study.write("in.csv", f"article,coder,label,start,end,quote\n{row}\n")
    report = study.json("labels", "import", "study.pressmark", "in.csv")
    assert (report["added"], report["finished"], report["warnings"]) == (1, 0, [])
    study.done("finish", "study.pressmark", "bridge.txt", "--coder", "Anna")
    study.done("set-aside", "study.pressmark", "more/otter.txt", "--coder", "Ben", "--reason", "off topic")
    study.done("labels", "export", "study.pressmark", "out.csv")
    finished, passage = rows(study.folder / "out.csv")
    assert (finished["label"], finished["coder"]) == ("", "Anna")
    assert (passage["quote"], passage["start"]) == (FAIR, str(at))
    assert study.run("check", "study.pressmark").code == 0


def test_the_list_of_articles_is_as_agreed(study: Terminal) -> None:
    study.done("finish", "study.pressmark", "bridge.txt", "--coder", "Anna")
    listed = study.json("articles", "study.pressmark")["articles"]
    assert [article["name"] for article in listed] == ["bridge.txt", "more/otter.txt"]
    first = listed[0]
    agreed = {"id", "name", "title", "length", "text_sha256", "zones", "comments", "progress"}
    assert set(first) == {*agreed, "duplicate_of", "metadata", "unconfirmed"}
    assert first["progress"] == {"Anna": "finished", "Ben": "not begun"}
    assert (first["zones"], first["comments"], first["length"]) == (2, 0, 76)
    shown = study.done("articles", "study.pressmark").splitlines()
    assert shown[0].split() == ["article", "characters", "Anna", "Ben"]
    assert shown[1].split() == ["bridge.txt", "76", "finished", "not", "begun"]


def test_progress_can_be_taken_back(study: Terminal) -> None:
    for verb, *reason in (
        ["finish"],
        ["reopen", "--reason", "a look"],
        ["set-aside", "--reason", "stub"],
        ["reopen"],
    ):
        study.done(verb, "study.pressmark", "bridge", "--coder", "anna", *reason)
    assert study.json("articles", "study.pressmark")["articles"][0]["progress"]["Anna"] == "begun"


def test_an_article_may_be_named_by_id(study: Terminal) -> None:
    identity = study.json("articles", "study.pressmark")["articles"][1]["id"]
    study.done("text", "study.pressmark", identity, "out.txt")
    assert (study.folder / "out.txt").read_bytes() == (study.folder / "in/more/otter.txt").read_bytes()


def test_a_text_can_go_to_standard_output(study: Terminal) -> None:
    assert (
        study.done("text", "study.pressmark", "otter.txt", "-")
        == "Otters counted\nVolunteers counted 41 otters.\n"
    )
    assert not (study.folder / "-").exists()


def test_zones_and_comments_are_as_agreed(study: Terminal) -> None:
    title, body = study.json("zones", "study.pressmark", "bridge.txt")["zones"]
    assert set(body) == {"article", "kind", "start", "end", "rule", "state", "id", "rules", "flags"}
    assert (title["kind"], title["start"], title["end"]) == ("title", 0, 10)
    assert (body["article"], body["kind"], body["state"]) == ("bridge.txt", "body", "proposed")
    assert (body["start"], body["end"]) == (11, 75)
    every = study.json("zones", "study.pressmark")
    assert {zone["article"] for zone in every["zones"]} == {"bridge.txt", "more/otter.txt"}
    assert every["not_confirmed"] == ["bridge.txt", "more/otter.txt"]
    assert study.json("comments", "study.pressmark") == {"comments": []}
    assert study.json("comments", "study.pressmark", "bridge.txt") == {"comments": []}


def test_zones_are_accepted_corrected_and_drawn(study: Terminal) -> None:
    said = study.run("zones", "study.pressmark", "bridge.txt", "--accept").err
    assert "Accepted 2" in said
    assert "not confirmed in more/otter.txt" in said
    title, body = study.json("zones", "study.pressmark", "bridge.txt")["zones"]
    study.done("zone", "study.pressmark", "bridge.txt", "--id", title["id"], "--range", "0", "36")
    title, body = study.json("zones", "study.pressmark", "bridge.txt")["zones"]
    assert (title["start"], title["end"], body["start"]) == (0, 36, 37)
    study.done("zone", "study.pressmark", "bridge.txt", "--kind", "quotation", "--range", "37", "75")
    study.done("zones", "study.pressmark", "--again")
    kinds = [zone["kind"] for zone in study.json("zones", "study.pressmark", "bridge.txt")["zones"]]
    assert sorted(kinds) == ["body", "quotation", "title"]
    assert study.run("zone", "study.pressmark", "bridge.txt", "--id", title["id"]).code == 2
    gone = ("--id", "99", "--kind", "body")
    assert "no longer" in study.refused("zone", "study.pressmark", "bridge.txt", *gone)
    assert "Accepted 2" in study.run("zones", "study.pressmark", "--accept").err
    assert study.json("zones", "study.pressmark")["not_confirmed"] == []


def test_coders_are_added_renamed_and_listed(study: Terminal) -> None:
    study.done("coder", "rename", "study.pressmark", "Ben", "Benedikt")
    assert study.done("coder", "list", "study.pressmark").splitlines() == ["Anna", "Benedikt"]
    listed = study.json("coder", "list", "study.pressmark")["coders"]
    assert [coder["name"] for coder in listed] == ["Anna", "Benedikt"]
    assert "already" in study.refused("coder", "add", "study.pressmark", "anna")
    study.refused("coder", "add", "study.pressmark", "  ")
    study.refused("coder", "rename", "study.pressmark", "Ben", "Someone")


def test_the_same_file_twice_changes_nothing_and_says_so(study: Terminal) -> None:
    before = study.json("articles", "study.pressmark")
    items = study.json("add", "study.pressmark", "in")["items"]
    assert [(item["name"], item["outcome"]) for item in items] == [
        ("bridge.txt", "already here"),
        ("more/otter.txt", "already here"),
    ]
    assert study.json("articles", "study.pressmark") == before


def test_good_files_stay_and_bad_ones_are_named(study: Terminal) -> None:
    study.write("new/good.txt", "A good article.\n")
    study.write("new/bad.txt", b"caf\xe9 au lait\n")
    study.write("new/empty.txt", b"")
    study.write("new/unknown.xyz", b"what is this")
    ran = study.run("add", "study.pressmark", "new/good.txt", "new/bad.txt", "new/empty.txt", "gone.txt")
    assert ran.code == 1
    assert "good.txt: added." in ran.out
    for name in ("bad.txt", "empty.txt", "gone.txt"):
        assert name in ran.err
    assert "--encoding" in ran.err
    assert [a["name"] for a in study.json("articles", "study.pressmark")["articles"]] == [
        "bridge.txt",
        "good.txt",
        "more/otter.txt",
    ]
    study.done("add", "study.pressmark", "new/bad.txt", "--encoding", "latin-1")
    study.done("text", "study.pressmark", "bad.txt", "back.txt", "--original")
    assert (study.folder / "back.txt").read_bytes() == b"caf\xe9 au lait\n"


def test_another_text_under_a_known_name_is_a_new_version_only_when_asked(study: Terminal) -> None:
    study.write("in/bridge.txt", "Toll rises, corrected\n")
    ran = study.run("add", "study.pressmark", "in/bridge.txt")
    assert ran.code == 1
    assert "bridge.txt" in ran.err
    items = study.json("add", "study.pressmark", "in/bridge.txt", "--new-version")["items"]
    assert [item["outcome"] for item in items] == ["new version"]


@pytest.mark.parametrize(
    "data", [b"plain\n", b"\xef\xbb\xbfbom\r\ncrlf\r\n", "emoji 🚗 nbsp\u00a0\n".encode(), b"cr\rcr"]
)
def test_the_original_bytes_come_back(study: Terminal, data: bytes) -> None:
    study.write("odd.txt", data)
    study.done("add", "study.pressmark", "odd.txt")
    study.done("text", "study.pressmark", "odd.txt", "back.txt", "--original")
    assert (study.folder / "back.txt").read_bytes() == data


def test_a_new_codebook_is_shown_by_its_differences_and_then_in_force(study: Terminal) -> None:
    shown = study.json("codebook", "study.pressmark")
    assert [label["id"] for label in shown["labels"]] == ["reporting", "editorialising", "user-comment"]
    fact, opinion = '## Fact {#fact key=f colour="#1f5fa8"}', '## Opinion {#opinion key=o colour="#b3261e"}'
    book = f"# Two labels\n\n{fact}\n\n{opinion}\n"
    study.write("book.md", book)
    ran = study.run("codebook", "study.pressmark", "--set", "book.md")
    assert ran.code == 0
    assert "Fact" in ran.out
    assert "in force" in ran.err
    assert [label["id"] for label in study.json("codebook", "study.pressmark")["labels"]] == [
        "fact",
        "opinion",
    ]
    again = study.run("codebook", "study.pressmark", "--set", "book.md")
    assert (again.code, "nothing changed" in again.err) == (0, True)
    study.done("new", "other", "--codebook", "book.md")
    assert study.json("codebook", "other")["title"] == "Two labels"


def test_an_installed_version_lists_the_passages_to_look_at_again(study: Terminal) -> None:
    study.write("in.csv", "article,coder,label,start,end\nbridge.txt,Anna,editorialising,0,10\n")
    study.done("labels", "import", "study.pressmark", "in.csv")
    study.write("book.md", '# Other\n\n## Reporting {#reporting key=r colour="#1f5fa8"}\n')
    ran = study.json("codebook", "study.pressmark", "--set", "book.md")
    review = [(p["article"], p["start"], p["end"], p["coder"]) for p in ran["review"]]
    assert review == [("bridge.txt", 0, 10, "Anna")]
    assert ran["differences"]


def test_the_ending_of_a_project_need_not_be_typed(study: Terminal) -> None:
    assert study.json("coder", "list", "study") == study.json("coder", "list", "study.pressmark")


def test_a_dry_run_changes_nothing(study: Terminal) -> None:
    study.write("in.csv", "article,coder,label,start,end\nbridge.txt,Cleo,editorialising,0,10\n")
    report = study.json("labels", "import", "study.pressmark", "in.csv", "--dry-run", "--add-coders")
    assert (report["added"], report["dry_run"], report["coders_added"]) == (1, True, ["Cleo"])
    assert study.done("coder", "list", "study.pressmark").splitlines() == ["Anna", "Ben"]


def test_many_remarks_are_cut_short_on_the_screen_and_whole_in_json(study: Terminal) -> None:
    lines = [f"bridge.txt,Anna,editorialising,{i},{i + 2}" for i in range(30)]
    study.write("in.csv", "\n".join(["article,coder,label,start,end", *lines]) + "\n")
    ran = study.run("labels", "import", "study.pressmark", "in.csv", "--dry-run")
    assert "more such remarks" in ran.err
    assert len(study.json("labels", "import", "study.pressmark", "in.csv", "--dry-run")["warnings"]) > 30


def test_a_labels_table_goes_to_standard_output(study: Terminal) -> None:
    study.done("finish", "study.pressmark", "bridge.txt", "--coder", "Anna")
    study.done("labels", "export", "study.pressmark", "out.csv")
    ran = study.run("labels", "export", "study.pressmark", "-")
    assert ran.out == (study.folder / "out.csv").read_text(encoding="utf-8")
    assert ran.err == "0 passages and 1 finished article.\n"
    assert not (study.folder / "-").exists()


def test_a_coder_is_renamed_from_one_name_to_the_other(study: Terminal) -> None:
    said = study.run("coder", "rename", "study.pressmark", "ANNA", "  Anna   Lee ").err
    assert said == "Anna is now called Anna Lee.\n"


def test_a_project_with_several_coders_work_says_so(study: Terminal) -> None:
    assert study.json("check", "study.pressmark")["work_of"] == []
    for name in ("Anna", "Ben"):
        study.done("finish", "study.pressmark", "bridge.txt", "--coder", name)
    ran = study.run("check", "study.pressmark")
    assert "holds the work of Anna, Ben: hand out kits, never this file" in ran.err
    assert study.json("check", "study.pressmark")["work_of"] == ["Anna", "Ben"]
    study.done("kit", "study.pressmark", "--coder", "Anna", "anna.pressmark")
    assert study.json("check", "anna.pressmark")["work_of"] == ["Anna"]
    (study.folder / "copy.pressmark").write_bytes((study.folder / "study.pressmark").read_bytes())
    before = (study.folder / "copy.pressmark").read_bytes()
    refused = study.refused("kit", "study.pressmark", "--coder", "Anna", "copy.pressmark")
    assert "is no kit of this coder" in refused
    assert (study.folder / "copy.pressmark").read_bytes() == before
    assert "no kit" in study.refused("return", "copy.pressmark", "out")
