"""The files of the project as a commit holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.source.files.worktree import Files, Found, choose_files
from gonogo.source.git.store import open_store, require_store

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.source.git.store import GitStore

_LINK = "120000"


def read_committed(store: GitStore, commit: str) -> Files:
    """The same that `worktree.read_files` gives where the commit is checked out and nothing is changed."""
    found = sorted(store.read_tree(commit), key=lambda one: one.path.split("/"))
    blobs = {one.path: one.blob for one in found if one.blob and one.path.endswith(".yml")}
    contents = dict(store.read_blobs(dict.fromkeys(blobs.values())))
    return choose_files(
        (Found(one.path, is_file=bool(one.blob), is_link=one.mode == _LINK) for one in found),
        lambda path: contents[blobs[path]],
    )


def read_revision(root: Path, revision: str) -> tuple[str, Files]:
    """The commit that somebody means, by its full id, and the files that it holds. Raises GonogoError."""
    with open_store(root) as opened:
        store = require_store(opened)
        commit = store.resolve(revision)
        return commit, read_committed(store, commit)
