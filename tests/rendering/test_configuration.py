"""mkdocs.yml as data: nothing in it is run, and nothing of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.core.diagnostics import GonogoError
from gonogo.source.yaml.mkdocs_configuration import read_configuration, resolve, write_configuration

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


def test_tags_are_written_as_they_were_read(tmp_path: Path) -> None:
    """What only a builder understands is neither run nor changed."""
    (tmp_path / "mkdocs.yml").write_text(_TAGGED, encoding="utf-8")
    assert write_configuration(read_configuration(tmp_path / "mkdocs.yml")) == _TAGGED


def test_inherited_settings_are_merged_as_mkdocs_merges_them(tmp_path: Path) -> None:
    """Mappings are merged at any depth, lists and values replaced, and a parent may have a parent in another folder."""
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
        ("!ENV {a: b}", None),
    ],
)
def test_environment_gives_the_value_of_a_tag(tmp_path: Path, value: str, expected: object) -> None:
    """The first variable that is set counts, then the default, as with pyyaml-env-tag."""
    (tmp_path / "mkdocs.yml").write_text(f"key: {value}\n", encoding="utf-8")
    configuration = read_configuration(tmp_path / "mkdocs.yml")
    assert resolve(configuration["key"], {"ON": "true"}) == expected


@pytest.mark.parametrize(
    ("data", "place"),
    [
        pytest.param(b"a: b\nb: c: d\n", "line 2", id="two colons"),
        pytest.param(b"a: 'b\n", "line 2", id="a quote that is not closed"),
        pytest.param(b"a: b\n? [c]\n: d\n", "line 2", id="a list as a key"),
        pytest.param(b"a: b\nb: " + b"[" * 3000, "line 2", id="lists that are deeper than Python recurses"),
        pytest.param(b"a:\n" + b"- " * 101 + b"b\n", "line 2", id="a hundred levels and a value"),
        pytest.param(b"a: 2024-13-45\n", "a value", id="a date that does not exist"),
        pytest.param(b"a: !!int b\n", "a value", id="a number without digits"),
        pytest.param(b"a: \xff\n", "a value", id="no UTF-8"),
        pytest.param(b"a: \0\n", "a value", id="a control character"),
    ],
)
def test_file_that_is_not_yaml_is_refused_in_our_words(tmp_path: Path, data: bytes, place: str) -> None:
    """The message says where, and nothing of what one version of the parser says about it."""
    file = tmp_path / "mkdocs.yml"
    file.write_bytes(data)
    with pytest.raises(GonogoError) as caught:
        read_configuration(file)
    assert str(caught.value) == f"{file} is not YAML: {place} cannot be read"


def test_ninety_levels_are_read(tmp_path: Path) -> None:
    """The limit on depth is ours, and is far above what a builder needs."""
    (tmp_path / "mkdocs.yml").write_text("a: " + "[" * 90 + "]" * 90 + "\n", encoding="utf-8")
    assert list(read_configuration(tmp_path / "mkdocs.yml")) == ["a"]
