"""A coder installs the program and sees it work: the wheel in an empty environment, from an awkward path."""

import json
import os
import subprocess
import sys
import time
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
LOCK = REPOSITORY / "requirements.lock"
OUTSIDE = dict(os.environ)
"""The environment before the tests give themselves a home of their own: pip's cache is in the real one."""

PNG = b"\x89PNG\r\n\x1a\n"


def run(*words: str | Path, cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=500,
        check=False,
    )
    assert ran.returncode == 0, f"{words}\n{ran.stdout}\n{ran.stderr}"
    return ran


def clean(home: Path) -> dict[str, str]:
    """Return the environment of somebody who has nothing of ours: no checkout on the path, no Qt settings."""
    ours = ("PYTHON", "QT_", "VIRTUAL_ENV", "PRESSMARK", "DISPLAY", "WAYLAND", "XDG_")
    kept = {name: value for name, value in OUTSIDE.items() if not name.startswith(ours)}
    return kept | {"HOME": str(home), "USERPROFILE": str(home), "PYTHONIOENCODING": "utf-8"}


@pytest.mark.timeout(600)
def test_the_wheel_installs_and_the_demo_runs_where_paths_are_awkward(tmp_path: Path) -> None:
    began = time.monotonic()
    home = tmp_path / "Zoë Müller's files"
    home.mkdir()
    build = ("-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist")
    run(sys.executable, *build, cwd=REPOSITORY, environment=OUTSIDE)
    (wheel,) = (tmp_path / "dist").glob("pressmark-*.whl")

    venv.create(home / "environment", with_pip=True)
    programs = home / "environment" / ("Scripts" if os.name == "nt" else "bin")
    pip = (programs / "python", "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
    run(*pip, "--require-hashes", "-r", LOCK, cwd=home, environment=OUTSIDE)
    run(*pip, "--no-deps", "--no-index", wheel, cwd=home, environment=OUTSIDE)
    run(programs / "python", "-m", "pip", "check", cwd=home, environment=OUTSIDE)

    pressmark = programs / "pressmark"
    made = json.loads(
        run(pressmark, "demo", "my study", "--headless", "--json", cwd=home, environment=clean(home)).stdout
    )
    assert (home / made["picture"]).read_bytes().startswith(PNG)
    assert (home / made["labels"]).read_bytes().startswith(b"passage_id,layer,origin,")
    said = run(pressmark, "agreement", made["project"], "--json", cwd=home, environment=clean(home)).stdout
    assert json.loads(said) == json.loads((home / made["figures"]).read_text(encoding="utf-8"))
    run(pressmark, "check", made["project"], cwd=home, environment=clean(home))
    print(f"build, install and demo took {time.monotonic() - began:.0f} s")


def test_the_wheel_holds_the_program_and_nothing_else(tmp_path: Path) -> None:
    build = ("-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path)
    run(sys.executable, *build, cwd=REPOSITORY, environment=OUTSIDE)
    (wheel,) = tmp_path.glob("pressmark-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (scripts,) = [name for name in names if name.endswith("entry_points.txt")]
        entry_points = archive.read(scripts).decode()
    assert {name.partition("/")[0] for name in names if "dist-info" not in name} == {
        "db",
        "desktop",
        "resources",
        "seeds",
    }
    for needed in (
        "resources/codebooks/media-bias.md",
        "seeds/codings.csv",
        "desktop/ui/entry.py",
        "db/py.typed",
    ):
        assert needed in names
    assert "[console_scripts]" in entry_points
    assert "[gui_scripts]" in entry_points
    real = {path.name for path in (REPOSITORY.parent / "shared" / "seeds").glob("*.txt")}
    assert not real & {Path(name).name for name in names}
