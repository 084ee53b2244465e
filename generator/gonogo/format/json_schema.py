"""The JSON Schemas (draft-07) of the five kinds of file, for editors. They are generated from the field tables.

A schema describes keys, types and allowed words. Only `gonogo check` finds unknown ids, duplicates and forbidden YAML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gonogo.format.decode.registry_files import PEOPLE, POLICY, ROLES
from gonogo.format.decode.release_file import RELEASE
from gonogo.format.decode.system_file import SYSTEM

if TYPE_CHECKING:
    from gonogo.format.tables import Table
    from gonogo.format.value_type import Schema

FILES: dict[str, Table[Any]] = {
    "people": PEOPLE,
    "policy": POLICY,
    "roles": ROLES,
    "system": SYSTEM,
    "release": RELEASE,
}


def file_schema(kind: str) -> Schema:
    """The JSON Schema of one kind of file, which is a key of `FILES`."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"gonogo {kind}",
        **FILES[kind].schema(),
    }
