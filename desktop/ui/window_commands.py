"""The commands of the window beside those of the reading desk; the lead has some that coders have not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from desktop.ui.desk.commands import Command, Scope
from desktop.ui.theme import SYSTEM, THEMES
from desktop.ui.verbs import articles, duplicates, keeping, kits, labels, privacy, projects, study
from desktop.ui.workplace import Workplace

PROJECT, ARTICLE, VIEW, STUDY, HELP = "Project", "Article", "View", "Study", "Help"
GROUPS = (PROJECT, VIEW, STUDY, HELP)
PANELS = (
    ("articles", "List of articles", "F9"),
    ("codebook", "Codebook", "F10"),
    ("inspector", "Passage", "Ctrl+I"),
    ("overview", "Overview beside the article", "Ctrl+Shift+I"),
    ("keys", "Keys below the article", "F12"),
)

Do = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What the commands of the window ask of the window itself."""

    toggle_panel: Callable[[str], object]
    choose_theme: Callable[[str], object]
    resize_text: Callable[[int], object]
    show_comfort: Do
    only_text: Do
    show_palette: Do
    show_keys: Do
    show_about: Do
    set_aside: Do
    reopen: Do


def window_commands(place: Workplace, shell: Shell) -> tuple[Command, ...]:
    """Return the commands for who sits there now."""
    made = [*_project(place)]
    if place.seat is not None:
        made += [*_articles(place), *_view(shell)]
        made += _study(place) if place.seat.lead else _coding(place, shell)
    made += [*_themes(shell), *_help(shell)]
    return tuple(made)


def of_everybody(place: Workplace, shell: Shell) -> tuple[Command, ...]:
    """Return the commands of coders and of the lead together, to see that no key means two things."""
    made = (*_project(place), *_articles(place), *_coding(place, shell), *_view(shell))
    return (*made, *_study(place), *_themes(shell), *_help(shell))


def _project(place: Workplace) -> Iterable[Command]:
    yield _make("project.new", "New project…", PROJECT, lambda: projects.new_by_dialog(place), "Ctrl+N")
    yield _make("project.open", "Open project…", PROJECT, lambda: projects.open_by_dialog(place), "Ctrl+O")
    yield _make("project.demo", "Open the sample project", PROJECT, lambda: projects.open_demo(place))
    if place.project is not None and place.project.kit:
        yield _make(
            "project.return",
            "Return the work…",
            PROJECT,
            lambda: kits.return_by_dialog(place),
            "Ctrl+Shift+R",
        )
        yield _make("project.newer", "Take in a newer kit…", PROJECT, lambda: kits.take_in_by_dialog(place))
    elif place.project is not None:
        yield _make("project.who", "Who codes…", PROJECT, place.ask_who, "Ctrl+Shift+W")
    if place.project is not None:
        yield _make("project.backups", "Backups…", PROJECT, lambda: keeping.backups_by_dialog(place))
        yield _make("project.move", "Move the project…", PROJECT, lambda: keeping.move_by_dialog(place))
        title = "Forget this project on this computer…"
        yield _make("project.forget", title, PROJECT, lambda: privacy.forget_by_dialog(place))
        yield _make("project.close", "Close project", PROJECT, place.close_project, "Ctrl+W")
    yield _make("project.quit", "Quit", PROJECT, place.window.close, "Ctrl+Q")


def _articles(place: Workplace) -> Iterable[Command]:
    window = place.window
    yield _make("article.next", "Next article", ARTICLE, lambda: place.step_article(1), "Ctrl+PageDown")
    yield _make(
        "article.previous", "Previous article", ARTICLE, lambda: place.step_article(-1), "Ctrl+PageUp"
    )
    yield _make(
        "article.filter", "Find in the list of articles", ARTICLE, window.articles.filter.setFocus, "Ctrl+L"
    )


def _coding(place: Workplace, shell: Shell) -> Iterable[Command]:
    yield _make("article.to-code", "Next article to code", ARTICLE, place.open_next, "Ctrl+J")
    yield _make("article.aside", "Set the article aside…", ARTICLE, shell.set_aside, "Ctrl+Shift+Return")
    yield _make("article.reopen", "Reopen the article", ARTICLE, shell.reopen, "Ctrl+Shift+O")


def _view(shell: Shell) -> Iterable[Command]:
    for name, title, key in PANELS:
        yield _make(f"view.{name}", title, VIEW, partial(shell.toggle_panel, name), key)
    yield _make("view.only-text", "Nothing but the article", VIEW, shell.only_text, "F11")
    yield _make("view.larger", "Larger text", VIEW, lambda: shell.resize_text(1), "Ctrl++", "Ctrl+=")
    yield _make("view.smaller", "Smaller text", VIEW, lambda: shell.resize_text(-1), "Ctrl+-")
    yield _make("view.usual", "Usual text size", VIEW, lambda: shell.resize_text(0), "Ctrl+0")


def _themes(shell: Shell) -> Iterable[Command]:
    yield _make("view.comfort", "Text and colours…", VIEW, shell.show_comfort, "Ctrl+,")
    choices = (
        (SYSTEM, "Theme: as the system"),
        *((each.id, f"Theme: {each.name.lower()}") for each in THEMES),
    )
    for name, title in choices:
        yield _make(f"theme.{name}", title, VIEW, partial(shell.choose_theme, name))


def _study(place: Workplace) -> Iterable[Command]:
    for at, (name, title) in enumerate(
        (("desk", "Articles"), ("agreement", "Agreement"), ("steps", "Steps")), 1
    ):
        yield _make(f"study.{name}", title, STUDY, partial(place.show_view, name), f"Ctrl+{at}")
    yield _make(
        "study.add", "Add articles…", STUDY, lambda: articles.add_files_by_dialog(place), "Ctrl+Shift+A"
    )
    yield _make(
        "study.folder", "Add a folder of articles…", STUDY, lambda: articles.add_folder_by_dialog(place)
    )
    yield _make("study.added", "What was added so far…", STUDY, lambda: articles.reports_by_dialog(place))
    title = "Articles that wait for their text…"
    yield _make("study.waiting", title, STUDY, lambda: articles.waiting_by_dialog(place))
    title = "What stands twice…"
    yield _make("study.duplicates", title, STUDY, lambda: duplicates.duplicates_by_dialog(place))
    yield _make("study.zones", "Zones and proposals…", STUDY, lambda: articles.proposals_by_dialog(place))
    yield _make("study.coder", "Add a coder…", STUDY, lambda: study.add_coder_by_dialog(place))
    yield _make("study.codebook", "Change codebook…", STUDY, lambda: study.codebook_by_dialog(place))
    yield _make("study.export", "Export labels…", STUDY, lambda: labels.export_by_dialog(place), "Ctrl+E")
    yield _make("study.import", "Import labels…", STUDY, lambda: labels.import_by_dialog(place))
    yield _make("study.purge", "Purge this article…", STUDY, lambda: privacy.purge_by_dialog(place))
    yield _make("study.erase", "Erase a coder’s name…", STUDY, lambda: privacy.erase_by_dialog(place))


def _help(shell: Shell) -> Iterable[Command]:
    yield _make("help.palette", "Do anything…", HELP, shell.show_palette, "Ctrl+Shift+P")
    yield _make("help.keys", "Keys", HELP, shell.show_keys, "F1", "?")
    yield _make("help.about", "About Pressmark", HELP, shell.show_about)


def _make(name: str, title: str, group: str, run: Do, *keys: str) -> Command:
    return Command(name, title, group, run, keys, scope=Scope.WINDOW)
