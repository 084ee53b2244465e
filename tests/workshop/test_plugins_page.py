"""The page about other plugins agrees with tests/plugins."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from handbook.shop import read_page
from plugins.table import AFTER, BEFORE, ORDER, PLUGINS

ROOT = Path(__file__).parents[2]


def test_plugins_page_has_the_table_of_the_tests() -> None:
    """Every plugin has a row in alphabetical order, with the verdict and remark from the tests."""
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \| (.*?) ?\|$", read_page("plugins.md"), re.MULTILINE)
    assert rows == [(name, plugin.verdict, plugin.why) for name, plugin in sorted(PLUGINS.items())]


def test_plugin_without_a_required_order_is_tested_in_both_orders() -> None:
    """A plugin without a required order is built before and after gonogo."""
    for name, plugin in PLUGINS.items():
        places = {place for place, _ in plugin.builds}
        assert places == ({AFTER} if plugin.verdict == ORDER else {BEFORE, AFTER}), name


def test_plugin_packages_are_in_the_extra_with_versions() -> None:
    """CI installs every plugin with a pinned version, so it skips no plugin test."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = {requirement.partition(">=")[0] for requirement in project["optional-dependencies"]["plugins"]}
    packages = {plugin.package for plugin in PLUGINS.values() if plugin.package}
    assert packages <= listed
    locked = (ROOT / "constraints-plugins.txt").read_text(encoding="utf-8")
    assert [name for name in sorted(listed) if not re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE)] == []
    assert "bash .ci/plugins" in (ROOT / ".ci/run").read_text(encoding="utf-8")
