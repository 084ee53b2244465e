"""`gonogo diff` explains the meaning of a change between two commits in a team's repository."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from cli.contract import assert_matches_schema
from cli.running import run
from edits import (
    PEOPLE,
    POLICY,
    V1,
    V2,
    append,
    copy,
    decide,
    delete,
    give,
    insert,
    put,
    put_top,
    register,
    remove,
    waive,
    write,
)
from edits import replace as swap
from forge import Branch
from shop import ALICE, ANN, BOB, CAROL, DORA, EVE, MALLORY
from standings import short
from team import BEFORE, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edits import Edit
    from shop import Person

SECOND = append("second_person: required\n", path=POLICY)
REWORDED = put("tests", title="Most tests pass")
# Lines between answer and title, so that git merges changes of both without a conflict.
APART = put("tests", evidence="https://ci.example.com/1", note="Run 1", declared="ready")


def propose(team: Team, *commits: tuple[Person, Edit]) -> Branch:
    """A branch with a commit for each pair of author and edit."""
    branch = team.branch()
    for author, edit in commits:
        branch.commit(author, edit)
    return branch


def compare(team: Team, branch: Branch, *options: str) -> dict[str, Any]:
    """The JSON document about merging a branch into main."""
    return team.run("diff", "main", branch.name, "--format", "json", *options).document


def statements(document: dict[str, Any]) -> list[tuple[str, str, str, str | None, str | None]]:
    """Topic, severity, last name of the reference, old value and new value of each statement."""
    return [
        (one["topic"], one["severity"], short(one["ref"]), one["before"], one["after"])
        for one in document["statements"]
    ]


def topics(document: dict[str, Any]) -> list[tuple[str, str]]:
    """The topic and the last name of each statement."""
    return [(topic, ref) for topic, _, ref, _, _ in statements(document)]


def verdicts(document: dict[str, Any]) -> list[tuple[str | None, ...]]:
    """The verdicts before, now, after a merge by an unknown person, and after a merge by the right person."""
    return [
        tuple(verdict[key] for key in ("before", "now", "after", "after_by_mergers"))
        for verdict in document["verdicts"]
    ]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(put("lint", status="open"), ("reopened", "warning", "lint", "done", "open"), id="reopened"),
        pytest.param(put("lint", status="blocked"), ("reopened", "warning", "lint", "done", "blocked"), id="blocked"),
        pytest.param(put("outage", status="fired"), ("reopened", "warning", "outage", "clear", "fired"), id="fired"),
        pytest.param(
            put("latency", observed="900 ms"), ("reopened", "warning", "latency", "150 ms", "900 ms"), id="missed"
        ),
        pytest.param(waive("lint", "ann"), ("waived", "warning", "lint", "done", "waived"), id="waived"),
        pytest.param(
            put("lint", status="na", note="No code"),
            ("waived", "warning", "lint", "done", "na"),
            id="item that does not apply",
        ),
        pytest.param(put("errors", status="clear"), ("settled", "note", "errors", "open", "clear"), id="settled"),
        pytest.param(
            put("errors", title="Errors"),
            ("worded", "note", "errors", "More errors than before", "Errors"),
            id="reworded",
        ),
        pytest.param(
            REWORDED,
            ("other-wording", "warning", "tests", "Tests pass", "Most tests pass"),
            id="reworded after completion",
        ),
        pytest.param(remove("lint"), ("structure", "warning", "lint", None, None), id="removed"),
        pytest.param(put("after", gate="none"), ("structure", "warning", "after", "close", "none"), id="gate"),
        pytest.param(put("qa", covers="[data]"), ("structure", "warning", "qa", "[code]", "[data]"), id="covers"),
        pytest.param(put("tests", owner="cto"), ("other", "note", "tests", "qa-lead", "cto"), id="owner"),
        pytest.param(put("alarms", phase="after"), ("structure", "warning", "alarms", "fallback", "after"), id="phase"),
        pytest.param(
            put("tests", evidence="docs/run.txt"),
            ("evidence-missing", "error", "tests", None, None),
            id="missing evidence file",
        ),
        pytest.param(
            put("tests", requires="evidence"),
            ("evidence-missing", "warning", "tests", None, None),
            id="required evidence",
        ),
    ],
)
def test_diff_describes_the_meaning_of_an_edit(edit: Edit, expected: tuple[str, ...], tmp_path: Path) -> None:
    """A statement has the topic, the severity, the old and the new value."""
    team = Team(tmp_path)
    assert expected in statements(compare(team, propose(team, (CAROL, edit))))


def test_diff_reports_removed_evidence(tmp_path: Path) -> None:
    """The item stays done, but the file no longer has its evidence."""
    team = Team(tmp_path)
    team.pull(CAROL, put("tests", evidence="https://ci.example.com/1"), by=ANN)
    document = compare(team, propose(team, (CAROL, put("tests", evidence=None))))
    assert statements(document) == [("evidence-missing", "warning", "tests", "https://ci.example.com/1", "")]


def test_diff_names_the_evidence_of_a_settled_item(tmp_path: Path) -> None:
    """An item without evidence is described as `without evidence`; for a trigger, diff does not mention evidence."""
    team = Team(tmp_path)
    team.push(CAROL, put("tests", status="open"), put("lint", status="open"), put("outage", status="open"))
    link = "https://ci.example.com/1"
    done = (put("tests", status="done", evidence=link), put("lint", status="done"), put("outage", status="clear"))
    branch = team.branch()
    branch.commit(CAROL, *done)
    found = [
        (statement["topic"], short(statement["ref"]), statement["text"])
        for statement in compare(team, branch)["statements"]
    ]
    assert found == [
        ("settled", "tests", f"evidence {link}"),
        ("settled", "lint", "without evidence"),
        ("settled", "outage", None),
    ]


def test_diff_does_not_report_an_invalid_answer_as_settled(tmp_path: Path) -> None:
    """If a person who is not in people.yml clears a trigger, the trigger is not settled."""
    team = Team(tmp_path)
    team.push(CAROL, put("outage", status="open"))
    document = compare(team, propose(team, (EVE, put("outage", status="clear"))))
    assert topics(document) == [("by-merger", "outage"), ("other", "outage")]


def test_diff_of_an_added_section_is_one_statement(tmp_path: Path) -> None:
    """An added section is a single statement with the number of its entries."""
    team = Team(tmp_path)
    items = "    items:\n      guide:\n        status: open\n        title: A guide"
    section = f"  docs:\n    title: Docs\n    phase: before\n{items}"
    document = compare(team, propose(team, (CAROL, insert("speed", section))))
    added = [statement["text"] for statement in document["statements"] if statement["topic"] == "structure"]
    assert added == ["added, with 1 entry"]


def test_diff_names_a_decision_and_its_signer(tmp_path: Path) -> None:
    """Diff shows the decision and its signer, and predicts GO after a merge by anyone."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", "alice"), by=ANN)
    team.pull(BOB, decide("cto", "bob"), by=ANN)
    document = compare(team, propose(team, (DORA, decide("final", "dora"))))
    assert [statement["text"] for statement in document["statements"]] == ["go by Dora Dunn"]
    assert verdicts(document) == [("NO-GO", "NO-GO", "GO", None)]
    assert (document["fate"], document["authors"], document["mergers"]) == ("counts", ["dora"], [])


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        pytest.param(
            waive("lint", "ann"), "approved by Ann Archer until 2026-12-31 (No time)", id="reason and end of a waiver"
        ),
        pytest.param(put("lint", status="na", note="No code"), "No code", id="reason of an item that does not apply"),
        pytest.param(
            decide("qa", "carol", "no-go", reason="Two tests fail"), "no-go by Carol Clay (Two tests fail)", id="no-go"
        ),
    ],
)
def test_diff_shows_the_reason_from_the_file(edit: Edit, text: str, tmp_path: Path) -> None:
    """The statement has the reason of a waiver, of a no-go, or of an item that does not apply."""
    team = Team(tmp_path)
    document = compare(team, propose(team, (CAROL, edit)))
    assert text in [statement["text"] for statement in document["statements"]]


def test_diff_reports_a_withdrawn_decision(tmp_path: Path) -> None:
    """A withdrawal has the topic `decided`, and changes the verdict."""
    team = Team(tmp_path)
    team.sign_all()
    document = compare(team, propose(team, (BOB, decide("cto", "bob", "withdrawn"))))
    assert verdicts(document) == [("GO", "NO-GO", "NO-GO", None)]
    assert ("decided", "cto") in topics(document)


def test_diff_reports_a_decision_by_another_author(tmp_path: Path) -> None:
    """A decision that another author wrote is an error, as in `gonogo check`."""
    team = Team(tmp_path)
    branch = propose(team, (MALLORY, decide("qa", "alice")))
    assert topics(compare(team, branch)) == [("by-another", "qa")]
    ran = team.run("diff", "main", branch.name)
    assert (ran.code, "QA: go. Written by Mallory Moss, not by Alice Amber  (#approvals/qa)" in ran.out) == (1, True)


def test_diff_names_the_signers_of_stale_decisions(tmp_path: Path) -> None:
    """The statement has person and role of each decision that the change makes stale; these people are reviewers."""
    team = Team(tmp_path)
    team.sign_all()
    document = compare(team, propose(team, (CAROL, REWORDED)))
    assert [short(ref) for ref in document["stale"]] == ["qa", "cto", "final"]
    assert document["reviewers"] == ["alice", "bob", "dora"]
    [first, *_] = [statement["text"] for statement in document["statements"] if statement["topic"] == "sign-again"]
    assert first == "Alice Amber (QA lead): since the decision Carol Clay changed “Most tests pass”"
    assert verdicts(document) == [("GO", "NO-GO", "NO-GO", None)]


def test_diff_does_not_name_the_only_author_as_reviewer(tmp_path: Path) -> None:
    """Diff does not ask the only author to review, because authors do not review their own changes."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", "alice"), by=ANN)
    assert compare(team, propose(team, (ALICE, REWORDED)))["reviewers"] == []


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(waive("lint", "bob"), ["bob"], id="the approver of a waiver"),
        pytest.param(put("cto", covers="[data]"), ["bob"], id="the holder of the role of a slot"),
        pytest.param(give("cto", "alice"), ["ann"], id="the maintainers of the registry"),
        pytest.param(put("errors", status="clear"), [], id="no reviewer"),
    ],
)
def test_diff_names_the_people_concerned_as_reviewers(edit: Edit, expected: list[str], tmp_path: Path) -> None:
    """Reviewers are approvers, role holders and maintainers whose decisions or rights the change concerns."""
    team = Team(tmp_path)
    assert compare(team, propose(team, (CAROL, edit)))["reviewers"] == expected


def _second_person(team: Team) -> Branch:
    team.push(ANN, SECOND)
    team.pull(ALICE, decide("qa", "alice"), by=ANN)
    team.pull(BOB, decide("cto", "bob"), by=ANN)
    return propose(team, (DORA, decide("final", "dora")))


@pytest.mark.parametrize(
    ("happen", "mergers", "line"),
    [
        pytest.param(
            _second_person,
            ["ann", "alice", "bob", "carol", "mallory"],
            "shop/v1: NO-GO before; NO-GO now; GO once merged, by a person other than Dora Dunn; 9 → 10 of 10 settled",
            id="a second person",
        ),
        pytest.param(
            lambda team: (team.sign_all(), propose(team, (MALLORY, put_top(V1, outcome="deployed"))))[1],
            ["ann", "dora"],
            "It matters who merges this change: the most values count if it is merged by Ann Archer or Dora Dunn.",
            id="an outcome",
        ),
        pytest.param(
            lambda team: propose(team, (EVE, register("eve", "eve@example.org"))),
            ["ann"],
            "It matters who merges this change: the most values count if it is merged by Ann Archer.",
            id="the registry",
        ),
        pytest.param(
            lambda team: propose(team, (CAROL, waive("lint", "ann"))),
            ["ann"],
            "It matters who merges this change: the most values count if it is merged by Ann Archer.",
            id="a waiver",
        ),
    ],
)
def test_diff_names_the_required_mergers(
    happen: Callable[[Team], Branch], mergers: list[str], line: str, tmp_path: Path
) -> None:
    """Diff evaluates a merge by each person; if the merger does not matter, diff names no person."""
    team = Team(tmp_path)
    branch = happen(team)
    assert compare(team, branch)["mergers"] == mergers
    assert line in team.run("diff", "main", branch.name).out.splitlines()


def test_diff_evaluates_mergers_with_private_addresses(tmp_path: Path) -> None:
    """For a person without an e-mail in people.yml, diff uses the forge's private address of the handle."""
    mergers = []
    for forge in ("https://github.com/lindhaven/shop", "https://gitlab.example/lindhaven/shop"):
        policy = put_top(POLICY, forge=forge, may_waive="[cto]")
        team = Team(tmp_path / forge.split("/")[2], policy, put("bob", path=PEOPLE, emails=None))
        document = compare(team, propose(team, (CAROL, waive("lint", "bob"))))
        mergers.append(document["mergers"])
    assert mergers == [["bob"], ["bob"]]


def test_diff_reports_a_rewording_of_an_item_completed_on_main(tmp_path: Path) -> None:
    """The branch rewords an item that main completes at the same time; `tests/threats/` has the opposite case."""
    team = Team(tmp_path)
    team.push(CAROL, APART, put("tests", status="open"))
    branch = propose(team, (CAROL, REWORDED))
    team.push(BOB, put("tests", status="done"))
    [one] = compare(team, branch)["statements"]
    assert (one["topic"], one["text"]) == (
        "other-wording",
        "it was answered before this change of its title, in the base in the meantime",
    )


def test_diff_names_a_merge_conflict(tmp_path: Path) -> None:
    """Diff names the conflicting file, and compares the head with the merge base instead of the merged result."""
    team = Team(tmp_path)
    branch = propose(team, (CAROL, put("tests", title="One")))
    team.push(BOB, put("tests", title="Two"), put("errors", status="clear"))
    ran = team.run("diff", "main", branch.name)
    assert (ran.code, f"git cannot merge this; resolve it first: {V1}." in ran.out) == (1, True)
    document = compare(team, branch)
    assert (document["conflicts"], topics(document)) == ([V1], [("other-wording", "tests")])


def test_diff_of_a_renamed_release_keeps_changes_of_main(tmp_path: Path) -> None:
    """Changes on main under the old name are in the merged result under the new name."""
    team = Team(tmp_path)
    branch = propose(team, (CAROL, copy(V1, V2)))
    branch.commit(CAROL, delete(V1), swap("release: v1", "release: v2", path=V2))
    team.push(BOB, put("errors", status="clear"))
    document = compare(team, branch)
    [moved] = [one for one in document["events"] if one["field"] == "path"]
    assert (moved["before"], moved["after"]) == (V1, V2)
    rows = [(one["release"], one["before"], one["after"], one["settled_after"]) for one in document["verdicts"]]
    assert rows == [("v1", "NO-GO", None, 0), ("v2", None, "NO-GO", 7)]


@pytest.mark.parametrize("base", ["main", "HEAD", "main~0"])
def test_diff_of_a_commit_with_itself_is_empty(base: str, tmp_path: Path) -> None:
    """Diff prints that nothing changes; without a head, it uses the checked-out commit."""
    team = Team(tmp_path)
    ran = team.run("diff", base)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "Nothing in the checklists changes.")


def test_diff_of_an_already_merged_branch_is_empty(tmp_path: Path) -> None:
    """Diff lists no statement if merging the branch would change nothing."""
    team = Team(tmp_path)
    branch = team.branch()
    team.push(CAROL, put("errors", status="clear"))
    assert compare(team, branch)["statements"] == []


def test_diff_of_a_forge_test_merge_equals_that_of_the_branch(tmp_path: Path) -> None:
    """At the forge's test merge, diff has the same statements and mergers as at the branch."""
    team = Team(tmp_path)
    team.push(ANN, SECOND)
    branch = propose(team, (ALICE, decide("qa", "alice")))
    before, tried = team.main.head, team.branch("pull-request")
    tried.head = team.merge(branch, by=BOB)
    team.land(before)
    assert compare(team, tried)["mergers"] == compare(team, branch)["mergers"]
    assert statements(compare(team, tried)) == statements(compare(team, branch))


def test_diff_works_in_the_clone_of_a_workflow(tmp_path: Path) -> None:
    """Diff works in a clone without local branches at the forge's merge commit, as after `actions/checkout`."""
    team = Team(tmp_path / "forge")
    branch = propose(team, (CAROL, REWORDED))
    before, tried = team.main.head, team.branch("pull-request")
    tried.head = team.merge(branch, by=ANN)
    team.land(before)
    oid = team.make()[tried.head]
    clone = tmp_path / "clone"
    team.git("clone", "--quiet", "--no-checkout", f"file://{tmp_path}/forge", str(clone))
    for words in (
        ("checkout", "--quiet", "--detach", oid),
        ("branch", "--quiet", "-D", "main"),
        ("remote", "set-head", "origin", "--delete"),
    ):
        subprocess.run(["git", "-C", str(clone), *words], check=True)
    ran = team.run("diff", "origin/main", "--format", "json", folder=clone)
    assert (topics(ran.document), ran.document["fate"]) == ([("other-wording", "tests")], "counts")


def test_diff_between_commits_on_main_has_landed(tmp_path: Path) -> None:
    """Changes between two commits on main are not pending."""
    team = Team(tmp_path)
    team.sign_all()
    document = team.run("diff", "main~3", "main", "--format", "json").document
    assert (document["fate"], verdicts(document)) == ("has-landed", [("NO-GO", "GO", "GO", None)])


def test_diff_into_another_branch_is_pending(tmp_path: Path) -> None:
    """A change that is merged into another branch does not count until that branch is merged into main."""
    team = Team(tmp_path)
    other = team.branch("next")
    other.commit(CAROL, put("errors", status="clear"))
    branch = Branch(team, "topic", other.head)
    team.branches["topic"] = branch
    branch.commit(ALICE, decide("qa", "alice"))
    ran = team.run("diff", "next", "topic")
    assert "The base is not on the main branch, so this change does not count until the base is merged too." in ran.out


def test_diff_mentions_uncommitted_changes(tmp_path: Path) -> None:
    """If the command names no head, diff says that it does not compare uncommitted changes."""
    team = Team(tmp_path)
    team.write(put("errors", status="clear"))
    note = f"Not compared: uncommitted changes of {V1}."
    assert note in team.run("diff", "main").out.splitlines()
    assert note not in team.run("diff", "main", "main").out


def test_diff_does_not_write_to_the_repository(tmp_path: Path) -> None:
    """Diff writes no object, reference or index, and runs no merge driver or hook of the clone."""
    team = Team(tmp_path)
    canary = tmp_path / "canary"
    branch = propose(
        team, (CAROL, write(".gitattributes", "*.yml merge=evil\n")), (CAROL, put("errors", status="clear"))
    )
    team.push(BOB, put("tests", owner="cto"))
    team.make()
    team.git("config", "merge.evil.driver", f"touch {canary}")
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / ".git").rglob("*") if path.is_file()}
    assert team.run("diff", "main", branch.name).code == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / ".git").rglob("*") if path.is_file()} == files
    assert not canary.exists()


@pytest.mark.parametrize(
    ("revisions", "message"),
    [
        pytest.param(("no-branch",), 'gonogo: "no-branch" is not a commit of this repository\n', id="unknown base"),
        pytest.param(("main", "nothing"), 'gonogo: "nothing" is not a commit of this repository\n', id="unknown head"),
        pytest.param(("--", "--all"), 'gonogo: "--all" is not a commit of this repository\n', id="an option as base"),
        pytest.param(("--", "main", "-x"), 'gonogo: "-x" is not a commit of this repository\n', id="an option as head"),
    ],
)
def test_diff_names_an_unknown_revision(revisions: tuple[str, ...], message: str, tmp_path: Path) -> None:
    """The message has the revision and a hint, also if the revision looks like an option."""
    team = Team(tmp_path)
    team.make()
    ran = run("diff", *revisions, at=tmp_path)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{message}help: see git branch --all, git tag\n")


def test_diff_refuses_unrelated_histories(tmp_path: Path) -> None:
    """Diff refuses commits without a common ancestor, which cannot be merged meaningfully."""
    team = Team(tmp_path)
    team.make()
    tree = team.git("rev-parse", "main^{tree}").strip()
    other = team.git("commit-tree", "-m", "Other", tree).strip()
    ran = team.run("diff", "main", other)
    assert (ran.code, "have no commit in common" in ran.err) == (2, True)


def test_diff_requires_a_git_repository(tmp_path: Path) -> None:
    """Outside of git, diff exits with code 2, because there are no commits to compare."""
    (tmp_path / "checklists").mkdir()
    ran = run("diff", "main", at=tmp_path)
    assert (ran.code, "there is no history" in ran.err) == (2, True)


def test_diff_supports_sha256_repositories(tmp_path: Path) -> None:
    """Diff merges and evaluates commits with SHA-256 ids as commits with SHA-1 ids."""
    team = Team(tmp_path / "short")
    team.make()
    place = tmp_path / "long"
    git = ("git", "-C", str(place), "-c", "user.name=Carol", "-c", "user.email=carol@example.com")
    subprocess.run(["git", "init", "--quiet", "-b", "main", "--object-format=sha256", str(place)], check=True)
    shutil.copytree(tmp_path / "short" / "checklists", place / "checklists")
    file = place / V1
    for branch, old, new in (
        ("main", "", ""),
        ("topic", "title: Lint is clean", "title: Lint"),
        ("main", "title: The export is tried", "title: Export"),
    ):
        subprocess.run([*git, "checkout", "--quiet", "-B", branch, *(["main"] if old else [])], check=True)
        file.write_text(file.read_text(encoding="utf-8").replace(old, new) if old else file.read_text(encoding="utf-8"))
        subprocess.run([*git, "add", "--all"], check=True)
        subprocess.run([*git, "commit", "--quiet", "--allow-empty", "-m", branch], check=True)
    document = run("diff", "main", "topic", "--format", "json", "--as-of", BEFORE, at=place).document
    assert (len(document["head"]), [short(one["ref"]) for one in document["events"]]) == (64, ["lint"])


def test_diff_refuses_a_shallow_clone(tmp_path: Path) -> None:
    """Diff refuses a shallow clone, because verdicts need the whole history."""
    team = Team(tmp_path / "origin")
    team.make()
    team.git("clone", "--quiet", "--depth=1", f"file://{tmp_path}/origin", str(tmp_path / "clone"))
    ran = team.run("diff", "main", folder=tmp_path / "clone")
    assert (ran.code, "this clone is shallow" in ran.err) == (2, True)


def _write_old_git(folder: Path) -> Path:
    """A folder with a git that does not have `merge-tree --write-tree`, like versions before 2.38."""
    git = folder / "bin" / "git"
    git.parent.mkdir()
    known = shutil.which("git")
    script = f'#!/bin/sh\nfor word; do [ "$word" = merge-tree ] && exit 129; done\nexec {known} "$@"\n'
    git.write_text(script, encoding="utf-8")
    git.chmod(0o755)
    return git.parent


def test_diff_with_an_old_git_works_without_a_merge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old git suffices if no merge is needed; otherwise, the message names the required git version."""
    team = Team(tmp_path / "shop")
    branch = propose(team, (CAROL, put("errors", status="clear")))
    team.make()
    monkeypatch.setenv("PATH", f"{_write_old_git(tmp_path)}:{os.environ['PATH']}")
    assert topics(compare(team, branch)) == [("settled", "errors")]
    team.push(BOB, put("tests", owner="cto"))
    ran = team.run("diff", "main", branch.name)
    hint = "use git 2.38 or newer, or merge the base into the branch first"
    assert (ran.code, ran.err) == (2, f"gonogo: this git cannot merge without a working tree\nhelp: {hint}\n")


def test_diff_without_history_compares_the_files(tmp_path: Path) -> None:
    """With `--no-history`, diff compares the files, and the document says that nothing is verified."""
    team = Team(tmp_path)
    document = compare(team, propose(team, (CAROL, put("lint", status="open"))), "--no-history")
    assert (document["history"], document["fate"], topics(document)) == ("none", "pending", [("reopened", "lint")])


def test_diff_document_matches_its_schema(tmp_path: Path) -> None:
    """Every key is present, in order, with the right type."""
    team = Team(tmp_path)
    team.sign_all()
    branch = propose(
        team, (CAROL, REWORDED), (MALLORY, give("cto", "mallory")), (BOB, decide("cto", "bob", on="2026-02-20"))
    )
    assert_matches_schema(compare(team, branch))
