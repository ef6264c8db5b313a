"""Files and folders that may not be written to open for reading, and accept no label."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.project import Project

if TYPE_CHECKING:
    from tests.db.conftest import Work

NOBODY = 65534
LOOK = """
import json, os, sys
from pathlib import Path
from db import articles, coders, passages, places, settings, verify, zones
from db.errors import ProjectError
from db.project import Project
import encodings.idna, getpass, platform, uuid
if os.getuid() == 0:
    os.setgid({nobody}); os.setuid({nobody})
found = {{}}
try:
    with Project.open(Path(sys.argv[1]), program="pressmark reader") as project:
        found["why"] = project.read_only
        found["passages"] = len(project.ask(passages.all))
        try:
            project.ask(coders.add, "Berta")
        except ProjectError as refusal:
            found["refusal"] = f"{{type(refusal).__name__}}: {{refusal}}"
except ProjectError as refusal:
    found["opening"] = str(refusal)
print(json.dumps(found))
"""


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that every user may reach."""
    if sys.platform == "win32":
        pytest.skip("permissions are set another way on Windows")
    place = Path(tempfile.mkdtemp(prefix="shelf-"))
    place.chmod(0o755)
    yield place
    place.chmod(0o755)
    shutil.rmtree(place)


def as_another_user(path: Path) -> dict[str, Any]:
    """Open a project as somebody who is not root: root may write anywhere."""
    command = [sys.executable, "-c", LOOK.format(nobody=NOBODY), str(path)]
    environment = dict(os.environ) | {"HOME": "/nonexistent"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def put(work: "Work", shelf: Path) -> Path:
    work.mark(17, 31)
    work.project.close()
    path = shelf / "study.pressmark"
    shutil.copyfile(work.project.path, path)
    return path


def test_a_file_that_may_not_be_written_to_is_read(work: "Work", shelf: Path) -> None:
    path = put(work, shelf)
    path.chmod(0o444)
    found = as_another_user(path)
    assert "only open for reading" in found["why"]
    assert found["passages"] == 1
    assert found["refusal"].startswith("ReadOnlyError: “study.pressmark” or its folder may not be written to")


def test_a_folder_that_may_not_be_written_to_is_read_too(work: "Work", shelf: Path) -> None:
    path = put(work, shelf)
    path.chmod(0o666)
    before = path.read_bytes()
    shelf.chmod(0o555)
    found = as_another_user(path)
    assert "only open for reading" in found["why"]
    assert found["passages"] == 1
    assert found["refusal"].startswith("ReadOnlyError")
    assert path.read_bytes() == before
    assert list(shelf.iterdir()) == [path]


def test_where_both_may_be_written_to_labels_are_taken(work: "Work", shelf: Path) -> None:
    path = put(work, shelf)
    path.chmod(0o666)
    shelf.chmod(0o777)
    found = as_another_user(path)
    assert found == {"why": "", "passages": 1}
    with Project.open(path, program="pressmark test") as project:
        assert project.read_only == ""
