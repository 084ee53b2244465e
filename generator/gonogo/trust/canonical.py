"""Values in canonical form: values with the same meaning have the same form, no matter how they are written in YAML.

- A string is in Unicode form NFC, with line feeds as line ends, and without line feeds at its end.
- If a key accepts one value or a list, its canonical value is a list.
- A key that is absent or empty has its default value. A key whose default is empty is omitted, so a key that a later
  version of the format adds does not change the form of files without this key.
- A value that does not have the shape required by the format is kept unchanged, because past versions of a file can
  contain any shape.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias
from unicodedata import normalize

from gonogo.core.frozen import default_of
from gonogo.format.sections.kind import OF_SECTION, OWN_ID, OWN_TITLE
from gonogo.format.tables import Nested
from gonogo.format.value_type import ListOf

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from gonogo.core.nodes import Plain, PlainTree
    from gonogo.format.tables import Field, Table

Canonical: TypeAlias = "str | list[Canonical] | dict[str, Canonical]"
Part: TypeAlias = "dict[str, Canonical]"
"""The canonical values of one phase, section, entry or release, by key, without empty values."""


def canonical_text(text: str) -> str:
    return normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip("\n")


def canonical_value(value: Plain) -> Canonical:
    """The value in canonical form, if the format does not define its key.

    Recursive: the YAML readers limit the depth.
    """
    if isinstance(value, str):
        return canonical_text(value)
    if isinstance(value, list):
        return [canonical_value(item) for item in value]
    return _without_empty({key: canonical_value(inner) for key, inner in value.items()})


def canonical_keys(
    body: PlainTree,
    table: Table[Any],
    *,
    left_out: AbstractSet[str] = frozenset(),
    own_id: str = "",
    section_values: Mapping[str, Canonical] = MappingProxyType({}),
) -> Part:
    """The canonical values of a mapping in a release file, with defaults, and without the keys in `left_out`.

    `table` defines the keys of the mapping. `own_id` is the mapping's id. `section_values` are the values that an entry
    inherits from its section.
    """
    part = {key: _canonical_of(table.by_name.get(key), body[key]) for key in body if key not in left_out}
    for row, default in _find_defaults(table):
        if row.name not in left_out and not part.get(row.name):
            part[row.name] = default
            if row.default == OF_SECTION:
                part[row.name] = section_values.get(row.name, "")
            elif row.default == OWN_ID:
                part[row.name] = own_id
            elif row.default == OWN_TITLE:
                part[row.name] = part.get("title", "")
    return _without_empty(part)


def find_section_values(body: PlainTree, table: Table[Any]) -> Part:
    """The canonical values of a section that its entries inherit if they have no value.

    `table` defines the keys of the entries.
    """
    rows = (row for row in table.rows if row.default == OF_SECTION and row.name in body)
    return _without_empty({row.name: _canonical_of(row, body[row.name]) for row in rows})


@lru_cache(maxsize=64)
def _find_defaults(table: Table[Any]) -> tuple[tuple[Field, Canonical], ...]:
    """The keys that have a value even if a file omits them: the row of each key, with its default.

    The default is "" if the key takes the value of another key instead.
    """
    found: list[tuple[Field, Canonical]] = []
    for row in table.rows:
        default = default_of(table.make, row.target)
        if row.default in (OF_SECTION, OWN_ID, OWN_TITLE):
            found.append((row, ""))
        elif default is not ... and default:
            found.append((row, _canonical_of(row, row.type.encode(default))))
    return tuple(found)


def _canonical_of(row: Field | None, value: Plain) -> Canonical:
    """The canonical form of a key's value; `row` is None if the format does not define the key."""
    if row is not None and isinstance(row.type, ListOf) and isinstance(value, str):
        text = canonical_text(value)
        return [text] if text else ""
    if row is not None and isinstance(row.type, Nested) and isinstance(value, dict):
        return canonical_keys(value, row.type.table)
    return canonical_value(value)


def _without_empty(values: Mapping[str, Canonical]) -> Part:
    return {key: value for key, value in values.items() if value}
