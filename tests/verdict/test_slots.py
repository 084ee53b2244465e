"""Sign-off slots: the entries that they await, their appearance, and their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import AS_OF, read_release, tidy, write_release
from gonogo.core.frozen import replace
from gonogo.format.sections.signoffs import slots_of
from gonogo.model.ids import EntryId
from gonogo.model.judgement import SignOffState, Standing
from gonogo.model.trust_codes import TrustCode
from gonogo.verdict.evaluation import judge
from gonogo.verdict.slots import Action, count_looks, find_action, find_awaited, view_slots
from verdict.judging import evidence, standing

if TYPE_CHECKING:
    from gonogo.format.sections.signoffs import SignOff
    from gonogo.model.judgement import Judgement
    from gonogo.model.release import Release

SECTIONS = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: {lint}
      title: Lint
    quality:
      title: Quality
      items:
        tests:
          status: done
          title: Tests
go-criteria:
  title: Go criteria
  phase: before
  kind: criteria
  items:
    all-done:
      title: Everything is done
      when: [code]
late:
  title: Late
  phase: after
  items:
    alerts:
      status: open
      title: Alerts
no-go:
  title: No-go
  phase: fallback
  kind: triggers
  decides: no-go
  items:
    outage:
      status: {outage}
      title: Outage
back:
  title: Back
  phase: fallback
  kind: triggers
  decides: rollback
  items:
    corruption:
      status: open
      title: Corruption
rollback:
  title: Rollback
  phase: fallback
  kind: procedure
  items:
    restore:
      status: open
      title: Restore
      span: 0-5
last-word:
  title: Last word
  phase: before
  kind: signoffs
  items:
    ceo:
      decision: {ceo}
      by:{by}
      title: CEO
      covers: [all, sign-offs]
sign-offs:
  title: Sign-offs
  phase: before
  kind: signoffs
  items:
    cto:
      decision: go
      by: bob
      title: CTO
      covers: {covers}
"""


def judged(
    *, covers: str = "[code]", lint: str = "done", outage: str = "clear", ceo: str = "", cto: Standing | None = None
) -> tuple[Release, Judgement]:
    """The release and its judgement; the CTO has this standing, by default valid."""
    filled = tidy(SECTIONS).format(covers=covers, lint=lint, outage=outage, ceo=ceo, by=" ann" if ceo else "")
    release = read_release(write_release(filled.replace("decision: \n", "decision:\n")))
    grounds = evidence(standings={"ceo": "valid"} if ceo else {})
    standings = {**grounds.standings, EntryId("cto"): cto or standing("valid")}
    return release, judge(release, replace(grounds, standings=standings), AS_OF)


def slot_of(release: Release, name: str) -> SignOff:
    """The slot with this id."""
    return next(slot for _, slot in slots_of(release) if slot.id == name)


@pytest.mark.parametrize(
    ("covers", "changes", "settled", "unsettled"),
    [
        pytest.param("[code]", {}, (2, 2), [], id="items that are done, without their parent"),
        pytest.param("[code]", {"lint": "open"}, (1, 2), ["lint"], id="an open item"),
        pytest.param("[all]", {"lint": "open"}, (1, 2), ["lint"], id="without the criterion derived from it"),
        pytest.param("[no-go]", {"outage": "open"}, (0, 1), ["outage"], id="a no-go trigger, wherever it is"),
        pytest.param("[back]", {}, (0, 0), [], id="without rollback triggers"),
        pytest.param("[rollback]", {}, (0, 0), [], id="without the steps of a rollback"),
        pytest.param("[late]", {}, (0, 0), [], id="without entries that are not required for GO"),
    ],
)
def test_slot_awaits_the_covered_entries_that_go_requires(
    covers: str, changes: dict[str, str], settled: tuple[int, int], unsettled: list[str]
) -> None:
    """A slot awaits the covered entries that GO requires, not entries of a phase after GO."""
    release, judgement = judged(covers=covers, **changes)
    awaited = find_awaited(slot_of(release, "cto"), release, judgement)
    assert (awaited.settled, awaited.total) == settled
    assert [str(entry.id) for _, entry in awaited.unsettled] == unsettled
    assert awaited.is_ready == (not unsettled) == ("cto" in judgement.ready)


def test_final_authorization_awaits_the_covered_sign_offs() -> None:
    """A final authorization is ready when all covered sign-offs are valid, and is listed last."""
    release, judgement = judged()
    assert [(view.slot.id, view.is_final, view.look.label) for view in view_slots(release, judgement)] == [
        ("cto", False, "Go"),
        ("ceo", True, "Ready to sign"),
    ]
    release, judgement = judged(cto=standing("stale"))
    assert [(view.slot.id, view.look.label) for view in view_slots(release, judgement)] == [
        ("cto", "Stale"),
        ("ceo", "Unsigned"),
    ]


def test_final_authorization_before_the_others_is_too_early() -> None:
    """A go of the final authorization before a covered sign-off is valid, but not settled."""
    release, judgement = judged(ceo="go", cto=standing("stale"))
    last = view_slots(release, judgement)[-1]
    assert (last.slot.id, last.look.label, last.is_settled) == ("ceo", "Go, too early", False)


BY_ANOTHER = Standing(SignOffState.BELOW_LEVEL, "claimed", "by another", "", TrustCode.AUTHOR_MISMATCH)
LOST = Standing(SignOffState.BELOW_LEVEL, "claimed", "lost", "", TrustCode.ATTRIBUTION_LOST_BY_SQUASH)


@pytest.mark.parametrize(
    ("given", "label", "tone", "action"),
    [
        pytest.param(standing("valid"), "Go", "good", None, id="valid"),
        pytest.param(standing("pending"), "Go, not merged yet", "warn", Action.MERGE, id="pending"),
        pytest.param(standing("unjudged"), "Go, not verified", "warn", Action.VERIFY, id="unjudged"),
        pytest.param(standing("stale"), "Stale", "warn", Action.SIGN_AGAIN, id="stale"),
        pytest.param(standing("below-level"), "Not accepted", "bad", Action.DECIDE_AGAIN, id="below-level"),
        pytest.param(BY_ANOTHER, "Written by another", "bad", Action.DECIDE_AGAIN, id="by another person"),
        pytest.param(LOST, "Not accepted", "mute", Action.DECIDE_AGAIN, id="attribution lost by a squash"),
        pytest.param(standing("no-second-person"), "No second person", "warn", Action.MERGE, id="no second person"),
    ],
)
def test_slot_has_the_appearance_of_its_standing(given: Standing, label: str, tone: str, action: Action | None) -> None:
    """The label, the tone and the action of a slot follow from its standing."""
    release, judgement = judged(cto=given)
    view = view_slots(release, judgement)[0]
    assert (view.look.label, view.look.tone, find_action(view.slot, judgement)) == (label, tone, action)


def test_looks_are_counted_the_worst_first() -> None:
    """Labels of unsettled slots are counted, worst first. A label with a comma is rewritten with brackets."""
    release, judgement = judged(cto=BY_ANOTHER)
    assert count_looks(view_slots(release, judgement)) == "1 written by another, 1 unsigned"
    release, judgement = judged(cto=standing("unjudged"))
    assert count_looks(view_slots(release, judgement)) == "1 go (not verified), 1 unsigned"
    assert count_looks(view_slots(*judged(ceo="go"))) == ""
