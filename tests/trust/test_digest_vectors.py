"""Canonical forms and digests that must never change, because decisions in repositories contain the digests.

`digests.txt` lists the file, the slot and the digest of each vector. The canonical form is in the file named after
both, without a line feed at its end; `evidence.txt` contains hashes of files in the format of `sha256sum`. A difference
invalidates every recorded digest, so it needs a new version of the form.
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
def test_vector_has_the_recorded_form_and_digest(expected: str, name: str, slot: str, line_end: bytes) -> None:
    """The canonical form and the digest of each vector equal the files in the repository."""
    tree = parse_plain((VECTORS / f"{name}.yml").read_bytes().replace(b"\n", line_end))
    assert isinstance(tree, dict)
    content = find_content(tree, SHOP, EntryId(slot), HASHES.get)
    assert content is not None
    assert write_content(content, "shop-0001") == canonical(name, slot)
    assert digest_content(content, "shop-0001") == expected


@every_vector
def test_plain_reader_has_the_recorded_form_and_digest(expected: str, name: str, slot: str) -> None:
    """The independent reader returns the same forms and digests."""
    plain = PlainRelease(read((VECTORS / f"{name}.yml").read_bytes()), HASHES.get)
    assert plain.canonical_form(slot, ("shop-0001", "shop", "v1")) == canonical(name, slot)
    assert digest(canonical(name, slot)) == expected


def test_digest_depends_on_project_system_and_release() -> None:
    """The digest depends on the ids of project, system and release."""
    tree = parse_plain((VECTORS / "smallest.yml").read_bytes())
    assert isinstance(tree, dict)
    refs = [SHOP, replace(SHOP, system=SystemId("app")), replace(SHOP, release=ReleaseId("v2"))]
    contents = [find_content(tree, ref, EntryId("cto"), HASHES.get) for ref in refs]
    digests = {digest_content(content, project) for content in contents if content for project in ("a", "b")}
    assert len(digests) == 6
