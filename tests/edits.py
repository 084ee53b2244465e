"""Edits of project files, as a person makes them in an editor: some lines change, and the other lines stay the same.

An `Edit` changes a mapping from paths to contents. It fails if the place to edit is missing or not unique.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from repository import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

Tree: TypeAlias = dict[str, str | Entry]
Edit: TypeAlias = "Callable[[Tree], None]"

PEOPLE, POLICY = "checklists/people.yml", "checklists/policy.yml"
ROLES, SYSTEM = "checklists/shop/roles.yml", "checklists/shop/system.yml"
V1, V2 = "checklists/shop/v1.yml", "checklists/shop/v2.yml"


def write(path: str, content: str | Entry) -> Edit:
    """Creates or replaces a file."""
    return lambda tree: tree.update({path: content})


def delete(path: str) -> Edit:
    """Deletes a file."""

    def edit(tree: Tree) -> None:
        del tree[path]

    return edit


def copy(path: str, to: str) -> Edit:
    """Copies a file to another path."""
    return lambda tree: tree.update({to: tree[path]})


def replace(old: str, new: str, *, path: str = V1) -> Edit:
    """Replaces a text that must occur exactly once in the file."""

    def edit(tree: Tree) -> None:
        text = text_of(tree, path)
        assert text.count(old) == 1, f"{text.count(old)} times in {path}: {old!r}"
        tree[path] = text.replace(old, new)

    return edit


def append(text: str, *, path: str) -> Edit:
    """Appends lines to a file."""
    return lambda tree: tree.update({path: text_of(tree, path) + text})


def put(name: str, /, *, path: str = V1, **values: str | None) -> Edit:
    """Sets keys of the record with this id.

    "" empties a key, None removes it; a new key is inserted above the title.
    """

    def edit(tree: Tree) -> None:
        start, end, lines = _block(text_of(tree, path), name)
        body = lines[start + 1 : end]
        indent = " " * (len(lines[start]) - len(lines[start].lstrip()) + 2)
        for key, value in values.items():
            _put_key(body, indent, key, value)
        tree[path] = "\n".join([*lines[: start + 1], *body, *lines[end:]])

    return edit


def put_top(path: str, /, **values: str | None) -> Edit:
    """Sets top-level keys of a file. A new key is appended."""

    def edit(tree: Tree) -> None:
        lines = text_of(tree, path).rstrip("\n").split("\n")
        for key, value in values.items():
            _put_key(lines, "", key, value)
        tree[path] = "\n".join([*lines, ""])

    return edit


def remove(name: str, *, path: str = V1) -> Edit:
    """Removes the record with this id."""

    def edit(tree: Tree) -> None:
        start, end, lines = _block(text_of(tree, path), name)
        tree[path] = "\n".join([*lines[:start], *lines[end:]])

    return edit


def insert(after: str, text: str, *, path: str = V1) -> Edit:
    """Inserts the lines of a text, which must already be indented, after the record with this id."""

    def edit(tree: Tree) -> None:
        _, end, lines = _block(text_of(tree, path), after)
        tree[path] = "\n".join([*lines[:end], *text.strip("\n").split("\n"), *lines[end:]])

    return edit


def decide(slot: str, by: str, decision: str = "go", *, path: str = V1, **more: str | None) -> Edit:
    """Fills a slot; `more` contains additional keys of the decision: on, reason, conditions, evidence, seen."""
    return put(slot, path=path, decision=decision, by=by, **more)


def empty(slot: str, *, path: str = V1) -> Edit:
    """Empties the decision of a slot."""
    return put(slot, path=path, decision="", by="")


def waive(item: str, approved_by: str, until: str = "2026-12-31", *, path: str = V1) -> Edit:
    """Waives an item, with a reason."""
    waiver = f"\n          reason: No time\n          approved_by: {approved_by}\n          until: {until}"
    return put(item, path=path, status="waived", waiver=waiver)


def register(name: str, email: str, *keys: str, forge: str = "") -> Edit:
    """Adds a person to people.yml."""
    lines = [f"  {name}:", f"    name: {name.title()}", f"    emails: [{email}]"]
    lines += [f"    forge: {forge}"] if forge else []
    lines += (
        ["    keys:", *(f"      key-{count}:\n        ssh: {key}" for count, key in enumerate(keys))] if keys else []
    )
    return append("\n".join([*lines, ""]), path=PEOPLE)


def accept(name: str, rule: str, at: str, reason: str = "Nobody needs it here") -> Edit:
    """Accepts the findings of a rule at a place. In policy.yml, `accepted` must be the last key."""

    def edit(tree: Tree) -> None:
        head = "" if "\naccepted:\n" in text_of(tree, POLICY) else "accepted:\n"
        lines = f"  {name}:\n    rule: {rule}\n    at: {at}\n    reason: {reason}\n"
        append(head + lines, path=POLICY)(tree)

    return edit


def give(role: str, *people: str) -> Edit:
    """Sets the holders of a role."""
    return put(role, path=ROLES, people=f"[{', '.join(people)}]")


def text_of(tree: Tree, path: str) -> str:
    """The text of a regular file."""
    content = tree[path]
    assert isinstance(content, str), f"{path} is no plain file"
    return content


def _block(text: str, name: str) -> tuple[int, int, list[str]]:
    """The 0-based line of the record's key, the 0-based line after the record, and all lines."""
    lines = text.split("\n")
    [start] = [number for number, line in enumerate(lines) if re.fullmatch(rf" *{re.escape(name)}:", line)]
    depth = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and lines[end].strip() and len(lines[end]) - len(lines[end].lstrip()) > depth:
        end += 1
    return start, end, lines


def _put_key(body: list[str], indent: str, key: str, value: str | None) -> None:
    """Changes the lines of a record in place. A value can have several lines."""
    found = [number for number, line in enumerate(body) if line.startswith(f"{indent}{key}:")]
    written = [] if value is None else f"{indent}{key}: {value}".rstrip(" ").replace(": \n", ":\n").split("\n")
    if not found:
        title = [number for number, line in enumerate(body) if line.startswith(f"{indent}title:")]
        place = title[0] if title else len(body)
        body[place:place] = written
        return
    end = found[0] + 1
    while end < len(body) and body[end].startswith(f"{indent} "):
        end += 1
    body[found[0] : end] = written
