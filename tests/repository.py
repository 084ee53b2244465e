"""Real git repositories for tests, with fixed people and dates and without the user's configuration.

`RepoBuilder.commit` commits the content of the folder; `RepoBuilder.load` creates a whole graph in one process.

The following code creates a signed commit, and a merge by a forge (`make_key` is in `keys`)::

    ANN, BOB = b"Ann Archer <ann@example.com>", b"Bob Baker <bob@example.com>"
    FORGE = b"GitHub <noreply@github.com>"
    repo.load(
        Made("root", {PATH: "one"}),
        Made("go", {PATH: "two"}, author=ANN, key=make_key("ann"), parents=("root",)),
        Made("Merge pull request #7", {PATH: "two"}, parents=("root", "go"), author=BOB, committer=FORGE),
    )

`make_key("ann").public` is the text for `ssh:` in people.yml. If a commit has a key,
git runs once more for the whole graph, and `ssh-keygen` for each signature, about 5 ms.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.source.git.signing_keys import open_signer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.source.git.signing_keys import Sign, SigningKey

START = 1_767_225_600  # 2026-01-01T00:00:00Z
FILE, PROGRAM, LINK, SUBMODULE = "100644", "100755", "120000", "160000"


@dataclass(frozen=True)
class Entry:
    """The content and mode of a path in a commit. The content of a submodule is the id of a commit."""

    content: bytes
    mode: str = FILE


@dataclass(frozen=True)
class Made:
    """A commit to create: `parents` are names of other commits, by default the previous commit.

    `files` are the differences from the first parent; None deletes a file. `committer` is by default the author. With a
    `key`, the commit is signed as `git commit -S` does with `gpg.format=ssh`; `signature` is the text of another
    signature, such as the OpenPGP signature of a forge.
    """

    name: str
    files: Mapping[str, str | Entry | None] = field(default_factory=dict)
    message: str | bytes = ""
    parents: tuple[str, ...] | None = None
    author: bytes = b"Ann Archer <ann@example.com>"
    date: str = ""
    committer: bytes = b""
    key: SigningKey | None = None
    signature: bytes = b""

    @property
    def is_signed(self) -> bool:
        """Whether the commit has a signature header."""
        return self.key is not None or bool(self.signature)


class RepoBuilder:
    """A real git repository, without the user's configuration."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        if not (root / ".git").exists():
            for path, content in _empty_repository(options).items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(content) if content is not None else (root / path).mkdir(exist_ok=True)

    def git(self, *arguments: str | bytes, given: bytes | None = None) -> str:
        """The output of a git command."""
        ran = subprocess.run(
            ["git", "-c", "core.fsync=none", *arguments],
            cwd=self.root,
            env=git_environment(),
            input=given,
            capture_output=True,
            check=False,
        )
        assert not ran.returncode, ran.stderr
        return ran.stdout.decode("utf-8", "surrogateescape").strip()

    def commit(self, message: str = "change") -> str:
        """Commits all files of the folder and returns the full id of the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}")
        return self.git("rev-parse", "HEAD")

    def load(self, *commits: Made, branch: str = "main", is_packed: bool = False) -> dict[str, str]:
        """Creates the commits, one minute apart, and moves the branch to the last commit.

        Returns their full ids by name. Each object is a separate file or, if `is_packed`, part of a pack, which is
        faster to write and to delete.
        """
        marks = {commit.name: number for number, commit in enumerate(commits, start=1)}
        stream = b"".join(_write_made(commit, marks, branch) for commit in commits)
        place = self.root / ".git" / "marks-of-test"
        # Without a pack, git starts a second process, which writes each object to a separate file.
        limit = f"fastimport.unpackLimit={0 if is_packed else 1000}"
        command = ("-c", limit, "fast-import", "--quiet", "--force", "--date-format=raw-permissive")
        self.git(*command, f"--export-marks={place}", given=stream)
        ids = dict(line.split() for line in place.read_text(encoding="ascii").splitlines())
        place.unlink()
        made = {name: ids[f":{mark}"] for name, mark in marks.items()}
        return self._sign(commits, made, branch) if any(commit.is_signed for commit in commits) else made

    def _sign(self, commits: tuple[Made, ...], made: Mapping[str, str], branch: str) -> dict[str, str]:
        """Stores each commit again with its signature and its signed parents; returns the new ids by name."""
        contents = self._read_commits(made)
        new_ids: dict[bytes, str] = {}
        with open_signer() as sign:
            for commit in commits:
                oid = made[commit.name]
                plain = _rename_parents(contents[commit.name], new_ids)
                new_ids[oid.encode()] = self._store(_sign_commit(plain, commit, sign, len(oid)), len(oid))
        signed = {name: new_ids[oid.encode()] for name, oid in made.items()}
        self.point(branch, signed[commits[-1].name])
        return signed

    def point(self, branch: str, oid: str) -> None:
        """Moves a branch to a commit, in the storage format of git."""
        place = self.root / ".git" / "refs" / "heads" / branch
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{oid}\n", encoding="ascii")

    def _read_commits(self, made: Mapping[str, str]) -> dict[str, bytes]:
        """The contents of the commits by name."""
        ran = subprocess.run(
            ["git", "cat-file", "--batch"],
            cwd=self.root,
            env=git_environment(),
            input="".join(f"{oid}\n" for oid in made.values()).encode(),
            capture_output=True,
            check=True,
        )
        left, contents = ran.stdout, {}
        for name in made:
            head, _, left = left.partition(b"\n")
            size = int(head.split()[-1])
            contents[name], left = left[:size], left[size + 1 :]
        return contents

    def _store(self, content: bytes, digits: int) -> str:
        """Stores a commit as a loose object and returns its id.

        Starting a git process for each commit would be much slower.
        """
        whole = b"commit %d\0" % len(content) + content
        oid = hashlib.new("sha1" if digits == 40 else "sha256", whole, usedforsecurity=False).hexdigest()
        place = self.root / ".git" / "objects" / oid[:2] / oid[2:]
        place.parent.mkdir(exist_ok=True)
        if not place.exists():
            place.write_bytes(zlib.compress(whole))
        return oid

    def store_commit(self, content: bytes, branch: str = "main") -> str:
        """Stores exactly these bytes as a commit and moves the branch to it, even if git considers it malformed."""
        oid = self.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=content)
        self.point(branch, oid)
        return oid


@cache
def _empty_repository(options: tuple[str, ...]) -> dict[str, bytes | None]:
    """The files that `git init` creates, and its folders as None.

    Git creates them once for all repositories of a test run.
    """
    with tempfile.TemporaryDirectory() as folder:
        # Without the sample hooks: on a slow disk, they take most of the time.
        command = ["git", "init", "--quiet", "--template=", "--initial-branch=main", *options]
        subprocess.run(command, cwd=folder, env=git_environment(), check=True)
        made = sorted(Path(folder, ".git").rglob("*"))
        files = {file.relative_to(folder).as_posix(): file.read_bytes() if file.is_file() else None for file in made}
    return {**files, ".git/hooks": None, ".git/info": None}


def _rename_parents(content: bytes, new_ids: Mapping[bytes, str]) -> bytes:
    """The stored commit with new parent ids."""
    head, end, message = content.partition(b"\n\n")
    return re.sub(rb"(?<=\nparent )\w+", lambda match: new_ids[match[0]].encode(), head) + end + message


def _sign_commit(content: bytes, commit: Made, sign: Sign, digits: int) -> bytes:
    """The stored commit with its signature in a header after all other headers, as in git."""
    signature = sign(commit.key, content) if commit.key else commit.signature
    if not signature:
        return content
    head, end, message = content.partition(b"\n\n")
    header = b"\ngpgsig " if digits == 40 else b"\ngpgsig-sha256 "
    return head + header + signature.rstrip(b"\n").replace(b"\n", b"\n ") + end + message


def _write_made(commit: Made, marks: Mapping[str, int], branch: str) -> bytes:
    """The commit in the input format of git-fast-import(1)."""
    mark = marks[commit.name]
    date = (commit.date or f"{START + 60 * mark} +0000").encode()
    message = commit.message or commit.name
    raw = message.encode() if isinstance(message, str) else message
    before = [name for name, other in marks.items() if other == mark - 1]
    parents = before if commit.parents is None else commit.parents
    lines = [
        # A commit without a parent would become a child of the last commit of the branch.
        *([] if parents else [b"reset refs/heads/" + branch.encode()]),
        b"commit refs/heads/" + branch.encode(),
        b"mark :%d" % mark,
        b"author " + commit.author + b" " + date,
        b"committer " + (commit.committer or commit.author) + b" " + date,
        b"data %d\n" % len(raw) + raw,
        *(b"%s :%d" % (b"merge" if number else b"from", marks[one]) for number, one in enumerate(parents)),
        *(_write_entry(path, one) for path, one in commit.files.items()),
    ]
    return b"\n".join(lines) + b"\n\n"


def _write_entry(path: str, entry: str | Entry | None) -> bytes:
    quoted = os.fsencode(path).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    if entry is None:
        return b'D "%s"' % quoted
    if isinstance(entry, str):
        entry = Entry(entry.encode())
    if entry.mode == SUBMODULE:
        return b'M 160000 %s "%s"' % (entry.content, quoted)
    return b'M %s inline "%s"\ndata %d\n%s' % (entry.mode.encode(), quoted, len(entry.content), entry.content)


def git_environment() -> dict[str, str]:
    """The environment of git processes, which only defines the committer and the date."""
    who = {"NAME": "Ann Archer", "EMAIL": "ann@example.com", "DATE": "2026-03-01T08:00:00Z"}
    return {
        **needed_by_system(),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        **{f"GIT_AUTHOR_{key}": value for key, value in who.items()},
        **{f"GIT_COMMITTER_{key}": value for key, value in who.items()},
    }


def needed_by_system() -> dict[str, str]:
    """The environment variables without which a process does not find programs, or does not start on Windows."""
    return {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
