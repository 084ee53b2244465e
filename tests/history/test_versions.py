"""`read_versions` and `hash_blobs`: the version of a file in a commit and the hash of its content."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

import pytest

from gonogo.core.diagnostics import GonogoError
from gonogo.model.commits import FileVersion
from gonogo.source.git.store import GitStore, open_store
from repository import FILE, LINK, PROGRAM, SUBMODULE, Entry, Made, RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gonogo.trust.protocols import TrustStore

V1 = "checklists/shop/v1.yml"
COMMIT = "1" * 40
ODD = (
    "evidence/report of May.pdf",
    "evidence/one\ntwo.txt",
    "evidence/\udcff\udcfe.bin",
    "evidence/naïve.txt",
    "-x/--output=f",
    ":(glob)*",
    'quoted "name"\\n',
    "evidence/a\tb",
    "evidence/^{tree}",
    "evidence/[a-z]*",
    " ",
    "deep/" * 40 + "file",
)


def find(root: Path, places: Iterable[tuple[str, str]]) -> list[FileVersion | None]:
    with open_store(root) as opened:
        assert isinstance(opened, GitStore)
        store: TrustStore = opened
        return list(store.read_versions(places))


def list_all(repo: RepoBuilder, commit: str, below: str = "") -> list[FileVersion]:
    """Every file, link and submodule of the project in the output of git."""
    rows = repo.git("ls-tree", "-r", "-z", "--full-tree", commit).rstrip("\0").split("\0")
    parts = [(*row.partition("\t")[0].split(), row.partition("\t")[2]) for row in rows]
    return [FileVersion(path.removeprefix(below), oid, mode) for mode, _, oid, path in parts if path.startswith(below)]


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)], ids=["sha1", "sha256"])
@pytest.mark.parametrize("below", ["", "apps/the shop/"], ids=["at-the-top", "in-a-folder"])
def test_versions_are_those_that_git_lists(tmp_path: Path, options: tuple[str, ...], below: str) -> None:
    """The versions of all paths equal the versions that git lists, also for unusual names."""
    repo = RepoBuilder(tmp_path / "repo", *options)
    first = {path: f"content of {number}" for number, path in enumerate((V1, *ODD))}
    second = {V1: "changed", ODD[0]: None, "tool": Entry(b"#!", PROGRAM), "link": Entry(b"tool", LINK)}
    third = {"sub": Entry(b"1" * (64 if options else 40), SUBMODULE)}
    ids = repo.load(
        Made("one", {below + path: text for path, text in first.items()} | {"neighbor/" + V1: "2"}),
        Made("two", {below + path: entry for path, entry in (second | third).items()}),
    )
    project = repo.root / below
    project.mkdir(parents=True, exist_ok=True)
    expected = {(oid, one.path): one for oid in ids.values() for one in list_all(repo, oid, below)}
    assert len(expected) >= 2 * len(ODD) + 4
    assert find(project, expected) == list(expected.values())
    assert find(project, [*expected][::-1] * 2) == [*expected.values()][::-1] * 2
    assert find(project, [(ids["two"], ODD[0]), (ids["one"], "tool"), (ids["two"], "neighbor")]) == [None] * 3


def test_version_that_is_not_a_file_has_no_content(tmp_path: Path) -> None:
    """A link or a submodule has a version with its mode, but no content."""
    repo = RepoBuilder(tmp_path / "repo")
    ids = repo.load(
        Made("root", {V1: "1", "link": Entry(b"/etc/passwd", LINK), "sub": Entry(COMMIT.encode(), SUBMODULE)})
    )
    file, link, sub = find(repo.root, [(ids["root"], path) for path in (V1, "link", "sub")])
    assert file is not None
    assert file.blob == file.oid
    assert link == FileVersion("link", repo.git("rev-parse", "main:link"), LINK)
    assert sub == FileVersion("sub", COMMIT, SUBMODULE)
    assert link.blob is None
    assert sub.blob is None


NOT_THERE = {
    "folder": "checklists/shop",
    "folder-with-slash": "checklists/shop/",
    "top": "",
    "root": "/",
    "absolute": f"/{V1}",
    "this-folder": f"./{V1}",
    "up-and-down": f"checklists/../{V1}",
    "parent-folder": "../repo/checklists/shop/v1.yml",
    "dots": "..",
    "two-slashes": "checklists//shop/v1.yml",
    "inside-a-file": f"{V1}/x",
    "through-a-link": "link/v1.yml",
    "through-a-submodule": "sub/v1.yml",
    "other-case": "checklists/shop/V1.yml",
    "other-form-of-unicode": "nai\u0308ve",
    "shorter": "checklists/shop/v1.ym",
    "longer": "checklists/shop/v1.ymll",
    "nul": f"{V1}\0",
    "line-end": f"{V1}\n",
    "another-question": f"{V1}\nHEAD:{V1}",
    "empty": "\ud800",
    "very-long": "x/" * 100_000 + "x",
    "pattern": "checklists/*/v1.yml",
}


@pytest.mark.parametrize("path", NOT_THERE.values(), ids=NOT_THERE)
def test_missing_path_has_no_version(tmp_path: Path, path: str) -> None:
    """A missing path has no version, and the paths before and after it have theirs."""
    repo = RepoBuilder(tmp_path / "repo")
    entries: dict[str, str | Entry | None] = {
        V1: "1",
        "link": Entry(b"checklists/shop", LINK),
        "sub": Entry(COMMIT.encode(), SUBMODULE),
        "naïve": "2",
    }
    head = repo.load(Made("root", entries))["root"]
    before, nothing, after = find(repo.root, [(head, V1), (head, path), (head, V1)])
    assert before == after == FileVersion(V1, repo.git("rev-parse", f"main:{V1}"), FILE)
    assert nothing is None


def write_object(repo: RepoBuilder, kind: str, content: bytes) -> str:
    """Stores an object that git would not create."""
    whole = f"{kind} {len(content)}\0".encode() + content
    oid = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
    place = repo.root / ".git" / "objects" / oid[:2] / oid[2:]
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(zlib.compress(whole))
    return oid


def commit_tree(repo: RepoBuilder, rows: bytes) -> str:
    """Stores a commit with these rows as its tree and moves main to it."""
    tree = write_object(repo, "tree", rows)
    person = "Ann Archer <ann@example.com> 1767225600 +0000"
    return repo.store_commit(f"tree {tree}\nauthor {person}\ncommitter {person}\n\nodd\n".encode())


MODES = (
    "100644",
    "100755",
    "100664",
    "100600",
    "0100644",
    "100775",
    "100655",
    "120777",
    "140000",
    "644",
    "7" * 40 + "100644",
)


def test_unusual_modes_are_read_as_git_does(tmp_path: Path) -> None:
    """Modes with unusual digits are read as git reads them."""
    repo = RepoBuilder(tmp_path / "repo")
    blob = bytes.fromhex(write_object(repo, "blob", b"x"))
    head = commit_tree(repo, b"".join(f"{mode} {n}\0".encode() + blob for n, mode in enumerate(MODES)))
    expected = list_all(repo, head)
    assert len(expected) == len(MODES)
    for some in (expected, *([one] for one in expected)):  # Few names and many names use different commands.
        assert find(repo.root, [(head, one.path) for one in some]) == some


@pytest.mark.parametrize("names", [1, 20], ids=["one-name", "many-names"])
def test_duplicate_name_in_a_tree_has_no_version(tmp_path: Path, names: int) -> None:
    """A name that a tree contains twice has no version, and its neighbors have theirs."""
    repo = RepoBuilder(tmp_path / "repo")
    one, two = (bytes.fromhex(write_object(repo, "blob", content)) for content in (b"1", b"2"))
    rows = [b"100644 a\0" + one, b"100644 b\0" + one, b"100644 b\0" + two, b"100644 c\0" + one]
    head = commit_tree(repo, b"".join(rows))
    paths = ["a", "b", "c", *(f"z{number}" for number in range(names))]
    assert [bool(version) for version in find(repo.root, [(head, path) for path in paths])][:3] == [True, False, True]
    assert find(repo.root, [(head, "b")]) == [None]


@pytest.mark.parametrize("name", ["..", "."])
def test_tree_with_an_invalid_name_is_not_followed(tmp_path: Path, name: str) -> None:
    """A file in a folder with an invalid name has no version."""
    repo = RepoBuilder(tmp_path / "repo")
    blob = bytes.fromhex(write_object(repo, "blob", b"1"))
    folder = bytes.fromhex(write_object(repo, "tree", b"100644 a\0" + blob))
    head = commit_tree(repo, b"40000 %b\0" % name.encode() + folder + b"100644 a\0" + blob)
    assert find(repo.root, [(head, f"{name}/a"), (head, "a")]) == [None, FileVersion("a", blob.hex(), FILE)]


def test_id_with_the_bytes_of_a_row_is_no_row(tmp_path: Path) -> None:
    """The bytes of an id that look like a row of the tree are not read as a row."""
    repo = RepoBuilder(tmp_path / "repo")
    blob = bytes.fromhex(write_object(repo, "blob", b"1"))
    head = commit_tree(repo, b"100644 a\0" + b"100644 b\0".rjust(20, b"x") + b"100644 z\0" + blob)
    assert find(repo.root, [(head, "b"), (head, "z")]) == [None, FileVersion("z", blob.hex(), FILE)]


def test_missing_commit_is_an_error(tmp_path: Path) -> None:
    """A missing commit, or a name in place of an id, is an error."""
    repo = RepoBuilder(tmp_path / "repo")
    repo.load(Made("root", {V1: "1"}))
    with pytest.raises(GonogoError, match=f"lacks an object of its history: {COMMIT}"):
        find(repo.root, [(COMMIT, V1)])
    with pytest.raises(GonogoError, match="is not the full id"):
        find(repo.root, [("HEAD", V1)])


def test_empty_request_has_no_versions(tmp_path: Path) -> None:
    """An empty list of paths has no versions."""
    repo = RepoBuilder(tmp_path / "repo")
    repo.load(Made("root", {V1: "1"}))
    assert find(repo.root, []) == []


CONTENTS = {
    "empty": b"",
    "text": b"passed\n",
    "line-ends": b"one\r\ntwo\r\n",
    "bytes": bytes(range(256)),
    "pointer-of-lfs": b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 7\n",
    "larger-than-any-checklist": bytes(range(256)) * 20_000,
}


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)], ids=["sha1", "sha256"])
def test_hash_is_that_of_the_stored_content(tmp_path: Path, options: tuple[str, ...]) -> None:
    """Line ends and filters of the clone do not change hashes, which are returned in order."""
    repo = RepoBuilder(tmp_path / "repo", *options)
    attributes = {".gitattributes": "* text eol=crlf filter=lfs\n"}
    repo.load(
        Made("root", {V1: "1"} | {f"e/{name}": Entry(content) for name, content in CONTENTS.items()} | attributes)
    )
    repo.git("config", "filter.lfs.smudge", "echo smudged")
    wanted = {repo.git("rev-parse", f"main:e/{name}"): hashlib.sha256(content) for name, content in CONTENTS.items()}
    forged: set[str] = set()
    with open_store(repo.root) as store:
        assert isinstance(store, GitStore)
        assert list(store.hash_blobs(wanted, forged)) == [(oid, digest.hexdigest()) for oid, digest in wanted.items()]
        assert list(store.hash_blobs([])) == []
        assert not forged
        with pytest.raises(GonogoError, match="lacks an object"):
            list(store.hash_blobs(["1" * len(store.head)]))
