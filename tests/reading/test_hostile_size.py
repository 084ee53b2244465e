"""Files of less than a mebibyte that take very long if the time of a reader is quadratic.

Each file is checked in a new process. The limit is many times the duration of a linear reader on a slow machine.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from support.cases import RELEASE, check_as_process, lay_out
from support.chain import detect_changes
from support.plain import parse_plain

SECONDS = 10

OPEN = "        status: open\n        title: E\n"
HEAD = """release: v1
outcome:
title: First release
deploy_at: 2026-03-01
phases:
  ready:
    title: Ready
    gate: go
sections:
"""


def section(kind: str, entries: str) -> str:
    return f"{HEAD}  code:\n    title: Code\n    phase: ready\n    kind: {kind}\n{entries}"


def items(entries: Iterable[str]) -> str:
    return "    items:\n" + "".join(entries)


def criteria(count: int, reference: str) -> str:
    entries = (f"      e{n}:\n        title: E\n        when: [{reference.format(n)}]\n" for n in range(count))
    return section("criteria", items(entries))


def metric(target: str) -> str:
    return section("metrics", items([f"      a:\n        observed:\n        title: A\n        target: {target}\n"]))


def titled(title: str) -> str:
    return HEAD.replace("First release", f'"{title}"') + "  code:\n    title: Code\n    phase: ready\n"


def keys(key: str, start: int) -> str:
    """Ten thousand keys of an entry; dots in the pattern nest the keys in mappings."""
    *outer, name = (part for part in key.split(".") if part != "at")
    lines = [f"{' ' * (8 + 2 * depth)}{part}:\n" for depth, part in enumerate(outer)]
    value = "\n" + " " * (10 + 2 * len(outer)) + "at: x" if key.endswith(".at") else " x"
    return "".join(
        (*lines, *(f"{' ' * (8 + 2 * len(outer))}{name.format(n)}:{value}\n" for n in range(start, start + 10_000)))
    )


FOLLOW = """
import sys
from support.chain import detect_changes
from support.plain import parse_plain
content = parse_plain(sys.stdin.buffer.read())
print(sum(len(detect_changes(sys.argv[1], *pair)) for pair in ((None, content), (content, None))))
"""

HUGE = {
    "unknown-keys": HEAD + "".join(f"  k{n}: x\n" for n in range(15_000)),
    "unknown-top-keys": HEAD + "".join(f"k{n}: x\n" for n in range(15_000)),
    "duplicate-keys": HEAD + "title: x\n" * 24_000,
    "tags": HEAD + "".join(f"k{n}: !t x\n" for n in range(20_000)),
    "forbidden-characters": "\u200b" * 300_000,
    "unknown-references": criteria(3_000, "nothing/e{}x"),
    "unknown-phases": HEAD + "".join(f"  s{n}:\n    title: S\n    phase: p{n}\n" for n in range(5_000)),
    "criteria-of-their-own-phase": criteria(4_000, "ready"),
    "chain-of-criteria": criteria(4_000, "code/e{}"),
    "entries": section("checklist", items(f"      e{n}:\n{OPEN}" for n in range(7_000))),
    "owners": section("checklist", "    owner: [" + ", ".join(f"a{n}" for n in range(45_000)) + "]\n"),
    "hashes-in-one-line": titled(" #" * 500_000),
    "hashes-in-block": f"{HEAD}  code:\n    title: Code\n    phase: ready\n    about: |\n" + "      x #\n" * 90_000,
    "comments-after-values": HEAD + "".join(f"  k{n}: x # y\n" for n in range(15_000)),
    "digits-in-target": metric("1" * 200_000),
    "spaces-in-target": metric('"1' + " " * 200_000 + 'x"'),
    "words-in-target": metric("1 a " * 100_000 + "x"),
    "comparisons-in-target": metric('"' + "< 1 " * 100_000 + '"'),
    "number-observed": metric("< 1").replace("observed:", f"observed: {'1' * 290}"),
    "tokens": titled("token:" * 150_000),
    "web-tokens": titled("eyJ-" * 200_000),
    "links-with-colons": titled("://a:" * 180_000),
    "private-keys": titled("-----BEGIN " * 90_000 + "PRIVATE KEY-----"),
    "dots-in-path": section("checklist", items([f"      a:\n{OPEN}        evidence: {'a/.' * 300_000}\n"])),
    "long-duration": section("metrics", f"    window: {'9d' * 400_000}\n"),
    "tag-directives": "".join(f"%TAG !{n}! x\n" for n in range(60_000)) + "---\na: b\n",
    "tag-directives-of-a-later-document": "a: b\n...\n" + "".join(f"%TAG !{n}! x\n" for n in range(60_000)) + "---\n",
    "tag-directives-without-line-feeds": "".join(f"%TAG !{n}! x\u2028" for n in range(50_000)) + "---\na: b\n",
    "aliases": HEAD + "".join(f"k{n}: *a\n" for n in range(80_000)),
}  # fmt: skip


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_huge_file_gets_an_answer(text: str, tmp_path: Path) -> None:
    """`gonogo check` finishes in time, and prints the number of findings."""
    data = text.encode()
    assert len(data) <= 1024 * 1024
    (lay_out(tmp_path) / RELEASE).write_bytes(data)
    printed = check_as_process(tmp_path, timeout=SECONDS)
    assert printed.exit_code in (0, 1)
    assert re.search(r"\d+ errors?, \d+ warnings?, \d+ notes?\n$", printed.output)


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_history_of_huge_file_gets_an_answer(text: str) -> None:
    """Reading a past version and detecting its events finishes in time."""
    command = [sys.executable, "-c", FOLLOW, RELEASE]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    followed = subprocess.run(
        command, input=text.encode(), env=environment, capture_output=True, timeout=SECONDS, check=True
    )
    assert int(followed.stdout) > 0


@pytest.mark.parametrize("key", ["k{}", "countersigned.p{}.at", "waiver.k{}"])
def test_entry_with_thousands_of_keys_is_compared(key: str) -> None:
    """Comparing an entry with ten thousand removed and ten thousand added keys reports all of them."""
    tree = parse_plain((HEAD + "  code:\n    items:\n      a:\n" + keys(key, 0)).encode())
    other = parse_plain((HEAD + "  code:\n    items:\n      a:\n" + keys(key, 10_000)).encode())
    changes = detect_changes(RELEASE, tree, other)
    assert sum(len(change.details) for change in changes) == 20_000
