"""What came in, without a window: reports, lists that wait, duplicates, layouts, shares, settings."""

import pytest

from tests.cli.terminal import Terminal

PAGE = """Harbour board delays the lamp contract

The harbour board of Brell delayed a contract for lamp posts on Monday after a second bidder complained.

Comments

marsh_marigold Sun, 06/02/2019 - 10:15 Permalink

The lamps are dark because nobody pays for them.

old_ferryman marsh_marigold Sun, 06/02/2019 - 11:20 Permalink

Mind the current.

In reply to by marsh_marigold
"""
LIST = "Nr,Kopf,Wo\n17,Lamps on the quay again,Fog Horn\n18,Fog,Quay\n"
LAYOUT = 'name = "parish"\ntitle = "Parish news"\nheaders = [["Letter from {author}, {date} {time}"]]\n'
SAID = "On day {} the board of harbour {} met and said nothing of lamps."
AGENCY = " ".join(SAID.format(n, n * 7) for n in range(40))


@pytest.fixture
def page(terminal: Terminal) -> Terminal:
    terminal.write("page.txt", PAGE)
    terminal.done("new", "p")
    terminal.done("coder", "add", "p", "Anna")
    terminal.done("add", "p", "page.txt")
    return terminal


def test_a_whole_thread_is_marked_by_one_command_and_told_apart_from_the_body(page: Terminal) -> None:
    first, second = page.json("comments", "p")["comments"]
    assert (second["author"], second["replies_to"], second["parent"]) == ("old_ferryman", "marsh_marigold", 1)
    assert PAGE[slice(*second["body"])] == "Mind the current."
    assert PAGE[slice(*second["footer"])] == "In reply to by marsh_marigold"
    assert first["footer"] is None
    assert "Marked 2" in page.run("comments", "p", "page", "--mark", "--coder", "Anna").err
    assert page.run("comments", "p", "--mark").code == 2
    page.done("zones", "p", "--accept")
    shares = {one["part"]: one for one in page.json("shares", "p")["shares"]}
    assert shares["body"]["coded"] == 0
    assert shares["comments"]["coded"] == sum(one["body"][1] - one["body"][0] for one in (first, second))
    assert "comments" in page.done("shares", "p")


def test_a_list_waits_with_the_columns_that_were_named(page: Terminal) -> None:
    page.write("list.csv", LIST)
    named = ("--column", "id=Nr", "--column", "title=Kopf", "--column", "outlet=Wo")
    items = page.json("add", "p", "list.csv", *named)["items"]
    assert [item["outcome"] for item in items] == ["waiting", "waiting"]
    assert [row["metadata"]["outlet"] for row in page.json("waiting", "p")["waiting"]] == ["Fog Horn", "Quay"]
    page.write("17.txt", "They are dark.")
    page.done("add", "p", "17.txt")
    assert "Fog Horn" not in page.done("waiting", "p")
    (found,) = page.json("articles", "p", "--outlet", "Fog Horn")["articles"]
    assert (found["name"], found["metadata"]["listed_as"]) == ("17.txt", "list.csv/17")
    page.done("waiting", "p", "--forget", "list.csv")
    assert page.json("waiting", "p") == {"waiting": []}
    assert page.run("add", "p", "list.csv", "--column", "colour=Nr").code == 2


def test_reports_of_imports_are_kept_and_written_out(page: Terminal) -> None:
    page.write("bad.txt", "")
    assert page.run("add", "p", "bad.txt").code == 1
    latest, first = page.json("imports", "p")["imports"]
    assert [item["outcome"] for item in latest["items"]] == ["refused"]
    assert [item["name"] for item in first["items"]] == ["page.txt"]
    page.done("imports", "p", "--out", "reports.csv")
    assert (page.folder / "reports.csv").read_text(encoding="utf-8").startswith("at,article,outcome,message")
    assert "page.txt" in page.done("imports", "p")


def test_duplicates_are_shown_flagged_and_unflagged(page: Terminal) -> None:
    page.write("a.txt", AGENCY)
    page.write("b.txt", f"Ours\n\n{AGENCY}\n\nAnd a line of our own.")
    page.done("add", "p", "a.txt", "b.txt")
    (pair,) = page.json("duplicates", "p")["articles"]
    assert (pair["one"], pair["other"], pair["flagged"]) == ("a.txt", "b.txt", False)
    assert "Flagged 1" in page.run("duplicates", "p", "--flag").err
    assert page.json("duplicates", "p")["articles"][0]["flagged"]
    assert "yes" in page.done("duplicates", "p")
    page.done("duplicates", "p", "--unflag")
    assert not page.json("duplicates", "p")["articles"][0]["flagged"]


def test_layouts_and_settings_of_the_study(page: Terminal) -> None:
    page.write("parish.toml", LAYOUT)
    layouts = page.json("layouts", "p", "--add", "parish.toml")["layouts"]
    assert {"name": "parish", "title": "Parish news", "own": True} in layouts
    assert "parish" not in page.done("layouts", "p", "--remove", "parish")
    page.write("none.toml", "name = 3")
    assert "none.toml" in page.refused("layouts", "p", "--add", "none.toml")
    assert page.json("settings", "p") == {"boilerplate": "left", "proposals": "off"}
    page.done("settings", "p", "--boilerplate", "coded", "--proposals", "forbidden")
    assert page.json("settings", "p") == {"boilerplate": "coded", "proposals": "forbidden"}
    assert "forbids" in page.refused("comments", "p", "page", "--mark", "--coder", "Anna")


def test_the_list_is_sorted_and_narrowed_down(page: Terminal) -> None:
    page.write("t.csv", "id,date,outlet,text\n1,2019-05-03,Quay,One.\n2,2018-01-02,Horn,Two words.\n")
    page.done("add", "p", "t.csv")

    def names(*options: str) -> list[str]:
        return [one["name"] for one in page.json("articles", "p", *options)["articles"]]

    assert names("--sort", "date") == ["page.txt", "t.csv/2", "t.csv/1"]
    assert names("--sort", "length", "--descending")[0] == "page.txt"
    assert names("--since", "2019") == ["t.csv/1"]
    assert names("--until", "2018") == ["t.csv/2"]
    page.done("zones", "p", "page.txt", "--accept")
    assert names("--zones", "confirmed") == ["page.txt"]
    assert "sorted by" in page.refused("articles", "p", "--sort", "colour")


def test_proposals_are_listed_accepted_and_declined(page: Terminal) -> None:
    assert page.json("proposals", "p", "page", "--coder", "Anna") == {"may": "off", "proposals": []}
    page.done("settings", "p", "--proposals", "comments")
    first, second = page.json("proposals", "p", "page", "--coder", "Anna")["proposals"]
    assert (first["rule"], first["label"]) == ("whole comment", "user-comment")
    there = (str(first["start"]), str(first["end"]))
    assert "Accepted 1" in page.run("proposals", "p", "page", "--coder", "Anna", "--accept", *there).err
    assert "Nothing is proposed" in page.refused(
        "proposals", "p", "page", "--coder", "Anna", "--accept", *there
    )
    page.done(
        "proposals", "p", "page", "--coder", "Anna", "--decline", str(second["start"]), str(second["end"])
    )
    assert page.json("proposals", "p", "page", "--coder", "Anna")["proposals"] == []


def test_what_is_known_of_an_article_can_be_changed(page: Terminal) -> None:
    page.done("metadata", "p", "page", "outlet=Brell Post", "date=2019-06-02", "section=Harbour")
    page.done("metadata", "p", "page", "section=")
    known = page.json("metadata", "p", "page")
    assert known == {"article": "page.txt", "metadata": {"date": "2019-06-02", "outlet": "Brell Post"}}
    assert "Brell Post" in page.done("metadata", "p", "page")
    assert page.run("metadata", "p", "page", "outlet").code == 2


def test_a_coder_flags_a_zone(page: Terminal) -> None:
    title = page.json("zones", "p", "page")["zones"][0]
    page.done("zone", "p", "page", "--id", title["id"], "--flag", "deck", "--coder", "Anna")
    flagged = page.json("zones", "p", "page")["zones"][0]
    assert flagged["flags"] == [{"coder": "Anna", "says": "deck"}]
    assert {**flagged, "flags": []} == title


ASKING = """# Tone
## Genre {#genre kind=choice of=article options="report comment"}
## Direction {#direction kind=choice of=passage options="against for"}
## Editorialising {#editorialising key=e}
### Definition
It judges.
"""


def test_attributes_of_articles_and_passages(page: Terminal) -> None:
    page.write("asking.md", ASKING)
    page.done("codebook", "p", "--set", "asking.md")
    page.done("attribute", "p", "page", "genre", "report", "--coder", "Anna")
    assert "report, comment" in page.refused("attribute", "p", "page", "genre", "poem", "--coder", "Anna")
    assert "it asks genre" in page.refused("attribute", "p", "page", "direction", "for", "--coder", "Anna")
    page.write("in.csv", "article,coder,label,start,end\npage.txt,Anna,editorialising,0,7\n")
    page.done("labels", "import", "p", "in.csv")
    page.done("labels", "export", "p", "out.csv")
    passage = (page.folder / "out.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    page.done("attribute", "p", "page", "direction", "for", "--coder", "Anna", "--passage", passage)
    page.done("labels", "export", "p", "out.csv")
    assert "direction" in (page.folder / "out.csv").read_text(encoding="utf-8")
