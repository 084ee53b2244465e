"""Evidence files: files in the repository that an entry names under `evidence`, and their hashes in covered content."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from gonogo.format.named_types import is_project_path
from gonogo.trust.canonical import canonical_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from gonogo.core.nodes import Plain, PlainTree
    from gonogo.trust.canonical import Canonical, Part

HashOf: TypeAlias = "Callable[[str], str | None]"
"""The SHA-256, in 64 hex digits, of the file at a project path; None if there is no such file.

A function of this type is for one commit.
"""

EVIDENCE = "evidence"


def evidence_of(entry: PlainTree) -> tuple[str, ...]:
    """The paths of the evidence files of an entry, in order, as written in the YAML file."""
    return tuple(path for value in _pieces(entry) if (path := _find_path(value)) is not None)


def add_hashes(part: Part, entry: PlainTree, hash_of: HashOf) -> Part:
    """The part of an entry, with each evidence file as a mapping of `path` and `sha256`.

    A file that does not exist has no `sha256`. A link remains a string, because a sign-off does not cover the content
    at the link.
    """
    evidence = part.get(EVIDENCE)
    if not isinstance(evidence, list):
        return part
    pairs = zip(evidence, _pieces(entry), strict=True)
    return {**part, EVIDENCE: [_add_hash(value, _find_path(written), hash_of) for value, written in pairs]}


def _add_hash(value: Canonical, path: str | None, hash_of: HashOf) -> Canonical:
    if path is None:
        return value
    known = hash_of(path)
    return {"path": value, "sha256": known} if known else {"path": value}


def _pieces(entry: PlainTree) -> list[Plain]:
    written = entry.get(EVIDENCE, "")
    return written if isinstance(written, list) else [written]


def _find_path(value: Plain) -> str | None:
    """The path in a value of `evidence`, without line ends at its end; None for a link.

    The path is not normalized, because git does not normalize file names.
    """
    if not isinstance(value, str) or not is_project_path(canonical_text(value)):
        return None
    return value.rstrip("\r\n")
