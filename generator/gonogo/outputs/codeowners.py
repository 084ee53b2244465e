"""The block in a CODEOWNERS file that makes a forge ask the maintainers about every change to the registry.

The syntax is that of docs.github.com ("About code owners"). GitLab (docs.gitlab.com, "Code Owners syntax") also has
sections, each of which needs an approval of its own. On both, the last line that matches a path decides. Ids and
handles do not contain special characters; people's names can, so the block omits them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.site.forge import find_forge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gonogo.model.registry import Person
    from gonogo.model.snapshot import Snapshot

_REGISTRY = ("people.yml", "policy.yml", "*/roles.yml")
_GITHUB_FILES, _GITLAB_FILES = ("/.github/", "CODEOWNERS"), ("/.gitlab-ci.yml", "/.gitlab/", "CODEOWNERS")
_PLAIN_FOLDER = re.compile(r"(?:[A-Za-z0-9._+-]+/)*")
_BEGIN = "# gonogo codeowners: begin"
_END = "# gonogo codeowners: end"


class CodeownersBlock(Frozen):
    """The lines of the block, with markers first and last; `has_owners` if it guards anything."""

    lines: tuple[str, ...]
    has_owners: bool

    def find_fault(self, text: str) -> str:
        """The reason why a CODEOWNERS file does not guard the registry as this block does, "" if it does."""
        lines = text.replace("\r\n", "\n").split("\n")
        begins, ends = (
            [place for place, line in enumerate(lines) if line == mark] for mark in (self.lines[0], self.lines[-1])
        )
        if not begins and not ends:
            return "it does not have a gonogo block"
        if len(begins) != 1 or len(ends) != 1:
            return "the block needs exactly one first line and one last line"
        if tuple(lines[begins[0] : ends[0] + 1]) != self.lines:
            return "the gonogo block is out of date"
        for number, line in _outside_of_blocks(lines, ends[0] + 1):
            if line.strip() and not line.lstrip().startswith("#"):
                return f"line {number} comes after the block, but on a forge the last matching line decides"
        return ""


def make_codeowners(snapshot: Snapshot, folder: str) -> CodeownersBlock:
    """The block for a project in a folder of its repository: "" at the top, else with a slash at its end.

    Raises GonogoError if a file with people or policy cannot be decoded, or if the path of the folder is a pattern.
    """
    if snapshot.policy is None or snapshot.unreadable:
        raise GonogoError("the maintainers cannot be read from people.yml and policy.yml", "gonogo check")
    if not _PLAIN_FOLDER.fullmatch(folder):
        hint = "rename it: use only ASCII letters, digits, points, hyphens, plus signs and underscores"
        raise GonogoError(f"the path of the folder {folder} cannot be written in CODEOWNERS", hint)
    maintainers = [(key, snapshot.people.get(key)) for key in snapshot.policy.maintainers]
    handles = dict.fromkeys(f"@{person.forge}" for _, person in maintainers if person and _may_own(person))
    missing = [key for key, person in maintainers if not person or not _may_own(person)]
    names = f" {folder}" if folder else ""
    lines = (
        f"{_BEGIN}{names}",
        "# Only maintainers approve changes to these files. Keep this block at the end; do not edit it.",
        *(f"# {key} is left out: not an active person in people.yml with a handle in `forge`" for key in missing),
        *(_guard(snapshot, folder, " ".join(handles)) if handles else _explain_absence(missing)),
        f"{_END}{names}",
    )
    return CodeownersBlock(lines, has_owners=bool(handles))


def _may_own(person: Person) -> bool:
    """Whether a forge can ask the person: not a bot, has not left, and has a handle that does not belong to an app."""
    is_active = person.kind == "human" and person.state == "active"
    return is_active and person.forge != "" and not person.forge.endswith("]")


def _guard(snapshot: Snapshot, folder: str, owners: str) -> Iterator[str]:
    is_gitlab = find_forge(snapshot).is_gitlab
    if is_gitlab:
        yield f"[Registry of {folder or 'gonogo'}]"
    for name in _REGISTRY:
        yield f"/{folder}checklists/{name} {owners}"
    for path in _GITLAB_FILES if is_gitlab else _GITHUB_FILES:
        yield f"{path} {owners}"


def _explain_absence(missing: Sequence[str]) -> Iterator[str]:
    """The reason why the block is empty: a line without an owner would even remove the owner set by an earlier line."""
    if not missing:
        yield "# Nothing is guarded: `maintainers` in policy.yml is empty."
    else:
        yield "# Nothing is guarded: add `forge` to the maintainers in people.yml."


def _outside_of_blocks(lines: list[str], start: int) -> Iterator[tuple[int, str]]:
    """The lines from `start` on with their numbers, 1-based, without blocks of other projects in the repository."""
    is_inside = False
    for number, line in enumerate(lines[start:], start=start + 1):
        if line.startswith(_BEGIN):
            is_inside = True
        if not is_inside:
            yield number, line
        if line.startswith(_END):
            is_inside = False
