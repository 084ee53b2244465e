"""Law: two independent readers of covered content agree on every release."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING
from unicodedata import normalize

from gonogo.format.sections import BY_ID
from gonogo.format.write import write_yaml
from gonogo.model.ids import EntryId, ReleaseId, SystemId
from gonogo.model.references import Ref
from gonogo.source.yaml.lenient_reader import PlainReader
from gonogo.trust.content import compare_contents, digest_content, evidence_paths, find_content, write_content
from gonogo.trust.release_tree import NodeReader
from support.chance import by_chance
from support.covered import edit_release, make_release, mapping_at, write_release
from support.plain import parse_plain
from trust.plain_content import PlainRelease, digest, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gonogo.core.nodes import PlainTree

SHOP = Ref(SystemId("shop"), ReleaseId("v1"))
IDS = ("shop-0001", "shop", "v1")
COUNT = 200


def hash_of(path: str) -> str | None:
    """A hash for two thirds of the paths, independent of Unicode normalization; the other files are absent."""
    found = sha256(normalize("NFC", path).encode()).hexdigest()
    return found if found[0] < "b" else None


def parse(data: bytes) -> PlainTree:
    """The tree of a readable file."""
    tree = parse_plain(data)
    assert isinstance(tree, dict), tree
    return tree


def assert_agreed(data: bytes) -> None:
    """Asserts that both readers return the same text and digest for every slot, and ask for the same files."""
    tree, asked = parse(data), list[str]()

    def ask(path: str) -> str | None:
        asked.append(path)
        return hash_of(path)

    plain = PlainRelease(read(data), ask)
    for slot in map(EntryId, [*plain.slots(), "no-slot"]):
        asked.clear()
        content = find_content(tree, SHOP, slot, hash_of)
        expected = plain.canonical_form(slot, IDS)
        assert (content and write_content(content, IDS[0])) == expected
        assert content is None or digest_content(content, IDS[0]) == digest(expected or "")
        assert evidence_paths(tree, slot) == tuple(dict.fromkeys(asked))


@by_chance(COUNT)
def test_both_readers_agree(chance: Random) -> None:
    """Both readers agree on random releases, before and after edits, in any notation."""
    tree = make_release(chance)
    assert_agreed(write_release(chance, tree))
    assert_agreed(write_release(chance, edit_release(chance, tree)))


@by_chance(COUNT)
def test_notation_is_not_content(chance: Random) -> None:
    """Quotes, line ends, Unicode normalization and the order of keys do not change the digest."""
    tree = make_release(chance)
    otherwise = parse(write_release(chance, tree, may_reorder=True))
    for slot in slots_of(tree):
        before, after = find_content(tree, SHOP, slot, hash_of), find_content(otherwise, SHOP, slot, hash_of)
        assert before is not None
        assert after is not None
        assert compare_contents(before, after) == ()
        assert digest_content(before, "a") == digest_content(after, "a")


@by_chance(COUNT)
def test_changes_and_digests_agree(chance: Random) -> None:
    """Two versions have the same digest if and only if they have no changes, whichever versions were read before."""
    tree = make_release(chance)
    reader, nodes = PlainReader(), NodeReader()
    versions = [reader.read(write_release(chance, one)) for one in (tree, *(edit_release(chance, tree) for _ in "ab"))]
    trees = [version for version in versions if isinstance(version, dict)]
    for slot in slots_of(tree):
        contents = [find_content(one, SHOP, slot, hash_of, nodes) for one in trees]
        assert contents == [find_content(one, SHOP, slot, hash_of) for one in trees]
        for before, after in pairwise(one for one in contents if one is not None):
            changes = compare_contents(before, after)
            assert (digest_content(before, "a") == digest_content(after, "a")) == (not changes)
            assert all(change.keys if change.how == "changed" else not change.keys for change in changes)


def sections_of(tree: PlainTree, kind: str = "") -> list[PlainTree]:
    """The sections of a release, of one kind or of all kinds."""
    sections = [section for section in mapping_at(tree, "sections").values() if isinstance(section, dict)]
    return [section for section in sections if section.get("kind", "checklist") == kind or not kind]


def entries_of(tree: PlainTree, kind: str = "") -> list[PlainTree]:
    """The top-level entries of sections of one kind or of all kinds."""
    entries = [entry for section in sections_of(tree, kind) for entry in mapping_at(section, "items").values()]
    return [entry for entry in entries if isinstance(entry, dict)]


def slots_of(tree: PlainTree) -> Iterator[EntryId]:
    """The ids of all sign-offs."""
    for section in sections_of(tree, "signoffs"):
        yield from map(EntryId, mapping_at(section, "items"))


def has_name(is_meant: Callable[[PlainTree, str], bool]) -> Callable[[PlainTree], bool]:
    """A predicate: whether a slot of a release covers a reference that meets the condition."""

    def look(tree: PlainTree) -> bool:
        return any(
            is_meant(tree, str(name)) for slot in entries_of(tree, "signoffs") for name in slot.get("covers", ())
        )

    return look


HAS: dict[str, Callable[[PlainTree], bool]] = {
    **{name: lambda tree, name=name: bool(entries_of(tree, name)) for name in BY_ID},  # type: ignore[misc]
    "nested items": lambda tree: any(mapping_at(entry, "items") for entry in entries_of(tree)),
    "all": has_name(lambda _, name: name == "all"),
    "a named section of slots": has_name(lambda _, name: name == "section-0"),
    "a named slot": has_name(lambda _, name: "/entry-0" in name),
    "a named section": has_name(lambda tree, name: name in mapping_at(tree, "sections")),
    "a named phase": has_name(lambda tree, name: name in mapping_at(tree, "phases")),
    "a named entry": has_name(lambda _, name: "/entry-1" in name),
    "a named nested item": has_name(lambda _, name: "/item" in name),
    "a gap": lambda tree: any(entry.get("about") == "" for entry in entries_of(tree)),
    "a waiver": lambda tree: any(mapping_at(entry, "waiver") for entry in entries_of(tree)),
    "a derived criterion": lambda tree: any("when" in entry for entry in entries_of(tree, "criteria")),
    "a file as evidence": lambda tree: any("docs/a.md" in str(entry.get("evidence")) for entry in entries_of(tree)),
    "decomposed characters": lambda tree: "e\u0301" in write_yaml(tree),
}


def test_random_releases_have_every_feature() -> None:
    """At least five of a hundred random releases have each feature in HAS."""
    trees = [make_release(Random(number)) for number in range(100)]  # noqa: S311 - nothing secret
    seen = Counter(name for tree in trees for name, is_there in HAS.items() if is_there(tree))
    assert {name: seen[name] for name in HAS if seen[name] < 5} == {}
