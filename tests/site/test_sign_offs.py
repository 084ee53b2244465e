"""The page of sign-offs shows each decision, its validity with the reason, later changes, and the next step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from edits import POLICY, V1, decide, put, put_top
from gonogo.format.sections import signoffs
from gonogo.site.parts.level_words import explain_levels
from judged_site import SIGN_OFFS, JudgedSite
from shop import ALICE, ANN, CAROL, DORA, EVE, MALLORY
from team import AFTER, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIGNER = "Signer Alice Amber (QA lead) alice@example.com"
AT = "Mon 2 Feb 2026, 15:00 UTC"
SIGNED = "Proof Alice Amber signed the commit with a registered SSH key, and holds the role"
WROTE = "Proof Alice Amber wrote the commit, and holds the role"
GO = 'gonogo mark go "shop/v1#approvals/qa" Otherwise: gonogo mark no-go "shop/v1#approvals/qa" --reason WHY'
EDIT = "Decide: decision: in line 55 Edit on GitHub"
READY = "Ready all 2 covered entries are settled"
BY_ALICE = f"Decision Go by Alice Amber, {AT} Statement QA Covers Code"
BY_SQUASH = "Why not a squash names Alice Amber as co-author, which does not prove anything"
COMMIT = "Commit <6: change by alice>, #3; merged by Ann Archer"
CLOSE = put_top(V1, outcome="deployed")


def sign(team: Team) -> None:
    """Alice signs, and Ann merges it."""
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)


def squash(team: Team) -> None:
    """Carol squashes a pull request with Alice's decision."""
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    team.squash(branch, opened_by=CAROL)


CARDS = [
    pytest.param(
        sign,
        f"Go attributed {BY_ALICE} {WROTE} {COMMIT} "
        "Next level: sign the commit with an SSH key that people.yml lists for Alice Amber",
        "Alice Amber Go attributed Mon 2 Feb 2026 Ann Archer",
        id="attributed",
    ),
    pytest.param(
        lambda team: team.pull(ALICE, decide("qa", by="alice"), by=ANN, key=ALICE.key),
        f"Go signed {BY_ALICE} {SIGNED} {COMMIT}",
        "Alice Amber Go signed Mon 2 Feb 2026 Ann Archer",
        id="signed",
    ),
    pytest.param(
        lambda team: team.pull(ALICE, decide("qa", by="alice", on="2026-02-01"), by=ALICE),
        f"Go attributed Decision Go by Alice Amber, Sun 1 Feb 2026 (merged {AT}) Statement QA Covers Code {WROTE} "
        "Commit <6: change by alice>, #3; nobody else is known to have merged it "
        "Next level: sign the commit with an SSH key that people.yml lists for Alice Amber",
        "Alice Amber Go attributed Sun 1 Feb 2026",
        id="with a date, merged by herself",
    ),
    pytest.param(
        lambda team: team.pull(MALLORY, decide("qa", by="alice"), by=CAROL),
        f"Written by Mallory Moss, not by Alice Amber claimed {SIGNER} Decision Go in the name of Alice Amber, {AT} "
        f"Statement QA Covers Code Commit <6: change by mallory>, #3; merged by Carol Clay {READY} "
        f"To do: ask Alice Amber to decide again, in a commit of their own {EDIT}",
        "Alice Amber Written by Mallory Moss, not by Alice Amber claimed Mon 2 Feb 2026 Carol Clay",
        id="written by another person",
    ),
    pytest.param(
        squash,
        f"Not accepted claimed {SIGNER} {BY_ALICE} {BY_SQUASH} "
        f"Commit <7: change by alice (#3)>, #3; nobody else is known to have merged it {READY} "
        f"To do: ask Alice Amber to decide again, in a pull request that Alice Amber opens {EDIT}",
        "Alice Amber Not accepted claimed Mon 2 Feb 2026",
        id="attribution lost by a squash",
    ),
    pytest.param(
        lambda team: team.pull(EVE, decide("qa", by="alice"), by=ANN),
        f"Not accepted claimed {SIGNER} {BY_ALICE} "
        "Why not Eve Elder wrote the commit, with an address that is not in people.yml "
        f"Commit <6: change by eve>, #3; merged by Ann Archer {READY} "
        f"To do: ask a maintainer to add the address to people.yml, then ask Alice Amber to decide again {EDIT}",
        "Alice Amber Not accepted claimed Mon 2 Feb 2026 Ann Archer",
        id="by an unknown author",
    ),
    pytest.param(
        lambda team: (sign(team), team.pull(CAROL, put("tests", title="Most tests pass"), by=DORA)),
        f"Stale attributed {SIGNER} {BY_ALICE} Proof the commit has the address of Alice Amber, who held the role "
        f"{COMMIT} Changed since Most tests pass: title changed by Carol Clay, Mon 2 Feb 2026 "
        f"<9: Merge pull request #4 from lindhaven/change-8> #4 {READY} "
        "To do: ask Alice Amber to review the changes and sign again, in a commit with a new on: 2026-03-01 "
        f"Decide: decision: in line 55 decision: go by: alice on: 2026-03-01 Edit on GitHub {GO}",
        "Alice Amber Stale attributed Mon 2 Feb 2026 Ann Archer",
        id="stale",
    ),
    pytest.param(
        lambda team: (sign(team), team.write(put("tests", title="Most tests pass"))),
        f"Stale attributed {SIGNER} {BY_ALICE} Proof the commit has the address of Alice Amber, who held the role "
        f"{COMMIT} Changed since Most tests pass: title changed, not merged yet {READY} "
        "To do: ask Alice Amber to review the changes and sign again, in a commit with a new on: 2026-03-01 "
        f"Decide: decision: in line 55 decision: go by: alice on: 2026-03-01 Edit on GitHub {GO}",
        "Alice Amber Stale attributed Mon 2 Feb 2026 Ann Archer",
        id="stale by an uncommitted change",
    ),
    pytest.param(
        lambda team: team.pull(ALICE, decide("qa", "alice", "no-go", reason="A leak"), by=ANN),
        f"No-go attributed {SIGNER} Decision No-go by Alice Amber, {AT} Statement QA Reason A leak Covers Code {WROTE} "
        f"{COMMIT} {READY} To do: settle the reason, then ask Alice Amber to decide again {EDIT}",
        "Alice Amber No-go attributed Mon 2 Feb 2026 Ann Archer",
        id="refused",
    ),
    pytest.param(
        lambda team: (sign(team), team.pull(ALICE, decide("qa", "alice", "withdrawn"), by=ANN)),
        f"Withdrawn attributed {SIGNER} Decision Withdrawn by Alice Amber, Mon 2 Feb 2026, 17:00 UTC Statement QA "
        "Covers Code Proof the commit has the address of Alice Amber, who held the role "
        f"Commit <8: change by alice>, #4; merged by Ann Archer {READY} Before Go "
        f"To do: ask Alice Amber to decide again {EDIT}",
        "Alice Amber Withdrawn attributed Mon 2 Feb 2026 Ann Archer",
        id="withdrawn",
    ),
    pytest.param(
        lambda team: team.write(decide("qa", by="alice")),
        f"Go, not merged yet {SIGNER} Decision Go by Alice Amber Statement QA Covers Code {READY} "
        "To do: merge it into main",
        "Alice Amber Go, not merged yet",
        id="pending",
    ),
    pytest.param(
        lambda _: None,
        f"Ready to sign {SIGNER} Statement QA Covers Code {READY} To do: Alice Amber fills decision: and by: "
        f"Decide: decision: in line 55 decision: go by: alice on: 2026-03-01 Edit on GitHub {GO}",
        "Alice Amber Ready to sign",
        id="ready to sign",
    ),
    pytest.param(
        lambda team: team.push(CAROL, put("tests", status="open")),
        f"Unsigned {SIGNER} Statement QA Covers Code "
        "Not ready 1 of 2 covered entries are settled; open: Tests pass To do: Alice Amber fills decision: and by: "
        f"{EDIT} {GO}",
        "Alice Amber Unsigned",
        id="not ready",
    ),
]


@pytest.mark.parametrize(("happen", "card", "row"), CARDS)
def test_sign_off_has_a_card_and_a_row(happen: Callable[[Team], object], card: str, row: str, tmp_path: Path) -> None:
    """The card has every fact once, and the row has the most important facts."""
    team = Team(tmp_path)
    happen(team)
    site = JudgedSite(team)
    shown = (
        re.sub(r"^(\D*?) decision: in line \d+", r"\1", site.card("QA")) if "Decide:" not in card else site.card("QA")
    )
    assert (re.sub(r"in line \d+", "in line 55", shown), site.row(SIGN_OFFS, "QA")) == (card, row)


def test_recorded_sign_off_shows_the_recorder(tmp_path: Path) -> None:
    """A recorded sign-off has its recorder after the level, and marks a link as not covered."""
    team = Team(tmp_path, put_top(POLICY, recorded_roles="[cto]"))
    minutes = "https://wiki.example.com/minutes"
    team.pull(CAROL, decide("cto", "bob", on="2026-02-01", evidence=minutes), by=ANN)
    site = JudgedSite(team)
    assert site.row(SIGN_OFFS, "CTO") == "Bob Baker Go claimed recorded by Carol Clay Sun 1 Feb 2026 Ann Archer"
    card = site.card("CTO")
    assert "Proof recorded by Carol Clay, with evidence Commit" in card
    assert card.endswith(f"Evidence {minutes} (not covered: the content behind a link can change)")


def test_final_authorization_before_the_covered_sign_offs_is_too_early(tmp_path: Path) -> None:
    """A final authorization is too early, and counts as soon as the covered sign-offs are valid."""
    team = Team(tmp_path)
    team.pull(DORA, decide("final", by="dora"), by=ANN)
    site = JudgedSite(team)
    assert site.row(SIGN_OFFS, "Final authorization").startswith("Dora Dunn Go, too early attributed")
    card = site.card("Final authorization")
    assert "Why not it covers sign-offs that are not valid" in card
    assert card.endswith("open: QA, CTO To do: nothing: the sign-off counts as soon as they are valid")


def test_page_shows_a_missing_second_person(tmp_path: Path) -> None:
    """If the policy requires a second person, the sign-off without this person says so, and the page explains it."""
    team = Team(tmp_path, put_top(POLICY, second_person="required", level="attributed", final_level="signed"))
    team.push(ALICE, decide("qa", by="alice"))
    site = JudgedSite(team)
    assert site.row(SIGN_OFFS, "QA") == "Alice Amber No second person attributed Mon 2 Feb 2026"
    assert "To do: ask a person other than Alice Amber to merge it" in site.card("QA")
    assert (
        "policy.yml requires the level attributed of every sign-off, and signed of a final authorization. "
        "A person other than the signer must merge the decision." in site.words(SIGN_OFFS)
    )


def test_card_shows_earlier_decisions(tmp_path: Path) -> None:
    """The card has a replaced decision, and an emptied decision with its author."""
    team = Team(tmp_path)
    sign(team)
    team.push(ALICE, decide("qa", by="", decision=""))
    team.pull(ALICE, decide("qa", "alice", "no-go"), by=ANN)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    card = JudgedSite(team).card("QA")
    assert "Before No-go Before Go became empty, by Alice Amber, Mon 2 Feb 2026, 16:00 UTC <8: change by alice>" in card


def test_page_counts_the_states_of_sign_offs(tmp_path: Path) -> None:
    """The text has the number of valid sign-offs, and the states of all others."""
    team = Team(tmp_path)
    team.pull(MALLORY, decide("qa", by="alice"), by=CAROL)
    words = JudgedSite(team).words(SIGN_OFFS)
    assert "0 of 3 sign-offs are valid 1 written by another, 1 ready to sign, 1 unsigned" in words


def test_coverage_table_has_sections_and_slots(tmp_path: Path) -> None:
    """Each required section has a row, and each slot has a column with its state or its missing coverage."""
    team = Team(tmp_path, put("cto", covers="[data/backup, speed]"), put("final", covers="[approvals]"))
    sign(team)
    site = JudgedSite(team)
    uncovered, ready = "\u2013not covered", "Ready to sign"
    assert {title: site.row(SIGN_OFFS, title) for title in ("Code", "Data", "Speed", "Terms")} == {
        "Code": f"Go {uncovered} {uncovered} 1 of 1",
        "Data": f"{uncovered} {ready} 1 of 2 entries {uncovered} 0 of 1",
        "Speed": f"{uncovered} {ready} {uncovered} 0 of 1",
        "Terms": f"{uncovered} {uncovered} {uncovered} No sign-off",
    }


def test_page_of_a_closed_release_shows_the_state_at_t_zero(tmp_path: Path) -> None:
    """Later changes do not affect the page, and no next steps are shown."""
    team = Team(tmp_path)
    sign(team)
    team.push(DORA, CLOSE)
    team.push(CAROL, put("tests", title="Most tests pass"))
    site = JudgedSite(team, AFTER)
    assert "1 of 3 sign-offs were valid 2 unsigned" in site.words(SIGN_OFFS)
    assert [site.row(SIGN_OFFS, title) for title in ("QA", "CTO")] == [
        "Alice Amber Go attributed Mon 2 Feb 2026 Ann Archer",
        "Bob Baker Unsigned",
    ]
    assert "To do" not in site.words(SIGN_OFFS)


def test_sign_offs_csv_has_the_rows_of_the_page(tmp_path: Path) -> None:
    """The file has the order of the page, and every fact of the cards."""
    team = Team(tmp_path)
    commit, landing = team.pull(ALICE, decide("qa", by="alice", conditions="Only at night"), by=ANN)
    _, changed = team.pull(CAROL, put("tests", title="Most tests pass"), by=DORA)
    ids = team.make()
    rows = JudgedSite(team).csv("shop/v1/sign-offs.csv")
    assert [row["title"] for row in rows] == ["QA", "CTO", "Final authorization"]
    assert rows[0] == {
        "ref": "shop/v1#approvals/qa",
        "title": "QA",
        "role": "qa-lead",
        "statement": "QA",
        "decision": "go",
        "by": "alice",
        "name": "Alice Amber",
        "on": "",
        "landed_at": "2026-02-02T15:00:00Z",
        "state": "stale",
        "level": "attributed",
        "code": "stale",
        "reason": "the covered content has changed since the decision: “Most tests pass” changed",
        "written_by": "Alice Amber",
        "merged_by": "Ann Archer",
        "commit": ids[commit],
        "landing": ids[landing],
        "pull_request": "3",
        "conditions": "Only at night",
        "why_not": "",
        "evidence": "",
        "covers": "code",
        "covered_settled": "2",
        "covered_total": "2",
        "ready": "yes",
        "changed_since": f"shop/v1#code/tests: changed by Carol Clay in {ids[changed]}",
        "remarks": "",
        "next_step": rows[0]["next_step"],
    }


def test_sign_offs_csv_has_no_formula(tmp_path: Path) -> None:
    """A title, reason or name that a spreadsheet would execute begins with an apostrophe."""
    team = Team(tmp_path, put("qa", title="'=1+1'"))
    team.pull(ALICE, decide("qa", "alice", "no-go", reason="'@SUM(1)'"), by=ANN)
    [row, *_] = JudgedSite(team).csv("shop/v1/sign-offs.csv")
    assert (row["title"], row["why_not"]) == ("'=1+1", "'@SUM(1)")


def test_legend_explains_every_state() -> None:
    """The legend has the label of every state of a sign-off."""
    explained = [word for word, _ in explain_levels(None, is_verified=False).words]
    shown = {value.label for value in vars(signoffs).values() if isinstance(value, signoffs.StateWord)}
    shown.update(state.label for state in signoffs.STATES)
    assert shown <= set(explained)
