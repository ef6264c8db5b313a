"""The project that the benches work on: one article, two coders, a few passages."""

import random
from pathlib import Path

from db import articles
from db.project import Project
from db.records import NewArticle, Zone
from desktop.articles.sentences import SEGMENTER, sentence_spans
from desktop.study.coders import add_coder
from desktop.study.opening import create
from tests.durability.gestures import sit_down

_SENTENCE = "the mayor said council vote budget — “nobody” bridge, of course 😀 river-side mill why? no! town"
_WORDS = tuple(_SENTENCE.replace("-", "\u00a0").split(" "))
SOME_ACTS = 12


def words(seed: int, count: int) -> str:
    """Return a text of made-up sentences, `count` words long."""
    chance = random.Random(seed)
    said = [chance.choice(_WORDS) + chance.choice(("", "", "", ".", ".\n")) for _ in range(count)]
    return " ".join(said)


def article(name: str, seed: int, count: int) -> NewArticle:
    """Return an article to add."""
    text = words(seed, count)
    return NewArticle(
        name=name,
        title=f"Title {seed}",
        text=text,
        original=text.encode(),
        reader="txt",
        reader_version="1",
        encoding="utf-8",
        line_ends="lf",
        segmenter=SEGMENTER,
        sentences=sentence_spans(text),
        zones=(Zone("", "body", 0, len(text), "accepted"),),
    )


def make(path: Path, seed: int = 1, size: int = 900) -> str:
    """Make a project with an article of `size` words and some acts; return the article's id."""
    with create(path) as project:
        add_coder(project, "Anna")
        add_coder(project, "Berta")
        identity = project.ask(articles.add, article("mill.txt", seed, size)).id
        work(project, identity, seed)
    return identity


def work(project: Project, identity: str, seed: int, acts: int = SOME_ACTS) -> None:
    """Let the first coder do some acts."""
    coder = sit_down(project, identity, seed, lambda _: None)
    done = 0
    while done < acts:
        done += coder.gesture() is not None
