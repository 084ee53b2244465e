"""A project with many systems, each with a small release: due soon, overdue, or without T-0."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from building import write
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

OUTCOMES = ("deployed", "rolled-back", "cancelled")
AS_OF = datetime(2026, 3, 27, 17, 0, tzinfo=UTC)
# The names and the folders have a different order; two names are long.
NAMES = (
    "Kranken", "Billing", "Lab Results", "Patient Portal", "Appointments and Waiting Lists of the Outpatient Clinics",
    "Pharmacy", "Radiology Archive", "Referrals", "Consent", "Theatre Planning",
)  # fmt: skip
CONFIGURATION = """\
site_name: Readiness
theme: {name: material, font: false, palette: [{media: "(prefers-color-scheme: light)", scheme: default},
  {media: "(prefers-color-scheme: dark)", scheme: slate}], features: [navigation.sections, navigation.indexes]}
plugins: [gonogo, search]
extra: {generator: false}
"""
REGISTRY = """\
people:
  ann:
    name: Ann Archer
    emails: [ann@example.com]
"""
POLICY = "format: 1\nproject: many-0001\nmaintainers: [ann]\n"
ROLES = "roles:\n  cto:\n    title: CTO\n    people: [ann]\n"
RELEASE = """\
release: {release}
outcome: {outcome}
title: {title}
deploy_at: {deploy_at}
phases:
  before:
    title: Before
    gate: go
  after:
    title: After
    gate: close
sections:
  code:
    title: Code
    phase: before
    items:
      tests:
        status: done
        title: Tests pass
      pentest:
        status: {pentest}
        note: waits for the vendor
        title: Penetration test passed
        due: T-2d
  terms:
    title: Go criteria
    phase: before
    kind: criteria
    items:
      staffed:
        status: {staffed}
        title: Support is staffed
  stops:
    title: No-go triggers
    phase: before
    kind: triggers
    decides: no-go
    items:
      outage:
        status: {outage}
        title: The identity provider is down
  approvals:
    title: Sign-offs
    phase: before
    kind: signoffs
    items:
      cto:
        decision: {decision}
        by:{by}
        title: CTO
  speed:
    title: Speed
    phase: after
    kind: metrics
    items:
      latency:
        observed:
        title: Latency
        target: < 200 ms
  watch:
    title: Watch
    phase: after
    items:
      errors:
        status: open
        title: Errors stay few
"""
_READY = {"pentest": "done", "staffed": "met", "outage": "clear", "decision": "go", "by": " ann"}
_STATES = (
    {"pentest": "open", "staffed": "open", "outage": "open", "decision": "", "by": ""},
    {**_READY, "pentest": "blocked", "decision": "", "by": ""},
    {**_READY, "staffed": "unmet"},
    {**_READY, "decision": "no-go"},
    _READY,
)


def name_of(number: int) -> str:
    """The name of a system. The names and the folders have a different order."""
    return f"{NAMES[number % len(NAMES)]}{f' {number // len(NAMES) + 1}' if number >= len(NAMES) else ''}"


def _plan(number: int) -> str:
    """T-0 of a system: past for the fourth, none for every seventh, in the future for the others, unsorted."""
    if number == 3:
        return "2026-03-26T22:00Z"
    if number % 7 == 6:
        return ""
    return f"{AS_OF + timedelta(days=1 + number * 37 % 61, hours=number % 5):%Y-%m-%dT%H:%MZ}"


def _write_release(number: int, release: str, outcome: str = "", **states: str) -> str:
    values = _READY if outcome else {**_STATES[number % len(_STATES)], **states}
    deploy_at = "2026-01-12T09:00Z" if outcome else _plan(number)
    title = "Yearly update" if outcome else "Sign-in with the national eID"
    text = RELEASE.format(release=release, outcome=outcome, title=title, deploy_at=deploy_at, **values)
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def write_systems(root: Path, count: int) -> Path:
    """Writes a project with so many systems and with some changes in its history, and returns its root.

    Every system has an open release 2.0, and every third system has a closed release 1.0.
    """
    texts = {"checklists/people.yml": REGISTRY, "checklists/policy.yml": POLICY}
    for number in range(count):
        folder = f"checklists/s{number:02}"
        texts[f"{folder}/system.yml"] = f"name: {name_of(number)}\n"
        texts[f"{folder}/roles.yml"] = ROLES
        texts[f"{folder}/2.0.yml"] = _write_release(number, "2.0")
        if number % 3 == 0:
            texts[f"{folder}/1.0.yml"] = _write_release(number, "1.0", OUTCOMES[number // 3 % len(OUTCOMES)])
    before = {path: _reopen(text) for path, text in texts.items()}
    changed = [
        Made(path, {path: text}, date=f"{int(AS_OF.timestamp()) - (len(texts) - number) * 3600} +0000")
        for number, (path, text) in enumerate(texts.items())
        if text != before[path]
    ]
    for path, text in {"mkdocs.yml": CONFIGURATION, "docs/notes.md": "# Notes\n", **texts}.items():
        write(root / path, text)
    repository = RepoBuilder(root)
    repository.load(Made("root", before, date=f"{int(AS_OF.timestamp()) - 30 * 86_400} +0000"), *changed)
    repository.git("reset", "--quiet")
    return root


def _reopen(text: str) -> str:
    """The text of a release without its decisions and its outcome, as a month ago."""
    lines = ("outcome: ", "        decision: ", "        by: ")
    return "".join(
        f"{line.partition(':')[0]}:\n" if line.startswith(lines) else line for line in text.splitlines(keepends=True)
    )
