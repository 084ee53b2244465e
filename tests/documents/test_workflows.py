"""The workflows in the documentation succeed in a clone that is as deep as their checkout makes it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from cli.running import run_process
from repository import RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[2]
PAGES = (PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md")))
FENCE = re.compile(r"^( *)```ya?ml\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
# A path in backticks at the start of a paragraph, the rest of the paragraph, and the following code block.
FILE = re.compile(r"^`([\w./-]+)`(?:[^\n]+\n)+\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)
CHECKOUT = "actions/checkout@"


class Job(NamedTuple):
    """The steps of a job on a page."""

    page: str
    steps: tuple[dict[str, Any], ...]

    @property
    def checkouts(self) -> list[dict[str, Any]]:
        return [step for step in self.steps if str(step.get("uses", "")).startswith(CHECKOUT)]


def find_jobs() -> Iterator[Job]:
    """Every job with steps in every YAML block."""
    for page in PAGES:
        for _, text in FENCE.findall(page.read_text(encoding="utf-8")):
            document = yaml.safe_load(text) if "steps:" in text else {}
            for job in document.get("jobs", {}).values():
                yield Job(page.relative_to(PROJECT).as_posix(), tuple(job["steps"]))


JOBS = tuple(find_jobs())


def test_every_checkout_on_a_page_is_tested() -> None:
    """Every mention of the checkout action on a page is a step of a tested job."""
    shown = sum(len(re.findall(rf"uses: +{CHECKOUT}", page.read_text(encoding="utf-8"))) for page in PAGES)
    assert shown == sum(len(job.checkouts) for job in JOBS) > 0


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.page)
def test_checkout_fetches_the_whole_history(job: Job) -> None:
    """A checkout fetches the whole history, and its page mentions the reason."""
    for step in job.checkouts:
        assert step.get("with", {}).get("fetch-depth") == 0
    assert "`fetch-depth: 0`" in (PROJECT / job.page).read_text(encoding="utf-8")


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.page)
def test_commands_of_a_workflow_succeed_in_its_clone(tmp_path: Path, job: Job) -> None:
    """The commands of a workflow succeed in its clone of the handbook's project."""
    builder = RepoBuilder(tmp_path / "origin")
    pages = (PROJECT / "docs" / "handbook" / page for page in ("start.md", "checks.md"))
    for path, text in FILE.findall("".join(page.read_text(encoding="utf-8") for page in pages)):
        file = builder.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (builder.root / ".github" / "CODEOWNERS").write_text(run_process("codeowners", at=builder.root).out)
    builder.commit("the files of the handbook")
    release = builder.root / "checklists" / "shop" / "v1.0.0.yml"
    release.write_text(release.read_text(encoding="utf-8").replace("status: open", "status: done", 1), encoding="utf-8")
    builder.commit("a second commit")
    clone = tmp_path / "clone"
    depth = job.checkouts[0].get("with", {}).get("fetch-depth", 1)
    builder.git("clone", "--quiet", *([f"--depth={depth}"] if depth else []), f"file://{builder.root}", str(clone))
    lines = [step.get("run", "").replace("$GITHUB_WORKSPACE", str(clone)) for step in job.steps]
    commands = [shlex.split(line) for line in lines if re.match(r"(\.venv/bin/)?gonogo ", line)]
    assert commands
    for _, *arguments in commands:
        ran = run_process(*arguments, at=clone)
        assert (ran.code, ran.err) == (0, "")
