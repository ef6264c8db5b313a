"""Open or begin a project, and leave nothing behind when that fails."""

from pathlib import Path

import pytest

from db.errors import ProjectError
from db.project import Project
from desktop.errors import UserError
from desktop.study.codebooks import current_codebook
from desktop.study.opening import create, open_project, project_path


def test_a_new_project_begins_with_the_default_codebook(empty: Project) -> None:
    assert [label.id for label in current_codebook(empty).labels] == [
        "reporting",
        "editorialising",
        "user-comment",
    ]


def test_a_codebook_that_cannot_be_read_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="line"):
        create(tmp_path / "a.pressmark", "# Mine\n## Tone {#tone colour=red}\n", "mine.md")
    assert list(tmp_path.iterdir()) == []


def test_a_taken_path_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.pressmark"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(ProjectError):
        create(path)
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("content", [None, b"", b"not a project", b"SQLite format 3\x00" + bytes(200)])
def test_what_is_no_project_is_refused_in_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "b.pressmark"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProjectError) as caught:
        open_project(path)
    assert "b.pressmark" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_ending_need_not_be_typed() -> None:
    assert project_path(Path("study")) == Path("study.pressmark")
    assert project_path(Path("study.pressmark")) == Path("study.pressmark")
    assert project_path(Path("wave 1.2")) == Path("wave 1.2.pressmark")
