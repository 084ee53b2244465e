"""The forge files in the handbook equal the generated files, or run as shown."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from building import PEOPLE, POLICY, Files, lay_out
from cli.projects import BROKEN, CLEAN
from cli.running import run
from gonogo.outputs.forge_files import ForgeProject, write_forge_files
from handbook.page import File, read_steps
from handbook.shop import read_page, read_section
from repository import RepoBuilder
from team import Team
from workflows.runner import Runner, check_out, git

if TYPE_CHECKING:
    from pathlib import Path

    from building import Files as ProjectFiles

GITLAB: dict[str, Any] = yaml.safe_load(
    read_section("workflows.md", "## On GitLab").partition("```yaml\n")[2].partition("```")[0]
)
OWNED = Files(people=PEOPLE, policy=f"{POLICY}forge: https://gitlab.com/example/shop\n")


def write_job(job: str) -> str:
    """The GitLab job as a workflow for the runner, with a step for each line of its script."""
    steps = [{"run": line} for line in GITLAB[job]["script"]]
    return yaml.safe_dump({"defaults": {"run": {"working-directory": "."}}, "jobs": {job: {"steps": steps}}})


def runner(clone: Path, folder: Path, release: str = "") -> Runner:
    """A GitLab runner with the variables that the jobs use."""
    made = Runner(clone, folder)
    made.environment |= {
        "CI_COMMIT_SHA": git(clone, "rev-parse", "HEAD"),
        "CI_DEFAULT_BRANCH": "main",
        "RELEASE": release,
    }
    return made


def clone_project(files: ProjectFiles, folder: Path) -> Path:
    """A clone of a project with its own pages and CODEOWNERS."""
    repo = RepoBuilder(folder / "repo")
    lay_out(repo.root, OWNED)
    (repo.root / "CODEOWNERS").write_text(run("codeowners", at=repo.root).out)
    lay_out(repo.root, Files(release=files.release, policy=OWNED.policy))
    (repo.root / "docs").mkdir()
    (repo.root / "docs/own.md").write_text("# Own\n")
    (repo.root / "mkdocs.yml").write_text("site_name: Shop\ntheme: {name: material, font: false}\nplugins: [gonogo]\n")
    return check_out(repo.root, repo.commit(), folder / "clone")


@pytest.mark.parametrize(("files", "code"), [(CLEAN, 0), (BROKEN, 1)], ids=["clean", "broken"])
def test_gitlab_check_job_writes_a_report(files: ProjectFiles, code: int, tmp_path: Path) -> None:
    """The job fails if the check fails, and uploads the findings in both cases."""
    clone = clone_project(files, tmp_path)
    ran = runner(clone, tmp_path / "temporary").run(write_job("check"), "check")
    assert ran.code == code, ran.printed
    suite = ET.parse(clone / GITLAB["check"]["artifacts"]["reports"]["junit"]).getroot()  # noqa: S314 - our own
    assert (suite.tag, suite.get("failures")) == ("testsuite", str(code))
    assert GITLAB["check"]["artifacts"]["when"] == "always"


def test_gitlab_pages_job_builds_into_the_published_folder(tmp_path: Path) -> None:
    """The job `pages` builds into the folder `public`, which GitLab publishes."""
    clone = clone_project(CLEAN, tmp_path)
    ran = runner(clone, tmp_path / "temporary").run(write_job("pages"), "pages")
    assert ran.code == 0, ran.printed
    assert [(clone / path / "index.html").is_file() for path in GITLAB["pages"]["artifacts"]["paths"]] == [True]


@pytest.mark.parametrize(
    ("is_signed", "release", "code"),
    [(True, "shop/v1", 0), (False, "shop/v1", 1), (True, "", 2), (True, "--help", 2)],
    ids=["go", "no-go", "empty", "option"],
)
def test_gitlab_gate_deploys_only_a_go_release(is_signed: bool, release: str, code: int, tmp_path: Path) -> None:  # noqa: FBT001 - a column
    """The deployment step of the GitLab gate runs only for a GO release."""
    team = Team(tmp_path / "repo")
    if is_signed:
        team.sign_all()
    clone = check_out(team.root, team.make()[team.main.head], tmp_path / "clone")
    ran = runner(clone, tmp_path / "temporary", release).run(write_job("deploy"), "deploy")
    assert (ran.code, "Deploy shop/v1" in ran.printed) == (code, not code), ran.printed


def test_gitlab_jobs_fetch_the_whole_history() -> None:
    """Every job sets depth 0, so GitLab fetches all commits of all branches."""
    assert GITLAB["variables"] == {"GIT_DEPTH": "0"}
    assert set(GITLAB) == {"variables", "default", "check", "pages", "deploy"}


def test_handbook_workflow_is_rendered_from_the_template() -> None:
    """The page shows the workflow with its own installation command."""
    [shown] = [
        step.text for step in read_steps(read_page("checks.md")) if isinstance(step, File) and "/work" in step.path
    ]
    files = dict(write_forge_files(ForgeProject(install="-r requirements.txt")))
    assert shown == files[".github/workflows/readiness.yml"]


def test_handbook_codeowners_are_generated(tmp_path: Path) -> None:
    """The page shows the output of `gonogo codeowners` for the tutorial project."""
    for step in read_steps(read_page("first-release.md")):
        if isinstance(step, File):
            (tmp_path / step.path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / step.path).write_text(step.text)
    shown = read_section("forge.md", "## CODEOWNERS").partition("```text\n")[2].partition("```")[0]
    assert run("codeowners", at=tmp_path).out == shown


def test_handbook_gate_has_the_commands_of_the_workflow() -> None:
    """The page shows the three commands in order, and its table lists every file."""
    files = dict(write_forge_files(ForgeProject()))
    table = read_section("workflows.md", "## Workflows on GitHub")
    text = read_section("workflows.md", "## A gate for deployments")
    gate = yaml.safe_load(files[".github/workflows/deployment-gate.yml"])["jobs"]["deploy"]["steps"]
    asked = [step["run"].replace('"origin/main"', "origin/main") for step in gate if "name" in step][:-1]
    assert text.partition("```sh\n")[2].partition("```")[0].splitlines() == asked
    assert re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE) == [path.removeprefix(".github/") for path in files]


def test_check_out_fetches_like_actions_checkout(tmp_path: Path) -> None:
    """As with `fetch-depth: 0`, the clone has all branches of origin, and no local branch."""
    repo = RepoBuilder(tmp_path / "repo")
    (repo.root / "a").write_text("1")
    commit = repo.commit()
    clone = check_out(repo.root, commit, tmp_path / "clone")
    branches = subprocess.run(["git", "branch", "--list"], cwd=clone, capture_output=True, text=True, check=True).stdout
    assert ("main" in branches, git(clone, "rev-parse", "origin/main")) == (False, commit)
