"""Talk about it: the sheet for the meeting, the codebook change log, two adjudicators compared."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.study.coders import shown_name
from desktop.ui.dialogs.discussion import DiscussionSheet
from desktop.ui.dialogs.report import DecideSheet, Entry, ReportSheet
from desktop.ui.paper import pdf_of, print_page
from desktop.ui.verbs.projects import usual_folder
from desktop.ui.workplace import Workplace
from desktop.wording import counted

if TYPE_CHECKING:
    from desktop.agreement.report import Row
    from desktop.study.codebook_log import Cause, LogEntry
    from desktop.study.discussion import Sheet
    from desktop.study.gold import TwoAdjudicators


def sheet_by_dialog(place: Workplace) -> DiscussionSheet | None:
    """Ask for the discussion sheet, and print or write it."""
    if place.project is None:
        return None
    stem = place.project.path.stem
    asked = DiscussionSheet(place.window, usual_folder(place) / f"{stem} discussion.pdf")
    asked.accepted.connect(lambda: make_sheet(place, asked))
    asked.open()
    return asked


def make_sheet(place: Workplace, asked: DiscussionSheet) -> None:
    """Make the sheet away from the window, then print it or write it."""
    project = place.project
    if project is None:
        return
    from desktop.study.discussion import discussion_sheet  # noqa: PLC0415  (loads numpy)

    form, out, count, names = asked.form(), asked.path(), asked.count.value(), asked.names.isChecked()
    place.window.notice.tell("Making the sheet…")
    place.dispatcher.run(
        lambda: discussion_sheet(project, count=count, names=names),
        lambda sheet: _put_out(place, sheet, form, out),
    )


def _put_out(place: Workplace, sheet: "Sheet", form: str, out: Path) -> None:
    from desktop.exchange.discussion_sheet import sheet_html, write_sheet  # noqa: PLC0415
    from desktop.exchange.files import write_file  # noqa: PLC0415

    if form == "paper":
        place.window.notice.put_away()
        print_page(place.window, sheet_html(sheet))
        return
    pdf = pdf_of(sheet_html(sheet)) if form == "pdf" else b""  # Qt lays out on the window's thread only
    count = counted(len(sheet.entries), "disagreement", "disagreements")
    place.dispatcher.run(
        lambda: write_file(out, pdf) if form == "pdf" else write_sheet(sheet, out, form),
        lambda _done: place.window.notice.tell(f"Wrote {out}: {count}."),
    )


def log_by_dialog(place: Workplace) -> None:
    """Show what each codebook version changed and which decisions led to it, and the gaps that are open."""
    project = place.project
    if project is None:
        return
    from desktop.study.codebook_log import change_log, lead_to, open_gaps  # noqa: PLC0415

    def show(found: "tuple[tuple[LogEntry, ...], tuple[Cause, ...]]") -> None:
        log, gaps = found
        newest = log[0] if log else None
        versions: list[Entry] = [(_version(each), _changes(each), "") for each in log]
        parts: list[tuple[str, Sequence[Entry]]] = [
            ("Gaps that adjudicators named", [_gap(each) for each in gaps]),
            ("Versions", versions),
        ]
        if not gaps or newest is None or len(log) == 1:
            DecideSheet(place.window, "Codebook change log", _gaps_sentence(gaps), parts, "Close", "").open()
            return
        sheet = DecideSheet(
            place.window,
            "Codebook change log",
            f"{_gaps_sentence(gaps)} Did they lead to version {newest.number}?",
            parts,
            f"They led to version {newest.number}",
            "Close",
        )
        version, wanted = newest.sha256, [each.decision for each in gaps]
        sheet.accepted.connect(lambda: place.dispatcher.run(lambda: lead_to(project, version, wanted)))
        sheet.open()

    place.dispatcher.run(lambda: (change_log(project), open_gaps(project)), show)


def _gaps_sentence(gaps: "Sequence[Cause]") -> str:
    if not gaps:
        return "No decision names a gap that has not led to a version yet."
    return f"{counted(len(gaps), 'decision names a gap', 'decisions name a gap')} in the codebook."


def _version(each: "LogEntry") -> str:
    return f"Version {each.number}, {each.installed_at[:10]}"


def _changes(each: "LogEntry") -> str:
    said = " ".join(each.changes) or "The first version, or nothing that changes coding."
    if not each.causes:
        return said
    return f"{said} {counted(len(each.causes), 'decision', 'decisions')} led to it: " + "; ".join(
        _gap(cause)[1] for cause in each.causes
    )


def _gap(cause: "Cause") -> Entry:
    quote = " ".join(cause.quote.split())
    note = f" – {cause.note}" if cause.note else ""
    return f"{cause.article}, {cause.start}–{cause.end} ({cause.by})", f"“{quote[:160]}”{note}", "muted"


def adjudicators_by_dialog(place: Workplace) -> None:
    """Compare the two adjudicators, or the first two of more, and say how far they agree."""
    project = place.project
    if project is None:
        return
    from desktop.study.gold import adjudicators, agreement_of_adjudicators  # noqa: PLC0415  (loads numpy)

    def compare() -> "tuple[TwoAdjudicators, ...]":
        found = adjudicators(project)
        return tuple(
            agreement_of_adjudicators(project, one, two)
            for at, one in enumerate(found)
            for two in found[at + 1 :]
        )

    def show(found: "tuple[TwoAdjudicators, ...]") -> None:
        items: list[Entry] = [(f"{each.one} and {each.two}", _alpha(each), "") for each in found]
        names = [shown_name(coder) for coder in adjudicators(project)]
        sentence = (
            "One adjudicator's gold says nothing about how another would settle the same places."
            if items
            else f"Two adjudicators are needed; there {'is ' + names[0] if names else 'is nobody'} so far."
        )
        ReportSheet(place.window, "Adjudicators compared", sentence, items).open()

    place.dispatcher.run(compare, show)


def themselves_by_dialog(place: Workplace) -> None:
    """Compare every coder who coded something again with their own earlier work."""
    project, codebook = place.project, place.survey.codebook
    if project is None:
        return
    from desktop.study.recoding import SelfAgreement, intra_coder  # noqa: PLC0415  (loads numpy)

    def show(found: tuple[SelfAgreement, ...]) -> None:
        names = {label.id: label.name for label in codebook.labels} if codebook else {}
        items: list[Entry] = [
            (
                f"{shown_name(each.coder)}, {counted(each.articles, 'article')} coded twice",
                " · ".join(_of_label(row, names) for row in each.rows if _is_first(row)) or "No figure yet.",
                "",
            )
            for each in found
        ]
        sentence = (
            "The first time against the second, each as first finished: Krippendorff’s α."
            if items
            else "Nobody has coded anything again yet: plan recoding, and hand it out as a kit."
        )
        ReportSheet(place.window, "Coders compared with themselves", sentence, items).open()

    place.dispatcher.run(lambda: intra_coder(project), show)


def _is_first(row: "Row") -> bool:
    return (
        row.coefficient == "alpha"
        and row.question == "label"
        and row.scope == "pooled"
        and row.unit == "sentence"
    )


def _of_label(row: "Row", names: dict[str, str]) -> str:
    value = "–" if row.value is None else f"{row.value:.2f}".replace("-", "−")
    return f"{names.get(row.label or '', row.label or '')} {value}"


def _alpha(found: "TwoAdjudicators") -> str:
    row = next((row for row in found.rows if row.coefficient == "alpha" and row.value is not None), None)
    figure = f" Krippendorff’s α by {row.unit}: {row.value:.2f}." if row is not None else ""
    return f"{found.sentence()}{figure}"
