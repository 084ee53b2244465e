"""The residual change of a file: the differences between two versions that no other event reports.

This is how gonogo finds the changes that a merge commit itself made, such as a value that its author edited while
resolving a conflict. The changes of the merged-in commits already have events. So gonogo takes the version in the first
parent, applies the changes of all merged-in commits in merge order, and compares the result with the version in the
merge. For a commit with one parent, nothing is merged in: its residual change is the whole difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.history.events.difference import SubjectDiff, diff_trees, find_leaves, find_members

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.core.nodes import Plain, PlainTree
    from gonogo.history.events.difference import KeyPath, Leaves
    from gonogo.history.events.levels import Level, Place


def find_residual(
    before: PlainTree | None, merged_in: Iterable[SubjectDiff], after: PlainTree | None, level: Level
) -> tuple[SubjectDiff, ...]:
    """The differences between `before`, with the `merged_in` differences applied, and `after`.

    If both sides of a merge changed the same value and the merge kept the merged-in value, there is no such difference,
    but the merge dropped the value of the first parent. This is reported as a difference too, because no other event
    reports it. Subjects are in the order of `diff_trees`.
    """
    diffs = diff_trees(before, after, level)
    residuals: dict[Place, _Residual] = {}
    for diff in diffs:
        # An incorrect file can repeat an entry id: then the second entry is identified by its place.
        residuals[diff.place if _key(diff) in residuals else _key(diff)] = _Residual(diff)
    for diff in merged_in:
        if _key(diff) not in residuals:
            residuals[_key(diff)] = _Residual(_find_unchanged(after, diff, level))
        residuals[_key(diff)].apply(diff)
    rest = [difference for residual in residuals.values() if (difference := residual.find())]
    return tuple(rest) if len(residuals) == len(diffs) else _sort(rest, after, level)


def _sort(diffs: Iterable[SubjectDiff], tree: PlainTree | None, level: Level) -> tuple[SubjectDiff, ...]:
    """The differences in the order in which `tree` has their subjects, removed subjects last."""
    places = {diff.place: number for number, diff in enumerate(diff_trees(None, tree, level))}
    return tuple(sorted(diffs, key=lambda diff: places.get(diff.place, len(places))))


def _key(diff: SubjectDiff) -> Place:
    """The identity of a subject in both versions: for an entry, its id, because an entry can move; else its place."""
    return diff.place[-1:] if diff.level.is_entry else diff.place


def _find_unchanged(tree: PlainTree | None, diff: SubjectDiff, level: Level) -> SubjectDiff:
    """The subject of `diff` as a difference without a change: `tree` has the subject as it is in both versions."""
    places = (diff.place_after, diff.place_before)
    place = next((place for place in places if _find_body(tree, place) is not None), None)
    if place is None and diff.level.is_entry:
        entries = (other for other in diff_trees(None, tree, level) if other.level.is_entry)
        place = next((other.place for other in entries if _key(other) == _key(diff)), None)
    leaves = find_leaves(_find_body(tree, place), diff.level)
    return SubjectDiff(diff.level, place, place, leaves, leaves)


def _find_body(tree: PlainTree | None, place: Place | None) -> Plain | None:
    """The value at a place in the tree; None if there is none."""
    body: Plain | None = None if place is None else tree
    for name, key in zip(place[::2], place[1::2], strict=True) if place else ():
        body = find_members(body, name).get(key)
    return body


class _Residual:
    """A subject of the older version while merged-in differences are applied to it.

    `goal` is the difference between the older and the newer version. `seen` has all values that merged-in differences
    had at a path, before or after them.
    """

    def __init__(self, goal: SubjectDiff) -> None:
        self.goal = goal
        self.place, self.leaves = goal.place_before, goal.before
        self.edited_after_removal: SubjectDiff | None = None
        self.seen: dict[KeyPath, list[Plain | None]] = {}

    def apply(self, diff: SubjectDiff) -> None:
        """Applies a merged-in difference, even if the subject is now at another place."""
        before, after = diff.before or {}, diff.after or {}
        changed = [path for path in {**before, **after} if before.get(path) != after.get(path)]
        for path in changed:
            self.seen.setdefault(path, []).extend((before.get(path), after.get(path)))
        self.edited_after_removal = None
        if diff.before is None or diff.after is None:
            self.place, self.leaves = diff.place_after, diff.after
        elif self.leaves is None:
            self.edited_after_removal = diff
        else:
            kept = {path: value for path, value in self.leaves.items() if path not in changed}
            self.leaves = kept | {path: after[path] for path in changed if path in after}
            self.place = self.place if diff.place_before == diff.place_after else diff.place_after

    def find(self) -> SubjectDiff | None:
        """The difference that remains, or else a difference that reports dropped values; None if there is neither."""
        goal = self.goal
        if self.leaves is None and goal.after is None:
            edited, unseen = self.edited_after_removal, self._find_unseen(goal.before or {})
            if edited:
                return goal._replace(place_before=edited.place_after, before=edited.after)
            return goal if unseen else None
        if self.leaves is not None and goal.after is not None:
            dropped = self._find_unseen(goal.before or {}).items()
            self.leaves = self.leaves | {
                path: value for path, value in dropped if self.leaves.get(path) == goal.after.get(path)
            }
        if (self.place, self.leaves) == (goal.place_after, goal.after):
            return None
        return goal._replace(place_before=self.place, before=self.leaves)

    def _find_unseen(self, leaves: Leaves) -> Leaves:
        """The first parent's values that merged-in differences replaced although none of them contains the value.

        So the merged-in commits did not know these values.
        """
        return {path: value for path, value in leaves.items() if path in self.seen and value not in self.seen[path]}
