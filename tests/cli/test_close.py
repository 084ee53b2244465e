"""`gonogo close` writes the outcome, and requires a reason for deploying a NO-GO release."""

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
    """A NO-GO release without sign-offs; Dora, who leads deployments, is git's author."""
    team = Team(tmp_path)
    team.make()
    log_in(team, DORA.email)
    return team


def log_in(team: Team, email: str) -> None:
    """Configures git to commit with this address."""
    team.git("config", "user.name", "Somebody")
    team.git("config", "user.email", email)


def top(team: Team) -> list[str]:
    """The first lines of the file."""
    return (team.root / V1).read_text(encoding="utf-8").splitlines()[:4]


def test_close_of_a_no_go_release_requires_a_reason(team: Team) -> None:
    """Without a reason, close exits with code 1 and lists the blockers; with a reason, the note has the reason."""
    ran = team.run("close", "v1", "deployed")
    assert ran.code == 1
    assert "shop/v1 is NO-GO, with 3 blockers. Nothing is written: add --reason." in ran.out
    assert top(team)[1] == "outcome:"
    assert team.run("close", "v1", "deployed", "--reason", "The board decided", "--commit").code == 0
    assert top(team)[1:3] == ["outcome: deployed", "note: The board decided"]
    assert team.git("log", "-1", "--format=%B").strip() == ("Close shop/v1 as deployed\n\nReadiness-Entry: shop/v1")
    assert "deployed" in team.run("status", "shop/v1", as_of=AFTER).out.lower()


def test_close_of_a_go_release_needs_no_reason(team: Team) -> None:
    """Close writes the outcome `deployed` of a GO release without a reason."""
    team.sign_all()
    assert team.run("close", "shop/v1", "deployed").code == 0
    assert top(team)[1] == "outcome: deployed"


def test_close_as_cancelled_needs_no_reason(team: Team) -> None:
    """Close writes the outcome `cancelled` for any verdict without a reason, because nothing was deployed."""
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
def test_close_accepts_only_a_rollback_after_deployment(team: Team, first: str, then: str, code: int) -> None:
    """A rollback of a deployed release needs no reason; every other second outcome is refused."""
    team.push(DORA, put_top(V1, outcome=first))
    assert team.run("close", "shop/v1", then).code == code
    assert top(team)[1] == f"outcome: {first if code else then}"


def test_close_appends_the_reason_to_the_note(team: Team) -> None:
    """Close adds the reason to the note, and keeps the existing text."""
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
def test_close_refuses_an_unknown_release_or_outcome(team: Team, words: tuple[str, ...], error: str) -> None:
    """Close exits with code 2 for an unknown release, for an entry and for an unknown outcome."""
    ran = team.run("close", *words)
    assert ran.code == 2
    assert error in ran.err


def test_close_warns_an_author_without_the_right(team: Team) -> None:
    """An author without the right gets a warning that the outcome counts only if a person with the right merges it."""
    for person, has_warning in ((CAROL, True), (ANN, False)):
        log_in(team, person.email)
        ran = team.run("close", "shop/v1", "cancelled")
        assert ("the outcome counts only if a holder of may_close merges it" in ran.out) == has_warning
        team.git("checkout", "--quiet", "--", ".")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        pytest.param(("v1", "Deployed"), '"Deployed" is not an outcome; did you mean "deployed"?', id="upper case"),
        pytest.param(("v1", "shipped"), 'did you mean "deployed"?', id="another word"),
        pytest.param(("v1", "canceled"), 'did you mean "cancelled"?', id="another spelling"),
        pytest.param(("v1", "rolled_back"), 'did you mean "rolled-back"?', id="underscore for hyphen"),
        pytest.param(("v1", "rollback"), 'did you mean "rolled-back"?', id="noun"),
        pytest.param(("v1", "postponed"), "leave `outcome:` empty and change `deploy_at:`", id="word for no outcome"),
        pytest.param(("v1", "xyzzy"), "known: deployed, rolled-back, cancelled", id="no similar word"),
        pytest.param(
            ("deployed", "v1"), "the release comes first: gonogo close v1 deployed", id="outcome before release"
        ),
    ],
)
def test_close_suggests_an_outcome_for_another_word(team: Team, words: tuple[str, ...], hint: str) -> None:
    """Close exits with code 2, suggests the outcome for a word, as `check` does for the file, and writes nothing."""
    ran = team.run("close", *words)
    assert (ran.code, ran.out, hint in ran.err) == (2, "", True), ran.err
    assert top(team)[1] == "outcome:"
