"""The pages about the JSON documents list every key of the schemas, and no other key."""

from __future__ import annotations

import json
import re

import pytest

from cli.contract import list_keys
from gonogo.outputs.json_schemas import DOCUMENTS
from handbook.shop import read_page

BEGIN = {"schema", "head", "as_of", "history"}
PAGES = "".join(map(read_page, ("json-status.md", "json-entries.md", "json-log.md", "json-check.md")))


def read_part(name: str) -> str:
    """The section about the document of a command."""
    _, _, rest = PAGES.partition(f"## `gonogo {name}")
    return re.split(r"^(?:# |## `gonogo )", rest, maxsplit=1, flags=re.MULTILINE)[0]


def keys_in(value: object, where: str = "") -> set[str]:
    """The path of every key in a document, such as `releases[].progress`."""
    if isinstance(value, dict):
        paths = {key: f"{where}.{key}" if where else key for key in value}
        return set(paths.values()).union(*(keys_in(child, paths[key]) for key, child in value.items()))
    if isinstance(value, list):
        return set().union(*(keys_in(one, f"{where}[]") for one in value))
    return set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_json_page_lists_the_keys_of_the_schema(name: str) -> None:
    """The example has only keys of the schema, and the text names the keys that the example does not have."""
    part = read_part(name)
    [example] = re.findall(r"^```json\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)
    shown = keys_in(json.loads(example))
    keys = {path for path, _ in list_keys(DOCUMENTS[name])}
    free = ("entry.", "reasons.")
    assert {path for path in shown - keys if not path.startswith(free)} == set()
    named = set(re.findall(r"`(\w+)`", part.replace(example, "")))
    if name == "show":
        keys = {path for path in keys if "[]" not in path}  # the schema of log describes its events
    absent = {path for path in keys - shown - BEGIN if path.rpartition(".")[2].removesuffix("[]") not in named}
    assert absent == set()


def test_json_page_names_every_schema() -> None:
    """The page names every schema by the word that `gonogo schema` accepts."""
    assert [name for name in DOCUMENTS if f"`json-{name}`" not in read_page("json.md")] == []
