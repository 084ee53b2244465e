"""The report workflow runs as on a runner for a branch of the demo, and its script writes the comment."""

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
    """The demo repository with a detached HEAD, on which tests create merge commits like a forge."""
    folder = tmp_path / "clinic"
    assert run("demo", folder).code == 0
    git(folder, "checkout", "--quiet", "--detach", "main")
    return folder


def run_report(demo: Path, folder: Path) -> tuple[JobRun, Runner, str]:
    """The result of the job `report` for the merge commit at HEAD, its runner, and the text for the comment."""
    runner = Runner(check_out(demo, git(demo, "rev-parse", "HEAD"), folder / "clone"), folder / "temporary")
    ran = runner.run(REPORT, "report", {})
    name, _, value = runner.output.read_text().rstrip("\n").partition("=")
    assert name == "report"
    return ran, runner, base64.b64decode(value, validate=True).decode()


def test_report_job_passes_for_a_no_go_release(demo: Path, tmp_path: Path) -> None:
    """The report job passes for a NO-GO release, because unfinished work is not an error."""
    git(demo, "merge", "--quiet", "--no-ff", "-m", "Merge go-3.0.0 into main", "go-3.0.0")
    ran, runner, text = run_report(demo, tmp_path)
    assert (ran.code, len(ran.steps), "patient-portal/3.0.0" in text) == (0, 2, True), ran.printed
    annotations = [line for line in ran.printed.splitlines() if line.startswith("::")]
    assert (0 < len(annotations) <= 10, "patient-portal/3.0.0" in runner.summary.read_text()) == (True, True)


def test_report_job_fails_for_a_broken_file_and_still_writes_the_comment(demo: Path, tmp_path: Path) -> None:
    """The report job fails for a broken file, and still passes the text to the job that posts the comment."""
    git(demo, "checkout", "--quiet", "-b", "broken")
    (demo / "checklists/patient-portal/3.0.0.yml").write_text("release: [\n")
    git(demo, "commit", "--quiet", "--all", "-m", "Break it")
    git(demo, "checkout", "--quiet", "--detach", "main")
    git(demo, "merge", "--quiet", "--no-ff", "-m", "Merge broken into main", "broken")
    ran, _, text = run_report(demo, tmp_path)
    assert (ran.code, len(ran.steps), "patient-portal/3.0.0" in text) == (1, 2, True), ran.printed
    assert "::error file=checklists/patient-portal/3.0.0.yml,line=" in ran.printed


def post_comment(text: bytes, comments: list[dict[str, Any]]) -> dict[str, Any]:
    """The actions of the `comment` job's script on a pull request with these comments."""
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


def test_comment_is_created_once_and_then_updated() -> None:
    """A second report replaces the first; its text is data, never code."""
    text = "# Grüße ${{ github.token }} `${process.env.HOME}` </script>\n"
    first = post_comment(text.encode(), [])
    assert first["log"] == [["create", "lindhaven", "shop", 7]]
    assert first["comments"][0]["body"] == f"{MARK}\n{text}"
    second = post_comment(b"again", first["comments"])
    assert second["log"] == [["update", "lindhaven", "shop", 99]]
    assert [written["body"] for written in second["comments"]] == [f"{MARK}\nagain"]


def test_comment_job_never_changes_other_comments() -> None:
    """Comments of other people, workflows, projects and deleted users stay."""
    others = [
        {"id": 1, "user": {"login": "mallory"}, "body": f"{MARK}\nmine"},
        {"id": 2, "user": BOT, "body": f"about {MARK}"},
        {"id": 3, "user": BOT, "body": "<!-- gonogo report: web -->\nother"},
        {"id": 4, "user": None, "body": None},
    ]
    assert post_comment(b"text", others)["log"] == [["create", "lindhaven", "shop", 7]]
