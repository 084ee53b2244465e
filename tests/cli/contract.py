"""The JSON documents that programs rely on: they fit the published schemas, with their keys in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema

from gonogo.outputs.json_schemas import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.format.value_type import Schema

VALIDATORS = {name: jsonschema.Draft7Validator(schema) for name, schema in DOCUMENTS.items()}


def assert_fits(document: dict[str, Any]) -> None:
    """The document has exactly the keys of its schema, in its order, and values of its types."""
    name = document["schema"].split("/")[1]
    assert find_problems(name, document) == []
    assert order_of(DOCUMENTS[name], document) == []


def find_problems(name: str, document: dict[str, Any]) -> list[str]:
    """What the schema of this name has against a document."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[name].iter_errors(document)]


def order_of(schema: Schema, value: object, where: str = "$") -> list[str]:
    """The places of `value` whose keys do not stand in the order of the schema; added keys may follow."""
    if isinstance(value, dict) and "properties" in schema:
        keys = schema["properties"]
        wrong = [where] if list(value)[: len(keys)] != list(keys) else []
        return wrong + [
            place for key, child in value.items() for place in order_of(keys.get(key, {}), child, f"{where}.{key}")
        ]
    if isinstance(value, list):
        item = schema.get("items", {})
        return [place for number, one in enumerate(value) for place in order_of(item, one, f"{where}[{number}]")]
    return []


def list_keys(schema: Schema, where: str = "") -> Iterator[tuple[str, Schema]]:
    """Every key below a schema by its path, such as `releases[].closed.as_of`, with the schema of its value."""
    for key, child in schema.get("properties", {}).items():
        path = f"{where}.{key}" if where else key
        yield path, child
        yield from list_keys(child, path)
    if "items" in schema:
        yield from list_keys(schema["items"], f"{where}[]")
