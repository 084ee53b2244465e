"""Signatures by SSH keys, as `ssh-keygen -Y sign` makes them (PROTOCOL.sshsig in the sources of OpenSSH).

This module parses a signature, and gives `ssh-keygen` a file that it writes from the parsed parts, with a list of one
allowed signer: the key that the signature itself names. So it only determines whether that key made the signature, not
whose key it is. ssh-keygen runs in an environment built from scratch, and no configuration of git is read.
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
_MOST_BYTES = 1 << 16  # the longest RSA key that OpenSSH supports needs a tenth of this
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
    """A signature that is not verified yet: `blob` is all of it, `key` the public key in the form of people.yml."""

    key: str
    namespace: str
    blob: bytes


def parse_signature(text: bytes) -> SshSignature:
    """The parts of a signature. Raises ValueError with the problem in one line."""
    if len(text) > _MOST_BYTES:
        raise ValueError(f"the signature has more than {_MOST_BYTES} bytes")
    armor = _ARMOR.fullmatch(text)
    if armor is None:
        raise ValueError("the signature is cut off, or has lines that no signature has")
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
    """The length-prefixed strings that make up the data. Raises ValueError."""
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
    """The public key in the form of people.yml. Raises ValueError for a type of key that people.yml does not allow."""
    name = next(iter(_split_strings(key)), b"").decode("utf-8", "backslashreplace")
    if name not in _KEY_TYPES:
        raise ValueError(f'people.yml can have no key of the type "{_quote(name)}"')
    return f"{name} {base64.b64encode(key).decode('ascii')}"


def _quote(name: str) -> str:
    """At most 60 characters, with invisible ones as escapes. Spaces are kept, since they make another name."""
    return visible(name[:60])


def verify(signature: SshSignature, content: bytes, namespace: str) -> str:
    """The problem of the signature of a content in this namespace, in one line; "" if it is good. Cost: 10 ms."""
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
    """The answer of `verify`. File names are relative to the folder, so that messages are reproducible."""
    command = ["ssh-keygen", *f"-Y verify -f allowed -I {_SIGNER} -n {namespace} -s signature".split()]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    try:
        ran = subprocess.run(command, cwd=folder, env=environment, input=content, capture_output=True, check=False)  # noqa: S603 - a fixed list, the namespace is ours
    except (FileNotFoundError, PermissionError):
        return f"ssh-keygen is not installed, or not in PATH: {MISSING_OPENSSH}"
    if not ran.returncode:
        return ""
    message = ran.stderr.decode("utf-8", "backslashreplace").strip()
    return f"ssh-keygen: {printable(message) or 'the signature does not verify'}"
