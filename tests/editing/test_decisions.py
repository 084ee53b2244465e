"""`mark` writes only decisions that will be valid after the merge, and explains every refusal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from edits import PEOPLE, POLICY, ROLES, V1, append, decide, give, put, put_top, replace
from shop import ALICE, ANN, BOB, CAROL, DORA, EVE, ROBOT, Person
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.running import Ran
    from edits import Edit
    from standings import Slot

    Make = Callable[..., Team]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """A function that creates a project in which every entry has an answer, with the given edits."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)

    def make(*edits: Edit) -> Team:
        team = Team(tmp_path / "shop", *edits)
        team.make()
        return team

    return make


def mark(team: Team, person: Person, *words: str, as_of: str = "2026-03-01T08:00Z") -> Ran:
    """Runs `gonogo mark … --commit` as a person."""
    team.git("config", "user.name", person.name)
    team.git("config", "user.email", person.email)
    return team.run("mark", *words, "--commit", as_of=as_of)


def standing(team: Team, slot: str = "qa") -> tuple[str, str | None, str | None]:
    """State, level and code of a sign-off."""
    found: Slot = team.slot(slot)
    return found.state, found.level, found.code


VALID = ("valid", "attributed", None)


@pytest.mark.parametrize(
    ("edits", "person", "words"),
    [
        pytest.param((), ALICE, ("go", "qa"), id="holder"),
        pytest.param((), ALICE, ("go", "qa", "--by", "alice"), id="holder by name"),
        pytest.param((), ALICE.private, ("go", "qa"), id="private address of the forge"),
        pytest.param((), ALICE, ("go", "qa", "--note", "In the lab"), id="note, which the digest covers"),
        pytest.param((), ALICE, ("go", "qa", "--note", "a\r\nb\n", "--evidence", "README.md"), id="lines and evidence"),
        pytest.param((), ALICE, ("go", "qa", "--no-history"), id="without history"),
        pytest.param((give("qa-lead", "bob", "alice"),), ALICE, ("go", "qa"), id="one of two holders"),
        pytest.param(
            (put("lint", evidence="README.md"), put("qa", note="|\n          a\n          b")), ALICE,
            ("go", "qa", "--note", "c"), id="evidence in the repository",
        ),
    ],
)  # fmt: skip
def test_mark_writes_a_valid_decision(
    make: Make, edits: tuple[Edit, ...], person: Person, words: tuple[str, ...]
) -> None:
    """The decision is valid on main, with the digest in `seen`."""
    team = make(*edits)
    ran = mark(team, person, *words)
    assert ran.code == 0, ran
    assert standing(team) == VALID


def test_mark_writes_a_valid_decision_with_windows_line_ends(make: Make) -> None:
    """With Windows line ends, mark writes a valid decision with the digest of the files as git stores them."""
    team = make(put("lint", evidence="docs/proof.txt"))
    (team.root / "docs").mkdir()
    (team.root / "docs/proof.txt").write_bytes(b"a\nb\n")
    team.git("add", "docs")
    team.git("commit", "--quiet", "--message=Proof")
    team.git("config", "core.autocrlf", "true")
    for path in (V1, "docs/proof.txt"):
        (team.root / path).write_bytes((team.root / path).read_bytes().replace(b"\n", b"\r\n"))
    assert mark(team, ALICE, "go", "qa").code == 0
    assert standing(team) == VALID


@pytest.mark.parametrize(
    "options", [(), ("--evidence", "docs/proof.txt")], ids=["covered evidence", "evidence of the decision"]
)
@pytest.mark.parametrize("is_new", [True, False], ids=["never committed", "changed"])
def test_mark_refuses_evidence_with_uncommitted_changes(make: Make, options: tuple[str, ...], *, is_new: bool) -> None:
    """Mark refuses evidence with uncommitted changes, because a later commit would make the decision stale."""
    path = "docs/proof.txt"
    team = make(*([] if options else [put("lint", evidence=path)]))
    (team.root / "docs").mkdir()
    (team.root / path).write_text("old", encoding="utf-8")
    if not is_new:
        team.git("add", "docs")
        team.git("commit", "--quiet", "--message=Proof")
        (team.root / path).write_text("new", encoding="utf-8")
    before = (team.root / V1).read_bytes()
    ran = mark(team, ALICE, "go", "qa", *options)
    assert ran.code == 2
    assert f"the evidence {path} has uncommitted changes" in ran.err
    assert (team.root / V1).read_bytes() == before
    team.git("add", "docs")
    team.git("commit", "--quiet", "--message=Proof")
    assert mark(team, ALICE, "go", "qa", *options).code == 0
    assert standing(team) == VALID


@pytest.mark.parametrize("day", ["2026-03-01T09:00Z", "2026-03-02T08:00Z"], ids=["the same day", "another day"])
def test_mark_renews_a_stale_decision(make: Make, day: str) -> None:
    """After each change of the covered content, mark writes a new valid decision."""
    team = make()
    mark(team, ALICE, "go", "qa")
    for note in ("First", "Second"):
        mark(team, CAROL, "done", "lint", "--note", note)
        assert standing(team)[0] == "stale"
        assert mark(team, ALICE, "go", "qa", as_of=day).code == 0
        assert standing(team) == VALID


def test_mark_writes_a_final_authorization_with_the_covered_sign_offs(make: Make) -> None:
    """One command can write a final authorization and the sign-offs that it covers, in any order."""
    team = make(give("deployment-lead", "alice"), give("cto", "alice"))
    assert mark(team, ALICE, "go", "final", "qa", "cto").code == 1
    assert mark(team, ALICE, "go", "final", "qa", "cto", "--conditions", "None").code == 0
    assert [standing(team, slot) for slot in ("final", "qa", "cto")] == [VALID] * 3


RECORDED = append("recorded_roles: [cto]\n", path=POLICY)


def test_recorded_decision_requires_its_own_evidence(make: Make) -> None:
    """Evidence of an earlier decision is not sufficient, and only the signer can withdraw the decision."""
    team = make(RECORDED)
    ran = mark(team, DORA, "go", "cto", "--by", "bob")
    assert (ran.code, "needs evidence" in ran.err) == (2, True)
    assert mark(team, DORA, "go", "cto", "--by", "bob", "--evidence", "README.md").code == 0
    assert standing(team, "cto") == ("valid", "claimed", "recorded")
    assert mark(team, DORA, "go", "cto", "--by", "bob").out == "cto is go already.\n"
    ran = mark(team, DORA, "no-go", "cto", "--by", "bob", "--reason", "It crashed")
    assert (ran.code, "needs evidence" in ran.err) == (2, True)
    ran = mark(team, DORA, "withdrawn", "cto", "--evidence", "README.md")
    assert (ran.code, "only Bob Baker can withdraw this decision" in ran.err) == (2, True)
    assert mark(team, BOB, "withdrawn", "cto").code == 0
    assert standing(team, "cto")[0] == "withdrawn"


def test_mark_writes_no_go_despite_open_entries(make: Make) -> None:
    """Mark writes a no-go over open entries, but refuses a go."""
    team = make()
    mark(team, CAROL, "open", "lint", "tests")
    assert mark(team, ALICE, "go", "qa").code == 1
    assert mark(team, ALICE, "no-go", "qa", "--reason", "Nothing is tested").code == 0
    assert standing(team)[0] == "refused"


def test_later_decision_replaces_that_of_another_role_holder(make: Make) -> None:
    """If two holders of a role decide, the newest decision counts."""
    team = make(give("cto", "bob", "carol"))
    mark(team, BOB, "no-go", "cto", "--reason", "Not yet")
    assert mark(team, CAROL, "go", "cto").code == 0
    assert standing(team, "cto") == VALID


@pytest.mark.parametrize(
    ("edits", "person", "words", "error"),
    [
        pytest.param(
            (), EVE, ("go", "qa"), "eve@example.org, an address that is not in people.yml", id="unknown author"
        ),
        pytest.param(
            (replace("emails: [alice@example.com]", "emails:", path=PEOPLE),), ALICE, ("go", "qa"),
            "alice@example.com, an address that is not in people.yml", id="signer without e-mail address",
        ),
        pytest.param((), ALICE, ("go", "qa", "--by", "alise"), 'did you mean "alice"?', id="misspelled signer"),
        pytest.param((), ANN, ("go", "qa"), "Ann Archer does not hold the role qa-lead", id="holder of another role"),
        pytest.param((give("qa-lead", "robot"),), ROBOT, ("go", "qa"), "Release Robot is a bot", id="bot"),
        pytest.param(
            (put("alice", path=PEOPLE, state="left"),), ALICE, ("go", "qa"), "Alice Amber has left", id="has left"
        ),
        pytest.param(
            (RECORDED,), ROBOT, ("go", "cto", "--by", "bob", "--evidence", "README.md"), "Release Robot is a bot",
            id="recorded by a bot",
        ),
        pytest.param(
            (put_top(V1, outcome="deployed"),), ALICE, ("go", "shop/v1#qa"), "shop/v1 is closed", id="closed release"
        ),
        pytest.param(
            (), ALICE, ("go", "qa", "--trust-root", "abc"), "the trust root abc is no", id="unknown trust root"
        ),
        pytest.param((), ALICE, ("no-go", "qa", "--reason", ""), "--reason is empty", id="empty reason"),
    ],
)  # fmt: skip
def test_mark_refuses_a_decision_that_would_not_be_valid(
    make: Make, edits: tuple[Edit, ...], person: Person, words: tuple[str, ...], error: str
) -> None:
    """Mark refuses a decision that would not be valid, exits with code 2, and writes nothing."""
    team = make(*edits)
    before = (team.root / V1).read_bytes()
    ran = mark(team, person, *words)
    assert ran.code == 2
    assert error in ran.err
    assert (team.root / V1).read_bytes() == before


@pytest.mark.parametrize("path", [PEOPLE, POLICY, ROLES])
def test_mark_names_the_unreadable_registry_file(make: Make, path: str) -> None:
    """Mark refuses a decision and names the broken registry file; marking an item still works."""
    team = make()
    (team.root / path).write_text("title: [\n", encoding="utf-8")
    ran = mark(team, ALICE, "go", "qa")
    assert ran.code == 2
    assert f"{path.rpartition('/')[2]} is missing or cannot be read" in ran.err
    assert mark(team, ALICE, "doing", "lint").code == 0


def test_mark_names_the_missing_git_setting(make: Make) -> None:
    """For an author without a name, mark prints git's message and the command that sets the name."""
    ran = mark(make(), ALICE._replace(name=""), "go", "qa")
    assert ran.code == 2
    assert "empty ident name" in ran.err
    assert "help: git config user.name" in ran.err


def test_mark_refuses_a_signer_whose_registry_entry_is_not_committed(make: Make) -> None:
    """Mark refuses a signer who is only in the uncommitted registry, because the commit would have an error."""
    team = make()
    team.write(append("  eve:\n    name: Eve\n    emails: [eve@example.org]\n", path=PEOPLE), give("qa-lead", "eve"))
    ran = mark(team, EVE, "go", "qa")
    assert ran.code == 2
    assert 'the commit would have an error, and nothing is written: person "eve" is not in people.yml' in ran.err


def test_decision_on_a_branch_is_pending_until_the_merge(make: Make) -> None:
    """The decision is valid after the merge; before, `mark` does not write the same decision again."""
    team = make()
    team.git("checkout", "--quiet", "-b", "topic")
    ran = mark(team, ALICE, "go", "qa")
    assert "Next: git push origin topic, then open a pull request" in ran.out
    assert standing(team)[0] == "pending"
    assert mark(team, ALICE, "go", "qa").out == "qa is go already.\n"
    team.git("checkout", "--quiet", "main")
    team.git("merge", "--quiet", "--no-ff", "--no-edit", "topic")
    assert standing(team) == VALID


def test_mark_replaces_a_decision_written_by_another_person(make: Make) -> None:
    """A decision by another author is not valid, so the signer can write the same decision."""
    team = make()
    team.pull(BOB, decide("qa", "alice"), by=ANN)
    assert standing(team)[0] == "below-level"
    assert mark(team, ALICE, "go", "qa").code == 0
    assert standing(team) == VALID
