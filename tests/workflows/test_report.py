"""The report on a pull request, run as on a runner on a branch of the demo, and its comment."""

from __future__ import annotations

import base64
import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from playwright._impl._driver import compute_driver_executable

from cli.running import run
from gonogo.outputs.forge_files import ForgeProject, write_forge_files
from repository import git_environment
from workflows.runner import JobRun, Runner, check_out, git

if TYPE_CHECKING:
    from pathlib import Path

REPORT = dict(write_forge_files(ForgeProject()))[".github/workflows/readiness-report.yml"]
HARNESS = """
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
const given = JSON.parse(process.argv[1]);
const comments = given.comments;
const log = [];
const issues = {
  listComments: 'list',
  updateComment: async ({ owner, repo, comment_id, body }) => {
    log.push(['update', owner, repo, comment_id]);
    comments.find((comment) => comment.id === comment_id).body = body;
  },
  createComment: async ({ owner, repo, issue_number, body }) => {
    log.push(['create', owner, repo, issue_number]);
    comments.push({ id: 99, user: { login: 'github-actions[bot]' }, body });
  },
};
const github = { rest: { issues }, paginate: async (method, { issue_number }) => (
  method === 'list' && issue_number === 7 ? comments : []
) };
const context = { repo: { owner: 'lindhaven', repo: 'shop' }, issue: { number: 7 } };
new AsyncFunction('github', 'context', given.script)(github, context)
  .then(() => console.log(JSON.stringify({ comments, log })));
"""


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demo, in which a test makes the merge commit that the forge makes of a branch for its pull request."""
    folder = tmp_path / "clinic"
    assert run("demo", folder).code == 0
    git(folder, "checkout", "--quiet", "--detach", "main")
    return folder


def report(demo: Path, folder: Path) -> tuple[JobRun, Runner, str]:
    """The job `report` on the pull request whose merge commit is checked out, and the text for the comment."""
    runner = Runner(check_out(demo, git(demo, "rev-parse", "HEAD"), folder / "clone"), folder / "temporary")
    ran = runner.run(REPORT, "report", {})
    name, _, value = runner.output.read_text().rstrip("\n").partition("=")
    assert name == "report"
    return ran, runner, base64.b64decode(value, validate=True).decode()


def test_report_of_a_pull_request_passes(demo: Path, tmp_path: Path) -> None:
    """Also if the release stays NO-GO: unfinished is not wrong."""
    git(demo, "merge", "--quiet", "--no-ff", "-m", "Merge go-3.0.0 into main", "go-3.0.0")
    ran, runner, text = report(demo, tmp_path)
    assert (ran.code, len(ran.steps), "patient-portal/3.0.0" in text) == (0, 2, True), ran.printed
    annotations = [line for line in ran.printed.splitlines() if line.startswith("::")]
    assert (0 < len(annotations) <= 10, "patient-portal/3.0.0" in runner.summary.read_text()) == (True, True)


def test_report_of_a_broken_file_fails_and_is_a_comment_nevertheless(demo: Path, tmp_path: Path) -> None:
    """The job is red, and the text is there for the job that writes the comment."""
    git(demo, "checkout", "--quiet", "-b", "broken")
    (demo / "checklists/patient-portal/3.0.0.yml").write_text("release: [\n")
    git(demo, "commit", "--quiet", "--all", "-m", "Break it")
    git(demo, "checkout", "--quiet", "--detach", "main")
    git(demo, "merge", "--quiet", "--no-ff", "-m", "Merge broken into main", "broken")
    ran, _, text = report(demo, tmp_path)
    assert (ran.code, len(ran.steps), "patient-portal/3.0.0" in text) == (1, 2, True), ran.printed
    assert "::error file=checklists/patient-portal/3.0.0.yml,line=" in ran.printed


def comment(text: bytes, comments: list[dict[str, Any]]) -> dict[str, Any]:
    """What the script of the job `comment` does on a pull request with these comments."""
    [step] = yaml.safe_load(REPORT)["jobs"]["comment"]["steps"]
    node, _ = compute_driver_executable()
    given = json.dumps({"script": step["with"]["script"], "comments": comments})
    ran = subprocess.run(
        [node, "-e", HARNESS, given],
        env={**git_environment(), "REPORT": base64.b64encode(text).decode()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not ran.returncode, ran.stderr
    done: dict[str, Any] = json.loads(ran.stdout)
    return done


MARK = "<!-- gonogo report: . -->"
BOT = {"login": "github-actions[bot]"}


def test_comment_is_written_once_and_then_updated() -> None:
    """The second report is in the place of the first; its text is data, whatever is in it."""
    text = "# Grüße ${{ github.token }} `${process.env.HOME}` </script>\n"
    first = comment(text.encode(), [])
    assert first["log"] == [["create", "lindhaven", "shop", 7]]
    assert first["comments"][0]["body"] == f"{MARK}\n{text}"
    second = comment(b"again", first["comments"])
    assert second["log"] == [["update", "lindhaven", "shop", 99]]
    assert [one["body"] for one in second["comments"]] == [f"{MARK}\nagain"]


def test_comment_leaves_the_comments_of_others_alone() -> None:
    """Those of people who copied the mark, of other workflows, of other projects, and of users who are gone."""
    others = [
        {"id": 1, "user": {"login": "mallory"}, "body": f"{MARK}\nmine"},
        {"id": 2, "user": BOT, "body": f"about {MARK}"},
        {"id": 3, "user": BOT, "body": "<!-- gonogo report: web -->\nother"},
        {"id": 4, "user": None, "body": None},
    ]
    assert comment(b"text", others)["log"] == [["create", "lindhaven", "shop", 7]]
