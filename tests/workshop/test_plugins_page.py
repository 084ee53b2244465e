"""The page about other plugins says what tests/plugins tries."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from handbook.shop import read_page
from plugins.table import AFTER, BEFORE, ORDER, PLUGINS

ROOT = Path(__file__).parents[2]


def test_table_of_the_handbook_is_the_table_of_the_tests() -> None:
    """Every plugin has its row, in the order of names, with the verdict and the remark of the tests."""
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \| (.*?) ?\|$", read_page("plugins.md"), re.MULTILINE)
    assert rows == [(name, plugin.verdict, plugin.why) for name, plugin in sorted(PLUGINS.items())]


def test_plugin_that_needs_no_order_is_tried_in_both() -> None:
    """A verdict does not say more than the builds of a plugin show."""
    for name, plugin in PLUGINS.items():
        places = {place for place, _ in plugin.builds}
        assert places == ({AFTER} if plugin.verdict == ORDER else {BEFORE, AFTER}), name


def test_packages_of_the_table_are_those_that_are_installed() -> None:
    """What a test needs is in the extra, with a version for it; so in CI no test of a plugin is skipped."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = {one.partition(">=")[0] for one in project["optional-dependencies"]["plugins"]}
    packages = {plugin.package for plugin in PLUGINS.values() if plugin.package}
    assert packages <= listed
    locked = (ROOT / "constraints-plugins.txt").read_text(encoding="utf-8")
    assert [name for name in sorted(listed) if not re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE)] == []
    assert "bash .ci/plugins" in (ROOT / ".ci/run").read_text(encoding="utf-8")
