"""The JSON Schemas for editors: they accept valid files, and refuse every mistake that a schema can express.

These tests load files as an editor does: YAML 1.2 with its core types, so that `12` is a number, an empty value is
null, and a date is a text. The block `schema` of a case is `refused`, or `beyond` with the reason why a schema cannot
express the mistake.
"""

import json
import re
from pathlib import Path
from typing import TypeAlias

import jsonschema
import pytest
import yaml

from gonogo.format.json_schema import FILES, file_schema
from gonogo.pipelines.assessment import load as load_snapshot
from support.cases import BASE, BROKEN, RELEASE, lay_out

CHECKLISTS = Path(__file__).parents[2] / "checklists"
Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"

# The core schema of YAML 1.2.2, section 10.3.2.
# The pattern is followed by the possible first characters of a value; "" is an empty value.
DECIMAL = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
CORE = (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", rf"{DECIMAL}|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", list("-+.0123456789")),
)


class EditorLoader(yaml.SafeLoader):
    """The YAML 1.2 core schema. Unknown tags are ignored, as editors do."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own name


for name, pattern, first in CORE:
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(f"^({pattern})$"), first)


def construct_number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    """An integer of YAML 1.2: `012` is twelve, whereas PyYAML reads it as octal."""
    text = str(loader.construct_scalar(node))
    return int(text, 0) if re.match("0[ox]", text) else int(text)


def construct_unknown(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    return loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else None


EditorLoader.add_constructor("tag:yaml.org,2002:int", construct_number)
EditorLoader.add_multi_constructor("!", construct_unknown)
EditorLoader.add_multi_constructor("tag:yaml.org,2002:python/", construct_unknown)


def load(file: Path) -> Value:
    """The value of a file in an editor. Raises YAMLError if it is not YAML."""
    return with_text_keys(yaml.load(file.read_text(encoding="utf-8"), EditorLoader))  # noqa: S506 - a SafeLoader


def with_text_keys(value: object) -> Value:
    """The value with every key as a text, because JSON has no other keys."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else json.dumps(key): with_text_keys(item) for key, item in value.items()}
    if isinstance(value, list):
        return [with_text_keys(item) for item in value]
    assert value is None or isinstance(value, bool | int | float | str)
    return value


def kind_of(file: Path) -> str:
    """The type of the file according to its name."""
    return file.stem if file.stem in FILES else "release"


def problems(file: Path) -> list[str]:
    """The errors of the schema in a file; none if the file is not YAML."""
    try:
        value = load(file)
    except yaml.YAMLError:
        return []
    validator = jsonschema.Draft7Validator(file_schema(kind_of(file)))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def verdict_of(case: str, root: Path) -> str:
    """`refused` if the schema finds an error in any file of the case, otherwise `beyond`."""
    return "refused" if any(map(problems, BROKEN[case].lay_out(root))) else "beyond"


def expected_of(case: str) -> tuple[str, str]:
    """The expected result of the case, and its reason."""
    verdict, _, reason = BROKEN[case].texts["schema"].strip().partition(": ")
    return verdict, reason


def valid_files() -> list[Path]:
    """Every file of the repository's own checklists and of the base project."""
    return sorted((*CHECKLISTS.rglob("*.yml"), *BASE.rglob("*.yml")))


@pytest.mark.parametrize("kind", FILES)
def test_schema_is_draft_07(kind: str) -> None:
    """Each schema is valid and names its draft."""
    schema = file_schema(kind)
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("file", valid_files(), ids=lambda file: "-".join(file.parts[-3:]))
def test_schema_accepts_valid_files(file: Path) -> None:
    """The schema finds no error in a file that `gonogo check` accepts."""
    assert problems(file) == []


@pytest.mark.parametrize("case", BROKEN)
def test_schema_refuses_broken_files(case: str, tmp_path: Path) -> None:
    """The schema refuses a broken file, or the case has a reason why a schema cannot."""
    verdict, reason = expected_of(case)
    assert (verdict_of(case, tmp_path), bool(reason)) == (verdict, verdict == "beyond")


def test_schema_refuses_most_cases() -> None:
    """The schemas refuse more than half of the broken files."""
    verdicts = [expected_of(case)[0] for case in BROKEN]
    assert verdicts.count("refused") > verdicts.count("beyond")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("", None, id="empty"),
        pytest.param("~", None, id="tilde"),
        pytest.param("true", True, id="true"),
        pytest.param("yes", "yes", id="yes is a word since YAML 1.2"),
        pytest.param("012", 12, id="no octal without an o"),
        pytest.param("12:30", "12:30", id="no base sixty"),
        pytest.param("1.10", 1.1, id="float"),
        pytest.param("2026-03-01", "2026-03-01", id="a date is a text"),
        pytest.param("<<", "<<", id="no merge key"),
    ],
)
def test_editor_loads_core_types(written: str, value: Value, tmp_path: Path) -> None:
    """The loader of these tests has exactly the core types of YAML 1.2."""
    (tmp_path / "a.yml").write_text(f"key: {written}\n")
    assert load(tmp_path / "a.yml") == {"key": value}


# A line of the base project, and another valid line.
ALSO_VALID = {
    "title-is-a-number": ("title: First release", "title: 2026"),
    "title-is-a-version": ("title: First release", "title: 1.10"),
    "title-is-a-boolean": ("title: First release", "title: true"),
    "title-is-a-date": ("title: First release", "title: 2026-03-01"),
    "observed-is-a-number": ("observed: 450 ms", "observed: 450"),
    "observed-is-open": ("observed: 450 ms", "observed:"),
    "outcome-is-deployed": ("outcome:", "outcome: deployed"),
    "deploy-at-is-a-gap": ("deploy_at: 2026-03-01T09:00+01:00", "deploy_at:"),
    "deploy-at-has-seconds": ("deploy_at: 2026-03-01T09:00+01:00", "deploy_at: 2026-03-01T09:00:30Z"),
    "lead-is-a-gap": ("lead: deployment-lead", "lead:"),
    "lead-is-a-number": ("lead: deployment-lead", "lead: 12"),
    "lead-is-a-power-of-ten": ("lead: deployment-lead", "lead: 1e5"),
    "lead-is-a-small-number": ("lead: deployment-lead", "lead: 1e-5"),
    "lead-is-hexadecimal": ("lead: deployment-lead", "lead: 0x1f"),
    "lead-is-a-boolean": ("lead: deployment-lead", "lead: true"),
    "id-is-a-number": ("      finished:", "      12:"),
    "id-is-a-boolean": ("      finished:", "      true:"),
    "minutes-with-zeros": ("minutes: 30", "minutes: 030"),
    "window-is-a-month": ("window: 24h", "window: 1mo"),
    "due-is-a-gap": ("due: T-1w", "due:"),
    "see-is-a-gap": ("see: https://wiki.example.com/tests", "see:"),
    "see-is-http": ("see: https://wiki.example.com/tests", "see: http://wiki.example.com/tests"),
    "evidence-is-a-number": ("evidence: https://ci.example.com/runs/1234", "evidence: 1234"),
    "covers-all": ("covers: [all, signoffs]", "covers: [all]"),
    "empty-note": ("note: Nobody likes it", "note:"),
}


@pytest.mark.parametrize(("line", "other"), ALSO_VALID.values(), ids=ALSO_VALID)
def test_schema_accepts_any_core_type_of_a_valid_text(line: str, other: str, tmp_path: Path) -> None:
    """The schema accepts a value of any core type if the format accepts its text."""
    file = lay_out(tmp_path) / RELEASE
    text = file.read_text(encoding="utf-8")
    assert text.count(f"{line}\n") >= 1
    file.write_text(text.replace(f"{line}\n", f"{other}\n", 1), encoding="utf-8")
    assert (load_snapshot(tmp_path).diagnostics, problems(file)) == ((), [])


def test_every_case_has_an_expected_schema_result() -> None:
    """Every case expects `refused` or `beyond`."""
    assert {expected_of(case)[0] for case in BROKEN} == {"refused", "beyond"}
