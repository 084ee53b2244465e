"""The commits of the demo, made from scenes: commits on branches, merges, squashes and rebases."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.demo.edits import apply_edit, invert_edit
from gonogo.demo.writers import FORGE, WRITERS
from gonogo.source.git.new_repository import NewCommit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.demo.edits import Files
    from gonogo.demo.script import Edit, Scene

_ORGANISATION = "lindhaven"
_SINGLE = {"squashes", "rebases"}  # the commits of these acts have one parent
_REVERT = re.compile(r'Revert "(.+)"')
_ID = re.compile(r"\{id of (.+)\}")


class _Branch(Frozen):
    """The state of a branch: its last commit, its files, and the scenes whose edits the files contain, in order."""

    tip: int | None
    files: Files
    scenes: tuple[int, ...]


def make_commits(scenes: Iterable[Scene]) -> tuple[NewCommit, ...]:
    """A commit for each scene; the last commit is on main. Raises ValueError if an edit of a scene does not match."""
    maker = _CommitMaker()
    for scene in scenes:
        maker.add(scene)
    kept = {branch.tip: name for name, branch in maker.branches.items() if name != "main"}
    return tuple(replace(commit, branch=kept.get(place, "")) for place, commit in enumerate(maker.commits))


class _CommitMaker:
    """Makes the commit of each scene, and keeps the state of the branches.

    `own` are the edits of each scene without merged edits. `landed` are all edits of each commit, keyed by the commit's
    subject; `places` are the indexes in `commits`, keyed by subject.
    """

    def __init__(self) -> None:
        self.branches = {"main": _Branch(None, {}, ())}
        self.commits: list[NewCommit] = []
        self.own: list[tuple[Edit, ...]] = []
        self.landed: dict[str, tuple[Edit, ...]] = {}
        self.places: dict[str, int] = {}

    def add(self, scene: Scene) -> None:
        """Adds the commit of a scene to its branch."""
        branch = self.branches.get(scene.branch, self.branches["main"])
        others = [self.branches[name] for name in scene.others]
        new = dict.fromkeys(number for other in others for number in other.scenes if number not in branch.scenes)
        own = self._revert(scene) if scene.is_revert else scene.edits
        merged = [edit for number in new for edit in self.own[number]] if scene.act != "discards" else []
        try:
            files = reduce(apply_edit, (*merged, *own), branch.files)
        except ValueError as error:
            raise ValueError(f"{scene.moment} {scene.writer}: {error}") from error
        gone = set(scene.others) - {"main"}
        self.branches = {name: kept for name, kept in self.branches.items() if name not in gone}
        self.branches[scene.branch] = _Branch(len(self.commits), files, (*branch.scenes, *new, len(self.commits)))
        self.own.append(own)
        parents = (branch,) if scene.act in _SINGLE else (branch, *others)
        commit = _make_commit(scene, files, tuple(parent.tip for parent in parents if parent.tip is not None))
        if scene.act == "rebases":
            commit = self._rebase(commit, tuple(new))
        subject = commit.message.split("\n")[0]
        self.landed[subject] = (*merged, *own)
        self.places[subject] = len(self.commits)
        self.commits.append(replace(commit, named=self._find_named(files)))

    def _rebase(self, commit: NewCommit, new: tuple[int, ...]) -> NewCommit:
        if len(new) != 1:
            raise ValueError(f"{commit.author}: {len(new)} commits to rebase, not one")
        original = self.commits[new[0]]
        return replace(commit, author=original.author, committer=commit.author, message=original.message)

    def _find_named(self, files: Files) -> dict[str, int]:
        """The indexes of the commits whose ids occur in the files, keyed by placeholder.

        Raises ValueError for an unknown subject.
        """
        subjects = {match[0]: match[1] for text in files.values() for match in _ID.finditer(text)}
        if missing := set(subjects.values()) - self.places.keys():
            raise ValueError(f"no earlier commit has the subject {missing.pop()}")
        return {token: self.places[subject] for token, subject in subjects.items()}

    def _revert(self, scene: Scene) -> tuple[Edit, ...]:
        match = _REVERT.match(scene.message)
        if match is None:
            raise ValueError(f"{scene.moment}: the name of the reverted commit is missing")
        return tuple(invert_edit(edit) for edit in reversed(self.landed[match[1]]))


def _make_commit(scene: Scene, files: Files, parents: tuple[int, ...]) -> NewCommit:
    writer = WRITERS[scene.writer]
    author = writer.stamp(scene.moment)
    is_by_forge = scene.is_web or (scene.request and not scene.is_signed)
    return NewCommit(
        files=files,
        parents=parents,
        author=author,
        committer=replace(author, name=FORGE.name, email=FORGE.email) if is_by_forge else author,
        message=_write_message(scene),
        key=writer.signing_key if scene.is_signed else None,
    )


def _write_message(scene: Scene) -> str:
    """The commit message, in the form of git's or the forge's messages."""
    if not scene.act:
        return f"{scene.message}\n"
    if scene.act == "squashes":
        title, _, body = scene.message.partition("\n")
        return f"{title} (#{scene.request})\n{body}".rstrip("\n") + "\n"
    if scene.request:
        title = f"Merge pull request #{scene.request} from {_ORGANISATION}/{scene.others[0]}"
    else:
        *others, last = (f"'{name}'" for name in scene.others)
        names = f"branches {', '.join(others)} and {last}" if others else f"branch {last}"
        title = f"Merge {names}" if scene.branch == "main" else f"Merge {names} into {scene.branch}"
    return f"{title}\n\n{scene.message}".rstrip("\n") + "\n"
