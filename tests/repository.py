"""Real git repositories for tests: made by git, with fixed people and dates and nothing of the user's configuration.

`RepoBuilder.commit` commits what lies in the folder; `RepoBuilder.load` makes a whole graph in one process.
"""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

START = 1_767_225_600  # 2026-01-01T00:00:00Z
FILE, PROGRAM, LINK, SUBMODULE = "100644", "100755", "120000", "160000"


@dataclass(frozen=True)
class Entry:
    """What a commit puts at a path: content and mode; of a submodule the id of a commit."""

    content: bytes
    mode: str = FILE


@dataclass(frozen=True)
class Made:
    """A commit to be made: `parents` are the names of others, by default the one before.

    `files` are what differs from the first parent; None deletes.
    """

    name: str
    files: Mapping[str, str | Entry | None] = field(default_factory=dict)
    message: str | bytes = ""
    parents: tuple[str, ...] | None = None
    author: bytes = b"Ann Archer <ann@example.com>"
    date: str = ""


class RepoBuilder:
    """A real git repository, made by git with nothing of the user's configuration."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        # Without the hooks that do nothing: on a slow disk they take most of the time.
        self.git("init", "--quiet", "--template=", "--initial-branch=main", *options)
        for name in ("hooks", "info"):
            (root / ".git" / name).mkdir(exist_ok=True)

    def git(self, *arguments: str | bytes, given: bytes | None = None) -> str:
        """What git prints."""
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
        """Commits everything that lies in the folder; the full id of the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}")
        return self.git("rev-parse", "HEAD")

    def load(self, *commits: Made, branch: str = "main") -> dict[str, str]:
        """Makes the commits, a minute apart, the last of them the head of the branch; their full ids by name."""
        marks = {commit.name: number for number, commit in enumerate(commits, start=1)}
        stream = b"".join(_write_made(commit, marks, branch) for commit in commits)
        place = self.root / ".git" / "marks-of-test"
        arguments = ("fast-import", "--quiet", "--force", "--date-format=raw-permissive", f"--export-marks={place}")
        self.git(*arguments, given=stream)
        ids = dict(line.split() for line in place.read_text(encoding="ascii").splitlines())
        place.unlink()
        return {name: ids[f":{mark}"] for name, mark in marks.items()}

    def store_commit(self, content: bytes, branch: str = "main") -> str:
        """Stores these very bytes as a commit, whatever git thinks of them, as the head of the branch."""
        oid = self.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=content)
        (self.root / ".git" / "refs" / "heads" / branch).write_text(f"{oid}\n", encoding="ascii")
        return oid


def _write_made(commit: Made, marks: Mapping[str, int], branch: str) -> bytes:
    """The commit as git-fast-import(1) takes it."""
    mark = marks[commit.name]
    date = (commit.date or f"{START + 60 * mark} +0000").encode()
    message = commit.message or commit.name
    raw = message.encode() if isinstance(message, str) else message
    before = [name for name, other in marks.items() if other == mark - 1]
    parents = before if commit.parents is None else commit.parents
    lines = [
        # Without a parent the commit would follow the last one of the branch.
        *([] if parents else [b"reset refs/heads/" + branch.encode()]),
        b"commit refs/heads/" + branch.encode(),
        b"mark :%d" % mark,
        b"author " + commit.author + b" " + date,
        b"committer " + commit.author + b" " + date,
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
    """An environment in which git knows nothing but who commits, and when."""
    who = {"NAME": "Ann Archer", "EMAIL": "ann@example.com", "DATE": "2026-03-01T08:00:00Z"}
    return {
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        **{f"GIT_AUTHOR_{key}": value for key, value in who.items()},
        **{f"GIT_COMMITTER_{key}": value for key, value in who.items()},
    }
