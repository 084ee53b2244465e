"""The cache: a trail is the same with and without it, even if the cache file is damaged."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from audit.golden import release
from audit.stored import list_stored, replace_stored
from audit.test_against_git import GOLDEN
from gonogo.core.frozen import replace
from gonogo.history.trail_format import parse_trail, write_trail
from gonogo.model.event import Trail
from gonogo.pipelines import cached_trail
from gonogo.pipelines.cached_rows import read_rows
from gonogo.pipelines.cached_trail import read_trail, trail_up_to
from gonogo.pipelines.stored_parts import StoredParts
from gonogo.source.files.cache import Cache, find_folder, open_cache
from gonogo.source.git.store import GitStore, open_store
from package_copy import PACKAGE, PackageCopy
from repository import START, Made, RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

V1, V2 = "checklists/shop/v1.yml", "checklists/shop/v2.yml"
ANSWERS = ("open", "done", "blocked")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache.sqlite", "digest")


def read(root: Path, cache: Cache | None, revision: str | None = None) -> Trail:
    """The trail up to a revision."""
    trail = read_trail(root, revision, cache)
    assert isinstance(trail, Trail)
    return trail


def assert_same_with_cache(root: Path, cache: Cache, revisions: Iterable[str]) -> None:
    """Asserts for each revision, twice, that the trail and its rows are the same with and without the cache."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        for revision in revisions:
            plain = trail_up_to(store, revision)
            assert trail_up_to(store, revision, cache) == plain
            assert trail_up_to(store, revision, cache) == plain
            kept = parse_trail(write_trail(plain))
            assert (kept, list(kept.landings)) == (plain, list(plain.landings))
            rows = read_rows(store, revision)
            assert read_rows(store, revision, cache) == rows
            assert read_rows(store, revision, cache) == rows


@pytest.mark.parametrize("commits", [commits for commits, _ in GOLDEN.values()], ids=GOLDEN)
def test_golden_trails_are_the_same_with_cache(tmp_path: Path, cache: Cache, commits: tuple[Made, ...]) -> None:
    """The trail up to every commit of every golden repository is the same with the cache."""
    made = RepoBuilder(tmp_path / "repo").load(*commits, is_packed=True)
    assert_same_with_cache(tmp_path / "repo", cache, made.values())


def random_history(seed: int) -> list[Made]:
    """A random history of edits, broken files, renames, other commits, and merges of every form."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    states: dict[str, dict[str, str]] = {"c0": {}}
    commits = [Made("c0", {V1: release()})]
    for number in range(1, 25):
        name, (one, other) = f"c{number}", chance.choices(list(states)[-5:], k=2)
        answers = dict(states[one])
        files: dict[str, str | None] = {}
        parents: tuple[str, ...] = (one,)
        match chance.choice(("edit",) * 4 + ("merge",) * 4 + ("break", "beside", "gone", "other")):
            case "merge" if other != one:
                parents = (one, other)
                answers |= states[other] if chance.random() < 0.6 else {}
                answers |= {chance.choice("abcdefgh"): "done"} if chance.random() < 0.2 else {}
                files = {V1: release(**answers)} if chance.random() < 0.9 else {}
            case "break":
                files = {V1: "a: [\n"}
            case "beside":
                files = {f"src/{name}.py": "pass\n"}
            case "gone":
                files = {V1: None, V2: release(**answers)}
            case "other":
                files = {V2: release(**answers)}
            case _:
                answers[chance.choice("abcdefgh")] = chance.choice(ANSWERS)
                files = {V1: release(**answers)}
        states[name] = answers
        commits.append(Made(name, files, parents=parents))
    return commits


@pytest.mark.parametrize("seed", range(8))
def test_random_trails_are_the_same_with_cache(tmp_path: Path, cache: Cache, seed: int) -> None:
    """The trails of random histories are the same with the cache, read in any order."""
    made = list(RepoBuilder(tmp_path / "repo").load(*random_history(seed), is_packed=True).values())
    assert_same_with_cache(tmp_path / "repo", cache, made[::3])
    random.Random(seed).shuffle(made)  # noqa: S311 - nothing secret
    assert_same_with_cache(tmp_path / "repo", cache, made[:8])


def test_rewritten_trail_is_the_same_with_cache(tmp_path: Path, cache: Cache) -> None:
    """The trail has no events of an amended commit or of a deleted branch."""
    builder = RepoBuilder(tmp_path / "repo")
    root = Made("root", {V1: release()})
    for last in (Made("a", {V1: release(a="done")}), Made("a", {V1: release(b="done")}), Made("b", {V1: None})):
        head = builder.load(root, last)[last.name]
        assert_same_with_cache(builder.root, cache, [head])


def test_stored_trail_is_returned(tmp_path: Path, cache: Cache) -> None:
    """A stored trail is returned without deriving it again."""
    head = RepoBuilder(tmp_path / "repo").load(Made("root", {V1: release()}))["root"]
    replace_stored(tmp_path / "repo", cache, Trail(head, 7, (), {}))
    assert read(tmp_path / "repo", cache) == Trail(head, 7, (), {})


ROOT = Made("root", {V1: release()})
ON = (ROOT, Made("a", {V1: release(a="done")}))
RENAMED = (ROOT, Made("a", {V1: None, V2: release()}))
OLD_NAME = Made("old name", {V1: release(b="done")}, parents=("root",))
EXTENDED: dict[str, tuple[Made, ...]] = {
    "a commit": (
        *ON,
        Made("next", {V1: release(a="done", b="done")}),
    ),
    "another file": (
        *ON,
        Made("next", {V2: release()}),
    ),
    "a commit outside the checklists": (
        *ON,
        Made("next", {"src/a.py": "pass"}),
    ),
    "a branch from the last stored landing": (
        *ON,
        Made("branch", {V1: release(a="done", b="done")}, parents=("a",)),
        Made("next", {V1: release(a="done", b="done")}, parents=("a", "branch")),
    ),
    "a branch from an earlier landing": (
        *ON,
        Made("branch", {V2: release()}, parents=("root",)),
        Made("next", {V1: release(a="done"), V2: release()}, parents=("a", "branch")),
    ),
    "two branches from an earlier landing": (
        *ON,
        Made("one", {V2: release()}, parents=("root",)),
        Made("other", {V2: release(a="done")}, parents=("root",)),
        Made("both", {V2: release(a="done")}, parents=("one", "other")),
        Made("next", {V1: release(a="done"), V2: release(a="done")}, parents=("a", "both")),
    ),
    "a new name": (*ON, Made("next", {V1: None, V2: release(a="done")})),
    "an old name": (
        *RENAMED,
        OLD_NAME,
        Made("next", {V2: release(b="done")}, parents=("a", "old name")),
    ),
    "an old name on a branch": (
        *RENAMED,
        OLD_NAME,
        Made("branch", {V2: release(c="done")}, parents=("a",)),
        Made("both", {V2: release(b="done", c="done")}, parents=("branch", "old name")),
        Made("next", {V2: release(b="done", c="done")}, parents=("a", "both")),
    ),
    "a file that became unreadable": (*ON, Made("broken", {V1: "a: [\n"}), Made("next", {V1: release(b="done")})),
}
DERIVED_AGAIN: dict[str, tuple[Made, ...]] = {
    "a branch updated from main": (
        Made("branch", {V2: release()}, parents=("root",)),
        Made("update", {V1: release(a="done"), V2: release()}, parents=("branch", "a")),
        Made("next", {V1: release(a="done"), V2: release()}, parents=("a", "update")),
    ),
    "a separate root updated from main": (
        Made("branch", {V2: release()}, parents=()),
        Made("update", {V1: release(a="done"), V2: release()}, parents=("branch", "a")),
        Made("next", {V1: release(a="done"), V2: release()}, parents=("a", "update")),
    ),
}


@pytest.mark.parametrize("commits", EXTENDED.values(), ids=EXTENDED)
def test_stored_trail_is_extended(tmp_path: Path, cache: Cache, commits: tuple[Made, ...]) -> None:
    """Only new events are derived, and added to the stored trail of an earlier landing."""
    made = RepoBuilder(tmp_path / "repo").load(*commits)
    plain = read(tmp_path / "repo", None)
    known = read(tmp_path / "repo", cache, made["a"])
    replace_stored(tmp_path / "repo", cache, Trail(made["a"], 7, known.events[:1], known.landings))
    assert read(tmp_path / "repo", cache) == Trail(
        made["next"],
        plain.commits - known.commits + 7,
        (known.events[0], *plain.events[len(known.events) :]),
        plain.landings,
    )


@pytest.mark.parametrize("new", DERIVED_AGAIN.values(), ids=DERIVED_AGAIN)
def test_whole_trail_is_derived_again(tmp_path: Path, cache: Cache, new: tuple[Made, ...]) -> None:
    """The whole trail is derived if new events depend on commits before the stored trail."""
    made = RepoBuilder(tmp_path / "repo").load(*ON, *new)
    read(tmp_path / "repo", cache, made["a"])
    replace_stored(tmp_path / "repo", cache, Trail(made["a"], 7, (), {}))
    assert read(tmp_path / "repo", cache) == read(tmp_path / "repo", None)


def test_updated_branch_extends_an_earlier_part(tmp_path: Path, cache: Cache) -> None:
    """If a branch began before the last stored part, the trail is extended from the part before it."""
    made = RepoBuilder(tmp_path / "repo").load(*ON, *DERIVED_AGAIN["a branch updated from main"])
    plain = read(tmp_path / "repo", None)
    first = read(tmp_path / "repo", cache, made["root"])
    read(tmp_path / "repo", cache, made["a"])
    replace_stored(tmp_path / "repo", cache, Trail(made["root"], 7, first.events[:1], first.landings))
    extended = Trail(made["next"], plain.commits + 6, (first.events[0], *plain.events[len(first.events) :]), {})
    assert read(tmp_path / "repo", cache) == replace(extended, landings=plain.landings)


def test_long_trail_is_stored_in_parts(tmp_path: Path, cache: Cache) -> None:
    """Parts of a trail end at the tip and 8, 64 and 256 landings before it, and each can be extended."""
    line = [Made("root", {V1: release()}), *(Made(f"c{n}", {V1: release(a=ANSWERS[n % 2])}) for n in range(1, 300))]
    branch = Made("branch", {V2: release()}, parents=("c250",))
    made = RepoBuilder(tmp_path / "repo").load(
        *line,
        branch,
        Made("update", {V1: release(a="done"), V2: release()}, parents=("branch", "c299")),
        Made("next", {V1: release(a="done"), V2: release()}, parents=("c299", "update")),
    )
    read(tmp_path / "repo", cache, made["c299"])
    first, second, third, _ = list_stored(tmp_path / "repo", cache, made["c299"])
    assert [part.landing for part in (first, second, third)] == [made["c43"], made["c235"], made["c291"]]
    assert read(tmp_path / "repo", cache) == read(tmp_path / "repo", None)
    assert list_stored(tmp_path / "repo", cache, made["next"])[:2] == (first, second)


def test_long_chain_of_parts_is_derived_again(tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trail with too many parts is derived as a whole and stored as a single part."""
    monkeypatch.setattr(cached_trail, "_MOST_PARTS", 4)
    line = [Made("root", {V1: release()}), *(Made(f"c{n}", {V1: release(a=ANSWERS[n % 2])}) for n in range(1, 8))]
    made = RepoBuilder(tmp_path / "repo").load(*line)
    for oid in made.values():
        read(tmp_path / "repo", cache, oid)
    assert [len(list_stored(tmp_path / "repo", cache, oid)) for oid in made.values()] == [1, 2, 3, 4, 1, 2, 3, 4]


def test_trail_whose_part_is_deleted_is_stored_again(tmp_path: Path, cache: Cache) -> None:
    """A trail that lost its first part is derived and stored again."""
    made = RepoBuilder(tmp_path / "repo").load(*ON)
    for oid in made.values():
        read(tmp_path / "repo", cache, oid)
    first, last = list_stored(tmp_path / "repo", cache, made["a"])
    with sqlite3.connect(tmp_path / "cache.sqlite") as rows:
        rows.execute("DELETE FROM entries WHERE id = ?", (first.key,))
    rows.close()
    assert read(tmp_path / "repo", cache) == read(tmp_path / "repo", None)
    assert list_stored(tmp_path / "repo", cache, made["a"]) == (last._replace(since=""),)


@pytest.mark.parametrize("kind", ["trail", "checkpoint", "parts", "rows", "followed"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_trail_is_the_same_without_some_contents(tmp_path: Path, cache: Cache, kind: str, number: int) -> None:
    """The trail is the same if the cache deletes any content of any part."""
    made = RepoBuilder(tmp_path / "repo").load(*ON, Made("next", {V1: None, V2: release(a="done")}))
    assert_same_with_cache(tmp_path / "repo", cache, made.values())
    part = list_stored(tmp_path / "repo", cache, made["next"])[number]
    with open_store(tmp_path / "repo") as store, sqlite3.connect(tmp_path / "cache.sqlite") as rows:
        assert isinstance(store, GitStore)
        suffix = f"%{StoredParts(cache, store).kind(kind)}"
        ids = (part.key, part.landing)
        deleted = rows.execute("DELETE FROM entries WHERE kind LIKE ? AND id IN (?, ?)", (suffix, *ids)).rowcount
    rows.close()
    assert deleted == 1
    assert_same_with_cache(tmp_path / "repo", cache, reversed(made.values()))


def test_stored_rows_are_not_derived_again(tmp_path: Path, cache: Cache) -> None:
    """Rows of stored parts are not derived again; the row of a new event takes its title from earlier events."""
    made = RepoBuilder(tmp_path / "repo").load(*ON)
    with open_store(tmp_path / "repo") as store:
        assert isinstance(store, GitStore)
        stored = StoredParts(cache, store)
        _, plain = read_rows(store, made["a"])
        read_rows(store, made["root"], cache)
        (part,) = stored.find_parts((made["root"],))
        follower = stored.read_followed(part)
        assert follower is not None
        stored.keep_rows(part, "    {}", follower)
        assert read_rows(store, made["a"], cache) == (2, "    {},\n" + plain.splitlines()[-1])
    assert '"number": 11' in plain.splitlines()[-1]


def test_trail_after_a_broken_file_is_derived_again(tmp_path: Path, cache: Cache) -> None:
    """The whole trail is derived if a file was unreadable at the last stored landing."""
    commits = (*ON, Made("broken", {V1: "a: [\n"}), Made("next", {V1: release(a="done", b="done")}))
    made = RepoBuilder(tmp_path / "repo").load(*commits)
    read(tmp_path / "repo", cache, made["broken"])
    replace_stored(tmp_path / "repo", cache, Trail(made["broken"], 7, (), {}))
    assert read(tmp_path / "repo", cache) == read(tmp_path / "repo", None)


def test_trail_of_a_branch_is_not_extended(tmp_path: Path, cache: Cache) -> None:
    """The stored trail of a branch is not extended after the branch is merged into main."""
    branch = Made("branch", {V2: release()}, parents=("a",))
    made = RepoBuilder(tmp_path / "repo").load(*ON, branch, Made("next", {V2: release()}, parents=("a", "branch")))
    read(tmp_path / "repo", cache, made["branch"])
    replace_stored(tmp_path / "repo", cache, Trail(made["branch"], 7, (), {}))
    assert read(tmp_path / "repo", cache) == read(tmp_path / "repo", None)


def test_skewed_clocks_do_not_repeat_events(tmp_path: Path, cache: Cache) -> None:
    """Events are not repeated if commits are dated before their parents."""
    at = "{} +0000".format
    old = [Made(f"old{number}", {V2: release(a=str(number))}, date=at(1000 + number)) for number in range(20)]
    line = [Made("root", {V1: release()}, date=at(START)), Made("ahead", {V2: release()}, date=at(START + 9000)), *old]
    since = Made("since", {V1: release(a="done")}, date=at(START))
    branch = Made("branch", {V1: release(b="done")}, parents=("ahead",), date=at(START))
    merge = Made("next", {V1: release(a="done", b="done")}, parents=("since", "branch"), date=at(START))
    made = RepoBuilder(tmp_path / "repo").load(*line, since, branch, merge)
    with open_store(tmp_path / "repo") as store:
        assert isinstance(store, GitStore)
        assert made["ahead"] in store.read_parents(made["next"], made["since"])
    read(tmp_path / "repo", cache, made["since"])
    assert read(tmp_path / "repo", cache) == read(tmp_path / "repo", None)


def _overwrite(file: Path) -> None:
    file.write_bytes(b"no database " * 1000)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def _damage_pages(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for at in range(100, len(data), 97):
        data[at] ^= 0xFF
    file.write_bytes(data)


def _run(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as store:
        store.execute(statement)
    store.close()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "deleted": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "no database": _overwrite,
    "cut": _cut,
    "damaged": _damage_pages,
    "another table": lambda file: _run(file, "DROP TABLE entries"),
    "other columns": lambda file: _run(file, "ALTER TABLE entries RENAME COLUMN value TO content"),
    "values of another entry": lambda file: _run(file, "UPDATE entries SET value = (SELECT max(value) FROM entries)"),
    "values that are no bytes": lambda file: _run(file, "UPDATE entries SET value = 'text'"),
    "values cut": lambda file: _run(file, "UPDATE entries SET value = substr(value, 1, 40)"),
    "an empty row": lambda file: _run(file, "INSERT INTO entries VALUES (NULL, NULL, NULL)"),
    "empty values": lambda file: _run(file, "UPDATE entries SET value = NULL"),
    "no values": lambda file: _run(file, "UPDATE entries SET value = x''"),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
    "a link to nowhere": lambda file: (file.unlink(), file.symlink_to("/nowhere/at/all")),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_cache_is_ignored(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    """The trail is the same if the cache file is damaged."""
    made = RepoBuilder(tmp_path / "repo").load(Made("root", {V1: release()}), Made("next", {V1: release(a="done")}))
    file = tmp_path / "cache.sqlite"
    cache = Cache(file, "digest")
    for revision in made.values():
        read(tmp_path / "repo", cache, revision)
    damage(file)
    assert_same_with_cache(tmp_path / "repo", cache, made.values())


def test_cache_of_another_version_is_ignored(tmp_path: Path) -> None:
    """Content that another version of gonogo stored is not found."""
    file = tmp_path / "cache.sqlite"
    Cache(file, "one").keep("kind", "id", b"content")
    assert Cache(file, "one").find("kind", "id") == b"content"
    assert Cache(file, "two").find("kind", "id") is None


def test_locked_cache_is_ignored(tmp_path: Path) -> None:
    """While another process locks the cache, nothing is found and nothing is stored."""
    file = tmp_path / "cache.sqlite"
    cache = Cache(file, "digest")
    cache.keep("kind", "id", b"content")
    store = sqlite3.connect(file, isolation_level=None)
    store.execute("BEGIN EXCLUSIVE")
    cache.keep("kind", "other", b"content")
    assert cache.find("kind", "id") is None
    store.close()
    assert (cache.find("kind", "id"), cache.find("kind", "other")) == (b"content", None)


def test_cache_stays_small(tmp_path: Path) -> None:
    """The oldest entries are deleted to make space, and an oversized entry is not stored."""
    cache = Cache(tmp_path / "cache.sqlite", "digest", most=200_000)
    for number in range(40):
        cache.keep("kind", str(number), random.Random(number).randbytes(20_000))  # noqa: S311 - nothing secret
    cache.keep("kind", "huge", os.urandom(150_000))
    assert [number for number in range(40) if cache.find("kind", str(number))] == list(range(31, 40))
    assert cache.find("kind", "huge") is None
    assert (tmp_path / "cache.sqlite").stat().st_size < 400_000


FULL = """
import resource, sys
from pathlib import Path
from gonogo.source.files.cache import Cache
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
cache = Cache(Path(sys.argv[1]), "digest")
cache.keep("kind", "id", bytes(range(256)) * 4)
cache.keep("kind", "large", __import__("os").urandom(100_000))
print(cache.find("kind", "id") is not None, cache.find("kind", "large"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are not known there")
def test_cache_on_a_full_disk_is_still_read(tmp_path: Path) -> None:
    """If the disk is full, stored content is still found, and new content is not stored."""
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "cache.sqlite")], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["True", "None"]


def test_processes_share_a_cache(tmp_path: Path) -> None:
    """Several processes that read trails at the same time return the correct trails."""
    made = RepoBuilder(tmp_path / "repo").load(*random_history(1))
    (tmp_path / "repo" / "checklists").mkdir()
    environment = {**os.environ, "GONOGO_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "gonogo", "-C", str(tmp_path / "repo"), "log", "--as-of", "2026-03-01"]
    revisions = [*list(made.values())[-4:]] * 2
    running = [subprocess.Popen([*command, "--at", one], env=environment, stdout=subprocess.PIPE) for one in revisions]
    outputs = [process.communicate()[0] for process in running]
    plain = {**environment, "GONOGO_CACHE": ""}
    alone = [subprocess.check_output([*command, "--at", one], env=plain) for one in revisions[:4]]
    assert outputs == alone * 2
    assert open_cache(environment, tmp_path / "repo") is not None


FOLDERS = {
    "desktop standard": ({"HOME": "/home/a", "XDG_CACHE_HOME": "/x"}, "linux", "/x/gonogo"),
    "home folder": ({"HOME": "/home/a"}, "linux", "/home/a/.cache/gonogo"),
    "macOS": ({"HOME": "/Users/a", "XDG_CACHE_HOME": "/x"}, "darwin", "/Users/a/Library/Caches/gonogo"),
    "another folder": ({"HOME": "/home/a", "GONOGO_CACHE": "/y"}, "linux", "/y"),
    "none": ({"HOME": "/home/a", "GONOGO_CACHE": ""}, "linux", None),
    "not absolute": ({"HOME": "/home/a", "GONOGO_CACHE": "y"}, "linux", None),
    "of the standard, not absolute": ({"HOME": "/home/a", "XDG_CACHE_HOME": "x"}, "linux", None),
    "no user": ({}, "linux", None),
}


@pytest.mark.skipif(sys.platform == "win32", reason="paths of other systems")
@pytest.mark.parametrize(("environment", "platform", "folder"), FOLDERS.values(), ids=FOLDERS)
def test_find_folder_returns_the_cache_folder_of_the_user(
    environment: dict[str, str], platform: str, folder: str | None
) -> None:
    """The folder is the value of the variable, or else the user's cache folder on this platform."""
    found = find_folder(environment, platform)
    assert (None if found is None else str(found)) == folder


KEEP_OR_FIND = """
import sys
from pathlib import Path
from gonogo.source.files.cache import open_cache
work, folder = sys.argv[1:]
cache = open_cache({"GONOGO_CACHE": folder}, Path())
if work == "keep":
    cache.keep("kind", "id", b"content")
print(cache.find("kind", "id") is not None)
"""


@pytest.mark.parametrize("module", ["trust/levels.py", "source/files/cache.py", "format/decode/release_file.py"])
def test_changed_program_finds_nothing(tmp_path: Path, module: str) -> None:
    """After a change of any module, no contents are found, even with the same size and time."""
    RepoBuilder(tmp_path / "repo").commit()
    copy, folder = PackageCopy(tmp_path / "copy" / "gonogo", tmp_path / "repo"), str(tmp_path / "cache")
    shutil.copytree(PACKAGE, copy.package, ignore=shutil.ignore_patterns("__pycache__"))
    assert [copy.run_python(KEEP_OR_FIND, work, folder) for work in ("keep", "find")] == ["True\n", "True\n"]
    file = copy.package / module
    before, text = file.stat(), file.read_text(encoding="utf-8")
    file.write_text(text.replace(".", "!", 1), encoding="utf-8", newline="\n")  # the period of the docstring
    if sys.platform != "win32":  # Windows has no time of the last change of metadata
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert copy.run_python(KEEP_OR_FIND, "find", folder) == "False\n"


def test_another_installation_of_the_same_version_finds_contents(tmp_path: Path) -> None:
    """The same modules in another folder, with other times, find the contents, as in CI with a restored cache."""
    RepoBuilder(tmp_path / "repo").commit()
    for name, work in (("one", "keep"), ("other", "find")):
        copy = PackageCopy(tmp_path / name / "gonogo", tmp_path / "repo")
        shutil.copytree(PACKAGE, copy.package, ignore=shutil.ignore_patterns("__pycache__"))
        for file in copy.package.rglob("*.py"):
            os.utime(file)
        assert copy.run_python(KEEP_OR_FIND, work, str(tmp_path / "cache")) == "True\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no execute permission")
def test_changed_git_finds_no_contents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder or a text file called git, earlier in PATH, is not the program on which the contents depend."""
    repo = tmp_path / "repo"
    RepoBuilder(repo).commit()
    folder, text, programs = (tmp_path / name for name in ("folder", "text", "programs"))
    (folder / "git").mkdir(parents=True)
    for place, mode in ((text, 0o644), (programs, 0o755)):
        place.mkdir()
        (place / "git").write_text("#!/bin/sh\n", encoding="utf-8")
        (place / "git").chmod(mode)
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, (folder, text, programs))))
    environment = {"GONOGO_CACHE": str(tmp_path / "cache")}
    cache = open_cache(environment, repo)
    assert cache is not None
    cache.keep("kind", "id", b"content")
    again = open_cache(environment, repo)
    assert again is not None
    assert again.find("kind", "id") == b"content"
    (programs / "git").write_text("#!/bin/sh\n# another version\n", encoding="utf-8")
    changed = open_cache(environment, repo)
    assert changed is not None
    assert changed.find("kind", "id") is None


def _is_opened(repo: Path, folder: Path) -> bool:
    return open_cache({"GONOGO_CACHE": str(folder)}, repo) is not None


def test_cache_is_private(tmp_path: Path) -> None:
    """Only the user can access the folder and the file."""
    RepoBuilder(tmp_path / "repo").commit()
    assert _is_opened(tmp_path / "repo", tmp_path / "a" / "b")
    (file,) = (tmp_path / "a" / "b").iterdir()
    assert (oct(file.parent.stat().st_mode)[-3:], oct(file.stat().st_mode)[-3:]) == ("700", "600")


def test_cache_that_others_can_write_is_not_used(tmp_path: Path) -> None:
    """A writable folder or file, a link, or a folder inside the project is not used."""
    RepoBuilder(tmp_path / "repo").commit()
    repo, folder = tmp_path / "repo", tmp_path / "cache"
    folder.mkdir()
    folder.chmod(0o777)
    assert not _is_opened(repo, folder)
    folder.chmod(0o700)
    assert _is_opened(repo, folder)
    (file,) = folder.iterdir()
    file.chmod(0o666)
    assert not _is_opened(repo, folder)
    file.chmod(0o600)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert not _is_opened(repo, folder)
    assert not _is_opened(repo, repo / "cache")
    (tmp_path / "link").symlink_to(repo)
    assert not _is_opened(repo, tmp_path / "link" / "cache")
    assert not _is_opened(repo, tmp_path / "elsewhere")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_cache_in_circular_links_is_not_used(tmp_path: Path) -> None:
    """A cache folder that is a circular link is not used."""
    RepoBuilder(tmp_path / "repo").commit()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert open_cache({"GONOGO_CACHE": str(tmp_path / "loop")}, tmp_path / "repo") is None


def test_cache_in_a_folder_of_another_user_is_not_used(tmp_path: Path) -> None:
    """A cache folder that belongs to another user is not used, not even by root."""
    RepoBuilder(tmp_path / "repo").commit()
    (tmp_path / "cache").mkdir(mode=0o700)
    os.chown(tmp_path / "cache", 12345, 12345)
    assert not _is_opened(tmp_path / "repo", tmp_path / "cache")
