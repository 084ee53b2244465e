"""The signatures of commits.

They are not verified with git, which would run the program configured in a clone, and trust the keys listed there.
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
"""A commit with more bytes than this is not verified; callers must supply at least one byte more."""
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
    """The signed content of a commit, and its signatures: usually one, none if it is unsigned."""

    payload: bytes
    signatures: tuple[bytes, ...]
    is_whole: bool


def verify_commits(commits: Iterable[tuple[str, bytes]]) -> Mapping[str, CommitSignature]:
    """The signatures of stored commits, keyed by id; unsigned commits are left out.

    Cost: 10 ms of ssh-keygen for each signature by an SSH key, two at a time.
    """
    split = ((oid, content, split_commit(content, len(oid))) for oid, content in commits)
    signed = {oid: (content, found) for oid, content, found in split if found.signatures}
    if len(signed) < _THREADS:
        return {oid: _verify(*pair) for oid, pair in signed.items()}
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - 10 ms that one signature does not need

    with ThreadPoolExecutor(_THREADS) as threads:
        return dict(zip(signed, threads.map(_verify, *zip(*signed.values(), strict=True)), strict=True))


def split_commit(commit: bytes, digits: int) -> SignedCommit:
    """The signed content of a stored commit, and its signatures, split exactly as git does it.

    `digits` is the length of ids in its repository. git leaves out every header whose name begins with `gpgsig`, with
    its continuation lines, and concatenates several signatures (`parse_buffer_signed_by_header` in its commit.c).
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
        return CommitSignature(form, problem=f"a signature of the format {form} is not verified")
    # An unsigned header may come before the parents, and git then reads others, or none.
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
