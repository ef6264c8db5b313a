"""The run that times every event of the window's thread: a short one here, ten minutes by `make handlers`."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_a_scripted_run_codes_and_tells_its_longest_handlers() -> None:
    """Not by the clock: that everything is timed, and the longest named, is what is tested here."""
    command = [sys.executable, "-m", "bench.handlers", "1"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    *lines, last = done.stdout.splitlines()
    told = json.loads(last)
    assert told["keys"] > 0
    assert told["events"] > told["keys"]
    assert [round(cpu, 1) for cpu, _, _ in told["longest"]] == [float(line.split()[0]) for line in lines]
    assert all(" to " in name for _, _, name in told["longest"])
