"""The signature of a commit, and the result of verifying the signature."""

from __future__ import annotations

from gonogo.core.frozen import Frozen, field


class CommitSignature(Frozen):
    """A signature of a commit. `format` is `ssh`, or the name of another format, which gonogo cannot verify.

    `key` is the public key that made the signature, written `ssh-ed25519 AAAA…`; "" if the key is unknown. `is_good`
    says that this key made the signature, for this commit and with git. It does not say whose key this is: the registry
    defines that. `problem` says in one line why the signature is not good. `digest` is the SHA-256 of the
    signed content; two different commits can have the same signed content.
    """

    format: str
    key: str = ""
    is_good: bool = False
    problem: str = ""
    digest: str = field(default="", compare=False)
