"""`make torture`: the long runs with their figures; exit 1 where a label was lost, or a control lost none."""

import json
import os
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.durability import campaigns, modes, shim
from tests.durability.oracle import Toll

OUT = Path("build") / "torture.json"
TRADES = ("window", "label", "journal", "import", "merge", "backup", "migration")
LONGEST_WAIT = 50
"""Milliseconds that the window's thread may wait for the disk."""
POWER = {"label": 20_000, "bad-disk": 6_000, "import": 3_000, "migration": 3_000}
"""How many states are judged after power loss at which work."""
OPERATIONS = ("save", "import", "backup", "migration")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what was done, what was found, and whether that is what it must be."""

    name: str
    toll: Toll
    must_lose: bool = False
    in_flight: float = 0.0
    """The least share of cases that must fall between the first write of an act and its acknowledgement."""

    @property
    def is_right(self) -> bool:
        """Whether nothing was lost (in a control: something was), and the kills fell where they must."""
        enough = self.toll.in_flight >= self.in_flight * self.toll.cases
        return bool(self.toll.wrong) == self.must_lose and bool(self.toll.cases) and enough

    def __str__(self) -> str:
        toll = self.toll
        share = f", {100 * toll.in_flight / toll.cases:.0f} % amid an act" if self.in_flight else ""
        kinds = "; ".join(f"{kind} {count}" for kind, count in toll.by_kind.items())
        verdict = ("as it must: " if self.must_lose else "") if self.is_right else "WRONG: "
        first = f"\n    {toll.first}" if toll.first else ""
        return (
            f"{self.name}: {toll.cases} cases{share}: {verdict}{toll.lost} lost, {toll.half} half,"
            f" {toll.damaged} damaged ({kinds}){first}"
        )


def lines(library: Path, size: int) -> list[Line]:
    """Run everything; `size` is 1 for the full runs, and a divisor for shorter ones."""
    found: list[Line] = []

    def add(line: Line) -> None:
        print(line, flush=True)
        found.append(line)

    killed = campaigns.kills(*TRADES, count=1400 // size, seed=1, library=library)
    add(Line("kill -9", killed, in_flight=0.5))
    for work, states in POWER.items():
        toll = campaigns.power(
            library, work=work, seed=1, runs=max(1, 16 // size), acts=60, states=states // size
        )
        add(Line(f"power loss, {work}", toll))
    for mode in modes.MODES[1:]:
        toll = campaigns.power(library, mode=mode, seed=1, runs=1, acts=30, states=max(200, 1000 // size))
        add(Line(f"control, {mode}", toll, must_lose=True))
    add(Line("I/O errors", campaigns.faults(*OPERATIONS, seed=1, every=size, library=library)))
    seen = campaigns.slow_disk(library)
    kept = seen["saving_while_pressing"] and seen["saved_at_last"] and seen["in_order"]
    wait = seen["longest_wait_ms"]
    slow = Toll(cases=1, half=int(not kept), damaged=int(wait > LONGEST_WAIT))
    name = f"slow disk ({seen['delay_ms']:.0f} ms a sync): the window never waited longer than {wait:.0f} ms"
    add(Line(name, slow))
    add(Line("one byte changed", campaigns.flips(copies=1000 // size, seed=1)))
    return found


def main(words: list[str]) -> int:
    """Run the benches; a number as argument divides the sizes."""
    if reason := shim.why_not():
        print(f"The durability bench cannot run: {reason}.", file=sys.stderr)
        return 1
    os.environ[campaigns.ON_DISK] = "1"
    with tempfile.TemporaryDirectory() as place:
        found = lines(shim.build(Path(place)), int(words[0]) if words else 1)
    OUT.parent.mkdir(exist_ok=True)
    figures = [{"name": line.name, "right": line.is_right, **asdict(line.toll)} for line in found]
    OUT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"written to {OUT}")
    return 0 if all(line.is_right for line in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
