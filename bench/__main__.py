"""`make bench`: run every module of this package that has `figures()`, print them, write build/bench.json."""

import importlib
import json
import pkgutil
import sys
from dataclasses import asdict
from pathlib import Path

import bench
from bench.measure import Figure

OUT = Path("build") / "bench.json"


def line(figure: Figure) -> str:
    """Return one printed line of a figure."""
    aim = "no aim"
    if figure.aim is not None:
        sign = "≤" if figure.better == "lower" else "≥"
        aim = f"aim {sign} {figure.aim:g}, {'met' if figure.met else 'MISSED'}"
    detail = ", ".join(
        f"{k} {v:.4g}" if isinstance(v, float) else f"{k} {v}" for k, v in figure.detail.items()
    )
    return f"{figure.name}: {figure.ratio:.2f} ({aim}){'  [' + detail + ']' if detail else ''}"


def main(names: list[str]) -> None:
    """Run the named modules, or all of them."""
    modules = sorted(m.name for m in pkgutil.iter_modules(bench.__path__))
    found: list[Figure] = []
    for name in modules:
        module = importlib.import_module(f"bench.{name}")
        if not hasattr(module, "figures") or (names and name not in names):
            continue
        for figure in module.figures():
            print(line(figure), flush=True)
            found.append(figure)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([asdict(figure) for figure in found], indent=1) + "\n", encoding="utf-8")
    print(f"written to {OUT}")


if __name__ == "__main__":
    main(sys.argv[1:])
