"""Every door through which a file from outside comes in, each with small files that are as they should be."""

import random
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from db import articles, passages, verify
from db.errors import ProjectError
from db.project import Project
from desktop.agreement.ratings import read_ratings
from desktop.agreement.spans import read_spans
from desktop.articles.assembling import assemble
from desktop.articles.reading import READERS, Reader, Source, read_bytes
from desktop.codebook import parse
from desktop.errors import UserError
from desktop.exchange.csv_out import FLAVOURS
from desktop.exchange.kits import write_kit
from desktop.exchange.labels_csv import ExportSettings
from desktop.exchange.labels_export import export_labels
from desktop.exchange.labels_import import import_labels
from desktop.exchange.merging import merge
from desktop.exchange.returns import write_return
from desktop.study.import_questions import encoding_preview, pdf_preview, table_preview
from desktop.study.opening import default_codebook, open_project
from tests.articles.made_files import docx, odt, pdf, xlsx, zipped
from tests.durability import base
from tests.durability.gestures import sit_down
from tests.fuzz.mutating import changed, repacked, resealed

KEPT = Path(__file__).with_name("team.zip")
TEAM = ("study.pressmark", "kit.pressmark", "work.pressmark-return")
Mutate = Callable[[bytes, random.Random], bytes]
Enter = Callable[[Path], object]
Room = Callable[[Path], Iterator[tuple[tuple[bytes, ...], Enter]]]


@dataclass(frozen=True, slots=True)
class Door:
    """One door: `open` gives, in a folder, files as they should be, and what takes one in.

    `heavy` says how many times longer an entry takes than at the others, about.
    """

    name: str
    suffix: str
    room: Room
    ways: tuple[Mutate, ...] = (changed,)
    heavy: int = 1

    @contextmanager
    def open(self, folder: Path) -> Iterator[tuple[tuple[bytes, ...], Enter]]:
        """Prepare the door in a folder."""
        yield from self.room(folder)


class BurstError(AssertionError):
    """Something came through that is neither the file nor a refusal in one sentence."""


def enter(take: Enter, path: Path) -> str:
    """Take a file in; return "" or the sentence of its refusal; BurstError for anything else."""
    try:
        take(path)
    except (UserError, ProjectError) as refusal:
        sentence = str(refusal)
        if not sentence or "\n" in sentence:
            raise BurstError(f"a refusal must be one sentence, not {sentence!r}") from refusal
        return sentence
    except Exception as error:
        raise BurstError(f"{type(error).__name__}: {error}") from error
    return ""


_PAGE = b"""<!doctype html><html><head><title>Mill</title><meta name="author" content="A. Bell">
<meta property="article:published_time" content="2026-03-01T10:00:00Z"></head><body><article><h1>Mill</h1>
<p>The mill closed. <b>Of course</b> it did &amp; nobody asked.</p><ul><li>One</li></ul></article>
<section class="comments"><div class="comment"><span>Rae</span><p>Well said.</p></div></section></body>
</html>"""
_ARCHIVE = b"""MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r
Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r
<html><body><p>The mill closed=2C of course.</p></body></html>\r\n--b--\r\n"""
_SEEDS: dict[str, Callable[[], tuple[bytes, ...]]] = {
    "text": lambda: (b"The mill closed.\n\nOf course it did.\n\nComments (2)\nRae\n2 hours ago\nSaid.\n",),
    "markdown": lambda: (b"# Mill\n\nThe *mill* closed.\n\n> Of course.\n",),
    "table": lambda: (b'id,title,text,date\n1,Mill,"The mill ""closed"".",2026-03-01\n2,Pond,Quiet.,\n',),
    "spreadsheet": lambda: (xlsx([["title", "text"], ["Mill", "The mill closed."], ["Pond", 3]]),),
    "word": lambda: (docx(["The mill closed.", ("Heading1", "Pond")], title="Mill"),),
    "opendocument": lambda: (odt('<text:h>Mill</text:h><text:p>It <text:s text:c="3"/>closed.</text:p>'),),
    "rich text": lambda: (rb"{\rtf1\ansi{\fonttbl{\f0 A;}}\b Mill\b0\par It \'e9 \u8220? closed.\par}",),
    "web page": lambda: (_PAGE,),
    "web archive": lambda: (_ARCHIVE,),
    "pdf": lambda: (pdf([["The mill closed.", "Of course."], ["It did."]]),),
    "zip": lambda: (zipped({"a.txt": "The mill closed.", "b/c.html": _PAGE, "d.csv": "title,text\nA,B\n"}),),
}
_PACKED = frozenset({"spreadsheet", "word", "opendocument", "zip"})


_PREVIEWS: dict[str, Enter] = {
    "text": encoding_preview,
    "table": table_preview,
    "spreadsheet": table_preview,
    "pdf": pdf_preview,
}


def _of_articles(reader: Reader) -> Door:
    def take(path: Path) -> None:
        if reader.name in _PREVIEWS:
            with suppress(UserError):
                _PREVIEWS[reader.name](path)
        for found in read_bytes(Source(path.name, path.read_bytes())):
            made = assemble(found)
            for zone in made.zones:
                assert 0 <= zone.start < zone.end <= len(made.text), "a zone lies outside of the text"
            for start, end in made.sentences:
                assert 0 <= start < end <= len(made.text), "a sentence lies outside of the text"

    def room(_: Path) -> Iterator[tuple[tuple[bytes, ...], Enter]]:
        yield _SEEDS[reader.name](), take

    ways = (changed, repacked, repacked) if reader.name in _PACKED else (changed,)
    return Door(reader.name, reader.suffixes[0], room, ways)


def _codebook(_: Path) -> Iterator[tuple[tuple[bytes, ...], Enter]]:
    def take(path: Path) -> None:
        parse(path.read_text(encoding="utf-8-sig", errors="replace"), path.name)

    yield (default_codebook().encode(), b'# Book\n## One {#one key=o colour="#b3261e"}\nText.\n'), take


def _ratings(_: Path) -> Iterator[tuple[tuple[bytes, ...], Enter]]:
    def take(path: Path) -> None:
        with suppress(UserError):
            read_ratings(path, numeric=True)
        read_ratings(path, numeric=False)

    yield (b"unit,A,B,article\n1,1,2,x\n2,,3,x\n3,2.5,2,y\n", b"unit;A;B\n1;yes;no\n2;no;\n"), take


def _spans(_: Path) -> Iterator[tuple[tuple[bytes, ...], Enter]]:
    table = b"article,length,coder,label,start,end\nx,100,A,e,0,10\nx,100,A,,,\nx,100,B,r,5,9\nx,100,B,,,\n"
    yield (table,), read_spans


def _labels(folder: Path) -> Iterator[tuple[tuple[bytes, ...], Enter]]:
    path, out = folder / "study.pressmark", folder / "out.csv"
    base.make(path, size=120)
    with open_project(path) as project:
        export_labels(project, out, ExportSettings(FLAVOURS["data"]))
        seed = out.read_bytes()

        def take(table: Path) -> None:
            import_labels(project, table, add_coders=True, dry_run=True)

        yield (seed,), take
        assert project.ask(verify.check) == ()


def make_team(folder: Path) -> tuple[Path, ...]:
    """Make a project, a kit of it that was worked in, and the return of that kit.

    They are kept beside this file: the ids in what is changed must be those of the project that takes it in.
    """
    path, kit, out = (folder / name for name in TEAM)
    base.make(path, size=120)
    with open_project(path) as project:
        write_kit(project, "Berta", kit)
    with open_project(kit) as held:
        coder = sit_down(held, held.ask(articles.summaries)[0].id, 3, lambda _: None)
        done = 0
        while done < base.SOME_ACTS:
            done += coder.gesture() is not None
        write_return(held, out)
    return path, kit, out


def _team(folder: Path) -> tuple[Path, ...]:
    with zipfile.ZipFile(KEPT) as kept:
        for name in TEAM:
            (folder / name).write_bytes(kept.read(name))
    return tuple(folder / name for name in TEAM)


def _merged(which: int) -> Room:
    def room(folder: Path) -> Iterator[tuple[tuple[bytes, ...], Enter]]:
        made = _team(folder)
        seed, before = made[which].read_bytes(), made[0].read_bytes()
        trial = folder / "trial.pressmark"
        with open_project(made[0]) as project:

            def take(path: Path) -> None:
                merge(project, [path], dry_run=True)
                trial.write_bytes(before)
                with Project.open(trial, program="pressmark fuzz") as other:
                    merge(other, [path])
                    damage = other.ask(verify.check)
                trial.unlink()
                assert damage == (), f"what was taken in did damage: {damage}"

            yield (seed,), take
            assert project.ask(verify.check) == ()

    return room


def _project(folder: Path) -> Iterator[tuple[tuple[bytes, ...], Enter]]:
    path = folder / "study.pressmark"
    base.make(path, size=120)

    def take(copy: Path) -> None:
        with Project.open(copy, program="pressmark fuzz") as project:
            if not project.ask(verify.check):
                project.ask(articles.all)
                project.ask(passages.all)

    yield (path.read_bytes(),), take


DOORS = (
    *(_of_articles(reader) for reader in READERS),
    Door("codebook", ".md", _codebook),
    Door("ratings", ".csv", _ratings),
    Door("spans", ".csv", _spans),
    Door("labels", ".csv", _labels, heavy=3),
    Door("return", ".pressmark-return", _merged(2), (changed, resealed, resealed, resealed), heavy=10),
    Door("kit", ".pressmark", _merged(1), heavy=10),
    Door("project", ".pressmark", _project, heavy=10),
)
