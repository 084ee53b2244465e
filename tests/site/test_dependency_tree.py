"""A derived criterion shows a tree of the open entries that it depends on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from building import RELEASE_ID, SYSTEM_ID, Files, lay_out, write_release
from gonogo.model.ids import EntryId
from gonogo.pipelines import project_plan, site_build
from gonogo.site.parts.dependency_tree import TreeNode, draw_dependencies
from gonogo.site.release_context import context_of

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = datetime(2026, 2, 25, tzinfo=UTC)
ITEMS = "".join(
    f"\n    t{number}:\n      status: {'done' if number == 1 else 'open'}\n      title: Test {number}"
    for number in range(1, 8)
)
SECTIONS = f"""
tests:
  title: Tests
  phase: before
  owner: qa-lead
  items:{ITEMS}
docs:
  title: Docs
  phase: before
  owner: qa-lead
  items:
    manual:
      status: done
      title: Manual
go:
  title: Go
  phase: after
  kind: criteria
  items:
    all-before:
      title: All before
      when: [before]
    all-docs:
      title: All docs
      when: [docs]
    both:
      title: Both
      when: [go/all-before, tests/t2, docs]
    answered:
      status: open
      title: Somebody says so
"""
TESTS = (
    "Tests",
    "1 of 7",
    [("Test 2", "", [], 0), ("Test 3", "", [], 0), ("Test 4", "", [], 0), ("Test 5", "", [], 0)],
)


def _plain(node: TreeNode) -> tuple[str, str, list[object], int]:
    return node.link.text, node.count, [_plain(child) for child in node.below], node.more


def _draw(root: Path, criterion: str, sections: str = SECTIONS, outcome: str = "") -> list[object]:
    lay_out(root, Files(release=write_release(sections, outcome=outcome)))
    site = project_plan.plan_project(root, AS_OF, site_build.SiteOptions())
    release = site.snapshot.systems[SYSTEM_ID].releases[RELEASE_ID]
    assert release is not None
    entry = next(entry for _, entry in release.walk() if entry.id == EntryId(criterion))
    return [_plain(node) for node in draw_dependencies(entry, context_of(release, site))]


@pytest.mark.parametrize(
    ("criterion", "tree"),
    [
        pytest.param("all-before", [("Before", "2 of 8", [(*TESTS, 2)], 0)], id="a phase with its unsettled sections"),
        pytest.param("all-docs", [], id="a criterion that is met"),
        pytest.param("answered", [], id="a criterion with its own answer"),
        pytest.param(
            "both",
            [
                ("All before", "", [("Before", "2 of 8", [(*TESTS, 2)], 0)], 0),
                ("Test 2", "", [], 0),
                ("Docs", "1 of 1", [], 0),
            ],
            id="a criterion, an entry and a settled section",
        ),
    ],
)
def test_dependency_tree_has_the_open_entries_of_a_criterion(
    tmp_path: Path, criterion: str, tree: list[object]
) -> None:
    """The tree of a criterion has its open entries, at most four of a section with the number of further entries."""
    assert _draw(tmp_path, criterion) == tree


def test_page_shows_the_dependency_tree(tmp_path: Path) -> None:
    """The page shows the tree with escaped titles, and with a link for each node."""
    lay_out(tmp_path, Files(release=write_release(SECTIONS.replace("Test 2", "<b>Test 2"))))
    page = site_build.build_site(tmp_path, AS_OF, site_build.SiteOptions()).sources["shop/v1/after/index.md"]
    assert page.count("Follows from<ul") == 2
    assert page.count("<dt>Follows from</dt>") == 1
    assert '<a href="../before/#t2">&lt;b&gt;Test 2</a>' in page
    assert "and 2 more" in page
