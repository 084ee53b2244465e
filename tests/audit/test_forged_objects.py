"""Threat: somebody hands over a repository with forged objects under true ids, to put lies into the user's cache."""

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
from audit.test_cache import tell
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
    """What git prints, byte for byte."""
    ran = subprocess.run(["git", *arguments], cwd=root, env=git_environment(), capture_output=True, check=True)
    return ran.stdout


def find(root: Path, name: str) -> str:
    """The id of what git means by a name."""
    return git(root, "rev-parse", name).decode().strip()


def place_of(root: Path, oid: str) -> Path:
    """The file of a loose object."""
    return root / ".git" / "objects" / oid[:2] / oid[2:]


def write_forged(root: Path, oid: str, content: bytes, kind: str) -> None:
    """Puts a content under an id that is not its hash."""
    place = place_of(root, oid)
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    place.write_bytes(zlib.compress(f"{kind} {len(content)}\0".encode() + content))


def forge(root: Path, oid: str, change: Callable[[bytes], bytes]) -> None:
    """Changes the content of an object, and not its id."""
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
    """The merge has its parents the other way round."""
    one, other = (f"parent {ids[name]}\n".encode() for name in ("answered", "branch"))
    forge(root, ids["merge"], lambda commit: commit.replace(one + other, other + one))


def forge_missing_parent(root: Path, ids: Mapping[str, str]) -> None:
    """The merge brings no branch."""
    line = f"parent {ids['branch']}\n".encode()
    forge(root, ids["merge"], lambda commit: commit.replace(line, b""))


def forge_tree_of_commit(root: Path, ids: Mapping[str, str]) -> None:
    new, old = (find(root, f"{ids[name]}^{{tree}}").encode() for name in ("answered", "root"))
    forge(root, ids["answered"], lambda commit: commit.replace(new, old))


def forge_circle(root: Path, ids: Mapping[str, str]) -> None:
    """A first commit that says it follows from the last one, so that git takes that for an old one."""
    forge(root, ids["root"], lambda commit: commit.replace(b"\nauthor", f"\nparent {ids['last']}\nauthor".encode(), 1))


def forge_in_alternate(root: Path, ids: Mapping[str, str]) -> None:
    """The forged object lies in another store, from which this one borrows."""
    forge_file(root, ids)
    oid = find(root, f"{ids['answered']}:{V1}")
    other = root.parent / f"{root.name}-borrowed"
    (other / oid[:2]).mkdir(parents=True, exist_ok=True)
    place_of(root, oid).rename(other / oid[:2] / oid[2:])
    (root / ".git" / "objects" / "info" / "alternates").write_text(f"{other}\n")


def forge_in_pack(root: Path, ids: Mapping[str, str]) -> None:
    """The forged object lies in a pack, whose index has the true id for it."""
    oid = find(root, f"{ids['answered']}:{V1}")
    content = git(root, "cat-file", "blob", oid).replace(b"blocked", b"done")
    write_pack(root, oid, content)
    place_of(root, oid).unlink()


def forge_in_pack_beside_the_true_one(root: Path, ids: Mapping[str, str]) -> None:
    """The store has the object twice; git takes the one in the pack."""
    oid = find(root, f"{ids['answered']}:{V1}")
    write_pack(root, oid, git(root, "cat-file", "blob", oid).replace(b"blocked", b"done"))


def write_pack(root: Path, oid: str, content: bytes) -> None:
    """A pack of one blob with its index, as gitformat-pack(5) describes them, and with this id for it."""
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
    """A commit of a branch says that it follows from itself."""
    old, new = ids["root"].encode(), ids["branch"].encode()
    forge(root, ids["branch"], lambda commit: commit.replace(old, new))


FORGED: dict[str, Forge] = {
    "a file": forge_file,
    "a file that was changed since": forge_old_file,
    "a folder": forge_folder,
    "the folder at the top": forge_top_folder,
    "the author of a commit": forge_author,
    "the message of a merge": forge_message,
    "the order of parents": forge_parent,
    "a parent left out": forge_missing_parent,
    "the tree of a commit": forge_tree_of_commit,
    "a circle of commits": forge_circle,
    "a circle on a branch": forge_circle_of_a_branch,
    "in a store from which this one borrows": forge_in_alternate,
    "in a pack": forge_in_pack,
    "in a pack beside the true one": forge_in_pack_beside_the_true_one,
}


def look_at(root: Path, cache: Cache, *revisions: str) -> None:
    """What a user does with a folder from somebody else; git may well refuse to read it."""
    for revision in revisions:
        with suppress(GonogoError):
            tell(root, cache, revision)


@pytest.mark.parametrize("forge_one", FORGED.values(), ids=FORGED)
def test_forged_object_changes_what_its_own_repository_tells(tmp_path: Path, forge_one: Forge) -> None:
    """Each of these attacks is one: git believes it, or cannot go on."""
    ids = RepoBuilder(tmp_path / "repo").load(*HISTORY)
    plain = tell(tmp_path / "repo", None)
    forge_one(tmp_path / "repo", ids)
    with suppress(GonogoError):
        assert tell(tmp_path / "repo", None) != plain


@pytest.mark.parametrize("forge_one", FORGED.values(), ids=FORGED)
def test_forged_repository_changes_nothing_elsewhere(tmp_path: Path, cache: Cache, forge_one: Forge) -> None:
    """Whatever was looked at in a copy with a forged object, the honest repository tells the truth."""
    honest, evil = tmp_path / "honest", tmp_path / "evil"
    ids = RepoBuilder(honest).load(*HISTORY)
    plain = {oid: tell(honest, None, oid) for oid in ids.values()}
    shutil.copytree(honest, evil)
    forge_one(evil, ids)
    look_at(evil, cache, *ids.values())
    assert {oid: tell(honest, cache, oid) for oid in ids.values()} == plain


@pytest.mark.parametrize("forge_one", FORGED.values(), ids=FORGED)
@pytest.mark.parametrize("known", [None, "answered", "merge"])
def test_mended_repository_tells_the_truth(tmp_path: Path, cache: Cache, forge_one: Forge, known: str | None) -> None:
    """What was read while an object was forged is forgotten, at the same place too, also where a true trail went on."""
    repo, spare = tmp_path / "repo", tmp_path / "spare"
    ids = RepoBuilder(repo).load(*HISTORY)
    plain = {oid: tell(repo, None, oid) for oid in ids.values()}
    if known is not None:
        tell(repo, cache, ids[known])
    shutil.copytree(repo, spare)
    forge_one(repo, ids)
    look_at(repo, cache, ids["last"])
    shutil.rmtree(repo)
    spare.rename(repo)
    assert {oid: tell(repo, cache, oid) for oid in reversed(ids.values())} == plain


def test_forged_repository_at_an_honest_place_tells_what_it_would_without_a_cache(tmp_path: Path, cache: Cache) -> None:
    """A folder that takes the place of an honest one leaves nothing in the cache when it is gone."""
    honest, evil, aside = tmp_path / "honest", tmp_path / "evil", tmp_path / "aside"
    ids = RepoBuilder(honest).load(*HISTORY)
    plain = tell(honest, None)
    shutil.copytree(honest, evil)
    forge_file(evil, ids)
    honest.rename(aside)
    evil.rename(honest)
    assert tell(honest, cache) == tell(honest, None) != plain
    honest.rename(evil)
    aside.rename(honest)
    assert tell(honest, cache) == plain


def test_true_history_is_kept(tmp_path: Path, cache: Cache) -> None:
    """The proof lets through what is true: renames, merges, and a trail that goes on."""
    ids = RepoBuilder(tmp_path / "repo").load(*HISTORY)
    for name in ("answered", "merge", "last"):
        tell(tmp_path / "repo", cache, ids[name])
        assert list_stored(tmp_path / "repo", cache, ids[name])


def test_what_is_kept_is_for_one_store(tmp_path: Path, cache: Cache) -> None:
    """A repository does not find what was kept for another one, even under the same id."""
    ids = RepoBuilder(tmp_path / "repo").load(ROOT)
    shutil.copytree(tmp_path / "repo", tmp_path / "copy")
    false = Trail(ids["root"], 7, (), {})
    replace_stored(tmp_path / "copy", cache, false)
    assert tell(tmp_path / "repo", cache) == tell(tmp_path / "repo", None)
    assert tell(tmp_path / "copy", cache) == false


def test_forged_version_is_not_counted_for_others(tmp_path: Path, cache: Cache) -> None:
    """How a checklist grew is counted from the true versions, whatever a copy held."""
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
