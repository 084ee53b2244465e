"""Measures the time to read a past version and to detect its events, for a release with 150 items.

The floor is the time of libyaml and its binding for parsing. Run it with the Python that has gonogo installed:

    .venv/bin/python tests/benchmarks/events.py
"""

from __future__ import annotations

import statistics
import sys
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from gonogo.source.yaml.lenient_reader import PlainReader
from support.chain import detect_changes
from support.plain import parse_plain

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = "checklists/shop/v1.yml"
RUNS = 50
SECTIONS, ITEMS = 10, 15
HEAD = "release: v1\noutcome:\ntitle: T\ndeploy_at: 2026-03-01\nphases:\n  p:\n    title: P\n    gate: go\nsections:\n"


def main() -> None:
    """Prints a row for each job: median milliseconds, and the median of the ratios to the floor, run by run."""
    before = write_release()
    after = before.replace(b"status: open", b"status: done", 80).replace(b"status: done", b"status: open", 79)
    old, new = parse_plain(before), parse_plain(after)
    if isinstance(old, tuple) or isinstance(new, tuple):
        raise SystemExit("the release cannot be read")
    jobs: dict[str, Callable[[], object]] = {
        "floor: events of the parser": lambda: read_events(after),
        "parse_plain": lambda: parse_plain(after),
        "detect_changes, one line changed": lambda: detect_changes(PATH, old, new),
        "detect_changes, all added": lambda: detect_changes(PATH, None, new),
        "PlainReader, one line changed": read_next([before, after]),
        "both, one line changed": follow([before, after]),
        "both, parsed as a whole": lambda: detect_changes(PATH, old, parse_plain(after)),
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(RUNS):
        for name, job in jobs.items():
            times[name].append(measure(job))
    floor = times[next(iter(jobs))]
    print(f"{len(after)} bytes, {after.count(10)} lines\n\n| job | median | ratio to the floor |\n| --- | --- | --- |")
    for name, taken in times.items():
        ratio = statistics.median(one / base for one, base in zip(taken, floor, strict=True))
        print(f"| {name} | {statistics.median(taken) * 1000:.2f} ms | {ratio:.2f} |")


def read_next(versions: list[bytes]) -> Callable[[], object]:
    """A job that reads the versions one after the other in a cycle."""
    reader, endless = PlainReader(), cycle(versions)
    return lambda: reader.read(next(endless))


def follow(versions: list[bytes]) -> Callable[[], object]:
    """A job that reads the versions one after the other in a cycle and detects the changes."""
    reader, endless = PlainReader(), cycle(versions)
    trees = [reader.read(versions[-1])]

    def read() -> object:
        trees.append(reader.read(next(endless)))
        return detect_changes(PATH, trees.pop(0), trees[0])

    return read


def write_release() -> bytes:
    """A typical release: some items have evidence, and all have an owner."""
    lines = [HEAD]
    for section in range(SECTIONS):
        lines.append(f"  section-{section}:\n    title: Section {section}\n    phase: p\n    items:\n")
        for item in range(ITEMS):
            proof = f"        evidence: https://ci.example.com/runs/{item}\n" if item % 3 == 0 else ""
            title = f"        title: Item {item} of section {section} works as agreed\n        owner: qa-lead\n"
            lines.append(f"      item-{section}-{item}:\n        status: open\n{proof}{title}\n")
    return "".join(lines).encode()


def read_events(data: bytes) -> None:
    """Reads all parser events of a file and discards them."""
    loader = yaml.CBaseLoader(data)
    while type(loader.get_event()) is not yaml.StreamEndEvent:
        pass
    loader.dispose()


def measure(job: Callable[[], object]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
