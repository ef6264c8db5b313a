"""The commands for what a merge or a corrected article leaves to a person."""

from tests.cli.terminal import Terminal

FAIR = "Fair, one supposes, to people who fly."


def mark(study: Terminal, project: str, quote: str) -> None:
    text = (study.folder / "in/bridge.txt").read_text(encoding="utf-8")
    at = text.index(quote)
    study.write(
        "one.csv", f"article,coder,label,start,end\nbridge.txt,Anna,editorialising,{at},{at + len(quote)}\n"
    )
    study.done("labels", "import", project, "one.csv")


def test_a_corrected_article_takes_its_passages_over_when_told_to(study: Terminal) -> None:
    text = "It rains, and it rains again.\n" * 3 + FAIR + "\nNobody was hurt, says the county's doctor.\n"
    study.write("in/bridge.txt", text)
    study.done("add", "study.pressmark", "in", "--new-version")
    mark(study, "study.pressmark", FAIR)
    study.write("in/bridge.txt", "Correction\n" + text)
    study.done("add", "study.pressmark", "in", "--new-version")
    (one,) = study.json("reanchor", "study.pressmark")["passages"]
    assert (one["quote"], one["proposed_start"], one["reason"]) == (FAIR, one["start"] + 11, None)
    assert f"→ {one['proposed_start']}" in study.done("reanchor", "study.pressmark", "bridge.txt")
    assert "Took over: 1 of 1" in study.run("reanchor", "study.pressmark", "--accept").err
    assert study.json("reanchor", "study.pressmark")["passages"] == []
    assert study.run("check", "study.pressmark").code == 0


def test_work_kept_aside_is_listed(study: Terminal) -> None:
    assert "Nothing is kept aside" in study.run("held", "study.pressmark").err
    (study.folder / "copy.pressmark").write_bytes((study.folder / "study.pressmark").read_bytes())
    study.write("late.txt", "It was late, of course.\n")
    study.done("add", "copy.pressmark", "late.txt")
    study.done("kit", "copy.pressmark", "--coder", "Anna", "anna.pressmark")
    study.write("two.csv", "article,coder,label,start,end\nlate.txt,Anna,editorialising,0,6\n")
    study.done("labels", "import", "anna.pressmark", "two.csv")
    study.done("return", "anna.pressmark", "anna")
    study.done("merge", "study.pressmark", "anna.pressmark-return")
    (one,) = study.json("held", "study.pressmark")["held"]
    assert (one["coder"], one["article"], one["passages"][0]["quote"]) == ("Anna", None, "It was")
    assert "“It was”" in study.done("held", "study.pressmark")


def test_edits_in_two_places_are_listed_and_settled(study: Terminal) -> None:
    mark(study, "study.pressmark", FAIR)
    (passage,) = [row for row in exported(study) if row]
    for name, label in (("home", "reporting"), ("work", "user-comment")):
        study.done("kit", "study.pressmark", "--coder", "Anna", f"{name}.pressmark")
        relabel(study, f"{name}.pressmark", label)
    shown = study.done("merge", "study.pressmark", "home.pressmark", "work.pressmark")
    assert "pressmark conflicts" in shown
    (one,) = study.json("conflicts", "study.pressmark", "--coder", "Anna")["conflicts"]
    assert one["passage"] == passage
    assert {state["label"] for state in one["states"]} == {"reporting", "user-comment"}
    assert "2. " in study.done("conflicts", "study.pressmark")
    study.misspelt("conflicts", "study.pressmark", "--keep", "1")
    assert "No passage" in study.refused("conflicts", "study.pressmark", "--passage", "x", "--keep", "1")
    study.done("conflicts", "study.pressmark", "--passage", passage, "--keep", "2")
    assert "No passage was edited" in study.run("conflicts", "study.pressmark").err


def exported(study: Terminal) -> list[str]:
    study.done("labels", "export", "study.pressmark", "out.csv")
    lines = (study.folder / "out.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [line.partition(",")[0] for line in lines]


def relabel(study: Terminal, kit: str, label: str) -> None:
    from desktop.study import planning
    from desktop.study.coders import find_coder
    from desktop.study.desk import Desk, load, save
    from desktop.study.opening import open_project
    from desktop.study.reading import article_rows

    with open_project(study.folder / kit) as opened:
        desk = Desk(opened, find_coder(opened, "Anna"))
        article = next(row.id for row in article_rows(opened, desk.coder) if row.name == "bridge.txt")
        now = load(desk, article)
        save(desk, planning.relabel(now, now.passages[0].id, label)).result()
