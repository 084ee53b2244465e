"""Git merges changes of different entries; changes of the same entry and adjacent insertions conflict readably."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from edits import PEOPLE, ROLES, V1, insert, put, replace, text_of, write
from shop import ALICE, ANN, BOB, CAROL, Person
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit

SECTIONS, ITEMS, SLOTS, METRICS = 6, 10, 8, 7
HEAD = """\
release: v1
outcome:
title: Shop v1
deploy_at: 2026-03-02T09:00Z

phases:
  before:
    title: Before
    gate: go

sections:
"""


class Change(NamedTuple):
    """The change of a branch: a `gonogo mark` command with these words, or an edit."""

    author: Person
    words: tuple[str, ...] = ()
    edit: Edit | None = None


def write_release() -> str:
    """A release with many items, metrics and sign-offs; some adjacent items have no blank line between them."""
    lines = [HEAD]
    for section in range(SECTIONS):
        lines.append(f"  part-{section}:\n    title: Part {section}\n    phase: before\n    items:\n")
        for item in range(ITEMS):
            gap = "" if item % 5 in {0, 4} else "\n"
            head = f"      item-{section}-{item}:\n        status: open\n        title: Item {section} {item}\n"
            lines.append(f"{head}        owner: qa-lead\n{gap}")
    lines.append("  numbers:\n    title: Numbers\n    phase: before\n    kind: metrics\n    items:\n")
    lines += [
        f"      metric-{number}:\n        observed:\n        title: Metric\n        target: < {number + 5} s\n"
        for number in range(METRICS)
    ]
    lines.append("\n  approvals:\n    title: Approvals\n    phase: before\n    kind: signoffs\n    items:\n")
    lines += [
        f"      slot-{number}:\n        decision:\n        by:\n        title: Slot\n        covers: [numbers]\n"
        for number in range(SLOTS)
    ]
    return "".join(lines)


def signer(number: int) -> Person:
    """The holder of the role of a slot."""
    return Person(f"signer-{number}", f"Signer {number}", f"signer-{number}@example.com")


def make_team(root: Path) -> Team:
    """The release on main without answers, with a role holder for every slot."""
    people = "".join(
        f"  {person.id}:\n    name: {person.name}\n    emails: [{person.email}]\n"
        for person in map(signer, range(SLOTS))
    )
    roles = "".join(f"  slot-{number}:\n    title: Role\n    people: [signer-{number}]\n" for number in range(SLOTS))
    team = Team(
        root,
        lambda tree: tree.update({PEOPLE: text_of(tree, PEOPLE) + people, ROLES: text_of(tree, ROLES) + roles}),
    )
    team.push(ANN, write(V1, write_release()))
    team.make()
    return team


def insert_above(item: str, name: str) -> Edit:
    """Inserts a new item above another item."""
    new = f"      {name}:\n        status: open\n        title: New {name}\n\n"
    return replace(f"      {item}:\n", f"{new}      {item}:\n")


def make_changes() -> list[Change]:
    """Ninety changes; answers and owners change in the same items, all other changes are in other entries."""
    items = [f"item-{section}-{item}" for item in range(ITEMS) for section in range(SECTIONS)]
    waiver = ("--reason", "No time", "--approved-by", "ann", "--until", "2026-12-31")
    proof = ("--evidence", "https://ci.example.com/runs/1")
    return [
        *(Change(CAROL, ("done", item, *(proof if number % 3 else ()))) for number, item in enumerate(items[:30])),
        *(Change(ALICE, edit=put(item, owner="cto")) for item in items[15:35]),
        *(Change(BOB, ("blocked", item, "--note", f"Waits: {item}")) for item in items[30:40]),
        *(Change(ANN, ("waived", item, *waiver)) for item in items[40:45]),
        *(Change(signer(number), ("go", f"slot-{number}", "--conditions", "Numbers")) for number in range(SLOTS)),
        *(Change(BOB, edit=put(f"metric-{number}", observed=f"{number} s")) for number in range(METRICS)),
        *(Change(ALICE, edit=insert_above(item, f"new-{item}")) for item in items[20:30]),
    ]


def count_lines(text: str) -> Counter[str]:
    """The lines of a text, each with its number of occurrences."""
    return Counter(text.splitlines())


def apply_change(change: Change, team: Team, monkeypatch: pytest.MonkeyPatch) -> str:
    """The release after a change of the version on main; main stays unchanged."""
    if change.edit:
        return text_of(team.edit(team.trees[team.main.head], [change.edit]), V1)
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", change.author.email)
    file = team.root / V1
    before = file.read_bytes()
    ran = team.run("mark", *change.words)
    assert ran.code == 0, ran
    text = file.read_text(encoding="utf-8")
    file.write_bytes(before)
    return text


def merge(team: Team, *branches: str) -> str:
    """The id of the tree after merging the branches into main in this order; main stays unchanged."""
    team.git("checkout", "--quiet", "--detach", "main")
    for branch in branches:
        team.git("-c", "maintenance.auto=false", "merge", "--quiet", "--no-stat", "--no-edit", "--no-ff", branch)
    tree = team.git("rev-parse", "HEAD^{tree}")
    team.git("tag", "--force", "merged")
    team.git("checkout", "--quiet", "main")
    return tree


def test_ninety_branches_merge_in_any_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git finds no conflict, every order has the same result, and every changed line is in it."""
    team = make_team(tmp_path / "shop")
    base = count_lines(text_of(team.trees[team.main.head], V1))
    expected = Counter(base)
    names = []
    for number, change in enumerate(make_changes()):
        text = apply_change(change, team, monkeypatch)
        written = count_lines(text)
        assert written != base, change
        expected.update(written)
        expected.subtract(base)
        branch = team.branch(f"change-{number}")
        branch.commit(change.author, write(V1, text))
        names.append(branch.name)
    team.make()
    assert len(names) == 90
    chance = random.Random(90)  # noqa: S311 - nothing secret
    trees = {merge(team, *order) for order in (names, names[::-1], chance.sample(names, len(names)))}
    assert len(trees) == 1
    merged = team.git("show", f"merged:{V1}")
    assert count_lines(merged) == +expected
    (team.root / V1).write_text(f"{merged}\n", encoding="utf-8")
    assert team.run("check", "--fail-on", "error").code == 0
    [release] = team.run("status", "--format", "json").document["releases"]
    assert release["progress"] == {"settled": 42, "total": 85}


def merge_with_conflict(team: Team, ours: Edit, theirs: Edit) -> str:
    """The release in the working tree after a merge with a conflict."""
    team.branch("ours").commit(ALICE, ours)
    team.branch("theirs").commit(BOB, theirs)
    team.make()
    team.git("checkout", "--quiet", "ours")
    with pytest.raises(AssertionError):
        team.git("merge", "--quiet", "--no-edit", "theirs")
    return (team.root / V1).read_text(encoding="utf-8")


def keep_both(text: str) -> str:
    """The text without the conflict markers."""
    return "".join(line for line in text.splitlines(keepends=True) if line[:7] not in ("<" * 7, "=" * 7, ">" * 7))


def test_two_answers_to_one_entry_conflict(tmp_path: Path) -> None:
    """The conflict has only the two answers; `check` explains the markers, and reports duplicate answers."""
    team = Team(tmp_path)
    text = merge_with_conflict(team, put("lint", status="doing"), put("lint", status="blocked", note="It waits"))
    assert (
        "      lint:\n<<<<<<< HEAD\n        status: doing\n=======\n        status: blocked\n        note: It waits\n"
        ">>>>>>> theirs\n        title: Lint is clean\n"
    ) in text
    ran = team.run("check")
    assert ran.code == 1
    assert "error[yaml-syntax]: a merge conflict is not resolved" in ran.out
    assert "help: keep one side, or both sides if they add different entries" in ran.out
    refused = team.run("mark", "done", "shop/v1#lint")
    assert refused.code == 2
    assert "shop/v1 cannot be read" in refused.err
    (team.root / V1).write_text(keep_both(text), encoding="utf-8")
    ran = team.run("check")
    assert ran.code == 1
    assert 'error[duplicate-key]: "status" ' in ran.out


def test_two_insertions_at_one_place_conflict_as_whole_entries(tmp_path: Path) -> None:
    """Each side of the conflict is a complete entry; removing the markers keeps both."""
    new = "      {0}:\n        status: open\n        title: The {0}\n"
    team = Team(tmp_path)
    text = merge_with_conflict(team, insert("lint", new.format("audit")), insert("lint", new.format("budget")))
    assert f"<<<<<<< HEAD\n{new.format('audit')}=======\n{new.format('budget')}>>>>>>> theirs\n" in text
    assert "both sides if they add different entries" in team.run("check").out
    (team.root / V1).write_text(keep_both(text), encoding="utf-8")
    assert team.run("check").code == 0


def test_equal_last_line_of_two_insertions_is_below_the_conflict(tmp_path: Path) -> None:
    """Git shows the line once below the conflict, and the hint of `check` explains that both entries can need it."""
    new = "      {0}:\n        status: open\n        title: The {0}\n        owner: qa-lead\n"
    text = merge_with_conflict(
        team := Team(tmp_path), *(insert("lint", new.format(name)) for name in ("audit", "budget"))
    )
    assert "title: The budget\n>>>>>>> theirs\n        owner: qa-lead\n" in text
    assert "(the lines below the conflict can belong to both)" in team.run("check").out


def test_changed_last_line_and_item_inserted_below_conflict(tmp_path: Path) -> None:
    """A changed last line and an item inserted directly below conflict if no blank line separates them."""
    tight = replace("        owner: qa-lead\n\n", "        owner: qa-lead\n")
    new = insert("tests", "      audit:\n        status: open\n        title: Audit\n")
    assert "<<<<<<< HEAD" in merge_with_conflict(Team(tmp_path, tight), put("tests", owner="cto"), new)
