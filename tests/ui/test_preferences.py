"""What this computer remembers for a person; nothing of it can stop the window from opening."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.preferences import RECENT, Preferences, Store, default_path
from desktop.ui.theme import Reading

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from(sorted(Preferences.__dataclass_fields__))


def test_everything_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "window.json"
    kept = Preferences(
        theme="sepia",
        reading=Reading(size=15.0, column=60),
        hidden=("codebook",),
        widths=(300, 700, 280),
        geometry="01d9",
        recent=("/a/b.pressmark",),
        coders=(("project", "coder"),),
        keys=(("article.next", ("Ctrl+F5",)),),
        heights=(300, 200),
        only_text=True,
    )
    Store(path).put(kept)
    assert Store(path).now == kept


@given(stored=st.dictionaries(fields | st.text(), anything))
def test_whatever_stands_in_the_file_gives_preferences(
    tmp_path_factory: object, stored: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("kept") / "window.json"  # type: ignore[attr-defined]
    path.write_text(json.dumps(stored), encoding="utf-8")
    assert isinstance(Store(path).now, Preferences)


@given(junk=st.binary())
def test_a_damaged_file_is_as_good_as_none(tmp_path_factory: object, junk: bytes) -> None:
    path = tmp_path_factory.mktemp("kept") / "window.json"  # type: ignore[attr-defined]
    path.write_bytes(junk)
    assert isinstance(Store(path).now, Preferences)


def test_a_folder_that_cannot_be_written_to_costs_the_memory_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    store = Store(tmp_path / "file" / "window.json")
    store.put(Preferences(theme="dark"))
    assert store.now.theme == "dark"


def test_the_projects_opened_last_are_few_and_newest_first(tmp_path: Path) -> None:
    now = Preferences()
    for number in range(RECENT + 3):
        now = now.with_recent(tmp_path / f"{number}.pressmark")
    now = now.with_recent(tmp_path / "5.pressmark")
    assert len(now.recent) == RECENT
    assert now.recent[0].endswith("5.pressmark")
    assert len(set(now.recent)) == RECENT


def test_who_codes_is_remembered_for_each_project() -> None:
    now = Preferences().with_coder("p", "anna").with_coder("q", "ben").with_coder("p", "chidi")
    assert now.coder_of("p") == "chidi"
    assert now.coder_of("q") == "ben"
    assert now.coder_of("r") is None


def test_the_file_stands_where_the_system_keeps_settings() -> None:
    assert default_path().name == "window.json"
    assert "pressmark" in str(default_path())
