"""Random work in random copies, merged in any order: all of it is there, and everywhere the same."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import acts, articles, assignments, coders, merging, passages, purging
from db import settings as lead_settings
from db.ids import new_id
from db.records import (
    ADJUDICATED,
    Act,
    Article,
    Assignment,
    Change,
    Coder,
    Decision,
    DeletePassage,
    MarkArticle,
    NewArticle,
    Passage,
    PutDecision,
    PutPassage,
    SetProgress,
    State,
    Writer,
)
from db.vetting import HASH, SEQUENCE
from tests.db.copies import File, contents, derived_again

STEPS = 50
EXAMPLES = 300
"""Of each of three runs; another hundred run on real files in tests/exchange."""
TEXTS = ("A mill, a river 😀, and a town that waits. " * 2, "The vote is on Monday. We doubt it, don't we?")


def article(name: str, text: str) -> NewArticle:
    return NewArticle(name, "", text, text.encode(), "txt", "1", "utf-8", "lf", "test", ())


@dataclass
class World:
    """Some copies of one project, and every revision that anybody was told is saved."""

    files: list[File]
    coders: tuple[Coder, ...]
    saved: set[bytes] = field(default_factory=set)

    def note(self, file: File) -> None:
        """Take down what is in a file now: from here on it must never be lost."""
        self.saved |= {row[0] for row in file.session.connection.execute("SELECT hash FROM revision")}


_BASE: list[tuple[File, tuple[Coder, ...]]] = []


def begin() -> World:
    if not _BASE:
        file = File.new()
        for number, text in enumerate(TEXTS):
            articles.add(file.session, article(f"{number}.txt", text))
        _BASE.append((file, tuple(coders.add(file.session, name) for name in ("Anna", "Ben"))))
    base, who = _BASE[0]
    return World([base.copy(), base.copy()], who)


def mark(world: World, file: File, dice: random.Random) -> None:
    session = file.session
    coder = dice.choice(world.coders)
    found = dice.choice(articles.all(session))
    writer = Writer(coder.id)
    own = passages.of_article(session, found.id, owners=(coder.id,))
    kind = dice.randrange(8)
    if kind < 3 or not own:
        start = dice.randrange(len(found.text) - 5)
        changes: tuple[Change, ...] = (PutPassage(_passage(coder.id, found, start, start + 4)),)
        if dice.random() < 0.3:
            changes += (SetProgress(found.id, State.BEGUN),)
    elif kind == 3:
        changes = (
            PutPassage(
                replace(dice.choice(own), label=dice.choice("xyz"), note=dice.choice(("", "why"))),
            ),
        )
    elif kind == 4:
        changes = (DeletePassage(dice.choice(own).id),)
    elif kind == 5:
        changes = (SetProgress(found.id, dice.choice(list(State)[1:]), dice.choice(("", "a stub"))),)
    elif kind == 6:
        changes = (MarkArticle(found.id, "genre", dice.choice(("", "news", "column"))),)
    else:
        gold = _passage(coder.id, found, 0, 4, layer=ADJUDICATED)
        judged = Decision(
            new_id(), coder.id, found.id, "production", 0, 4, "union", (own[0].revision,), (coder.id,)
        )
        changes = (
            PutPassage(gold),
            PutDecision(replace(judged, gold=(gold.id,), note=dice.choice(("", "hm")))),
        )
        writer = Writer(coder.id, ADJUDICATED)
    acts.commit(session, writer, Act(new_id(), "act", found.id, changes))


def _passage(owner: str, found: Article, start: int, end: int, layer: str = "coder") -> Passage:
    return Passage(
        new_id(),
        owner,
        layer,
        "production",
        found.id,
        "x",
        start,
        end,
        found.text[start:end],
        found.text_sha256,
    )


def turn(world: World, file: File, dice: random.Random) -> None:
    writer = Writer(dice.choice(world.coders).id, dice.choice(("coder", "coder", ADJUDICATED)))
    dice.choice((acts.undo, acts.undo, acts.redo))(file.session, writer)


def lead(world: World, file: File, dice: random.Random) -> None:
    session = file.session
    kind = dice.randrange(6)
    who = dice.choice(world.coders)
    if kind == 0:
        coders.rename(session, who, f"{who.id[-4:]} {dice.randrange(99)}")
    elif kind == 1:
        lead_settings.put(session, "colour", dice.choice(("red", "blue")))
    elif kind == 2:
        text = f"Text number {dice.randrange(4)}. " * 3
        articles.add(session, article(f"new {dice.randrange(3)}.txt", text), new_version=True)
    elif kind == 3:
        found = articles.summaries(session)
        assignments.set(session, tuple(Assignment(who.id, a.id, "pilot", i) for i, a in enumerate(found)))
    elif kind == 4:
        found = articles.summaries(session)
        articles.set_metadata(session, dice.choice(found).id, (("outlet", str(dice.randrange(3))),))
    elif dice.random() < 0.5 and len(found := articles.summaries(session)) > 2:
        purging.article(session, found[-1].id)


def copy(world: World, file: File, dice: random.Random) -> None:
    made = file.copy(same_place=dice.random() < 0.3)
    if len(world.files) < 4:
        world.files.append(made)
    else:
        # Somebody puts an older copy in the place of a newer one; what is lost there must be elsewhere.
        victim = dice.randrange(4)
        if world.files[victim] is not file:
            world.note(world.files[victim])
            merge(world, file, world.files[victim], again=False)
            world.files[victim].close()
            world.files[victim] = made
            return
        made.close()


def merge(world: World, file: File, other: File, *, again: bool = True) -> None:
    merging.take_in(file.session, [other.source()])
    if again:
        (twice,) = merging.take_in(file.session, [other.source()])
        assert twice.counts.revisions == 0


def take_return(world: World, file: File, dice: random.Random) -> None:
    """Merge a coder's return from another copy, often only a part of it."""
    other, coder = dice.choice(world.files), dice.choice(world.coders)
    if not all_whole(other):
        return  # only the lead purges, and no kit
    first, last = dice.choice(((1, 999), (1, 3), (2, 4), (3, 999)))
    source = other.returned(coder.id, lambda row: first <= row[SEQUENCE] <= last)
    merging.take_in(file.session, [source], dry_run=dice.random() < 0.1)


def all_whole(file: File) -> bool:
    return not file.session.connection.execute("SELECT 1 FROM article WHERE purged = 1").fetchone()


def clock(world: World, file: File, dice: random.Random) -> None:
    file.clock.at += timedelta(days=dice.randrange(-400, 400))


def merge_some(world: World, file: File, dice: random.Random) -> None:
    merge(world, file, dice.choice(world.files))


Step = Callable[[World, File, random.Random], None]
WHAT: tuple[Step, ...] = (
    (mark,) * 22
    + (turn,) * 8
    + (lead,) * 6
    + (take_return,) * 5
    + (merge_some,) * 3
    + (copy,) * 3
    + (clock,) * 2
)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("run", range(3))
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(plan=st.binary(min_size=STEPS * 2, max_size=STEPS * 2), order=st.randoms(use_true_random=False))
def test_every_acknowledged_act_is_everywhere_once_everything_is_merged(
    run: int, plan: bytes, order: random.Random
) -> None:
    world = begin()
    for at in range(0, len(plan), 2):
        dice = random.Random(plan[at] * 256 + plan[at + 1] + at)
        WHAT[plan[at] % len(WHAT)](world, world.files[plan[at + 1] % len(world.files)], dice)
    for file in world.files:
        world.note(file)
    results = []
    for file in world.files[:3]:
        into = file.copy()
        others = list(world.files)
        order.shuffle(others)
        merging.take_in(into.session, [other.source() for other in others])
        results.append(contents(into.session))
        assert derived_again(into.session) == results[-1]
        into.close()
    for file in world.files:
        file.close()
    assert all(result == results[0] for result in results)
    assert world.saved <= {row[HASH] for table in ("revision", "waiting") for row in results[0][table]}
