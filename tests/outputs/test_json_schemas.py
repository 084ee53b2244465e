"""Every JSON document of gonogo matches its schema, and the schemas refuse additional and missing keys."""

from __future__ import annotations

import copy
import functools
import json
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import jsonschema
import pytest

from building import lay_out
from cli.contract import assert_matches_schema, find_problems, list_keys
from cli.projects import SMALL
from cli.running import run
from edits import POLICY, SYSTEM, append, decide, put, put_top, write
from gonogo.cli import COMMANDS, gonogo
from gonogo.cli.demo import LAST_DAY
from gonogo.demo.script import read_chapters
from gonogo.demo.story import make_commits
from gonogo.format.sections import BY_ID
from gonogo.outputs.json_schemas import DOCUMENTS
from gonogo.pipelines.assessment import load
from gonogo.pipelines.project_plan import SiteOptions
from gonogo.pipelines.site_build import build_site
from gonogo.source.git.new_repository import write_repository
from shop import ALICE, CAROL, DORA
from team import AFTER, Team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.format.value_type import Schema

KEYS = Path(__file__).with_name("json_keys.txt")
RELEASE = "patient-portal/3.0.0"
PLAIN = ("status", "next", "log", "check", "diff HEAD~3")
Found = tuple[tuple[str | int, ...], dict[str, Any]]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of `gonogo demo`."""
    folder = tmp_path_factory.mktemp("clinic")
    write_repository(folder, make_commits(read_chapters()))
    return folder


@functools.cache
def print_document(command: str, at: Path, as_of: str = LAST_DAY) -> dict[str, Any]:
    return run(*command.split(), "--format", "json", "--as-of", as_of, at=at).document


def list_properties(schema: object, where: str = "$") -> Iterator[tuple[str, Schema]]:
    """Every property in a schema with its location."""
    if isinstance(schema, dict):
        is_condition = "if" in schema
        for name, child in schema.items():
            if name == "properties" and not where.endswith((".if", ".then")):
                yield from ((f"{where}.{key}", value) for key, value in child.items())
            if name != "if" or not is_condition:
                yield from list_properties(child, f"{where}.{name}")
    elif isinstance(schema, list):
        for number, one in enumerate(schema):
            yield from list_properties(one, f"{where}[{number}]")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_schema_is_valid_and_describes_every_key(name: str) -> None:
    """Each schema is valid JSON Schema draft-07, and each key has a description."""
    jsonschema.Draft7Validator.check_schema(DOCUMENTS[name])
    keys = dict(list_properties(DOCUMENTS[name]))
    assert len(keys) > 5
    assert [place for place, key in keys.items() if not re.match(r"[A-Z`].*\.$", key.get("description", ""))] == []


def test_commands_with_json_output_have_schemas() -> None:
    """Every command with JSON output has a schema, and `gonogo schema --help` names all of them."""
    context = click.Context(gonogo)
    commands = {name: gonogo.get_command(context, name) for name in COMMANDS}
    forms = {
        name: parameter.type.choices
        for name, command in commands.items()
        for parameter in (command.params if command else ())
        if parameter.name == "form" and isinstance(parameter.type, click.Choice)
    }
    assert {name for name, choices in forms.items() if "json" in choices} == set(DOCUMENTS)
    printed = run("schema", "--help").out
    assert [name for name in DOCUMENTS if f"json-{name}" not in printed] == []


def test_schema_keys_and_words_are_in_the_list_of_promises() -> None:
    """The list has every key and word of the schemas; a change adds lines, and never removes or renames a line."""
    lines = [
        f"{name} {path} {' '.join(map(str, schema.get('enum', [''])))}".rstrip()
        for name, document in DOCUMENTS.items()
        for path, schema in list_keys(document)
    ]
    assert "\n".join(lines) + "\n" == KEYS.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [*PLAIN, "status --no-history", "next --no-history", "check --no-history"])
def test_document_of_the_demo_matches_its_schema(command: str, clinic: Path) -> None:
    """The documents of the demo, which has examples of every event, state and kind, match their schemas."""
    assert_matches_schema(print_document(command, clinic))


def test_show_documents_of_the_demo_match_the_schema(
    clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Systems, a release, a phase, and of each kind a section and the entry with the most keys match the schema."""
    monkeypatch.setenv("GONOGO_CACHE", str(tmp_path))  # the same history for each of them
    chosen: dict[str, tuple[int, str]] = {}
    for _, release in load(clinic).releases():
        chosen["release"], chosen["phase"] = (0, str(release.ref)), (0, f"{release.ref}#{next(iter(release.phases))}")
        for section in release.sections.values():
            chosen[section.shown_kind] = 0, f"{release.ref}#{section.id}"
        for section, entry in release.walk():
            name, ref = f"entry of {section.kind}", str(release.ref_of(section, entry))
            chosen[name] = max(chosen.get(name, (0, "")), (len(entry.where.body.entries), ref))
    assert set(chosen) == {"release", "phase", *BY_ID, *(f"entry of {kind}" for kind in BY_ID)}
    for ref in (*(ref for _, ref in chosen.values()), *load(clinic).systems):
        assert_matches_schema(print_document(f"show {ref}", clinic))


def test_documents_outside_of_git_match_their_schemas(tmp_path: Path) -> None:
    """The documents of status, next, check and show match their schemas in a folder without git."""
    lay_out(tmp_path, SMALL)
    for command in ("status", "next", "check", "show shop/v1#code/tests", "show shop/v1#read-me"):
        assert_matches_schema(print_document(command, tmp_path))


def make_broken_project(folder: Path, audience: str) -> Team:
    """A project with a stale sign-off, a file that cannot be read, phone numbers and addresses."""
    contact = "contacts:\n  lead:\n    title: Lead\n    phone: +49 30 901820\n    email: lead@example.com\n"
    team = Team(folder, append(contact, path=SYSTEM), put_top(POLICY, audience=audience))
    team.sign_all()
    team.push(DORA, decide("qa", by="alice", reason="Call +49 30 901820"))
    team.push(CAROL, put("tests", title="Ask lead@example.com", due="2026-02-20", status="open"))
    team.push(ALICE, write("checklists/shop/v2.yml", "release: ["))
    team.make()
    return team


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A public project with an unreadable release file."""
    return make_broken_project(tmp_path_factory.mktemp("broken"), "public").root


@pytest.mark.parametrize("command", [*PLAIN, "show shop/v1", "show shop/v2", "log shop/v1"])
def test_documents_with_an_unreadable_release_match_their_schemas(command: str, broken: Path) -> None:
    """The documents of a project with an unreadable release match their schemas."""
    assert_matches_schema(print_document(command, broken, AFTER))


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_json_files_of_a_site_match_their_schemas(audience: str, tmp_path: Path) -> None:
    """The JSON files of the project and of each release match their schemas, on internal and on public sites."""
    project = make_broken_project(tmp_path, audience).root
    files = build_site(project, datetime.fromisoformat(AFTER), SiteOptions()).files
    names = [name for name in files if name.endswith(".json")]
    assert sorted(names) == ["audit.json", "readiness.json", "shop/v1/audit.json", "shop/v2/audit.json"]
    for name in names:
        assert_matches_schema(json.loads(files[name]))


def shorten(value: Any) -> Any:
    """The value with only the first mapping of each list."""
    if isinstance(value, dict):
        return {key: shorten(child) for key, child in value.items()}
    if isinstance(value, list) and isinstance(next(iter(value), None), dict):
        return [shorten(value[0])]
    return value


def list_mappings(value: object, place: tuple[str | int, ...] = ()) -> Iterator[Found]:
    """Every mapping in a document with its path."""
    if isinstance(value, dict):
        yield place, value
        for key, child in value.items():
            yield from list_mappings(child, (*place, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from list_mappings(one, (*place, number))


def change(document: dict[str, Any], place: tuple[str | int, ...], key: str, *, is_added: bool) -> dict[str, Any]:
    """A copy of a document with a key added to or removed from the mapping at a path."""
    changed = copy.deepcopy(document)
    mapping: Any = changed
    for step in place:
        mapping = mapping[step]
    if is_added:
        mapping[key] = "x"
    else:
        del mapping[key]
    return changed


@pytest.mark.parametrize("command", PLAIN)
def test_schema_refuses_an_added_or_missing_key(command: str, clinic: Path) -> None:
    """In every mapping of a document, the schema refuses an additional key and each missing key."""
    name, document = command.split(maxsplit=1)[0], shorten(print_document(command, clinic))
    mappings = [(place, mapping) for place, mapping in list_mappings(document) if place != ("reasons",)]
    assert len(mappings) > 1
    for place, mapping in mappings:
        assert find_problems(name, change(document, place, "added", is_added=True)), place
        for key in mapping:
            assert find_problems(name, change(document, place, key, is_added=False)), (place, key)


@pytest.mark.parametrize(
    ("ref", "keys"),
    [
        pytest.param(RELEASE, ("verdict", "overdue"), id="release"),
        pytest.param(f"{RELEASE}#%s", ("id", "settled", "total", "items", "path", "phase"), id="section"),
        pytest.param(f"{RELEASE}#%s/%s", ("id", "state", "settled", "overdue", "path", "line", "title"), id="entry"),
    ],
)
def test_show_schema_refuses_an_added_or_missing_key(ref: str, keys: tuple[str, ...], clinic: Path) -> None:
    """The schema of show refuses an additional key, and a missing key that is always present."""
    section, entry = next(
        (section, entry)
        for _, release in load(clinic).releases()
        if str(release.ref) == RELEASE
        for section, entry in release.walk()
    )
    ref = ref.replace("%s", str(section.id), 1).replace("%s", str(entry.id), 1)
    document = print_document(f"show {ref}", clinic)
    assert find_problems("show", change(document, ("entry",), "added", is_added=True))
    for key in keys:
        assert find_problems("show", change(document, ("entry",), key, is_added=False)), key
