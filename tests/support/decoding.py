"""Decodes a file of any of the five types without a project."""

from typing import Any, NamedTuple

from gonogo.core.diagnostics import Diagnostic
from gonogo.core.nodes import START, MapNode, Scalar
from gonogo.format.decode.release_file import decode_release
from gonogo.format.decode_context import DecodeContext
from gonogo.format.json_schema import FILES
from gonogo.model.ids import ReleaseId, SystemId
from gonogo.model.record import Record
from gonogo.source.yaml.strict_reader import parse_document

PATH = "checklists/shop/file.yml"


class Decoded(NamedTuple):
    """The record of a file, None if anything in it was refused, and the diagnostics."""

    record: Record | None
    diagnostics: tuple[Diagnostic, ...]


def decode(kind: str, data: bytes) -> Decoded:
    """The record in the bytes of a file. A release gets the id that its text contains."""
    document, found = parse_document(data, PATH)
    if document is None:
        return Decoded(None, found)
    reading = DecodeContext(PATH)
    record: Any
    if kind == "release":
        record = decode_release(document, SystemId("shop"), _name_of(document.root), reading)
    else:
        record = FILES[kind].decode(document.root, Scalar("", START), reading)
    return Decoded(record, tuple(reading.diagnostics))


def _name_of(root: object) -> ReleaseId:
    _, value = root.entries.get("release", (None, None)) if isinstance(root, MapNode) else (None, None)
    return ReleaseId(value.text if isinstance(value, Scalar) else "")
