"""The changes that people make in random histories. Each subject consists of a few commits, honest or not."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from support.crew import BY_ID, MEMBERS, OTHER, PEOPLE, POLICY, ROLES, STRANGERS, V1, first_release

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator
    from random import Random

    from gonogo.core.nodes import PlainTree
    from support.crew import Files, Person

    Edit = Callable[[Files], Person]
    """Changes the files in place, and says who does it."""

BROKEN = "a: [\n"
NAMES = ("v1", "v2", "v3", "v4")
PEOPLE_AND_STRANGERS = (*MEMBERS, *STRANGERS)
POLICIES: tuple[tuple[str, Any], ...] = (
    ("accepted", {"no-owner": {"rule": "unowned-entry", "at": "shop/v1#code", "reason": "Everybody tests"}}),
    ("approvals", "1"),
    ("distinct", [["cto", "qa-lead"]]),
    ("final_level", "signed"),
    ("level", "signed"),
    ("may_close", ["cto"]),
    ("may_mark_na", ["qa-lead"]),
    ("may_waive", ["cto", "qa-lead"]),
    ("recorded_roles", ["legal", "cto"]),
    ("required_roles", ["legal"]),
    ("requires", "evidence"),
    ("second_person", "required"),
)


class CrewEditor:
    """Makes the edits of one pull request.

    `number` is unique for each pull request; `counted` counts the edits. `landings` are the ids of landings that
    maintainers can confirm.
    """

    def __init__(self, chance: Random, number: int, counted: Counter[str], landings: list[str]) -> None:
        self.chance = chance
        self.number = number
        self.counted = counted
        self.landings = landings

    def edits(self, subject: str, files: Files) -> Iterator[Edit]:
        """The edits of a subject in order. If the files do not allow the subject, another file changes."""
        path = self._pick_release(files)
        make: Callable[[str], Iterator[Edit]] | None = getattr(self, f"_{subject}", None) if path else None
        yield from make(path) if make and path else [self._write_other]

    def _write_other(self, files: Files) -> Person:
        files[OTHER] = f"{self.chance.randint(0, 99)}\n"
        return self._any_person()

    def _pick_release(self, files: Files) -> str | None:
        paths = sorted(path for path, tree in files.items() if is_release(path) and isinstance(tree, dict))
        return self.chance.choice([*paths, *(one for one in paths if one == V1)]) if paths else None

    def _any_person(self) -> Person:
        return self.chance.choice(PEOPLE_AND_STRANGERS)

    def _maintainer(self, files: Files) -> Person:
        """Usually a maintainer of the policy in the files."""
        named = tree_at(files, POLICY).get("maintainers") or ["ann"]
        known = [BY_ID[str(one)] for one in named if one in BY_ID]
        return self.chance.choice(known) if known and self.chance.random() < 0.65 else self._any_person()

    # Decisions

    def _sign(self, path: str) -> Iterator[Edit]:
        """All roles with a slot decide go."""
        for count in range(4):
            yield lambda files, count=count: self._decide(files, path, count, is_honest=True)

    def _sign_perhaps(self, path: str) -> Iterator[Edit]:
        if self.chance.random() < 0.5:
            yield from self._sign(path)

    def _decision(self, path: str) -> Iterator[Edit]:
        yield lambda files: self._decide(files, path, self.chance.randint(0, 3), is_honest=self.chance.random() < 0.5)

    def _decide(self, files: Files, path: str, count: int, *, is_honest: bool) -> Person:
        slots = list_slots(files, path)
        if not slots:
            return self._write_other(files)
        slot = slots[count % len(slots)]
        holders = list_holders(files, slot)
        by = (
            self.chance.choice(holders) if holders and (is_honest or self.chance.random() < 0.5) else self._any_person()
        )
        words = ("go",) if is_honest else ("go", "go", "no-go", "withdrawn", "")
        self._fill(slot, by, self.chance.choice(words))
        if not is_honest and self.chance.random() < 0.3:
            slot["evidence"] = "https://example.com/signed.pdf"
        if not is_honest and slot["decision"] and self.chance.random() < 0.2:
            slot["conditions"] = "Only at night"
        return by if is_honest or self.chance.random() < 0.4 else self._any_person()

    def _fill(self, slot: PlainTree, by: Person, word: str) -> None:
        for key in ("evidence", "conditions", "on"):
            slot.pop(key, None)
        slot |= {"decision": word, "by": by.id if word else ""}
        if word:
            minute = self.number + self.chance.randint(0, 9)
            slot["on"] = f"2026-01-{1 + minute // 1440:02}T{minute // 60 % 24:02}:{minute % 60:02}Z"

    def _two_holders(self, path: str) -> Iterator[Edit]:
        """Two holders of the same role decide, one after the other."""

        def decide(files: Files, *, is_first: bool) -> Person:
            slots = [slot for slot in list_slots(files, path) if len(list_holders(files, slot)) > 1]
            if not slots:
                tree_at(tree_at(files, ROLES), "roles", "qa-lead")["people"] = ["alice", "carol"]
                return self._maintainer(files)
            slot = slots[0]
            holders = list_holders(files, slot)
            others = [one for one in holders if one.id != slot["by"]]
            by = self.chance.choice(others or holders)
            if slot["decision"] and others and slot["by"] in [one.id for one in holders]:
                self.counted["two holders"] += 1
            self._fill(slot, by, "no-go" if is_first and self.chance.random() < 0.3 else "go")
            return by

        yield lambda files: decide(files, is_first=True)
        yield lambda files: decide(files, is_first=False)

    # Changes that need an authorized person

    def _excuse(self, path: str) -> Iterator[Edit]:
        """Adds or changes a waiver or an `na`."""

        def edit(files: Files) -> Person:
            item = self._pick_item(files, path)
            approver = self._maintainer(files)
            old = item.pop("waiver", None)
            if self.chance.random() < 0.4:
                item |= {"status": "na", "note": f"Because {self.chance.randint(0, 2)}"}
            else:
                until = self.chance.choice(("2026-12-31", "2026-12-30", "2026-01-02"))
                by = approver.id if self.chance.random() < 0.8 or not isinstance(old, dict) else old["approved_by"]
                waiver: PlainTree = {"reason": "No time", "approved_by": by, "until": until}
                title = item.pop("title")
                item |= {"status": "waived", "waiver": waiver, "title": title}
            return approver if self.chance.random() < 0.5 else self._any_person()

        yield edit
        yield from self._sign_perhaps(path)

    def _answer(self, path: str) -> Iterator[Edit]:
        """Answers a trigger or a criterion."""

        def edit(files: Files) -> Person:
            section, words = self.chance.choice(
                (
                    ("terms", ("met", "unmet", "open")),
                    ("stops", ("clear", "fired", "open")),
                    ("alarms", ("clear", "fired")),
                )
            )
            entries = items_at(files, path, section)
            if not entries:
                return self._write_other(files)
            entry = tree_at(entries, self.chance.choice(sorted(entries)))
            entry["status"] = self.chance.choice(words)
            if self.chance.random() < 0.2:
                entry["requires"] = self.chance.choice(("evidence", "nothing"))
            if self.chance.random() < 0.3:
                entry["note"] = f"Seen {self.chance.randint(0, 2)}"
            return self._any_person()

        yield edit

    def _outcome(self, path: str) -> Iterator[Edit]:
        def edit(files: Files) -> Person:
            tree_at(files, path)["outcome"] = self.chance.choice(("deployed", "deployed", "cancelled", ""))
            return self.chance.choice((BY_ID["dora"], BY_ID["ann"], self._any_person()))

        yield edit

    def _slot(self, path: str) -> Iterator[Edit]:
        """Changes the slots."""

        def edit(files: Files) -> Person:
            entries, section = items_at(files, path, "approvals"), tree_at(files, path, "sections", "approvals")
            slots = sorted(entries)
            match self.chance.choice(("role", "phase", "remove", "legal", "final", "final", "covers", "title")):
                case "role" if slots:
                    tree_at(entries, self.chance.choice(slots))["role"] = self.chance.choice(
                        ("cto", "qa-lead", "legal")
                    )
                case "phase":
                    section["phase"] = "before" if section["phase"] == "after" else "after"
                case "remove" if len(slots) > 1:
                    del entries[self.chance.choice(slots)]
                case "covers" if slots:
                    covers = self.chance.choice((["code"], ["all"], ["code", "data"]))
                    tree_at(entries, self.chance.choice(slots))["covers"] = covers
                case "title" if slots:
                    tree_at(entries, self.chance.choice(slots))["title"] = f"Words {self.chance.randint(0, 2)}"
                case "final":
                    final: PlainTree = {
                        "decision": "",
                        "by": "",
                        "role": "deployment-lead",
                        "covers": ["all", "approvals"],
                    }
                    of_final: PlainTree = {"title": "Authorization", "phase": "before", "kind": "signoffs"}
                    sections = tree_at(files, path, "sections")
                    sections["authorization"] = {**of_final, "items": {"final": {**final, "title": "Go"}}}
                case _:
                    entries["legal"] = {"decision": "", "by": "", "title": "The law"}
            return self._maintainer(files)

        yield edit
        yield from self._sign_perhaps(path)

    # Changes that need no right

    def _item(self, path: str) -> Iterator[Edit]:
        def edit(files: Files) -> Person:
            entries = items_at(files, path, self.chance.choice(("code", "data")))
            match self.chance.choice(("status", "status", "status", "title", "add", "remove")):
                case "title" if entries:
                    tree_at(entries, self.chance.choice(sorted(entries)))["title"] = (
                        f"Words {self.chance.randint(0, 2)}"
                    )
                case "remove" if len(entries) > 1:
                    del entries[self.chance.choice(sorted(entries))]
                case "status" if entries:
                    item = tree_at(entries, self.chance.choice(sorted(entries)))
                    item.pop("waiver", None)
                    item["status"] = self.chance.choice(("done", "done", "open"))
                case _:
                    entries[f"new-{self.number}-{len(entries)}"] = {"status": "done", "title": "New"}
            return self._any_person()

        yield edit
        yield from self._sign_perhaps(path)

    def _plan(self, path: str) -> Iterator[Edit]:
        """Changes the plan, which no sign-off covers."""

        def edit(files: Files) -> Person:
            match self.chance.choice(("owner", "deploy_at", "see", "about")):
                case "owner":
                    self._pick_item(files, path)["owner"] = self.chance.choice(("qa-lead", "cto"))
                case "deploy_at":
                    tree_at(files, path)["deploy_at"] = f"2026-01-01T0{self.chance.randint(0, 3)}:10Z"
                case "see":
                    self._pick_item(files, path)["see"] = f"https://example.com/{self.chance.randint(0, 9)}"
                case _:
                    tree_at(files, path)["about"] = f"Words {self.chance.randint(0, 2)}"
            return self._any_person()

        yield edit

    def _pick_item(self, files: Files, path: str) -> PlainTree:
        entries = items_at(files, path, self.chance.choice(("code", "data")))
        return tree_at(entries, self.chance.choice(sorted(entries))) if entries else {"title": ""}

    # Files

    def _copy(self, path: str) -> Iterator[Edit]:
        """Copies or renames a release."""

        def edit(files: Files) -> Person:
            name = self.chance.choice([one for one in NAMES if not path.endswith(f"/{one}.yml")])
            new = f"checklists/shop/{name}.yml"
            content = deepcopy(tree_at(files, path))
            if self.chance.random() < 0.5:
                del files[path]
            files[new] = {**content, "release": name}
            self.counted["copied and renamed files"] += 1
            return self._any_person()

        yield edit

    def _file(self, path: str) -> Iterator[Edit]:
        """Deletes, breaks or adds a file."""

        def edit(files: Files) -> Person:
            name = self.chance.choice(NAMES)
            match self.chance.choice(("delete", "break", "break", "break registry", "new")):
                case "delete":
                    del files[path]
                case "break":
                    files[path] = BROKEN
                case "break registry":
                    files[self.chance.choice((PEOPLE, POLICY, ROLES))] = BROKEN
                case _:
                    files[f"checklists/shop/{name}.yml"] = first_release(name)
            return self._any_person()

        yield edit

    # The registry

    def _registry(self, path: str) -> Iterator[Edit]:
        del path

        def edit(files: Files) -> Person:
            if any(not isinstance(files.get(one), dict) for one in (PEOPLE, POLICY, ROLES)):
                return self._write_other(files)
            self.counted["registry changes"] += 1
            author = self._maintainer(files)
            getattr(self, self.chance.choice(("_edit_role", "_edit_role", "_edit_person", "_edit_policy")))(files)
            return author

        yield edit

    def _confirm(self, path: str) -> Iterator[Edit]:
        """Confirms the registry changes of other people."""
        del path

        def edit(files: Files) -> Person:
            if not isinstance(files.get(POLICY), dict):
                return self._write_other(files)
            tree_at(files, POLICY)["confirmed"] = list(self.landings)
            return self._maintainer(files)

        yield edit

    def _edit_role(self, files: Files) -> None:
        role = tree_at(files, ROLES, "roles", self.chance.choice(("cto", "deployment-lead", "legal", "qa-lead")))
        holders = [str(one) for one in role.get("people") or []]
        person = self._any_person().id
        kept = [one for one in holders if one != person]
        role["people"] = kept if person in holders and kept else [*kept, person]

    def _edit_person(self, files: Files) -> None:
        people = tree_at(files, PEOPLE, "people")
        name = self.chance.choice(sorted(people))
        person = tree_at(people, name)
        match self.chance.choice(("state", "kind", "address", "new", "key")):
            case "state":
                _toggle(person, "state", "left")
            case "kind" if name not in ("ann", "max"):
                _toggle(person, "kind", "bot")
            case "address":
                person["emails"] = [f"{name}@{self.chance.choice(('example.com', 'example.net'))}"]
            case "key" if "keys" in person:
                _toggle(tree_at(person, "keys", "laptop"), "state", self.chance.choice(("retired", "compromised")))
            case _:
                people["eve"] = {"name": "Eve", "emails": ["eve@example.org"]}

    def _edit_policy(self, files: Files) -> None:
        policy = tree_at(files, POLICY)
        if self.chance.random() < 0.3:
            maintainers = [str(one) for one in policy["maintainers"] or []]
            person = self._any_person().id
            policy["maintainers"] = [one for one in maintainers if one != person] or ["ann"]
            if person not in maintainers:
                policy["maintainers"] = [*maintainers, person]
            return
        key, value = self.chance.choice(POLICIES)
        if key in policy:
            del policy[key]
        else:
            policy[key] = value


def is_release(path: str) -> bool:
    """Whether the path is that of a release."""
    return path.startswith("checklists/shop/v")


def tree_at(tree: Any, *keys: str) -> PlainTree:
    """The mapping at the end of a path of keys, or a new empty mapping if there is none."""
    for key in keys:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree if isinstance(tree, dict) else {}


def items_at(files: Files, path: str, section: str) -> PlainTree:
    """The entries of a section of a release."""
    return tree_at(files, path, "sections", section, "items")


def list_slots(files: Files, path: str) -> list[PlainTree]:
    """The slots of a release; slots that cover other slots are last."""
    sections = (items_at(files, path, section) for section in ("approvals", "authorization"))
    return [tree_at(entries, key) for entries in sections for key in sorted(entries, reverse=True)]


def list_holders(files: Files, slot: PlainTree) -> list[Person]:
    """The holders of a slot's role in the files."""
    role = slot.get("role") or {"The cto": "cto"}.get(str(slot["title"]), "legal")
    return [BY_ID[str(one)] for one in tree_at(files, ROLES, "roles", str(role)).get("people") or [] if one in BY_ID]


def _toggle(tree: PlainTree, key: str, value: str) -> None:
    """Sets a key to a value, or removes the key if it already has the value."""
    if tree.get(key) == value:
        del tree[key]
    else:
        tree[key] = value
