"""Changes of a release and its project, each with the sign-offs that it makes stale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from support.crew import PEOPLE, POLICY, ROLES, SYSTEM, first_release, write
from support.crew_edits import tree_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from gonogo.core.nodes import PlainTree
    from support.crew import Files

NAME = "v9"
PATH = f"checklists/shop/{NAME}.yml"
REPORT = "docs/report.md"
COVERED = ("code", "data", "terms", "stops")
NOT_COVERED = ("alarms", "later")
SLOTS = {"qa": ("code",), "cto": COVERED, "final": (*COVERED, "approvals")}
"""The sections that each sign-off of the release covers."""


def covered_release() -> PlainTree:
    """A release with a final authorization, and with a file that is evidence."""
    release = first_release(NAME)
    tests = tree_at(release, "sections", "code", "items", "tests")
    tests["evidence"] = REPORT
    final: PlainTree = {
        "decision": "",
        "by": "",
        "role": "deployment-lead",
        "covers": ["all", "approvals"],
        "title": "Go",
    }
    section: PlainTree = {"title": "Authorization", "phase": "before", "kind": "signoffs", "items": {"final": final}}
    tree_at(release, "sections")["authorization"] = section
    return release


class ContentChange(NamedTuple):
    """A change, its name, and the sign-offs that it makes stale."""

    name: str
    stale: tuple[str, ...]
    edit: Callable[[Files], Any]


def pick_changes(chance: Random, files: Files) -> list[ContentChange]:
    """Each type of change once, at a random place."""
    return [*_covered_entries(chance, files), *_covered_structure(chance), *_slots(), *_not_covered(chance, files)]


def over(section: str) -> tuple[str, ...]:
    """The sign-offs that cover a section."""
    return tuple(slot for slot, sections in SLOTS.items() if section in sections)


def _set(*place: str, **values: Any) -> Callable[[Files], Any]:
    return lambda files: tree_at(files, PATH, *place).update(values)


def _covered_entries(chance: Random, files: Files) -> list[ContentChange]:
    changes = []
    for name, section, values in (
        ("title of an entry", chance.choice(COVERED), {"title": "Other words"}),
        ("about of an entry", chance.choice(COVERED), {"about": "More words"}),
        ("what an entry expects", chance.choice(COVERED), {"expect": "200"}),
        ("what an entry runs", chance.choice(COVERED), {"run": "make"}),
        ("status of an item", chance.choice(("code", "data")), {"status": chance.choice(("open", "doing", "blocked"))}),
        ("note of an item", chance.choice(("code", "data")), {"note": "Seen"}),
        ("evidence of an item", chance.choice(("code", "data")), {"evidence": "https://example.com/2"}),
    ):
        entry = chance.choice(sorted(tree_at(files, PATH, "sections", section, "items")))
        changes.append(ContentChange(name, over(section), _set("sections", section, "items", entry, **values)))
    section = chance.choice(COVERED)
    new = {
        "code": {"status": "done"},
        "data": {"status": "done"},
        "terms": {"status": "met"},
        "stops": {"status": "clear"},
    }
    added = {"new": {**new[section], "title": "New"}}
    changes.append(ContentChange("new entry", over(section), _set("sections", section, "items", **added)))

    def move(files: Files) -> None:
        tree_at(files, PATH, "sections", "data", "items")["lint"] = tree_at(
            files, PATH, "sections", "code", "items"
        ).pop("lint")

    def remove(files: Files) -> None:
        del tree_at(files, PATH, "sections", "data", "items")["export"]

    changes.append(ContentChange("moved entry", ("qa", "cto", "final"), move))
    changes.append(ContentChange("removed entry", ("cto", "final"), remove))
    changes.append(ContentChange("file of evidence", over("code"), lambda files: files.update({REPORT: "Other\n"})))
    return changes


def _covered_structure(chance: Random) -> list[ContentChange]:
    section = chance.choice(COVERED)
    return [
        ContentChange("title of a section", over(section), _set("sections", section, title="Other words")),
        ContentChange("about of a section", over(section), _set("sections", section, about="More words")),
        ContentChange("what triggers decide", over("stops"), _set("sections", "stops", decides="rollback")),
        ContentChange("phase of a section", over(section), _set("sections", section, phase="after")),
        ContentChange("title of a phase", ("qa", "cto", "final"), _set("phases", "before", title="Other words")),
        ContentChange("new section", ("cto", "final"), _set("sections", new=_new_section())),
    ]


def _new_section() -> PlainTree:
    return {"title": "New", "phase": "before", "items": {"brand-new": {"status": "done", "title": "New"}}}


def _slots() -> list[ContentChange]:
    qa, cto, final = (
        ("sections", "approvals", "items", "qa"),
        ("sections", "approvals", "items", "cto"),
        ("sections", "authorization", "items", "final"),
    )
    decision = {"decision": "go", "by": "carol", "on": "2026-02-01"}
    return [
        ContentChange("meaning of a slot", ("qa", "final"), _set(*qa, meaning="It works")),
        ContentChange("title of a slot", ("qa", "final"), _set(*qa, title="Other words")),
        ContentChange("narrower slot", ("cto", "final"), _set(*cto, covers=["code", "data", "terms", "stops"])),
        ContentChange("role of a slot", ("qa", "final"), _set(*qa, role="cto")),
        ContentChange("decision under a final one", ("qa", "final"), _set(*qa, **decision)),
        ContentChange("T-0", ("final",), _set(deploy_at="2026-03-01T09:00Z")),
        ContentChange("end of the window", ("final",), _set(window_ends="2026-03-01T10:00Z")),
        ContentChange("title of the final slot", ("final",), _set(*final, title="Other words")),
    ]


def _not_covered(chance: Random, files: Files) -> list[ContentChange]:
    section = chance.choice((*COVERED, *NOT_COVERED, "approvals"))
    entry = ("sections", section, "items", chance.choice(sorted(tree_at(files, PATH, "sections", section, "items"))))
    other = chance.choice(NOT_COVERED)
    of_other = ("sections", other, "items", chance.choice(sorted(tree_at(files, PATH, "sections", other, "items"))))
    plan = {
        "owner": "cto",
        "at": "T-1h",
        "due": "T-2h",
        "minutes": "20",
        "see": "https://example.com/x",
        "declared": "Ready",
    }
    names = [key for key in plan if chance.random() < 0.6] or ["owner"]
    edits: dict[str, Callable[[Files], Any]] = {
        "plan of an entry": _set(*entry, **{key: plan[key] for key in names}),
        "plan of a section": _set("sections", section, owner="cto", at="T-1h", due="T-2h"),
        "declared of a section": _set("sections", section, declared="Ready"),
        "entry of another section": _set(*of_other, title="Other words"),
        "answer of a trigger": _set(
            "sections", "stops", "items", "outage", status="open", note="Seen", evidence="https://e.org/1"
        ),
        "answer of a criterion": _set("sections", "terms", "items", "staffed", status="unmet", note="Seen"),
        "about of a phase": _set("phases", "before", about="More words"),
        "about of the release": _set(about="More words", title="Other words", declared="Ready", lead="cto"),
        "other phase": _set("phases", "fallback", title="Other words"),
        "name of a person": lambda files: tree_at(files, PEOPLE, "people", "alice").update({"name": "Alice Amber"}),
        "title of a role": lambda files: tree_at(files, ROLES, "roles", "cto").update({"title": "The CTO"}),
        "policy": lambda files: tree_at(files, POLICY).update({"audience": "public"}),
        "contacts": lambda files: files.update(
            {SYSTEM: {"name": "The shop", "contacts": {"help": {"title": "Help", "name": "Desk", "phone": "1"}}}}
        ),
        "order of keys": lambda files: files.update({PATH: _shuffle(chance, tree_at(files, PATH))}),
        "comments": lambda files: files.update({PATH: _write_differently(chance, tree_at(files, PATH))}),
        "other file": lambda files: files.update({"docs/other.md": "Other\n"}),
    }
    return [ContentChange(name, (), edit) for name, edit in edits.items()]


def _shuffle(chance: Random, value: Any) -> Any:
    """The same value with the keys of all mappings in another order."""
    if not isinstance(value, dict):
        return value
    return {key: _shuffle(chance, value[key]) for key in chance.sample(list(value), len(value))}


def _write_differently(chance: Random, tree: PlainTree) -> str:
    """The tree as YAML with comments, empty lines, quotes and other line ends."""
    lines = []
    for line in write(tree).splitlines():
        key, colon, value = line.partition(": ")
        is_quoted = colon and not value.startswith("[") and chance.random() < 0.3
        margin = " " * (len(line) - len(line.lstrip()))
        lines += [f"{margin}# words"] if chance.random() < 0.2 else []
        lines += [f'{key}: "{value}"' if is_quoted else line]
    end = chance.choice(("\n", "\r\n"))
    return end.join([*lines, ""])
