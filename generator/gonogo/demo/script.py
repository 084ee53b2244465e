"""The script of the demo: chapters with scenes, each of which becomes a commit.

A chapter reads like a log with its patches:

    == 2025-10-14 10:12 priya on portal-tests signed
    Unit and integration tests are green
    -- 2.8.0 unit-tests: open > done
    +evidence: https://ci.lindhaven.example/portal/builds/1841
    -- 2.8.0 integration-tests
    -status: doing
    +status: done

A heading is `== TIME WRITER`, then, as far as they apply, in this order: `on BRANCH` (a new branch begins at main;
without it the commit is on main), one of `merges BRANCH`, `squashes BRANCH`, `rebases BRANCH` or `discards BRANCH`
(several with `and`), `#NUMBER` of the pull request, `reverts` (the commit that the message names as `Revert "…"`),
`signed`, and `web` for a commit in the editor of the forge. The repository keeps a branch that no scene merges,
squashes, rebases or discards.

Commits are as the forge writes them: WRITER is the author of a squash if WRITER opened the pull request, whoever
merged it, and the committer of a rebase, which keeps author, time and message of the only commit of the branch. A merge
that is `signed` was made on the writer's machine. The message and the edits follow:

    -- FILE                       lines anywhere in the file
    -- FILE ID                    lines of the mapping below `ID:`, without its indentation
    -- FILE ID: OLD > NEW         its `status`, and added lines
    -- add PATH                   a file with the lines that follow; without any, as in `files/`
    -- remove FILE
    -- rename FILE PATH

Lines begin with `-`, `+`, or a space if they stay. FILE is a path, or the name of a .yml file if that is unique.
`{id of SUBJECT}` in a line becomes the id of the commit with this subject.
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
    """A change of a file: the lines `before`, which must be there exactly once, are replaced by `after`.

    `verb` is add, remove or rename, or empty for lines in a file. `name` is the id whose mapping has the lines, or the
    new path of a renamed file.
    """

    verb: str
    file: str
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Scene(Frozen):
    """One commit, as its heading describes it; `moment` is the local time of the writer."""

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
    """All scenes, oldest first. Raises ValueError for a line that does not have the form above."""
    chapters = sorted(resources.files("gonogo.demo").joinpath("chapters").iterdir(), key=lambda file: file.name)
    return tuple(scene for chapter in chapters for scene in parse_chapter(chapter.read_text(encoding="utf-8")))


def parse_chapter(text: str) -> Iterator[Scene]:
    """The scenes of a chapter; text before the first scene is a comment."""
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
