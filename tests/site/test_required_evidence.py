"""Pages show required evidence before an answer, and missing evidence after an answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from building import POLICY, Files, lay_out, signed, tidy, write_release
from built_site import Html
from gonogo.pipelines import site_build

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = datetime(2026, 2, 25, 12, 0, tzinfo=UTC)
LACK = "done without the required evidence; name a link or a file of the repository under evidence:"
CODE = """
code:
  title: Code
  phase: before
  {section}
  items:
    lint:
      status: {status}
      title: Lint is clean
      at: T-1h
      minutes: 5
"""
TRIGGERS = """
stops:
  title: Stops
  phase: before
  kind: triggers
  decides: no-go
  items:
    outage:
      status: clear
      title: An outage
    backlog:
      status: open
      title: A backlog
"""
STEPS = """
back:
  title: Back
  phase: fallback
  kind: procedure
  items:
    restore:
      status: done
      title: Restore
      span: 0-5
"""
NEWS = """
news:
  title: News
  phase: after
  kind: notices
  items:
    told:
      status: done
      title: Customers are told
      at: T-0
"""


def code(status: str, section: str = "about: x") -> str:
    """A section with this additional line, and with its item in this state."""
    return CODE.format(status=status, section=section)


def _words(root: Path, path: str, sections: str, policy: str = "evidence") -> str:
    files = Files(release=write_release(signed(sections)), policy=f"{tidy(POLICY)}requires: {policy}\n")
    lay_out(root, files)
    page = Html()
    page.feed(site_build.build_site(root, AS_OF, site_build.SiteOptions()).sources[path].partition("---\n\n")[2])
    return " ".join(page.text.split())


@pytest.mark.parametrize(
    ("path", "sections", "policy", "expected"),
    [
        pytest.param("before", code("open"), "evidence", "Requires evidence", id="open"),
        pytest.param(
            "before",
            code("open", "requires: evidence"),
            "none",
            "Requires evidence",
            id="required by a section",
        ),
        pytest.param("before", code("done"), "evidence", LACK, id="reason for not being settled"),
        pytest.param(
            "before",
            code("done"),
            "evidence",
            "Done, without evidence",
            id="state of the entry",
        ),
        pytest.param(
            "run-sheet",
            code("done"),
            "evidence",
            "Done, without evidence",
            id="state on the run sheet",
        ),
        pytest.param(
            "before",
            TRIGGERS,
            "evidence",
            "0 of 2 fired, 1 not checked, 1 clear without the required evidence.",
            id="triggers in words",
        ),
        pytest.param("rollback", STEPS, "evidence", LACK, id="a step of the rollback"),
        pytest.param("communication", NEWS, "evidence", "Done, without evidence", id="a notice"),
        pytest.param(
            "",
            code("done"),
            "evidence",
            "done without the required evidence",
            id="overview",
        ),
    ],
)
def test_page_shows_required_or_missing_evidence(
    path: str, sections: str, policy: str, expected: str, tmp_path: Path
) -> None:
    """Every page that shows the entry says that evidence is required, or that it is missing."""
    assert expected in _words(tmp_path, f"shop/v1/{path}/index.md".replace("//", "/"), sections, policy)


@pytest.mark.parametrize(
    ("sections", "policy"),
    [
        pytest.param(code("done"), "none", id="not required"),
        pytest.param(code("done", "requires: nothing"), "evidence", id="not required by the section"),
        pytest.param(
            code("done\n      evidence: https://a.example/1"),
            "evidence",
            id="evidence exists",
        ),
    ],
)
def test_page_does_not_mention_evidence_that_is_not_missing(sections: str, policy: str, tmp_path: Path) -> None:
    """The page of a settled item does not say that evidence is missing."""
    assert "without" not in _words(tmp_path, "shop/v1/before/index.md", sections, policy)
