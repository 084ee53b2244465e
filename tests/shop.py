"""The project of a team: its people, its registry, and a release without any answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from keys import make_key

if TYPE_CHECKING:
    from gonogo.source.git.signing_keys import SigningKey


class Person(NamedTuple):
    """A person who commits: the id in people.yml, the name and address in commits, and the handle on the forge."""

    id: str
    name: str
    email: str
    handle: str = ""

    @property
    def ident(self) -> bytes:
        """The person in the format of git authors."""
        return f"{self.name} <{self.email}>".encode()

    @property
    def key(self) -> SigningKey:
        """The person's own key."""
        return make_key(self.id)

    @property
    def private(self) -> Person:
        """The person with the private address that GitHub gives an account that hides its e-mail."""
        return self._replace(email=f"{1000 + len(self.handle)}+{self.handle}@users.noreply.github.com")


ALICE = Person("alice", "Alice Amber", "alice@example.com", "alice-amber")
ANN = Person("ann", "Ann Archer", "ann@example.com", "ann-archer")
BOB = Person("bob", "Bob Baker", "bob@example.com", "bob-baker")
CAROL = Person("carol", "Carol Clay", "carol@example.com", "carol-clay")
DORA = Person("dora", "Dora Dunn", "dora@example.com", "dora-dunn")
MALLORY = Person("mallory", "Mallory Moss", "mallory@example.com", "mallory-moss")
ROBOT = Person("robot", "Release Robot", "robot@example.com", "shop-robot")
# people.yml does not contain this address
EVE = Person("eve", "Eve Elder", "eve@example.org", "eve-elder")

GITHUB = Person("", "GitHub", "noreply@github.com")
MERGE_QUEUE = Person(
    "", "github-merge-queue[bot]", "118344674+github-merge-queue[bot]@users.noreply.github.com", "github-merge-queue"
)


def _write_person(person: Person, *more: str) -> str:
    lines = [f"{person.id}:", f"  name: {person.name}", f"  emails: [{person.email}]", f"  forge: {person.handle}"]
    return "".join(f"  {line}\n" for line in [*lines, *more])


def _write_key(person: Person) -> tuple[str, ...]:
    return ("  keys:", "    laptop:", f"      ssh: {person.key.public}")


PEOPLE_TEXT = "people:\n" + "".join(
    (
        _write_person(ALICE, *_write_key(ALICE)),
        _write_person(ANN, *_write_key(ANN)),
        _write_person(BOB, *_write_key(BOB)),
        _write_person(CAROL),
        _write_person(DORA, *_write_key(DORA)),
        _write_person(MALLORY),
        _write_person(ROBOT, "  kind: bot"),
    )
)
POLICY_TEXT = """\
format: 1
project: shop-0001
maintainers: [ann]
forge: https://github.com/lindhaven/shop
"""
ROLES_TEXT = """\
roles:
  cto:
    title: CTO
    people: [bob]
  deployment-lead:
    title: Deployment lead
    people: [dora]
  qa-lead:
    title: QA lead
    people: [alice]
"""
SYSTEM_TEXT = """\
name: Shop
"""
RELEASE_TEXT = """\
release: v1
outcome:
title: Shop v1
deploy_at: 2026-03-02T09:00Z

phases:
  before:
    title: Before
    gate: go
  after:
    title: After
    gate: close
  fallback:
    title: Fallback
    gate: none

sections:
  code:
    title: Code
    phase: before
    items:
      tests:
        status: open
        title: Tests pass
        owner: qa-lead

      lint:
        status: open
        title: Lint is clean

  data:
    title: Data
    phase: before
    items:
      backup:
        status: open
        title: A backup is made

      export:
        status: open
        title: The export is tried

  speed:
    title: Speed
    phase: before
    kind: metrics
    items:
      latency:
        observed:
        title: Latency
        target: < 200 ms

  terms:
    title: Terms
    phase: before
    kind: criteria
    items:
      staffed:
        status: open
        title: Support is staffed

  stops:
    title: Stops
    phase: before
    kind: triggers
    decides: no-go
    items:
      outage:
        status: open
        title: An outage of the provider

  alarms:
    title: Alarms
    phase: fallback
    kind: triggers
    decides: rollback
    items:
      errors:
        status: open
        title: More errors than before

  approvals:
    title: Approvals
    phase: before
    kind: signoffs
    items:
      qa:
        decision:
        by:
        title: QA
        role: qa-lead
        covers: [code]

      cto:
        decision:
        by:
        title: CTO

  authorization:
    title: Authorization
    phase: before
    kind: signoffs
    items:
      final:
        decision:
        by:
        title: Final authorization
        role: deployment-lead
        covers: [all, approvals]
"""
