"""mkdocs.yml as data: nothing in it is run, and nothing of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.source.configuration import read_configuration, resolve, write_configuration

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
