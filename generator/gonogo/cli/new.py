"""`gonogo new`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gonogo.cli.edits import commit_option, write_edits
from gonogo.cli.options import as_of_option, completes
from gonogo.cli.printing import say
from gonogo.core.diagnostics import GonogoError, did_you_mean
from gonogo.model.ids import RESERVED_RELEASES, ReleaseId, SystemId, is_release_id
from gonogo.model.references import Ref
from gonogo.pipelines.editing import Editor, require_release
from gonogo.pipelines.next_release import compare_checklists, reset_release
from gonogo.pipelines.project_reader import read_project
from gonogo.source.files.worktree import find_root, read_files
from gonogo.source.git.new_commit import NewCommitMessage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from gonogo.model.release import Release
    from gonogo.model.snapshot import Snapshot, System

_SHOWN = 10


@click.command("new")
@click.argument("name", metavar="SYSTEM", shell_complete=completes("systems"))
@click.argument("release", metavar="RELEASE", required=False, default="")
@click.option(
    "--from",
    "earlier",
    metavar="RELEASE",
    required=True,
    help="The release whose checklist the command copies.",
    shell_complete=completes("releases"),
)
@commit_option
@as_of_option
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path,
    name: str,
    release: str,
    earlier: str,
    commits: bool,  # noqa: FBT001
    as_of: datetime,
) -> None:
    """Creates the next release: the same checklist, with every answer reset.

    The command reopens all states, empties sign-offs and metrics, and removes evidence, notes, waivers, the outcome and
    calendar dates. It keeps comments, the line order and the plan. It also lists the entries that the copied release
    gained and lost compared with its own predecessor.

    Example: gonogo new vitracka v1.1.0 --from v1.0.0
    """
    root = find_root(directory)
    files = read_files(root)
    snapshot = read_project(files)
    if not release and "/" in name:
        name, _, release = name.partition("/")
    if not release:
        raise click.MissingParameter(param_hint="'RELEASE'", param_type="argument")
    system = _find_system(name, snapshot)
    earlier = earlier.removeprefix(f"{system.id}/")
    old = require_release(_find_release(earlier, system), snapshot)
    path = system.path_of(_require_new(release, system))
    made = reset_release(path, files.contents[system.path_of(old.id)] or b"", old, ReleaseId(release))
    message = NewCommitMessage(f"Begin {system.id}/{release}", (f"{system.id}/{release}",))
    say(f"{made.entries} entries as in {old.ref}, with every answer reset.")
    for line in (*_say_undated(made.undated), *_say_difference(old, system)):
        say(line)
    editor = Editor(files)
    editor.add(path, made.content)
    write_edits(editor, message, root=root, as_of=as_of, commits=commits, main=snapshot.main_branch)


def _find_system(name: str, snapshot: Snapshot) -> System:
    if SystemId(name) not in snapshot.systems:
        raise GonogoError(f'there is no system "{name}"', did_you_mean(name, snapshot.systems))
    return snapshot.systems[SystemId(name)]


def _find_release(name: str, system: System) -> Ref:
    if ReleaseId(name) not in system.releases:
        raise GonogoError(f'{system.id} has no release "{name}"', did_you_mean(name, system.releases))
    return Ref(system.id, ReleaseId(name))


def _require_new(name: str, system: System) -> ReleaseId:
    if name.endswith((".yml", ".yaml")):
        raise GonogoError(f'"{name}" is the name of a file', f"write the id of the release: {name.rpartition('.')[0]}")
    if not is_release_id(name) or name in RESERVED_RELEASES:
        hint = "1 to 64 of a-z, 0-9 and . _ + -, beginning with a letter or digit, and not system or roles"
        raise GonogoError(f'"{name}" is not a release id', hint)
    if ReleaseId(name) in system.releases:
        raise GonogoError(f"{system.id}/{name} already exists", "choose another id")
    return ReleaseId(name)


def _say_undated(ids: tuple[str, ...]) -> Iterator[str]:
    if ids:
        yield f"`due` had a date and is now empty: {', '.join(ids)}"


def _say_difference(old: Release, system: System) -> Iterator[str]:
    """A line with the entries that `old` gained and lost compared with the release that has the previous T-0.

    Empty if there is no such release.
    """
    planned = [other for other in system.releases.values() if other and other.deploy_at and other.id != old.id]
    before = [other for other in planned if not old.deploy_at or _sort_key(other) < _sort_key(old)]
    if not before:
        return
    earlier = max(before, key=_sort_key)
    difference = compare_checklists(old, earlier)
    yield f"Against {earlier.ref}: gained {_say_ids(difference.gained)}; lost {_say_ids(difference.lost)}."


def _sort_key(release: Release) -> str:
    return release.deploy_at.isoformat() if release.deploy_at else ""


def _say_ids(ids: tuple[str, ...]) -> str:
    if not ids:
        return "nothing"
    return f"{len(ids)} ({', '.join(ids[:_SHOWN])}{', …' if len(ids) > _SHOWN else ''})"
