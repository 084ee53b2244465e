"""The staged files of a project: the files that a commit of the index would contain.

git writes the index as a tree, so this module does not have to parse the index. An index can be split or sparse, can
have files that will only be added later (`git add --intent-to-add`), and can be the temporary index of `git commit
--only`. git gets a copy of the index, and runs in an empty repository (`store`). So it does not run a hook, filter or
monitor that the clone configures, does not lock the index, and does not write to the clone.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.source.files.worktree import FOLDER, other_repository, shown_path
from gonogo.source.git.committed_files import LINK, read_committed
from gonogo.source.git.completeness import require_files
from gonogo.source.git.head import head_commit
from gonogo.source.git.process import ask_git, printable, run_git
from gonogo.source.git.store import GitStore, lay_out, place_in_git

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.commits import FileVersion
    from gonogo.source.files.worktree import ProjectFiles
    from gonogo.source.git.repository import Repository


def find_index(repository: Repository, named: str | None) -> Path | None:
    """The index of a repository: the file that GIT_INDEX_FILE names, or else the repository's own index.

    `named` is the value of GIT_INDEX_FILE. As in a hook, a relative path starts at the top folder of the repository
    (githooks(5)). Returns None if the named file does not exist, or is not in git's folder: then it is not an index of
    this repository.
    """
    if not named:
        return repository.git / "index"
    place = (repository.top / named).resolve()
    return place if place.is_file() and place.is_relative_to(repository.git.resolve()) else None


def read_staged(start: Path, repository: Repository, index: Path) -> tuple[Path, ProjectFiles]:
    """The nearest folder, from `start` upwards, that has staged files below `checklists/`, and these files.

    The folder need not exist in the working tree. Raises GonogoError if no files are staged, and during a merge with
    conflicts.
    """
    require_files(repository.objects)
    with tempfile.TemporaryDirectory(prefix="gonogo-") as place:
        folder = Path(place, "objects-only")
        lay_out(folder, repository, is_sha256=_is_sha256(Path(place, "asked"), repository))
        copy_index(index, repository, folder)
        tree = ask_git(folder, "write-tree", "--missing-ok")
        if tree is None:
            raise _explain_failure(folder)
        top = repository.top.resolve()
        for root in (start, *start.parents):
            if root.is_relative_to(top):
                store = GitStore(tree, place_in_git(root.relative_to(top)), folder, repository)
                if _is_project(root, store.read_tree(tree)):
                    return root, read_committed(store, tree)
    hint = f"git add {FOLDER}; without --staged, the files in the working tree are checked"
    raise GonogoError(f"no file in a folder {FOLDER}/ in {start} or above it is staged", hint)


def _is_sha256(place: Path, repository: Repository) -> bool:
    """Whether ids have 64 digits. Before the first commit, only the configuration shows this."""
    if head := head_commit(repository.top):
        return len(head) == 64
    lay_out(place, repository, is_sha256=False)
    file = str(repository.shared.resolve() / "config")
    return ask_git(place, "config", "--file", file, "extensions.objectformat") == "sha256"


def copy_index(index: Path, repository: Repository, folder: Path) -> None:
    """Copies the index, if it exists, and the shared parts of split indexes, which git expects in the same folder."""
    if index.is_file():
        shutil.copyfile(index, folder / "index")
        for shared in filter(Path.is_file, repository.git.glob("sharedindex.*")):
            shutil.copyfile(shared, folder / shared.name)


def _explain_failure(folder: Path) -> GonogoError:
    """The reason why git cannot write the index as a tree: a merge conflict, or an index that git cannot read."""
    try:
        with run_git(folder, ("ls-files", "--unmerged", "-z")) as stream:
            rows = stream.read().split(b"\0")
    except GonogoError:
        rows = []
    paths = list(dict.fromkeys(os.fsdecode(row.partition(b"\t")[2]) for row in rows if row))
    if not paths:
        return GonogoError("git cannot read the index of this repository", "run git status to see the cause")
    more = f" (and {len(paths) - 1} more)" if len(paths) > 1 else ""
    message = f"a merge conflict is not resolved in {printable(shown_path(paths[0]))}{more}"
    return GonogoError(message, "resolve it, and git add the file; git does not commit until then")


def _is_project(root: Path, versions: Iterator[FileVersion]) -> bool:
    """Whether a file below the folder is staged. Raises GonogoError if the folder is a link or a submodule."""
    listed = list(versions)
    if listed and listed[0].path == FOLDER:
        if listed[0].mode == LINK:
            raise GonogoError(f"{root / FOLDER} is a symbolic link, which git does not follow", "put the folder here")
        if not listed[0].blob:
            raise other_repository(root / FOLDER)
        return False
    return bool(listed)
