"""`gonogo new` makes the next release: the same questions, with every answer reset."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from cli.running import run
from gonogo.pipelines.project_reader import parse_release

if TYPE_CHECKING:
    from pathlib import Path

V2 = "checklists/shop/v2.yml"
FULL = """\
# The checklist of one release.
release: v1
outcome: deployed
note: Agreed
declared: READY
declared_on: 2026-01-01
title: Shop
deploy_at: 2026-03-01T09:00Z
window_ends: 2026-03-01T10:00Z

phases:
  before:
    note: Late
    title: Before
    gate: go

sections:
  code:
    declared: done
    title: Code
    phase: before
    due: 2026-02-20
    items:
      lint:
        # how it went
        status: waived
        waiver:
          reason: Broken
          approved_by: ann
          until: 2026-03-02
        evidence:
          - docs/a.md
          - docs/b.md
        note: |
          Two
          lines
        title: "Lint: clean"
        owner: ann
        due: 2026-02-19
      parts:
        title: Parts
        items:
          part:
            status: 'done'
            title: Part
            due: T-1d
  numbers:
    title: Numbers
    phase: before
    kind: metrics
    items:
      latency:
        observed: 7 ms
        title: Latency
        target: < 9 ms
  approvals:
    title: Approvals
    phase: before
    kind: signoffs
    items:
      qa:
        # filled by the signer
        decision: go
        by: ann
        on: 2026-02-28
        seen: 0123456789abcdef
        conditions: Lint runs
        title: QA
"""
RESET = """\
# The checklist of one release.
release: v2
outcome:
title: Shop
deploy_at:
window_ends:

phases:
  before:
    title: Before
    gate: go

sections:
  code:
    title: Code
    phase: before
    due:
    items:
      lint:
        # how it went
        status: open
        title: "Lint: clean"
        owner: ann
        due:
      parts:
        title: Parts
        items:
          part:
            status: 'open'
            title: Part
            due: T-1d
  numbers:
    title: Numbers
    phase: before
    kind: metrics
    items:
      latency:
        observed:
        title: Latency
        target: < 9 ms
  approvals:
    title: Approvals
    phase: before
    kind: signoffs
    items:
      qa:
        # filled by the signer
        decision:
        by:
        title: QA
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one release, in which everything has an answer."""
    files = {
        "people.yml": "people:\n  ann:\n    name: Ann\n    emails: [ann@example.com]\n",
        "policy.yml": "format: 1\nproject: shop-0001\nmaintainers: [ann]\n",
        "shop/roles.yml": "roles:\n  qa:\n    title: QA\n    people: [ann]\n",
        "shop/system.yml": "name: Shop\n",
        "shop/v1.yml": FULL,
    }
    for path, text in files.items():
        place = tmp_path / "checklists" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="")
    return tmp_path


def test_every_answer_is_reset_and_everything_else_stays(root: Path) -> None:
    """Comments, quotes, the order of lines, and what planners write."""
    ran = run("new", "shop", "v2", "--from", "v1", at=root)
    assert (root / "checklists/shop/v2.yml").read_text(encoding="utf-8") == RESET
    assert ran.out.splitlines() == [
        "5 entries as in shop/v1, with every answer reset.",
        "`due` had a date and is now empty: code, lint",
        "Made checklists/shop/v2.yml.",
    ]
    assert (root / "checklists/shop/v1.yml").read_text(encoding="utf-8") == FULL
    assert parse_release("checklists/shop/v2.yml", RESET.encode()) is not None


def test_releases_can_be_references(root: Path) -> None:
    """As other commands take them: with the system before the release."""
    assert run("new", "shop/v2", "--from", "shop/v1", at=root).code == 0
    assert (root / V2).exists()


def test_release_that_is_missing_is_said(root: Path) -> None:
    """The name of the system alone is wrong use."""
    ran = run("new", "shop", "--from", "v1", at=root)
    assert (ran.code, "Missing argument 'RELEASE'" in ran.err) == (2, True)


def test_new_file_is_added_by_the_command_that_is_printed(root: Path) -> None:
    """The index does not know it yet."""
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    ran = run("new", "shop", "v2", "--from", "v1", at=root)
    git = f"git -C {root}"
    commit = f"{git} commit -m 'Begin shop/v2' -m 'Readiness-Entry: shop/v2' -- {V2}"
    assert ran.out.splitlines()[-1] == f"Next: {git} add -- {V2} && {commit}"


def test_line_ends_stay(root: Path) -> None:
    """CRLF, and no line end at the end."""
    (root / "checklists/shop/v1.yml").write_bytes(FULL.replace("\n", "\r\n").removesuffix("\r\n").encode())
    run("new", "shop", "v2", "--from", "v1", at=root)
    made = (root / "checklists/shop/v2.yml").read_bytes()
    assert made == RESET.replace("\n", "\r\n").removesuffix("\r\n").encode()


def test_what_the_checklist_gained_and_lost_is_said(root: Path) -> None:
    """Against the release before the one that it is made from."""
    earlier = FULL.replace("release: v1", "release: v0").replace("2026-03-01T", "2026-02-01T")
    earlier = earlier.replace("      lint:", "      format:").replace("      latency:", "      errors:")
    (root / "checklists/shop/v0.yml").write_text(earlier, encoding="utf-8")
    ran = run("new", "shop", "v2", "--from", "v1", at=root)
    assert "Against shop/v0: gained 2 (lint, latency); lost 2 (format, errors)." in ran.out


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param(("shop", "v1", "--from", "v1"), "shop/v1 already exists", id="exists"),
        pytest.param(("shop", "../v2", "--from", "v1"), "is not a release id", id="leaves the folder"),
        pytest.param(("shop", "roles", "--from", "v1"), "is not a release id", id="reserved"),
        pytest.param(("shop", "v2.yml", "--from", "v1"), '"v2.yml" is the name of a file', id="file"),
        pytest.param(("shop/v2.yaml", "--from", "v1"), "write the id of the release: v2", id="file with its system"),
        pytest.param(("shop", "v2.yml/..", "--from", "v1"), "is not a release id", id="slash"),
        pytest.param(("shp", "v2", "--from", "v1"), 'there is no system "shp"', id="unknown system"),
        pytest.param(("shop", "v2", "--from", "v9"), 'shop has no release "v9"', id="unknown release"),
        pytest.param(("shop", "v2"), "Missing option '--from'", id="from nothing"),
    ],
)
def test_what_cannot_be_made_is_refused(root: Path, words: tuple[str, ...], error: str) -> None:
    """With exit code 2, and no file is made."""
    before = sorted(root.rglob("*"))
    ran = run("new", *words, at=root)
    assert ran.code == 2
    assert error in ran.err
    assert sorted(root.rglob("*")) == before


def test_file_that_somebody_made_meanwhile_is_not_overwritten(root: Path) -> None:
    """Even one that is no file of the format, such as a link that leads nowhere."""
    (root / "checklists/shop/v2.yml").symlink_to("nowhere")
    ran = run("new", "shop", "v2", "--from", "v1", at=root)
    assert ran.code == 2
    assert (root / "checklists/shop/v2.yml").is_symlink()
