"""`make fuzz`: go looking for bytes that some door does not take in its stride.

    python -m tests.fuzz [SECONDS] [DOOR…]

What is found goes into the corpus beside this file, where every later run of the tests tries it again.
"""

import hashlib
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.doors import DOORS, BurstError, Door, enter

CORPUS = Path(__file__).with_name("corpus")
SECONDS = 600


def search(door: Door, seconds: float, seed: int) -> tuple[int, int, str]:
    """Send changed files through a door; return how many, how many were taken, and the first burst."""
    chance = random.Random(seed)
    sent = taken = 0
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as place, door.open(Path(place)) as (seeds, take):
        folder = Path(place) / "in"
        while time.monotonic() < end:
            data = chance.choice(door.ways)(chance.choice(seeds), chance)
            folder.mkdir()
            path = folder / f"in{door.suffix}"
            path.write_bytes(data)
            sent += 1
            try:
                taken += not enter(take, path)
            except BurstError as burst:
                return sent, taken, f"{burst}\n  kept as {keep(door, data)}"
            finally:
                _clear(folder)
    return sent, taken, ""


def _clear(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def keep(door: Door, data: bytes) -> Path:
    """Put bytes into the corpus and return where."""
    place = CORPUS / door.name.replace(" ", "-") / f"{hashlib.sha256(data).hexdigest()[:12]}{door.suffix}"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return place


def main(words: list[str]) -> int:
    """Fuzz each door, or those that are named, for its share of the time; 1 where anything came through."""
    seconds = float(words[0]) if words else SECONDS
    doors = [door for door in DOORS if door.name in words[1:] or not words[1:]]
    seed = random.SystemRandom().randrange(2**32)
    found = 0
    for door in doors:
        sent, taken, burst = search(door, seconds / len(doors), seed)
        told = f"BURST: {burst}" if burst else "nothing came through"
        print(
            f"{door.name}: {sent} files, {taken} taken, the others refused in one sentence; {told}",
            flush=True,
        )
        found += bool(burst)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
