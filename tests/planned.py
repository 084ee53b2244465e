"""A project with a complete plan: T-0, window, owners, lengths, commands, escalation, and each state once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building import tidy, write_files

if TYPE_CHECKING:
    from pathlib import Path

_FILES = {
    "mkdocs.yml": """
site_name: Readiness
theme: {name: material, font: false, palette: [{media: "(prefers-color-scheme: light)", scheme: default},
  {media: "(prefers-color-scheme: dark)", scheme: slate}]}
plugins: [gonogo, search]
extra: {generator: false}
""",
    "docs/notes.md": "# Notes\n",
    "checklists/people.yml": """
people:
  ann:
    name: Ann Archer
    emails: [ann@example.com]
  bob:
    name: Bob Baker
    emails: [bob@example.com]
  eve:
    name: Eve Ekman
    emails: [eve@example.com]
""",
    "checklists/policy.yml": "format: 1\nproject: p-1\nmaintainers: [ann]\n",
    "checklists/shop/roles.yml": """
roles:
  deployment-lead:
    title: Deployment Lead
    people: [ann]
  qa-lead:
    title: QA Lead
    people: [bob]
  dba:
    title: Database Admin
    people: [eve]
  cto:
    title: CTO
    people:
""",
    "checklists/shop/system.yml": """
name: Shop
summary: The web shop and its stock
contacts:
  lead:
    title: Deployment Lead
    group: On call
    person: ann
    phone: +1-555-0100
    email: ann@example.com
    hours: 24/7 until 3 March
    escalates_to: qa
    escalate_after: 10m
  qa:
    title: QA
    group: On call
    person: bob
    phone: +1-555-0101
    email:
    hours: 06:00-22:00
    escalates_to: vendor
    escalate_after: 20m
  dba:
    title: Database
    group: On call
    person: eve
    phone:
    pager: "4711"
    backup: Bob Baker
  vendor:
    title: Database vendor
    group: Outside
    name: Support line
    organisation: Data Inc.
    phone: +1-555-0300
    case:
channels:
  ops:
    title: Ops room
    address: "#ops"
  status:
    title: Status page
    audience: external
    address: https://status.example.com
  mail:
    title: Customers
    audience: external
    address: customers@example.com
resources:
  dashboard:
    title: Dashboard
    group: On the day
    url: https://dashboard.example.com/
  runbook:
    title: Runbook
    group: On the day
    url:
""",
    "checklists/shop/v0.9.yml": """
release: v0.9
outcome: deployed
title: Closed beta
deploy_at: 2026-01-10T09:00+01:00
phases:
  before:
    title: Before
    gate: go
sections:
  code:
    title: Code
    phase: before
    items:
      tests:
        status: done
        title: All tests pass
""",
    "checklists/shop/v1.yml": """
release: v1
outcome:
declared: READY
declared_on: 2026-02-20
title: Production deployment
about: Everything that has to be true before the shop opens.
deploy_at: 2026-03-01T09:00+01:00
window_ends: 2026-03-01T12:00+01:00
phases:
  before:
    title: Before
    gate: go
  day:
    title: The day
    gate: close
  fallback:
    title: Going back
    gate: none
sections:
  code:
    title: Code
    phase: before
    owner: qa-lead
    items:
      tests:
        status: done
        evidence: https://ci.example.com/runs/1
        note: 2 847 tests, none skipped
        title: All tests pass
      load:
        status: doing
        note: the run stopped at 6 200 users
        title: Load test with 10,000 users
        due: 2026-02-26
      review:
        status: done
        title: Every change is reviewed
      docs:
        status: na
        note: there is nothing to print
        title: Manual is printed
      translations:
        status: waived
        waiver:
          reason: the French texts come a week later
          approved_by: ann
          until: 2026-03-15
          instead: support answers in French
        title: All texts are translated
  safety:
    title: Safety
    phase: before
    items:
      pentest:
        status: blocked
        note: the vendor's retest is on 27 February
        title: Penetration test passed
        owner: [dba, cto]
        due: T-2d
      backups:
        status: done
        title: Backups restore
        owner: dba
        items:
          backup-db:
            status: done
            title: Database
          backup-files:
            status: open
            title: Files
  gates:
    title: Go criteria
    phase: before
    kind: criteria
    items:
      all-done:
        title: All of code and safety is settled
        when: [code, safety]
      staffed:
        status: unmet
        title: Support is staffed
  stops:
    title: No-go triggers
    phase: before
    kind: triggers
    decides: no-go
    items:
      outage:
        status: fired
        note: the payment provider is down
        title: A provider is down
      breach:
        status: clear
        title: A breach is known
  approvals:
    title: Sign-offs
    phase: before
    kind: signoffs
    items:
      qa-lead:
        decision: go
        by: bob
        title: QA
        meaning: The tests say what they should
        covers: [code]
      cto:
        decision:
        by:
        title: CTO
      deployment-lead:
        decision: no-go
        by: ann
        reason: the payment provider is down
        title: Deployment lead
  prepare:
    title: Prepare
    phase: day
    at: T-2h
    owner: deployment-lead
    items:
      freeze:
        status: done
        title: Freeze the code
        minutes: 10
      backup:
        status: open
        title: Back up the database
        expect: the job says `ok`
        run: |
          make backup
          make verify
        owner: dba
        minutes: 60
  deploy:
    title: Deploy
    phase: day
    at: T-0
    owner: deployment-lead
    items:
      switch:
        status: open
        title: Switch traffic
        minutes: 30
      smoke:
        status: open
        title: Smoke tests
        owner: qa-lead
        minutes: 45
  watch:
    title: Watch
    phase: day
    at: T+1h
    owner: cto
    items:
      errors:
        status: open
        title: Error rate stays low
  tell:
    title: Who is told
    phase: day
    kind: notices
    items:
      soon:
        status: done
        title: It begins soon
        owner: deployment-lead
        at: T-2h
        channels: [ops, status]
      done-notice:
        status: open
        title: It is done
        at: T+1h
        channels: [mail]
  numbers:
    title: Numbers
    phase: day
    kind: metrics
    window: 24h
    items:
      error-rate:
        observed: 0.2%
        title: Error rate
        target: < 0.1%
      speed:
        observed: 120 ms
        title: Response time
        target: < 200 ms
      mood:
        observed:
        title: Users are content
  when-back:
    title: Go back when
    phase: fallback
    kind: triggers
    decides: rollback
    items:
      corrupt:
        status: clear
        title: Data is corrupt
      slow:
        status: open
        title: Everything is slow
  back:
    title: How to go back
    phase: fallback
    kind: procedure
    restored_by: check
    owner: deployment-lead
    items:
      decide:
        status: open
        title: Decide
        span: 0-5
      restore:
        status: open
        title: Restore the last version
        owner: dba
        span: 5-20
      check:
        status: open
        title: Check that it serves
        span: 20-30
      tell-all:
        status: open
        title: Tell everybody
        span: 30-45
""",
}


def write_planned_project(root: Path) -> Path:
    """Writes the project and returns its root."""
    write_files(root, {path: tidy(text) for path, text in _FILES.items()})
    return root
