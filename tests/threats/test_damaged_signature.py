"""The signature of a commit is cut short, is of another namespace, or is of another commit.

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
    """The commit in which Alice decides, as it is without a signature."""
    team = Team(tmp_path / "unsigned", SIGNED, key=ANN.key)
    sign = team.push(ALICE, decide("qa", by="alice"))
    return team.git("cat-file", "commit", team.make()[sign]).encode()


def _sign(content: bytes, tmp_path: Path, namespace: str = "git") -> bytes:
    """A signature by the key of Alice."""
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
    "of nothing known": (lambda _content, _folder: b"a signature", "unsupported-signature"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_damaged_signature_signs_nothing(damage: str, tmp_path: Path) -> None:
    """The decision is attributed to the author, and the code says what the signature is."""
    make, code = DAMAGED[damage]
    signature = make(_find_content(tmp_path), tmp_path)
    team = Team(tmp_path / "repo", SIGNED, key=ANN.key)
    sign = team.main.commit(ALICE, decide("qa", by="alice"), signature=signature)
    made = (sign, sign)
    assert team.slot("qa") == Slot("below-level", "attributed", code, "alice", None, "alice", None, made)


def test_whole_signature_signs(tmp_path: Path) -> None:
    """The same signature, undamaged."""
    signature = _sign(_find_content(tmp_path), tmp_path)
    team = Team(tmp_path / "repo", SIGNED, key=ANN.key)
    sign = team.main.commit(ALICE, decide("qa", by="alice"), signature=signature)
    assert team.slot("qa") == Slot("valid", "signed", None, "alice", None, "alice", None, (sign, sign))


def test_damaged_signature_is_no_lower_than_none(tmp_path: Path) -> None:
    """Where the policy asks for attributed, the decision counts as an unsigned one does."""
    team = Team(tmp_path)
    sign = team.main.commit(ALICE, decide("qa", by="alice"), signature=b"-----BEGIN SSH SIGNATURE-----\nU1NI\n")
    made = (sign, sign)
    assert team.slot("qa") == Slot("valid", "attributed", "bad-signature", "alice", None, "alice", None, made)
