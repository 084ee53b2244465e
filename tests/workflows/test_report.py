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
from gonogo.cli import COMMANDS
from gonogo.outputs.forge_files import ForgeProject, write_forge_files
from repository import git_environment
from workflows.runner import JobRun, Runner, check_out, git

if TYPE_CHECKING:
    from pathlib import Path

REPORT = dict(write_forge_files(ForgeProject()))[".github/workflows/readiness-report.yml"]
# Until `gonogo diff` is there, other commands print something in its place. Then delete STAND_INS and its uses.
STAND_INS = (
    {}
    if "diff" in COMMANDS
    else {
        'gonogo diff "origin/$GITHUB_BASE_REF" --format github': "gonogo check --format github",
        'gonogo diff "origin/$GITHUB_BASE_REF" --format markdown': "gonogo status",
    }
)
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


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, with the merge commit that the forge makes of a branch for its pull request as HEAD."""
    folder = tmp_path_factory.mktemp("demo") / "clinic"
    assert run("demo", folder).code == 0
    git(folder, "checkout", "--quiet", "--detach", "main")
    git(folder, "merge", "--quiet", "--no-ff", "-m", "Merge go-3.0.0 into main", "go-3.0.0")
    return folder


def report(demo: Path, folder: Path) -> tuple[JobRun, Runner]:
    """The job `report` on the pull request."""
    runner = Runner(check_out(demo, git(demo, "rev-parse", "HEAD"), folder / "clone"), folder / "temporary")
    return runner.run(REPORT, "report", STAND_INS), runner


def test_report_is_in_the_summary_and_in_the_output(demo: Path, tmp_path: Path) -> None:
    """The job passes on a pull request whose release stays NO-GO, and hands the same text to the comment."""
    ran, runner = report(demo, tmp_path)
    assert ran.code == 0, ran.printed
    summary = runner.summary.read_bytes()
    assert b"3.0.0" in summary
    name, _, value = runner.output.read_text().rstrip("\n").partition("=")
    assert (name, base64.b64decode(value, validate=True)) == ("report", summary[:60000])


@pytest.mark.skipif("diff" not in COMMANDS, reason="gonogo diff is not there yet")
def test_report_says_what_the_branch_means(demo: Path, tmp_path: Path) -> None:
    """Both formats print something, and at most ten annotations."""
    ran, runner = report(demo, tmp_path)
    annotations = [line for line in ran.printed.splitlines() if line.startswith("::")]
    assert (0 < len(annotations) <= 10, "patient-portal/3.0.0" in runner.summary.read_text()) == (True, True)


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


@pytest.mark.parametrize(("size", "is_cut"), [(59_999, False), (60_000, True)])
def test_comment_that_is_cut_says_so(size: int, is_cut: bool) -> None:  # noqa: FBT001 - a column of the table
    """The whole report is in the summary of the job. A letter that is cut in two is no error."""
    body = comment(("ü" * 40_000).encode()[:size], [])["comments"][0]["body"]
    assert ("**Cut here.**" in body, len(body) < 65_536) == (is_cut, True)
