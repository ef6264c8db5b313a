"""A return goes back whole or not at all: whatever was done to it on the way is found, and named."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db import leaving, passages
from db.errors import ProjectError
from db.log import COLUMNS, FIRST, hash_of_row
from db.project import Project
from db.session import Session
from desktop.errors import UserError
from desktop.exchange import parcel
from desktop.exchange.kits import write_kit
from desktop.exchange.merging import MergeReport, merge
from desktop.exchange.parcel import ASIDES, MANIFEST, PAYLOADS, REVISIONS
from desktop.exchange.returns import packed, write_return
from desktop.study import finishing, planning
from desktop.study.coders import find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.opening import create, open_project
from tests.exchange.team import Team

Row = tuple[Any, ...]


@pytest.fixture
def kit(team: Team) -> Path:
    """Anna's kit, with two passages and a finished article in it."""
    path = team.folder / "anna.pressmark"
    write_kit(team.project, "Anna", path)
    with open_project(path) as opened:
        mark(opened, team, "bridge.txt", 0, 4, note="the toll?")
        mark(opened, team, "otter.txt", 0, 6)
        finishing.finish(opened, "bridge.txt", "Anna")
    return path


def mark(opened: Project, team: Team, article: str, start: int, end: int, note: str = "") -> None:
    desk = Desk(opened, find_coder(opened, "Anna"))
    planned = planning.mark(load(desk, team.article(article).id), start, end, "editorialising", exact=True)
    save(desk, planned).result()
    if note:
        now = load(desk, team.article(article).id)
        save(desk, planning.set_note(now, planned.put[0].id, note)).result()


def packed_by(kit: Path, name: str = "anna.zip", **more: Path) -> Path:
    out = kit.parent / name
    with open_project(kit) as opened:
        write_return(opened, out, **more)
    return out


def state_of(project: Project) -> tuple[object, ...]:
    def read(session: Session) -> tuple[object, ...]:
        tables = ("revision", "waiting", "stream", "aside", "passage", "progress", "held")
        return tuple(session.connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables)

    return project.ask(read)


def refused(team: Team, path: Path, reason: str) -> str:
    """Merge a file that must be refused, and make sure that nothing changed."""
    before = state_of(team.project)
    with pytest.raises((UserError, ProjectError), match=reason) as caught:
        merge(team.project, [path])
    assert state_of(team.project) == before
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


def test_what_was_coded_in_a_kit_arrives(team: Team, kit: Path) -> None:
    report = merge(team.project, [packed_by(kit)])
    assert report.sentence().startswith("Added 6 steps: 2 new passages")
    assert [(p.quote, p.note) for p in team.project.ask(passages.all)] in (
        [("Toll", "the toll?"), ("Otters", "")],
        [("Otters", ""), ("Toll", "the toll?")],
    )
    assert report.completeness == ("Anna 1–6 complete",)
    assert report.changes


def test_the_same_work_gives_the_same_bytes(kit: Path) -> None:
    assert packed_by(kit, "one.zip").read_bytes() == packed_by(kit, "two.zip").read_bytes()


def test_a_return_may_come_any_number_of_times_in_any_order(team: Team, kit: Path) -> None:
    first = packed_by(kit, "first.zip")
    with open_project(kit) as opened:
        mark(opened, team, "otter.txt", 7, 14)
    second = packed_by(kit, "second.zip")
    assert merge(team.project, [second]).added == 7
    assert merge(team.project, [first, second, first]).added == 0
    assert len(team.project.ask(passages.all)) == 3


def test_what_came_after_an_earlier_return_waits_until_that_is_merged(team: Team, kit: Path) -> None:
    first = packed_by(kit, "first.zip")
    with open_project(kit) as opened:
        mark(opened, team, "otter.txt", 7, 14)
    second = packed_by(kit, "second.zip", since=first)
    report = merge(team.project, [second])
    assert report.items[0].waiting == ("Anna 7",)
    assert report.completeness == ("Anna nothing yet, waiting for 1–6",)
    assert team.project.ask(passages.all) == ()
    report = merge(team.project, [first])
    assert report.completeness == ("Anna 1–7 complete",)
    assert len(team.project.ask(passages.all)) == 3


def test_a_coder_may_work_in_two_kits_and_is_shown_edits_that_did_not_know_each_other(
    team: Team, kit: Path, tmp_path: Path
) -> None:
    merge(team.project, [packed_by(kit)])
    at_home, at_work = tmp_path / "home.pressmark", tmp_path / "work.pressmark"
    for path, label in ((at_home, "reporting"), (at_work, "user-comment")):
        write_kit(team.project, "Anna", path)
        with open_project(path) as opened:
            desk = Desk(opened, find_coder(opened, "Anna"))
            now = load(desk, team.article("otter.txt").id)
            save(desk, planning.relabel(now, now.passages[0].id, label)).result()
    report = merge(team.project, [packed_by(at_home, "home.zip"), packed_by(at_work, "work.zip")])
    assert report.conflicts == (("Anna", 1),)
    assert report.completeness == ("Anna 1–6 complete; stream 2: 1–1 complete; stream 3: 1–1 complete",)
    ((one, two),) = team.project.ask(passages.conflicts, find_coder(team.project, "Anna").id)
    assert {one.label, two.label} == {"reporting", "user-comment"}


def test_each_byte_flipped_is_found(team: Team, tmp_path: Path) -> None:
    kit = tmp_path / "small.pressmark"
    write_kit(team.project, "Anna", kit)
    with open_project(kit) as opened:
        mark(opened, team, "otter.txt", 0, 6)
    path = packed_by(kit)
    data = path.read_bytes()
    before = state_of(team.project)
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes((data[at] ^ (1 + at % 255),)) + data[at + 1 :])
        with pytest.raises(UserError, match=r"anna\.zip"):
            merge(team.project, [path])
    assert state_of(team.project) == before
    path.write_bytes(data)
    assert merge(team.project, [path]).added == 2


def test_a_return_cut_off_anywhere_is_refused(team: Team, kit: Path) -> None:
    path = packed_by(kit)
    data = path.read_bytes()
    for length in [0, 1, 3, 100, len(data) // 2, len(data) - 64, len(data) - 1]:
        path.write_bytes(data[:length])
        refused(team, path, r"anna\.zip")


def rezipped(path: Path, change: Callable[[dict[str, bytes]], None], *, seal: bool = True) -> Path:
    """Write a return with other contents, sealed like one that this program wrote."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
        comment = archive.comment
    change(entries)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
        archive.comment = comment
    path.write_bytes(parcel.seal(out.getvalue()) if seal else out.getvalue())
    return path


def test_a_changed_line_is_named(team: Team, kit: Path) -> None:
    def change(entries: dict[str, bytes]) -> None:
        entries[PAYLOADS] = entries[PAYLOADS].replace(b"editorialising", b"reporting     ", 1)

    sentence = refused(team, rezipped(packed_by(kit), change, seal=False), "changed or damaged")
    assert f"in {PAYLOADS}" in sentence
    refused(team, rezipped(packed_by(kit), change), f"{PAYLOADS} is not what its manifest announces")


def retold(entries: dict[str, bytes]) -> None:
    """Make the manifest tell the entries as they are now."""
    manifest = json.loads(entries[MANIFEST])
    manifest["entries"] = {name: parcel._told(entries[name]) for name in parcel.LINES}
    entries[MANIFEST] = json.dumps(manifest).encode()


def test_a_changed_line_is_found_by_its_hash_even_where_the_manifest_was_changed_with_it(
    team: Team, kit: Path
) -> None:
    def change(entries: dict[str, bytes]) -> None:
        entries[PAYLOADS] = entries[PAYLOADS].replace(b"editorialising", b"reporting", 1)
        retold(entries)

    refused(team, rezipped(packed_by(kit), change), r"anna\.zip: revision 1 of stream .* hash differs")


def test_a_changed_note_is_found(team: Team, kit: Path) -> None:
    def change(entries: dict[str, bytes]) -> None:
        entries[ASIDES] = entries[ASIDES].replace(b"the toll?", b"the toll!", 1)
        retold(entries)

    refused(team, rezipped(packed_by(kit), change), "its note is not what was written")


def test_a_note_left_out_is_missed(team: Team, kit: Path) -> None:
    def change(entries: dict[str, bytes]) -> None:
        lines = entries[ASIDES].splitlines(keepends=True)
        entries[ASIDES] = b"".join(line for line in lines if b"the toll?" not in line)
        retold(entries)

    refused(team, rezipped(packed_by(kit), change), "its note is not what was written")


def test_revisions_left_out_are_missed(team: Team, kit: Path) -> None:
    def change(entries: dict[str, bytes]) -> None:
        for name in (REVISIONS, PAYLOADS):
            entries[name] = b"".join(entries[name].splitlines(keepends=True)[:-1])
        retold(entries)

    refused(team, rezipped(packed_by(kit), change), "does not hold the revisions that its manifest announces")


def test_a_return_of_another_project_is_refused(team: Team, kit: Path, tmp_path: Path) -> None:
    with create(tmp_path / "other.pressmark") as other, pytest.raises(ProjectError, match="another project"):
        merge(other, [packed_by(kit)])


def test_a_return_of_an_unknown_coder_is_refused(team: Team, kit: Path) -> None:
    def change(entries: dict[str, bytes]) -> None:
        manifest = json.loads(entries[MANIFEST])
        manifest["coder"] = "0190a000-0000-7000-8000-000000000000"
        entries[MANIFEST] = json.dumps(manifest).encode()

    refused(team, rezipped(packed_by(kit), change), "a coder whom this project does not know")


def test_a_return_that_holds_somebody_elses_stream_is_refused(team: Team, kit: Path) -> None:
    ben = find_coder(team.project, "Ben").id

    def change(entries: dict[str, bytes]) -> None:
        manifest = json.loads(entries[MANIFEST])
        manifest["coder"] = ben
        entries[MANIFEST] = json.dumps(manifest).encode()

    refused(team, rezipped(packed_by(kit), change), "more than its coder's own work")


def test_a_return_of_a_newer_format_says_what_to_do(team: Team, kit: Path) -> None:
    path = packed_by(kit)
    data = path.read_bytes().replace(b"pressmark return 1 ", b"pressmark return 2 ")
    path.write_bytes(parcel.seal(data))
    refused(team, path, "has format 2, this program knows 1: update Pressmark")


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "C:\\x", "revisions.jsonl/..", "CON", "extra.txt"])
def test_entries_by_other_names_are_refused(team: Team, kit: Path, name: str) -> None:
    def change(entries: dict[str, bytes]) -> None:
        entries[name] = b"x"

    refused(team, rezipped(packed_by(kit), change), "which no return has")
    assert not list(kit.parent.rglob("x"))


def test_a_missing_entry_is_named(team: Team, kit: Path) -> None:
    def change(entries: dict[str, bytes]) -> None:
        del entries[ASIDES]

    refused(team, rezipped(packed_by(kit), change), "damaged")


def test_a_thousandfold_compression_is_refused_before_it_is_unpacked(team: Team, kit: Path) -> None:
    def change(entries: dict[str, bytes]) -> None:
        entries[REVISIONS] += b" " * 30_000_000

    refused(team, rezipped(packed_by(kit), change), "refused as harmful")


def test_nonsense_in_the_manifest_is_refused(team: Team, kit: Path) -> None:
    for nonsense in (b"", b"[]", b"{", b'{"entries": {}}', b'{"entries": 3}', b"[" * 100_000, b"\xff\xfe"):

        def change(entries: dict[str, bytes], nonsense: bytes = nonsense) -> None:
            entries[MANIFEST] = nonsense

        refused(team, rezipped(packed_by(kit), change), r"anna\.zip")


def test_nonsense_in_a_line_is_refused_with_its_number(team: Team, kit: Path) -> None:
    for nonsense in (b"", b"[]", b"{}", b"3", b'{"id": NaN}', b"[" * 100_000, b"\xff"):

        def change(entries: dict[str, bytes], nonsense: bytes = nonsense) -> None:
            lines = entries[REVISIONS].split(b"\n")
            lines[1] = nonsense
            entries[REVISIONS] = b"\n".join(lines)
            retold(entries)

        refused(team, rezipped(packed_by(kit), change), f"{REVISIONS} line 2")


def forged(kit: Path, change: Callable[[dict[str, Any]], None], verb: str = "mark") -> Path:
    """Pack a return in which every hash is right, but what the first such revision says is not."""
    names = [name.strip() for name in COLUMNS.split(",")]
    with open_project(kit) as opened:
        work = opened.ask(leaving.own_work, opened.kit)
        rows, before, done = [], FIRST, False
        for row in work.revisions:
            told = dict(zip(names, row, strict=True)) | {"previous": before}
            if told["verb"] == verb and not done:
                body = json.loads(told["payload"])
                told["body"] = body
                change(told)
                told["payload"] = json.dumps(told.pop("body")).encode()
                done = True
            values = [told[name] for name in names]
            values[4] = before = hash_of_row(tuple(values))
            rows.append(tuple(values))
        assert done
        out = kit.parent / "forged.zip"
        out.write_bytes(packed(replace(work, revisions=tuple(rows)), opened.id))
    return out


def _set(*path: str, to: object) -> Callable[[dict[str, Any]], None]:
    def change(told: dict[str, Any]) -> None:
        for key in path[:-1]:
            told = told[key]
        told[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_set("body", "state", "end", to=10_000), "does not lie in the text"),
        (_set("body", "state", "start", to=-1), "cannot be read"),
        (_set("body", "state", "start", to=2), "is not what stands there"),
        (_set("body", "state", "start", to="0"), "cannot be read"),
        (_set("body", "state", "end", to=2**70), "cannot be read"),
        (_set("body", "state", "end", to=0), "does not lie in the text"),
        (_set("body", "state", "quote", to=None), "cannot be read"),
        (_set("body", "state", "quote", to="../../x"), "cannot be read"),
        (_set("body", "state", "quote", to="0" * 64), "not what was written"),
        (_set("body", "state", "flags", to="unsure"), "cannot be read"),
        (_set("body", "kind", to="article"), "cannot be read"),
        (_set("body", "kind", to="nothing"), "cannot be read"),
        (_set("body", "parents", to=None), "cannot be read"),
        (_set("body", to=[]), "cannot be read"),
        (_set("text_sha256", to="0" * 64), "another text"),
        (_set("time", to="tomorrow"), "cannot be"),
        (_set("id", to="1"), "cannot be"),
        (_set("subject", to="progress/x"), "cannot be read"),
    ],
)
def test_a_forged_revision_is_refused_whole_with_its_place(
    team: Team, kit: Path, change: Callable[[dict[str, Any]], None], reason: str
) -> None:
    sentence = refused(team, forged(kit, change), reason)
    assert sentence.startswith("forged.zip: revision 1 of stream ")


def test_nobody_changes_another_coders_passage(team: Team, kit: Path) -> None:
    theirs = team.mark("Ben", "otter.txt", "reporting", "Otters counted")
    refused(team, forged(kit, _set("subject", to=theirs.id)), "belongs to somebody else")


def test_an_id_that_stands_for_something_else_here_is_refused(team: Team, kit: Path) -> None:
    theirs = team.mark("Ben", "otter.txt", "reporting", "Otters counted")
    refused(team, forged(kit, _set("id", to=theirs.revision)), "belongs to revision 1 of stream")


def test_work_on_a_text_that_is_not_here_is_kept_aside_until_it_comes(team: Team, tmp_path: Path) -> None:
    team.project.close()
    shutil.copyfile(team.project.path, tmp_path / "copy.pressmark")
    with open_project(tmp_path / "copy.pressmark") as project:
        copy = replace(team, project=project, folder=tmp_path)
        copy.add("late.txt", "It was late, of course.")
        write_kit(project, "Anna", tmp_path / "anna.pressmark")
        with open_project(tmp_path / "anna.pressmark") as opened:
            mark(opened, copy, "late.txt", 0, 6)
            mark(opened, copy, "otter.txt", 0, 6)
    with open_project(team.project.path) as project:
        here = replace(team, project=project)
        here.add("late.txt", "It was late, they say.")
        report = merge(project, [packed_by(tmp_path / "anna.pressmark")])
        assert _kept(report) == [("late.txt", 1, "the text differs from this project's")]
        assert [p.quote for p in project.ask(passages.all)] == ["Otters"]
        merge(project, [tmp_path / "copy.pressmark"])
        assert sorted(p.quote for p in project.ask(passages.all)) == ["It was", "Otters"]


def _kept(report: MergeReport) -> list[tuple[str, int, str]]:
    return [(one.article, one.passages, one.reason) for item in report.items for one in item.kept_aside]
