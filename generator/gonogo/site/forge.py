"""Addresses on the forge that `forge:` in policy.yml names.

The host decides their form: GitLab's, Forgejo's or GitHub's. Sources of the forms: docs.github.com ("Creating a
permanent link to a code snippet"), docs.gitlab.com (routes below `/-/`), forgejo.org/docs ("Pull requests") and the
routes of Forgejo's web server (`_edit`, `src/branch`). Every address is "" for a project without a forge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from gonogo.model.snapshot import Snapshot

_GITHUB = re.compile(r"(^|\.)github\.")
_GITLAB, _FORGEJO = re.compile(r"(^|\.)gitlab\."), re.compile(r"(^|\.)(codeberg|forgejo|gitea)\.")


class Forge(Frozen):
    """The repository on the forge: its web address, the paths below that address, and the name of the forge."""

    url: str = ""
    commits: str = "commit"
    requests: str = "pull"
    files: str = "blob"
    branches: str = "blob"
    edits: str = "edit"
    name: str = ""

    @property
    def is_gitlab(self) -> bool:
        """Whether the host name has a part `gitlab`, as in `gitlab.com` and `git.gitlab.example`."""
        return _GITLAB.search(urlsplit(self.url).hostname or "") is not None

    def commit(self, oid: str) -> str:
        return f"{self.url}/{self.commits}/{oid}" if self.url else ""

    def request(self, number: int | None) -> str:
        return f"{self.url}/{self.requests}/{number}" if self.url and number else ""

    def line(self, oid: str, path: str, line: int) -> str:
        """The address of a line, 1-based, in a commit's version of a file."""
        return f"{self.url}/{self.files}/{oid}/{quote(path)}#L{line}" if self.url else ""

    def branch_line(self, branch: str, path: str, line: int) -> str:
        """The address of a line, 1-based, in a branch's version of a file."""
        return f"{self.url}/{self.branches}/{quote(branch)}/{quote(path)}#L{line}" if self.url else ""

    def edit_line(self, branch: str, path: str, line: int) -> str:
        """The address of the forge's editor for a file on a branch; `line` is 1-based."""
        return f"{self.url}/{self.edits}/{quote(branch)}/{quote(path)}#L{line}" if self.url else ""


def find_forge(snapshot: Snapshot) -> Forge:
    """The forge of the project; its `url` is "" if policy.yml names no forge.

    The ending `.git` of a clone address is removed.
    """
    url = snapshot.policy.forge.rstrip("/").removesuffix(".git") if snapshot.policy else ""
    host = urlsplit(url).hostname or ""
    if _GITLAB.search(host):
        return Forge(url, "-/commit", "-/merge_requests", "-/blob", "-/blob", "-/edit", "GitLab")
    if named := _FORGEJO.search(host):
        return Forge(url, "commit", "pulls", "src/commit", "src/branch", "_edit", named[2].capitalize())
    return Forge(url, name="GitHub" if _GITHUB.search(host) else host)
