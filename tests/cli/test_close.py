"""`gonogo close` writes the outcome, and asks for a reason where the verdict is NO-GO."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import V1, put_top
from shop import ANN, CAROL, DORA
from team import AFTER, Team

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A release that is NO-GO, since nobody has signed; Dora, who leads deployments, is at the keyboard."""
    team = Team(tmp_path)
    team.make()
    log_in(team, DORA.email)
    return team


def log_in(team: Team, email: str) -> None:
    """Git commits with this address."""
    team.git("config", "user.name", "Somebody")
    team.git("config", "user.email", email)


def top(team: Team) -> list[str]:
    """The first lines of the file."""
    return (team.root / V1).read_text(encoding="utf-8").splitlines()[:4]


def test_outcome_against_no_go_needs_a_reason(team: Team) -> None:
    """Exit code 1 and the blockers; with a reason it stands in the note."""
    ran = team.run("close", "v1", "deployed")
    assert ran.code == 1
    assert "shop/v1 is NO-GO, with 3 blockers. Nothing is written: add --reason." in ran.out
    assert top(team)[1] == "outcome:"
    assert team.run("close", "v1", "deployed", "--reason", "The board decided", "--commit").code == 0
    assert top(team)[1:3] == ["outcome: deployed", "note: The board decided"]
    assert team.git("log", "-1", "--format=%B").strip() == ("Close shop/v1 as deployed\n\nReadiness-Entry: shop/v1")
    assert "deployed" in team.run("status", "shop/v1", as_of=AFTER).out.lower()


def test_go_is_closed_without_a_reason(team: Team) -> None:
    """Nobody has to explain it."""
    team.sign_all()
    assert team.run("close", "shop/v1", "deployed").code == 0
    assert top(team)[1] == "outcome: deployed"


def test_cancelled_needs_no_verdict(team: Team) -> None:
    """Nothing was deployed."""
    assert team.run("close", "shop/v1", "cancelled").code == 0
    assert top(team)[1] == "outcome: cancelled"


@pytest.mark.parametrize(
    ("first", "then", "code"),
    [
        pytest.param("deployed", "rolled-back", 0, id="rolled back later"),
        pytest.param("deployed", "cancelled", 2, id="cancelled later"),
        pytest.param("cancelled", "deployed", 2, id="deployed later"),
        pytest.param("deployed", "deployed", 2, id="twice"),
    ],
)
def test_closed_release_is_not_closed_again(team: Team, first: str, then: str, code: int) -> None:
    """Only what was deployed can be rolled back, and needs no reason."""
    team.push(DORA, put_top(V1, outcome=first))
    assert team.run("close", "shop/v1", then).code == code
    assert top(team)[1] == f"outcome: {first if code else then}"


def test_reason_is_added_to_a_note(team: Team) -> None:
    """What stood there stays."""
    team.push(DORA, put_top(V1, note="Agreed by telephone"))
    team.run("close", "shop/v1", "deployed", "--reason", "The board decided")
    assert "note: |\n  Agreed by telephone\n  The board decided\n" in (team.root / V1).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param(("shop/v9", "deployed"), '"shop/v9" does not exist', id="unknown"),
        pytest.param(("lint", "deployed"), "is not a release", id="entry"),
        pytest.param(("v1", "done"), '"done" is not an outcome; did you mean "deployed"?', id="another word"),
    ],
)
def test_what_cannot_be_closed_is_refused(team: Team, words: tuple[str, ...], error: str) -> None:
    """With exit code 2."""
    ran = team.run("close", *words)
    assert ran.code == 2
    assert error in ran.err


def test_author_who_may_not_close_gets_a_warning(team: Team) -> None:
    """The outcome counts if somebody who may merges it."""
    for person, has_warning in ((CAROL, True), (ANN, False)):
        log_in(team, person.email)
        ran = team.run("close", "shop/v1", "cancelled")
        assert ("the outcome counts only if a holder of may_close merges it" in ran.out) == has_warning
        team.git("checkout", "--quiet", "--", ".")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("v1", "Deployed"), '"Deployed" is not an outcome; did you mean "deployed"?', id="upper case"),
        pytest.param(("v1", "shipped"), 'did you mean "deployed"?', id="another word"),
        pytest.param(("v1", "canceled"), 'did you mean "cancelled"?', id="another spelling"),
        pytest.param(("v1", "rolled_back"), 'did you mean "rolled-back"?', id="another sign"),
        pytest.param(("v1", "rollback"), 'did you mean "rolled-back"?', id="a noun"),
        pytest.param(("v1", "postponed"), "leave `outcome:` empty and change `deploy_at:`", id="no outcome"),
        pytest.param(("v1", "xyzzy"), "known: deployed, rolled-back, cancelled", id="nothing is near"),
        pytest.param(("deployed", "v1"), "the release comes first: gonogo close v1 deployed", id="the other order"),
    ],
)
def test_word_that_is_no_outcome_gets_the_right_one(team: Team, words: tuple[str, ...], said: str) -> None:
    """The same words as in the file."""
    ran = team.run("close", *words)
    assert (ran.code, ran.out, said in ran.err) == (2, "", True), ran.err
    assert top(team)[1] == "outcome:"
