"""Adds the plugin and the Markdown extension to a mkdocs.yml. All other lines remain unchanged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from gonogo.source.yaml.mkdocs_configuration import load_text, write_configuration

if TYPE_CHECKING:
    from collections.abc import Mapping

EXTENSION = "gonogo.markdown"
_DEFAULTS: Mapping[str, tuple[str, ...]] = {"plugins": ("search",), "markdown_extensions": ()}


def add_gonogo(text: str, folder: str) -> str | None:
    """The text of a mkdocs.yml with the plugin and the Markdown extension; None if a person has to add them.

    `folder` is the `folder` option of the plugin, "" to omit the option. An item that the text already contains is not
    added again.
    """
    plugin = ["gonogo:", f"    folder: {folder}"] if folder else ["gonogo"]
    changed = _add(_add(text, "plugins", plugin, "gonogo"), "markdown_extensions", [EXTENSION], EXTENSION)
    expected, written = _expect(text, folder), _read(changed)
    if expected is None or written is None:
        return None
    return changed if write_configuration(written) == write_configuration(expected) else None


def lines_to_add(text: str, folder: str) -> str:
    """The lines that a person has to add: as items of a list, or as keys where the text has a mapping."""
    settings = _read(text) or {}
    options = {"plugins": ("gonogo", f"folder: {folder}" if folder else ""), "markdown_extensions": (EXTENSION, "")}
    lines = []
    for key, (name, option) in options.items():
        is_mapping = isinstance(settings.get(key), dict)
        item = f"  {name}:" if is_mapping else f"  - {name}{':' if option else ''}"
        lines += [f"{key}:", item if option or not is_mapping else f"{item} {{}}"]
        lines += [f"{'    ' if is_mapping else '      '}{option}"] if option else []
    return "\n".join(lines)


def inherited_file(text: str) -> str:
    """The file from which a mkdocs.yml inherits settings, "" if it does not."""
    return str((_read(text) or {}).get("INHERIT") or "")


def _expect(text: str, folder: str) -> dict[str, object] | None:
    """The settings that the changed text must have; None if the text cannot be changed."""
    settings = _read(text)
    if settings is None or "INHERIT" in settings:
        return None
    plugin: object = {"gonogo": {"folder": folder}} if folder else "gonogo"
    for key, name, item in (("plugins", "gonogo", plugin), ("markdown_extensions", EXTENSION, EXTENSION)):
        items = settings.get(key, list(_DEFAULTS[key]))
        if not isinstance(items, list):
            return None
        has_item = _has(items, name)
        settings[key] = items if has_item else [item, *items]
    return settings


def _read(text: str) -> dict[str, object] | None:
    try:
        return load_text(text)
    except (yaml.YAMLError, ValueError):
        return None


def _add(text: str, key: str, lines: list[str], name: str) -> str:
    """The text with an item at the beginning of a list.

    If the list does not exist, it is added at the end of the text.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    settings = _read(text) or {}
    items = settings.get(key)
    if isinstance(items, list) and _has(items, name):
        return text
    if key not in settings:
        item = _write([*lines], "  ", end) + "".join(f"  - {default}{end}" for default in _DEFAULTS[key])
        return f"{text}{'' if text.endswith(end) or not text else end}{end}{key}:{end}{item}"
    block = re.search(rf"^{key}:[ ]*(?:#.*)?\r?\n(?:[ ]*(?:#.*)?\r?\n)*([ ]*)- ", text, re.MULTILINE)
    if block:
        start = block.end() - 2 - len(block[1])
        return text[:start] + _write(lines, block[1], end) + text[start:]
    flow = re.search(rf"^{key}:[ ]*\[", text, re.MULTILINE)
    if flow:
        item = lines[0] if len(lines) == 1 else f"{{{lines[0]} {{{lines[1].strip()}}}}}"
        return f"{text[: flow.end()]}{item}, {text[flow.end() :]}"
    return text


def _has(items: list[object], name: str) -> bool:
    return any(item == name or (isinstance(item, dict) and name in item) for item in items)


def _write(lines: list[str], indent: str, end: str) -> str:
    return f"{indent}- {lines[0]}{end}" + "".join(f"{indent}{line}{end}" for line in lines[1:])
