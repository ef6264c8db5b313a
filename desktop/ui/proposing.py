"""Beside the coder's desk: places that the study proposes, and remarks on zones, which are the lead's."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from db.records import ArticleMark, Saved, Zone
from desktop.codebook import Label
from desktop.study import proposals as study
from desktop.study.changes import Changes, Kind
from desktop.study.desk import Desk, load, shortened
from desktop.study.planning import DeskArticle, Planned
from desktop.study.proposals import Proposed
from desktop.study.zones import REJECTED, flag_zone
from desktop.ui.desk.commands import Command, Scope
from desktop.ui.desk.movement import Selection
from desktop.ui.desk.prompt import Choice, Prompt
from desktop.ui.desk.reading_desk import ReadingDesk
from desktop.ui.dialogs.remark import RemarkSheet
from desktop.ui.workplace import Workplace

ARTICLE, PROPOSAL = "Article", "Proposal"
NOTHING_HERE = "Nothing is proposed at the caret."
NO_ZONE = "There is no zone at the caret."


class Proposing(QObject):
    """Frames proposed places on the desk while the study asks for them; accepts and declines them."""

    commands_changed = Signal()

    def __init__(self, place: Workplace, desk: ReadingDesk) -> None:
        """Stand beside a desk."""
        super().__init__(place)
        self._place = place
        self._desk = desk
        self._may = study.OFF
        self._marks: tuple[ArticleMark, ...] = ()
        self._asked = 0
        desk.controller.shown.connect(self._begin)
        desk.controller.changed.connect(lambda _start, _end: self._frame())
        desk.controller.stored.connect(self._stored)
        place.dispatcher.changed.connect(self._look_again)

    def commands(self) -> Iterable[Command]:
        """Give what can be done now: of proposals nothing where the study has none."""
        if self._place.seat is None or self._place.seat.lead:
            return
        yield _make("zone.flag", "Something is wrong with this zone…", ARTICLE, self.flag_zone, "Ctrl+R")
        if self._may in (study.COMMENTS, study.ALL):
            yield _make("proposal.next", "Next proposed place", PROPOSAL, self.go_on, "Ctrl+K")
            yield _make("proposal.accept", "Accept what is proposed", PROPOSAL, self.accept, "Ctrl+M")
            yield _make(
                "proposal.zone", "Accept all proposed in this zone", PROPOSAL, self.accept_zone, "Ctrl+Alt+M"
            )
            yield _make("proposal.decline", "Decline what is proposed", PROPOSAL, self.decline, "Ctrl+Alt+D")

    # Remarks on zones

    def flag_zone(self) -> None:
        """Ask what is wrong with the zone at the caret, and tell the lead."""
        article, zone = self._article(), self._zone()
        if article is None or zone is None:
            self._desk.quiet.say(NO_ZONE)
            return
        said = {mark.key: mark.value for mark in self._marks}
        quote = shortened(article.article.text[zone.start : zone.end], 12)
        sheet = RemarkSheet(self._place.window, zone.kind, quote, said.get(f"zone/{zone.id}", ""))
        sheet.accepted.connect(lambda: self._flag(zone.id, sheet.says()))
        sheet.open()

    def _flag(self, zone: str, says: str) -> None:
        words = "The lead will see your remark." if says else "Your remark is taken back."
        self._desk.controller.act(
            lambda article, _way: flag_zone(article, zone, says),
            lambda _planned: self._desk.quiet.say(words),
            always=True,
        )

    def _zone(self) -> Zone | None:
        """Return the innermost zone at the caret."""
        return min(self._zones(), key=lambda zone: zone.end - zone.start, default=None)

    def _zones(self) -> list[Zone]:
        article, caret = self._desk.article, self._desk.canvas.selection().caret
        zones = article.zones if article else ()
        return [z for z in zones if z.start <= caret < z.end and z.state != REJECTED]

    # Proposals

    def proposed(self) -> tuple[Proposed, ...]:
        """Return what is proposed on the desk now."""
        article = self._article()
        return study.proposals(article, self._may) if article is not None else ()

    def go_on(self) -> None:
        """Select the next proposed place; from the last one on to the first."""
        found = self.proposed()
        if not found:
            self._desk.quiet.say("Nothing is proposed in this article any more.")
            return
        here = self._desk.canvas.selection().start
        one = next((each for each in found if each.start > here), found[0])
        self._desk.canvas.select(Selection(one.start, one.end))
        self._desk.pane.setFocus()
        self._desk.quiet.say(f"Proposed: {one.rule}.")

    def accept(self) -> None:
        """Mark the proposed place at the caret; ask for its label where the proposal names none."""
        article, one = self._article(), self._here()
        if article is None or one is None:
            self._desk.quiet.say(NOTHING_HERE)
        elif one.label is not None:
            self._accept(one, one.label)
        else:
            labels = [entry for entry in article.codebook.entries if isinstance(entry, Label)]
            choices = tuple(Choice(x.key, x.name, partial(self._accept, one, x.id)) for x in labels)
            self._desk.prompt.ask(Prompt("Which label does it get?", choices))

    def accept_zone(self) -> None:
        """Mark all that names its label in the smallest zone at the caret that holds more than one."""
        found = [one for one in self.proposed() if one.label is not None]
        holding = [
            zone
            for zone in self._zones()
            if sum(zone.start <= one.start and one.end <= zone.end for one in found) > 1
        ]
        if not holding:
            self._desk.quiet.say("No zone at the caret holds more than one proposal.")
            return
        zone = min(holding, key=lambda each: each.end - each.start)
        self._act(lambda article: study.accept_in_zone(article, self._may, zone.id))

    def decline(self) -> None:
        """Show the proposed place at the caret no more to this coder."""
        one = self._here()
        if one is None:
            self._desk.quiet.say(NOTHING_HERE)
            return
        self._act(lambda article: study.decline(article, one))

    def _accept(self, one: Proposed, label: str) -> None:
        self._act(lambda article: study.accept(article, self._may, one, label))

    def _act(self, plan: Callable[[DeskArticle], Planned]) -> None:
        self._desk.controller.act(lambda article, _way: plan(replace(article, marks=self._marks)))

    def _here(self) -> Proposed | None:
        selection = self._desk.canvas.selection()
        found = [one for one in self.proposed() if one.start <= selection.start < one.end]
        return found[0] if found else None

    # What is shown

    def _article(self) -> DeskArticle | None:
        article = self._desk.article
        return replace(article, marks=self._marks) if article is not None else None

    def _begin(self) -> None:
        """Ask what may be proposed for the article that was put on the desk."""
        self._asked += 1
        asked, article, desk = self._asked, self._desk.article, self._desk.controller.desk
        self._marks = article.marks if article is not None else ()
        if article is None or desk is None:
            return
        project, phase = desk.project, article.writer.phase

        def take(may: str) -> None:
            if asked == self._asked:
                renewed, self._may = may != self._may, may
                self._frame()
                if renewed:
                    self.commands_changed.emit()

        self._place.dispatcher.run(lambda: study.allowed(project, phase), take)

    def _frame(self) -> None:
        if self._may in (study.COMMENTS, study.ALL) or self._desk.canvas.hollow:
            self._desk.canvas.show_hollow((one.start, one.end) for one in self.proposed())

    def _stored(self, saved: Saved) -> None:
        """Read this coder's remarks again where one was stored or taken back."""
        article, desk = self._desk.article, self._desk.controller.desk
        if article is None or desk is None or saved.passages or saved.deleted or saved.progress:
            return
        identity, found = article.article.id, Desk(desk.project, desk.coder)

        def take(read: DeskArticle) -> None:
            if self._desk.article is not None and self._desk.article.article.id == identity:
                self._marks = read.marks
                self._frame()

        self._place.dispatcher.run(lambda: load(found, identity), take)

    def _look_again(self, changes: Changes, _initiator: object) -> None:
        if Kind.SETTINGS in changes.kinds and self._desk.article is not None:
            self._begin()


def _make(name: str, title: str, group: str, run: Callable[[], object], *keys: str) -> Command:
    return Command(name, title, group, run, keys, scope=Scope.WINDOW)
