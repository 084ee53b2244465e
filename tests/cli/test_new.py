"""`gonogo new` creates the next release with the same questions and without answers."""

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
    """A project with one release, in which every entry has an answer."""
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


def test_new_resets_every_answer_and_keeps_other_lines(root: Path) -> None:
    """Comments, quotes, the order of lines and planning keys stay."""
    ran = run("new", "shop", "v2", "--from", "v1", at=root)
    assert (root / "checklists/shop/v2.yml").read_text(encoding="utf-8") == RESET
    assert ran.out.splitlines() == [
        "5 entries as in shop/v1, with every answer reset.",
        "`due` had a date and is now empty: code, lint",
        "Made checklists/shop/v2.yml.",
    ]
    assert (root / "checklists/shop/v1.yml").read_text(encoding="utf-8") == FULL
    assert parse_release("checklists/shop/v2.yml", RESET.encode()) is not None


def test_new_accepts_full_references(root: Path) -> None:
    """New accepts releases as `system/release`, as other commands do."""
    assert run("new", "shop/v2", "--from", "shop/v1", at=root).code == 0
    assert (root / V2).exists()


def test_new_without_a_release_is_a_usage_error(root: Path) -> None:
    """New with only the name of the system exits with code 2."""
    ran = run("new", "shop", "--from", "v1", at=root)
    assert (ran.code, "Missing argument 'RELEASE'" in ran.err) == (2, True)


def test_new_prints_a_command_that_adds_the_file(root: Path) -> None:
    """The printed command has `git add`, because the new file is untracked."""
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    ran = run("new", "shop", "v2", "--from", "v1", at=root)
    git = f"git -C {root}"
    commit = f"{git} commit -m 'Begin shop/v2' -m 'Readiness-Entry: shop/v2' -- {V2}"
    assert ran.out.splitlines()[-1] == f"Next: {git} add -- {V2} && {commit}"


def test_new_keeps_line_ends(root: Path) -> None:
    """The new file has the CRLF line ends and the missing final line end of the old file."""
    (root / "checklists/shop/v1.yml").write_bytes(FULL.replace("\n", "\r\n").removesuffix("\r\n").encode())
    run("new", "shop", "v2", "--from", "v1", at=root)
    made = (root / "checklists/shop/v2.yml").read_bytes()
    assert made == RESET.replace("\n", "\r\n").removesuffix("\r\n").encode()


def test_new_lists_gained_and_lost_entries(root: Path) -> None:
    """New compares the source release with the release before it, and lists gained and lost entries."""
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
        pytest.param(("shop", "v2"), "Missing option '--from'", id="missing source"),
    ],
)
def test_new_refuses_an_existing_or_impossible_release(root: Path, words: tuple[str, ...], error: str) -> None:
    """The command exits with code 2, and creates no file."""
    before = sorted(root.rglob("*"))
    ran = run("new", *words, at=root)
    assert ran.code == 2
    assert error in ran.err
    assert sorted(root.rglob("*")) == before


def test_new_does_not_overwrite_an_existing_file(root: Path) -> None:
    """New refuses to write if the path exists, even if it is a broken link."""
    (root / "checklists/shop/v2.yml").symlink_to("nowhere")
    ran = run("new", "shop", "v2", "--from", "v1", at=root)
    assert ran.code == 2
    assert (root / "checklists/shop/v2.yml").is_symlink()
