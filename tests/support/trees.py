"""Strategies for plain trees of any shape with the words of the format, and for valid trees after a few edits."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.core.nodes import Plain, PlainTree

KEYS = st.sampled_from((
    "sections", "phases", "items", "people", "keys", "contacts", "status", "waiver", "until", "evidence", "observed",
    "owner", "due", "decision", "by", "signed", "countersigned", "phase", "title", "a", "b", "",
))  # fmt: skip
TEXTS = st.sampled_from(("", "open", "done", "waived", "go", "no-go", "withdrawn", "ann", "a\nb", "[a]"))
_VALUES: st.SearchStrategy[Plain] = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def trees() -> st.SearchStrategy[PlainTree]:
    """Trees of any shape, half of them with entries."""
    entries = st.dictionaries(KEYS, st.dictionaries(KEYS, _VALUES, max_size=4) | _VALUES, max_size=3)
    sections = st.dictionaries(KEYS, st.fixed_dictionaries({"items": entries}) | _VALUES, max_size=3)
    return st.dictionaries(KEYS, _VALUES, max_size=4) | st.fixed_dictionaries({"sections": sections})


@st.composite
def rearranged(draw: st.DrawFn, tree: PlainTree, *, keeps_shape: bool = True) -> PlainTree:
    """The tree after a few edits of values and mappings."""
    tree = deepcopy(tree)
    for number in range(draw(st.integers(1, 4))):
        here = draw(st.sampled_from([one for _, one in _mappings(tree) if one]))
        key = draw(st.sampled_from(tuple(here)))
        match draw(st.sampled_from(("text", "list", "drop", "rename", "move"))):
            case "text" if not (keeps_shape and isinstance(here[key], dict)):
                here[key] = draw(TEXTS)
            case "list" if not (keeps_shape and isinstance(here[key], dict)):
                here[key] = draw(st.lists(TEXTS, max_size=2))
            case "drop" if len(here) > 1:
                del here[key]
            case "rename":
                # If shapes stay the same, ids stay unique: entries of a section with the same id have the same name.
                is_thing = keeps_shape and isinstance(here[key], dict)
                here[f"new-{number}" if is_thing else draw(KEYS.filter(bool))] = here.pop(key)
            case "move":
                _move(draw, tree, here, key, keeps_shape=keeps_shape)
    return tree


def _move(draw: st.DrawFn, tree: PlainTree, here: PlainTree, key: str, *, keeps_shape: bool) -> None:
    """Moves a value into another mapping. If shapes stay the same, this mapping has the same key name."""
    name = next(name for name, one in _mappings(tree) if one is here)
    moved = here.pop(key)
    inside = {id(one) for _, one in _mappings(moved)}
    places = [one for other, one in _mappings(tree) if id(one) not in inside and (other == name or not keeps_shape)]
    draw(st.sampled_from(places))[key] = moved


def _mappings(value: Plain, name: str = "") -> Iterator[tuple[str, PlainTree]]:
    """Every mapping of a tree with its key, outer mappings first."""
    if isinstance(value, dict):
        yield name, value
        for key, inner in value.items():
            yield from _mappings(inner, key)
