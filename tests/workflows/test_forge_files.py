"""The files for a forge: this repository uses the same templates as other projects, with minimal rights."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from building import Files, lay_out, write_files
from cli.projects import BROKEN, CLEAN, TILL
from gonogo import __version__
from gonogo.core.diagnostics import GonogoError
from gonogo.outputs.forge_files import ForgeProject, write_forge_files
from repository import RepoBuilder
from workflows.runner import PROGRAMS, Runner, check_out

ROOT = Path(__file__).parents[2]
OWN = dict(write_forge_files(ForgeProject(install="-c constraints.txt .")))
PLAIN, NESTED = (
    dict(write_forge_files(project))
    for project in (ForgeProject(), ForgeProject(folder="teams/shop/", main="releases/main"))
)
# Workflows only for gonogo itself: tests, property tests and releases.
NOT_RENDERED = {
    name: (ROOT / ".github/workflows" / name).read_text(encoding="utf-8")
    for name in ("ci.yml", "laws.yml", "release.yml")
}
WORKFLOWS = {
    f"{kind}: {path.rpartition('/')[2]}": yaml.safe_load(text)
    for kind, files in (("plain", PLAIN), ("nested", NESTED), ("own", OWN))
    for path, text in files.items()
    if path.endswith(".yml")
} | {f"own: {name}": yaml.safe_load(text) for name, text in NOT_RENDERED.items()}
FIRST_PARTY = "checkout|setup-python|github-script|upload-pages-artifact|deploy-pages|upload-artifact|download-artifact"
PINNED = re.compile(rf"(actions/({FIRST_PARTY})|pypa/gh-action-pypi-publish)@[0-9a-f]{{40}}")
WRITES = {
    ("readiness-report.yml", "comment"): {"pull-requests": "write"},
    ("readiness-site.yml", "publish"): {"pages": "write", "id-token": "write"},
    ("release.yml", "publish"): {"id-token": "write"},
}


@pytest.mark.parametrize("path", OWN)
def test_own_workflow_is_rendered_from_the_template(path: str) -> None:
    """This repository's file equals the rendered template; GONOGO_REWRITE_CASES=1 regenerates it."""
    if os.environ.get("GONOGO_REWRITE_CASES"):
        (ROOT / path).write_text(OWN[path], encoding="utf-8")
    assert (ROOT / path).read_text(encoding="utf-8") == OWN[path]


def test_forge_files_differ_only_in_folder_branch_and_installation() -> None:
    """No other line depends on the project, and no placeholder is left."""
    for path, text in PLAIN.items():
        other = NESTED[path].replace("teams/shop", ".").replace("releases/main", "main")
        assert (other, OWN[path].replace("-c constraints.txt .", f"gonogo=={__version__}")) == (text, text)
        assert "%" not in text


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflow_has_the_least_rights(name: str) -> None:
    """No job has more rights than it needs, and no trigger runs text of other authors with the rights of main."""
    workflow: dict[Any, Any] = WORKFLOWS[name]
    triggers = workflow[True]  # YAML 1.1 reads `on` as true
    assert set(triggers) <= {"push", "pull_request", "merge_group", "schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {}
    for key, job in workflow["jobs"].items():
        allowed = WRITES.get((name.partition(": ")[2], key), {"contents": "read"})
        assert (job["permissions"], job["timeout-minutes"] <= 30) == (allowed, True)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflow_uses_pinned_actions_and_scripts_without_expressions(name: str) -> None:
    """Actions come from GitHub or PyPA, checkouts store no token, and expressions never become part of a script."""
    for job in WORKFLOWS[name]["jobs"].values():
        for step in job["steps"]:
            if "uses" in step:
                assert PINNED.fullmatch(step["uses"])
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"] == {"fetch-depth": 0, "persist-credentials": False}
            script = step.get("run", "") + step.get("with", {}).get("script", "")
            assert ("${{" in script, script.rstrip("\n").count("\n") > 1 and "run" in step) == (False, False)


def test_publishing_job_runs_no_code_of_the_repository() -> None:
    """The job with publishing rights only uploads the files that an earlier job has tested."""
    jobs = WORKFLOWS["own: release.yml"]["jobs"]
    actions = [step["uses"].partition("@")[0] for step in jobs["publish"]["steps"]]
    assert actions == ["actions/download-artifact", "pypa/gh-action-pypi-publish"]
    assert (jobs["publish"]["needs"], jobs["publish"]["environment"]) == ("build", {"name": "pypi"})
    assert jobs["build"]["steps"][-1]["with"]["path"] == jobs["publish"]["steps"][0]["with"]["path"] == "dist/"


def test_ci_runs_on_every_supported_system_and_python() -> None:
    """The quick tests run with each Python version on each system, and all tests with the oldest version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "Programming Language :: Python :: "
    versions = [name.removeprefix(prefix) for name in project["classifiers"] if name.startswith(f"{prefix}3.")]
    jobs = WORKFLOWS["own: ci.yml"]["jobs"]
    matrix = jobs["quick"]["strategy"]["matrix"]
    assert (matrix["python"], project["requires-python"]) == (versions, f">={versions[0]}")
    assert [name.partition("-")[0] for name in matrix["system"]] == ["ubuntu", "macos", "windows"]
    assert matrix["exclude"] == [{"system": jobs["run"]["runs-on"], "python": versions[0]}]
    assert jobs["run"]["steps"][1]["with"]["python-version"] == versions[0]


def test_commenting_job_runs_no_code_of_the_pull_request() -> None:
    """The job with write access checks out and installs nothing, and does not run for forks."""
    job = yaml.safe_load(PLAIN[".github/workflows/readiness-report.yml"])["jobs"]["comment"]
    assert [step["uses"].partition("@")[0] for step in job["steps"]] == ["actions/github-script"]
    assert "github.event.pull_request.head.repo.full_name == github.repository" in job["if"]


def test_workflows_use_one_version_of_each_action() -> None:
    """Each action has the same commit in all workflows, with the version in a comment."""
    texts = [*PLAIN.values(), *NOT_RENDERED.values()]
    found = {line for text in texts for line in re.findall(r"uses: (.*)", text)}
    assert all(re.fullmatch(r"\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) for line in found)
    assert len({line.partition("@")[0] for line in found}) == len(found)


@pytest.mark.parametrize("files", [PLAIN, NESTED, OWN], ids=["plain", "nested", "own"])
def test_zizmor_finds_no_problem_in_the_workflows(files: dict[str, str], tmp_path: Path) -> None:
    """The linter zizmor finds no problem in the workflows, even with its strictest persona."""
    write_files(tmp_path, files)
    command = [str(PROGRAMS / "zizmor"), "--offline", "--quiet", "--persona=auditor", ".github/workflows"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("folder", "main"),
    [
        ("my shop/", "main"),
        ("$(id)/", "main"),
        ("a'b/", "main"),
        ("../x/", "main"),
        ("${{ x }}/", "main"),
        ("", "main;id"),
        ("", "ma*n"),
        ("", "-main"),
        ("", "main\n"),
    ],
)
def test_forge_files_refuse_names_with_special_characters(folder: str, main: str) -> None:
    """A folder or branch name that a shell, YAML or a script could misinterpret is refused."""
    with pytest.raises(GonogoError, match="cannot be written in a workflow"):
        list(write_forge_files(ForgeProject(folder=folder, main=main)))


def clone_project(files: Files, folder: str, at: Path) -> Runner:
    """A runner with a clone of a project with its own pages and CODEOWNERS, in a folder of its repository."""
    repo = RepoBuilder(at / "repo")
    root = at / "repo" / folder
    lay_out(root, Files(release=files.release, others=TILL))
    (root / "docs").mkdir()
    (root / "docs/own.md").write_text("# Own\n")
    (root / "mkdocs.yml").write_text("site_name: Shop\ntheme: {name: material, font: false}\nplugins: [gonogo]\n")
    lines = subprocess.run([PROGRAMS / "gonogo", "codeowners"], cwd=root, capture_output=True, check=True).stdout
    (at / "repo/.github").mkdir()
    (at / "repo/.github/CODEOWNERS").write_bytes(lines)
    return Runner(check_out(repo.root, repo.commit(), at / "clone"), at / "temporary")


@pytest.mark.parametrize("folder", ["", "teams/shop/"])
@pytest.mark.parametrize(("files", "code"), [(CLEAN, 0), (BROKEN, 1)], ids=["clean", "broken"])
def test_check_workflow_runs_in_any_folder(files: Files, code: int, folder: str, tmp_path: Path) -> None:
    """The workflow prints annotations with repository paths, checks CODEOWNERS, and builds the site."""
    text = dict(write_forge_files(ForgeProject(folder=folder)))[".github/workflows/readiness.yml"]
    ran = clone_project(files, folder, tmp_path).run(text, "check")
    assert ran.code == code, ran.printed
    assert (f"::error file={folder}checklists/shop/v1.yml,line=" in ran.printed) == bool(code)
    assert (tmp_path / "clone" / folder / "site/index.html").exists() != bool(code)


@pytest.mark.parametrize("folder", ["", "teams/shop/"])
def test_site_workflow_builds_into_the_uploaded_folder(folder: str, tmp_path: Path) -> None:
    """The workflow builds into the uploaded folder, after every push to main, every day, and manually."""
    text = dict(write_forge_files(ForgeProject(folder=folder)))[".github/workflows/readiness-site.yml"]
    ran = clone_project(CLEAN, folder, tmp_path).run(text, "build")
    assert (ran.code, (tmp_path / "temporary/site/index.html").is_file()) == (0, True), ran.printed
    workflow = yaml.safe_load(text)
    assert workflow["jobs"]["build"]["steps"][-1]["with"] == {"path": "${{ runner.temp }}/site"}
    assert workflow[True] == {
        "push": {"branches": ["main"]},
        "schedule": [{"cron": "17 4 * * *"}],
        "workflow_dispatch": None,
    }
