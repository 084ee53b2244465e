"""Decisions dropped by a merge: a branch contained a later no-go or withdrawal, and the merge left it out.

`git merge -s ours` creates such merges, on main or on a branch that is merged later. The merge does not change main, so
no patch on main shows the loss. Only the commits of the branch show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.format.sections.signoffs import DECISION_KEYS
from gonogo.trust.introducers import trace_introducers
from gonogo.trust.merger import find_author

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from gonogo.history.mainline import Landing
    from gonogo.model.provenance import Author
    from gonogo.trust.introducers import Introducer
    from gonogo.trust.line_reader import LineReader
    from gonogo.trust.release_history import ReleaseHistory
    from gonogo.trust.release_values import Value

_REVOKING = ("no-go", "withdrawn")
_CONDITIONS = DECISION_KEYS.index("conditions")


class Dropped(NamedTuple):
    """A later decision that the merge commit `merge` dropped.

    `decision` is the word of the dropped decision, such as `no-go`, or "emptied" if the branch emptied the slot.
    """

    merge: str
    merged_by: Author
    decision: str


def find_dropped(history: ReleaseHistory, places: Mapping[str, int]) -> dict[str, Dropped]:
    """The dropped decision of each slot, keyed by slot; slots without a dropped decision are omitted.

    `places` are the places of the landings that set the present decisions, keyed by slot.
    """
    if not places:
        return {}
    reader = history.reader
    every = reader.merges_from(min(places.values()), history.end)
    parents = {oid: reader.parents_of_merge(oid) for oid, _ in every}
    reader.trees_in((commit for oid, others in parents.items() for commit in (oid, *others)), history.path)
    found: dict[str, Dropped] = {}
    for place in set(places.values()):
        for oid, landing in reader.merges_from(place, history.end):
            if len({reader.blob_in(commit, history.path) for commit in (oid, *parents[oid])}) == 1:
                continue  # most merges: the file is the same in the merge and in its parents
            for slot in (slot for slot, merged in places.items() if merged == place):
                if dropped := _find_in(oid, landing, slot, history):
                    found[slot] = dropped
    return found


def _find_in(oid: str, landing: Landing, slot: str, history: ReleaseHistory) -> Dropped | None:
    """The decision that a parent of the merge has and the merge lacks.

    Returns None if the merge does not have the decision that counts on main, if no commit of the merged branch
    introduced the parent's decision, or if somebody decided again after it.
    """
    reader = history.reader

    def value_in(oid: str) -> Value | None:
        return history.finder.find(reader.tree_in(oid, history.path)).values.get(("decision", slot))

    kept = value_in(oid)
    if kept != history.values().values.get(("decision", slot)):
        return None
    inside = set(landing.commits)
    for parent in reader.parents_of_merge(oid):
        value = value_in(parent)
        if parent not in inside or value == kept or not _revokes_or_limits_go(value):
            continue
        reader.load_landing(landing, history.path)
        # A first commit without the decision has not emptied the slot: there was no decision before it.
        introducers = trace_introducers(reader, parent, inside, value_in)
        later = [introducer for introducer in introducers if value is not None or reader.parents(introducer.commit.oid)]
        again = trace_introducers(reader, oid, inside, value_in)
        if any(
            not introducer.is_restored and not _was_decided_again(introducer, again, inside, reader)
            for introducer in later
        ):
            author = find_author(reader.commit(oid), history.registry_at(history.end).identities)
            return Dropped(oid, author, str(value[0]) if value else "emptied")
    return None


def _revokes_or_limits_go(value: Value | None) -> bool:
    """Whether a slot is empty, refuses, is withdrawn, or has conditions."""
    return value is None or value[0] in _REVOKING or bool(value[_CONDITIONS])


def _was_decided_again(
    later: Introducer, again: tuple[Introducer, ...], inside: AbstractSet[str], reader: LineReader
) -> bool:
    """Whether somebody decided again after the commit `later`.

    `again` are the commits that introduced the merge's decision. The result is True if `later` is one of them or an
    ancestor of one. Commits that restored an old decision do not count.
    """
    waiting = [introducer.commit.oid for introducer in again if not introducer.is_restored]
    seen: set[str] = set()
    while waiting:
        oid = waiting.pop()
        if oid in inside and oid not in seen:
            seen.add(oid)
            waiting.extend(reader.parents(oid))
    return later.commit.oid in seen
