"""Creates a repository from records: they become commits on a branch `main`, which is then checked out.

The commit ids depend only on the records. git receives all objects as one pack (gitformat-pack(5)), and checks it. `git
fast-import` is no alternative, because only new versions of git import signed commits with it; nor is a process for
each object, which takes minutes.
"""

from __future__ import annotations

import hashlib
import subprocess
import zlib
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen, field
from gonogo.source.git.process import command_line, environment, printable
from gonogo.source.git.signing_keys import SigningKey, open_signer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gonogo.source.git.signing_keys import Sign

_KINDS = {b"commit": 1, b"tree": 2, b"blob": 3}
_BRANCH = "main"


class AuthorStamp(Frozen):
    """The author of a commit, and the time: seconds since 1970, and the offset from UTC in minutes."""

    name: str
    email: str
    seconds: int
    offset: int


class NewCommit(Frozen):
    """A commit to create: all its files, keyed by path, and the indexes of its parents in the list of commits, from 0.

    `named` are the indexes of earlier commits whose ids the files contain, keyed by the placeholder for the id.
    `branch` is the name of a branch that ends at this commit, in addition to `main`.
    """

    files: Mapping[str, str]
    parents: tuple[int, ...]
    author: AuthorStamp
    committer: AuthorStamp
    message: str
    key: SigningKey | None = None
    named: Mapping[str, int] = field(factory=dict)
    branch: str = ""


def write_repository(folder: Path, commits: Sequence[NewCommit]) -> str:
    """Makes the folder a repository with the last of these commits checked out, and returns the id of this commit.

    Commits that are neither on `main` nor on another branch are omitted. Raises GonogoError, without changing the
    folder, if the folder is not empty or a commit cannot be signed.
    """
    _require_empty(folder)
    objects = _Objects()
    ids: dict[int, str] = {}
    with open_signer() as sign:
        for place in sorted(_find_reachable(commits)):
            ids[place] = objects.add_commit(commits[place], ids, sign)
    head = ids[len(commits) - 1]
    folder.mkdir(parents=True, exist_ok=True)
    _run(folder, "init", "--quiet", "--template=", "--object-format=sha1", f"--initial-branch={_BRANCH}")
    _run(folder, "index-pack", "--stdin", "--strict", given=objects.write_pack())
    for name, place in {_BRANCH: len(commits) - 1, **_find_branches(commits)}.items():
        _run(folder, "update-ref", f"refs/heads/{name}", ids[place])
    _run(folder, "reset", "--hard", "--quiet")
    return head


def _require_empty(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise GonogoError(f"{folder} is not a folder", "name a new folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise GonogoError(f"{folder} is not empty", "name a new or empty folder; nothing is ever overwritten")


def _find_branches(commits: Sequence[NewCommit]) -> dict[str, int]:
    """The indexes of the last commits of branches other than main, keyed by branch name."""
    return {commit.branch: place for place, commit in enumerate(commits) if commit.branch}


def _find_reachable(commits: Sequence[NewCommit]) -> set[int]:
    """The indexes of the commits on all branches. The commits of squashed branches are not among them."""
    reachable = {len(commits) - 1, *_find_branches(commits).values()}
    for place in range(len(commits) - 1, -1, -1):
        if place in reachable:
            reachable.update(commits[place].parents)
    return reachable


class _Objects:
    """The objects of the new repository, keyed by id, in the order in which they were added."""

    def __init__(self) -> None:
        self.by_id: dict[str, tuple[bytes, bytes]] = {}

    def add(self, kind: bytes, content: bytes) -> str:
        """Adds an object and returns its id."""
        oid = hashlib.sha1(b"%s %d\0%s" % (kind, len(content), content), usedforsecurity=False).hexdigest()
        self.by_id.setdefault(oid, (kind, content))
        return oid

    def add_commit(self, commit: NewCommit, ids: Mapping[int, str], sign: Sign) -> str:
        """Adds a commit with its files and returns its id. `ids` are the ids of the earlier commits, keyed by index."""
        head = [f"tree {self.add_tree(_fill_in(commit, ids))}", *(f"parent {ids[place]}" for place in commit.parents)]
        head += [f"author {_write_stamp(commit.author)}", f"committer {_write_stamp(commit.committer)}"]
        lines = "\n".join(head).encode()
        body = b"\n\n" + commit.message.encode()
        if commit.key is not None:
            signature = sign(commit.key, lines + body).rstrip(b"\n")
            lines += b"\ngpgsig " + signature.replace(b"\n", b"\n ")
        return self.add(b"commit", lines + body)

    def add_tree(self, files: Mapping[str, str]) -> str:
        """Adds a tree with all files and folders in it, and returns its id."""
        below: dict[str, dict[str, str]] = {}
        rows = []
        for path, text in files.items():
            name, slash, rest = path.partition("/")
            if slash:
                below.setdefault(name, {})[rest] = text
            else:
                rows.append((name, b"100644", self.add(b"blob", text.encode())))
        rows += [(f"{name}/", b"40000", self.add_tree(inner)) for name, inner in below.items()]
        return self.add(b"tree", b"".join(_write_row(*row) for row in sorted(rows)))

    def write_pack(self) -> bytes:
        """All objects as a pack, for `git index-pack`."""
        body = b"PACK" + (2).to_bytes(4, "big") + len(self.by_id).to_bytes(4, "big")
        body += b"".join(
            _size(_KINDS[kind], len(content)) + zlib.compress(content) for kind, content in self.by_id.values()
        )
        return body + hashlib.sha1(body, usedforsecurity=False).digest()


def _fill_in(commit: NewCommit, ids: Mapping[int, str]) -> dict[str, str]:
    """The files of a commit, with the ids of commits in place of the placeholders."""
    files = dict(commit.files)
    for token, place in commit.named.items():
        files = {path: text.replace(token, ids[place]) for path, text in files.items()}
    return files


def _write_stamp(stamp: AuthorStamp) -> str:
    hours, minutes = divmod(abs(stamp.offset), 60)
    sign = "-" if stamp.offset < 0 else "+"
    return f"{stamp.name} <{stamp.email}> {stamp.seconds} {sign}{hours:02}{minutes:02}"


def _write_row(name: str, mode: bytes, oid: str) -> bytes:
    """A row of a tree. Rows are sorted as if the name of a folder ended with a slash; the slash is not written."""
    return mode + b" " + name.rstrip("/").encode() + b"\0" + bytes.fromhex(oid)


def _size(kind: int, length: int) -> bytes:
    """The type and the size of an object in a pack: four bits of the size, then seven in each byte, lowest first."""
    first, length = kind << 4 | length & 15, length >> 4
    written = bytearray()
    while length:
        written.append(first | 128)
        first, length = length & 127, length >> 7
    written.append(first)
    return bytes(written)


def _run(folder: Path, *arguments: str, given: bytes = b"") -> None:
    """Runs git in the folder, without the user's configuration, hooks and templates.

    Raises GonogoError if git fails.
    """
    settings = {"GIT_DEFAULT_REF_FORMAT": "files"}
    command = command_line("-c", "core.logAllRefUpdates=false", "-c", "core.autocrlf=false", *arguments)
    try:
        ran = subprocess.run(  # noqa: S603 - a fixed list, see `command_line`
            command,
            cwd=folder,
            env={**environment(folder / ".git"), **settings},
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise GonogoError("git is not installed, or not in PATH", "install git 2.30 or newer") from error
    if ran.returncode:
        message = printable(ran.stderr.decode("utf-8", "backslashreplace").strip())
        is_old = "unknown option" in message or "usage:" in message
        hint = "git 2.30 or newer is needed" if is_old else f"see the message from git about {folder}"
        raise GonogoError(f"git {arguments[0]} failed: {message}", hint)
