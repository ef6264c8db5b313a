"""A person at a terminal: runs `pressmark` as a process of its own, in a folder of their own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Person:
    """Somebody working in `folder`."""

    folder: Path

    def tries(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a command line (words separated by spaces, so names here have none)."""
        return subprocess.run(
            [sys.executable, "-m", "desktop", *line.split()],
            cwd=self.folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )

    def does(self, line: str) -> str:
        """Run a command line that must succeed; returns its standard output."""
        ran = self.tries(line)
        assert ran.returncode == 0, (line, ran.stdout, ran.stderr)
        return ran.stdout

    def reads(self, line: str) -> Any:  # noqa: ANN401 - a JSON document can be anything
        """Run a command line with --json and return the document."""
        return json.loads(self.does(f"{line} --json"))

    def writes(self, name: str, text: str, encoding: str = "utf-8") -> None:
        """Write a file, its line ends as given."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding))
