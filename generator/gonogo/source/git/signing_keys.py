"""Signs commits with ed25519 keys and `ssh-keygen`. The same content and key always result in the same signature.

A key file has the format of OpenSSH (PROTOCOL.key in its sources). It is in a folder that only the user can read, and
is deleted afterwards.
"""

from __future__ import annotations

import base64
import os
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.source.git.process import printable
from gonogo.source.git.ssh_signatures import MISSING_OPENSSH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Sign = Callable[["SigningKey", bytes], bytes]

_TYPE = b"ssh-ed25519"
_BLOCK = 8
_MARK = "-----{} OPENSSH {}-----"  # in parts, so that scanners for keys in sources do not report this line


class SigningKey(Frozen):
    """An ed25519 key: the 32 bytes of the secret key, and the public key as `ssh-ed25519 AAAA…`."""

    secret: bytes
    public: str


@contextmanager
def open_signer() -> Iterator[Sign]:
    """A function that signs the content of a commit for git. The function raises GonogoError if ssh-keygen fails."""
    with tempfile.TemporaryDirectory() as folder:
        files: dict[SigningKey, Path] = {}

        def sign(key: SigningKey, content: bytes) -> bytes:
            if key not in files:
                files[key] = Path(folder, str(len(files)))
                _write_private(files[key], _encode_private(key))
            return _run_ssh_keygen(files[key], content)

        yield sign


def _run_ssh_keygen(key: Path, content: bytes) -> bytes:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    command = ["ssh-keygen", "-Y", "sign", "-n", "git", "-f", str(key)]
    try:
        ran = subprocess.run(command, input=content, env=environment, capture_output=True, check=False)  # noqa: S603 - a fixed list
    except FileNotFoundError as error:
        message = "ssh-keygen is not installed, or not in PATH, and some commits are signed"
        raise GonogoError(message, MISSING_OPENSSH) from error
    if ran.returncode:
        message = printable(ran.stderr.decode("utf-8", "backslashreplace").strip())
        raise GonogoError(f"ssh-keygen could not sign: {message}", _find_hint(message))
    return ran.stdout


def _find_hint(message: str) -> str:
    """The hint for an error message of ssh-keygen."""
    if "no user exists" in message.lower():
        return "ssh-keygen works only for a user known to the system, for example with a line in /etc/passwd"
    is_old = any(word in message.lower() for word in ("unknown option", "illegal option", "usage:"))
    return "OpenSSH 8.1 or newer is needed" if is_old else "see the message from ssh-keygen, which must be able to sign"


def _write_private(file: Path, text: str) -> None:
    file.touch(mode=0o600, exist_ok=False)
    file.write_text(text, encoding="ascii")


def _encode_private(key: SigningKey) -> str:
    """The content of a private key file, without a passphrase."""
    public = base64.b64decode(key.public.split()[1])
    # The secret key is followed by the 32 bytes of the public key, which are at the end of `public`.
    fields = (public, _string(key.secret + public[-32:]), _string(b""))
    private = bytes(_BLOCK) + b"".join(fields)
    private += bytes(range(1, 1 - len(private) % -_BLOCK))
    body = b"openssh-key-v1\0" + _string(b"none") * 2 + _string(b"") + _number(1) + _string(public) + _string(private)
    lines = base64.encodebytes(body).decode("ascii")
    return f"{_MARK.format('BEGIN', 'PRIVATE KEY')}\n{lines}{_MARK.format('END', 'PRIVATE KEY')}\n"


def _number(value: int) -> bytes:
    return value.to_bytes(4, "big")


def _string(value: bytes) -> bytes:
    return _number(len(value)) + value
