"""The git writer creates the same objects from records as git creates from the same files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.core.diagnostics import GonogoError
from gonogo.source.git.new_repository import AuthorStamp, NewCommit, write_repository
from gonogo.source.git.signing_keys import SigningKey
from repository import RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

ANN = AuthorStamp("Änn Archer", "ann@example.com", 1_767_225_600, -210)
# As in RFC 8032, 7.1, test 1.
KEY = SigningKey(
    bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea",
)


def make(*files: dict[str, str], **changes: object) -> list[NewCommit]:
    """Commits with these files, in a line; `changes` are attributes of the last commit."""
    commits = [
        NewCommit(one, (place - 1,) if place else (), ANN, ANN, f"commit {place}\n") for place, one in enumerate(files)
    ]
    last = commits.pop()
    return [*commits, type(last)(**{**vars(last), **changes})]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"b.txt": "1", "b-c": "2", "b/c": "3", "b0": "x"}, id="names around the slash"),
        pytest.param({"ä/ö.yml": "ü\n", "ab/cd/ef": "deep"}, id="names that are not ASCII, deep folders"),
        pytest.param({"one": "same", "two": "same", "empty": ""}, id="equal files and an empty file"),
        pytest.param(
            {f"{number:03}": "x" * number for number in (0, 1, 15, 16, 17, 2047, 2048, 70_000)}, id="different lengths"
        ),
    ],
)
def test_repository_has_the_ids_of_git(files: dict[str, str], tmp_path: Path) -> None:
    """The tree has the id that git computes for the same files, and the files are checked out."""
    head = write_repository(tmp_path / "made", make(files))
    other = RepoBuilder(tmp_path / "other")
    for path, text in files.items():
        assert (tmp_path / "made" / path).read_text(encoding="utf-8") == text
        (other.root / path).parent.mkdir(parents=True, exist_ok=True)
        (other.root / path).write_text(text, encoding="utf-8")
    other.git("add", "--all")
    made = ("-C", str(tmp_path / "made"))
    assert other.git(*made, "rev-parse", "HEAD", "HEAD^{tree}").split() == [head, other.git("write-tree")]
    assert other.git(*made, "status", "--porcelain") == ""
    assert other.git(*made, "fsck", "--strict") == ""


def test_commit_has_author_and_committer_with_their_times(tmp_path: Path) -> None:
    """A commit has an author and a committer, each with their own time and time zone."""
    bob = AuthorStamp("Bob", "bob@example.com", 1_767_225_660, 330)
    write_repository(tmp_path / "made", make({"a": "1"}, {"a": "2"}, committer=bob))
    printed = RepoBuilder(tmp_path / "other").git(
        "-C", str(tmp_path / "made"), "log", "-1", "--format=%an%n%ad%n%cn%n%cd%n%P%n%B"
    )
    lines = printed.splitlines()
    assert lines[:4] == ["Änn Archer", "Wed Dec 31 20:30:00 2025 -0330", "Bob", "Thu Jan 1 05:31:00 2026 +0530"]
    assert lines[5:] == ["commit 1"]


def test_repository_leaves_out_unreachable_commits(tmp_path: Path) -> None:
    """Only commits that are reachable from the last commit are written."""
    one, two, three = make({"a": "1"}, {"a": "2"}, {"a": "3"}, parents=(0,))
    write_repository(tmp_path / "made", [one, two, three])
    counted = RepoBuilder(tmp_path / "other").git("-C", str(tmp_path / "made"), "count-objects", "-v")
    assert "in-pack: 6" in counted


def test_repository_has_a_named_branch(tmp_path: Path) -> None:
    """A named branch points to its commit; main points to the last commit, which is checked out."""
    one, two, three = make({"a": "1"}, {"a": "2"}, {"a": "3"}, parents=(0,))
    work = type(two)(**{**vars(two), "branch": "work"})
    head = write_repository(tmp_path / "made", [one, work, three])
    show = ("-C", str(tmp_path / "made"), "for-each-ref", "--format=%(refname) %(contents:subject)")
    other = RepoBuilder(tmp_path / "other")
    assert other.git(*show).splitlines() == ["refs/heads/main commit 2", "refs/heads/work commit 1"]
    assert other.git("-C", str(tmp_path / "made"), "rev-parse", "HEAD") == head
    assert (tmp_path / "made" / "a").read_text(encoding="utf-8") == "3"


def test_file_contains_the_id_of_a_named_commit(tmp_path: Path) -> None:
    """The placeholder of an earlier commit is replaced in every file."""
    files = {"a": "{first}\n{second}\n", "b": "since {first}"}
    write_repository(tmp_path / "made", make({"a": "1"}, {"a": "2"}, files, named={"{first}": 0, "{second}": 1}))
    second, first = RepoBuilder(tmp_path / "other").git("-C", str(tmp_path / "made"), "rev-list", "HEAD~").split()
    made = {name: (tmp_path / "made" / name).read_text(encoding="utf-8") for name in files}
    assert made == {"a": f"{first}\n{second}\n", "b": f"since {first}"}


def test_signed_commit_is_verified_by_git(tmp_path: Path) -> None:
    """Git accepts the signature with the public key, and refuses it with another key."""
    head = write_repository(tmp_path / "made", make({"a": "1"}, key=KEY))
    other = RepoBuilder(tmp_path / "other")
    allowed = tmp_path / "allowed"
    verify = ("-C", str(tmp_path / "made"), "-c", f"gpg.ssh.allowedSignersFile={allowed}", "verify-commit", head)
    allowed.write_text(f"ann@example.com {KEY.public}\n", encoding="ascii")
    other.git(*verify)
    allowed.write_text(
        "ann@example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG8a0CUW0CGkhdIqaP0lxLxWKOrpeuB5gb/caPfXDQHT\n"
    )
    with pytest.raises(AssertionError):
        other.git(*verify)


def test_signature_is_deterministic(tmp_path: Path) -> None:
    """Signing the same commit twice gives the same commit id."""
    heads = {write_repository(tmp_path / name, make({"a": "1"}, key=KEY)) for name in ("one", "two")}
    assert len(heads) == 1


def test_signing_key_with_a_wrong_public_key_is_an_error(tmp_path: Path) -> None:
    """ssh-keygen refuses the key, and no repository is created."""
    key = SigningKey(KEY.secret, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG8a0CUW0CGkhdIqaP0lxLxWKOrpeuB5gb/caPfXDQ==")
    with pytest.raises(GonogoError, match="could not sign"):
        write_repository(tmp_path / "made", make({"a": "1"}, key=key))
    assert not (tmp_path / "made").exists()
