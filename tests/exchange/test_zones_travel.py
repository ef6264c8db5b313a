"""Zones are frozen in what a coder receives; a flag on one comes back with the work and changes nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import articles, zones
from db.errors import ProjectError
from desktop.errors import UserError
from desktop.exchange.kits import write_kit
from desktop.exchange.merging import merge
from desktop.exchange.returns import write_return
from desktop.study import proposals
from desktop.study import zones as study
from desktop.study.coders import find_coder
from desktop.study.desk import Desk, load, save
from desktop.study.importing import add_articles
from desktop.study.opening import open_project
from desktop.study.reproposing import propose_again
from tests.exchange.team import Team, begin, read_rows
from tests.exchange.test_comments import THREAD


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = begin(tmp_path / "team")
    with made.project:
        made.add("thread.txt", THREAD)
        made.coder("Anna")
        yield made


def test_a_kit_has_the_zones_and_lets_nobody_change_them(team: Team) -> None:
    proposals.set_setting(team.project, proposals.COMMENTS)
    write_kit(team.project, "Anna", team.folder / "anna.pressmark")
    before = [(z.kind, z.start, z.end, z.state, z.rule) for z in team.project.ask(zones.all)]
    with open_project(team.folder / "anna.pressmark") as kit:
        found = kit.ask(zones.all)
        assert [(z.kind, z.start, z.end, z.state, z.rule) for z in found] == before
        title = found[0]
        refusals: tuple[Callable[[], object], ...] = (
            lambda: study.reject_zone(kit, "thread.txt", title.id),
            lambda: study.correct_zone(kit, "thread.txt", title.id, end=4),
            lambda: study.draw_zone(kit, "thread.txt", "deck", 0, 4),
            lambda: study.code_boilerplate(kit, on=True),
            lambda: proposals.set_setting(kit, proposals.ALL),
        )
        for change in refusals:
            with pytest.raises((UserError, ProjectError), match="This is a kit"):
                change()
        assert propose_again(kit)[0] == 0
        assert kit.ask(zones.all) == found
        assert add_articles(kit, [team.folder / "in"]).count("refused") == 0  # it is there already
        assert proposals.setting(kit) == proposals.COMMENTS


def test_a_flag_and_a_marked_thread_come_back_with_the_return(team: Team) -> None:
    kit_path, parcel = team.folder / "anna.pressmark", team.folder / "anna.return"
    write_kit(team.project, "Anna", kit_path)
    with open_project(kit_path) as kit:
        desk = Desk(kit, find_coder(kit, "Anna"))
        loaded = load(desk, kit.ask(articles.find, "thread.txt").id)
        title = next(zone for zone in loaded.zones if zone.kind == "title")
        save(desk, study.flag_zone(loaded, title.id, study.WRONG)).result()
        assert proposals.mark_thread_of(kit, "thread.txt", "Anna") == 2
        write_return(kit, parcel)
    merge(team.project, [parcel])
    (flag,) = study.zone_flags(team.project)
    assert (flag.zone, flag.coder, flag.says) == (title.id, "Anna", "wrong")
    team.finish("Anna", "thread.txt")
    rows = read_rows(team.export())
    assert [row["origin"] for row in rows if row["label"]] == ["proposal", "proposal"]
    assert not any(row["attributes"] for row in rows)
