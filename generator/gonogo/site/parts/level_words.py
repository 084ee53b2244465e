"""The explanations of sign-off levels, and the sentence with the level that the project requires."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.site.parts.prose import TextPart, parse_prose

if TYPE_CHECKING:
    from gonogo.model.registry import Policy

LEVELS = "levels_"
"""The anchor of the explanation on the page of sign-offs."""


class LevelRow(NamedTuple):
    """A level, with the claim that it supports and the question that it leaves open."""

    level: str
    supports: str
    leaves_open: str


class LevelsView(Frozen):
    """The explanations of the levels, weakest first, and of other words about sign-offs.

    `required` gives the levels that policy.yml requires.
    """

    rows: tuple[LevelRow, ...]
    words: tuple[tuple[str, str], ...]
    required: tuple[TextPart, ...]


_ROWS = (
    LevelRow(
        "claimed",
        "The file has the decision under this name.",
        "The author: anybody who can commit could have written it.",
    ),
    LevelRow(
        "attributed",
        "The commit has an e-mail address of this person, who held the role when it was merged.",
        "The address may be false: anybody can set it in a commit. The forge decides who may push.",
    ),
    LevelRow(
        "signed",
        "The commit is signed with a registered SSH key of this person, who held the role when it was merged.",
        "Other people may have the key.",
    ),
    LevelRow("countersigned", "Another person has also signed the same decision.", "The two may not be independent."),
)
_UNVERIFIED = "Not verified"
_WORDS = (
    ("Unsigned", "Nobody has decided."),
    ("Ready to sign", "Nobody has decided, but all covered entries are settled."),
    ("Not merged yet", "The decision is in a branch or in the working tree, not on the main branch."),
    (_UNVERIFIED, "No history was read, so the decision could not be verified."),
    ("Go", "The decision is a go, and it counts."),
    ("Go, too early", "The decision is a go, but a covered entry is not settled."),
    ("No-go", "The decision is a no-go, and it blocks the release."),
    ("Withdrawn", "The signer withdrew the decision."),
    (
        "Stale",
        "Covered content has changed since the decision. Ask the signer to review the changes and sign again.",
    ),
    (
        "Written by another",
        "Another person committed a decision in the name of the signer. The decision does not count.",
    ),
    ("Not accepted", "The decision is weaker than the policy requires, or was not made in the required way."),
    ("No second person", "The policy requires that a person other than the signer merges the decision. Nobody has."),
    (
        "Merged by",
        "The person who merged the decision into the main branch, if not the signer. It does not name a reviewer.",
    ),
    (
        "Squash",
        "The forge made one commit of a pull request. Its author opened the pull request, but may not have decided.",
    ),
)


def explain_levels(policy: Policy | None, *, is_verified: bool) -> LevelsView:
    """The explanations and the project's requirements; with `is_verified`, without the words "Not verified"."""
    words = tuple(pair for pair in _WORDS if not is_verified or pair[0] != _UNVERIFIED)
    return LevelsView(_ROWS, words, parse_prose(_say_required(policy)))


def _say_required(policy: Policy | None) -> str:
    if policy is None:
        return ""
    final = policy.final_level or policy.level
    text = f"`policy.yml` requires the level {policy.level} of every sign-off"
    if final != policy.level:
        text = f"{text}, and {final} of a final authorization"
    if policy.second_person == "required":
        return f"{text}. A person other than the signer must merge the decision."
    return f"{text}."
