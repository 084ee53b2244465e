"""Verifies SSH signatures in the format of `ssh-keygen -Y sign` (PROTOCOL.sshsig in the sources of OpenSSH).

This module parses a signature, writes the parsed parts to a new file, and gives `ssh-keygen` this file and a list with
one allowed signer: the key that the signature itself contains. So the result only shows whether this key made the
signature, not to whom the key belongs. ssh-keygen runs with an environment of two variables, and does not use any
configuration of git.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import subprocess
import tempfile
from pathlib import Path

from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import visible
from gonogo.source.git.process import printable

MISSING_OPENSSH = "install OpenSSH 8.1 or newer (Debian: openssh-client)"
_MOST_BYTES = 1 << 16  # ten times the size of a signature by the longest RSA key that OpenSSH supports
_ARMOR = re.compile(rb"-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/]++={0,2}\n)++)-----END SSH SIGNATURE-----\n*+")
_MAGIC = b"SSHSIG\0\0\0\1"
_KEY_TYPES = (
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
)
_DAMAGED = "the signature is damaged"
_SIGNER = "signer"


class SshSignature(Frozen):
    """A signature that is not verified yet.

    `blob` is the whole signature, `key` is the public key in the form of people.yml.
    """

    key: str
    namespace: str
    blob: bytes


def parse_signature(text: bytes) -> SshSignature:
    """The parts of a signature. Raises ValueError with the problem on one line."""
    if len(text) > _MOST_BYTES:
        raise ValueError(f"the signature has more than {_MOST_BYTES} bytes")
    armor = _ARMOR.fullmatch(text)
    if armor is None:
        raise ValueError("the signature is cut off, or has unexpected lines")
    try:
        blob = binascii.a2b_base64(armor[1].replace(b"\n", b""), strict_mode=True)
    except binascii.Error as error:
        raise ValueError(_DAMAGED) from error
    parts = _split_strings(blob.removeprefix(_MAGIC)) if blob.startswith(_MAGIC) else []
    if len(parts) != 5:
        raise ValueError(_DAMAGED)
    key, namespace = parts[:2]
    return SshSignature(_write_key(key), namespace.decode("utf-8", "backslashreplace"), blob)


def _split_strings(data: bytes) -> list[bytes]:
    """The strings in data that consists of strings, each with its length before it.

    Raises ValueError for other data.
    """
    strings = []
    at = 0
    while at < len(data):
        start = at + 4
        at = start + int.from_bytes(data[at:start], "big")
        strings.append(data[start:at])
    if at != len(data):
        raise ValueError(_DAMAGED)
    return strings


def _write_key(key: bytes) -> str:
    """The public key in the form of people.yml. Raises ValueError if people.yml does not allow keys of this type."""
    name = next(iter(_split_strings(key)), b"").decode("utf-8", "backslashreplace")
    if name not in _KEY_TYPES:
        raise ValueError(f'people.yml does not allow a key of the type "{_quote(name)}"')
    return f"{name} {base64.b64encode(key).decode('ascii')}"


def _quote(name: str) -> str:
    """The first 60 characters, with escapes in place of invisible characters.

    Spaces are kept, because they are significant.
    """
    return visible(name[:60])


def verify(signature: SshSignature, content: bytes, namespace: str) -> str:
    """The problem of a signature of this content in this namespace, on one line; "" if the signature is good.

    Takes 10 ms.
    """
    if signature.namespace != namespace:
        return f'the signature is for "{_quote(signature.namespace)}", not for "{namespace}"'
    with tempfile.TemporaryDirectory(prefix="gonogo-") as folder:
        armor = base64.encodebytes(signature.blob).decode("ascii")
        _write(folder, "signature", f"-----BEGIN SSH SIGNATURE-----\n{armor}-----END SSH SIGNATURE-----\n")
        _write(folder, "allowed", f'{_SIGNER} namespaces="{namespace}" {signature.key}\n')
        return _run_ssh_keygen(folder, namespace, content)


def _write(folder: str, name: str, text: str) -> None:
    Path(folder, name).write_text(text, encoding="ascii")


def _run_ssh_keygen(folder: str, namespace: str, content: bytes) -> str:
    """The result of `verify`. File names are relative to the folder, so that messages are always the same."""
    command = ["ssh-keygen", *f"-Y verify -f allowed -I {_SIGNER} -n {namespace} -s signature".split()]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    try:
        ran = subprocess.run(command, cwd=folder, env=environment, input=content, capture_output=True, check=False)  # noqa: S603 - a fixed list, the namespace is ours
    except (FileNotFoundError, PermissionError):
        return f"ssh-keygen is not installed, or not in PATH: {MISSING_OPENSSH}"
    if not ran.returncode:
        return ""
    message = ran.stderr.decode("utf-8", "backslashreplace").strip()
    return f"ssh-keygen: {printable(message) or 'the signature failed verification'}"
