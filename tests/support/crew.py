"""The people of random histories, their registry and their first release, as plain trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from keys import make_key

if TYPE_CHECKING:
    from gonogo.core.nodes import PlainTree
    from gonogo.source.git.signing_keys import SigningKey

Files: TypeAlias = "dict[str, PlainTree | str]"
"""Contents by path: a tree for a file of YAML, a text for a file that is none."""

PEOPLE, POLICY = "checklists/people.yml", "checklists/policy.yml"
ROLES, SYSTEM, V1 = "checklists/shop/roles.yml", "checklists/shop/system.yml", "checklists/shop/v1.yml"
OTHER = "src/other.txt"


class Person(NamedTuple):
    """A person who commits: the id in people.yml, and the addresses in commits.

    People.yml contains the first address.
    """

    id: str
    emails: tuple[str, ...]
    has_key: bool = False

    def ident(self, number: int = 0) -> bytes:
        """The person in the format of git authors, with one of the addresses."""
        return f"{self.id.title()} <{self.emails[number % len(self.emails)]}>".encode()

    @property
    def key(self) -> SigningKey:
        """The key of the person."""
        return make_key(self.id)


def _member(name: str, *, has_key: bool = False) -> Person:
    private = f"17+{name}-hub@users.noreply.github.com"
    return Person(name, (f"{name}@example.com", private), has_key)


ALICE, ANN, BOB = (_member(name, has_key=True) for name in ("alice", "ann", "bob"))
CAROL, DORA, MALLORY, MAX, ROBOT = map(_member, ("carol", "dora", "mallory", "max", "robot"))
MEMBERS = (ALICE, ANN, BOB, CAROL, DORA, MALLORY, MAX, ROBOT)
EVE = Person("eve", ("eve@example.org",))
FORGE = Person("GitHub", ("noreply@github.com",))
QUEUE = Person("queue", ("118344674+github-merge-queue[bot]@users.noreply.github.com",))
STRANGER = Person("oscar", ("oscar@example.org",))
"""Somebody who is never in people.yml."""
STRANGERS = (MALLORY, EVE, ROBOT)
"""People without a role, as the registry begins: one of people.yml, a stranger and a bot."""
BY_ID = {person.id: person for person in (*MEMBERS, EVE)}


def first_files() -> Files:
    """The registry and a release with all entries settled and all slots empty."""
    return {
        PEOPLE: {"people": {person.id: _write_person(person) for person in MEMBERS}},
        POLICY: {
            "format": "1",
            "project": "shop-0001",
            "maintainers": ["ann", "max"],
            "forge": "https://github.com/lindhaven/shop",
        },
        ROLES: {
            "roles": {
                "cto": {"title": "CTO", "people": ["bob"]},
                "deployment-lead": {"title": "Deployment lead", "people": ["dora"]},
                "legal": {"title": "Legal", "people": ["carol"]},
                "qa-lead": {"title": "QA lead", "people": ["alice", "carol"]},
            }
        },
        SYSTEM: {"name": "Shop"},
        V1: first_release("v1"),
    }


def _write_person(person: Person) -> PlainTree:
    more: PlainTree = {"kind": "bot"} if person is ROBOT else {}
    keys: PlainTree = {"keys": {"laptop": {"ssh": person.key.public}}} if person.has_key else {}
    handle = f"{person.id}-hub"
    return {"name": person.id.title(), "emails": [person.emails[0]], "forge": handle, **more, **keys}


def first_release(name: str) -> PlainTree:
    """A release with every kind of entry that affects the verdict."""
    return {
        "release": name,
        "outcome": "",
        "title": f"Shop {name}",
        "deploy_at": "2026-01-01T00:40Z",
        "phases": {
            "before": {"title": "Before", "gate": "go"},
            "after": {"title": "After", "gate": "close"},
            "fallback": {"title": "Fallback", "gate": "none"},
        },
        "sections": {
            "code": _section("Code", tests={"status": "done"}, lint={"status": "done"}),
            "data": _section("Data", backup={"status": "done"}, export={"status": "done"}),
            "terms": _section("Terms", kind="criteria", staffed={"status": "met"}),
            "stops": _section("Stops", kind="triggers", decides="no-go", outage={"status": "clear"}),
            "alarms": _section("Alarms", "fallback", kind="triggers", decides="rollback", errors={"status": "open"}),
            "later": _section("Later", "after", report={"status": "open"}),
            "approvals": _section(
                "Approvals",
                kind="signoffs",
                qa={"decision": "", "by": "", "role": "qa-lead", "covers": ["code"]},
                cto={"decision": "", "by": ""},
            ),
        },
    }


def _section(
    title: str, phase: str = "before", *, kind: str = "", decides: str = "", **entries: PlainTree
) -> PlainTree:
    items: PlainTree = {key: {**entry, "title": f"The {key}"} for key, entry in entries.items()}
    keys: PlainTree = {"title": title, "phase": phase}
    keys |= {name: value for name, value in (("kind", kind), ("decides", decides)) if value}
    return {**keys, "items": items}


def write(tree: PlainTree | str, indent: int = 0) -> str:
    """A tree as YAML, whose texts must not need quotes. A text stays the same."""
    if isinstance(tree, str):
        return tree
    lines = []
    for key, value in tree.items():
        margin = " " * indent
        if isinstance(value, dict):
            lines.append(f"{margin}{key}:\n{write(value, indent + 2)}")
        elif isinstance(value, list) and value and isinstance(value[0], list):
            lines.append(f"{margin}{key}:\n" + "".join(f"{margin}  - [{', '.join(map(str, one))}]\n" for one in value))
        elif isinstance(value, list):
            written = f" [{', '.join(map(str, value))}]" if value else ""
            lines.append(f"{margin}{key}:{written}\n")
        else:
            lines.append(f"{margin}{key}: {value}".rstrip(" ") + "\n")
    return "".join(lines)
