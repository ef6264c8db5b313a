"""What can be pressed on the page at hand, for the palette: pages have actions that no menu has."""

from collections.abc import Iterable

from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.ui.choice import Choice
from desktop.ui.palette.offers import Offer
from desktop.ui.panels.keys import LabelKey

GROUP = "On this page"


def offers_in_sight(window: QWidget, known: Iterable[Offer]) -> tuple[Offer, ...]:
    """Return the buttons and choices in sight that can be pressed and are not among the `known` offers."""
    titles = {_plain(offer.title) for offer in known}
    found: dict[str, Offer] = {}
    for each in window.findChildren(QAbstractButton):
        if each.isVisible() and each.isEnabled() and each.window() is window:
            for offer in _choices(each) if isinstance(each, Choice) else _button(each):
                if _plain(offer.title) not in titles:
                    found.setdefault(_plain(offer.title), offer)
    return tuple(found.values())


def _button(each: QAbstractButton) -> Iterable[Offer]:
    """Give what pressing does; keys of labels are commands already, and a sign without words is a part."""
    words = each.accessibleName() or each.text().replace("&", "").strip()
    if words and not isinstance(each, LabelKey):
        yield Offer(f"press:{words}", words, GROUP, (), each.click)


def _choices(each: Choice) -> Iterable[Offer]:
    for action in each.menu().actions():
        words = f"{each.name}: {action.text().replace('&&', '&')}"
        if not action.isChecked():
            yield Offer(f"choose:{words}", words, GROUP, (), action.trigger)


def _plain(title: str) -> str:
    return title.casefold().rstrip("… ")
