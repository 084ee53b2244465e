"""The files of the project in a commit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity
from gonogo.source.files.worktree import FOLDER, ListedPath, ProjectFiles, choose_files, other_repository
from gonogo.source.git.store import open_store, require_store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.model.commits import FileVersion
    from gonogo.source.git.store import GitStore

LINK, SUBMODULE = "120000", "160000"


def read_committed(store: GitStore, commit: str) -> ProjectFiles:
    """The files that `worktree.read_files` would return if this commit were checked out without changes.

    Raises GonogoError if the commit has another repository at `checklists/`.
    """
    versions = sorted(store.read_tree(commit), key=lambda version: version.path.split("/"))
    if versions and versions[0].path == FOLDER and versions[0].mode == SUBMODULE:
        raise other_repository(store.repository.top / store.folder_of_project / FOLDER)
    blobs = {version.path: version.blob for version in versions if version.blob and version.path.endswith(".yml")}
    contents = dict(store.read_blobs(dict.fromkeys(blobs.values())))
    return choose_files(
        map(_list, versions),
        lambda path: contents[blobs[path]],
        partial(_find_absent, store, commit),
    )


def _list(version: FileVersion) -> ListedPath:
    return ListedPath(version.path, bool(version.blob), version.mode == LINK, version.mode == SUBMODULE)


def is_committed(store: GitStore, commit: str, here: ProjectFiles, committed: ProjectFiles) -> bool:
    """Whether git considers the files in the working tree to be the same as the files of a commit.

    Files with different bytes can be the same for git, because git converts, for example, line ends.
    """
    if here.contents.keys() != committed.contents.keys() or _errors(here) != _errors(committed):
        return False
    different = [path for path, content in here.contents.items() if content != committed.contents[path]]
    if not different:
        return True
    from gonogo.source.git.unchanged_files import find_unchanged  # noqa: PLC0415 - it takes a while to import

    versions = zip(different, store.read_versions([(commit, path) for path in different]), strict=True)
    blobs = {path: version.blob for path, version in versions if version is not None and version.blob}
    return find_unchanged(store, blobs) == frozenset(different)


def _errors(files: ProjectFiles) -> tuple[Diagnostic, ...]:
    return tuple(diagnostic for diagnostic in files.diagnostics if diagnostic.severity is Severity.ERROR)


def _find_absent(store: GitStore, commit: str, paths: Iterable[str]) -> frozenset[str]:
    """The paths at which a commit has no file. Links are not files, nor are files in a submodule."""
    places = tuple((commit, path) for path in paths)
    versions = zip(places, store.read_versions(places), strict=True)
    return frozenset(path for (_, path), version in versions if version is None or not version.blob)


def read_revision(root: Path, revision: str) -> tuple[str, ProjectFiles]:
    """The full id of the commit that a revision names, and the commit's files.

    Raises GonogoError if there is no such commit, or no history.
    """
    with open_store(root) as opened:
        store = require_store(opened)
        commit = store.resolve(revision)
        return commit, read_committed(store, commit)
