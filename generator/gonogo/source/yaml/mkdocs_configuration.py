"""Reads mkdocs.yml as plain data, and writes plain data as mkdocs.yml.

Nothing in the file is executed. A value with a tag (`!ENV`, `!relative`, `!!python/name:…`) is kept as a node, and
written as it was read.
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
    """A value with a tag, which only the builder can interpret."""

    node: yaml.Node


class _Loader(yaml.SafeLoader):
    """Keeps tags without interpreting them.

    Errors contain a line. Depth is limited, because deep recursion can crash Python.
    """

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
        # PyYAML does not catch the exceptions from values such as `2026-13-01`, `!!bool maybe` and `!!int ''`.
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise yaml.MarkedYAMLError(problem_mark=node.start_mark) from error


class _Dumper(yaml.SafeDumper):
    pass


def _keep_variable(loader: _Loader, node: yaml.Node) -> Tagged:
    """The node unchanged. Checks that the default can be read, because builders read it even if they do not need it."""
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
    """The settings in a file and in the files from which it inherits. Mappings are merged, other values are replaced.

    MkDocs interprets `INHERIT` in this way
    (https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance). The path in `INHERIT` can be in an
    environment variable. Raises GonogoError for a file that a builder cannot read.
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
    """The settings in the text of one file; None if they are not a mapping. Raises YAMLError."""
    data = yaml.load(text, _Loader)  # noqa: S506 - the loader is a safe one
    return data if isinstance(data, dict) else None


def _load(file: Path) -> Configuration:
    """The settings in the file itself; none if the file is empty."""
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
    """The settings as YAML, in their order. The same settings always result in the same text."""
    return yaml.dump(configuration, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


def resolve(value: object, environment: Mapping[str, str]) -> object:
    """The value; for `!ENV NAME` and `!ENV [NAME, …, default]`, the value of the variable or the default.

    As in builders, the value of a variable is always one scalar (pyyaml-env-tag). Raises GonogoError if the value looks
    like a date or a number but cannot be read as one.
    """
    if not isinstance(value, Tagged) or value.node.tag != "!ENV":
        return value
    names, default = _split_variable(value.node)
    for name in names:
        if (text := environment.get(name)) is not None:
            return _read_scalar(name, text)
    return _Loader("").construct_document(default) if default is not None else None


def require_environment(settings: object, environment: Mapping[str, str]) -> None:
    """Raises GonogoError if a builder could not read a variable that the settings name at any depth."""
    waiting, seen = [settings], {id(settings)}
    while waiting:
        value = waiting.pop()
        resolve(value, environment)
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        new = [item for item in inner if id(item) not in seen]  # with an alias, a value can contain itself
        seen.update(map(id, new))
        waiting += new


def _split_variable(node: yaml.Node) -> tuple[list[str], yaml.Node | None]:
    """The variable names of an `!ENV`, and the node of its default. Raises YAMLError if it has another shape."""
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
        message = f"a builder cannot read the value of the variable {name} in mkdocs.yml"
        raise GonogoError(message, f"it may be a date that does not exist: see `!ENV {name}`") from error
