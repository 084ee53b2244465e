"""Merges one commit into another, without the configuration of the clone and without writing to the clone.

git merges in a temporary repository that can read the objects of the clone, and writes all new objects there. So git
does not run a merge driver or hook of the clone, or use its attributes, and the objects of the clone do not change. If
one commit is an ancestor of the other, nothing has to be merged. Otherwise, the result is the same as that of `git
merge`, including the detection of renames. This requires git 2.38.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.source.files.worktree import shown_path
from gonogo.source.git.git_output import parse_links
from gonogo.source.git.process import ask_git, run_git, run_to_end
from gonogo.source.git.store import require_id

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from gonogo.model.commits import Ident
    from gonogo.source.git.store import GitStore

_CONFLICTS, _USAGE = 1, 129


class Merge(Frozen):
    """A merge of `head` into `base`: the tree of the result, and the paths below the checklists that have conflicts.

    If there are conflicts, `tree` is the tree of `head`, and `base` is the last common ancestor. `is_made` means that
    the merge made the tree, so that no commit in the clone has it.
    """

    base: str
    head: str
    tree: str
    conflicts: tuple[str, ...] = ()
    is_made: bool = False


def merge_commits(store: GitStore, base: str, head: str) -> Merge:
    """The merge of the commit `head` into the commit `base`. Raises GonogoError if they have no common ancestor."""
    common = ask_git(store.folder, "merge-base", "--end-of-options", require_id(base), require_id(head))
    if not common:
        message = f"{base[:12]} and {head[:12]} have no commit in common, so neither can be merged into the other"
        raise GonogoError(message, "name a branch of this repository, such as origin/main")
    if common in (base, head):
        newer = head if common == base else base
        return Merge(base, newer, find_tree(store, newer))
    tree, paths = _merge_trees(store.folder, base, head)
    conflicts = tuple(_name_conflicts(store, paths))
    if conflicts:
        return Merge(common, head, find_tree(store, head), conflicts)
    return Merge(base, head, tree, is_made=True)


def _merge_trees(folder: Path, base: str, head: str) -> tuple[str, list[bytes]]:
    """The merged tree, and the paths that have conflicts. Raises GonogoError if git cannot merge."""
    ran = run_to_end(folder, "merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", base, head)
    if ran.returncode == _USAGE:
        hint = "use git 2.38 or newer, or merge the base into the branch first"
        raise GonogoError("this git cannot merge without a working tree", hint)
    if ran.returncode not in (0, _CONFLICTS):
        raise GonogoError(f"git could not merge {head[:12]} into {base[:12]}", "see the output of git merge")
    tree, *paths = ran.stdout.split(b"\0")
    return require_id(tree.decode("ascii").strip()), [path for path in paths if path]


def _name_conflicts(store: GitStore, paths: list[bytes]) -> list[str]:
    """The paths below the checklists, relative to the project."""
    project = len(store.folder_of_project.encode("utf-8", "surrogateescape"))
    below = (path[project:] for path in paths if path.startswith(store.prefix + b"/"))
    return [shown_path(path.decode("utf-8", "surrogateescape")) for path in below]


def find_tree(store: GitStore, commit: str) -> str:
    with store.open_objects() as read:
        ((_, content),) = read([commit])
        return parse_links(content)[0]


def write_commit(store: GitStore, tree: str, parents: tuple[str, ...], moment: datetime, author: Ident) -> str:
    """Writes a commit to the temporary repository of the store, and returns its id."""
    seconds = max(0, int(moment.timestamp()))
    name, email = (text.translate({ord(sign): None for sign in "<>\n\0"}) for text in (author.name, author.email))
    ident = f"{name} <{email}> {seconds} +0000"
    lines = (
        f"tree {tree}",
        *(f"parent {oid}" for oid in parents),
        f"author {ident}",
        f"committer {ident}",
        "",
        "Merge",
    )
    with run_git(store.folder, ("hash-object", "-t", "commit", "-w", "--stdin"), lines) as stream:
        return require_id(stream.read().decode("ascii").strip())
