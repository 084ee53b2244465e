"""The script of the demo: its chapters consist of scenes, and each scene becomes a commit.

A chapter looks like a git log with patches:

    == 2025-10-14 10:12 priya on portal-tests signed
    Unit and integration tests are green
    -- 2.8.0 unit-tests: open > done
    +evidence: https://ci.lindhaven.example/portal/builds/1841
    -- 2.8.0 integration-tests
    -status: doing
    +status: done

A heading is `== TIME WRITER`, followed by these optional parts in this order: `on BRANCH` (default: main; a new branch
begins at main), one of `merges BRANCH`, `squashes BRANCH`, `rebases BRANCH` and `discards BRANCH` (several branches are
joined with `and`), `#NUMBER` of the pull request, `reverts` for a commit that reverts the commit named in its message
`Revert "…"`, `signed` for a signed commit, and `web` for a commit made in the editor of the forge. A branch that no
scene merges, squashes, rebases or discards remains in the repository.

Commits are like those of a forge. The WRITER of a squash is its author: the person who opened the pull request, not the
person who merged it. The WRITER of a rebase is its committer; author, time and message are those of the branch's only
commit. A `signed` merge was made on the writer's machine. Below the heading are the message and the edits:

    -- FILE                       lines anywhere in the file
    -- FILE ID                    lines of the mapping below `ID:`, without its indentation
    -- FILE ID: OLD > NEW         the `status` of ID, and the lines that follow
    -- add PATH                   a new file with the lines that follow; without lines, the file in `files/`
    -- remove FILE
    -- rename FILE PATH

A removed line begins with `-`, an added line with `+`, and an unchanged line with a space. FILE is a path, or the name
of a .yml file if only one file has the name. `{id of SUBJECT}` in a line becomes the id of the commit with this
subject.
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
    r"(?: (?P<act>merges|squashes|rebases|discards) (?P<others>[a-z0-9./-]+(?: and [a-z0-9./-]+)*))?"
    r"(?: #(?P<request>\d+))?(?P<reverts> reverts)?(?P<signed> signed)?(?P<web> web)?"
)
_EDIT = re.compile(
    r"-- (?:(?P<verb>add|remove|rename) )?(?P<file>\S+)(?: (?P<name>[^\s:]+))?(?:: (?P<old>\S+) > (?P<new>\S+))?"
)


class Edit(Frozen):
    """A change of a file: the lines `after` replace the lines `before`, which must occur exactly once.

    `verb` is `add`, `remove` or `rename`, or "" for a change of lines. `name` is the id whose mapping contains the
    lines, or the new path of a renamed file.
    """

    verb: str
    file: str
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Scene(Frozen):
    """The description of one commit. `moment` is the writer's local time; `others` are the branches after `act`."""

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
    """All scenes, oldest first. Raises ValueError for a line that is not in the format above."""
    chapters = sorted(resources.files("gonogo.demo").joinpath("chapters").iterdir(), key=lambda file: file.name)
    return tuple(scene for chapter in chapters for scene in parse_chapter(chapter.read_text(encoding="utf-8")))


def parse_chapter(text: str) -> Iterator[Scene]:
    """The scenes of a chapter. Text before the first scene is a comment."""
    for part in re.split(r"^(?=== )", text, flags=re.MULTILINE)[1:]:
        heading, _, rest = part.partition("\n")
        message, *edits = re.split(r"^(?=-- )", rest, flags=re.MULTILINE)
        yield _parse_scene(heading, message.strip("\n"), tuple(map(_parse_edit, edits)))


def _parse_scene(heading: str, message: str, edits: tuple[Edit, ...]) -> Scene:
    match = _HEADING.fullmatch(heading)
    if match is None:
        raise ValueError(f"no heading of a scene: {heading}")
    return Scene(
        moment=datetime.fromisoformat(match["moment"]),
        writer=match["writer"],
        branch=match["branch"] or "main",
        act=match["act"] or "",
        others=tuple((match["others"] or "").split(" and ")) if match["act"] else (),
        request=match["request"] or "",
        is_revert=bool(match["reverts"]),
        is_signed=bool(match["signed"]),
        is_web=bool(match["web"]),
        message=message,
        edits=edits,
    )


def _parse_edit(text: str) -> Edit:
    heading, *lines = text.rstrip("\n").split("\n")
    match = _EDIT.fullmatch(heading)
    if match is None or not all(line[:1] in {"-", "+", " "} for line in lines):
        raise ValueError(f"no edit of a scene: {text}")
    if match["old"]:
        lines = [f"-status: {match['old']}", f"+status: {match['new']}", *lines]
    return Edit(
        verb=match["verb"] or "",
        file=match["file"],
        name=match["name"] or "",
        before=tuple(line[1:] for line in lines if line[0] != "+"),
        after=tuple(line[1:] for line in lines if line[0] != "-"),
    )
