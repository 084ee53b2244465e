"""The signatures of commits, verified without `git verify-commit`.

git would run the program that the configuration of the clone names, and trust the keys that are listed there.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from gonogo.model.signatures import CommitSignature
from gonogo.source.git.git_output import parse_links
from gonogo.source.git.ssh_signatures import parse_signature, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_BYTES = 1 << 24
"""A commit that is longer than this is not verified. To recognize it, callers pass at least one byte more."""
_NAMESPACE = "git"
_HEADERS = {40: b"gpgsig", 64: b"gpgsig-sha256"}
_SSH = "ssh"
_FORMATS = {
    b"-----BEGIN SSH SIGNATURE-----": _SSH,
    b"-----BEGIN PGP SIGNATURE-----": "openpgp",
    b"-----BEGIN PGP MESSAGE-----": "openpgp",
    b"-----BEGIN SIGNED MESSAGE-----": "x509",
}
_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_THREADS = 2


class SignedCommit(NamedTuple):
    """The signed content of a commit, and its signatures: usually one, none if the commit is not signed.

    `is_whole` is False if the commit may have been cut off.
    """

    payload: bytes
    signatures: tuple[bytes, ...]
    is_whole: bool


def verify_commits(commits: Iterable[tuple[str, bytes]]) -> Mapping[str, CommitSignature]:
    """The signatures of these stored commits, keyed by commit id. Unsigned commits are omitted.

    Takes 10 ms of ssh-keygen for each SSH signature; two run at the same time.
    """
    split = ((oid, content, split_commit(content, len(oid))) for oid, content in commits)
    signed = {oid: (content, found) for oid, content, found in split if found.signatures}
    if len(signed) < _THREADS:
        return {oid: _verify(*pair) for oid, pair in signed.items()}
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - takes 10 ms, and one signature needs no threads

    with ThreadPoolExecutor(_THREADS) as threads:
        return dict(zip(signed, threads.map(_verify, *zip(*signed.values(), strict=True)), strict=True))


def split_commit(commit: bytes, digits: int) -> SignedCommit:
    """The signed content of a stored commit and its signatures, split exactly as git splits them.

    `digits` is the length of ids in the repository. git removes every header whose name begins with `gpgsig`, together
    with its continuation lines, and concatenates several signatures (`parse_buffer_signed_by_header` in git's
    commit.c).
    """
    end = 0 if commit.startswith(b"\n") else commit.find(b"\n\n") + 1 or len(commit)
    ours = _HEADERS[digits] + b" "
    payload = bytearray()
    signatures: list[bytearray] = []
    header = payload
    for line in _LINES.findall(commit[:end]):
        if line.startswith(ours):
            signatures.append(header := bytearray(line[len(ours) :]))
        elif line.startswith(b" ") and header is not payload:
            header += line[1:]
        else:
            header = bytearray() if line.startswith(b"gpgsig") else payload
            header += line
    return SignedCommit(bytes(payload) + commit[end:], tuple(map(bytes, signatures)), len(commit) <= MOST_BYTES)


def _verify(content: bytes, commit: SignedCommit) -> CommitSignature:
    text, *others = commit.signatures
    form = next((form for mark, form in _FORMATS.items() if text.startswith(mark)), "unknown")
    if form != _SSH:
        return CommitSignature(form, problem=f"a signature in the format {form} cannot be verified")
    # If an unsigned header comes before the parents, git reads other parents than the signed ones, or none.
    is_misread = parse_links(commit.payload) != parse_links(content)
    if others or not commit.is_whole or is_misread:
        problem = "it has several signatures" if others else f"it has more than {MOST_BYTES} bytes"
        problem = "git reads parents other than the signed parents" if is_misread else problem
        return CommitSignature(form, problem=f"the commit is not verified: {problem}")
    try:
        signature = parse_signature(text)
    except ValueError as error:
        return CommitSignature(form, problem=str(error))
    problem = verify(signature, commit.payload, _NAMESPACE)
    digest = sha256(commit.payload).hexdigest()
    return CommitSignature(form, signature.key, is_good=not problem, problem=problem, digest=digest)
