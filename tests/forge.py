"""Pull requests and pushes, and the commits that forges create from them.

The commits have the forge's authors, committers and messages. Each commit has a name, and its files are in memory. Git
creates all commits at once when a test first needs the repository. `edits` are the changes of a commit.
"""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from repository import Made, RepoBuilder
from shop import GITHUB, MERGE_QUEUE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from edits import Edit, Tree
    from gonogo.source.git.signing_keys import SigningKey
    from shop import Person

START = datetime(2026, 2, 2, 8, 0, tzinfo=UTC)
OPENPGP = b"-----BEGIN PGP SIGNATURE-----\n\niQEzBAABCAAdFiEE\n=AAAA\n-----END PGP SIGNATURE-----\n"


class Branch:
    """A branch of the repository; `head` is the name of its last commit."""

    def __init__(self, forge: Forge, name: str, head: str) -> None:
        self._forge = forge
        self.name = name
        self.head = head

    def commit(  # noqa: PLR0913 - what a commit consists of
        self,
        author: Person,
        *edits: Edit,
        message: str = "",
        committer: Person | None = None,
        key: SigningKey | None = None,
        signature: bytes = b"",
        date: str = "",
    ) -> str:
        """Adds a commit by this author to the branch and returns its name."""
        tree = self._forge.edit(self._forge.trees[self.head], edits)
        made = Made("", {}, message or f"change by {author.id}", (self.head,), author.ident)
        made = replace(made, committer=(committer or author).ident, key=key, signature=signature, date=date)
        self.head = self._forge.record(made, tree)
        return self.head

    def edit_on_web(self, author: Person, *edits: Edit, message: str = "Update v1.yml") -> str:
        """Adds a commit by GitHub's web editor: GitHub is the committer and signs the commit with its own key."""
        return self.commit(author, *edits, message=message, committer=GITHUB, signature=OPENPGP)

    def merge_locally(self, other: Branch, by: Person, *edits: Edit) -> str:
        """Merges another branch into this branch on a local machine.

        `edits` are additional changes of the merge commit.
        """
        tree = self._forge.edit(self._forge.merged(self.head, other.head), edits)
        made = Made("", {}, f"Merge branch '{other.name}' into {self.name}", (self.head, other.head), by.ident)
        self.head = self._forge.record(made, tree)
        return self.head

    def update(self, by: Person, *edits: Edit, ours: bool = False) -> str:
        """Merges main into the branch with the button of GitHub; with `ours`, the merge takes no changes from main.

        `edits` are additional changes of the merge commit.
        """
        forge = self._forge
        tree = dict(forge.trees[self.head]) if ours else forge.merged(self.head, forge.main.head)
        parents = (self.head, forge.main.head)
        made = Made("", {}, f"Merge branch 'main' into {self.name}", parents, by.ident, committer=GITHUB.ident)
        self.head = forge.record(made, forge.edit(tree, edits))
        return self.head


class Forge:
    """A repository on a forge, initially empty.

    `now` is the time of the next commit; `branches` maps names to branches.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = START
        self.trees: dict[str, Tree] = {"": {}}
        self._made: list[Made] = []
        self._ids: dict[str, str] = {}
        self._pull_requests = 0
        self._repository = RepoBuilder(root)
        self.branches: dict[str, Branch] = {"main": Branch(self, "main", "")}

    @property
    def main(self) -> Branch:
        """The main branch."""
        return self.branches["main"]

    def branch(self, name: str = "topic", start: str | None = None) -> Branch:
        """Creates a branch at main or at another commit."""
        self.branches[name] = Branch(self, name, start or self.main.head)
        return self.branches[name]

    def merge(self, branch: Branch, by: Person, *edits: Edit, key: SigningKey | None = None) -> str:
        """GitHub's merge commit: its author is the person who pressed Merge.

        With a key, a person merges on a local machine, signs and pushes. `edits` are additional changes of the merge
        commit (an evil merge).
        """
        tree = self.edit(self.merged(self.main.head, branch.head), edits)
        message = f"Merge pull request #{self._number()} from lindhaven/{branch.name}\n\n{self._title(branch)}"
        made = Made("", {}, message, (self.main.head, branch.head), by.ident, key=key)
        made = made if key else replace(made, committer=GITHUB.ident, signature=OPENPGP)
        return self.land(self.record(made, tree))

    def merge_ours(self, branch: Branch, by: Person) -> str:
        """A local merge with `-s ours`: the branch is merged, but main gets none of its changes."""
        made = Made("", {}, f"Merge branch '{branch.name}'", (self.main.head, branch.head), by.ident)
        return self.land(self.record(made, dict(self.trees[self.main.head])))

    def squash(self, branch: Branch, opened_by: Person) -> str:
        """GitHub's squash: its author is the person who opened the pull request; the merger is not recorded."""
        others = sorted({one.author for one in self.commits_of(branch)} - {opened_by.ident})
        trailers = "\n".join(f"Co-authored-by: {one.decode()}" for one in others)
        message = f"{self._title(branch)} (#{self._number()})\n\n{self._subjects(branch)}\n\n{trailers}".strip()
        made = Made("", {}, message, (self.main.head,), opened_by.ident, committer=GITHUB.ident, signature=OPENPGP)
        return self.land(self.record(made, self.merged(self.main.head, branch.head)))

    def rebase(self, branch: Branch, by: Person) -> str:
        """GitHub's rebase: copies each commit on top of main, with the same author.

        The committer is the person who pressed Merge.
        """
        for one in self.commits_of(branch):
            [parent] = one.parents or ()
            tree = self._merge_trees(self.trees[parent], self.trees[self.main.head], self.trees[one.name])
            made = Made("", {}, one.message, (self.main.head,), one.author, committer=by.ident)
            self.land(self.record(made, tree))
        return self.main.head

    def merge_on_gitlab(self, branch: Branch, by: Person) -> str:
        """GitLab's merge commit: author and committer are the person who pressed Merge."""
        return self._merge_on_gitlab(branch.head, branch, by)

    def squash_on_gitlab(self, branch: Branch, by: Person, opened_by: Person) -> tuple[str, str]:
        """GitLab's squash, under a merge commit; returns the names of both.

        The committer of the squash is the person who pressed Merge.
        """
        tree = self.merged(self.main.head, branch.head)
        made = Made("", {}, self._title(branch), (self.main.head,), opened_by.ident, committer=by.ident)
        squashed = self.record(made, tree)
        return squashed, self._merge_on_gitlab(squashed, branch, by)

    def _merge_on_gitlab(self, head: str, branch: Branch, by: Person) -> str:
        see = f"See merge request lindhaven/shop!{self._number()}"
        message = f"Merge branch '{branch.name}' into 'main'\n\n{self._title(branch)}\n\n{see}"
        made = Made("", {}, message, (self.main.head, head), by.ident)
        return self.land(self.record(made, self.merged(self.main.head, head)))

    def queue(self, branch: Branch) -> str:
        """GitHub's merge queue: a merge commit whose author is the queue."""
        return self.merge(branch, MERGE_QUEUE)

    def land(self, head: str) -> str:
        """Moves main to this commit, as a push does, and returns the name of the commit."""
        self.main.head = head
        return head

    def commits_of(self, branch: Branch) -> list[Made]:
        """The commits of the branch that are not on main, oldest first."""
        merged = self._ancestors(self.main.head)
        wanted = self._ancestors(branch.head) - merged
        return [one for one in self._made if one.name in wanted]

    def commits(self) -> list[str]:
        """The names of all commits, oldest first."""
        return [one.name for one in self._made]

    def _title(self, branch: Branch) -> str:
        return str(self.commits_of(branch)[0].message).split("\n", 1)[0]

    def _subjects(self, branch: Branch) -> str:
        """The messages of several squashed commits, in the format of GitHub."""
        commits = self.commits_of(branch)
        return "\n\n".join(f"* {one.message!s}" for one in commits) if len(commits) > 1 else ""

    def _number(self) -> int:
        self._pull_requests += 1
        return self._pull_requests

    def edit(self, tree: Tree, edits: Sequence[Edit]) -> Tree:
        """The files after the edits."""
        edited = dict(tree)
        for edit in edits:
            edit(edited)
        return edited

    def record(self, made: Made, tree: Tree) -> str:
        """Adds a commit with all its files, an hour after the previous commit, and returns its name."""
        parents = tuple(parent for parent in made.parents or () if parent)
        before = self.trees[parents[0]] if parents else {}
        files = {path: tree.get(path) for path in sorted({*before, *tree}) if before.get(path) != tree.get(path)}
        name = f"{len(self._made)}: {str(made.message).partition(chr(10))[0]}"
        date = made.date or f"{int(self.now.timestamp())} +0000"
        self._made.append(replace(made, name=name, files=files, parents=parents, date=date))
        self.trees[name] = tree
        self.now += timedelta(hours=1)
        return name

    def _ancestors(self, name: str) -> set[str]:
        parents = {one.name: one.parents or () for one in self._made}
        found: set[str] = set()
        left = [name]
        while left:
            one = left.pop()
            if one not in found:
                found.add(one)
                left.extend(parents[one])
        return found

    def merged(self, ours: str, theirs: str) -> Tree:
        """The files after merging two commits, which must not conflict."""
        common = self._ancestors(ours) & self._ancestors(theirs)
        base = next(one.name for one in reversed(self._made) if one.name in common)
        return self._merge_trees(self.trees[base], self.trees[ours], self.trees[theirs])

    def _merge_trees(self, base: Tree, ours: Tree, theirs: Tree) -> Tree:
        tree: Tree = {}
        for path in sorted({*base, *ours, *theirs}):
            before, one, other = base.get(path), ours.get(path), theirs.get(path)
            if before == other:
                content = one
            elif one in (before, other):
                content = other
            else:
                content = self._merge_texts(path, before, one, other)
            if content is not None:
                tree[path] = content
        return tree

    def _merge_texts(self, path: str, *texts: object) -> str:
        """Merges two changed versions of a text with git."""
        base, one, other = (self.root / ".git" / f"merged-{number}" for number in range(3))
        for place, text in zip((base, one, other), texts, strict=True):
            assert isinstance(text, str), f"{path} is changed and deleted"
            place.write_text(text, encoding="utf-8")
        command = ["git", "merge-file", "-p", str(one), str(base), str(other)]
        ran = subprocess.run(command, capture_output=True, check=False, cwd=self.root)
        assert not ran.returncode, f"a conflict in {path}:\n{ran.stdout.decode()}"
        return ran.stdout.decode()

    def make(self) -> dict[str, str]:
        """Creates the commits and branches that git does not have yet, checks out main, and returns the ids by name."""
        if len(self._ids) < len(self._made):
            self._ids = self._repository.load(*self._made, is_packed=True)
            for name, branch in self.branches.items():
                self._repository.point(name, self._ids[branch.head])
            self.git("reset", "--hard", "--quiet")
        return self._ids

    def git(self, *arguments: str, given: bytes | None = None) -> str:
        """The output of a git command."""
        return self._repository.git(*arguments, given=given)

    def store(self, name: str, content: bytes) -> None:
        """Replaces the named commit, which must be the head of main, by a commit with exactly these bytes."""
        self.make()[name] = self._repository.store_commit(content)
