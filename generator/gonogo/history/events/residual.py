"""What is left to tell between two versions of a file when part of it has been told already, in whatever order.

A merge is told so: from its first parent, with all that the other parents bring done on it, to what it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.history.events.difference import Pair, find_leaves, find_members, find_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.history.events.difference import Leaves, Path
    from gonogo.history.events.levels import Level, Place
    from gonogo.tree import Plain, PlainTree


def find_untold(
    before: PlainTree | None, told: Iterable[Pair], after: PlainTree | None, level: Level
) -> tuple[Pair, ...]:
    """The pairs that lead to the newer tree from the older one with all on it that the pairs in `told` say.

    Where two had said different things and the last one was followed, there is nothing left to do; then the value that
    gave way is told of, since nobody has. Things come in the order of `find_pairs`.
    """
    pairs = find_pairs(before, after, level)
    things: dict[Place, _Thing] = {}
    for pair in pairs:
        # Only in a sound file are ids unique.
        things[pair.place if _key(pair) in things else _key(pair)] = _Thing(pair)
    for pair in told:
        if _key(pair) not in things:
            things[_key(pair)] = _Thing(_find_unchanged(after, pair, level))
        things[_key(pair)].take(pair)
    rest = [left for thing in things.values() if (left := thing.find_rest())]
    return tuple(rest) if len(things) == len(pairs) else _sort(rest, after, level)


def _sort(pairs: Iterable[Pair], tree: PlainTree | None, level: Level) -> tuple[Pair, ...]:
    """The pairs in the order of the tree, those that are gone from it behind."""
    places = {pair.place: number for number, pair in enumerate(find_pairs(None, tree, level))}
    return tuple(sorted(pairs, key=lambda pair: places.get(pair.place, len(places))))


def _key(pair: Pair) -> Place:
    """What names a thing wherever it stands: an entry its id."""
    return pair.place[-1:] if pair.level.is_entry else pair.place


def _find_unchanged(tree: PlainTree | None, pair: Pair, level: Level) -> Pair:
    """The thing that another pair is about, as it stands in the tree, before and after."""
    place = next((one for one in (pair.place_after, pair.place_before) if _find_body(tree, one) is not None), None)
    if place is None and pair.level.is_entry:
        there = find_pairs(None, tree, level)
        place = next((one.place for one in there if one.level.is_entry and _key(one) == _key(pair)), None)
    leaves = find_leaves(_find_body(tree, place), pair.level)
    return Pair(pair.level, place, place, leaves, leaves)


def _find_body(tree: PlainTree | None, place: Place | None) -> Plain | None:
    """What stands at a place."""
    body: Plain | None = None if place is None else tree
    for name, key in zip(place[::2], place[1::2], strict=True) if place else ():
        body = find_members(body, name).get(key)
    return body


class _Thing:
    """A thing of the older tree, on its way to the newer one."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.place, self.leaves = pair.place_before, pair.before
        self.edited: Pair | None = None
        self.seen: dict[Path, list[Plain | None]] = {}

    def take(self, told: Pair) -> None:
        """Does what was told."""
        before, after = told.before or {}, told.after or {}
        changed = [path for path in {**before, **after} if before.get(path) != after.get(path)]
        for path in changed:
            self.seen.setdefault(path, []).extend((before.get(path), after.get(path)))
        self.edited = None
        if told.before is None or told.after is None:
            self.place, self.leaves = told.place_after, told.after
        elif self.leaves is None:
            # It is gone, and somebody who did not know has changed it.
            self.edited = told
        else:
            kept = {path: value for path, value in self.leaves.items() if path not in changed}
            self.leaves = kept | {path: after[path] for path in changed if path in after}
            self.place = self.place if told.place_before == told.place_after else told.place_after

    def find_rest(self) -> Pair | None:
        """What is left to do, or else what had to give way."""
        goal = self.pair
        if self.leaves is None and goal.after is None:
            edited, unseen = self.edited, self._find_unseen(goal.before or {})
            if edited:
                return goal._replace(place_before=edited.place_after, before=edited.after)
            return goal if unseen else None
        if self.leaves is not None and goal.after is not None:
            lost = self._find_unseen(goal.before or {}).items()
            self.leaves = self.leaves | {
                path: value for path, value in lost if self.leaves.get(path) == goal.after.get(path)
            }
        if (self.place, self.leaves) == (goal.place_after, goal.after):
            return None
        return goal._replace(place_before=self.place, before=self.leaves)

    def _find_unseen(self, leaves: Leaves) -> Leaves:
        """The values that others changed who did not know them."""
        return {path: value for path, value in leaves.items() if path in self.seen and value not in self.seen[path]}
