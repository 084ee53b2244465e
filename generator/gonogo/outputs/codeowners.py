"""The block of a CODEOWNERS file with which a forge asks the maintainers to approve every change to the registry.

For the syntax, see docs.github.com ("About code owners") and docs.gitlab.com ("Code Owners syntax"). GitLab also has
sections, and requires an approval for each section. On both forges, the last line that matches a path determines its
owners. Ids and handles contain no special characters. People's names can contain special characters, so the block omits
the names.
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
    """The lines of the block, including its first and last line, which are markers.

    `has_owners` says that it guards the registry.
    """

    lines: tuple[str, ...]
    has_owners: bool

    def find_fault(self, text: str) -> str:
        """The reason why the text of a CODEOWNERS file does not contain this block as required; "" if it does."""
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
    """The block for a project.

    `folder` is its folder in the repository: "" for the top folder, else a path that ends in a slash. Raises
    GonogoError if people.yml or policy.yml cannot be decoded, or if the path of the folder has special characters.
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
    """Whether the person can be a code owner: a human who has not left, and whose handle is not an app's."""
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
    """The comment in a block without owners.

    Such a block has no lines with paths, because a line without an owner would remove the owner that an earlier line
    gives to the path.
    """
    if not missing:
        yield "# Nothing is guarded: `maintainers` in policy.yml is empty."
    else:
        yield "# Nothing is guarded: add `forge` to the maintainers in people.yml."


def _outside_of_blocks(lines: list[str], start: int) -> Iterator[tuple[int, str]]:
    """The lines from index `start` on with their 1-based numbers, without the blocks of other projects."""
    is_inside = False
    for number, line in enumerate(lines[start:], start=start + 1):
        if line.startswith(_BEGIN):
            is_inside = True
        if not is_inside:
            yield number, line
        if line.startswith(_END):
            is_inside = False
