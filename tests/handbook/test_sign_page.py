"""The YAML and commands on the pages about sign-offs result in the states that the pages describe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from handbook.page import Command, read_steps
from handbook.shop import PEOPLE, POLICY, RELEASE, ROLES, Shop, read_page, read_section, read_slots

if TYPE_CHECKING:
    from pathlib import Path

GO, CONDITION, NO_GO = read_slots("sign.md", "## Decide")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


@pytest.mark.parametrize(
    ("slot", "state"),
    [
        pytest.param(GO, "valid", id="go"),
        pytest.param(CONDITION, "valid", id="condition"),
        pytest.param(NO_GO, "refused", id="no-go"),
        pytest.param(read_slots("sign.md", "## Withdraw")[0], "withdrawn", id="withdrawn"),
    ],
)
def test_decision_on_the_page_has_the_described_state(shop: Shop, slot: str, state: str) -> None:
    """The lines of the page, committed on main by the person in `by`, have the described state."""
    shop.fill(slot)
    shop.commit("decide")
    found = shop.signoff("qa-lead")
    assert (found["state"], found["level"], found["written_by"]) == (state, "attributed", "ann")


def test_condition_on_the_page_is_in_status(shop: Shop) -> None:
    """Status lists the condition of the go that the page shows."""
    shop.fill(CONDITION)
    shop.commit("decide")
    assert ["Somebody watches the queue" in row["message"] for row in shop.status()["conditions"]] == [True]


def test_uncommitted_decision_is_pending(shop: Shop) -> None:
    """A decision in the working tree is pending, and the command on the page prints this."""
    shop.fill(GO)
    [command] = [step for step in read_steps(read_section("sign.md", "## Decide")) if isinstance(step, Command)]
    shop.machine.follow(command)
    assert shop.signoff("qa-lead")["state"] == "pending"


def test_stale_decision_becomes_valid_again(shop: Shop) -> None:
    """A new title makes the decision stale; restoring the title or signing again makes it valid."""
    shop.fill(GO)
    shop.commit("decide")
    shop.edit(RELEASE, "title: Load test passed", "title: Load test passed twice")
    shop.commit("reword", "Bob Ray <bob@example.com>")
    stale = shop.signoff("qa-lead")
    assert (stale["state"], [row["by"] for row in stale["stale_by"]]) == ("stale", ["bob"])
    shop.edit(RELEASE, "title: Load test passed twice", "title: Load test passed")
    assert shop.signoff("qa-lead")["state"] == "valid"
    shop.machine.type("git checkout --quiet -- .")
    shop.fill(read_slots("sign.md", "### Sign again")[0])
    shop.commit("sign again")
    assert shop.signoff("qa-lead")["state"] == "valid"


def test_signed_commit_has_the_level_signed(shop: Shop) -> None:
    """After the commands of the page, with the key in people.yml as shown, the decision has the level signed."""
    section = read_page("ssh.md")
    shop.machine.type("mkdir ~/.ssh")
    for step in read_steps(section):
        if isinstance(step, Command):
            # The test cannot type a passphrase.
            shop.machine.type(step.line.replace("ssh-keygen", "ssh-keygen -q -N ''"))
    person, key = re.findall(r"^```yaml\n(  ann:\n.*?ssh: ([^\n]+)\n)```$", section, re.MULTILINE | re.DOTALL)[0]
    own = " ".join(shop.machine.type("cat ~/.ssh/id_ed25519.pub").split()[:2])
    before = "".join(person.partition("    keys:")[:1])
    shop.edit(PEOPLE, before, person.replace(key, own))
    shop.commit("key of Ann")
    shop.fill(GO)
    shop.commit("decide")
    assert shop.signoff("qa-lead")["level"] == "signed"
    shop.append(POLICY, "level: signed\n")
    shop.commit("require signatures")
    assert shop.signoff("qa-lead")["state"] == "valid"


def test_recorded_decision_requires_policy_and_evidence(shop: Shop) -> None:
    """A decision recorded for a signer without git is valid with the policy and the evidence of the page."""
    section = read_section("slots.md", "## Signers who do not use git")
    [policy] = re.findall(r"^```yaml\n(recorded_roles: .*\n)```$", section, re.MULTILINE)
    [slot] = read_slots("slots.md", "## Signers who do not use git")
    shop.append(POLICY, policy)
    shop.append(PEOPLE, "  paula:\n    name: Paula Ruiz\n")
    shop.append(ROLES, "  ceo:\n    title: CEO\n    people: [paula]\n")
    shop.append(RELEASE, "      ceo:\n        decision:\n        by:\n        title: CEO\n")
    shop.commit("a role that is recorded")
    form = re.findall(r"evidence: (\S+)", slot)[0]
    shop.fill(re.sub(r" +evidence: .*\n", "", slot))
    shop.commit("record without the form")
    assert (shop.signoff("ceo")["state"], shop.signoff("ceo")["code"]) == ("below-level", "no-evidence")
    shop.machine.type(f"mkdir {form.partition('/')[0]} && echo signed > {form}")
    shop.fill(slot)
    shop.commit("record")
    assert [shop.signoff("ceo")[key] for key in ("state", "level", "code")] == ["valid", "claimed", "recorded"]
