"""The chapters, read: scenes, each of which becomes a commit.

A chapter reads like a log with its patches:

    == 2025-10-14 10:12 priya on portal-tests signed
    Unit and integration tests are green
    -- 2.8.0 unit-tests: open > done
    +evidence: https://ci.lindhaven.example/portal/builds/1841
    -- 2.8.0 integration-tests
    -status: doing
    +status: done

A heading is `== TIME WRITER`, then, as far as they apply, in this order: `on BRANCH` (begun where main stands; else
main), `merges BRANCH`, `squashes BRANCH` or `discards BRANCH` (several with `and`), `#NUMBER` of the pull request,
`reverts` (what the message names as `Revert "…"`), `signed`, and `web` for what was committed in the editor of the
forge. Below it stand the message and the edits:

    -- FILE                       lines anywhere in the file
    -- FILE ID                    lines of the mapping below `ID:`, without its indentation
    -- FILE ID: OLD > NEW         its `status`; what is added stands below
    -- add PATH                   a file: the lines that follow or, without any, the one in `files/`
    -- remove FILE
    -- rename FILE PATH

Lines begin with `-`, `+` or, where they stay, a space. FILE is a path, or the name of the only .yml file called so.
"""

from __future__ import annotations

import re
from datetime import datetime
from importlib import resources
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADING = re.compile(
    r"== (?P<moment>\d{4}-\d\d-\d\d \d\d:\d\d) (?P<writer>[a-z-]+)"
    r"(?: on (?P<branch>[a-z0-9./-]+))?"
    r"(?: (?P<act>merges|squashes|discards) (?P<others>[a-z0-9./-]+(?: and [a-z0-9./-]+)*))?"
    r"(?: #(?P<request>\d+))?(?P<reverts> reverts)?(?P<signed> signed)?(?P<web> web)?"
)
_EDIT = re.compile(
    r"-- (?:(?P<verb>add|remove|rename) )?(?P<file>\S+)(?: (?P<name>[^\s:]+))?(?:: (?P<old>\S+) > (?P<new>\S+))?"
)


class Edit(Frozen):
    """A change of a file: the lines that have to be there, once, and what stands there instead.

    `verb` is empty for lines in a file. `name` is the id below which they stand, and the new path of what is renamed.
    """

    verb: str
    file: str
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Scene(Frozen):
    """What one commit does, as its heading says; `moment` is what the clock of the writer shows."""

    moment: datetime
    writer: str
    branch: str
    act: str
    others: tuple[str, ...]
    request: str
    is_revert: bool
    is_signed: bool
    is_web: bool
    message: str
    edits: tuple[Edit, ...]


def read_chapters() -> tuple[Scene, ...]:
    """All scenes, oldest first. Raises ValueError for a line that is none of the form above."""
    chapters = sorted(resources.files("gonogo.demo").joinpath("chapters").iterdir(), key=lambda file: file.name)
    return tuple(scene for chapter in chapters for scene in parse_chapter(chapter.read_text(encoding="utf-8")))


def parse_chapter(text: str) -> Iterator[Scene]:
    """The scenes of a chapter; what stands above the first is for those who read it."""
    for part in re.split(r"^(?=== )", text, flags=re.MULTILINE)[1:]:
        heading, _, rest = part.partition("\n")
        message, *edits = re.split(r"^(?=-- )", rest, flags=re.MULTILINE)
        yield _parse_scene(heading, message.strip("\n"), tuple(map(_parse_edit, edits)))


def _parse_scene(heading: str, message: str, edits: tuple[Edit, ...]) -> Scene:
    found = _HEADING.fullmatch(heading)
    if found is None:
        raise ValueError(f"no heading of a scene: {heading}")
    return Scene(
        moment=datetime.fromisoformat(found["moment"]),
        writer=found["writer"],
        branch=found["branch"] or "main",
        act=found["act"] or "",
        others=tuple((found["others"] or "").split(" and ")) if found["act"] else (),
        request=found["request"] or "",
        is_revert=bool(found["reverts"]),
        is_signed=bool(found["signed"]),
        is_web=bool(found["web"]),
        message=message,
        edits=edits,
    )


def _parse_edit(text: str) -> Edit:
    heading, *lines = text.rstrip("\n").split("\n")
    found = _EDIT.fullmatch(heading)
    if found is None or not all(line[:1] in {"-", "+", " "} for line in lines):
        raise ValueError(f"no edit of a scene: {text}")
    if found["old"]:
        lines = [f"-status: {found['old']}", f"+status: {found['new']}", *lines]
    return Edit(
        verb=found["verb"] or "",
        file=found["file"],
        name=found["name"] or "",
        before=tuple(line[1:] for line in lines if line[0] != "+"),
        after=tuple(line[1:] for line in lines if line[0] != "-"),
    )
