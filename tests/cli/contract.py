"""Compares JSON documents with the published schemas: their keys, the order of the keys, and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema

from gonogo.outputs.json_schemas import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.format.value_type import Schema

VALIDATORS = {name: jsonschema.Draft7Validator(schema) for name, schema in DOCUMENTS.items()}


def assert_matches_schema(document: dict[str, Any]) -> None:
    """Fails unless the document has exactly the keys of its schema, in order, with values of the right types."""
    name = document["schema"].split("/")[1]
    assert find_problems(name, document) == []
    assert find_misordered(DOCUMENTS[name], document) == []


def find_problems(name: str, document: dict[str, Any]) -> list[str]:
    """The differences between a document and the schema of this name."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[name].iter_errors(document)]


def find_misordered(schema: Schema, value: object, where: str = "$") -> list[str]:
    """The paths in `value` with keys in a different order than in the schema; added keys can follow."""
    if isinstance(value, dict) and "properties" in schema:
        keys = schema["properties"]
        wrong = [where] if list(value)[: len(keys)] != list(keys) else []
        return wrong + [
            place
            for key, child in value.items()
            for place in find_misordered(keys.get(key, {}), child, f"{where}.{key}")
        ]
    if isinstance(value, list):
        item = schema.get("items", {})
        return [
            place for number, child in enumerate(value) for place in find_misordered(item, child, f"{where}[{number}]")
        ]
    return []


def list_keys(schema: Schema, where: str = "") -> Iterator[tuple[str, Schema]]:
    """Every key below a schema by its path, such as `releases[].closed.as_of`, with the schema of its value."""
    for key, child in schema.get("properties", {}).items():
        path = f"{where}.{key}" if where else key
        yield path, child
        yield from list_keys(child, path)
    if "items" in schema:
        yield from list_keys(schema["items"], f"{where}[]")
