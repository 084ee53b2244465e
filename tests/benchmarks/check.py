"""Measures the time of `gonogo check` on the checklists of this repository, as a ratio to a floor of the same run.

The floor is a Python process that only imports click and yaml; the targets are 1.6 times the floor for `check` and 2.5
times for `status`. All run in turn, so that a slow machine affects all of them, and only processor time counts.
Run it with the Python that has gonogo installed:

    .venv/bin/python tests/benchmarks/check.py [RUNS]
"""

from __future__ import annotations

import compileall
import os
import resource
import statistics
import subprocess
import sys
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


def main(runs: int) -> None:
    """Prints a row for each command: median milliseconds, and the median of the ratios run by run."""
    compileall.compile_dir(str(Path(gonogo.__file__).parent), quiet=1)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(runs + WARM_UP):
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
    """Processor seconds of a process; its output is discarded."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main(int((sys.argv[1:] or [RUNS])[0]))
