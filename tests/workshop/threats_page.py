"""Generates the threat pages of the handbook from the docstrings of the tests in `tests/threats/`.

The docstring of a test file has two paragraphs: the attack or accident, and the result. `GROUP` names the table of the
threat, and `PAGES` assigns the tables to pages. `ELSEWHERE` has the threats that tests in other folders cover.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests/threats"
HANDBOOK = ROOT / "docs/handbook"
GROUPS = {
    "Identity": "Who a person is, and who holds a role.",
    "Content": "What a decision covers, and what has changed since.",
    "Decisions": "What counts as a decision, a waiver, an answer or an outcome, and when.",
    "Structure": "The shape of a release, the registry, and the surroundings of a repository.",
    "YAML": "What a file may contain.",
    "Output": "What pages, tables and terminals do with the texts of users.",
    "Git": "How commits are made, merged and read.",
}
PAGES = {
    "threats.md": ("Threats", ("Identity", "Content")),
    "threats-decisions.md": ("Threats to decisions", ("Decisions",)),
    "threats-structure.md": ("Threats to structure and output", ("Structure", "Output")),
    "threats-git.md": ("Threats in git and YAML", ("Git", "YAML")),
}
INTRODUCTION = """\
Each row is an attack or an accident that a test tries on a real git repository. The commits of the tests have the
authors, committers, addresses and messages that a forge writes. *Claimed*, *attributed* and *signed* are
[levels](trust.md#levels) of evidence. A decision that is claimed, stale or pending does not count, and the release is
NO-GO. Words in `code font` are [reasons](reasons.md), [rules](../reference/rules.md) of `gonogo check`, or keys of the
format."""


class Threat(NamedTuple):
    """A row of the page. `test` is the path of the test below `tests/`."""

    group: str
    threat: str
    answer: str
    test: str


ELSEWHERE = (
    Threat(
        "YAML",
        "Duplicate keys, aliases, merge keys, tags, second documents.",
        "`gonogo check` refuses the file and names line and column; nothing is guessed.",
        "reading/test_broken_files.py",
    ),
    Threat(
        "YAML",
        "Nested brackets by the hundred thousand, NUL, bidirectional and zero-width characters, other encodings.",
        "`gonogo check` refuses the file and names line, column and code point; the parser does not crash.",
        "reading/test_hostile_bytes.py",
    ),
    Threat(
        "YAML",
        "A huge file, or one with very many or very long keys.",
        "A limit refuses it with a message, in the present and in history.",
        "reading/test_hostile_size.py",
    ),
    Threat(
        "Git",
        "A commit-graph is forged, a replace ref or a graft is there, the configuration cannot be read.",
        "The same commits and contents are read as without it.",
        "history/test_hostile_clones.py",
    ),
    Threat(
        "Git",
        "A clone is in a worktree, a submodule or at a strange path, or lacks a part of its history.",
        "The whole history is read at any place; an incomplete clone is refused.",
        "history/test_clones.py",
    ),
    Threat(
        "Git",
        "An object is altered while gonogo fills its cache.",
        "Only history that is proven by its ids is stored, and none of it is shown for another clone.",
        "audit/test_forged_objects.py",
    ),
    Threat(
        "Git",
        "`checklists/` contains a link, a pipe, a missing file or a name that is not read.",
        "`gonogo check` names it; no checklist is ignored silently, and no command hangs.",
        "reading/test_files_beside.py",
    ),
    Threat(
        "Output",
        "HTML, Markdown, templates, includes or diagrams in titles, notes, names, commit subjects and `site_name`.",
        "Pages, their titles, the navigation and the search index show it as plain text.",
        "site/test_hostile.py",
    ),
    Threat(
        "Output",
        "A cell of a table starts with `=`, `+`, `-`, `@`, a tab or a line end.",
        "The cell is text for every program that opens the CSV file.",
        "reporting/test_table.py",
    ),
    Threat(
        "Output",
        "Escape sequences, or `::error`, in what a command prints.",
        "They are printed as visible text; neither a terminal nor a workflow obeys them.",
        "cli/test_terminal.py",
    ),
    Threat(
        "Output",
        "HTML, Markdown, links, mentions or references to issues in what `gonogo diff` writes into a pull request.",
        "The comment shows them as plain text; they make no links and notify no users.",
        "cli/test_diff_formats.py",
    ),
    Threat(
        "Output",
        "A public site is built from files with telephone numbers and e-mails.",
        "No byte of pages, JSON and search index contains them.",
        "site/test_public_bytes.py",
    ),
    Threat(
        "Output",
        "A value looks like a secret or a private key.",
        "`gonogo check` refuses the file without repeating the value.",
        "checks/test_secret_like_value.py",
    ),
    Threat(
        "Output",
        "A secret was committed in the past.",
        "Pages, logs and caches hide it, and name its place.",
        "site/test_hidden_secrets.py",
    ),
)


def find_threats(folder: Path = FOLDER) -> list[Threat]:
    """The threats of all files in the folder, sorted by file name."""
    return [_read_threat(file) for file in sorted(folder.glob("test_*.py"))]


def _read_threat(file: Path) -> Threat:
    """The threat of a file. Raises AssertionError if the docstring has the wrong form."""
    module = ast.parse(file.read_text(encoding="utf-8"))
    paragraphs = (ast.get_docstring(module) or "").split("\n\n")
    assert len(paragraphs) == 2, f"{file.name}: the docstring has {len(paragraphs)} paragraphs, expected are two"
    threat, answer = (" ".join(paragraph.split()) for paragraph in paragraphs)
    [group] = [
        node.value.value
        for node in module.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and [target.id for target in node.targets if isinstance(target, ast.Name)] == ["GROUP"]
    ]
    assert group in GROUPS, f"{file.name}: the group is {group!r}, expected: one of {', '.join(GROUPS)}"
    return Threat(str(group), threat, answer, f"threats/{file.name}")


def render_page(name: str, threats: Iterable[Threat]) -> str:
    """The page of this name, with a table for each of its groups."""
    title, groups = PAGES[name]
    return "\n".join(_write_lines(title, groups, tuple(threats))) + "\n"


def _write_lines(title: str, groups: tuple[str, ...], threats: tuple[Threat, ...]) -> Iterator[str]:
    yield f"# {title}"
    yield ""
    yield "<!-- Written by `tests/workshop/test_threats_page.py`; change the docstrings of the tests instead. -->"
    yield ""
    yield INTRODUCTION
    others = [f"[{other.lower()}]({name})" for name, (other, _) in PAGES.items() if other != title]
    yield ""
    yield f"The other lists: {', '.join(others)}."
    for group in groups:
        yield ""
        yield f"## {group}"
        yield ""
        yield GROUPS[group]
        yield ""
        yield "| threat | what gonogo does | test, in `tests/` |"
        yield "| --- | --- | --- |"
        for threat in threats:
            if threat.group == group:
                yield f"| {_cell(threat.threat)} | {_cell(threat.answer)} | `{threat.test}` |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
