"""mkdocs.yml as plain data, and plain data as mkdocs.yml.

Nothing in the file is executed. A value with a tag (`!ENV`, `!relative`, `!!python/name:…`) is kept as a node and
written back as it was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import yaml

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Configuration: TypeAlias = dict[str, object]
_DEPTH = 10
_MAX_LEVELS = 100


class Tagged(Frozen):
    """A value with a tag, whose meaning only the builder knows."""

    node: yaml.Node


class _Loader(yaml.SafeLoader):
    """Keeps tags, and limits depth: Python's own limit of recursion depends on its version, and may be a crash."""

    levels = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self.levels += 1
        if self.levels > _MAX_LEVELS:
            event = self.peek_event()  # type: ignore[no-untyped-call] # the stubs do not type the parser
            raise yaml.MarkedYAMLError(problem_mark=event.start_mark)
        node = super().compose_node(parent, index)
        self.levels -= 1
        return node


class _Dumper(yaml.SafeDumper):
    pass


_Loader.add_constructor(None, lambda _, node: Tagged(node))
_Dumper.add_representer(Tagged, lambda _, tagged: tagged.node)


def read_configuration(file: Path, depth: int = _DEPTH) -> Configuration:
    """The settings in the file, and those that it inherits: mappings are merged, other values of the parent replaced.

    MkDocs reads `INHERIT` in the same way (https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance).
    """
    try:
        data = yaml.load(file.read_bytes(), _Loader)  # noqa: S506 - the loader is a safe one
    except (
        yaml.YAMLError,
        ValueError,
    ) as error:  # such as a date that does not exist
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "a value"
        raise GonogoError(
            f"{file} is not YAML: {place} cannot be read", "a builder has to be able to read it, too"
        ) from error
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise GonogoError(f"{file} is no mapping of settings", "begin it with `site_name: …`")
    parent = data.pop("INHERIT", None)
    if parent is None:
        return data
    if not isinstance(parent, str) or not (file.parent / parent).is_file() or not depth:
        raise GonogoError(f"{file} inherits from what is no file beside it", "see its line `INHERIT:`")
    return _merge(read_configuration(file.parent / parent, depth - 1), data)


def _merge(parent: Configuration, child: Configuration) -> Configuration:
    merged = dict(parent)
    for key, value in child.items():
        above = merged.get(key)
        merged[key] = _merge(above, value) if isinstance(above, dict) and isinstance(value, dict) else value
    return merged


def write_configuration(configuration: Configuration) -> str:
    """The settings as YAML, in their order. The same settings always give the same text."""
    return yaml.dump(configuration, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


def resolve(value: object, environment: Mapping[str, str]) -> object:
    """The value; `!ENV NAME` and `!ENV [NAME, …, default]` are replaced from the environment, as builders do."""
    if not isinstance(value, Tagged) or value.node.tag != "!ENV":
        return value
    if isinstance(value.node, yaml.ScalarNode):
        names, default = [value.node], None
    elif isinstance(value.node, yaml.SequenceNode) and value.node.value:
        *names, last = value.node.value
        names, default = (names, yaml.load(yaml.serialize(last), _Loader)) if names else ([last], None)  # noqa: S506
    else:
        return None
    for name in names:
        if (text := environment.get(str(name.value))) is not None:
            return yaml.load(text, _Loader)  # noqa: S506 - the loader is a safe one
    return default
