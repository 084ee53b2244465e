"""Ed25519 keys for tests, derived from a name, so that every run signs with the same keys.

The arithmetic follows RFC 8032, section 5.1. It is short and slow, and not safe against timing attacks.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from gonogo.source.git.signing_keys import SigningKey

_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_BASE_Y = 4 * pow(5, -1, _P) % _P
_BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
_TYPE = b"\0\0\0\x0bssh-ed25519"


@cache
def make_key(name: str) -> SigningKey:
    """The key of that name, which is not secret; its public half has the format of people.yml."""
    secret = hashlib.sha256(f"key of a test: {name}".encode()).digest()
    public = _TYPE + b"\0\0\0\x20" + _multiply(secret)
    return SigningKey(secret, f"ssh-ed25519 {base64.b64encode(public).decode('ascii')}")


def _multiply(secret: bytes) -> bytes:
    """The public key of a secret key."""
    scalar = int.from_bytes(hashlib.sha512(secret).digest()[:32], "little") & ~7 & (1 << 254) - 1 | 1 << 254
    total, point = (0, 1), (_BASE_X, _BASE_Y)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point = _add(point, point)
        scalar >>= 1
    x, y = total
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    (x1, y1), (x2, y2) = one, other
    product = _D * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, _P)
    y = (y1 * y2 + x1 * x2) * pow(1 - product, -1, _P)
    return x % _P, y % _P
