"""What takes a further key: another label, the ends of a passage, the rule it rests on; and all comments."""

from contextlib import suppress
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.errors import UserError
from desktop.study import planning
from desktop.study.planning import DeskArticle, OnOverlap, Planned
from desktop.ui.desk.coding import NO_PASSAGE, Coding, first_words
from desktop.ui.desk.controller import Controller
from desktop.ui.desk.prompt import Choice, Prompt
from desktop.ui.desk.spans import Span
from desktop.wording import counted


class Beside(QObject):
    """Questions with a key for each answer, over the verbs of coding."""

    asked = Signal(object)
    """A question (`Prompt`) for the coder."""
    said = Signal(str)

    def __init__(self, controller: Controller, coding: Coding, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._coding = coding

    def ask_label(self) -> None:
        """Ask which label the passage in hand shall have."""
        article, passage = self._controller.article, self._coding.passage()
        if article is None or passage is None:
            self.said.emit(NO_PASSAGE)
            return
        choices = [
            Choice(label.key, label.name, partial(self._coding.relabel, label.id))
            for label in article.codebook.labels
            if label.id != passage.label
        ]
        self.asked.emit(Prompt(f"Another label for “{first_words(passage)}”:", tuple(choices)))

    def ask_ends(self) -> None:
        """Move the ends of the passage in hand by arrow keys until Enter or Escape."""
        passage = self._coding.passage()
        if passage is None:
            self.said.emit(NO_PASSAGE)
            return
        choices = []
        for held, name, shift in (
            ("", "End", self._coding.shift_end),
            ("Shift+", "Start", self._coding.shift_start),
        ):
            for arrow, forward in (("Left", False), ("Right", True)):
                by_character = partial(shift, forward=forward, character=True)
                choices.append(Choice(f"{held}{arrow}", name, partial(shift, forward=forward)))
                choices.append(Choice(f"Ctrl+{held}{arrow}", name, by_character, listed=False))
        words = f"Boundaries of “{first_words(passage)}”, by words; with Ctrl by characters:"
        self.asked.emit(Prompt(words, tuple(choices), stays=True))

    def ask_rule(self) -> None:
        """Ask which rule of the codebook the passage in hand rests on."""
        article, passage = self._controller.article, self._coding.passage()
        rules = article.codebook.rules if article else ()
        if passage is None:
            self.said.emit(NO_PASSAGE)
        elif not any(rule.key for rule in rules):
            self.said.emit("The codebook has no rules with keys.")
        else:
            keyed = [rule for rule in rules if rule.key]
            choices = [Choice(r.key, r.name, partial(self.set_rule, r.id), listed=False) for r in keyed]
            keys = " · ".join(f"{rule.key} {rule.name.lower()}" for rule in keyed)
            self.asked.emit(Prompt(f"“{first_words(passage)}” rests on: {keys}", tuple(choices)))

    def set_rule(self, rule: str) -> None:
        """Store the rule that the passage in hand rests on; the same rule again takes it off."""
        passage = self._coding.passage()
        if passage is None:
            self.said.emit(NO_PASSAGE)
            return
        wanted = "" if passage.rule == rule else rule
        identity = passage.id
        self._controller.act(lambda desk, _way: planning.set_rule(desk, identity, wanted))

    def label_comments(self) -> None:
        """Label every comment without a passage in one act: those of the section at the caret, or all."""
        article = self._controller.article
        labels = [x for x in article.codebook.labels if x.unit == "comment"] if article else []
        label = next((x for x in labels if x.id == self._coding.last_label), labels[0] if labels else None)
        if article is None or label is None:
            self.said.emit("The codebook has no label whose unit is the comment.")
            return
        start, end = self._coding.section(article)
        inside = self._coding.landmarks.comments.run(start, end)
        comments = [zone for zone in inside if not self._overlapped(zone)]
        if not comments:
            self.said.emit("No accepted comment zone is without a passage.")
            return
        number = counted(len(comments), "comment")
        words = f"{number} labelled {label.name.lower()}; one undo takes them all back."
        self._controller.act(
            lambda desk, way: _marked(desk, comments, label.id, way), lambda _planned: self.said.emit(words)
        )

    def _overlapped(self, span: Span) -> bool:
        return bool(self._controller.index.overlapping(*span))


def _marked(desk: DeskArticle, spans: list[Span], label: str, way: OnOverlap) -> Planned:
    """Return one act that marks all the spans; none of them overlaps another."""
    planned = []
    for span in spans:
        with suppress(UserError):  # a comment without a word
            planned.append(planning.mark(desk, *span, label, on_overlap=way))
    if not planned:
        raise UserError("There is no text in the comments.")
    return _together(planned)


def _together(planned: list[Planned]) -> Planned:
    changes = tuple(dict.fromkeys(change for one in planned for change in one.act.changes))
    put = tuple(passage for one in planned for passage in one.put)
    return replace(planned[0], act=replace(planned[0].act, changes=changes), put=put)
