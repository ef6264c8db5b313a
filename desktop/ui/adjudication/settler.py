"""What the keys of adjudication do: each answer becomes a planned act, which the side paints and stores."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from db.records import PutDecision
from desktop.errors import UserError
from desktop.study import desk, settling
from desktop.study.adjudication import DECIDED, OPEN
from desktop.study.planning import Planned
from desktop.study.settling import REASONS, Case
from desktop.ui.adjudication.answers import SAID
from desktop.ui.adjudication.drawing import Drawing, hint, label_at_key
from desktop.ui.desk.commands import Commands
from desktop.ui.desk.prompt import Choice, Prompt
from desktop.ui.dialogs.report import Entry, ReportSheet
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.study.discussion import TeamNote
    from desktop.ui.adjudication.page import AdjudicationPage
    from desktop.ui.adjudication.side import AdjudicationSide


class Settler(QObject):
    """The hands of the adjudicator: keys in, planned acts out."""

    def __init__(self, side: "AdjudicationSide", page: "AdjudicationPage") -> None:
        """Work for `side` on its page."""
        super().__init__(side)
        self._side = side
        self._page = page
        self.commands = Commands()
        self.case: Case | None = None
        self.drawing: Drawing | None = None
        self.names = False
        self._told = ""
        """What was just done, to be said once the next disagreement is there."""
        self._rule = 0

    def take(self, case: Case | None) -> None:
        """Take another disagreement in hand; none while one is being fetched: no key meets the last."""
        self.case, self.drawing, self._rule = case, None, 0
        if self._page.prompt.prompt is not None:
            self._page.prompt.cancel()
        if case is not None:
            self._page.quiet.clear()
            if self._told:
                self._page.quiet.say(self._told)
            self._told = ""

    def focus(self) -> None:
        """Go back to the text."""
        self._page.text.setFocus()

    # Keys

    def press(self, key: str) -> bool:
        """Do what a key in the text asks for."""
        if not key:
            return False
        return self._page.prompt.press(key) or self._draws(key) or self.commands.press(key)

    def claims(self, key: str) -> bool:
        """Return whether a key belongs to adjudication while the text has the focus."""
        modal = self._page.prompt.prompt is not None or self.drawing is not None
        return bool(key) and (modal or self.commands.at_key(key) is not None)

    # Answers

    def accept(self, number: int) -> None:
        """Take over the lane of that number, from 1."""
        given = self._side.lanes()
        if not 1 <= number <= len(given):
            self._page.quiet.warn(f"There are {len(given)} lanes here.")
            return
        self._decide(lambda case: settling.accept(case, given[number - 1].coder, self._why()))

    def answer(self, name: str) -> None:
        """Give one of the other answers."""
        if name == "draw":
            self.begin_drawing()
        elif name == "none":
            self._decide(lambda case: settling.no_passage(case, self._why()))
        elif name == "later":
            self._decide(lambda case: settling.later(case, self._why()))
        else:
            self._joined(settling.union if name == "union" else settling.intersection)

    def _joined(self, verb: Callable[..., Planned]) -> None:
        """Take union or intersection; where several labels were given, ask which one holds."""
        if self.case is None:
            return
        labels = sorted(self.case.item.place.labels)
        if len(labels) == 1:
            self._decide(lambda case: verb(case, labels[0], self._why()))
            return
        names = {label.id: label for label in self.case.codebook.labels}
        choices = tuple(
            Choice(
                names[each].key if each in names and names[each].key else str(at),
                names[each].name if each in names else each,
                partial(self._decide_label, verb, each),
            )
            for at, each in enumerate(labels, 1)
        )
        self._page.prompt.ask(Prompt("Several labels were given. Which one holds?", choices))

    def _decide_label(self, verb: Callable[..., Planned], label: str) -> None:
        self._decide(lambda case: verb(case, label, self._why()))

    def withdraw(self) -> None:
        """Take back what was decided here."""
        self._decide(settling.withdraw, stay=True)

    def settle_agreements(self) -> None:
        """Make gold of all agreements, in one act."""
        queue, seat = self._side.queue, self._side.seat
        if queue is None or seat is None:
            return
        from desktop.study.gold import settle_agreements  # noqa: PLC0415

        waiting = len(queue.waiting)
        self._side.later(
            lambda: settle_agreements(seat.project, queue),
            lambda planned: self._store_agreements(planned, waiting),
        )

    def clear_leftovers(self) -> None:
        """Take away decisions, and their gold, on places that nobody marks any more."""
        queue, seat = self._side.queue, self._side.seat
        if queue is None or seat is None:
            return
        from desktop.study.gold import clear_leftovers  # noqa: PLC0415

        self._side.later(
            lambda: clear_leftovers(seat.project, queue), lambda planned: self._side.store(planned, "")
        )

    def show_team(self) -> None:
        """Show what every adjudicator said of the item: only on demand, so that each judges alone."""
        case, seat = self.case, self._side.seat
        if case is None or seat is None:
            return
        from desktop.study.discussion import team_notes  # noqa: PLC0415

        def show(found: "tuple[TeamNote, ...]") -> None:
            items: list[Entry] = [(note.by, _said(note), "") for note in found]
            sentence = "" if items else "Nobody has said anything about this disagreement yet."
            ReportSheet(self._page.window(), "What the team said", sentence, items).open()

        self._side.ask(lambda: team_notes(seat.project, case.item), show)

    def _store_agreements(self, planned: Planned, count: int) -> None:
        self._told = f"{counted(count, 'agreement')} made gold; one undo takes all of it back."
        self._side.store(planned, "")

    def _decide(self, verb: Callable[[Case], Planned], *, stay: bool = False) -> None:
        case = self.case
        if case is None:
            return
        try:
            planned = verb(case)
        except UserError as error:
            self._side.refuse(error)
            return
        self._told = " ".join((_done(planned), *planned.notes))
        self._side.store(planned, "" if stay else self._following())

    def _why(self) -> settling.Why:
        return self._page.answers.why()

    # Reasons, notes

    def ask_reason(self) -> None:
        """Ask for a reason by one key."""
        choices = [
            Choice(str(at), each.capitalize(), partial(self._reason, each))
            for at, each in enumerate(REASONS, 1)
        ]
        self._page.prompt.ask(
            Prompt("Why do they differ?", (*choices, Choice("0", "No reason", partial(self._reason, ""))))
        )

    def _reason(self, reason: str) -> None:
        self._page.answers.reason.show_choice(reason)
        self.annotate()
        self._page.quiet.say(f"Reason: {reason or 'none'}.")

    def write_note(self) -> None:
        """Go to the note; Enter leads back."""
        self._page.answers.note.setFocus()
        self._page.answers.note.selectAll()

    def turn_discuss(self) -> None:
        """Put the item on the sheet for the next meeting, or take it off."""
        self._page.answers.discuss.toggle()
        self.annotate()
        on = self._page.answers.discuss.isChecked()
        self._page.quiet.say("On the sheet for the team." if on else "Not on the sheet for the team.")

    def annotate(self) -> None:
        """Store reason, note and whether to discuss, where something was decided already."""
        case, why = self.case, self._why()
        if case is None or case.item.decision is None:
            return
        decision = case.item.decision
        if (decision.reason, decision.note, decision.discuss) != (why.reason, why.note, why.discuss):
            self._decide(lambda held: settling.annotate(held, why), stay=True)

    def turn_names(self) -> None:
        """Show the coders' names, or hide them again."""
        self.names = not self.names
        given = self._side.lanes()
        self._page.text.show_lanes(given)
        self._page.answers.show_lanes(given, self.case.codebook if self.case else None)
        self._page.quiet.say(
            "Names are shown." if self.names else "Names are hidden, in an order of their own."
        )

    def next_rule(self) -> None:
        """Read the next of the codebook's entries on this item."""
        rules = self.case.rules if self.case else ()
        if rules:
            self._rule = (self._rule + 1) % len(rules)
            self._side.read_rule(rules[self._rule].id)

    # Movement

    def step(self, by: int) -> None:
        """Go so many items down the list."""
        items, here = self._side.wanted(), self._side.item
        ids = [each.id for each in items]
        at = ids.index(here.id) + by if here is not None and here.id in ids else 0
        if ids:
            self._side.open_item(ids[min(max(at, 0), len(ids) - 1)])

    def next_open(self) -> None:
        """Go to the next item that is not settled."""
        found = self._following()
        if found:
            self._side.open_item(found)

    def _following(self) -> str:
        """Return the next item that is not settled, from here on and then from the top; "" where none is."""
        items, here = self._side.wanted(), self._side.item
        ids = [each.id for each in items]
        at = ids.index(here.id) + 1 if here is not None and here.id in ids else 0
        ahead = [*items[at:], *items[:at]]
        rest = [each for each in ahead if each.state != DECIDED and (here is None or each.id != here.id)]
        fresh = next((each for each in rest if each.state == OPEN), None)
        found = fresh or (rest[0] if rest else None)
        return found.id if found else ""

    # Undo

    def undo(self) -> None:
        """Take back the last decision."""
        self._side.turn_back(desk.undo)

    def redo(self) -> None:
        """Decide again what was taken back."""
        self._side.turn_back(desk.redo)

    # Drawing

    def begin_drawing(self) -> None:
        """Let the next selections be the passages, each named by its label's key."""
        if self.case is None:
            return
        self.drawing = Drawing()
        if self._page.text.canvas.selection().empty:
            self._page.text.select_place()
        self.focus()
        self._page.quiet.say(hint(self.case.codebook))

    def save_draft(self) -> None:
        """Store the passages that were drawn."""
        drawing = self.drawing
        if drawing is not None and drawing.ranges:
            self._decide(lambda case: settling.draw(case, drawing.ranges, self._why()))

    def leave(self) -> None:
        """Leave drawing; nothing is stored."""
        if self.drawing is not None:
            self.drawing = None
            self._page.quiet.say("Nothing was drawn.")

    def _draws(self, key: str) -> bool:
        """While drawing take the label's keys; all others move and select as usual."""
        if self.drawing is None or self.case is None:
            return False
        if key == "Return":
            self.save_draft()
            return True
        if key == "Escape":
            self.leave()
            return True
        label, more = label_at_key(self.case.codebook, key)
        if label is None:
            return key in {str(number) for number in range(10)} or (len(key) == 1 and key.isalpha())
        selected = self._page.text.canvas.selection()
        if selected.empty:
            self._page.quiet.warn("Select the passage first.")
            return True
        self.drawing = self.drawing.with_range(label.id, selected.start, selected.end)
        if more:
            count = len(self.drawing.ranges)
            self._page.quiet.say(f"{count} drawn. Select the next one, or press Enter to store.")
        else:
            self.save_draft()
        return True


def _done(planned: Planned) -> str:
    decided = [each.decision for each in planned.act.changes if isinstance(each, PutDecision)]
    if not decided:
        return "Taken back; it is open again."
    said = SAID.get(decided[0].answer, decided[0].answer)
    return f"{said[:1].upper()}{said[1:]}."


def _said(note: "TeamNote") -> str:
    parts = [
        SAID.get(note.answer, note.answer),
        note.reason,
        note.note,
        "to be discussed" if note.discuss else "",
    ]
    return "; ".join(part for part in parts if part)
