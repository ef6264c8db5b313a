"""A kit holds what its coder needs, and of everybody else nothing: not a note, not an id, not a name."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from db import (
    articles,
    assignments,
    codebooks,
    coders,
    log,
    merging,
    outside,
    passages,
    progress,
    purging,
    settings,
    verify,
    zones,
)
from db.errors import ProjectError
from db.project import Project
from db.records import Assignment, Zone
from db.session import Session
from desktop.codebook import parse
from desktop.errors import UserError
from desktop.exchange.kits import write_kit
from desktop.exchange.merging import merge
from desktop.exchange.returns import write_return
from desktop.study import finishing, planning, settling
from desktop.study.adjudication import read_queue
from desktop.study.adjudication import save as adjudicate
from desktop.study.coders import add_coder, find_coder, rename_coder
from desktop.study.desk import Desk, load, save
from desktop.study.opening import open_project
from desktop.study.phases import RECODING, RELIABILITY
from desktop.study.practice import KnownPassage, store_answer
from desktop.study.settling import Why
from desktop.study.training import PassMark, set_pass_mark
from tests.exchange.team import OTTER, Team, begin


def kit_of(team: Team, coder: str, **more: bool) -> Path:
    out = team.folder / f"{coder}.pressmark"
    write_kit(team.project, coder, out, **more)
    return out


def secrets_of(project: Project, coder: str) -> set[bytes]:
    """Return everything by which another coder's work, or a known answer, could be told."""

    def read(session: Session) -> set[bytes]:
        run = session.connection.execute
        found: set[str] = set()
        for other in coders.all(session):
            if other.id != coder:
                found |= {other.id, other.name or other.id}
        rows = run(
            "SELECT id, stream, subject, hex(hash), payload FROM revision"
            " WHERE (owner <> ? OR layer <> 'coder') AND layer <> 'project'",
            (coder,),
        )
        for identity, stream, subject, digest, payload in rows:
            found |= {identity, stream, subject, digest.lower(), payload.decode()}
            state = json.loads(payload)["state"] or {}
            found |= {str(state[key]) for key in ("quote", "note", "reason") if state.get(key)}
        return {one.encode() for one in found} | {bytes.fromhex(one) for one in found if _is_hex(one)}

    return project.ask(read)


def _is_hex(value: str) -> bool:
    return len(value) == 64 and all(letter in "0123456789abcdef" for letter in value)


def test_a_kit_searched_byte_by_byte_holds_nothing_of_the_other_coders(coded: Team) -> None:
    project = coded.project
    desk = coded.desk("Ben", "bridge.txt")
    coded.change("Ben", planning.set_note(desk, desk.passages[0].id, "Anna will not see this coming"))
    finishing.set_aside(project, "otter.txt", "Ben", "Ben knows these otters")
    otter = coded.article("otter.txt").id
    store_answer(project, otter, [KnownPassage("editorialising", 0, 6, "R7", "so says the lead")], "0" * 64)
    project.ask(settings.put, "agreement", "locked")
    for judge in (add_coder(project, "Justitia")[0], find_coder(project, "Anna")):
        queue = read_queue(project, judge)
        case = settling.open_case(project, queue, queue.items[0])
        adjudicate(project, settling.union(case, why=Why("codebook gap", "the judge says so"))).result()
    set_pass_mark(project, PassMark(0.31415))
    anna = find_coder(project, "Anna")
    everyone = [find_coder(project, name).id for name in ("Anna", "Ben")]
    bridge = coded.article("bridge.txt").id
    project.ask(assignments.set, tuple(Assignment(one, bridge, RELIABILITY, 0) for one in everyone))
    kit = kit_of(coded, "Anna")
    data = kit.read_bytes()
    hidden = secrets_of(project, anna.id) | {
        b"Anna will not see this coming",
        b"Ben knows these otters",
        b"so says the lead",
        b"reliability",
        b"locked",
        b"the judge says so",
        b"codebook gap",
        b"0.31415",
        b"Justitia",
        project.id.encode(),
        b"Ben",
    }
    assert len(hidden) > 30
    assert [secret for secret in hidden if secret in data] == []
    with open_project(kit) as opened:
        assert opened.ask(verify.check) == ()
        write_return(opened, coded.folder / "anna.zip")
    with zipfile.ZipFile(coded.folder / "anna.zip") as archive:
        unpacked = b"".join(archive.read(name) for name in archive.namelist())
    assert [secret for secret in hidden if secret in unpacked] == []


def test_a_kit_has_no_quote_more_than_if_nobody_else_had_coded(coded: Team, tmp_path: Path) -> None:
    """Quotes stand in the text of the article itself, so they are counted, and not only looked for."""
    project = coded.project
    ben = find_coder(project, "Ben")
    quotes = {p.quote.encode() for p in project.ask(passages.all) if p.owner == ben.id}
    with_ben = kit_of(coded, "Anna").read_bytes()
    alone = begin(tmp_path / "alone")
    with alone.project:
        for name in ("bridge.txt", "otter.txt"):
            alone.add(name, coded.article(name).text)
        alone.coder("Anna")
        own = [p for p in project.ask(passages.all) if p.owner != ben.id]
        for passage in own:
            name = coded.project.ask(articles.get, passage.article).name
            alone.mark("Anna", name, passage.label, passage.quote)
        without_ben = kit_of(alone, "Anna").read_bytes()
    assert len(quotes) > 2
    assert {quote: with_ben.count(quote) for quote in quotes} == {
        quote: without_ben.count(quote) for quote in quotes
    }


def test_the_search_would_find_what_it_looks_for(coded: Team) -> None:
    ben = find_coder(coded.project, "Ben")
    data = kit_of(coded, "Ben").read_bytes()
    anna = find_coder(coded.project, "Anna")
    assert ben.id.encode() in data
    assert b"Ben" in data
    coded.project.close()
    assert [s for s in (anna.id.encode(), b"Anna") if s not in coded.project.path.read_bytes()] == []


def test_a_kit_brings_articles_zones_codebook_and_ones_own_earlier_work(coded: Team) -> None:
    project = coded.project
    bridge = coded.article("bridge.txt")
    project.ask(zones.replace, bridge.id, [Zone(bridge.id, "title", 0, 35, "accepted", "first line")])
    with open_project(kit_of(coded, "Anna")) as kit:
        assert kit.kit == find_coder(project, "Anna").id
        assert kit.ask(articles.get, bridge.id) == bridge
        assert kit.ask(articles.original, bridge.id) == project.ask(articles.original, bridge.id)
        assert kit.ask(zones.of_article, bridge.id) == project.ask(zones.of_article, bridge.id)
        assert kit.ask(codebooks.current).text == project.ask(codebooks.current).text  # type: ignore[union-attr]
        own = [p for p in project.ask(passages.all) if p.owner == kit.kit]
        assert own
        assert kit.ask(passages.all) == tuple(own)
        assert [(p.article, p.state) for p in kit.ask(progress.all)] == [
            (p.article, p.state) for p in project.ask(progress.all) if p.coder == kit.kit
        ]


def test_in_a_kit_only_coding_is_possible_and_only_by_its_coder(coded: Team) -> None:
    with open_project(kit_of(coded, "Anna")) as kit:
        refused: list[Callable[[], object]] = [
            lambda: add_coder(kit, "Zoe"),
            lambda: rename_coder(kit, "Anna", "Zoe"),
            lambda: kit.ask(settings.put, "any", "thing"),
            lambda: kit.ask(zones.replace, coded.article("bridge.txt").id, []),
            lambda: kit.ask(assignments.set, ()),
            lambda: kit.ask(purging.article, coded.article("bridge.txt").id),
            lambda: store_answer(kit, coded.article("bridge.txt").id, [KnownPassage("x", 0, 3, "", "")], ""),
        ]
        before = kit.ask(log.revisions)
        for attempt in refused:
            with pytest.raises(ProjectError, match="kit"):
                attempt()
        assert kit.ask(log.revisions) == before
        with pytest.raises(UserError, match="kit itself"):
            write_kit(kit, "Anna", coded.folder / "kit of a kit.pressmark")
        desk = Desk(kit, find_coder(kit, "Anna"))
        save(desk, planning.mark(load(desk, coded.article("otter.txt").id), 0, 6, "reporting")).result()


def test_a_project_cannot_become_a_kit(coded: Team) -> None:
    from db import kits

    anna = find_coder(coded.project, "Anna")
    with pytest.raises(ProjectError, match="written new"):
        coded.project.ask(kits.make, anna, "")
    assert coded.project.kit == ""


def test_an_unknown_coder_is_added_and_gets_every_article(team: Team) -> None:
    report = write_kit(team.project, "Cleo", team.folder / "cleo")
    assert (report.new_coder, report.articles, report.path.name) == (True, 2, "cleo.pressmark")
    assert report.changes
    assert find_coder(team.project, "Cleo").name == "Cleo"


def test_a_coder_gets_what_the_plan_says_in_the_order_of_the_plan(team: Team) -> None:
    names = ("otter.txt", "bridge.txt")
    anna = find_coder(team.project, "Anna")
    plan = [Assignment(anna.id, team.article(name).id, "pilot", at) for at, name in enumerate(names)]
    team.add("late.txt", "It was late.")
    team.project.ask(assignments.set, tuple(plan))
    with open_project(kit_of(team, "Anna")) as kit:
        assert kit.ask(assignments.all) == tuple(plan)
        assert {item.name for item in kit.ask(articles.summaries)} == set(names)


def test_a_kit_at_work_is_brought_up_to_date_and_keeps_what_was_coded(team: Team) -> None:
    project = team.project
    out = kit_of(team, "Anna")
    with open_project(out) as kit:
        desk = Desk(kit, find_coder(kit, "Anna"))
        save(desk, planning.mark(load(desk, team.article("bridge.txt").id), 0, 4, "reporting")).result()
    team.add("late.txt", "It was late.")
    text = project.ask(codebooks.current).text + "\n## Hearsay {#hearsay key=h}\n\nSomebody said so.\n"  # type: ignore[union-attr]
    project.ask(codebooks.install, text, parse(text).sha256)
    project.ask(purging.article, team.article("otter.txt").id)
    report = write_kit(project, "Anna", out)
    assert report.updated
    with open_project(out) as kit:
        assert {item.name for item in kit.ask(articles.summaries)} == {"bridge.txt", "late.txt", "otter.txt"}
        assert kit.ask(codebooks.current).text == text  # type: ignore[union-attr]
        assert [p.label for p in kit.ask(passages.all)] == ["reporting"]
        assert kit.ask(verify.check) == ()
    assert OTTER.encode() not in out.read_bytes()


def test_a_coder_far_away_merges_the_newer_kit_into_the_one_at_work(team: Team, tmp_path: Path) -> None:
    first = kit_of(team, "Anna")
    away = tmp_path / "away.pressmark"
    first.rename(away)
    team.add("late.txt", "It was late.")
    second = kit_of(team, "Anna")
    with open_project(away) as kit:
        desk = Desk(kit, find_coder(kit, "Anna"))
        save(desk, planning.mark(load(desk, team.article("bridge.txt").id), 0, 4, "reporting")).result()
        merge(kit, [second], dry_run=True)
        assert len(kit.ask(articles.summaries)) == 2
        merge(kit, [second])
        assert len(kit.ask(articles.summaries)) == 3
        assert len(kit.ask(assignments.all)) == 3
        assert len(kit.ask(passages.all)) == 1
    with open_project(second) as kit, pytest.raises(ProjectError, match="newer"):
        merge(kit, [_older(team, tmp_path)])


def _older(team: Team, folder: Path) -> Path:
    """Write a kit as one that was handed out before all others."""
    out = folder / "older.pressmark"
    write_kit(team.project, "Anna", out)
    connection = sqlite3.connect(out)
    with connection:
        connection.execute("UPDATE meta SET value = '2020-01-01T00:00:00.000Z' WHERE key = 'kit_written'")
    connection.close()
    return out


def test_a_kit_takes_in_no_project_and_no_other_coders_work(coded: Team, tmp_path: Path) -> None:
    anna, ben = kit_of(coded, "Anna"), kit_of(coded, "Ben")
    coded.project.close()
    with open_project(anna) as kit:
        for stranger in (ben, coded.project.path):
            with pytest.raises(ProjectError, match=r"work of others"):
                merge(kit, [stranger])


def test_for_recoding_the_earlier_work_stays_at_home(coded: Team) -> None:
    anna, bridge = find_coder(coded.project, "Anna"), coded.article("bridge.txt")
    coded.project.ask(assignments.set, (Assignment(anna.id, bridge.id, RECODING, 0),))
    report = write_kit(coded.project, "Anna", coded.folder / "again.pressmark", recoding=True)
    assert report.hidden
    with open_project(report.path) as kit:
        assert kit.ask(passages.all) == ()
        desk = Desk(kit, find_coder(kit, "Anna"))
        fresh = load(desk, bridge.id)
        assert fresh.passages == ()
        assert fresh.writer.phase == RECODING
        save(desk, planning.mark(fresh, 0, 4, "reporting")).result()
        finishing.finish(kit, "bridge.txt", "Anna")
        write_return(kit, coded.folder / "again.zip")
    merge(coded.project, [coded.folder / "again.zip"])
    finished = coded.project.ask(progress.finished, phase=None, as_of="first")
    mine = [f for f in finished if (f.progress.coder, f.progress.article) == (anna.id, bridge.id)]
    assert {f.progress.phase: len(f.passages) for f in mine} == {"production": 2, RECODING: 1}


def test_known_answers_go_along_only_in_a_training_kit(team: Team) -> None:
    bridge = team.article("bridge.txt").id
    known = KnownPassage("editorialising", 0, 4, "R1", "the toll, of course")
    store_answer(team.project, bridge, [known], "0" * 64)
    plain = team.folder / "plain.pressmark"
    write_kit(team.project, "Anna", plain)
    assert b"the toll, of course" not in plain.read_bytes()
    with open_project(kit_of(team, "Anna", with_answers=True)) as kit:
        assert [p.note for p in kit.ask(passages.all, layer="answer")] == ["the toll, of course"]


def test_a_kit_is_written_whole_or_not_at_all(team: Team, tmp_path: Path) -> None:
    other = tmp_path / "other.pressmark"
    other.write_bytes(b"something else")
    for bad, reason in (
        (other, "not a project file"),
        (tmp_path, "a folder"),
        (tmp_path / "nowhere" / "kit", "no folder"),
        (team.project.path, "open"),
    ):
        with pytest.raises((UserError, ProjectError), match=reason):
            write_kit(team.project, "Anna", bad)
    assert other.read_bytes() == b"something else"
    ben = kit_of(team, "Ben")
    with pytest.raises(UserError, match="no kit of this coder"):
        write_kit(team.project, "Anna", ben)


def test_a_kit_without_anything_to_code_is_refused_and_nobody_added(tmp_path: Path) -> None:
    from desktop.study.opening import create

    with create(tmp_path / "empty.pressmark") as project:
        with pytest.raises(UserError, match="no articles"):
            write_kit(project, "Anna", tmp_path / "anna.pressmark")
        assert project.ask(coders.all) == ()


def test_a_kit_merges_like_its_return(coded: Team) -> None:
    kit = kit_of(coded, "Anna")
    with open_project(kit) as opened:
        desk = Desk(opened, find_coder(opened, "Anna"))
        save(desk, planning.mark(load(desk, coded.article("otter.txt").id), 0, 6, "reporting")).result()
    (taken,) = coded.project.ask(merging.take_in, [outside.project_file(kit)], dry_run=True)
    assert taken.counts.passages == 1
    report = merge(coded.project, [kit])
    assert [(item.kind, item.coder, item.counts.passages) for item in report.items] == [("kit", "Anna", 1)]
