"""The files of the project in a commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.source.files.worktree import ListedPath, ProjectFiles, choose_files
from gonogo.source.git.store import open_store, require_store

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.source.git.store import GitStore

LINK = "120000"


def read_committed(store: GitStore, commit: str) -> ProjectFiles:
    """The files that `worktree.read_files` would give with this commit checked out and unchanged."""
    versions = sorted(store.read_tree(commit), key=lambda version: version.path.split("/"))
    blobs = {version.path: version.blob for version in versions if version.blob and version.path.endswith(".yml")}
    contents = dict(store.read_blobs(dict.fromkeys(blobs.values())))
    return choose_files(
        (ListedPath(version.path, is_file=bool(version.blob), is_link=version.mode == LINK) for version in versions),
        lambda path: contents[blobs[path]],
    )


def read_revision(root: Path, revision: str) -> tuple[str, ProjectFiles]:
    """The full id of the commit that a revision names, and its files. Raises GonogoError."""
    with open_store(root) as opened:
        store = require_store(opened)
        commit = store.resolve(revision)
        return commit, read_committed(store, commit)
