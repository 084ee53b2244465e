r"""Canonical JSON and digests.

Canonical JSON contains only mappings with sorted keys, lists and strings, without numbers and without spaces between
tokens. Characters beyond ASCII are escaped as `\uXXXX`, and characters beyond U+FFFF as a surrogate pair. So the bytes
are the same in every encoding, every JSON library can write them, and in a terminal no character can hide another.

A digest is `rf1:` and the SHA-256, in 64 lower-case hex digits, of `gonogo/v1`, a line feed, and the canonical JSON. If
the canonical form ever changes, both prefixes, `rf1:` and `gonogo/v1`, change with it.
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
    """The digest of a canonical JSON text, with its prefix `rf1:`."""
    return PREFIX + sha256((_FORM + text).encode("ascii")).hexdigest()
