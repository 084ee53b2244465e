"""Edits of the demo's files. An edit must match exactly one place, so that a mistake in the script is an error."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

from gonogo.core.frozen import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.demo.script import Edit

Files: TypeAlias = "Mapping[str, str]"


def apply_edit(files: Files, edit: Edit) -> Files:
    """The files after an edit, keyed by path. Raises ValueError if the edit does not match exactly one place."""
    match edit.verb:
        case "add":
            if edit.file in files:
                raise ValueError(f"{edit.file} already exists")
            return {**files, edit.file: _join(edit.after) if edit.after else _read_first_version(edit.file)}
        case "remove":
            return {path: text for path, text in files.items() if path != _find_path(files, edit.file)}
        case "rename":
            old = _find_path(files, edit.file)
            return {edit.name if path == old else path: text for path, text in files.items()}
        case _:
            path = _find_path(files, edit.file)
            return {**files, path: _replace_lines(files[path], edit, path)}


def invert_edit(edit: Edit) -> Edit:
    """The edit that reverts an edit of lines (`verb` is empty)."""
    return replace(edit, before=edit.after, after=edit.before)


def _read_first_version(path: str) -> str:
    return resources.files("gonogo.demo").joinpath("files", path).read_text(encoding="utf-8")


def _find_path(files: Files, name: str) -> str:
    """The path of a file. `name` is its path, or the end of its path without `.yml`.

    Raises ValueError if `name` does not fit exactly one file.
    """
    matches = [path for path in files if path == name or path.endswith(f"/{name}.yml")]
    if len(matches) != 1:
        raise ValueError(f"{name} is {matches or 'no file'}")
    return matches[0]


def _replace_lines(text: str, edit: Edit, path: str) -> str:
    lines = text.splitlines()
    start, end, indent = _find_mapping(lines, edit.name, path) if edit.name else (0, len(lines), "")
    before = [f"{indent}{line}" if line else "" for line in edit.before]
    places = [at for at in range(start, end) if lines[at : at + len(before)] == before]
    if not before or len(places) != 1:
        raise ValueError(f"found {len(places)} times in {path} {edit.name}: {edit.before}")
    after = [f"{indent}{line}" if line else "" for line in edit.after]
    return _join([*lines[: places[0]], *after, *lines[places[0] + len(before) :]])


def _find_mapping(lines: list[str], name: str, path: str) -> tuple[int, int, str]:
    """The mapping below `name:`: the index of its first line, the index after its last line, and its indentation.

    Raises ValueError if the file does not have exactly one line `name:`.
    """
    heads = [at for at, line in enumerate(lines) if line.strip() == f"{name}:"]
    if len(heads) != 1:
        raise ValueError(f"{name} is {len(heads)} times in {path}")
    start = heads[0] + 1
    indent = " " * (len(lines[heads[0]]) - len(lines[heads[0]].lstrip()) + 2)
    inside = re.compile(rf"{indent}|$").match
    end = next((at for at in range(start, len(lines)) if not inside(lines[at])), len(lines))
    return start, end, indent


def _join(lines: list[str] | tuple[str, ...]) -> str:
    return "\n".join(lines) + "\n"
