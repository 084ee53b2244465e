"""Commits in the user's own repository, with the user's name, hooks and signing configuration.

Only this module runs git with the user's configuration. It is never used to read history.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.model.commits import Ident
from gonogo.source.git.process import missing_git
from gonogo.source.git.repository import find_repository

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_REBASES = ("rebase-merge", "rebase-apply")
_PASSED_OVER = re.compile(r"[a-zS]")  # the marks of `git ls-files -v` for assume-unchanged and skip-worktree
_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_IGNORED = re.compile(r"(?P<source>.*?):(?P<line>\d+):(?P<rule>.*)\t(?P<path>.*)")
_IDENT = re.compile(r"(?P<name>.*) <(?P<email>[^>]*)> \d+ [-+]\d+")


class NewCommitMessage(Frozen):
    """The message of a new commit: a subject of one line, and a trailer `Readiness-Entry` for each reference.

    `folder` is the folder of the project; None if the user is in this folder.
    """

    subject: str
    refs: tuple[str, ...]
    folder: Path | None = None

    @property
    def trailers(self) -> str:
        """The trailers, one on each line."""
        return "\n".join(f"Readiness-Entry: {ref}" for ref in self.refs)

    def command(self, paths: Sequence[str], unlisted: Sequence[str] = (), operation: str = "") -> str:
        """The shell command that commits these files with this message.

        It first adds the `unlisted` files to the index. During an operation of `find_operation`, git commits no single
        file, so the command continues the operation.
        """
        git = ["git"] if self.folder is None else ["git", "-C", str(self.folder)]
        if operation:
            return f"{shlex.join([*git, 'add', '--', *paths])} && {shlex.join([*git, operation, '--continue'])}"
        commit = shlex.join([*git, "commit", "-m", self.subject, "-m", self.trailers, "--", *paths])
        return f"{shlex.join([*git, 'add', '--', *unlisted])} && {commit}" if unlisted else commit


def read_author(root: Path) -> Ident:
    """The author that git would record in a commit now. Raises GonogoError if git does not know the author."""
    status, output, errors = run_git_here(root, "var", "GIT_AUTHOR_IDENT")
    written = _IDENT.fullmatch(output.strip())
    if status or written is None or not written["email"]:
        why = next((line for line in errors.splitlines() if line.startswith("fatal: ")), "no e-mail address is set")
        key, value = ("name", "'Your Name'") if "empty ident name" in why else ("email", "you@example.com")
        raise GonogoError(f"git does not know who you are: {why}", f"git config user.{key} {value}")
    return Ident(written["name"], written["email"], None, "")


class MadeCommit(Frozen):
    """A new commit: its full id, and the branch that is checked out, "" for a detached HEAD.

    `is_changed` means that a hook or another command changed the content of the commit. `is_rebase` means that a rebase
    is in progress.
    """

    oid: str
    branch: str
    is_changed: bool
    is_rebase: bool


class Committer:
    """Commits files of a project; `paths` are relative to the project.

    Raises GonogoError outside of a repository, without an author, during a merge or cherry-pick, and if a file has
    uncommitted changes, since they would be committed too.
    """

    def __init__(self, root: Path, paths: Sequence[str]) -> None:
        self.root = root
        self.paths = paths
        self._require_repository()
        self._require_no_operation()
        read_author(root)
        self.unlisted = list_unlisted(root, paths)
        for path, rule in list_ignored(root, self.unlisted).items():
            hint = f"remove that rule, or: git add --force -- {shlex.quote(path)}"
            raise GonogoError(f"git ignores {path}, because of {rule}; nothing is written", hint)
        for path in paths:
            if _PASSED_OVER.match(run_git_here(root, "ls-files", "-v", "--", path)[1]):
                hint = f"git update-index --no-skip-worktree --no-assume-unchanged -- {shlex.quote(path)}"
                raise GonogoError(f"git is set to ignore changes to {path}; nothing is written", hint)
            if self._has_blob(path) and (lines := self._changed_lines(path)):
                hint = f"git commit -- {shlex.quote(path)} first, or leave --commit out"
                raise GonogoError(f"{path} has other changes, {lines}; nothing is written", hint)

    def commit(self, message: NewCommitMessage, contents: Mapping[str, bytes]) -> MadeCommit:
        """Commits only these files. `contents` are the expected contents of the files, keyed by path.

        Raises GonogoError with the message of git or of a hook. In this case, HEAD and the index are as before, and the
        changes remain in the files.
        """
        text = f"{message.subject}\n\n{message.trailers}\n"
        status, output, errors = 0, "", ""
        if self.unlisted:
            status, output, errors = run_git_here(self.root, "add", "--intent-to-add", "--", *self.unlisted)
        if not status:
            options = ("--quiet", "--only", "--cleanup=whitespace", "-m", text)
            status, output, errors = run_git_here(self.root, "commit", *options, "--", *self.paths)
            if status and self.unlisted:
                run_git_here(self.root, "rm", "--quiet", "--cached", "--", *self.unlisted)
        if status:
            said = " ".join((errors or output).split()) or f"exit code {status}"
            hint = f"the change stays in the files; to commit it: {message.command(self.paths, self.unlisted)}"
            raise GonogoError(f"git did not commit: {said}", hint)
        committed = self._ask("diff-tree", "-r", "-z", "--root", "--no-commit-id", "--name-only", "HEAD").count("\0")
        is_kept = all((self.root / path).read_bytes() == content for path, content in contents.items())
        is_kept = is_kept and not run_git_here(self.root, "diff", "--quiet", "HEAD", "--", *self.paths)[0]
        return MadeCommit(
            self._ask("rev-parse", "HEAD"),
            self._ask("symbolic-ref", "--quiet", "--short", "HEAD"),
            is_changed=not is_kept or committed != len(self.paths),
            is_rebase=any((self.root / self._ask("rev-parse", "--git-path", name)).is_dir() for name in _REBASES),
        )

    def _require_repository(self) -> None:
        """Raises GonogoError if git would not commit to the repository in which the files are."""
        repository = find_repository(self.root)
        if repository is None:
            raise GonogoError("--commit needs a git repository, and nothing is written", "git init")
        words = ("rev-parse", "--absolute-git-dir", "--git-path", "index", "--show-toplevel")
        status, output, errors = run_git_here(self.root, *words)
        if status:
            raise GonogoError(f"git cannot open the repository, and nothing is written: {' '.join(errors.split())}")
        used = [(self.root / line).resolve() for line in output.splitlines()]
        of_files = (repository.git, repository.git / "index", repository.top)
        if used != [place.resolve() for place in of_files]:
            message = f"the environment makes git commit to {used[0]} with the index {used[1]}; nothing is written"
            raise GonogoError(message, "unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE")

    def _require_no_operation(self) -> None:
        """Raises GonogoError during a merge or the like: until it ends, git refuses to commit only some files."""
        if word := find_operation(self.root):
            hint = f"git {word} --continue, or git {word} --abort; without --commit, only the file changes"
            message = f"a {word} is in progress, and git cannot commit a single file until it ends; nothing is written"
            raise GonogoError(message, hint)

    def _has_blob(self, path: str) -> bool:
        return bool(self._ask("rev-parse", "--quiet", "--verify", f"HEAD:./{path}"))

    def _changed_lines(self, path: str) -> str:
        """The lines of a file that differ from HEAD, in words; "" if the file does not differ."""
        options = ("--text", "--no-ext-diff", "--no-textconv", "--no-color", "--unified=0")
        differences = self._ask("diff", *options, "HEAD", "--", path)
        if not differences:  # the file can be as in HEAD, but have staged changes, which would be lost
            differences = self._ask("diff", *options, "--cached", "HEAD", "--", path)
        spans = [(int(start), int(start) + max(int(count or 1), 1) - 1) for start, count in _HUNK.findall(differences)]
        words = [str(first) if first == last else f"{first} to {last}" for first, last in spans]
        if not words:
            return "in its mode" if differences else ""
        return f"in line{'' if words[0].isdecimal() and len(words) == 1 else 's'} {', '.join(words)}"

    def _ask(self, *arguments: str) -> str:
        return run_git_here(self.root, *arguments)[1].strip()


def find_operation(root: Path) -> str:
    """The operation in progress whose commit takes all staged files: `merge`, `cherry-pick`, or "" if there is none."""
    repository = find_repository(root)
    names = (("MERGE_HEAD", "merge"), ("CHERRY_PICK_HEAD", "cherry-pick"))
    return next((word for name, word in names if repository and (repository.git / name).is_file()), "")


def list_changed(root: Path, paths: Sequence[str]) -> list[str]:
    """The files in `paths` that differ from HEAD or were never committed; none outside of git."""
    if find_repository(root) is None:
        return []
    existing = [path for path in dict.fromkeys(paths) if (root / path).is_file()]
    unlisted = list_unlisted(root, existing)
    # Not `git status`, which also lists files in which only the line ends differ.
    return [
        path
        for path in existing
        if path in unlisted or run_git_here(root, "diff", "--name-only", "HEAD", "--", path)[1]
    ]


def require_committed(root: Path, paths: Sequence[str]) -> None:
    """Raises GonogoError if one of these evidence files differs from HEAD: the next commit would not contain it."""
    if changed := list_changed(root, paths):
        hint = f"git add {shlex.quote(changed[0])} && git commit -m 'Add evidence', then run the command again"
        raise GonogoError(f"the evidence {changed[0]} has uncommitted changes, and nothing is written", hint)


def list_unlisted(root: Path, paths: Sequence[str]) -> list[str]:
    """The files in `paths` that are not in the index, so that `git commit` alone would not commit them.

    The result is empty outside of git.
    """
    try:
        return [path for path in paths if not run_git_here(root, "ls-files", "--", path)[1]]
    except GonogoError:
        return []


def list_ignored(root: Path, paths: Sequence[str]) -> dict[str, str]:
    """The files in `paths` that git leaves out of commits, each with the rule, such as `.gitignore:3: *.yml`.

    git does not ignore files in the index. The result is empty outside of a repository, and if git is not installed.
    """
    words = ("-c", "core.quotePath=false", "check-ignore", "--verbose", "--")
    try:
        lines = run_git_here(root, *words, *paths)[1].splitlines() if paths else []
    except GonogoError:
        return {}
    found = map(_IGNORED.fullmatch, lines)
    return {
        match["path"]: f"{match['source']}:{match['line']}: {match['rule']}"
        for match in found
        if match and not match["rule"].startswith("!")
    }


def run_git_here(root: Path, *arguments: str) -> tuple[int, str, str]:
    """The exit code, output and error messages of git, run in the project's folder with the user's environment.

    Hooks get the same environment. git would expand some characters in paths, but paths of the format do not contain
    them.
    """
    try:
        from git import Git  # noqa: PLC0415 - takes 0.1 s, and only editing needs it
    except ImportError as error:  # GitPython raises this if git is not installed
        raise missing_git() from error

    environment = {"LC_ALL": "C.UTF-8"}
    command = ["git", *arguments]
    ran = Git(root).execute(command, with_extended_output=True, with_exceptions=False, env=environment)
    assert isinstance(ran, tuple)  # noqa: S101 - documented by GitPython for `with_extended_output`
    status, output, messages = ran
    return int(status), str(output), str(messages)
