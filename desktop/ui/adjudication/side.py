"""Between the window and adjudication: a queue is read away from the window, answers are shown at once."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from db.errors import ProjectError
from db.ids import new_id
from db.records import Coder, Saved
from desktop.errors import UserError
from desktop.study import desk
from desktop.study.adjudication import (
    DECIDED,
    Item,
    Lane,
    Queue,
    after,
    changes_of,
    chosen,
    lanes,
    read_queue,
    refreshed,
    save,
)
from desktop.study.changes import Changes, Kind
from desktop.study.coders import add_coder, all_coders, find_coder, shown_name
from desktop.study.desk import Desk
from desktop.study.planning import Planned
from desktop.ui.adjudication.commands import adjudication_commands
from desktop.ui.adjudication.page import NEW, AdjudicationPage
from desktop.ui.adjudication.settler import Settler
from desktop.ui.desk.commands import Command, Commands
from desktop.ui.dialogs.adjudicator import AdjudicatorSheet
from desktop.ui.seat import Seat
from desktop.ui.theme import Reading, Theme
from desktop.ui.window import ALONE
from desktop.ui.workplace import Workplace

T = TypeVar("T")
VIEW = "adjudication"
READ_AGAIN = frozenset({
    Kind.PASSAGES, Kind.PROGRESS, Kind.CODEBOOK, Kind.PLAN, Kind.ARTICLES, Kind.ZONES, Kind.CODERS,
})  # fmt: skip
READING = frozenset({"codebook"})
WIDE = 1000
"""From so many pixels on there is room for the codebook beside the text and the queue."""
NOBODY = "What an adjudicator decides becomes a layer of its own, in their name; the coders’ layers stay."


class AdjudicationSide(QObject):
    """Shows the queue of one adjudicator to the lead and carries out what the keys ask for."""

    commands_changed = Signal()

    def __init__(self, place: Workplace, look: Theme, reading: Reading) -> None:
        """Wait until somebody asks."""
        super().__init__(place)
        self._place = place
        self._page: AdjudicationPage | None = None
        self._look, self._reading = look, reading
        self._asked = 0
        self._was_shown = False
        self._found: tuple[Queue, tuple[str, ...], tuple[Item, ...]] | None = None
        self.adjudicator: Coder | None = None
        self.queue: Queue | None = None
        self.item: Item | None = None
        self.settler: Settler | None = None
        self._own = Commands()
        place.view_asked.connect(self._asked_for)
        place.seated.connect(self._forget)
        place.dispatcher.changed.connect(self._look_again)
        place.window.middle.currentChanged.connect(lambda _at: self._page_turned())

    @property
    def page(self) -> AdjudicationPage | None:
        """The page, once somebody has asked for it."""
        return self._page

    @property
    def seat(self) -> Seat | None:
        """Who sits in front of the window, in which project."""
        return self._place.seat

    @property
    def shown(self) -> bool:
        """True while the page is in the middle of the window."""
        return self._page is not None and self._place.window.middle.currentWidget() is self._page

    def commands(self) -> tuple[Command, ...]:
        """Return the page's commands while it is shown, with the keys that this person chose."""
        if not self.shown or self._page is None:
            return ()
        self._own.choose_keys(dict(self._place.store.now.keys))
        self._page.answers.show_keys(lambda name: self._own.keys_of(f"adjudicate.{name}"))
        return self._own.all()

    def set_theme(self, look: Theme) -> None:
        """Draw in the colours of another theme."""
        self._look = look
        if self._page is not None:
            self._page.set_theme(look)

    def set_reading(self, reading: Reading) -> None:
        """Set texts in another type."""
        self._reading = reading
        if self._page is not None:
            self._page.text.set_reading(reading)

    # Opening

    def _asked_for(self, view: str) -> None:
        seat = self._place.seat
        if view != VIEW or seat is None or not seat.lead:
            return
        if self._page is None:
            self._make()
        page = self._page
        if page is None:
            return
        wide = self._place.window.width() >= WIDE
        self._place.window.show_page(page, READING if wide else ALONE)
        if self.adjudicator is None:
            known = self._place.store.now.coder_of(f"{seat.project.id}/{VIEW}")
            self.adjudicator = next((c for c in all_coders(seat.project) if c.id == known), None)
        self._offer()
        self.read()

    def _make(self) -> None:
        page = self._page = AdjudicationPage(self._look, self._reading, self._press, self._claims)
        settler = self.settler = Settler(self, page)
        self._own = Commands(adjudication_commands(settler))
        settler.commands = self._own
        page.who_chosen.connect(self.choose_adjudicator)
        page.nothing.asked.connect(self.ask_adjudicator)
        page.narrowed.connect(self.narrow)
        page.phase.chosen.connect(lambda _phase: self.read())
        page.agreements_asked.connect(settler.settle_agreements)
        page.list.opened.connect(self.open_item)
        page.answers.accepted.connect(settler.accept)
        page.answers.asked.connect(settler.answer)
        page.answers.why_changed.connect(settler.annotate)
        page.answers.left.connect(settler.focus)
        page.prompt.closed.connect(settler.focus)

    def _press(self, key: str) -> bool:
        return self.settler is not None and self.settler.press(key)

    def _claims(self, key: str) -> bool:
        return self.settler is not None and self.settler.claims(key)

    def _offer(self) -> None:
        seat, page = self._place.seat, self._page
        if seat is None or page is None:
            return
        known = [(coder.id, shown_name(coder)) for coder in all_coders(seat.project)]
        page.offer_adjudicators(
            known if self.adjudicator else [("", "Choose…"), *known],
            self.adjudicator.id if self.adjudicator else "",
        )

    def choose_adjudicator(self, who: str) -> None:
        """Let the coder of that id settle disagreements from now on."""
        seat = self._place.seat
        if seat is None or not who:
            return
        if who == NEW:
            self._offer()
            self.ask_adjudicator()
            return
        self.adjudicator = find_coder(seat.project, who)
        self._place.store.put(self._place.store.now.with_coder(f"{seat.project.id}/{VIEW}", who))
        self.item = None
        self._offer()
        self.read()

    def ask_adjudicator(self) -> None:
        """Ask who settles disagreements: somebody known, or a new name."""
        seat = self._place.seat
        if seat is None:
            return

        def take(who: str, name: str) -> str:
            if name:
                try:
                    coder, changes = add_coder(seat.project, name)
                except ProjectError as error:
                    return str(error)
                self._place.dispatcher.announce(changes, self)
                who = coder.id
            if not who:
                return "Choose somebody, or type a name."
            self.choose_adjudicator(who)
            return ""

        known = [(coder.id, shown_name(coder)) for coder in all_coders(seat.project)]
        current = self.adjudicator.id if self.adjudicator else ""
        AdjudicatorSheet(self._place.window, known, current, take).open()

    def read(self) -> None:
        """Read the whole queue anew."""
        seat, page, who = self._place.seat, self._page, self.adjudicator
        if seat is None or page is None:
            return
        if who is None:
            page.say_nothing("Who adjudicates?", NOBODY, "Choose who adjudicates…")
            return
        self._asked += 1
        asked, phase = self._asked, page.phase.current or None
        self._place.dispatcher.run(
            lambda: read_queue(seat.project, who, phase=phase),
            lambda queue: self._take(queue, asked),
            failed=self._refuse,
        )

    def _refuse(self, sentence: str) -> None:
        page = self._page
        if page is None:
            return
        if page.phase.current:
            self._place.window.notice.warn(sentence)
            page.phase.show_choice("")
            self.read()
        else:
            page.say_nothing("Nothing to settle yet", sentence)

    def _take(self, queue: Queue, asked: int) -> None:
        page = self._page
        if asked != self._asked or page is None:
            return
        if not queue.items and not queue.agreed and page.phase.current:
            self._place.window.notice.tell(f"There is nothing to settle in the phase {page.phase.current}.")
        elif not queue.items and not queue.agreed:
            page.say_nothing(
                "Nothing to settle yet",
                "Disagreements appear here once two coders finished the same article.",
            )
            return
        self.show(queue, read=True)
        found = queue.item(self.item.id) if self.item else None
        self.open_item(found.id if found else self._first())

    def _first(self) -> str:
        items = self.wanted()
        found = next((each for each in items if each.state != DECIDED), items[0] if items else None)
        return found.id if found else ""

    # What is shown

    def wanted(self) -> tuple[Item, ...]:
        """Return the items that the choices above the list let through, in their order."""
        page, queue = self._page, self.queue
        if page is None or queue is None:
            return ()
        asked = tuple(choice.current for choice in page.choices)
        if self._found is None or self._found[0] is not queue or self._found[1] != asked:
            one, _, two = page.pair.current.partition(" ")
            found = chosen(
                queue,
                order=page.order.current,
                label=page.label.current,
                article=page.article.current,
                pair=(one, two) if two else None,
                kind=page.kind.current,
                state=page.state.current,
            )
            self._found = queue, asked, found
        return self._found[2]

    def show(self, queue: Queue, *, read: bool = False) -> None:
        """Show a queue in its present state; one that was `read` anew may hold other things than before."""
        self.queue = queue
        if self._page is None:
            return
        if read:
            self._page.show_queue(queue)
        else:
            self._page.show_standing(queue)

    def narrow(self) -> None:
        """Show what the choices let through, and go to the first of it unless the item is among it."""
        page = self._page
        if page is None:
            return
        items = self.wanted()
        here = self.item is not None and any(each.id == self.item.id for each in items)
        page.list.show_items(items, self.item.id if self.item else "")
        if not here:
            self.open_item(self._first())
        page.text.setFocus()

    def lanes(self) -> tuple[Lane, ...]:
        """Return the lanes of the item in hand, by the names to be shown."""
        if self.queue is None or self.item is None or self.settler is None:
            return ()
        found = lanes(self.queue, self.item, names=self.settler.names)
        if self.settler.names:
            return found
        # A letter could be taken for somebody's initial.
        return tuple(replace(lane, name="Accept") for lane in found)

    def open_item(self, identity: str) -> None:
        """Lay an item open; its text comes from the project."""
        seat, page, queue = self._place.seat, self._page, self.queue
        if seat is None or page is None or queue is None or self.settler is None:
            return
        self.item = queue.item(identity)
        self.settler.take(None)
        page.list.show_items(self.wanted(), identity)
        if self.item is None:
            page.show_case(None, ())
            return
        from desktop.study.settling import Case, open_case  # noqa: PLC0415

        item, settler = self.item, self.settler

        def show(case: Case) -> None:
            if self.item is not None and self.item.id == item.id and self.queue is queue:
                settler.take(case)
                page.show_case(case, self.lanes())
                rules = case.rules
                if rules:
                    self._place.window.codebook.show_entry(rules[0].id)
                if self.shown:
                    page.text.setFocus()

        self._place.dispatcher.run(lambda: open_case(seat.project, queue, item), show)

    # What is stored

    def store(self, planned: Planned, then: str) -> None:
        """Paint what was decided, store it, and go to the item `then` ("" stays)."""
        seat, queue = self._place.seat, self.queue
        if seat is None or queue is None:
            return
        self.show(after(queue, planned))
        self._place.dispatcher.follow(
            save(seat.project, planned),
            lambda _saved: self._place.dispatcher.announce(changes_of(planned), self),
            failed=self._not_saved,
        )
        here = self.item.id if self.item else ""
        self.open_item(then or here)

    def later(self, plan: Callable[[], Planned], then: Callable[[Planned], object]) -> None:
        """Plan what needs the whole project away from the window; a refusal is told."""
        self._place.dispatcher.run(plan, then, failed=lambda sentence: self.refuse(UserError(sentence)))

    def ask(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        """Read something away from the window."""
        self._place.dispatcher.run(work, then)

    def read_rule(self, entry: str) -> None:
        """Show an entry of the codebook."""
        self._place.window.codebook.show_entry(entry)

    def turn_back(self, verb: Callable[..., object]) -> None:
        """Undo or redo in the adjudicator's layer."""
        seat, queue = self._place.seat, self.queue
        if seat is None or queue is None:
            return
        sitting = Desk(seat.project, queue.adjudicator)
        future = (desk.undo if verb is desk.undo else desk.redo)(sitting, queue.writer, new_id())
        self._place.dispatcher.follow(future, self._turned)

    def _turned(self, saved: Saved | None) -> None:
        seat, queue, page = self._place.seat, self.queue, self._page
        if seat is None or queue is None or page is None:
            return
        if saved is None:
            page.quiet.say("There is nothing more of that kind.")
            return
        self._place.dispatcher.announce(
            Changes(frozenset({Kind.DECISIONS, Kind.PASSAGES}), saved.article, queue.adjudicator.id), self
        )

        def show(found: Queue) -> None:
            before = {item.id: _told(item) for item in queue.items}
            changed = [item.id for item in found.items if before.get(item.id) != _told(item)]
            self.show(found)
            self.open_item(changed[0] if changed else (self.item.id if self.item else self._first()))

        self._place.dispatcher.run(lambda: refreshed(seat.project, queue), show)

    def _not_saved(self, sentence: str) -> None:
        self._place.window.notice.warn(sentence)
        self.read()

    def refuse(self, error: UserError) -> None:
        """Say why an answer cannot be given."""
        if self._page is not None:
            self._page.quiet.warn(str(error))

    # What changed elsewhere

    def _look_again(self, changes: Changes, initiator: object) -> None:
        if initiator is self:
            return
        if self.shown and changes.kinds & READ_AGAIN:
            self._offer()
            self.read()

    def _page_turned(self) -> None:
        if self.shown != self._was_shown:
            self._was_shown = self.shown
            self.commands_changed.emit()

    def _forget(self) -> None:
        self._asked += 1
        self.adjudicator, self.queue, self.item = None, None, None
        if self.settler is not None and self._page is not None:
            self.settler.take(None)
            self._page.show_case(None, ())


def _told(item: Item) -> tuple[str, ...]:
    """Return what can be seen of an item's decision; what is stored of it comes later."""
    found = item.decision
    return (item.state, *((found.answer, found.reason, found.note, str(found.discuss)) if found else ()))
