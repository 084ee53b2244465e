"""A pull request causes a finding, and accepts it in policy.yml.

The finding is reported until a maintainer has written or merged the acceptance. Errors, and findings about counting
decisions, cannot be accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.running import run
from edits import POLICY, V1, accept, append, decide, give, put, put_top, remove
from shop import ALICE, ANN, CAROL, MALLORY
from team import BEFORE, Team

if TYPE_CHECKING:
    from pathlib import Path

    from shop import Person

GROUP = "Structure"

CLAIM = put_top(V1, declared="READY FOR DEPLOYMENT")
ACCEPT = accept("ready", "false-claim", "shop/v1", "The wiki says so too")
FOUND = [("note", "acceptance-not-in-effect"), ("warning", "false-claim")]


@pytest.mark.parametrize("author", [MALLORY, ANN])
@pytest.mark.parametrize("options", [(), ("--fail-on", "warning")])
def test_acceptance_on_a_branch_has_no_effect(author: Person, options: tuple[str, ...], tmp_path: Path) -> None:
    """A branch cannot accept its own finding, regardless of the author."""
    team = Team(tmp_path)
    branch = team.branch("topic")
    branch.commit(author, CLAIM)
    branch.commit(author, ACCEPT)
    team.checkout(branch)
    assert (team.check(), team.accepted()) == (FOUND, [])
    assert team.run("check", *options).code == (1 if options else 0)


def test_acceptance_without_a_maintainer_has_no_effect(tmp_path: Path) -> None:
    """An acceptance has no effect if no maintainer wrote or merged it, even in an earlier pull request."""
    team = Team(tmp_path)
    team.pull(MALLORY, ACCEPT, by=CAROL)
    team.pull(MALLORY, CLAIM, by=CAROL)
    assert sorted(team.check()) == sorted([*FOUND, ("error", "registry-not-authorised")])
    assert team.accepted() == []


def test_acceptance_merged_by_a_maintainer_counts(tmp_path: Path) -> None:
    """An acceptance that a maintainer merges counts, also on branches from there."""
    team = Team(tmp_path)
    team.pull(MALLORY, CLAIM, ACCEPT, by=ANN)
    assert (team.check(), team.accepted()) == ([], [("false-claim", "ready")])
    branch = team.branch("topic")
    branch.commit(MALLORY, put("tests", note="As seen"))
    team.checkout(branch)
    assert (team.check(), team.accepted()) == ([], [("false-claim", "ready")])


def test_acceptance_confirmed_by_a_maintainer_counts(tmp_path: Path) -> None:
    """An acceptance that Mallory wrote counts after a maintainer has confirmed the merge."""
    team = Team(tmp_path)
    landing = team.push(MALLORY, CLAIM, ACCEPT)
    assert team.accepted() == []
    team.push(ANN, put_top(POLICY, confirmed=f"[{team.make()[landing]}]"))
    assert (team.check(), team.accepted()) == ([], [("false-claim", "ready")])


@pytest.mark.parametrize("change", ["at", "rule", "reason"])
def test_acceptance_changed_without_a_maintainer_has_no_effect(change: str, tmp_path: Path) -> None:
    """An acceptance has no effect after Mallory changes it, in the working tree or on main."""
    team = Team(tmp_path, CLAIM, accept("ready", "false-claim", "shop/v1"))
    assert team.accepted() == [("false-claim", "ready")]
    wider = {"at": "shop", "rule": "gap", "reason": "It is fine"}[change]
    edit = put("ready", path=POLICY, **{change: wider})
    team.write(edit)
    assert (team.check(), team.accepted()) == (FOUND, [])
    team.push(MALLORY, edit)
    assert team.accepted() == []


def test_acceptance_removed_without_a_maintainer_restores_the_finding(tmp_path: Path) -> None:
    """The finding is reported again when Mallory removes its acceptance."""
    team = Team(tmp_path, CLAIM, ACCEPT)
    team.push(MALLORY, put_top(POLICY, accepted=None))
    assert sorted(team.check()) == [("error", "registry-not-authorised"), ("warning", "false-claim")]


def test_acceptance_restored_by_an_old_branch_has_no_effect(tmp_path: Path) -> None:
    """An acceptance that a maintainer removed has no effect after other people add it again."""
    team = Team(tmp_path, CLAIM, ACCEPT)
    branch = team.branch("old")
    branch.commit(MALLORY, put("tests", note="As seen"))
    team.push(ANN, put_top(POLICY, accepted=None))
    team.pull(MALLORY, ACCEPT, by=CAROL)
    team.merge(branch, by=CAROL)
    assert (("warning", "false-claim") in team.check(), team.accepted()) == (True, [])


def test_policy_that_does_not_decode_accepts_nothing(tmp_path: Path) -> None:
    """A policy file with an unknown key accepts no findings."""
    team = Team(tmp_path, CLAIM, ACCEPT)
    team.write(append("levle: signed\n", path=POLICY))
    assert (("warning", "false-claim") in team.check(), team.accepted()) == (True, [])


def test_decision_that_does_not_count_cannot_be_accepted(tmp_path: Path) -> None:
    """Even a maintainer cannot accept findings about sign-offs that do not count."""
    team = Team(tmp_path, accept("alice", "signoff-by-another", "shop"), accept("late", "stale-signoff", "shop"))
    team.push(MALLORY, decide("qa", by="alice"))
    team.pull(ALICE, decide("qa", by="alice", on="2026-02-03"), by=ANN)
    team.push(CAROL, put("tests", title="Most tests pass"))
    rules = [rule for _, rule in team.check()]
    assert rules.count("wrong-acceptance") == 2
    assert ("stale-signoff" in rules, team.accepted()) == (True, [])
    assert team.status().verdict == "NO-GO"


def test_unauthorized_registry_change_cannot_be_accepted(tmp_path: Path) -> None:
    """Even a maintainer cannot accept an unauthorized change of the registry."""
    team = Team(tmp_path, accept("roles", "registry-not-authorised", "shop"))
    team.push(MALLORY, give("qa-lead", "mallory"))
    assert ("error", "registry-not-authorised") in team.check()


def test_acceptance_does_not_change_status(tmp_path: Path) -> None:
    """`gonogo status` prints the same verdict, blockers and contradictions for an accepted finding."""
    documents = []
    for name, edits in (("plain", ()), ("accepted", (ACCEPT,))):
        team = Team(tmp_path / name, CLAIM, *edits)
        document = team.run("status", "--format", "json").document
        assert document["releases"][0]["contradictions"]
        documents.append({**document, "head": None})
    assert documents[0] == documents[1]


def test_shallow_clone_accepts_nothing(tmp_path: Path) -> None:
    """`gonogo check` refuses a shallow clone, and accepts nothing with `--no-history`."""
    team = Team(tmp_path / "repo", CLAIM, ACCEPT)
    team.make()
    clone = tmp_path / "clone"
    team.git("clone", "--quiet", "--depth=2", f"file://{team.root}", str(clone))
    assert run("check", "--as-of", BEFORE, at=clone).code == 2
    document = run("check", "--no-history", "--format", "json", "--as-of", BEFORE, at=clone).document
    assert [(one["severity"], one["rule"]) for one in document["diagnostics"]] == FOUND
    assert document["accepted"] == []


def test_diff_lists_new_findings_unless_a_maintainer_accepts_them(tmp_path: Path) -> None:
    """`gonogo diff` lists a finding that a stranger accepts, and a finding whose acceptance is removed."""
    for author, expected in ((MALLORY, ["false-claim"]), (ANN, [])):
        team = Team(tmp_path / author.id)
        branch = team.branch("topic")
        branch.commit(author, CLAIM, ACCEPT)
        assert _new_findings(team, "topic") == expected
    team = Team(tmp_path / "back", CLAIM, ACCEPT)
    branch = team.branch("topic")
    branch.commit(ANN, put_top(POLICY, accepted=None))
    assert _new_findings(team, "topic") == ["false-claim"]


def test_diff_lists_new_acceptances(tmp_path: Path) -> None:
    """`gonogo diff` lists new and changed acceptances with their reasons and the number of findings."""
    team = Team(tmp_path, CLAIM, accept("old", "gap", "shop"), accept("kept", "gap", "shop/v1"))
    branch = team.branch("topic")
    branch.commit(MALLORY, remove("old", path=POLICY), ACCEPT, put("kept", path=POLICY, reason="It is fine"))
    statements = team.run("diff", "main", "topic", "--format", "json").document["statements"]
    assert [(one["title"], one["text"], one["severity"]) for one in statements if one["topic"] == "accepted"] == [
        ("kept", "gap in shop/v1 (0 findings): It is fine", "warning"),
        ("ready", "false-claim in shop/v1 (1 finding): The wiki says so too", "warning"),
    ]


def _new_findings(team: Team, branch: str) -> list[str]:
    statements = team.run("diff", "main", branch, "--format", "json").document["statements"]
    return [one["title"] for one in statements if one["topic"] == "finding"]
