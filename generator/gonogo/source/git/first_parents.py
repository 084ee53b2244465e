"""The first-parent line of a commit: the commit itself, its first parent, that commit's first parent, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.source.git.process import is_true, run_git

if TYPE_CHECKING:
    from pathlib import Path


def find_base(folder: Path, tip: str, commit: str) -> str | None:
    """The newest commit on `tip`'s first-parent line that is `commit` or an ancestor of it; None if there is none.

    git runs in the repository `folder`, with full ids. Commit dates do not affect the result. Cost: git walks the
    commits that only one of the two contains, twice if `commit` is not on the line. With dates that run backwards it
    may walk all commits.

    All ancestors of an ancestor are ancestors, so the base is the point where the line enters the ancestors of
    `commit`, and git's answer is the commits above it. With wrong dates git may also list some commits below it, but
    never omits one above it. So the answer is right if the last of the commits above is not an ancestor. It cannot be
    one if the base is `commit`, since then it is a descendant.
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
    """The commits on `tip`'s first-parent line that `commit` lacks according to git, and the commit after them."""
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
