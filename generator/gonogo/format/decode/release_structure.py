"""The check of ids and references in a release file: duplicate ids, unknown references and circular references.

The check uses the nodes and not the decoded release, so that it works even if other parts of the file have errors.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import shorten
from gonogo.core.nodes import ListNode, MapNode, Scalar
from gonogo.format.sections import signoffs
from gonogo.model.ids import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.core.nodes import Node, Span
    from gonogo.format.decode_context import DecodeContext


class _Names:
    """The ids in a release file.

    `entries` has the section of each entry, keyed by entry. `members` has the entries of each phase and each section,
    keyed by phase or section. `signoffs` are the entries in sections of kind `signoffs`.
    """

    def __init__(self) -> None:
        self.phases: dict[str, Span] = {}
        self.sections: dict[str, Span] = {}
        self.entries: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        self.signoffs: set[str] = set()

    def find(self, reference: str) -> list[str] | None:
        """The entries that a reference names; None for an unknown reference."""
        group, _, entry = reference.partition("/")
        if group not in self.phases and group not in self.sections:
            return None
        if not entry:
            return self.members.get(group, [])
        return [entry] if entry in self.members.get(group, []) else None

    @cached_property
    def known(self) -> list[str]:
        """All valid references as strings. Read this only after `_declare_section` has been called for all sections."""
        entries = [f"{section}/{entry}" for entry, section in self.entries.items()]
        return [*self.phases, *self.sections, *entries]


def report_structure(root: Node, reading: DecodeContext) -> None:
    """Reports duplicate ids, unknown references, and circular references."""
    names = _Names()
    for key, _ in _pairs(_child(root, "phases")):
        names.phases[key.text] = key.span
        _report_reserved(key, reading)
    for key, section in _pairs(_child(root, "sections")):
        _declare_section(key, section, names, reading)
    for key, section in _pairs(_child(root, "sections")):
        _report_section(key, section, names, reading)
    if not any(diagnostic.rule == "duplicate-id" for diagnostic in reading.diagnostics):
        _report_circles(root, names, reading)


def _report_reserved(key: Scalar, reading: DecodeContext) -> None:
    if key.text == ALL:
        reading.error("bad-id", key.span, '"all" is reserved', "name it after its content")


def _declare_section(key: Scalar, section: Node, names: _Names, reading: DecodeContext) -> None:
    if key.text in names.phases:
        first = names.phases[key.text].line
        hint = f"the phase is on line {first}; phases and sections share one namespace"
        reading.error("duplicate-id", key.span, f'"{key.text}" is already a phase', hint)
    _report_reserved(key, reading)
    names.sections[key.text] = key.span
    groups = [key.text, _text(section, "phase")]
    for entry_key, _ in _entries(section):
        first_section = names.entries.setdefault(entry_key.text, key.text)
        if first_section != key.text or entry_key.text in names.members.get(key.text, []):
            hint = f'the entry is in section "{first_section}"; entry ids are unique in their release'
            reading.error("duplicate-id", entry_key.span, f'"{entry_key.text}" is already an entry', hint)
        for group in groups:
            names.members.setdefault(group, []).append(entry_key.text)
        if _text(section, "kind") == signoffs.KIND.id:
            names.signoffs.add(entry_key.text)


def _report_section(key: Scalar, section: Node, names: _Names, reading: DecodeContext) -> None:
    phase = _child(section, "phase")
    if isinstance(phase, Scalar) and phase.text and phase.text not in names.phases:
        hint = reading.suggest(phase.text, names.phases)
        reading.error("unknown-reference", phase.span, f'there is no phase "{shorten(phase.text)}"', hint)
    step = _child(section, "restored_by")
    if isinstance(step, Scalar) and step.text and step.text not in names.members.get(key.text, []):
        hint = reading.suggest(step.text, names.members.get(key.text, []))
        reading.error("unknown-reference", step.span, f'there is no step "{shorten(step.text)}" here', hint)
    for _, entry in _entries(section):
        for name in ("when", "covers"):
            for reference in _references(entry, name):
                _report_reference(reference, name, names, reading)


def _report_reference(reference: Scalar, name: str, names: _Names, reading: DecodeContext) -> None:
    if (reference.text == ALL and name == "covers") or names.find(reference.text) is not None:
        return
    hint = reading.suggest(reference.text, names.known)
    if (entry := reference.text.rpartition("/")[2]) in names.entries:  # only its section is missing or wrong
        hint = f'did you mean "{names.entries[entry]}/{entry}"?'
    message = f'"{name}" names "{shorten(reference.text)}", which is not in this file'
    reading.error("unknown-reference", reference.span, message, hint)


def _report_circles(root: Node, names: _Names, reading: DecodeContext) -> None:
    """Reports every reference through which an entry would depend on itself.

    The graph has a node for each entry, and also for each phase and section. So a reference to a phase is one edge,
    even if the phase has many entries.
    """
    graph: dict[str, list[str]] = {f"group {group}": members for group, members in names.members.items()}
    edges: list[tuple[str, Scalar, str]] = []
    for _, section in _pairs(_child(root, "sections")):
        for key, entry in _entries(section):
            for name in ("when", "covers"):
                for reference in _references(entry, name):
                    if target := _target(reference.text, names, name):
                        edges.append((key.text, reference, target))
                        graph.setdefault(key.text, []).append(target)
    circle_of = find_circles(graph)
    for follower, reference, target in edges:
        if circle_of[follower] == circle_of[target]:
            message = f'"{follower}" would depend on itself through "{reference.text}"'
            hint = f'name only sections and entries that do not depend on "{follower}"'
            reading.error("circular-reference", reference.span, message, hint)


def _target(reference: str, names: _Names, name: str) -> str:
    """The node of the graph for a reference.

    "" for an unknown reference, and for a reference in `covers` that does not name a sign-off.
    """
    named = names.find(reference)
    if not named or (name == "covers" and not names.signoffs.intersection(named)):
        return ""
    group, _, entry = reference.partition("/")
    return entry or f"group {group}"


def find_circles(graph: dict[str, list[str]]) -> dict[str, int]:
    """The number of the strongly connected component of each node, keyed by node.

    Two nodes have the same number if each leads to the other. This is Kosaraju's algorithm without recursion.
    """
    order = _finish_order(graph)
    back: dict[str, list[str]] = {node: [] for node in order}
    for node, targets in graph.items():
        for target in targets:
            back[target].append(node)
    circle_of: dict[str, int] = {}
    for number, start in enumerate(reversed(order)):
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in circle_of:
                circle_of[node] = number
                waiting.extend(back[node])
    return circle_of


def _finish_order(graph: dict[str, list[str]]) -> list[str]:
    """All nodes, each after the nodes to which its edges lead. In a circle, such an order is not possible."""
    order: list[str] = []
    seen: set[str] = set()
    for start, first in graph.items():
        path = [] if start in seen else [(start, iter(first))]
        seen.add(start)
        while path:
            node, targets = path[-1]
            for target in targets:
                if target not in seen:
                    seen.add(target)
                    path.append((target, iter(graph.get(target, ()))))
                    break
            else:
                order.append(node)
                path.pop()
    return order


def _child(node: Node | None, name: str) -> Node | None:
    if not isinstance(node, MapNode) or name not in node.entries:
        return None
    return node.entries[name][1]


def _pairs(node: Node | None) -> Iterator[tuple[Scalar, Node]]:
    if isinstance(node, MapNode):
        yield from node.entries.values()


def _entries(section: Node) -> Iterator[tuple[Scalar, Node]]:
    for key, entry in _pairs(_child(section, "items")):
        yield key, entry
        yield from _pairs(_child(entry, "items"))


def _references(entry: Node, name: str) -> Iterator[Scalar]:
    node = _child(entry, name)
    if isinstance(node, ListNode):
        yield from (item for item in node.items if isinstance(item, Scalar) and item.text)


def _text(node: Node, name: str) -> str:
    child = _child(node, name)
    return child.text if isinstance(child, Scalar) else ""
