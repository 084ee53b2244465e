"""The order of blockers: by rule, then in document order."""

from building import signed
from verdict.judging import Blocks, blockers, evidence, judge_release

# The blockers are in reverse order of rules, each twice.
BACKWARDS = """
nobody-covers:
  title: Nobody covers this
  phase: before
  items:
    done-item:
      status: done
      title: Done
speed:
  title: Speed
  phase: before
  kind: metrics
  items:
    p95:
      observed: missed
      title: p95
    p50:
      observed:
      title: p50
criteria:
  title: Criteria
  phase: before
  kind: criteria
  items:
    staff:
      status: unmet
      title: Staff
    budget:
      status: open
      title: Budget
items:
  title: Items
  phase: before
  items:
    lint:
      status: blocked
      title: Lint
    law:
      status: na
      title: Law
    tests:
      status: open
      title: Tests
    audit:
      status: na
      title: Audit
slots:
  title: Slots
  phase: before
  kind: signoffs
  items:
    qa-lead:
      decision:
      by:
      title: QA Lead
      covers: [speed, criteria, items, no-go, back]
    cpo:
      decision: no-go
      by: ann
      title: CPO
      covers: [speed]
    cto:
      decision:
      by:
      title: CTO
      covers: [speed]
    ceo:
      decision: no-go
      by: bob
      title: CEO
      covers: [speed]
no-go:
  title: No-go
  phase: after
  kind: triggers
  decides: no-go
  items:
    outage:
      status: open
      title: Outage
    leak:
      status: fired
      title: Leak
    strike:
      status: open
      title: Strike
back:
  title: Back
  phase: fallback
  kind: triggers
  decides: rollback
  items:
    corruption:
      status: fired
      title: Corruption
"""


def test_blockers_are_sorted_by_rule_then_in_document_order() -> None:
    """Blockers are sorted by rule, from fired triggers to missing history, then in document order."""
    given = evidence(
        standings={"cto": "unsigned"}, required=("zar", "cto", "cfo"), unreadable=("b.yml", "a.yml"), has_history=False
    )
    assert [one[:2] for one in blockers(judge_release(BACKWARDS, given))] == [
        ("no-go/leak", "fired-trigger"),
        ("back/corruption", "fired-trigger"),
        ("slots/cpo", "refused"),
        ("slots/ceo", "refused"),
        ("no-go/outage", "unseen-trigger"),
        ("no-go/strike", "unseen-trigger"),
        ("slots/qa-lead", "signoff-missing"),
        ("slots/cto", "signoff-missing"),
        ("", "signoff-missing"),
        ("", "signoff-missing"),
        ("items/law", "waiver-invalid"),
        ("items/audit", "waiver-invalid"),
        ("items/lint", "entry-open"),
        ("items/tests", "entry-open"),
        ("criteria/staff", "criterion-unmet"),
        ("criteria/budget", "criterion-unmet"),
        ("speed/p95", "metric-missed"),
        ("speed/p50", "metric-missed"),
        ("nobody-covers", "uncovered-section"),
        ("", "unreadable"),
        ("", "unreadable"),
        ("", "no-history"),
    ]


def test_blockers_of_nested_items_follow_their_parent() -> None:
    """The blockers of nested items come directly after the blocker of their parent."""
    nested = """
    code:
      title: Code
      phase: before
      items:
        quality:
          status: doing
          title: Quality
          items:
            lint:
              status: open
              title: Lint
        tests:
          status: open
          title: Tests
    """
    assert blockers(judge_release(signed(nested))) == [
        Blocks("code/quality", "entry-open", "Quality: in progress"),
        Blocks("code/lint", "entry-open", "Lint: open"),
        Blocks("code/tests", "entry-open", "Tests: open"),
    ]
