"""Decisions that a merge dropped: a branch with a later no-go or withdrawal was merged without it.

`git merge -s ours` makes such merges. Main then reads as before, so that no patch shows anything; only the branch does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.trust.introducers import trace_introducers
from gonogo.trust.merger import find_author

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.history.mainline import Landing
    from gonogo.model.provenance import Author
    from gonogo.trust.release_history import ReleaseHistory
    from gonogo.trust.release_values import Value

_REVOKING = ("no-go", "withdrawn")


class Dropped(NamedTuple):
    """A later decision that a merge dropped: the merge, who made it, and the person who had decided."""

    merge: str
    merged_by: Author
    decision: str


def find_dropped(history: ReleaseHistory, places: Mapping[str, int]) -> dict[str, Dropped]:
    """The dropped decision of each slot that has any; `places` are the landings of the present decisions, by slot."""
    if not places:
        return {}
    found: dict[str, Dropped] = {}
    merges = history.reader.merges_after(min(places.values()), history.end)
    parents = {merge.oid: history.reader.parents_of_merge(merge) for merge in merges}
    history.reader.trees_in((oid for merge in merges for oid in (merge.oid, *parents[merge.oid][1:])), history.path)
    for slot, place in places.items():
        later = {merge.oid for merge in history.reader.merges_after(place, history.end)}
        for merge in merges:
            if merge.oid in later and (dropped := _find_in(merge, parents[merge.oid], slot, history)):
                found[slot] = dropped
    return found


def _find_in(merge: Landing, parents: tuple[str, ...], slot: str, history: ReleaseHistory) -> Dropped | None:
    """The decision on a merged branch that the merge does not have, if a commit of the branch itself introduced it."""

    def value_in(oid: str) -> Value | None:
        return history.finder.find(history.reader.tree_in(oid, history.path)).values.get(("decision", slot))

    kept = value_in(merge.oid)
    for parent in parents[1:]:
        value = value_in(parent)
        if parent not in merge.commits or value == kept or (value is not None and value[0] not in _REVOKING):
            continue
        history.reader.load_merge(merge, history.path)
        introducers = trace_introducers(history.reader, parent, set(merge.commits), value_in)
        # The first commit of another history has no decision, and has dropped none.
        emptied = (one for one in introducers if value is not None or history.reader.parents(one.commit.oid))
        if any(not introducer.is_restored for introducer in emptied):
            identities = history.registry_at(history.end).identities
            author = find_author(history.reader.commit(merge.oid), identities)
            return Dropped(merge.oid, author, str(value[0]) if value else "emptied")
    return None
