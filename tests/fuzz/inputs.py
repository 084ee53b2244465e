"""Odd texts by seed: files of the format, commits and mkdocs.yml. No command hangs, and none ends in a traceback.

The tests try a few seeds. For more, run this file with the kind of input and the number of seeds::

    .venv/bin/python tests/fuzz/inputs.py files 20000
    .venv/bin/python tests/fuzz/inputs.py commits 20000   # 100 commits in each repository
    .venv/bin/python tests/fuzz/inputs.py settings 300
    .venv/bin/python tests/fuzz/inputs.py files 1000 7000   # 1000 seeds from 7000 on

It prints how many inputs had which result, and each seed that failed, with its input.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from building import lay_out
from cli.running import run
from fuzz.layouts import HangError, ends_soon
from gonogo.core.nodes import Unreadable
from gonogo.format.json_schema import FILES
from gonogo.source.yaml.lenient_reader import PlainReader
from gonogo.source.yaml.strict_reader import parse_document
from properties.test_reader_never_raises import SOUND, STRANGE, misplaced
from repository import Made, RepoBuilder
from support.accidents import break_line
from support.decoding import PATH, decode
from support.texts import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable

COMMITS = 100
ALLOWED = (0, 1, 2)
# Besides YAML characters: control sequences, HTML, texts that look like secrets, and invalid bytes.
HOSTILE = (
    "\x1b[31m", "\u202e", "\u200b", "\ufeff", "\x00", "\x85", "\u2028", "<script>alert(1)</script>", "{{ 7 * 7 }}",
    "=cmd|' /C calc'!A0", "password: Tr0ub4dor&3", "::error::x", "##vso[task.complete]", "](javascript:alert(1))", "😀",
    "a" * 400, "\r", "\t", "\n", "٣", "ﬁ", "1e999", "0x1F", "2026-02-30", "T-0", "..", "/", "\\", "%0a", "&amp;",
)  # fmt: skip
NAMES = (b"", b" ", b"Ann Archer", b"Ann \xff Archer", b"\x1b[31mAnn", "Ann\u202eA".encode(), b"A" * 600, b"=1+1")
EMAILS = (b"", b"ann@example.com", b"ANN@example.com", b"bob@example.com", b"x\xffy@z", b"a b@c", b"1+ann@users")
DATES = ("0 +0000", "1767225600 +0000", "4102444800 +1400", "1 -1200", "99999999999 +0000", "1767225600 +9999")
MESSAGES = (
    b"", b"\n\n", b"Merge pull request #7 from a/b", b"Merge pull request #99999999999999999999 from a/b",
    b"Squash (#12)", b"x\n\nCo-authored-by: Ann Archer <ann@example.com>", b"\xff\xfe", b"<script>",
    b'Revert "x"\n\nThis reverts commit 0000000000000000000000000000000000000000.', b"a" * 5000, b"\x1b]0;x\x07",
)  # fmt: skip
PATHS = ("checklists/shop/v1.yml", "checklists/shop/v1.yml", "checklists/shop/v1.yml", "checklists/people.yml",
         "checklists/policy.yml", "checklists/shop/roles.yml", "checklists/shop/v2.yml", "checklists/shop/system.yml",
         "checklists/shop/\u202ev.yml", "checklists/shop/v1.yml.orig", "other.txt")  # fmt: skip
SETTINGS = """\
site_name: Fuzz
docs_dir: docs
site_dir: site
use_directory_urls: true
theme:
  name: material
  font: false
plugins:
  - search
  - gonogo:
      folder: readiness
      title: Readiness
      as_of: 2026-03-01
markdown_extensions:
  - admonition
  - toc:
      permalink: true
nav:
  - index.md
  - gonogo
"""
KEYS = (
    "folder: ..", "folder: /", "folder: [a]", "folder: 1", "title: {a: b}", "as_of: yesterday", "checklists: ..",
    "checklists: nowhere", "nav: gonogo", "nav: []", "nav: [gonogo, gonogo]", "plugins: gonogo", "plugins: {gonogo: }",
    "plugins: [gonogo, gonogo]", "docs_dir: checklists", "docs_dir: .", "site_dir: docs", "site_dir: .",
    "site_dir: /", "theme: null", "theme: readthedocs", "theme: {name: null, custom_dir: docs}", "INHERIT: mkdocs.yml",
    "INHERIT: ../none.yml", "hooks: [none.py]", "hooks: docs", "!ENV [NONE, x]: y", "site_url: 7", "site_url: ftp://x",
    "extra_css: {a: b}", "strict: maybe", "dev_addr: x", "repo_url: 'javascript:x'", "edit_uri: '{0}'", "<<: *a",
    "watch: [nowhere]", "exclude_docs: '*'", "not_in_nav: '*'", "draft_docs: '*'", "validation: 7", "extra: [a]",
)  # fmt: skip


class Failure(NamedTuple):
    """A seed with a wrong result: its input and the problem."""

    seed: int
    given: str
    wrong: str


def damage(text: str, chance: random.Random, others: Iterable[str] = STRANGE) -> str:
    """The text after one to four accidents with lines and characters."""
    lines = text.split("\n")
    others = (*others, *SIGNS, *HOSTILE)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(lines))
        line, other = lines[at], chance.choice(lines)
        ways = break_line(
            line,
            other,
            at=chance.randrange(len(line) + 1),
            added=" " * chance.randrange(12) + chance.choice((*others, other.strip())),
            sign=chance.choice(others),
        )
        lines[at : at + 1] = chance.choice(tuple(ways.values()))
    return "\n".join(lines)


def try_file(seed: int) -> tuple[str, Failure | None]:
    """Checks that a damaged file has a record or a diagnostic inside the text, and that both readers agree."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    kind = chance.choice(tuple(FILES))
    data = damage(SOUND[kind], chance).encode("utf-8", "surrogateescape")
    try:
        record, diagnostics = decode(kind, data)
        plain = PlainReader().read(data)
    except Exception as error:  # noqa: BLE001 - any is a failure
        return "raised", Failure(seed, data.decode("utf-8", "replace"), repr(error))
    document, _ = parse_document(data, PATH)
    wrong = ""
    if (record is None) != bool(diagnostics):
        wrong = "neither a record nor a reason, or both"
    elif misplaced(data, diagnostics):
        wrong = "a reason outside the text"
    elif document is not None and isinstance(plain, Unreadable):
        wrong = f"the lenient reader refuses what the strict reader takes: {plain.reason}"
    result = "a record" if record is not None else "a reason"
    return result, Failure(seed, data.decode("utf-8", "replace"), wrong) if wrong else None


def try_commits(folder: Path, seed: int) -> tuple[str, Failure | None]:
    """Checks that commands answer for a history of odd commits, and that events of `log` have an existing commit."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    root = folder / f"commits{seed}"
    lay_out(root)
    texts = {str(file.relative_to(root)): file.read_text() for file in sorted(root.rglob("*.yml"))}
    repository = RepoBuilder(root)
    made = [Made("0", texts)]
    for number in range(1, COMMITS):
        path = chance.choice(PATHS)
        text = texts.get(path) or texts["checklists/shop/v1.yml"]
        changed = chance.choice((damage(text, chance), text.replace("status: open", "status: done", 1), text + "\n"))
        texts[path] = chance.choice((changed, text))
        parents = (str(number - 1), *((str(chance.randrange(number)),) if chance.random() < 0.2 else ()))
        made.append(
            Made(
                str(number),
                {path: None if chance.random() < 0.03 else changed.encode("utf-8", "replace").decode()},
                message=chance.choice(MESSAGES),
                parents=tuple(dict.fromkeys(parents)),
                author=chance.choice(NAMES) + b" <" + chance.choice(EMAILS) + b">",
                date=chance.choice(DATES),
            )
        )
    commits = set(repository.load(*made).values())
    repository.git("reset", "--hard", "--quiet")
    wrong = ""
    for command in (("log", "--format", "json"), ("log",), ("log", "--format", "csv"), ("status",), ("check",)):
        try:
            with ends_soon():
                ran = run(*command, at=root)
        except HangError:
            wrong = f"{command} hangs"
            break
        if ran.code not in ALLOWED or "Traceback" in ran.err:
            wrong = f"{command} ended with {ran.code}: {ran.err[-1500:]}"
            break
        if command == ("log", "--format", "json") and ran.code == 0:
            strangers = {event["commit"] for event in json.loads(ran.out)["events"]} - commits
            wrong = f"events of commits that there are not: {strangers}" if strangers else ""
    shutil.rmtree(root)
    return "answered", Failure(seed, "", wrong) if wrong else None


def try_settings(folder: Path, seed: int) -> tuple[str, Failure | None]:
    """Checks that `gonogo build` and `render` with an odd mkdocs.yml create a site or print an error."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    root = folder / f"settings{seed}"
    lay_out(root)
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    text = damage(SETTINGS, chance, KEYS) if chance.random() < 0.3 else _with_key(chance)
    (root / "mkdocs.yml").write_bytes(text.encode("utf-8", "replace"))
    command = chance.choice((("build", "--no-history"), ("build", "--no-history"), ("render", str(root / "tree"))))
    wrong = ""
    try:
        with ends_soon():
            ran = run(*command, at=root)
        result = f"exit code {ran.code}"
        if ran.code not in ALLOWED or "Traceback" in ran.err:
            wrong = f"{command}: {ran.err[-1500:]}"
        elif ran.code == 2 and not ran.err.strip():
            wrong = f"{command} says nothing"
        elif not (root / "checklists/shop/v1.yml").exists() or not (root / "docs/index.md").exists():
            wrong = f"{command} removed files"
    except HangError:
        result, wrong = "hangs", f"{command} hangs"
    shutil.rmtree(root)
    return result, Failure(seed, text, wrong) if wrong else None


def _with_key(chance: random.Random) -> str:
    key = chance.choice(KEYS)
    name = key.split(":")[0]
    lines = [line for line in SETTINGS.split("\n") if not line.strip().startswith(f"{name}:")]
    is_option = name in ("folder", "title", "as_of", "checklists")
    return (
        "\n".join(lines).replace("  - gonogo:\n", f"  - gonogo:\n      {key}\n")
        if is_option
        else "\n".join([key, *lines])
    )


def try_seeds(kind: str, folder: Path, seeds: range) -> tuple[Counter[str], list[Failure]]:
    """The number of seeds with each result, and the failures."""
    results, failures = Counter[str](), list[Failure]()
    for seed in seeds:
        match kind:
            case "files":
                result, failure = try_file(seed)
            case "commits":
                result, failure = try_commits(folder, seed)
            case _:
                result, failure = try_settings(folder, seed)
        results[result] += 1
        failures += [failure] if failure else []
    return results, failures


def main() -> None:
    """Tries the number of inputs of a type that the command line requests."""
    kind, count, *first = sys.argv[1:]
    start = int(first[0]) if first else 0
    number = int(count) // COMMITS if kind == "commits" else int(count)
    os.environ["GONOGO_CACHE"] = ""
    with tempfile.TemporaryDirectory() as folder:
        results, failures = try_seeds(kind, Path(folder), range(start, start + number))
    print(kind, count, dict(sorted(results.items())), f"{len(failures)} failed")  # noqa: T201
    for failure in failures[:10]:
        print(failure.seed, failure.given, failure.wrong, sep="\n--\n")  # noqa: T201


if __name__ == "__main__":
    main()
