"""The signature of a commit, and the result of its verification."""

from __future__ import annotations

from gonogo.core.frozen import Frozen, field


class CommitSignature(Frozen):
    """A signature of a commit. `format` is `ssh`, or another format, which is named but not verified.

    `key` is the public key that made it, as `ssh-ed25519 AAAA…`, "" if that is unknown. `is_good` says that it verifies
    with that key, for this commit, as a signature by git. The registry defines the owner of the key. `problem` says why
    it is not good, in one line. `digest` is the SHA-256 of the signed content: commits with other bytes can have the
    same.
    """

    format: str
    key: str = ""
    is_good: bool = False
    problem: str = ""
    digest: str = field(default="", compare=False)
