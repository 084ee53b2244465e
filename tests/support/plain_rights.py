"""A simple oracle for rights: whether an authorized person wrote or merged the values that a landing changed.

It is written only from the specification and slow: for each value of each landing, it searches all commits inside the
landing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from trust.plain_content import PlainRelease

if TYPE_CHECKING:
    from support.plain_history import PlainHistory, Tree
    from support.plain_registry import PlainRegistries, PlainRegistry

    ValueId = tuple[str, str]

DECISION = ("decision", "by", "on", "reason", "conditions", "evidence", "seen", "signed")
WAIVER = ("reason", "approved_by", "until", "instead")
ANSWER = ("status", "note", "evidence", "requires")
ALARMS = ("fired", "unmet")


class Given(NamedTuple):
    """A value that a landing changed: its authors and commits, the merger, and whether it counts."""

    place: int
    writers: tuple[str, ...]
    commits: tuple[str, ...]
    merger: str
    counts: bool = False

    @property
    def people(self) -> tuple[str, ...]:
        return (*self.writers, self.merger)


class Answer(NamedTuple):
    """The counting state of a trigger or criterion, and its author."""

    state: str
    writers: tuple[str, ...] = ()


class PlainRights:
    """The values of one release after each landing, by their ids: `("decision", "cto")`.

    `given` contains all values, each from the last landing that changed it, `news` the values that count and that the
    landing changed. `answers` and `outcomes` are the counting answers and outcomes after a landing.
    """

    def __init__(self, history: PlainHistory, path: str, registries: PlainRegistries) -> None:
        self.history = history
        self.path = path
        self.registries = registries
        self.given: list[dict[ValueId, Given]] = []
        self.news: list[set[ValueId]] = []
        self.answers: list[dict[str, Answer]] = []
        self.outcomes: list[str] = []
        for place in range(len(registries.landings)):
            self._take(place)

    def tree(self, place: int) -> Tree | None:
        """The release after a landing, or after the last landing with a readable version; None without the file."""
        return self.history.tree(self.registries.landings[place], self.path) if place >= 0 else None

    def canonical(self, oid: str, slot: str) -> str | None:
        """The content that a slot covers in a commit; None without such a slot."""
        tree = self.history.tree(oid, self.path)
        return PlainRelease(tree, lambda _: None).canonical_form(slot, ("shop-0001", "shop", "v")) if tree else None

    def is_only_decision(self, oid: str, slot: str) -> bool:
        """Whether a commit changes no content that a slot covers, compared with its first parent."""
        return self.canonical(self.history.commits[oid].parents[0], slot) == self.canonical(oid, slot)

    def _take(self, place: int) -> None:
        given = dict(self.given[-1]) if self.given else {}
        answers = dict(self.answers[-1]) if self.answers else {}
        outcome = self.outcomes[-1] if self.outcomes else ""
        before, after = list_values(self.tree(place - 1)), list_values(self.tree(place))
        news: set[ValueId] = set()
        for key in dict.fromkeys((*before, *after)):
            if before.get(key) == after.get(key):
                continue
            value = self._find_given(place, key)
            value = value._replace(counts=self._counts(key, after.get(key), value))
            if key[0] == "answer":
                old = answers.get(key[1], Answer("open"))
                answers[key[1]] = self._follow(old, after[key][0] if key in after else "", value)
            elif key[0] == "outcome" and value.counts:
                outcome = after.get(key, "")
            given[key] = value
            news |= {key} if value.counts or (key[0] == "answer" and answers[key[1]] != old) else set()
        self.given.append(given)
        self.news.append(news)
        self.answers.append(answers)
        self.outcomes.append(outcome)

    def _find_given(self, place: int, key: ValueId) -> Given:
        found = self.history.introducers(
            self.registries.landings[place], lambda oid: list_values(self.history.tree(oid, self.path)).get(key)
        )
        commits = tuple(oid for oid, is_restored in found.items() if not is_restored)
        registry = self.registries.before(place)
        writers = tuple(registry.person(self.history.commits[oid].author) for oid in commits)
        return Given(place, writers, commits, self.registries.merger(place))

    def _counts(self, key: ValueId, value: Any, given: Given) -> bool:
        """Whether an authorized person wrote or merged a value. A removed value never counts."""
        registry = self.registries.before(given.place)
        entries = list_entries(self.tree(given.place - 1))
        if key[0] in ("outcome", "slot"):
            is_slot = key[0] == "slot"
            return any(map(registry.is_maintainer, given.people)) or (not is_slot and registry.may_close(given.people))
        if value is None or key[0] == "answer":
            return False
        if key[0] == "na":
            return any(_may(one, registry, registry.policy("may_mark_na"), is_free=True) for one in given.people)
        root = self.registries.root
        if key[1] not in entries or root is None or given.place <= root:
            return False
        if key[0] == "waiver":
            approver = value[2]
            return approver in given.people and _may(approver, registry, registry.policy("may_waive"))
        return self._may_decide(key[1], value, given, registry)

    def _may_decide(self, slot: str, value: Any, given: Given, registry: PlainRegistry) -> bool:
        role = list_entries(self.tree(given.place))[slot][1].get("role", slot)
        by, evidence = value[1], value[5]
        if not registry.holds(by, [role]):
            return False
        is_recorded = role in registry.policy("recorded_roles") and evidence and registry.may_close(given.people)
        is_signed = by in map(self.registries.signers.get, given.commits) and bool(registry.active_keys(by))
        return by in given.writers or is_signed or bool(is_recorded and given.commits)

    def _follow(self, old: Answer, state: str, given: Given) -> Answer:
        """The counting answer after a landing with another answer."""
        registry = self.registries.before(given.place)
        if state in ALARMS:
            return old if state == old.state else Answer(state, given.writers)
        may_revert = registry.may_close(given.people) or any(
            one in old.writers and registry.is_active(one) for one in given.people
        )
        if old.state in ALARMS and not may_revert:
            return old
        if state in ("clear", "met") and not any(map(registry.is_active, given.people)):
            return Answer("open")
        return Answer(state or "open", given.writers)


def _may(person: str, registry: PlainRegistry, roles: list[str], *, is_free: bool = False) -> bool:
    """Whether a person has one of the roles. Without roles, a maintainer may or, if `is_free`, any active person."""
    if roles:
        return registry.holds(person, roles)
    return registry.is_human(person) if is_free else registry.is_maintainer(person)


def list_entries(tree: Tree | None) -> dict[str, tuple[str, Tree]]:
    """The entries of a release by id, each with its section kind and the default requirement of the section."""
    sections = (tree or {}).get("sections") or {}
    return {
        key: (section.get("kind", "checklist"), {"requires": section.get("requires", ""), **entry})
        for section in sections.values()
        for key, entry in (section.get("items") or {}).items()
    }


def list_slots(tree: Tree | None) -> dict[str, tuple[str, bool]]:
    """The role of each sign-off by its id, and whether it is required for GO."""
    return {
        key: (entry.get("role", key), tree["phases"][section["phase"]]["gate"] == "go")
        for section in ((tree or {}).get("sections") or {}).values()
        for key, entry in (section.get("items") or {}).items()
        if tree and section.get("kind") == "signoffs"
    }


def list_values(tree: Tree | None) -> dict[ValueId, Any]:
    """The values of a release that need an authorized person."""
    values: dict[ValueId, Any] = {("outcome", ""): tree["outcome"]} if tree and tree.get("outcome") else {}
    values |= {("slot", key): value for key, value in list_slots(tree).items()}
    for key, (kind, entry) in list_entries(tree).items():
        if kind == "signoffs" and entry["decision"]:
            values["decision", key] = tuple(entry.get(name, "") for name in DECISION)
        elif kind in ("triggers", "criteria"):
            values["answer", key] = tuple(entry.get(name, "") for name in ANSWER)
        elif entry.get("status") == "waived":
            values["waiver", key] = (entry["title"], *(entry["waiver"].get(name, "") for name in WAIVER))
        elif entry.get("status") == "na":
            values["na", key] = (entry["title"], entry.get("note", ""))
    return values
