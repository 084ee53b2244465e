"""`gonogo render` reads mkdocs.yml as data: it executes no tag, and loses no setting."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from mkdocs.utils.yaml import yaml_load

from gonogo.core.diagnostics import GonogoError
from gonogo.source.yaml.mkdocs_configuration import (
    read_configuration,
    require_environment,
    resolve,
    write_configuration,
)

if TYPE_CHECKING:
    from pathlib import Path

_TAGGED = """\
site_name: !ENV [NAME, 'x']
index: !!python/name:os.system ''
apply: !!python/object/apply:os.system ["exit 1"]
nested:
- format: !!python/object/apply:any.thing {kwds: {a: "yes", b: !ENV 'Q'}}
- base: !relative '$docs_dir'
plain: 2024-01-01
"""


def test_configuration_keeps_yaml_tags(tmp_path: Path) -> None:
    """Render neither executes nor changes YAML tags for the builder."""
    (tmp_path / "mkdocs.yml").write_text(_TAGGED, encoding="utf-8")
    assert write_configuration(read_configuration(tmp_path / "mkdocs.yml")) == _TAGGED


def test_configuration_merges_inherited_settings_as_mkdocs_does(tmp_path: Path) -> None:
    """Mappings are merged at every depth, lists and values are replaced, and a parent file can have its own parent."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "top.yml").write_text("a: 1\ntheme: {x: 1, deep: {y: 1}}\n", encoding="utf-8")
    (tmp_path / "deep" / "base.yml").write_text("INHERIT: top.yml\nb: 2\nlist: [1, 2]\n", encoding="utf-8")
    text = "INHERIT: deep/base.yml\nlist: [3]\ntheme: {x: 2, deep: {z: 2}}\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    expected = {"a": 1, "theme": {"x": 2, "deep": {"y": 1, "z": 2}}, "b": 2, "list": [3]}
    assert read_configuration(tmp_path / "mkdocs.yml") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("!ENV ON", True),
        ("!ENV [ON]", True),
        ("!ENV [GONE]", None),
        ("!ENV GONE", None),
        ("!ENV [GONE, ON, false]", True),
        ("!ENV [GONE, GONE, false]", False),
        ("!ENV [GONE, 'text']", "text"),
        ("!ENV []", None),
        ("!ENV TEXT", "a: b: c"),
        ("!ENV MAP", "{a: b}"),
        ("!ENV TAG", "!!int x"),
        ("!ENV EMPTY", None),
    ],
)
def test_env_tag_has_the_value_of_the_first_set_variable(tmp_path: Path, value: str, expected: object) -> None:
    """The tag `!ENV` has the value of the first set variable, or else its default, as in pyyaml-env-tag."""
    (tmp_path / "mkdocs.yml").write_text(f"key: {value}\n", encoding="utf-8")
    configuration = read_configuration(tmp_path / "mkdocs.yml")
    environment = {"ON": "true", "TEXT": "a: b: c", "MAP": "{a: b}", "TAG": "!!int x", "EMPTY": ""}
    assert resolve(configuration["key"], environment) == expected
    assert resolve(read_with_mkdocs(tmp_path / "mkdocs.yml", environment)["key"], {}) == expected


def read_with_mkdocs(file: Path, environment: dict[str, str]) -> dict[str, object]:
    """The settings as MkDocs reads them."""
    with patch.dict(os.environ, environment, clear=True), file.open("rb") as stream:
        return yaml_load(stream)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        pytest.param(b"a: b\nb: c: d\n", "line 2", id="two colons in a line"),
        pytest.param(b"a: 'b\n", "line 2", id="a quote that is not closed"),
        pytest.param(b"a: b\n? [c]\n: d\n", "line 2", id="a list as a key"),
        pytest.param(b"a: b\nb: " + b"[" * 3000, "line 2", id="lists deeper than the recursion limit of Python"),
        pytest.param(b"a:\n" + b"- " * 101 + b"b\n", "line 2", id="a hundred levels and a value"),
        pytest.param(b"a: b\nb: [2024-13-45]\n", "line 2", id="a date that does not exist"),
        pytest.param(b"a: b\n2024-02-30: b\n", "line 2", id="a date that does not exist as a key"),
        pytest.param(b"a: b\nb: 2024-01-01T25:00:00\n", "line 2", id="an hour that does not exist"),
        pytest.param(b"a: b\nb: 2024-01-01T09:00:00+99:00\n", "line 2", id="an offset that does not exist"),
        pytest.param(b"a: b\nb: !!int b\n", "line 2", id="a number without digits"),
        pytest.param(b"a: b\nb: !!int ''\n", "line 2", id="an empty number"),
        pytest.param(b"a: b\nb: " + b"1" * 5000 + b"\n", "line 2", id="a number that is too long"),
        pytest.param(b"a: b\nb: !!bool maybe\n", "line 2", id="neither true nor false"),
        pytest.param(b"a: b\nb: !!timestamp now\n", "line 2", id="a time in words"),
        pytest.param(b"a: b\nb: !ENV {a: b}\n", "line 2", id="a mapping of variables"),
        pytest.param(b"a: b\nb: !ENV [[A], b]\n", "line 2", id="a list as the name of a variable"),
        pytest.param(b"a: b\nb: !ENV [A, 2024-13-45]\n", "line 2", id="a default that does not exist"),
        pytest.param(b"a: \xff\n", "a value", id="bytes that are not UTF-8"),
        pytest.param(b"a: \0\n", "a value", id="a control character"),
    ],
)
def test_configuration_that_is_not_yaml_has_a_stable_error(tmp_path: Path, data: bytes, place: str) -> None:
    """The message names the line, and contains no text that depends on the version of the parser."""
    file = tmp_path / "mkdocs.yml"
    file.write_bytes(data)
    with pytest.raises(GonogoError) as caught:
        read_configuration(file)
    assert str(caught.value) == f"{file} is not YAML: {place} cannot be read"


def test_configuration_with_ninety_levels_is_accepted(tmp_path: Path) -> None:
    """Ninety levels of nesting, far more than builders need, are below the limit."""
    (tmp_path / "mkdocs.yml").write_text("a: " + "[" * 90 + "]" * 90 + "\n", encoding="utf-8")
    assert list(read_configuration(tmp_path / "mkdocs.yml")) == ["a"]


BAD_TEXTS = [
    pytest.param("2026-13-01", id="a month that does not exist"),
    pytest.param("2026-02-30 10:00:00", id="a day that does not exist"),
    pytest.param("1" * 5000, id="a number that is too long"),
]


@pytest.mark.parametrize("text", BAD_TEXTS)
@pytest.mark.parametrize("value", ["!ENV V", "[{a: !ENV [GONE, V, b]}]"])
def test_environment_variable_with_an_unreadable_value_is_named(tmp_path: Path, text: str, value: str) -> None:
    """The message names the variable without its value, because variables in workflows can be secrets."""
    (tmp_path / "mkdocs.yml").write_text(f"key: {value}\n", encoding="utf-8")
    with pytest.raises(GonogoError) as caught:
        require_environment(read_configuration(tmp_path / "mkdocs.yml"), {"V": text})
    assert "the variable V in mkdocs.yml" in caught.value.message
    assert text not in f"{caught.value.message}{caught.value.hint}"


def test_environment_is_read_in_a_list_that_contains_itself(tmp_path: Path) -> None:
    """A list that contains itself by an alias does not cause an endless loop."""
    (tmp_path / "mkdocs.yml").write_text("key: &a [*a, {b: *a}, !ENV V]\n", encoding="utf-8")
    require_environment(read_configuration(tmp_path / "mkdocs.yml"), {"V": "1"})


@pytest.mark.parametrize(
    ("inherit", "expected"),
    [
        pytest.param("base.yml", {"a": 1, "b": 2}, id="a name"),
        pytest.param("!ENV BASE", {"a": 1, "b": 2}, id="a variable"),
        pytest.param("!ENV [GONE, base.yml]", {"a": 1, "b": 2}, id="the default of a variable"),
        pytest.param("empty.yml", {"b": 2}, id="an empty file"),
    ],
)
def test_inherited_file_can_be_empty_or_named_by_the_environment(
    tmp_path: Path, inherit: str, expected: object
) -> None:
    """Gonogo reads the same inherited settings as MkDocs, also from an empty file or with a path in a variable."""
    (tmp_path / "empty.yml").touch()
    (tmp_path / "base.yml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(f"INHERIT: {inherit}\nb: 2\n", encoding="utf-8")
    environment = {"BASE": "base.yml"}
    assert read_configuration(tmp_path / "mkdocs.yml", environment) == expected
    assert read_with_mkdocs(tmp_path / "mkdocs.yml", environment) == expected
