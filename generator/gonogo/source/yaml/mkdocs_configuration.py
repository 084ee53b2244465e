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
    """Reads tags unresolved. Its errors name a line, and depth has its own limit: Python's own limit means a crash."""

    levels = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self.levels += 1
        if self.levels > _MAX_LEVELS:
            event = self.peek_event()  # type: ignore[no-untyped-call] # the stubs do not type the parser
            raise yaml.MarkedYAMLError(problem_mark=event.start_mark)
        node = super().compose_node(parent, index)
        self.levels -= 1
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:  # noqa: FBT001, FBT002 - as in PyYAML
        try:
            return super().construct_object(node, deep)
        # PyYAML does not catch Python's errors about `2026-13-01`, `!!bool maybe`, `!!int ''` and `!!timestamp now`.
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise yaml.MarkedYAMLError(problem_mark=node.start_mark) from error


class _Dumper(yaml.SafeDumper):
    pass


def _keep_variable(loader: _Loader, node: yaml.Node) -> Tagged:
    """The node as it is; builders read a default even if they do not need it, so it must be readable."""
    _, default = _split_variable(node)
    if default is not None:
        loader.construct_object(default, deep=True)
    return Tagged(node)


_Loader.add_constructor(None, lambda _, node: Tagged(node))
_Loader.add_constructor("!ENV", _keep_variable)
_Dumper.add_representer(Tagged, lambda _, tagged: tagged.node)


def read_configuration(
    file: Path, environment: Mapping[str, str] | None = None, *, depth: int = _DEPTH
) -> Configuration:
    """The settings in the file and in the files that it inherits from: mappings are merged, other values replaced.

    MkDocs reads `INHERIT` in this way (https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance); the
    environment may name the file. Raises GonogoError for a file that a builder cannot read.
    """
    data = _load(file)
    if not data and depth == _DEPTH:
        raise GonogoError(f"{file} is not a mapping of settings", "begin it with `site_name: …`")
    if "INHERIT" not in data:
        return data
    parent = resolve(data.pop("INHERIT"), environment or {})
    if not isinstance(parent, str) or not (file.parent / parent).is_file() or not depth:
        raise GonogoError(f"{file} inherits from a path that is not a file beside it", "see its line `INHERIT:`")
    return _merge(read_configuration(file.parent / parent, environment, depth=depth - 1), data)


def load_text(text: str) -> Configuration | None:
    """The settings in the text of one file, None if they are not a mapping. Raises YAMLError."""
    data = yaml.load(text, _Loader)  # noqa: S506 - the loader is a safe one
    return data if isinstance(data, dict) else None


def _load(file: Path) -> Configuration:
    """The settings in the file itself; none for an empty file."""
    try:
        data = yaml.load(file.read_bytes(), _Loader)  # noqa: S506 - the loader is a safe one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "a value"
        raise GonogoError(
            f"{file} is not YAML: {place} cannot be read", "a builder has to be able to read it, too"
        ) from error
    settings = {} if data is None else data
    if not isinstance(settings, dict) or not all(isinstance(key, str) for key in settings):
        raise GonogoError(f"{file} is not a mapping of settings", "begin it with `site_name: …`")
    return settings


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
    """The value; that of `!ENV NAME` and `!ENV [NAME, …, default]` is looked up, as in builders.

    The string in a variable is one scalar, whatever it contains (pyyaml-env-tag). Raises GonogoError for a string that
    looks like a date or a number but is not valid.
    """
    if not isinstance(value, Tagged) or value.node.tag != "!ENV":
        return value
    names, default = _split_variable(value.node)
    for name in names:
        if (text := environment.get(name)) is not None:
            return _read_scalar(name, text)
    return _Loader("").construct_document(default) if default is not None else None


def require_environment(settings: object, environment: Mapping[str, str]) -> None:
    """Raises GonogoError if a builder could not read a variable that the settings name, at any depth."""
    waiting, seen = [settings], {id(settings)}
    while waiting:
        value = waiting.pop()
        resolve(value, environment)
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        new = [item for item in inner if id(item) not in seen]  # an alias may be inside the node that it names
        seen.update(map(id, new))
        waiting += new


def _split_variable(node: yaml.Node) -> tuple[list[str], yaml.Node | None]:
    """The names of an `!ENV`, and the node of its default. Raises YAMLError for another form."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    *names, default = nodes if len(nodes) > 1 else [*nodes, None]
    for name in names:
        if not isinstance(name, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(problem_mark=name.start_mark)
    return [str(name.value) for name in names], default


def _read_scalar(name: str, text: str) -> object:
    loader = _Loader("")
    try:
        tag = loader.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call] # the stubs lack it
        return loader.construct_document(yaml.ScalarNode(tag, text))
    except yaml.YAMLError as error:
        message = f"the variable {name}, which mkdocs.yml names, has no value that a builder can read"
        raise GonogoError(message, f"a date that the calendar does not have, perhaps: see `!ENV {name}`") from error
