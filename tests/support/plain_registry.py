"""An independent reader of the effective registry, written only from the specification and intentionally simple.

A registry is a mapping from paths to values: `("people", "ann", "emails", "ann@example.com")`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from support.plain_history import PlainHistory, Tree

    Values = dict[tuple[str, ...], Any]

PEOPLE, POLICY, ROLES = "checklists/people.yml", "checklists/policy.yml", "checklists/shop/roles.yml"
FORGE_ADDRESS = "noreply@github.com"
_PRIVATE = re.compile(r"(?:[0-9]+\+)?([^@+]+)@users\.noreply\.github\.com")


class PlainRegistry:
    """The effective registry after a landing."""

    def __init__(self, values: Values) -> None:
        self.values = values

    def below(self, *path: str) -> list[str]:
        """The names directly below a path."""
        return list(dict.fromkeys(key[len(path)] for key in self.values if key[: len(path)] == path != key))

    def get(self, *path: str) -> Any:
        return self.values.get(path, "")

    def policy(self, name: str) -> list[str]:
        """The members of a list in the policy."""
        return list(self.get("policy", name) or [])

    def person(self, address: str) -> str:
        """The person with an address, or "" if no person has it."""
        address = "".join(sign.lower() if sign.isascii() else sign for sign in address)
        private = _PRIVATE.fullmatch(address)
        named = [one for one in self.below("people") if address in self.below("people", one, "emails")]
        if not named and private:
            named = [one for one in self.below("people") if self.get("people", one, "forge") == private[1]]
        return named[0] if len(named) == 1 else ""

    def is_active(self, person: str) -> bool:
        """Whether a person or bot exists and has not left."""
        is_there = ("people", person, "name") in self.values
        return is_there and self.get("people", person, "state") != "left"

    def is_human(self, person: str) -> bool:
        """Whether a person exists, has not left, and is not a bot."""
        return self.is_active(person) and self.get("people", person, "kind") != "bot"

    def is_maintainer(self, person: str) -> bool:
        return self.is_human(person) and person in self.below("policy", "maintainers")

    def holds(self, person: str, roles: Iterable[str]) -> bool:
        """Whether an active person has one of these roles."""
        return self.is_human(person) and any(person in self.below("roles", role, "people") for role in roles)

    def may_close(self, people: Iterable[str]) -> bool:
        """Whether one of these people may close releases, record decisions and reset triggers."""
        roles = self.policy("may_close") or ["deployment-lead"]
        return any(self.is_maintainer(one) or self.holds(one, roles) for one in people)

    def needs_signature(self) -> bool:
        levels = (self.get("policy", "level"), self.get("policy", "final_level"))
        return "signed" in levels

    def locks_out(self) -> bool:
        """Whether the remaining maintainers could not change the registry."""
        able = [
            one
            for one in self.below("policy", "maintainers")
            if self.is_maintainer(one) and (not self.needs_signature() or self.active_keys(one))
        ]
        return len(able) < 1 + int(self.get("policy", "approvals") or 0)

    def active_keys(self, person: str) -> list[str]:
        names = self.below("people", person, "keys")
        return [one for one in names if self.get("people", person, "keys", one, "state") in ("", "active")]


class PlainRegistries:
    """The registry after each landing; `root` is the index of the trust root.

    `signers` are the people who signed commits with their keys, by commit.
    """

    def __init__(self, history: PlainHistory, signers: Mapping[str, str]) -> None:
        self.history = history
        self.signers = signers
        self.landings = history.line()
        self.root: int | None = None
        self.after: list[PlainRegistry] = []
        self.refused: dict[str, Values] = {}
        self.confirmed = 0
        self._read_landings()

    def before(self, place: int) -> PlainRegistry:
        """The registry that determines the rights in a landing."""
        if place == self.root:
            return self.after[place]
        return self.after[place - 1] if place else PlainRegistry({})

    def merger(self, place: int) -> str:
        """The active person who merged a landing, or "" if the person is unknown."""
        commit = self.history.commits[self.landings[place]]
        address = commit.author if len(commit.parents) > 1 else commit.committer
        if address == FORGE_ADDRESS or (len(commit.parents) < 2 and commit.author == commit.committer):
            return ""
        person = self.before(place).person(address)
        return person if self.before(place).is_human(person) else ""

    def _read_landings(self) -> None:
        written: Values = {}
        effective = PlainRegistry({})
        for place, landing in enumerate(self.landings):
            new = self._read(landing)
            if self.root is None:
                own = PlainRegistry(new)
                commit = self.history.commits[landing]
                if any(own.is_maintainer(own.person(address)) for address in (commit.author, commit.committer)):
                    self.root, effective = place, own
            else:
                changed = [key for key in {**written, **new} if written.get(key) != new.get(key)]
                self.after.append(effective)  # The registry that `merger` uses.
                effective = self._authorize(place, changed, effective, new)
                self.after.pop()
            written = new
            self.after.append(effective)

    def _authorize(
        self, place: int, changed: list[tuple[str, ...]], registry: PlainRegistry, new: Values
    ) -> PlainRegistry:
        mergers = (
            {self.merger(place)} if self._is_authority(self.landings[place], self.merger(place), registry) else set()
        )
        wrote = {key: self._maintainers(place, key, registry) for key in changed}
        is_enough = len(mergers.union(*wrote.values())) >= 1 + int(registry.get("policy", "approvals") or 0)
        counting = [key for key in changed if is_enough and (wrote[key] or mergers)]
        result = _set(registry, {key: new.get(key) for key in counting})
        if result.locks_out():
            result, counting = registry, []
        self.refused[self.landings[place]] = {key: new.get(key) for key in changed if key not in counting}
        for key in counting:
            if key[:2] == ("policy", "confirmed") and key in new:
                refused = self.refused.get(key[2], {}) if key[2] in self.landings[:place] else {}
                confirmed = _set(result, {one: value for one, value in refused.items() if new.get(one) == value})
                self.confirmed += confirmed.values != result.values
                result = result if confirmed.locks_out() else confirmed
        return result

    def _maintainers(self, place: int, key: tuple[str, ...], registry: PlainRegistry) -> set[str]:
        """The maintainers who wrote a registry value of a landing."""
        found = self.history.introducers(self.landings[place], lambda oid: self._read(oid).get(key))
        authors = {
            one: registry.person(self.history.commits[one].author) for one, restored in found.items() if not restored
        }
        return {person for one, person in authors.items() if self._is_authority(one, person, registry)}

    def _is_authority(self, commit: str, person: str, registry: PlainRegistry) -> bool:
        is_signed = self.signers.get(commit) == person and bool(registry.active_keys(person))
        return registry.is_maintainer(person) and (is_signed or not registry.needs_signature())

    def _read(self, oid: str) -> Values:
        """The registry values in a commit."""
        values: Values = {}
        for path in (PEOPLE, POLICY, ROLES):
            values |= dict(_list_values(path, self.history.tree(oid, path) or {}))
        return values


def _set(registry: PlainRegistry, changes: Values) -> PlainRegistry:
    """The registry with changed values; None removes a value."""
    values = registry.values | changes
    return PlainRegistry({key: value for key, value in values.items() if value is not None})


def _list_values(path: str, tree: Tree) -> Iterator[tuple[tuple[str, ...], Any]]:
    if path == POLICY:
        for name, value in tree.items():
            if name in ("maintainers", "confirmed"):
                yield from ((("policy", name, one), "yes") for one in value or [])
            elif name == "accepted":
                yield from ((("policy", name, one), list(keys.values())) for one, keys in value.items())
            else:
                yield ("policy", name), value
    for group in ("people", "roles"):
        for name, keys in (tree.get(group) or {}).items():
            for key, value in keys.items():
                yield from _list_inner((group, name, key), value)


def _list_inner(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, list):
        yield from (((*path, one), "yes") for one in value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _list_inner((*path, key), inner)
    else:
        yield path, value
