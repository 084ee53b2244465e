"""`pull_request_of`: the number of a pull request in the messages of forges."""

import pytest

from gonogo.history.pull_requests import pull_request_of
from gonogo.model.commits import Commit, Ident

ANN = Ident("Ann", "ann@example.com", 0, "+0000")


def landing(subject: str, body: str, parents: int) -> Commit:
    return Commit("c", tuple("p" * parents), ANN, ANN, subject, body, (), ())


NUMBERED = {
    "github-merge": ("Merge pull request #12 from ann/tick", "Tick the box\n", 2, 12),
    "github-squash": ("Tick the box (#12)", "* one\n* two\n", 1, 12),
    "github-squash-of-a-revert": ('Revert "Tick the box (#12)" (#13)', "Reverts ann/shop#12\n", 1, 13),
    "gitlab-merge": (
        "Merge branch 'tick' into 'main'",
        "Tick the box\n\nSee merge request group/sub.group/shop!12\n",
        2,
        12,
    ),
    "gitlab-squash": ("Tick the box", "See merge request group/shop!12", 1, 12),
}
WITHOUT = {
    "direct-commit": ("Tick the box", "", 1),
    "number-of-an-issue-in-the-middle": ("Tick (#12) the box", "", 1),
    "revert-in-quotes": ('Revert "Tick the box (#12)"', "", 1),
    "local-merge": ("Merge branch 'tick (#12)'", "", 2),
    "squash-form-on-a-merge": ("Tick the box (#12)", "", 2),
    "merge-form-on-a-plain-commit": ("Merge pull request #12 from ann/tick", "", 1),
    "gitlab-line-in-the-middle": ("Tick", "See merge request shop!12\n\nand more\n", 1),
    "number-with-leading-zero": ("Tick (#012)", "", 1),
    "no-number": ("Tick (#)", "", 1),
    "endless-number": ("Tick (#" + "9" * 5000 + ")", "", 1),
    "digits-of-another-script": ("Tick (#١٢)", "", 1),
    "empty": ("", "", 1),
}


@pytest.mark.parametrize(("subject", "body", "parents", "number"), NUMBERED.values(), ids=NUMBERED)
def test_pull_request_has_the_number_of_the_message(subject: str, body: str, parents: int, number: int) -> None:
    """Merges and squashes of GitHub and GitLab have the number in their message."""
    assert pull_request_of(landing(subject, body, parents)) == number


@pytest.mark.parametrize(("subject", "body", "parents"), WITHOUT.values(), ids=WITHOUT)
def test_pull_request_is_not_guessed(subject: str, body: str, parents: int) -> None:
    """A message without the exact format of a forge has no number."""
    assert pull_request_of(landing(subject, body, parents)) is None
