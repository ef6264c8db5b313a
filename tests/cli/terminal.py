"""A terminal for tests: runs commands in a folder and tells what they printed and how they ended."""

import json
import os
import subprocess
import sys
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from desktop.cli import pressmark


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Terminal:
    """Commands run in `folder`; relative paths are meant from there."""

    folder: Path

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, *words: str | Path) -> Ran:
        """Run a command in this process; anything unexpected is raised here."""
        with chdir(self.folder):
            result = CliRunner().invoke(pressmark, [str(word) for word in words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    def done(self, *words: str | Path) -> str:
        """Run a command that must succeed; returns its standard output."""
        ran = self.run(*words)
        assert ran.code == 0, ran
        return ran.out

    def json(self, *words: str | Path) -> Any:  # noqa: ANN401 - a JSON document can be anything
        """Run a command that must succeed and print one JSON document, nothing else, on standard output."""
        return json.loads(self.done(*words, "--json"))

    def refused(self, *words: str | Path) -> str:
        """Run a command that must be refused; returns the one sentence on standard error."""
        ran = self.run(*words)
        assert ran.code == 1, ran
        assert ran.out == ""
        sentence = ran.err.strip()
        assert sentence, ran
        assert "\n" not in sentence
        assert "Traceback" not in sentence
        assert "bug of ours" not in sentence
        return sentence

    def misspelt(self, *words: str | Path) -> str:
        """Run a command that must be refused as wrong usage."""
        ran = self.run(*words)
        assert ran.code == 2, ran
        return ran.err

    def process(self, *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `pressmark` as a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "desktop", *map(str, words)],
            cwd=self.folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )
