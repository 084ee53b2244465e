"""The signature of a commit is truncated, has another namespace, or belongs to another commit.

The decision is attributed at most (`bad-signature`); an OpenPGP or X.509 signature is named (`unsupported-signature`).
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, put_top
from forge import OPENPGP
from gonogo.source.git import signing_keys
from shop import ALICE, ANN
from standings import Slot
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GROUP = "Content"

X509 = b"-----BEGIN SIGNED MESSAGE-----\nMIIB\n-----END SIGNED MESSAGE-----\n"
SIGNED = put_top(POLICY, level="signed")


def _find_content(tmp_path: Path) -> bytes:
    """The content of the unsigned commit in which Alice decides."""
    team = Team(tmp_path / "unsigned", SIGNED, key=ANN.key)
    sign = team.push(ALICE, decide("qa", by="alice"))
    return team.git("cat-file", "commit", team.make()[sign]).encode()


def _sign(content: bytes, tmp_path: Path, namespace: str = "git") -> bytes:
    """An SSH signature of the content by Alice's key."""
    file = tmp_path / "key"
    file.touch(mode=0o600)
    file.write_text(signing_keys._encode_private(ALICE.key), encoding="ascii")  # noqa: SLF001 - for ssh-keygen
    command = ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", str(file)]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout


def _without_a_line(signature: bytes) -> bytes:
    lines = signature.splitlines(keepends=True)
    return b"".join([*lines[:2], *lines[3:]])


DAMAGED: dict[str, tuple[Callable[[bytes, Path], bytes], str]] = {
    "cut short": (lambda content, folder: _without_a_line(_sign(content, folder)), "bad-signature"),
    "of another namespace": (lambda content, folder: _sign(content, folder, "file"), "bad-signature"),
    "of a sign-off": (lambda content, folder: _sign(content, folder, "gonogo-signoff"), "bad-signature"),
    "of another commit": (lambda content, folder: _sign(content + b"!", folder), "bad-signature"),
    "without an end": (lambda content, folder: _sign(content, folder)[:100], "bad-signature"),
    "of OpenPGP": (lambda _content, _folder: OPENPGP, "unsupported-signature"),
    "of X.509": (lambda _content, _folder: X509, "unsupported-signature"),
    "of an unknown type": (lambda _content, _folder: b"a signature", "unsupported-signature"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_damaged_signature_is_attributed(damage: str, tmp_path: Path) -> None:
    """A decision with a damaged signature is attributed to its author, and the code describes the damage."""
    make, code = DAMAGED[damage]
    signature = make(_find_content(tmp_path), tmp_path)
    team = Team(tmp_path / "repo", SIGNED, key=ANN.key)
    sign = team.main.commit(ALICE, decide("qa", by="alice"), signature=signature)
    made = (sign, sign)
    assert team.slot("qa") == Slot("below-level", "attributed", code, "alice", None, "alice", None, made)


def test_intact_signature_is_signed(tmp_path: Path) -> None:
    """A decision with the intact signature of the same commit is signed."""
    signature = _sign(_find_content(tmp_path), tmp_path)
    team = Team(tmp_path / "repo", SIGNED, key=ANN.key)
    sign = team.main.commit(ALICE, decide("qa", by="alice"), signature=signature)
    assert team.slot("qa") == Slot("valid", "signed", None, "alice", None, "alice", None, (sign, sign))


def test_damaged_signature_counts_as_an_unsigned_commit(tmp_path: Path) -> None:
    """If the policy requires only `attributed`, a decision with a damaged signature counts."""
    team = Team(tmp_path)
    sign = team.main.commit(ALICE, decide("qa", by="alice"), signature=b"-----BEGIN SSH SIGNATURE-----\nU1NI\n")
    made = (sign, sign)
    assert team.slot("qa") == Slot("valid", "attributed", "bad-signature", "alice", None, "alice", None, made)
