"""JSON Schemas (draft-07) of the documents that commands print with `--format json`, and of the JSON files of a site.

The schemas require every key, except the keys in `show` that come from a file, and forbid all other keys. So a schema
describes only documents of this version: documents of later versions can have more keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.outputs.json_schemas.check_schema import CHECK
from gonogo.outputs.json_schemas.diff_schema import DIFF
from gonogo.outputs.json_schemas.log_schema import LOG
from gonogo.outputs.json_schemas.next_schema import NEXT
from gonogo.outputs.json_schemas.show_schema import SHOW
from gonogo.outputs.json_schemas.status_schema import STATUS

if TYPE_CHECKING:
    from gonogo.format.value_type import Schema

DOCUMENTS: dict[str, Schema] = {
    "status": STATUS,
    "next": NEXT,
    "show": SHOW,
    "log": LOG,
    "check": CHECK,
    "diff": DIFF,
}
"""The schemas, keyed by the name of the command that prints the document."""
