"""One coder's article at work: acts are painted at once as saving, and called saved once they are on disk."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

from db.errors import ProjectError
from db.ids import new_id
from db.records import Passage, Place, Progress, Saved, State
from desktop.codebook import Codebook
from desktop.errors import UserError
from desktop.study import desk as study
from desktop.study.desk import Desk
from desktop.study.planning import DeskArticle, OnOverlap, OverlapError, Planned, after
from desktop.ui.desk.clock import ActivityClock
from desktop.ui.desk.lanes import PassageIndex
from desktop.ui.desk.painter import Stored

Plan = Callable[[DeskArticle, OnOverlap], Planned]
Then = Callable[[Planned], object]
GRACE = 0.008
"""How long, in seconds, a key waits for the disk before the mark is painted as saving: half a frame.

Where the disk is quicker, which is the rule, the mark is painted once, as saved, instead of twice.
"""

CLOSED = {
    State.FINISHED: "This article is finished. Reopen it to change its passages.",
    State.SET_ASIDE: "This article is set aside. Reopen it to code it.",
}


@dataclass(frozen=True, slots=True)
class _Turn:
    """Undo or redo on its way: the id that it is stored under, and what to say where nothing turned."""

    verb: Callable[..., Future[Saved | None]]
    act: str
    nothing: str


class Controller(QObject):
    """Holds the article on the desk and its passages as they are on the screen; knows no widget."""

    shown = Signal()
    """Another article is on the desk."""
    changed = Signal(int, int)
    """Something between two code points is to be painted anew."""
    restated = Signal(int, int)
    """What is painted between two code points is on disk now; nothing else about it is new."""
    keeping = Signal(object, str)
    """Whether everything is on disk (`Stored`), and the sentence that goes with it where it is not."""
    said = Signal(str)
    refused = Signal(str)
    in_the_way = Signal(object, object)
    """Passages (a tuple) that the codebook lets nothing overlap, and a function that takes an `OnOverlap`."""
    steps = Signal(object, object)
    """What undo and redo would do next (`Step` or None)."""
    progressed = Signal(object)
    """The article's `Progress` after it was stored."""
    stored = Signal(object)
    """What an act left behind (`Saved`), once it is on disk."""
    elsewhere = Signal(str)
    """Undo or redo changed another article: its id."""
    broken = Signal(object)
    """An error that is our own fault."""
    _settled = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk: Desk | None = None
        self.article: DeskArticle | None = None
        self.index = PassageIndex()
        self.clock = ActivityClock()
        self._states: dict[str, Stored] = {}
        self._latest: dict[str, str] = {}
        self._waiting: dict[str, Planned] = {}
        self._failed: list[Planned] = []
        self._before: dict[str, Progress] = {}
        self._under_way = 0
        self._turning = 0
        self._after_turn: list[Callable[[], object]] = []
        self._unturned: _Turn | None = None
        self._settled.connect(self._come_back, Qt.ConnectionType.QueuedConnection)

    # --- what is on the desk --------------------------------------------------------------------------

    def open(self, desk: Desk, article: DeskArticle) -> None:
        """Put an article on the desk."""
        if self.desk is None or desk.project is not self.desk.project:
            self._failed, self._waiting = [], {}
        if self.desk is None or desk.coder != self.desk.coder:
            self._unturned = None
        self._after_turn = []
        self.desk, self.article = desk, article
        self.clock.begin(article.article.id)
        self.index = PassageIndex(article.passages)
        self._states, self._latest = {}, {}
        for planned in self._failed:
            if planned.act.article == article.article.id:
                self._paint(planned, Stored.NOT_SAVED)
        self.shown.emit()
        self.steps.emit(article.undo, article.redo)

    def close(self) -> None:
        """Take the article off the desk; what was sent is still stored."""
        self.article = None
        self.index = PassageIndex()
        self.shown.emit()

    def take_codebook(self, codebook: Codebook) -> None:
        """Code by another version of the codebook from now on; passages keep theirs."""
        if self.article is not None:
            self.article = replace(self.article, codebook=codebook)

    def state(self, passage: str) -> Stored:
        """Return whether a passage stands on disk as it is painted."""
        return self._states.get(passage, Stored.SAVED)

    @property
    def text(self) -> str:
        """The canonical text of the article on the desk."""
        return self.article.article.text if self.article else ""

    # --- acts -----------------------------------------------------------------------------------------

    def act(self, plan: Plan, then: Then | None = None, *, always: bool = False) -> None:
        """Plan an act, paint it, send it to be stored and go on with `then`.

        Where something is in the way the question goes out through `in_the_way`. With `always` the act is
        allowed on a finished article too.
        """
        if self.article is None:
            return
        if self._refuses():
            return
        if self._turning and not always:  # what is undone now may be what this would change
            self._after_turn.append(lambda: self.act(plan, then))
            return
        closed = CLOSED.get(self.article.progress.state)
        if closed and not always:
            self.refused.emit(closed)
            return
        self._plan(plan, OnOverlap.ASK, then)

    def _refuses(self) -> bool:
        """Say so where the project is only open for reading: nothing is painted that cannot be stored."""
        sentence = self.desk.project.read_only if self.desk else ""
        if sentence:
            self.refused.emit(sentence)
        return bool(sentence)

    def undo(self) -> None:
        """Take back the coder's last act, in whatever article."""
        self._turn(study.undo, "There is nothing to undo.")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._turn(study.redo, "There is nothing to do again.")

    def keep_place(self, place: Place) -> None:
        """Remember where the coder stopped; nobody waits for it."""
        if self.desk is not None:
            study.keep_place(self.desk, place)

    def try_again(self) -> None:
        """Send once more what could not be stored."""
        failed, self._failed = self._failed, []
        for planned in failed:
            self._send(planned, 0)

    @property
    def failed(self) -> int:
        """How many acts could not be stored when they were tried last."""
        return len(self._failed)

    @property
    def unsaved(self) -> int:
        """How many acts are not on disk yet, undoing included."""
        return len(self._waiting) + len(self._failed) + self._turning

    def _plan(self, plan: Plan, on_overlap: OnOverlap, then: Then | None) -> None:
        if self.article is None:
            return
        try:
            planned = plan(self.article, on_overlap)
        except OverlapError as error:
            self.in_the_way.emit(error.passages, lambda choice: self._plan(plan, choice, then))
            return
        except UserError as error:
            self.refused.emit(str(error))
            return
        self._before[planned.act.id] = self.article.progress
        self.article = after(self.article, planned)
        self._paint(planned, Stored.SAVING)
        self.try_again()
        self._send(planned, self.clock.take())
        if planned.notes:
            self.said.emit(" ".join(planned.notes))
        if then is not None:
            then(planned)

    def _paint(self, planned: Planned, state: Stored) -> None:
        """Show an act as if it were done already."""
        touched = [p for i in (*(p.id for p in planned.put), *planned.gone) if (p := self.index.get(i))]
        self.index.apply(planned.put, planned.gone)
        for passage in planned.put:
            self._states[passage.id] = state
        for passage_id in (*(p.id for p in planned.put), *planned.gone):
            self._latest[passage_id] = planned.act.id
        self._tell_changed((*touched, *planned.put))

    def _tell_changed(self, passages: Iterable[Passage], signal: SignalInstance | None = None) -> None:
        passages = tuple(passages)
        if passages:
            (signal or self.changed).emit(min(p.start for p in passages), max(p.end for p in passages))

    # --- storing --------------------------------------------------------------------------------------

    def _send(self, planned: Planned, active_ms: int) -> None:
        if self.desk is None:
            return
        self._waiting[planned.act.id] = planned
        future = study.save(self.desk, planned, active_ms)
        if not self._under_way:  # what was sent before must be shown before
            wait([future], GRACE)
        if future.done() and not self._under_way:
            self._settle(planned, *_outcome(future))
        else:
            self._tell_keeping()
            self._follow(future, planned)

    def _follow(self, future: Future[Saved] | Future[Saved | None], planned: Planned | _Turn) -> None:
        """Come back here once the act is on disk."""
        self._under_way += 1

        def settled(done: Future[Saved] | Future[Saved | None]) -> None:
            try:
                self._settled.emit(planned, *_outcome(done))
            except RuntimeError:  # the window is gone: the act is stored, and nobody is left to tell
                return

        future.add_done_callback(settled)

    def _come_back(self, planned: Planned | _Turn, saved: Saved | None, error: BaseException | None) -> None:
        self._under_way -= 1
        self._settle(planned, saved, error)

    def _settle(self, planned: Planned | _Turn, saved: Saved | None, error: BaseException | None) -> None:
        if isinstance(planned, Planned):
            self._waiting.pop(planned.act.id, None)
            if error is None:
                self._before.pop(planned.act.id, None)
        else:
            self._turning -= 1
            self._tell_keeping()
        if error is not None:
            self._fail(planned, error)
        elif saved is None:
            if isinstance(planned, _Turn):
                self.said.emit(planned.nothing)
        else:
            self._take(planned, saved)
        if not self._turning:
            waiting, self._after_turn = self._after_turn, []
            for act in waiting:
                act()

    def _fail(self, planned: Planned | _Turn, error: BaseException) -> None:
        sentence = str(error) if isinstance(error, (UserError, ProjectError)) else f"{type(error).__name__}."
        if not isinstance(error, (UserError, ProjectError)):
            self.broken.emit(error)
        if isinstance(planned, _Turn):
            self._unturned = planned
            self.refused.emit(sentence)
            return
        self._failed.append(planned)
        before = self._before.get(planned.act.id)
        if before is not None and self.article is not None and before.article == self.article.article.id:
            self.article = replace(self.article, progress=before)
        if self.article is not None and planned.act.article == self.article.article.id:
            for passage in planned.put:
                self._states[passage.id] = Stored.NOT_SAVED
            self._tell_changed(planned.put)
        self._tell_keeping(sentence)

    def _take(self, planned: Planned | _Turn, saved: Saved) -> None:
        """Show what is on disk now."""
        if self.article is None or saved.article != self.article.article.id:
            self._tell_keeping()
            self.stored.emit(saved)
            if isinstance(planned, _Turn):
                self.elsewhere.emit(saved.article)
            return
        fresh = [p for p in saved.passages if self._latest.get(p.id, saved.act) == saved.act]
        gone = [i for i in saved.deleted if self._latest.get(i, saved.act) == saved.act]
        old = [p for i in (*(p.id for p in fresh), *gone) if (p := self.index.get(i))]
        painted = [_look(p) for p in old] == [_look(p) for p in fresh]
        self.index.apply(fresh, gone)
        for passage_id in (*(p.id for p in fresh), *gone):
            self._states.pop(passage_id, None)
            self._latest.pop(passage_id, None)
        progress = saved.progress[-1] if saved.progress else self.article.progress
        self.article = replace(
            self.article, passages=self.index.all(), progress=progress, undo=saved.undo, redo=saved.redo
        )
        self._tell_changed((*old, *fresh), self.restated if painted else self.changed)
        self._tell_keeping()
        self.steps.emit(saved.undo, saved.redo)
        if saved.progress:
            self.progressed.emit(progress)
        self.stored.emit(saved)

    def _turn(self, verb: Callable[..., Future[Saved | None]], nothing: str) -> None:
        """Undo or redo, after what could not be stored; a turn that failed is sent again under its own id."""
        if self.desk is None or self.article is None or self._refuses():
            return
        self.try_again()
        failed, self._unturned = self._unturned, None
        turn = failed if failed and failed.verb is verb else _Turn(verb, new_id(), nothing)
        self._turning += 1
        self._tell_keeping()
        self._follow(verb(self.desk, self.article.writer, turn.act), turn)

    def _tell_keeping(self, sentence: str = "") -> None:
        if self._failed:
            self.keeping.emit(Stored.NOT_SAVED, sentence)
        elif self._waiting or self._turning:
            self.keeping.emit(Stored.SAVING, "")
        else:
            self.keeping.emit(Stored.SAVED, "")


def _outcome(done: Future[Saved] | Future[Saved | None]) -> tuple[Saved | None, BaseException | None]:
    error = done.exception()
    return (None, error) if error else (done.result(), None)


def _look(passage: Passage) -> tuple[object, ...]:
    """Return what of a passage can be seen in text and margin."""
    return passage.id, passage.start, passage.end, passage.label, passage.unsure
