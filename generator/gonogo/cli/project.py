"""The project that a command reads, with the judgement of every release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.schedule import write_utc
from gonogo.pipelines import assessment
from gonogo.pipelines.project_reader import read_project
from gonogo.source.files.worktree import find_root
from gonogo.source.git.head import head_commit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref
    from gonogo.model.snapshot import Snapshot


class Project(Frozen):
    """The files of a project and the judgement of every release.

    `commit` is the commit that holds the files, None if they are those of the working tree.
    """

    root: Path
    snapshot: Snapshot
    judgements: Mapping[Ref, Judgement]
    as_of: datetime
    commit: str | None = None

    @property
    def head(self) -> str | None:
        """The commit that holds the files, else the commit that is checked out."""
        return self.commit or head_commit(self.root)

    @property
    def basis(self) -> str:
        """A sentence that says what every verdict is based on."""
        return say_basis(self.as_of, self.head, is_committed=self.commit is not None)


def open_project(directory: Path, as_of: datetime, revision: str | None = None) -> Project:
    """The project around a directory, of its working tree or of a revision, judged as of a time.

    Raises GonogoError if there are no checklists, or if the revision names no commit.
    """
    root = find_root(directory)
    if revision is None:
        snapshot = assessment.load(root)
        return Project(root, snapshot, assessment.assess(snapshot, as_of), as_of)
    from gonogo.source.git.committed_files import read_revision  # noqa: PLC0415 - git takes a while to import

    commit, files = read_revision(root, revision)
    snapshot = read_project(files)
    return Project(root, snapshot, assessment.assess(snapshot, as_of), as_of, commit)


def say_basis(as_of: datetime, head: str | None, *, is_committed: bool = False) -> str:
    """A sentence that says as of when, from which commit, and whether history was read."""
    files = "" if is_committed else " and the files as they lie here"
    commit = f"commit {head[:12]}{files}" if head else "no commit to name"
    return f"As of {write_utc(as_of)}; {commit}; sign-offs and waivers are not judged by history."
