"""The verification of a project, read from the cache if nothing on which it depends has changed.

It depends on the commit, the judged files, the branches that were queried to find main, the trust root that the user
named, and the object store. A verification is only stored if the git objects are proven, and if no landing has a time
after `as_of`: otherwise, the verification would depend on `as_of`.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from gonogo.core.secrets import has_secret
from gonogo.model.verification import Verification
from gonogo.source.files.worktree import FOLDER
from gonogo.source.git.branches import default_branch, find_branch
from gonogo.source.git.head import head_commit
from gonogo.source.git.repository import find_repository, may_lack_objects
from gonogo.trust.verification_format import parse_verification, write_verification

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.model.snapshot import Snapshot
    from gonogo.pipelines.verification import Verifier
    from gonogo.source.files.cache import Cache
    from gonogo.source.files.worktree import ProjectFiles
    from gonogo.source.git.repository import Repository
    from gonogo.trust.unverified import Unverified


def verify_worktree(  # noqa: PLR0913 - all inputs of a verification
    root: Path, files: ProjectFiles, snapshot: Snapshot, as_of: datetime, *, pinned: str | None, cache: Cache | None
) -> Verification | Unverified:
    """The verification of the working tree of the project at `root`. It is the same with and without a cache.

    Raises GonogoError for a clone without its complete history.
    """
    entry = _find_entry(root, files, pinned, cache)
    if entry is not None and (found := entry.find(as_of)):
        return found
    from gonogo.pipelines.verification import Verifier, verify_project  # noqa: PLC0415 - only without a cached result
    from gonogo.source.git.proof import RecordingStore  # noqa: PLC0415
    from gonogo.source.git.store import Absence, open_store  # noqa: PLC0415

    with open_store(root) as store:
        if isinstance(store, Absence) or entry is None:
            return verify_project(store, None, snapshot, as_of, pinned)
        recording = RecordingStore(store)
        verifier = Verifier(recording, store.repository, store.head, snapshot, pinned)
        verification = verifier.verify(as_of)
        if isinstance(verification, Verification) and entry.may_keep(verification, verifier, as_of):
            for tip in dict.fromkeys((store.head, *filter(None, verifier.tips.values()))):
                recording.read_parents(tip)  # `is_proven` needs the parents of all commits on the lines
            if recording.is_proven():
                entry.keep(verification, verifier)
        return verification


def _find_entry(root: Path, files: ProjectFiles, pinned: str | None, cache: Cache | None) -> _Entry | None:
    """The cache entry for the verification; None without a cache, a repository or a commit.

    Also None for a shallow or partial clone: after the entry was stored, the clone may have lost its older commits, and
    then nothing is verified.
    """
    repository, head = find_repository(root.resolve()), head_commit(root)
    if cache is None or repository is None or head is None or may_lack_objects(repository):
        return None
    objects = os.fsencode(repository.objects.resolve()).hex()
    prefix = os.fsencode(root.resolve().relative_to(repository.top.resolve()) / FOLDER).hex()
    digest = sha256(repr((head, pinned)).encode())
    for path, content in files.contents.items():
        data = content or b""
        digest.update(f"\0{path}\0{len(data)}\0".encode("utf-8", "surrogatepass") + data)
    return _Entry(cache, f"verification {objects} {prefix}", digest.hexdigest(), repository)


class _Entry:
    """The cache entry for one verification, which may not be stored yet."""

    def __init__(self, cache: Cache, kind: str, key: str, repository: Repository) -> None:
        self.cache = cache
        self.kind = kind
        self.key = key
        self.repository = repository

    def find(self, as_of: datetime) -> Verification | None:
        """The stored verification; None if a queried branch has changed, or if `as_of` is before the newest landing."""
        content = self.cache.find(self.kind, self.key)
        if content is None:
            return None
        head, _, body = content.partition(b"\n")
        default, tips, newest = json.loads(head)
        if default != default_branch(self.repository) or (newest and datetime.fromisoformat(newest) > as_of):
            return None
        for name, tip in tips.items():
            branch = find_branch(self.repository, name)
            if tip != (branch.commit if branch else None):
                return None
        return parse_verification(body)

    def may_keep(self, verification: Verification, verifier: Verifier, as_of: datetime) -> bool:
        """Whether a verification depends only on the key and on the queried branches, and does not contain a secret."""
        newest = verifier.newest_landing()
        texts = (then.content for release in verification.releases.values() for then in release.closed)
        return (newest is None or newest <= as_of) and not any(
            has_secret(text.decode("utf-8", "replace")) for text in texts
        )

    def keep(self, verification: Verification, verifier: Verifier) -> None:
        """Stores a verification, together with the branches on which it depends."""
        newest = verifier.newest_landing()
        head = json.dumps([verifier.default, verifier.tips, newest.isoformat() if newest else None])
        self.cache.keep(self.kind, self.key, head.encode() + b"\n" + write_verification(verification))
