"""Runs the `run` steps of workflows in order, in a clone like the clone of actions/checkout.

Steps that use an action are left out, and so is the installation of gonogo: the tested version is in PATH.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from repository import git_environment

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAMS = Path(sys.executable).parent
_INSTALLS = "python -m pip install "


class JobRun(NamedTuple):
    """The exit code of a job, the names of its steps up to the first failure, and the whole output."""

    code: int
    steps: tuple[str, ...]
    printed: str


def check_out(source: Path, commit: str, to: Path) -> Path:
    """A clone with all branches of `origin` and a detached commit, and without a local branch."""
    subprocess.run(["git", "init", "--quiet", str(to)], check=True, env=git_environment())
    git(source, "update-ref", "refs/pull/1/merge", commit)
    git(to, "remote", "add", "origin", str(source))
    git(to, "fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*", "+refs/pull/1/merge:refs/remotes/pull")
    git(to, "checkout", "--quiet", "--detach", commit)
    return to


def git(folder: Path, *arguments: str) -> str:
    """The output of a git command."""
    ran = subprocess.run(
        ["git", *arguments], cwd=folder, env=git_environment(), capture_output=True, text=True, check=False
    )
    assert not ran.returncode, ran.stderr
    return ran.stdout.strip()


class Runner:
    """Runs jobs in a clone; `values` has the values of the expressions in `env`."""

    def __init__(self, clone: Path, temporary: Path, **values: str) -> None:
        self.clone = clone
        self.values = values
        self.summary, self.output = temporary / "summary", temporary / "output"
        temporary.mkdir(exist_ok=True)
        self.environment = {
            "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(temporary),
            "GITHUB_WORKSPACE": str(clone),
            "GITHUB_SHA": git(clone, "rev-parse", "HEAD"),
            "GITHUB_BASE_REF": "main",
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(self.output),
            "RUNNER_TEMP": str(temporary),
        }

    def run(self, text: str, job: str, stand_ins: Mapping[str, str] | None = None) -> JobRun:
        """Runs a job until a step fails, like `bash -e` on GitHub; `stand_ins` replaces parts of commands."""
        workflow: dict[str, Any] = yaml.safe_load(text)
        folder = self.clone / workflow["defaults"]["run"]["working-directory"]
        environment = {**self.environment, **self._fill_in(workflow["jobs"][job].get("env", {}))}
        steps, printed = [], ""
        for step in workflow["jobs"][job]["steps"]:
            command = step.get("run", _INSTALLS)
            if command.startswith(_INSTALLS):
                continue
            for part, other in (stand_ins or {}).items():
                command = command.replace(part, other)
            steps.append(step.get("name", command))
            ran = subprocess.run(
                ["bash", "-e", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            printed += ran.stdout + ran.stderr
            if ran.returncode:
                return JobRun(ran.returncode, tuple(steps), printed)
        return JobRun(0, tuple(steps), printed)

    def _fill_in(self, variables: Mapping[str, str]) -> dict[str, str]:
        names = {key: re.fullmatch(r"\$\{\{ \w+\.(\w+) \}\}", text) for key, text in variables.items()}
        return {key: self.values.get(match[1], "") for key, match in names.items() if match}
