"""Home, overview, phases, people, the audit trail and closed releases show the same standings."""

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
    """Mallory writes a decision for Alice."""
    team.pull(MALLORY, decide("qa", by="alice"), by=CAROL)


def test_decision_by_another_author_is_first_on_pages(tmp_path: Path) -> None:
    """A decision by another author is before all other reasons, first on the signer's page, and at every event."""
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


def test_decision_by_another_author_is_red_with_a_shape(tmp_path: Path) -> None:
    """A decision by another author is red and has a shape in rows, on cards, on the overview and in alarms."""
    team = Team(tmp_path)
    forge(team)
    sources = JudgedSite(team).site.sources
    tag = (
        '<span class="gonogo-tag gonogo-bad is-long" data-search-exclude="1"><svg class="gonogo-i" aria-hidden="true">'
    )
    assert sources[SIGN_OFFS].count(tag) == 2
    assert sources[OVERVIEW].count(tag) == 1
    assert all('<ul class="gonogo-alarms" role="list">' in sources[path] for path in (OVERVIEW, HOME))


def test_person_page_lists_slots_to_sign_now(tmp_path: Path) -> None:
    """The page lists ready slots and stale decisions of the person first, and all other work below."""
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
        id="waiver merged by its approver",
    ),
    pytest.param(
        lambda team: team.pull(MALLORY, waive("lint", approved_by="ann"), by=CAROL),
        "Lint is clean Waived, not approved",
        "Does not count Mallory Moss wrote the waiver, but its approver Ann Archer did not write or merge the change",
        id="waiver written and merged by other people",
    ),
    pytest.param(
        lambda team: team.write(waive("lint", approved_by="ann")),
        "Lint is clean Waived, not merged yet",
        "Does not count the waiver is not on main yet; it counts once it is merged",
        id="uncommitted waiver",
    ),
    pytest.param(
        lambda team: team.push(EVE, put("staffed", status="open"), put("staffed", status="met", note="Sure")),
        "Support is staffed Met, does not count",
        "Does not count “met” was written by Eve Elder, who is not in people.yml",
        id="criterion met by an unknown author",
    ),
    pytest.param(
        lambda team: (
            team.push(CAROL, put("outage", status="fired")),
            team.push(MALLORY, put("outage", status="clear")),
        ),
        "An outage of the provider Clear, does not count",
        "Does not count it was “fired”; Mallory Moss changed it to “clear”, but may not revert it",
        id="fired trigger cleared by a person without the right",
    ),
]


@pytest.mark.parametrize(("happen", "state", "why"), PHASES)
def test_phase_page_shows_whether_an_answer_counts(
    happen: Callable[[Team], object], state: str, why: str, tmp_path: Path
) -> None:
    """The page of a phase has the approval of an answer, or the reason why the answer does not count."""
    team = Team(tmp_path)
    happen(team)
    words = JudgedSite(team).words(PHASE)
    assert (state in words, why in words) == (True, True)


def test_closed_release_shows_its_outcome_first(tmp_path: Path) -> None:
    """Pages of a closed release have its outcome, day, closer and verdict at T-0, and no blockers."""
    team = Team(tmp_path)
    team.sign_all()
    team.wait_until("2026-03-09T10:00")
    team.push(DORA, CLOSE)
    team.push(CAROL, put("tests", status="open"))
    site = JudgedSite(team, AFTER)
    expected = (
        "DEPLOYED Mon 9 Mar 2026 Closed by Dora Dunn. "
        "The verdict was GO as of T-0, Mon 2 Mar 2026, 09:00 UTC. ## Progress"
    )
    assert expected in site.words(OVERVIEW)
    assert "blocker" not in site.words(OVERVIEW).lower()
    assert site.words(PHASE).startswith(
        "# Before · Shop v1 { #top_ } DEPLOYED Mon 9 Mar 2026 · Shop v1 · T-0 was Mon 2 Mar 2026"
    )
    assert "Everything here was required for GO; the numbers are current" in site.words(PHASE)
    rows = "Outcome Closed Release Trigger that fired Verdict as of T-0 DEPLOYED Mon 9 Mar 2026 Shop v1 Shop v1 GO"
    assert site.part(HOME, "Closed releases { #closed_ }") == rows
    assert site.part("shop/index.md", "Closed releases { #closed_ }") == rows


def test_release_deployed_despite_no_go_shows_the_number_of_blockers(tmp_path: Path) -> None:
    """The overview has the number of blockers at T-0, and the command that lists them."""
    team = Team(tmp_path)
    team.wait_until("2026-03-03T10:00")
    team.sign_all()
    team.push(DORA, CLOSE)
    site = JudgedSite(team, AFTER)
    words = site.words(OVERVIEW)
    expected = "Deployed against NO-GO The release had 3 blockers at T-0; gonogo status shop/v1 lists them."
    assert (expected in words, "sign-offs are missing" in words) == (True, False)
    listed = team.run("status", "shop/v1", as_of=AFTER).out
    assert "3 of 3 sign-offs are missing" in listed
    assert site.part(HOME, "Closed releases { #closed_ }").endswith("DEPLOYED Tue 3 Mar 2026 Shop v1 Shop v1 NO-GO")
    assert "Decision Go by Alice Amber, written after T-0" in site.card("QA")


def test_closed_release_shows_a_change_of_t_zero(tmp_path: Path) -> None:
    """The overview shows that the closing commit changed T-0, beside the verdict."""
    team = Team(tmp_path)
    team.sign_all()
    team.wait_until("2026-03-05T10:00")
    team.push(DORA, put_top(V1, deploy_at="2026-03-04T09:00Z"), CLOSE)
    moved = "T-0 was changed from 2026-03-02T09:00Z to 2026-03-04T09:00Z by the commit that closed the release"
    assert f"Check the times {moved}" in JudgedSite(team, AFTER).words(OVERVIEW)


@pytest.mark.parametrize(
    ("happen", "expected"),
    [
        pytest.param(
            lambda team: team.pull(MALLORY, CLOSE, by=CAROL),
            "Outcome: Mallory Moss wrote “deployed”, but may not close or reopen the release",
            id="by a person without the right",
        ),
        pytest.param(
            lambda team: team.write(CLOSE), "Not merged yet Outcome: “deployed” is not on main yet.", id="not committed"
        ),
    ],
)
def test_outcome_that_does_not_count_leaves_the_release_open(
    happen: Callable[[Team], object], expected: str, tmp_path: Path
) -> None:
    """If an outcome does not count, the release stays open, and the overview has the reason."""
    team = Team(tmp_path)
    happen(team)
    words = JudgedSite(team).words(OVERVIEW)
    assert (expected in words, "NO-GO This release cannot be deployed." in words) == (True, True)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        pytest.param(put_top(POLICY, maintainers=""), "checklists/policy.yml names no maintainer.", id="no maintainer"),
        pytest.param(
            put_top(POLICY, maintainers="[bob]"),
            "No registry commit names its author as a maintainer.",
            id="maintainer who has not committed the registry",
        ),
    ],
)
def test_pages_without_a_maintainer_say_that_no_sign_off_counts(
    edit: Callable[..., None], why: str, tmp_path: Path
) -> None:
    """Home, overview and sign-offs say that no sign-off counts, and what to do."""
    site = JudgedSite(Team(tmp_path, edit))
    expected = f"No sign-off counts yet {why} Until a maintainer commits the role holders"
    assert [expected in site.words(path) for path in (HOME, OVERVIEW, SIGN_OFFS)] == [True] * 3
    assert "no-trust-root" in site.words("findings/index.md")


def test_pages_with_history_never_mention_missing_verification(tmp_path: Path) -> None:
    """With history, every decision is verified, so no page says that something is not verified."""
    team = Team(tmp_path)
    forge(team)
    team.pull(BOB, decide("cto", by="bob"), by=ANN)
    team.pull(CAROL, waive("lint", approved_by="ann"), by=ANN)
    words = [JudgedSite(team).words(path).lower() for path in JudgedSite(team).site.sources]
    assert [text for text in words if "not verified" in text or "not judged" in text] == []


def test_release_without_sign_offs_has_no_table(tmp_path: Path) -> None:
    """A release without sign-offs has no tables on its sign-offs page, and no CSV file."""
    team = Team(tmp_path)
    team.push(ANN, lambda tree: tree.update({V1: str(tree[V1]).partition("\n  approvals:")[0] + "\n"}))
    site = JudgedSite(team, BEFORE)
    assert "No sign-off slot exists" in site.words(SIGN_OFFS)
    assert "shop/v1/sign-offs.csv" not in site.site.files
