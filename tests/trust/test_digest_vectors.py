"""Canonical forms and digests that must stay as they are: decisions in repositories refer to them.

`digests.txt` names the file and the slot of each vector. The canonical form is in the file of both names, without a
line feed at its end; `evidence.txt` has the hashes of files, as `sha256sum` writes them. A difference here makes every
recorded digest wrong: it needs another version of the form.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from building import SHOP
from gonogo.core.frozen import replace
from gonogo.model.ids import EntryId, ReleaseId, SystemId
from gonogo.trust.content import digest_content, find_content, write_content
from support.plain import parse_plain
from trust.plain_content import PlainRelease, digest, read

VECTORS = Path(__file__).parent / "vectors"
EVIDENCE = (line.split("  ") for line in (VECTORS / "evidence.txt").read_text().splitlines())
HASHES = {path: known for known, path in EVIDENCE}
LINES = [line.split() for line in (VECTORS / "digests.txt").read_text().splitlines()]
every_vector = pytest.mark.parametrize(("expected", "name", "slot"), LINES, ids=lambda text: text[:12])


def canonical(name: str, slot: str) -> str:
    """The canonical form of a vector."""
    return (VECTORS / f"{name}.{slot}.json").read_bytes().decode("ascii")


@every_vector
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_vector_is_met(expected: str, name: str, slot: str, line_end: bytes) -> None:
    """The canonical form and the digest of each vector are those that are checked in."""
    tree = parse_plain((VECTORS / f"{name}.yml").read_bytes().replace(b"\n", line_end))
    assert isinstance(tree, dict)
    content = find_content(tree, SHOP, EntryId(slot), HASHES.get)
    assert content is not None
    assert write_content(content, "shop-0001") == canonical(name, slot)
    assert digest_content(content, "shop-0001") == expected


@every_vector
def test_plain_reading_meets_vector(expected: str, name: str, slot: str) -> None:
    """The second implementation gives the same texts and digests."""
    plain = PlainRelease(read((VECTORS / f"{name}.yml").read_bytes()), HASHES.get)
    assert plain.canonical_form(slot, ("shop-0001", "shop", "v1")) == canonical(name, slot)
    assert digest(canonical(name, slot)) == expected


def test_digest_is_of_one_release() -> None:
    """The ids of project, system and release are part of it, so that a copied digest fits nowhere else."""
    tree = parse_plain((VECTORS / "smallest.yml").read_bytes())
    assert isinstance(tree, dict)
    refs = [SHOP, replace(SHOP, system=SystemId("app")), replace(SHOP, release=ReleaseId("v2"))]
    contents = [find_content(tree, ref, EntryId("cto"), HASHES.get) for ref in refs]
    digests = {digest_content(content, project) for content in contents if content for project in ("a", "b")}
    assert len(digests) == 6
