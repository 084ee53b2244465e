"""The result that `gonogo diff` predicts equals `gonogo status` after the merge; a branch cannot influence it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import (
    PEOPLE,
    POLICY,
    V1,
    append,
    decide,
    empty,
    give,
    put,
    put_top,
    register,
    remove,
    waive,
    write,
)
from edits import replace as swap
from shop import ALICE, ANN, BOB, CAROL, DORA, EVE, MALLORY
from standings import short
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit
    from forge import Branch
    from shop import Person

CHANGES: list[tuple[str, tuple[tuple[Person, Edit], ...]]] = [
    ("decides", ((DORA, decide("final", "dora")),)),
    ("decides for another person", ((MALLORY, decide("final", "dora")),)),
    ("rewords", ((CAROL, put("tests", title="Most tests pass")),)),
    ("rewords and decides", ((CAROL, put("tests", title="Most")), (ALICE, decide("qa", "alice", on="2026-02-20")))),
    ("decides and rewords", ((ALICE, decide("qa", "alice", on="2026-02-20")), (CAROL, put("tests", title="Most")))),
    ("waives", ((CAROL, waive("lint", "ann")), (DORA, decide("final", "dora")))),
    ("waives as the approver", ((ANN, waive("lint", "ann")),)),
    ("reopens", ((CAROL, put("lint", status="open")),)),
    ("fires", ((CAROL, put("outage", status="fired")),)),
    ("withdraws", ((BOB, empty("cto")),)),
    ("removes a slot", ((CAROL, remove("cto")),)),
    ("closes", ((MALLORY, put_top(V1, outcome="deployed")),)),
    ("gives a role", ((EVE, register("eve", "eve@example.org")), (EVE, give("qa-lead", "eve")))),
    ("gives herself a role and signs", ((EVE, give("qa-lead", "mallory")), (MALLORY, decide("qa", "mallory")))),
    ("moves a gate", ((CAROL, put("after", gate="none")),)),
]


def plan(tmp_path: Path, *edits: Edit) -> Team:
    """A release that Alice and Bob have signed; `edits` are Ann's changes of the policy."""
    team = Team(tmp_path)
    if edits:
        team.push(ANN, *edits)
    team.pull(ALICE, decide("qa", "alice"), by=ANN)
    team.pull(BOB, decide("cto", "bob"), by=ANN)
    return team


def propose(team: Team, commits: tuple[tuple[Person, Edit], ...]) -> Branch:
    branch = team.branch()
    for author, edit in commits:
        branch.commit(author, edit)
    return branch


@pytest.mark.parametrize(
    "policy", [(), (append("second_person: required\n", path=POLICY),)], ids=["default", "second person required"]
)
@pytest.mark.parametrize("commits", [commits for _, commits in CHANGES], ids=[name for name, _ in CHANGES])
def test_diff_predicts_the_verdict_after_the_merge(
    commits: tuple[tuple[Person, Edit], ...], policy: tuple[Edit, ...], tmp_path: Path
) -> None:
    """After a merge by a person who is not in people.yml, verdict and stale sign-offs are as predicted."""
    team = plan(tmp_path, *policy)
    branch = propose(team, commits)
    before = team.status()
    document = team.run("diff", "main", branch.name, "--format", "json").document
    [row] = document["verdicts"]
    team.merge(branch, by=EVE._replace(email="nobody@example.net"))
    after = team.status()
    stale = [
        name
        for name, slot in after.slots.items()
        if slot.state == "stale" and (name not in before.slots or before.slots[name].state != "stale")
    ]
    assert (row["before"], row["after"]) == (before.verdict, after.verdict)
    assert [short(ref) for ref in document["stale"]] == stale


@pytest.mark.parametrize("commits", [commits for _, commits in CHANGES], ids=[name for name, _ in CHANGES])
def test_diff_predicts_the_verdict_after_a_merge_by_a_named_person(
    commits: tuple[tuple[Person, Edit], ...], tmp_path: Path
) -> None:
    """If the policy requires a second person, the verdict after a merge by a named person is as predicted."""
    team = plan(tmp_path, append("second_person: required\n", path=POLICY))
    branch = propose(team, commits)
    document = team.run("diff", "main", branch.name, "--format", "json").document
    people = {person.id: person for person in (ALICE, ANN, BOB, CAROL, DORA, MALLORY)}
    for merger in document["mergers"][:1]:
        team.merge(branch, by=people[merger])
        assert document["verdicts"][0]["after_by_mergers"] == team.status().verdict


def test_diff_predicts_stale_sign_offs_after_a_change_of_evidence(tmp_path: Path) -> None:
    """A changed evidence file makes sign-offs stale, even if no checklist changes."""
    team = Team(tmp_path)
    team.push(CAROL, write("docs/run.txt", "1 of 1\n"), put("tests", evidence="docs/run.txt"))
    team.sign_all()
    branch = propose(team, ((CAROL, write("docs/run.txt", "0 of 1\n")),))
    document = team.run("diff", "main", branch.name, "--format", "json").document
    assert ([short(ref) for ref in document["stale"]], document["events"]) == (["qa", "cto", "final"], [])
    assert [(row["before"], row["after"]) for row in document["verdicts"]] == [("GO", "NO-GO")]


def test_diff_uses_the_names_of_the_base(tmp_path: Path) -> None:
    """A branch cannot change the names of people in its own report."""
    team = Team(tmp_path)
    team.sign_all()
    renamed = swap("name: Alice Amber", "name: Nobody at all", path=PEOPLE)
    branch = propose(team, ((MALLORY, renamed), (MALLORY, put("tests", title="Most tests pass"))))
    out = team.run("diff", "main", branch.name).out
    assert "  QA: Alice Amber (QA lead): since the decision" in out
    assert "  Alice Amber: signed “QA”, which becomes stale" in out


def test_diff_uses_the_main_branch_of_the_base(tmp_path: Path) -> None:
    """A branch cannot declare itself the main branch; the registry on main names the main branch."""
    team = Team(tmp_path)
    branch = propose(team, ((MALLORY, put_top(POLICY, main="topic")), (MALLORY, decide("qa", "alice"))))
    document = team.run("diff", "main", branch.name, "--format", "json").document
    assert document["fate"] == "counts"
    assert [(row["before"], row["now"], row["after"]) for row in document["verdicts"]] == [("NO-GO",) * 3]
