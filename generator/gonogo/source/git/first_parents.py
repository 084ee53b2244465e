"""The first-parent line of a commit: the commit, its first parent, the first parent of that commit, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.source.git.process import is_true, run_git

if TYPE_CHECKING:
    from pathlib import Path


def find_base(folder: Path, tip: str, commit: str) -> str | None:
    """The newest commit on the first-parent line of `tip` that is `commit` or an ancestor of it; None if there is none.

    `folder` is the repository in which git runs, `tip` and `commit` are full ids. git walks through the commits that
    only one of them contains; twice, if `commit` is not on the line. With wrong commit dates, git may walk through all
    commits, but the result is the same.

    All ancestors of an ancestor of `commit` are ancestors of `commit` too. So the line consists of newer commits that
    `commit` does not contain, followed by older commits that it contains, and the base is the first of the older
    commits. `git rev-list --first-parent tip ^commit` lists the newer commits. With wrong dates, the list may also
    contain some of the older commits, but it never omits a newer commit. So the list is correct if its last commit is
    not an ancestor of `commit`. This is certain if the list ends right above `commit` itself, because the last commit
    is then a descendant of `commit`. Otherwise, git is asked, and if the list is incorrect, all ancestors of `commit`
    are read.
    """
    above, base = _list_above(folder, tip, commit)
    if (
        above
        and base != commit
        and is_true(folder, "merge-base", "--is-ancestor", "--end-of-options", above[-1], commit)
    ):
        with run_git(folder, ("rev-list", "--end-of-options", commit)) as stream:
            ancestors = {*stream.read().decode("ascii").split()}
        return next(oid for oid in above if oid in ancestors)
    return base


def _list_above(folder: Path, tip: str, commit: str) -> tuple[list[str], str | None]:
    """The commits on the first-parent line of `tip` that `commit` does not contain according to git, newest first.

    Also returns the commit after them on the line; None if there is none.
    """
    walk = ("rev-list", "--first-parent", "--parents", "--end-of-options", tip, f"^{commit}")
    with run_git(folder, walk) as stream:
        first_parents = {
            oid: next(iter(parents), None) for oid, *parents in (line.decode("ascii").split() for line in stream)
        }
    above = []
    place: str | None = tip
    while place in first_parents:
        above.append(place)
        place = first_parents[place]
    return above, place
