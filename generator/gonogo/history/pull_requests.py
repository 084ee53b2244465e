"""The number of the pull request that a landing names in its message.

The forge normally writes this number, but anybody can. So gonogo only uses it for links and display: it does not prove
anything, and no verdict depends on it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gonogo.model.commits import Commit

_NUMBER = r"(?P<number>[1-9][0-9]{0,8})"
# https://docs.github.com/en/pull-requests: the subject of a merge, and of a squash.
_GITHUB_MERGE = re.compile(rf"Merge pull request #{_NUMBER} from .+", re.DOTALL)
_GITHUB_SQUASH = re.compile(rf".* \(#{_NUMBER}\)", re.DOTALL)
# https://docs.gitlab.com/user/project/merge_requests/commit_templates/: the last line of merge and squash.
_GITLAB = re.compile(rf"See merge request [A-Za-z0-9_./-]*!{_NUMBER}")


def pull_request_of(landing: Commit) -> int | None:
    """The number of the pull request in the message of a landing; None if the message names none."""
    subject = _GITHUB_MERGE if landing.is_merge else _GITHUB_SQUASH
    lines = landing.body.strip().splitlines()
    match = subject.fullmatch(landing.subject) or _GITLAB.fullmatch(lines[-1] if lines else "")
    return int(match["number"]) if match else None
