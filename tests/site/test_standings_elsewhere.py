"""Every other page uses the same standings: home, overview, phases, people, the audit trail, and closed releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, V1, decide, put, put_top, waive
from judged_site import SIGN_OFFS, JudgedSite
from judged_site import V1 as OVERVIEW
from shop import ALICE, ANN, BOB, CAROL, DORA, EVE, MALLORY
from team import AFTER, BEFORE, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PHASE, HOME = "shop/v1/before/index.md", "index.md"
CLOSE = put_top(V1, outcome="deployed")
BY_MALLORY = "QA: Written by Mallory Moss, not by Alice Amber"


def forge(team: Team) -> None:
    """Mallory signs for Alice."""
    team.pull(MALLORY, decide("qa", by="alice"), by=CAROL)


def test_decision_by_another_leads_wherever_it_is_shown(tmp_path: Path) -> None:
    """Before all other reasons on home and overview, first on the page of the signer, and beside every event."""
    team = Team(tmp_path)
    forge(team)
    site = JudgedSite(team)
    heading = "3 of 3 sign-offs are not valid"
    counts = "1 written by another, 1 ready to sign, 1 unsigned"
    assert f"Judged as of Sun 1 Mar 2026, 08:00 UTC {BY_MALLORY} {heading} {counts}" in site.words(OVERVIEW)
    assert (
        f"{counts} QA Mallory Moss wrote this decision, not Alice Amber CTO unsigned; waits for Bob Baker"
        in site.words(OVERVIEW)
    )
    assert f"{BY_MALLORY} {heading}: {counts}" in site.part(HOME, "Open releases { #open_ }")
    assert site.part("people/alice/index.md", "Written in this name by somebody else { #by-another_ }").endswith(
        "QA Shop v1 Written by Mallory Moss, not by Alice Amber claimed"
    )
    assert "in the name of Alice Amber" in site.part("people/mallory/index.md", "Latest { #latest_ }")
    assert site.words("audit/index.md").count("Mallory Moss not Alice Amber") == 1


def test_decision_by_another_is_red(tmp_path: Path) -> None:
    """In the poll, on the card, in the strip and in the list of alarms, with a shape beside it."""
    team = Team(tmp_path)
    forge(team)
    sources = JudgedSite(team).site.sources
    tag = (
        '<span class="gonogo-tag gonogo-bad is-long" data-search-exclude="1"><svg class="gonogo-i" aria-hidden="true">'
    )
    assert sources[SIGN_OFFS].count(tag) == 2
    assert sources[OVERVIEW].count(tag) == 1
    assert all('<ul class="gonogo-alarms" role="list">' in sources[path] for path in (OVERVIEW, HOME))


def test_person_sees_what_can_be_signed_now(tmp_path: Path) -> None:
    """A slot that is ready, and one that has to be signed again; the rest is below."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert "To sign now" not in JudgedSite(team).words("people/alice/index.md")
    team.pull(CAROL, put("tests", title="Most tests pass"), by=DORA)
    site = JudgedSite(team)
    begin = "To sign now { #to-sign_ }"
    assert site.part("people/alice/index.md", begin).endswith("QA Shop v1 Stale attributed")
    assert site.part("people/bob/index.md", begin).endswith("CTO Shop v1 Ready to sign")
    assert "1 to do 1 of them to sign now, 1 role" in site.words("people/bob/index.md")
    assert "To sign now" not in site.words("people/dora/index.md")


PHASES = [
    pytest.param(
        lambda team: team.pull(CAROL, waive("lint", approved_by="ann"), by=ANN),
        "Lint is clean Waived",
        "Until Thu 31 Dec 2026 Approval merged by Ann Archer",
        id="a waiver that its approver merged",
    ),
    pytest.param(
        lambda team: team.pull(MALLORY, waive("lint", approved_by="ann"), by=CAROL),
        "Lint is clean Waived, not approved",
        "Does not count Mallory Moss wrote the waiver, but its approver Ann Archer did not write or merge the change",
        id="a waiver that somebody else wrote and merged",
    ),
    pytest.param(
        lambda team: team.write(waive("lint", approved_by="ann")),
        "Lint is clean Waived, not merged yet",
        "Does not count the waiver is not on main yet; it counts once it is merged",
        id="a waiver that is not committed",
    ),
    pytest.param(
        lambda team: team.push(EVE, put("staffed", status="open"), put("staffed", status="met", note="Sure")),
        "Support is staffed Met, does not count",
        "Does not count “met” was written by Eve Elder, who is not in people.yml",
        id="a criterion that somebody unknown met",
    ),
    pytest.param(
        lambda team: (
            team.push(CAROL, put("outage", status="fired")),
            team.push(MALLORY, put("outage", status="clear")),
        ),
        "An outage of the provider Clear, does not count",
        "Does not count it was “fired”; Mallory Moss changed it to “clear”, but may not revert it",
        id="an alarm that somebody else silenced",
    ),
]


@pytest.mark.parametrize(("happen", "state", "why"), PHASES)
def test_phase_says_whether_an_answer_counts(
    happen: Callable[[Team], object], state: str, why: str, tmp_path: Path
) -> None:
    """Who approved it, or why it does not count."""
    team = Team(tmp_path)
    happen(team)
    words = JudgedSite(team).words(PHASE)
    assert (state in words, why in words) == (True, True)


def test_closed_release_shows_its_outcome_first(tmp_path: Path) -> None:
    """When it was closed, by whom, and the verdict as of T-0; nothing blocks it any more."""
    team = Team(tmp_path)
    team.sign_all()
    team.wait_until("2026-03-09T10:00")
    team.push(DORA, CLOSE)
    team.push(CAROL, put("tests", status="open"))
    site = JudgedSite(team, AFTER)
    said = (
        "DEPLOYED Mon 9 Mar 2026 Closed by Dora Dunn. "
        "The verdict was GO as of T-0, Mon 2 Mar 2026, 09:00 UTC. ## Progress"
    )
    assert said in site.words(OVERVIEW)
    assert "blocker" not in site.words(OVERVIEW).lower()
    assert site.words(PHASE).startswith(
        "# Before · Shop v1 { #top_ } DEPLOYED Mon 9 Mar 2026 · Shop v1 · T-0 was Mon 2 Mar 2026"
    )
    assert "Everything here was required for GO; the numbers are current" in site.words(PHASE)
    rows = "Outcome Closed Release Trigger that fired Verdict as of T-0 DEPLOYED Mon 9 Mar 2026 Shop v1 Shop v1 GO"
    assert site.part(HOME, "Closed releases { #closed_ }") == rows
    assert site.part("shop/index.md", "Closed releases { #closed_ }") == rows


def test_release_that_was_deployed_against_no_go_says_so(tmp_path: Path) -> None:
    """With the number of blockers, and the command that lists them; no page does."""
    team = Team(tmp_path)
    team.wait_until("2026-03-03T10:00")
    team.sign_all()
    team.push(DORA, CLOSE)
    site = JudgedSite(team, AFTER)
    words = site.words(OVERVIEW)
    said = "Deployed against NO-GO The release had 3 blockers at T-0; gonogo status shop/v1 lists them."
    assert (said in words, "sign-offs are missing" in words) == (True, False)
    listed = team.run("status", "shop/v1", as_of=AFTER).out
    assert "3 of 3 sign-offs are missing" in listed
    assert site.part(HOME, "Closed releases { #closed_ }").endswith("DEPLOYED Tue 3 Mar 2026 Shop v1 Shop v1 NO-GO")
    assert "Decision Go by Alice Amber, written after T-0" in site.card("QA")


def test_time_that_was_moved_is_shown_at_the_closed_release(tmp_path: Path) -> None:
    """Beside the verdict that it did not change."""
    team = Team(tmp_path)
    team.sign_all()
    team.wait_until("2026-03-05T10:00")
    team.push(DORA, put_top(V1, deploy_at="2026-03-04T09:00Z"), CLOSE)
    moved = "T-0 was changed from 2026-03-02T09:00Z to 2026-03-04T09:00Z by the commit that closed the release"
    assert f"Check the times {moved}" in JudgedSite(team, AFTER).words(OVERVIEW)


@pytest.mark.parametrize(
    ("happen", "said"),
    [
        pytest.param(
            lambda team: team.pull(MALLORY, CLOSE, by=CAROL),
            "Outcome: Mallory Moss wrote “deployed”, but may not close or reopen the release",
            id="by somebody who may not",
        ),
        pytest.param(
            lambda team: team.write(CLOSE), "Not merged yet Outcome: “deployed” is not on main yet.", id="not committed"
        ),
    ],
)
def test_outcome_that_does_not_count_is_shown_at_the_open_release(
    happen: Callable[[Team], object], said: str, tmp_path: Path
) -> None:
    """The release stays open, and the page says why."""
    team = Team(tmp_path)
    happen(team)
    words = JudgedSite(team).words(OVERVIEW)
    assert (said in words, "NO-GO This release cannot be deployed." in words) == (True, True)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        pytest.param(put_top(POLICY, maintainers=""), "checklists/policy.yml names no maintainer.", id="nobody"),
        pytest.param(
            put_top(POLICY, maintainers="[bob]"),
            "No registry commit names its author as a maintainer.",
            id="somebody who has not committed it",
        ),
    ],
)
def test_project_without_a_maintainer_says_that_no_sign_off_counts(
    edit: Callable[..., None], why: str, tmp_path: Path
) -> None:
    """Where a reader sees it: on home, overview and sign-offs, with what to do about it."""
    site = JudgedSite(Team(tmp_path, edit))
    said = f"No sign-off counts yet {why} Until a maintainer commits the role holders"
    assert [said in site.words(path) for path in (HOME, OVERVIEW, SIGN_OFFS)] == [True] * 3
    assert "no-trust-root" in site.words("findings/index.md")


def test_pages_with_history_never_say_that_something_is_not_verified(tmp_path: Path) -> None:
    """Every decision is verified, whatever it is."""
    team = Team(tmp_path)
    forge(team)
    team.pull(BOB, decide("cto", by="bob"), by=ANN)
    team.pull(CAROL, waive("lint", approved_by="ann"), by=ANN)
    words = [JudgedSite(team).words(path).lower() for path in JudgedSite(team).site.sources]
    assert [text for text in words if "not verified" in text or "not judged" in text] == []


def test_release_without_sign_offs_has_no_poll(tmp_path: Path) -> None:
    """Nor a table of sections, nor a file for spreadsheets."""
    team = Team(tmp_path)
    team.push(ANN, lambda tree: tree.update({V1: str(tree[V1]).partition("\n  approvals:")[0] + "\n"}))
    site = JudgedSite(team, BEFORE)
    assert "No sign-off slot exists" in site.words(SIGN_OFFS)
    assert "shop/v1/sign-offs.csv" not in site.site.files
