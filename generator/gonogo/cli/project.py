"""The project that a command reads, with the judgement of every release."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gonogo.cli.options import TrustOptions
from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.model.schedule import write_utc
from gonogo.model.verification import Verification
from gonogo.pipelines import assessment
from gonogo.pipelines.cached_verification import verify_worktree
from gonogo.pipelines.project_reader import read_project
from gonogo.source.files.cache import open_cache
from gonogo.source.files.worktree import find_root, read_files
from gonogo.source.git.head import head_commit
from gonogo.source.git.repository import find_repository, project_folder
from gonogo.trust.unverified import IGNORED, Unverified
from gonogo.verdict.reasons import say_history

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref
    from gonogo.model.snapshot import Snapshot
    from gonogo.source.files.worktree import ProjectFiles


class Project(Frozen):
    """The files of a project, its verification against git history, and the judgement of every release.

    `commit` is the commit that the files come from, None if they come from the working tree or are staged.
    """

    root: Path
    snapshot: Snapshot
    verification: Verification | Unverified
    judgements: Mapping[Ref, Judgement]
    as_of: datetime
    commit: str | None = None

    @property
    def head(self) -> str | None:
        """The commit that the files come from, else the commit that is checked out; None outside git."""
        return self.commit or head_commit(self.root)

    @property
    def folder(self) -> str:
        """The path of the project in its repository: "" for the top folder, else a path that ends in a slash."""
        return project_folder(self.root)

    @property
    def has_history(self) -> bool:
        """Whether sign-offs were verified against git history."""
        return isinstance(self.verification, Verification)

    @property
    def basis(self) -> str:
        """A sentence that states the basis of the verdicts: the time, the commit and the history."""
        history = say_history(self.verification)
        return say_basis(self.as_of, self.head, history, is_committed=self.commit is not None)


def open_project(
    directory: Path, as_of: datetime, revision: str | None = None, trust: TrustOptions | None = None
) -> Project:
    """The project that contains a directory, judged as of a time.

    The files come from `revision`, by default from the working tree. Raises GonogoError if there are no checklists, if
    the revision does not name a commit, or if the clone is shallow.
    """
    trust = trust or TrustOptions()
    root = find_root(directory)
    commit = None
    if revision is not None:
        commit, snapshot, verification = _read_revision(root, as_of, revision, trust)
    else:
        snapshot, verification = _read_uncommitted(root, read_files(root), as_of, trust)
    return _judge(root, snapshot, verification, as_of, commit)


def open_staged(directory: Path, as_of: datetime, trust: TrustOptions) -> Project:
    """The project that contains a directory, judged as of a time.

    The files come from git's index: they are staged for the next commit. Raises GonogoError in the cases of
    `open_project`, outside git, and if a merge conflict is not resolved.
    """
    from gonogo.source.git.staged_files import find_index, read_staged  # noqa: PLC0415 - the import is slow

    start = directory.resolve()
    repository = find_repository(start)
    if repository is None:
        raise GonogoError(f"{start} is not in a git repository, so nothing is staged", "gonogo check, without --staged")
    index = find_index(repository, os.environ.get("GIT_INDEX_FILE"))
    if index is None:
        raise GonogoError("GIT_INDEX_FILE does not name an index of this repository", "unset GIT_INDEX_FILE")
    root, files = read_staged(start, repository, index)
    return _judge(root, *_read_uncommitted(root, files, as_of, trust), as_of)


def is_in_hook(directory: Path) -> bool:
    """Whether this process runs in a git hook for a commit in the directory's repository.

    Git sets GIT_INDEX_FILE for such a hook.
    """
    if not os.environ.get("GIT_INDEX_FILE"):
        return False
    from gonogo.source.git.staged_files import find_index  # noqa: PLC0415 - only a hook needs it

    repository = find_repository(directory.resolve())
    return repository is not None and find_index(repository, os.environ["GIT_INDEX_FILE"]) is not None


def _read_uncommitted(
    root: Path, files: ProjectFiles, as_of: datetime, trust: TrustOptions
) -> tuple[Snapshot, Verification | Unverified]:
    """The decoded contents of files that can differ from the checked-out commit, and their verification."""
    snapshot = read_project(files)
    if trust.ignores_history:
        return snapshot, IGNORED
    cache = open_cache(os.environ, root) if trust.uses_cache else None
    return snapshot, verify_worktree(root, files, snapshot, as_of, pinned=trust.root, cache=cache)


def _judge(
    root: Path, read: Snapshot, verification: Verification | Unverified, as_of: datetime, commit: str | None = None
) -> Project:
    snapshot = assessment.apply_outcomes(read, verification)
    return Project(root, snapshot, verification, assessment.assess(snapshot, as_of, verification), as_of, commit)


def _read_revision(
    root: Path, as_of: datetime, revision: str, trust: TrustOptions
) -> tuple[str, Snapshot, Verification | Unverified]:
    """The commit of a revision, the decoded contents of its files, and their verification.

    Raises GonogoError without history.
    """
    from gonogo.pipelines.verification import verify_project  # noqa: PLC0415 - the import is slow
    from gonogo.source.git.committed_files import read_committed  # noqa: PLC0415
    from gonogo.source.git.store import open_store, require_store  # noqa: PLC0415

    with open_store(root) as opened:
        store = require_store(opened)
        commit = store.resolve(revision)
        snapshot = read_project(read_committed(store, commit))
        if trust.ignores_history:
            return commit, snapshot, IGNORED
        return commit, snapshot, verify_project(store, commit, snapshot, as_of, trust.root)


def say_basis(as_of: datetime, head: str | None, history: str, *, is_committed: bool = False) -> str:
    """A sentence with the time, the commit, and the history against which decisions were verified."""
    files = "" if is_committed else " and the working tree"
    commit = f"commit {head[:12]}{files}" if head else "no commit"
    return f"As of {write_utc(as_of)}; {commit}; {history}."
