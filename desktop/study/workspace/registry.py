"""All views of the workspace, in the order they are offered."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.study.workspace.again import AGAIN, again_view
from desktop.study.workspace.articles import ARTICLES, articles_view
from desktop.study.workspace.boundaries import BOUNDARIES, boundaries_view
from desktop.study.workspace.coders import PAIRS, WITHOUT, pairs_view, without_view
from desktop.study.workspace.course import COURSE, PACE, course_view, pace_view
from desktop.study.workspace.enough import ENOUGH, enough_view
from desktop.study.workspace.everything import EVERYTHING, everything_view
from desktop.study.workspace.labels import LABELS, labels_view
from desktop.study.workspace.overview import OVERVIEW, overview
from desktop.study.workspace.request import Request
from desktop.study.workspace.sittings import SITTINGS, sittings_view
from desktop.study.workspace.survival import MONTH, OUTLET, TITLES, ZONE, month_view, outlet_view, zone_view
from desktop.study.workspace.view import View
from desktop.study.workspace.whatif import WHAT_IF, whatif_view


@dataclass(frozen=True, slots=True)
class Offer:
    """A view that can be asked for; `by_label` says whether it is about one label at a time.

    `in_report` is no, one (of all labels) or each (of all labels, then of each).
    """

    id: str
    title: str
    build: Callable[[Request], View]
    by_label: bool = True
    in_report: str = "one"


OFFERS = (
    Offer(OVERVIEW, "Overview", overview, by_label=False, in_report="no"),
    Offer(PAIRS, "Coder by coder", pairs_view, in_report="each"),
    Offer(LABELS, "Label by label", labels_view, by_label=False),
    Offer(ARTICLES, "Article by article", articles_view),
    Offer(BOUNDARIES, "Boundaries", boundaries_view, by_label=False),
    Offer(WITHOUT, "Without each coder", without_view, in_report="each"),
    Offer(AGAIN, "Coded again", again_view),
    Offer(COURSE, "Over time", course_view),
    Offer(PACE, "Pace", pace_view, by_label=False, in_report="no"),
    Offer(SITTINGS, "Within a sitting", sittings_view, in_report="no"),
    Offer(OUTLET, TITLES[OUTLET], outlet_view),
    Offer(MONTH, TITLES[MONTH], month_view),
    Offer(ZONE, TITLES[ZONE], zone_view),
    Offer(ENOUGH, "How many articles", enough_view, by_label=False),
    Offer(WHAT_IF, "What if", whatif_view, by_label=False, in_report="no"),
    Offer(EVERYTHING, "All figures", everything_view, by_label=False, in_report="no"),
)


def offer(view: str) -> Offer:
    """Return the view of this id; the overview for one that is not known."""
    return next((each for each in OFFERS if each.id == view), OFFERS[0])
