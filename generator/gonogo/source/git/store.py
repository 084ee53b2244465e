"""The store of git objects. Only this module reads history, and it does not use the configuration of the clone.

git runs in an empty bare repository that reads objects from the object store of the clone (its *alternate*), with only
the environment variables that `process.environment` returns. So replace references, grafts, a commit-graph, hooks,
filters, aliases and all other configuration of the clone or the user have no effect. Arguments are fixed, and ids are
complete. Output is parsed by position or length, never by searching for a character that a name or a message could
contain.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from contextlib import contextmanager
from enum import Enum
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.source.files.worktree import FOLDER
from gonogo.source.git import git_output
from gonogo.source.git.commit_signatures import MOST_BYTES, verify_commits
from gonogo.source.git.completeness import require_files, require_whole
from gonogo.source.git.first_parents import find_base
from gonogo.source.git.head import head_commit
from gonogo.source.git.process import QUESTIONS_AT_ONCE, ask_git, converse, printable, run_git, run_to_end
from gonogo.source.git.repository import find_repository, may_lack_objects
from gonogo.source.git.tree_lookup import find_versions
from gonogo.source.yaml.strict_reader import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gonogo.model.commits import Commit, FileVersion, Ident, PathDifference
    from gonogo.model.signatures import CommitSignature
    from gonogo.source.git.repository import Repository
    from gonogo.source.git.tree_lookup import Read

_OID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EMPTY_TREES = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


class Absence(Enum):
    """The reason why a project has no history. Its site can be built without history."""

    NO_REPOSITORY = "this folder is not in a git repository"
    NO_COMMIT = "nothing is committed yet"

    @property
    def error(self) -> GonogoError:
        """The error for a command that needs history."""
        return GonogoError(f"there is no history: {self.value}", "run it in a git repository with a commit")


@contextmanager
def open_store(root: Path, *, needs_history: bool = True) -> Iterator[GitStore | Absence]:
    """The store for the project at `root`, or the reason why there is no history.

    With `needs_history`, raises GonogoError if the clone does not have its complete history. The files of the commit
    that is checked out can be read without it.
    """
    root = root.resolve()
    repository, head = find_repository(root), head_commit(root)
    if repository and (repository.shared / "reftable").is_dir():
        hint = "git refs migrate --ref-format=files"
        raise GonogoError("this repository keeps its references in a reftable, which gonogo cannot read", hint)
    if repository is None or head is None:
        yield Absence.NO_COMMIT if repository else Absence.NO_REPOSITORY
        return
    require_files(repository.objects)
    prefix = place_in_git(root.relative_to(repository.top.resolve()))
    if b"\n" in prefix:
        raise GonogoError("the project's path in its repository contains a line end", "rename the folder")
    with tempfile.TemporaryDirectory(prefix="gonogo-") as place:
        folder = Path(place, "objects-only")
        lay_out(folder, repository, is_sha256=len(head) == 64)
        store = GitStore(head, prefix, folder, repository, needs_history and may_lack_objects(repository))
        store.require_whole(head)
        yield store


def require_store(store: GitStore | Absence) -> GitStore:
    """The store. Raises GonogoError if there is no history."""
    if isinstance(store, Absence):
        raise store.error
    return store


def place_in_git(project: PurePath) -> bytes:
    """The path of the checklists folder as git writes it, with slashes on every system.

    `project` is the project's path.
    """
    return os.fsencode((project / FOLDER).as_posix())


def lay_out(folder: Path, repository: Repository, *, is_sha256: bool) -> None:
    """Makes an empty bare repository that reads all objects from the object store of the clone."""
    (folder / "objects" / "info").mkdir(parents=True)
    (folder / "refs").mkdir()
    (folder / "HEAD").write_bytes(b"ref: refs/heads/none\n")
    version = "1\n[extensions]\n\tobjectFormat = sha256\n" if is_sha256 else "0\n"
    (folder / "config").write_text(f"[core]\n\tbare = true\n\trepositoryFormatVersion = {version}", encoding="ascii")
    store = os.fsencode(repository.objects.resolve().as_posix())
    (folder / "objects" / "info" / "alternates").write_bytes(b'"' + re.sub(rb'[\x00-\x1f"\\]', _escape, store) + b'"\n')


def _link(source: Path, place: Path) -> None:
    """Links a file or a folder to another place. Copies it on Windows, where most users cannot create links."""
    try:
        place.symlink_to(source)
    except OSError:
        if source.is_dir():
            shutil.copytree(source, place)
        elif source.is_file():
            shutil.copyfile(source, place)


def _escape(match: re.Match[bytes]) -> bytes:
    return b"\\%03o" % match[0][0]


class GitStore(Frozen):
    """The objects of one repository. `head` is the commit that is checked out.

    `prefix` is the path of the checklists in the repository. `folder` is the bare repository in which git runs.
    `may_lack_objects` means that a history must be searched for missing objects before it is read.
    """

    head: str
    prefix: bytes
    folder: Path
    repository: Repository
    may_lack_objects: bool = False

    def require_whole(self, tip: str) -> str:
        """The id `tip`. Raises GonogoError if objects of its history are missing.

        Only searches clones that may lack objects, and each history once.
        """
        proven = self.folder.parent / f"whole-{require_id(tip)}"
        if self.may_lack_objects and not proven.exists():
            require_whole(self.folder, self.repository, tip, self.prefix)
            proven.touch()
        return tip

    @property
    def folder_of_project(self) -> str:
        """The path of the project in its repository, ending in a slash; "" if the project is at the top."""
        return os.fsdecode(self.prefix[: -len(FOLDER)])

    def resolve(self, revision: str) -> str:
        """The full id of the commit that a revision names, such as a branch, a tag, an id, or `main~3`.

        Does not use reflogs and the configuration of branches. Raises GonogoError if there is no such commit, or if the
        name is ambiguous: otherwise, anybody who can push a tag `origin/main` could choose the commit.
        """
        if "\0" not in revision:
            # Without --quiet, because git must report an ambiguous name.
            words = ("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
            answer = ask_git(self._lay_out_names(), *words)
            if answer and _OID.fullmatch(answer):
                return answer
        hint = "see git branch --all, git tag"
        if _DAY.match(revision):
            hint = (
                f"--as-of takes a date; for the last commit before one: git log -1 --until={revision[:10]} --format=%h"
            )
        raise GonogoError(f'"{printable(revision)}" is not a commit of this repository', hint)

    def _lay_out_names(self) -> Path:
        """Makes a repository that also has the references of the clone, but not its configuration."""
        names = self.folder.parent / "with-names"
        if not names.exists():
            (names / "objects" / "info").mkdir(parents=True)
            for name in ("config", "objects/info/alternates"):
                (names / name).write_bytes((self.folder / name).read_bytes())
            (names / "HEAD").write_bytes((self.repository.git / "HEAD").read_bytes())
            require_files(self.repository.shared / "refs", self.repository.shared / "packed-refs")
            for name in ("refs", "packed-refs"):
                _link((self.repository.shared / name).resolve(), names / name)
        return names

    def read_commits(self, tip: str, excluded: Iterable[str] = ()) -> Iterator[Commit]:
        """The commits up to `tip` that touch the checklists, in any order, without the commits up to `excluded`.

        A merge touches the checklists if it differs from at least one parent. The commits up to `tip` without those up
        to `excluded` are the range. If a parent of a commit in the range is not in the range itself, it must be in
        `excluded`: git ignores other parents outside the range when it compares a merge with its parents.
        """
        walk = ("log", "--full-history", "--raw", "-z", "-c", "-M", "--no-abbrev", "--combined-all-paths", "--stdin")
        arguments = (*walk, *git_output.FORMAT, "--end-of-options", self.require_whole(tip), "--", self.prefix)
        with run_git(self.folder, arguments, [f"^{require_id(oid)}" for oid in excluded]) as stream:
            yield from git_output.parse_log(stream, len(self.prefix) - len(FOLDER), self._read_idents)

    def read_mainline(self, tip: str, since: str | None = None) -> Iterator[Commit]:
        """The landings up to `tip` that changed the checklists, newest first, each with its changes.

        The changes are the differences from the first parent. So the changes of a merge include those of all commits
        that it merged in. If `since` is given, a landing on the same line, only the landings after it are returned.
        """
        walk = ("log", "--first-parent", "-m", "--raw", "-z", "-M", "--no-abbrev")
        end = (f"^{require_id(since)}",) if since else ()
        arguments = (*walk, *git_output.FORMAT, "--end-of-options", self.require_whole(tip), *end, "--", self.prefix)
        with run_git(self.folder, arguments) as stream:
            yield from git_output.parse_log(stream, len(self.prefix) - len(FOLDER), self._read_idents)

    def read_tree(self, commit: str) -> Iterator[FileVersion]:
        """Every file below the checklists in a commit, in the order of git."""
        arguments = ("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", require_id(commit), "--", self.prefix)
        with run_git(self.folder, arguments) as stream:
            yield from git_output.parse_tree(stream, len(self.prefix) - len(FOLDER))

    def read_messages(self, commits: Iterable[str]) -> Iterator[Commit]:
        """These commits, in this order, without their changed files."""
        # Without arguments, git would read the commit that is checked out.
        if wanted := [require_id(oid) for oid in commits]:
            walk = ("log", "--no-walk=unsorted", "--stdin", "-z", "--no-patch")
            with run_git(self.folder, (*walk, *git_output.FORMAT), wanted) as stream:
                yield from git_output.parse_log(stream, 0, self._read_idents)

    def read_landings(self, tip: str, most: int) -> list[str]:
        """The ids of the last `most` landings up to `tip`, newest first.

        Includes landings that did not change the checklists.
        """
        walk = ("rev-list", "--first-parent", f"--max-count={most}", "--end-of-options", require_id(tip))
        with run_git(self.folder, walk) as stream:
            return stream.read().decode("ascii").split()

    def find_base(self, tip: str, commit: str) -> str | None:
        """The newest commit on the first-parent line of `tip` that is `commit` or an ancestor of `commit`.

        Returns None if there is no such commit. The result is `commit` itself if `commit` is on the line.
        """
        return find_base(self.folder, self.require_whole(tip), self.require_whole(commit))

    def find_move(self, landing: str) -> str | None:
        """The folder from which a landing moved the checklists to their present folder; None if it did not move them.

        Compares the landing with its first parent. The result depends on git's detection of renames. So it is not a
        proof, but it is only used for a note.
        """
        words = ("diff-tree", "-r", "-z", "-M", "--diff-filter=R", "--raw")
        ran = run_to_end(self.folder, *words, f"{require_id(landing)}^1", landing)
        fields = iter([] if ran.returncode else ran.stdout.split(b"\0"))
        for _, old, new in zip(fields, fields, fields, strict=False):
            path = new.removeprefix(self.prefix)
            if path != new and old.endswith(path) and not old.startswith(self.prefix + b"/"):
                return os.fsdecode(old.removesuffix(path))
        return None

    def read_parents(self, tip: str, since: str | None = None) -> dict[str, tuple[str, ...]]:
        """The ids of the parents of each commit up to `tip`, without the commits up to `since`; keyed by commit id.

        If the clocks of committers differ, the result may still include some commits up to `since`.
        """
        known: dict[str, str] = {}
        parents = {}
        walk = ("rev-list", "--parents", "--end-of-options", require_id(tip))
        with run_git(self.folder, (*walk, f"^{require_id(since)}") if since else walk) as stream:
            for line in stream:
                oid, *others = [known.setdefault(name, name) for name in line.decode("ascii").split()]
                parents[oid] = tuple(others)
        return parents

    def read_blobs(self, blobs: Iterable[str], forged: set[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """The contents of these blobs with their ids, in this order.

        A content is cut to one byte more than the largest readable file. Another thread iterates over `blobs`. git does
        not check that an id is the hash of its object. If `forged` is given, ids that differ from the hash are added to
        it. Raises GonogoError if a blob is missing.
        """
        yield from self._read_objects(blobs, MAX_BYTES + 1, forged)

    def read_whole(self, oids: Iterable[str], forged: set[str]) -> Iterator[tuple[str, bytes]]:
        """The complete contents of these commits and trees, with their ids, in this order.

        `forged` is as for `read_blobs`.
        """
        yield from self._read_objects(oids, sys.maxsize, forged)

    def _read_objects(self, oids: Iterable[str], most: int, forged: set[str] | None) -> Iterator[tuple[str, bytes]]:
        with run_git(self.folder, ("cat-file", "--batch", "--buffer"), map(require_id, oids)) as stream:
            yield from git_output.parse_objects(stream, most, forged)

    @contextmanager
    def open_objects(self, forged: set[str] | None = None) -> Iterator[Read]:
        """A function that reads commits and trees as `read_whole` does. It can be called several times."""
        with converse(self.folder, ("cat-file", "--batch")) as (questions, answers):
            objects = git_output.parse_objects(answers, sys.maxsize, forged)

            def read(oids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
                wanted = [require_id(oid).encode("ascii") + b"\n" for oid in oids]
                for start in range(0, len(wanted), QUESTIONS_AT_ONCE):
                    asked = wanted[start : start + QUESTIONS_AT_ONCE]
                    questions.writelines(asked)
                    questions.flush()
                    answered = list(islice(objects, len(asked)))
                    if len(answered) < len(asked):
                        raise EOFError
                    yield from answered

            yield read

    def read_versions(
        self, places: Iterable[tuple[str, str]], forged: set[str] | None = None
    ) -> Iterator[FileVersion | None]:
        """The version at each place, in this order; None if there is none. A place is a commit id and a project path.

        The path can be outside the checklists folder. A link or a submodule is a version without a `blob`; a folder is
        not a version. `forged` is as for `read_blobs`, for all commits and trees on the path. Each of these is read
        once.
        """
        wanted = tuple(places)
        if not wanted:
            return iter(())
        with self.open_objects(forged) as read:
            return iter(find_versions(wanted, self.prefix[: -len(FOLDER)], read))

    def hash_blobs(self, blobs: Iterable[str], forged: set[str] | None = None) -> Iterator[tuple[str, str]]:
        """The SHA-256 of the content of each blob, as git stores it, with the id of the blob, in this order.

        `forged` is as for `read_blobs`. Blobs can have any size, because they are read in parts.
        """
        with run_git(self.folder, ("cat-file", "--batch", "--buffer"), map(require_id, blobs)) as stream:
            yield from git_output.hash_objects(stream, set() if forged is None else forged)

    def read_signatures(self, commits: Iterable[str]) -> Mapping[str, CommitSignature]:
        """The signatures of these commits, keyed by commit id, each verified once. Unsigned commits are omitted.

        Raises GonogoError if the id of a commit is not its hash, because a signature would then not prove anything
        about the id.
        """
        forged: set[str] = set()
        contents = tuple(self._read_objects(commits, MOST_BYTES + 1, forged))
        if forged:
            message = f"the repository has a forged object: its content does not match its id {min(forged)}"
            raise GonogoError(message, "clone again, from a source that you trust")
        return verify_commits(contents)

    def read_trees(self, commits: Iterable[str]) -> dict[str, str]:
        """The id of the tree `checklists/` in each of these commits; without the folder, the id of an empty tree."""
        wanted = [require_id(oid) for oid in commits]
        path = self.prefix.decode("utf-8", "surrogateescape")
        arguments = ("cat-file", "--batch-check=%(objectname) %(objecttype)", "--buffer")
        trees = {}
        with run_git(self.folder, arguments, (f"{oid}:{path}" for oid in wanted)) as stream:
            for oid in wanted:
                if not (line := stream.readline()):
                    raise EOFError
                tree, _, kind = line.rstrip(b"\n").rpartition(b" ")
                trees[oid] = tree.decode("ascii") if kind == b"tree" else EMPTY_TREES[len(oid)]
        return trees

    def read_differences(self, pairs: Iterable[tuple[str, str]]) -> Iterator[dict[str, PathDifference]]:
        """The paths that differ between two trees of `checklists/`: a mapping by path for each pair of tree ids.

        The mappings are in the order of the pairs. A renamed file is a removed and an added file.
        """
        wanted = [f"{require_id(old)} {require_id(new)}" for old, new in pairs]
        with run_git(self.folder, ("diff-tree", "--stdin", "-r", "-z", "--raw", "--no-renames"), wanted) as stream:
            yield from git_output.parse_differences(stream, len(wanted), f"{FOLDER}/")

    def compare(self, pairs: Iterable[tuple[str, str]]) -> Iterator[dict[str, PathDifference]]:
        """The paths below the checklists that differ between two commits: a mapping by path for each pair of commits.

        The mappings are in the order of the pairs. Most merges have the same tree as a parent, and many pairs of
        commits have the same pair of trees. So git only compares trees that differ, and each pair once.
        """
        commits = tuple(pairs)
        trees = self.read_trees(dict.fromkeys(oid for pair in commits for oid in pair))
        compared = [(trees[old], trees[new]) for old, new in commits]
        wanted = list(dict.fromkeys((old, new) for old, new in compared if old != new))
        differences = dict(zip(wanted, self.read_differences(wanted), strict=True))
        for pair in compared:
            yield differences.get(pair, {})

    def _read_idents(self, commit: str) -> tuple[Ident, Ident]:
        """The author and the committer from the stored commit, which is used if git cannot read their dates."""
        ((_, content),) = self.read_blobs([commit])
        return git_output.parse_idents(content)


def require_id(text: str) -> str:
    """The string. Raises GonogoError if it is not the full id of an object."""
    if not _OID.fullmatch(text):
        raise GonogoError(f'"{printable(text)}" is not the full id of an object', "name all 40 or 64 digits")
    return text
