"""Commits in the user's own repository, with the user's name, hooks and signing configuration.

This is the only module that runs git as the user has configured it. It is never used to read history.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.model.commits import Ident

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_IDENT = re.compile(r"(?P<name>.*) <(?P<email>[^>]*)> \d+ [-+]\d+")


class NewCommitMessage(Frozen):
    """A subject of one line, and a trailer `Readiness-Entry` for each of these references."""

    subject: str
    refs: tuple[str, ...]

    @property
    def trailers(self) -> str:
        """The trailers, a line each."""
        return "\n".join(f"Readiness-Entry: {ref}" for ref in self.refs)

    def command(self, paths: Sequence[str]) -> str:
        """The command that commits files with this message, for a shell."""
        return shlex.join(["git", "commit", "-m", self.subject, "-m", self.trailers, "--", *paths])

    def command_for_new(self, paths: Sequence[str]) -> str:
        """The command that adds files and commits them with this message, for a shell."""
        return f"{shlex.join(['git', 'add', '--', *paths])} && {self.command(paths)}"


def read_author(root: Path) -> Ident:
    """The author that git would give a commit now. Raises GonogoError if git knows none."""
    status, output, _ = run_git_here(root, "var", "GIT_AUTHOR_IDENT")
    written = _IDENT.fullmatch(output.strip())
    if status or written is None or not written["email"]:
        raise GonogoError("git does not know who you are", "git config user.email you@example.com")
    return Ident(written["name"], written["email"], None, "")


class MadeCommit(Frozen):
    """A commit that was made: its full id, and the branch that is checked out, "" for a detached HEAD."""

    oid: str
    branch: str


class Committer:
    """Makes commits of files of a project, given by their paths relative to it.

    Raises GonogoError outside of a repository, and if a file has changes that are not committed: they would be taken
    along.
    """

    def __init__(self, root: Path, paths: Sequence[str]) -> None:
        self.root = root
        self.paths = paths
        if run_git_here(root, "rev-parse", "--is-inside-work-tree")[1].strip() != "true":
            raise GonogoError("--commit needs a git repository, and nothing is written", "git init")
        self.head = run_git_here(root, "rev-parse", "--quiet", "--verify", "HEAD")[1].strip()
        self.new = [path for path in paths if not self._is_known(path)]
        for path in paths:
            if lines := self._changed_lines(path):
                hint = f"git commit -- {path} first, or leave --commit out"
                raise GonogoError(f"{path} has other changes, in {lines}; nothing is written", hint)

    def commit(self, message: NewCommitMessage) -> MadeCommit:
        """Commits the files as they are now, and nothing else. Raises GonogoError with the message of git or a hook.

        Then HEAD and the index are as before, and the files keep the change.
        """
        text = f"{message.subject}\n\n{message.trailers}\n"
        if self.new:
            run_git_here(self.root, "add", "--intent-to-add", "--", *self.new)
        status, output, errors = run_git_here(self.root, "commit", "--quiet", "--only", "-m", text, "--", *self.paths)
        if status:
            if self.new:
                run_git_here(self.root, "rm", "--quiet", "--cached", "--", *self.new)
            said = " ".join((errors or output).split()) or f"exit code {status}"
            hint = f"the change stays in the files; to commit it: {message.command(self.paths)}"
            raise GonogoError(f"git did not commit: {said}", hint)
        branch = run_git_here(self.root, "symbolic-ref", "--quiet", "--short", "HEAD")[1].strip()
        return MadeCommit(run_git_here(self.root, "rev-parse", "HEAD")[1].strip(), branch)

    def _is_known(self, path: str) -> bool:
        return bool(run_git_here(self.root, "ls-files", "--", path)[1])

    def _changed_lines(self, path: str) -> str:
        """The lines of a file that differ from HEAD, in words; "" if none does, or if the file was never committed."""
        if not self.head or path in self.new:
            return ""
        options = ("--no-ext-diff", "--no-textconv", "--no-color", "--unified=0")
        hunks = _HUNK.findall(run_git_here(self.root, "diff", *options, "HEAD", "--", path)[1])
        spans = [(int(start), int(start) + max(int(count or 1), 1) - 1) for start, count in hunks]
        words = [str(first) if first == last else f"{first} to {last}" for first, last in spans]
        return f"line{'' if words[0].isdecimal() and len(words) == 1 else 's'} {', '.join(words)}" if words else ""


def run_git_here(root: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and messages of git, run in the folder of the project as its user would."""
    from git import Git  # noqa: PLC0415 - 0.1 s that only editing needs

    environment = {"GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C.UTF-8"}
    command = ["git", *arguments]
    ran = Git(root).execute(command, with_extended_output=True, with_exceptions=False, env=environment)
    assert isinstance(ran, tuple)  # noqa: S101 - so says GitPython of this option
    status, output, messages = ran
    return int(status), str(output), str(messages)
