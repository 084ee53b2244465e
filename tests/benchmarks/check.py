"""How long `gonogo check` takes on both checklists of this repository, as a ratio to a floor measured in the same run.

The floor is a Python process that only imports click and yaml; the target is at most 1.5 times that. Both run in
turn, so that a machine that slows down slows both. Run it with the Python that has gonogo installed:

    .venv/bin/python tests/benchmarks/check.py
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import gonogo

ROOT = Path(__file__).parents[2]
RUNS = 40
WARM_UP = 5
FLOOR = (sys.executable, "-c", "import click, yaml")
COMMANDS = {
    "floor: import click, yaml": FLOOR,
    "gonogo check": (sys.executable, "-m", "gonogo", "-C", str(ROOT), "check"),
    "gonogo status": (sys.executable, "-m", "gonogo", "-C", str(ROOT), "status"),
}


def main() -> None:
    """Prints a row a command: median seconds, and the median of the ratios pair by pair."""
    compileall.compile_dir(str(Path(gonogo.__file__).parent), quiet=1)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(RUNS + WARM_UP):
        for name, command in COMMANDS.items():
            seconds = measure(command)
            if number >= WARM_UP:
                times[name].append(seconds)
    floor = times[next(iter(COMMANDS))]
    print("| command | median | ratio to the floor |")
    print("| --- | --- | --- |")
    for name, taken in times.items():
        ratio = statistics.median(one / base for one, base in zip(taken, floor, strict=True))
        print(f"| {name} | {statistics.median(taken) * 1000:.0f} ms | {ratio:.2f} |")


def measure(command: tuple[str, ...]) -> float:
    """Seconds from start to exit of a process whose output is read and thrown away."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, env=environment, capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
