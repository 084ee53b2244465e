"""The building blocks of schemas for JSON documents: types of values, and records with a description of each key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from gonogo.format.value_type import Schema

TEXT: Schema = {"type": "string", "minLength": 1}
VALUE: Schema = {"type": "string"}
"""A string that may be empty."""
YES_OR_NO: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "integer", "minimum": 1}
COMMIT: Schema = {"type": "string", "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$"}
TIME: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(T|$)"}
"""A date, or a date and time with an offset from UTC."""
REF: Schema = {"type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9._+-]+(#[a-z0-9-]+(/[a-z0-9-]+)?)?$"}


def one_of(*words: str) -> Schema:
    """The schema of a string that is one of these words."""
    return {"type": "string", "enum": list(words)}


def or_null(schema: Schema) -> Schema:
    """The schema that also allows null."""
    null: Schema = {**schema, "type": [schema["type"], "null"]}
    return {**null, "enum": [*schema["enum"], None]} if "enum" in schema else null


def list_of(item: Schema) -> Schema:
    """The schema of a list, which can be empty."""
    return {"type": "array", "items": item}


def record(**keys: tuple[Schema, str]) -> Schema:
    """The schema of a mapping with exactly these keys. Each key has the schema of its value and a description."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(keys),
        "properties": {key: {**schema, "description": sentence} for key, (schema, sentence) in keys.items()},
    }


def document(name: str, description: str, **keys: tuple[Schema, str]) -> Schema:
    """The schema of the document `gonogo/NAME/1`: the keys of all documents, then the document's own keys."""
    whole = record(
        schema=({"const": f"gonogo/{name}/1"}, "The name and version of this document format."),
        head=(or_null(COMMIT), "The commit that was read or is checked out; null outside git."),
        as_of=(TIME, "The time of the judgement, in UTC."),
        history=(
            one_of("full", "none"),
            "`full` if decisions were verified against the git history, `none` if there was no history to read.",
        ),
        **keys,
    )
    begin = {"$schema": "http://json-schema.org/draft-07/schema#", "title": f"gonogo json-{name}"}
    return {**begin, "description": description, **whole}


CODE = one_of(*map(str, TrustCode))
REMARK = record(
    code=(CODE, "The reason as a word with a stable meaning."),
    message=(TEXT, "The reason as a readable sentence."),
)
BEFORE = (or_null(VALUE), "The old value; null if the key was absent, empty if it had no value.")
AFTER = (or_null(VALUE), "The new value; null if the key is absent, empty if it has no value.")
DETAIL = record(field=(VALUE, "The key that changed, with dots for nested keys."), before=BEFORE, after=AFTER)
