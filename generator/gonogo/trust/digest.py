r"""Canonical JSON and digests.

Canonical JSON has mappings with sorted keys, lists in their order, strings, and nothing else: no numbers, and no spaces
between tokens. Characters beyond ASCII are escaped as `\uXXXX`, those beyond U+FFFF as a surrogate pair. So the bytes
are the same in every encoding, every JSON library can write them, and no character in a terminal hides another.

A digest is `rf1:` and the SHA-256, in 64 lower-case hex digits, of `gonogo/v1`, a line feed, and the canonical JSON.
Another canonical form would have another prefix in both places.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gonogo.trust.canonical import Canonical

PREFIX = "rf1:"
_FORM = "gonogo/v1\n"


def write_json(value: Canonical) -> str:
    """The value as canonical JSON, in ASCII."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def digest_json(text: str) -> str:
    """The digest of canonical JSON, including its prefix."""
    return PREFIX + sha256((_FORM + text).encode("ascii")).hexdigest()
