"""Threat: a repository has forged objects under real ids, to put false history into the user's cache."""

from __future__ import annotations

import hashlib
import shutil
import struct
import subprocess
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

import pytest

from audit.golden import release
from audit.stored import list_stored, replace_stored
from audit.test_burn_up import CODE, at
from audit.test_cache import read
from building import AS_OF, Files, lay_out, signed, write_release
from gonogo.core.diagnostics import GonogoError
from gonogo.model.event import Trail
from gonogo.pipelines import project_plan
from gonogo.source.files.cache import Cache
from repository import Made, RepoBuilder, git_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

V1, V2 = "checklists/shop/v1.yml", "checklists/shop/v2.yml"
ROOT = Made("root", {V1: release()})
ANSWERED = Made("answered", {V1: release(a="blocked")})
BRANCH = Made("branch", {V2: release()}, parents=("root",))
MERGE = Made("merge", {V1: release(a="blocked"), V2: release()}, parents=("answered", "branch"))
RENAMED = Made("renamed", {V2: None, "checklists/shop/v3.yml": release(b="done")})
LAST = Made("last", {V1: release(a="blocked", c="done")})
HISTORY = (ROOT, ANSWERED, BRANCH, MERGE, RENAMED, LAST)

Forge: TypeAlias = "Callable[[Path, Mapping[str, str]], None]"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache.sqlite", "digest")


def git(root: Path, *arguments: str) -> bytes:
    """The output of a git command as bytes."""
    ran = subprocess.run(["git", *arguments], cwd=root, env=git_environment(), capture_output=True, check=True)
    return ran.stdout


def find(root: Path, name: str) -> str:
    """The id that git resolves from a name."""
    return git(root, "rev-parse", name).decode().strip()


def place_of(root: Path, oid: str) -> Path:
    """The file of a loose object."""
    return root / ".git" / "objects" / oid[:2] / oid[2:]


def write_forged(root: Path, oid: str, content: bytes, kind: str) -> None:
    """Stores content under an id that is not its hash."""
    place = place_of(root, oid)
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    place.write_bytes(zlib.compress(f"{kind} {len(content)}\0".encode() + content))


def forge(root: Path, oid: str, change: Callable[[bytes], bytes]) -> None:
    """Changes the content of an object without changing its id."""
    kind = git(root, "cat-file", "-t", oid).decode().strip()
    before = git(root, "cat-file", kind, oid)
    after = change(before)
    assert after != before
    write_forged(root, oid, after, kind)


def forge_file(root: Path, ids: Mapping[str, str]) -> None:
    forge(root, find(root, f"{ids['answered']}:{V1}"), lambda old: old.replace(b"blocked", b"done"))


def forge_old_file(root: Path, ids: Mapping[str, str]) -> None:
    forge(root, find(root, f"{ids['root']}:{V1}"), lambda old: old.replace(b"open", b"done"))


def forge_folder(root: Path, ids: Mapping[str, str]) -> None:
    new, old = (bytes.fromhex(find(root, f"{ids[name]}:{V1}")) for name in ("answered", "root"))
    forge(root, find(root, f"{ids['answered']}:checklists/shop"), lambda tree: tree.replace(new, old))


def forge_top_folder(root: Path, ids: Mapping[str, str]) -> None:
    new, old = (bytes.fromhex(find(root, f"{ids[name]}:checklists")) for name in ("answered", "root"))
    forge(root, find(root, f"{ids['answered']}^{{tree}}"), lambda tree: tree.replace(new, old))


def forge_author(root: Path, ids: Mapping[str, str]) -> None:
    forge(root, ids["answered"], lambda commit: commit.replace(b"author Ann Archer", b"author Bob Baker"))


def forge_message(root: Path, ids: Mapping[str, str]) -> None:
    forge(root, ids["merge"], lambda commit: commit.replace(b"\n\nmerge", b"\n\nReviewed"))


def forge_parent(root: Path, ids: Mapping[str, str]) -> None:
    """Exchanges the parents of the merge."""
    one, other = (f"parent {ids[name]}\n".encode() for name in ("answered", "branch"))
    forge(root, ids["merge"], lambda commit: commit.replace(one + other, other + one))


def forge_missing_parent(root: Path, ids: Mapping[str, str]) -> None:
    """Removes the second parent of the merge."""
    line = f"parent {ids['branch']}\n".encode()
    forge(root, ids["merge"], lambda commit: commit.replace(line, b""))


def forge_tree_of_commit(root: Path, ids: Mapping[str, str]) -> None:
    new, old = (find(root, f"{ids[name]}^{{tree}}").encode() for name in ("answered", "root"))
    forge(root, ids["answered"], lambda commit: commit.replace(new, old))


def forge_circle(root: Path, ids: Mapping[str, str]) -> None:
    """Makes the last commit a parent of the first commit, so that git takes the last commit for an old commit."""
    forge(root, ids["root"], lambda commit: commit.replace(b"\nauthor", f"\nparent {ids['last']}\nauthor".encode(), 1))


def forge_in_alternate(root: Path, ids: Mapping[str, str]) -> None:
    """Moves the forged object to another object store that the repository uses."""
    forge_file(root, ids)
    oid = find(root, f"{ids['answered']}:{V1}")
    other = root.parent / f"{root.name}-borrowed"
    (other / oid[:2]).mkdir(parents=True, exist_ok=True)
    place_of(root, oid).rename(other / oid[:2] / oid[2:])
    (root / ".git" / "objects" / "info" / "alternates").write_text(f"{other}\n")


def forge_in_pack(root: Path, ids: Mapping[str, str]) -> None:
    """Stores the forged object in a pack whose index has the real id for it."""
    oid = find(root, f"{ids['answered']}:{V1}")
    content = git(root, "cat-file", "blob", oid).replace(b"blocked", b"done")
    write_pack(root, oid, content)
    place_of(root, oid).unlink()


def forge_in_pack_with_original(root: Path, ids: Mapping[str, str]) -> None:
    """Stores the forged object in a pack in addition to the original; git uses the pack."""
    oid = find(root, f"{ids['answered']}:{V1}")
    write_pack(root, oid, git(root, "cat-file", "blob", oid).replace(b"blocked", b"done"))


def write_pack(root: Path, oid: str, content: bytes) -> None:
    """Writes a pack with one blob and an index with this id, in the format of gitformat-pack(5)."""
    size, head = len(content), bytearray()
    first, size = 3 << 4 | size & 15, size >> 4
    while size:
        head.append(first | 128)
        first, size = size & 127, size >> 7
    head.append(first)
    entry = bytes(head) + zlib.compress(content)
    pack = b"PACK" + struct.pack(">II", 2, 1) + entry
    pack += hashlib.sha1(pack).digest()  # noqa: S324 - what git has
    raw = bytes.fromhex(oid)
    index = b"\xfftOc" + struct.pack(">I", 2) + b"".join(struct.pack(">I", number >= raw[0]) for number in range(256))
    index += raw + struct.pack(">II", zlib.crc32(entry), 12) + pack[-20:]
    index += hashlib.sha1(index).digest()  # noqa: S324 - what git has
    folder = root / ".git" / "objects" / "pack"
    folder.mkdir(exist_ok=True)
    (folder / f"pack-{oid}.pack").write_bytes(pack)
    (folder / f"pack-{oid}.idx").write_bytes(index)


def forge_circle_of_a_branch(root: Path, ids: Mapping[str, str]) -> None:
    """Makes a commit of a branch its own parent."""
    old, new = ids["root"].encode(), ids["branch"].encode()
    forge(root, ids["branch"], lambda commit: commit.replace(old, new))


FORGED: dict[str, Forge] = {
    "a file": forge_file,
    "an old version of a file": forge_old_file,
    "a folder": forge_folder,
    "the root folder": forge_top_folder,
    "the author of a commit": forge_author,
    "the message of a merge": forge_message,
    "the order of parents": forge_parent,
    "a missing parent": forge_missing_parent,
    "the tree of a commit": forge_tree_of_commit,
    "a circle of commits": forge_circle,
    "a circle on a branch": forge_circle_of_a_branch,
    "in another object store": forge_in_alternate,
    "in a pack": forge_in_pack,
    "in a pack in addition to the original": forge_in_pack_with_original,
}


def read_all(root: Path, cache: Cache, *revisions: str) -> None:
    """Reads the trails of a repository; git may refuse to read it."""
    for revision in revisions:
        with suppress(GonogoError):
            read(root, cache, revision)


@pytest.mark.parametrize("forge_one", FORGED.values(), ids=FORGED)
def test_forged_object_changes_the_trail_of_its_repository(tmp_path: Path, forge_one: Forge) -> None:
    """Each forged object changes the trail of its repository or causes an error."""
    ids = RepoBuilder(tmp_path / "repo").load(*HISTORY)
    plain = read(tmp_path / "repo", None)
    forge_one(tmp_path / "repo", ids)
    with suppress(GonogoError):
        assert read(tmp_path / "repo", None) != plain


@pytest.mark.parametrize("forge_one", FORGED.values(), ids=FORGED)
def test_forged_repository_does_not_change_another_trail(tmp_path: Path, cache: Cache, forge_one: Forge) -> None:
    """Reading a copy with a forged object does not change the trail of the sound repository."""
    honest, evil = tmp_path / "honest", tmp_path / "evil"
    ids = RepoBuilder(honest).load(*HISTORY)
    plain = {oid: read(honest, None, oid) for oid in ids.values()}
    shutil.copytree(honest, evil)
    forge_one(evil, ids)
    read_all(evil, cache, *ids.values())
    assert {oid: read(honest, cache, oid) for oid in ids.values()} == plain


@pytest.mark.parametrize("forge_one", FORGED.values(), ids=FORGED)
@pytest.mark.parametrize("known", [None, "answered", "merge"])
def test_repaired_repository_has_the_correct_trail(
    tmp_path: Path, cache: Cache, forge_one: Forge, known: str | None
) -> None:
    """The trail is correct after the forged repository is replaced by the sound one at the same path."""
    repo, spare = tmp_path / "repo", tmp_path / "spare"
    ids = RepoBuilder(repo).load(*HISTORY)
    plain = {oid: read(repo, None, oid) for oid in ids.values()}
    if known is not None:
        read(repo, cache, ids[known])
    shutil.copytree(repo, spare)
    forge_one(repo, ids)
    read_all(repo, cache, ids["last"])
    shutil.rmtree(repo)
    spare.rename(repo)
    assert {oid: read(repo, cache, oid) for oid in reversed(ids.values())} == plain


def test_forged_repository_in_place_of_a_sound_one_is_not_stored(tmp_path: Path, cache: Cache) -> None:
    """A forged repository that temporarily replaces a sound one leaves nothing in the cache."""
    honest, evil, aside = tmp_path / "honest", tmp_path / "evil", tmp_path / "aside"
    ids = RepoBuilder(honest).load(*HISTORY)
    plain = read(honest, None)
    shutil.copytree(honest, evil)
    forge_file(evil, ids)
    honest.rename(aside)
    evil.rename(honest)
    assert read(honest, cache) == read(honest, None) != plain
    honest.rename(evil)
    aside.rename(honest)
    assert read(honest, cache) == plain


def test_sound_history_is_stored(tmp_path: Path, cache: Cache) -> None:
    """The trail of a sound repository with renames and merges is stored and extended."""
    ids = RepoBuilder(tmp_path / "repo").load(*HISTORY)
    for name in ("answered", "merge", "last"):
        read(tmp_path / "repo", cache, ids[name])
        assert list_stored(tmp_path / "repo", cache, ids[name])


def test_stored_trail_belongs_to_one_repository(tmp_path: Path, cache: Cache) -> None:
    """A repository does not find the stored trail of another repository with the same commits."""
    ids = RepoBuilder(tmp_path / "repo").load(ROOT)
    shutil.copytree(tmp_path / "repo", tmp_path / "copy")
    false = Trail(ids["root"], 7, (), {})
    replace_stored(tmp_path / "copy", cache, false)
    assert read(tmp_path / "repo", cache) == read(tmp_path / "repo", None)
    assert read(tmp_path / "copy", cache) == false


def test_forged_version_does_not_change_another_burn_up(tmp_path: Path, cache: Cache) -> None:
    """Reading a copy with a forged version does not change the burn-up of the sound repository."""
    honest, evil = tmp_path / "honest", tmp_path / "evil"
    lay_out(honest, Files())
    files = {str(path.relative_to(honest)): path.read_text() for path in sorted(honest.rglob("*.yml"))}
    texts = {state: write_release(signed(CODE.replace("STATE", state))) for state in ("open", "done")}
    made = [Made(state, {**files, V1: text}, date=at(day)) for day, (state, text) in enumerate(texts.items(), 1)]
    repository = RepoBuilder(honest)
    ids = repository.load(*made)
    repository.git("reset", "--hard", "--quiet")
    shutil.copytree(honest, evil)
    forge(evil, find(evil, f"{ids['open']}:{V1}"), lambda old: old.replace(b"status: open", b"status: done"))

    def grown(root: Path, with_cache: Cache | None) -> object:
        past = project_plan.plan_project(root, AS_OF, project_plan.SiteOptions(), cache=with_cache).past
        assert past is not None
        return past.burn_up

    plain = grown(honest, None)
    assert grown(evil, cache) != plain
    assert grown(honest, cache) == plain
