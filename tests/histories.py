"""Small projects with a history: a system, a release with two items and a sign-off, and additional commits."""

from pathlib import Path

from building import AS_OF, PEOPLE, POLICY, ROLES, SYSTEM, Files, lay_out, write_release
from gonogo.pipelines import project_plan
from gonogo.site.plan import SitePlan
from repository import START, Made, RepoBuilder

V1 = "checklists/shop/v1.yml"
DAY = 86_400
SECTIONS = """
code:
  title: Code
  phase: before
  owner: qa-lead
  items:
    tests:
      status: open
      title: Tests
    lint:
      status: open
      title: Lint
sign-offs:
  title: Sign-offs
  phase: before
  kind: signoffs
  items:
    cto:
      decision:
      by:
      title: CTO approval
"""
RELEASE = write_release(SECTIONS)
TESTED = RELEASE.replace("status: open\n        title: Tests", "status: done\n        title: Tests")
LINTED = TESTED.replace("status: open\n        title: Lint", "status: done\n        title: Lint")
SIGNED = LINTED.replace("decision:\n        by:", "decision: go\n        by: bob")
BOB, EVE = b"Bob <Bob@example.com>", b"Eve <eve@example.org>"


def on(days: float) -> str:
    """A git date that is so many days after 1 January 2026."""
    return f"{int(START + days * DAY)} +0000"


def make_history(
    root: Path, *commits: Made, release: str = RELEASE, people: str = PEOPLE, policy: str = POLICY, first: float = 0
) -> dict[str, str]:
    """Creates the project and then these commits; returns their full ids by name."""
    lay_out(root, Files(release=release, people=people, policy=policy, roles=ROLES, system=SYSTEM))
    files = {str(file.relative_to(root)): file.read_text() for file in sorted(root.rglob("*.yml"))}
    repository = RepoBuilder(root)
    ids = repository.load(Made("root", files, date=on(first)), *commits)
    repository.git("reset", "--hard", "--quiet")
    return ids


def plan(root: Path) -> SitePlan:
    """The site plan of the project."""
    return project_plan.plan_project(root, AS_OF, project_plan.SiteOptions())
