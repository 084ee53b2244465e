"""The files for a forge: this repository has them as any other would, and they give away nothing."""

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
# What no other project gets: the tests, the laws and the releases of gonogo itself.
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
def test_own_file_is_the_template_with_its_own_installation(path: str) -> None:
    """Edit the template, then write this repository's files again with GONOGO_REWRITE_CASES=1."""
    if os.environ.get("GONOGO_REWRITE_CASES"):
        (ROOT / path).write_text(OWN[path], encoding="utf-8")
    assert (ROOT / path).read_text(encoding="utf-8") == OWN[path]


def test_project_differs_in_folder_branch_and_installation_only() -> None:
    """No other line of a file depends on the project, and no mark of a template is left."""
    for path, text in PLAIN.items():
        other = NESTED[path].replace("teams/shop", ".").replace("releases/main", "main")
        assert (other, OWN[path].replace("-c constraints.txt .", f"gonogo=={__version__}")) == (text, text)
        assert "%" not in text


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflow_has_the_least_rights(name: str) -> None:
    """No job may do more than it needs; nothing starts with the rights of main for somebody else's text."""
    workflow: dict[Any, Any] = WORKFLOWS[name]
    triggers = workflow[True]  # YAML 1.1 reads `on` as true
    assert set(triggers) <= {"push", "pull_request", "merge_group", "schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {}
    for key, job in workflow["jobs"].items():
        allowed = WRITES.get((name.partition(": ")[2], key), {"contents": "read"})
        assert (job["permissions"], job["timeout-minutes"] <= 30) == (allowed, True)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflow_runs_no_text_of_others(name: str) -> None:
    """Pinned actions of GitHub or the package index, clones without a token, scripts without expressions."""
    for job in WORKFLOWS[name]["jobs"].values():
        for step in job["steps"]:
            if "uses" in step:
                assert PINNED.fullmatch(step["uses"])
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"] == {"fetch-depth": 0, "persist-credentials": False}
            script = step.get("run", "") + step.get("with", {}).get("script", "")
            assert ("${{" in script, script.rstrip("\n").count("\n") > 1 and "run" in step) == (False, False)


def test_release_is_uploaded_where_nothing_is_built() -> None:
    """The job that may publish runs no text of the repository, and gets the files that were tested before."""
    jobs = WORKFLOWS["own: release.yml"]["jobs"]
    actions = [step["uses"].partition("@")[0] for step in jobs["publish"]["steps"]]
    assert actions == ["actions/download-artifact", "pypa/gh-action-pypi-publish"]
    assert (jobs["publish"]["needs"], jobs["publish"]["environment"]) == ("build", {"name": "pypi"})
    assert jobs["build"]["steps"][-1]["with"]["path"] == jobs["publish"]["steps"][0]["with"]["path"] == "dist/"


def test_ci_tries_every_system_and_python_that_we_support() -> None:
    """Each version of the classifiers on each system, and the whole suite on the first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "Programming Language :: Python :: "
    versions = [name.removeprefix(prefix) for name in project["classifiers"] if name.startswith(f"{prefix}3.")]
    jobs = WORKFLOWS["own: ci.yml"]["jobs"]
    matrix = jobs["quick"]["strategy"]["matrix"]
    assert (matrix["python"], project["requires-python"]) == (versions, f">={versions[0]}")
    assert [name.partition("-")[0] for name in matrix["system"]] == ["ubuntu", "macos", "windows"]
    assert matrix["exclude"] == [{"system": jobs["run"]["runs-on"], "python": versions[0]}]
    assert jobs["run"]["steps"][1]["with"]["python-version"] == versions[0]


def test_job_that_may_write_runs_nothing_of_the_pull_request() -> None:
    """The comment is written where nothing is checked out or installed, and not for a fork."""
    job = yaml.safe_load(PLAIN[".github/workflows/readiness-report.yml"])["jobs"]["comment"]
    assert [step["uses"].partition("@")[0] for step in job["steps"]] == ["actions/github-script"]
    assert "github.event.pull_request.head.repo.full_name == github.repository" in job["if"]


def test_each_action_has_one_version() -> None:
    """Also in the workflows that only this repository has; the version is in a comment."""
    texts = [*PLAIN.values(), *NOT_RENDERED.values()]
    found = {line for text in texts for line in re.findall(r"uses: (.*)", text)}
    assert all(re.fullmatch(r"\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) for line in found)
    assert len({line.partition("@")[0] for line in found}) == len(found)


@pytest.mark.parametrize("files", [PLAIN, NESTED, OWN], ids=["plain", "nested", "own"])
def test_zizmor_finds_nothing(files: dict[str, str], tmp_path: Path) -> None:
    """Its strictest questions included."""
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
def test_name_with_a_meaning_is_refused(folder: str, main: str) -> None:
    """A folder or a branch whose name a shell, YAML or a script could read otherwise."""
    with pytest.raises(GonogoError, match="cannot be written in a workflow"):
        list(write_forge_files(ForgeProject(folder=folder, main=main)))


def clone_project(files: Files, folder: str, at: Path) -> Runner:
    """A runner with a clone of a project, in a folder of its repository, with pages of its own and CODEOWNERS."""
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
def test_check_runs_on_a_project(files: Files, code: int, folder: str, tmp_path: Path) -> None:
    """Annotations at paths of the repository, CODEOWNERS compared, the site built, at the top or in a subfolder."""
    text = dict(write_forge_files(ForgeProject(folder=folder)))[".github/workflows/readiness.yml"]
    ran = clone_project(files, folder, tmp_path).run(text, "check")
    assert ran.code == code, ran.printed
    assert (f"::error file={folder}checklists/shop/v1.yml,line=" in ran.printed) == bool(code)
    assert (tmp_path / "clone" / folder / "site/index.html").exists() != bool(code)


@pytest.mark.parametrize("folder", ["", "teams/shop/"])
def test_site_is_built_where_it_is_uploaded_from(folder: str, tmp_path: Path) -> None:
    """Wherever mkdocs.yml would put it; with every push to main, daily, and by hand."""
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
