"""The verdict and the blockers of a release in words. Blockers are grouped by rule, each group with a heading."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import say_day, say_moment
from gonogo.model.judgement import Blocker, BlockerRule, Judgement, SignOffState, Verdict
from gonogo.model.trust_codes import TrustCode
from gonogo.model.verification import Verification
from gonogo.verdict.coverage import counted_slots
from gonogo.verdict.slots import count_looks, view_slots

if TYPE_CHECKING:
    from gonogo.model.registry import Policy
    from gonogo.model.release import Release
    from gonogo.trust.unverified import Unverified

_HEADINGS = {
    BlockerRule.FIRED_TRIGGER: ("1 trigger has fired", "{} triggers have fired"),
    BlockerRule.REFUSED: ("1 role said no-go", "{} roles said no-go"),
    BlockerRule.UNSEEN_TRIGGER: ("1 no-go trigger has not been checked", "{} no-go triggers have not been checked"),
    BlockerRule.SIGNOFF_MISSING: ("1 sign-off is missing", "{} sign-offs are missing"),
    BlockerRule.WAIVER_INVALID: ("1 waiver or exemption is not in force", "{} waivers or exemptions are not in force"),
    BlockerRule.ENTRY_OPEN: ("1 item is not settled", "{} items are not settled"),
    BlockerRule.CRITERION_UNMET: ("1 go criterion is not met", "{} go criteria are not met"),
    BlockerRule.METRIC_MISSED: ("1 metric is missed or unknown", "{} metrics are missed or unknown"),
    BlockerRule.UNCOVERED_SECTION: ("No sign-off covers 1 section", "No sign-off covers {} sections"),
    BlockerRule.UNREADABLE: ("1 file cannot be read", "{} files cannot be read"),
    BlockerRule.NO_HISTORY: ("Sign-offs are not verified", "Sign-offs are not verified"),
}

# The rules whose headings say that an answer is missing. If only evidence is missing, "or lacks evidence" is added.
_ASKED = (BlockerRule.UNSEEN_TRIGGER, BlockerRule.CRITERION_UNMET)

_FEW = 2
_SENTENCES = {
    Verdict.GO: "This release can be deployed.",
    Verdict.CONDITIONAL: "This release can be deployed under the conditions below.",
    Verdict.NO_GO: "This release cannot be deployed.",
}


class ReasonGroup(Frozen):
    """The blockers of one rule, with a heading. Decisions written by another person than the signer come first.

    `names` are the titles of one or two blockers. For more than two sign-offs, `names` are the counts of their states;
    for more than two blockers of another rule, `names` is "".
    """

    rule: BlockerRule
    heading: str
    names: str
    blockers: tuple[Blocker, ...]


def group_reasons(judgement: Judgement, release: Release | None) -> tuple[ReasonGroup, ...]:
    """The blockers of a release in groups, in the order of `BlockerRule`."""
    groups = []
    for rule, group in groupby(judgement.blockers, key=lambda blocker: blocker.rule):
        blockers = tuple(sorted(group, key=lambda blocker: blocker.code != TrustCode.AUTHOR_MISMATCH))
        heading, names = _say_group(rule, blockers, judgement, release)
        groups.append(ReasonGroup(rule, heading, names, blockers))
    return tuple(groups)


def _say_group(
    rule: BlockerRule, blockers: tuple[Blocker, ...], judgement: Judgement, release: Release | None
) -> tuple[str, str]:
    """`heading` and `names` of a group."""
    count = len(blockers)
    names = "; ".join(blocker.title for blocker in blockers) if count <= _FEW else ""
    if rule is BlockerRule.NO_HISTORY:
        return _HEADINGS[rule][0], ""
    if rule is BlockerRule.SIGNOFF_MISSING and release is not None and all(blocker.ref.entry for blocker in blockers):
        return _say_slots(blockers, judgement, release, names)
    singular, several = _HEADINGS[rule]
    heading = singular if count == 1 else several.format(count)
    if rule in _ASKED and any(blocker.ref.entry in judgement.unproven for blocker in blockers):
        heading = f"{heading}, or {'lacks' if count == 1 else 'lack'} evidence"
    return heading, names


def _say_slots(blockers: tuple[Blocker, ...], judgement: Judgement, release: Release, names: str) -> tuple[str, str]:
    """`heading` and `names` of a group of missing sign-offs."""
    blocking = {blocker.ref.entry for blocker in blockers}
    views = [view for view in view_slots(release, judgement) if view.slot.id in blocking]
    total = len(counted_slots(release))
    are = "is" if len(blockers) == 1 else "are"
    is_missing = all(view.standing.state is SignOffState.UNSIGNED for view in views)
    how = "missing" if is_missing else "not valid"
    # A no-go is not in this group, but in the group of the rule REFUSED. Then the heading begins with "2 other",
    # because "2 of 4 sign-offs are not valid" would be wrong.
    is_refused = any(judgement.standings[slot.id].state is SignOffState.REFUSED for slot in counted_slots(release))
    of = f"{len(blockers)} other" if is_refused else f"{len(blockers)} of {total}"
    heading = f"{of} {plural(len(blockers) if is_refused else total, 'sign-off')} {are} {how}"
    return heading, names or ("" if is_missing else count_looks(views))


def say_excuses(judgement: Judgement) -> str:
    """The number of waivers and conditions on which a verdict depends, as a phrase."""
    count = len(judgement.excuses)
    return f"{count} {plural(count, 'waiver')} or {plural(count, 'condition')}"


def say_verdict(judgement: Judgement, release: Release | None = None) -> str:
    """The verdict in sentences, with the number of blockers; for a closed release, the outcome and the verdict."""
    if release is not None and release.outcome:
        return f"{say_outcome(release, judgement)} {say_closing(judgement)}"
    sentence = _SENTENCES[judgement.verdict]
    return f"{sentence} {say_blockers(judgement)}" if judgement.blockers else sentence


def say_blockers(judgement: Judgement) -> str:
    """A sentence with the number of blockers and of their groups."""
    count, groups = len(judgement.blockers), len({blocker.rule for blocker in judgement.blockers})
    return f"{count} {plural(count, 'blocker')} in {groups} {plural(groups, 'group')}."


def say_outcome(release: Release, judgement: Judgement) -> str:
    """A sentence with the outcome of a release, the day on which it was closed, and the person who closed it."""
    word, closing = outcome_word(release.outcome), judgement.closing
    if closing is None:
        return f"{word}."
    day = f" on {say_day(closing.closed.landed_at)}" if closing.closed.landed_at else ""
    return f"{word}; closed{day} by {closing.closed.written_by.name}."


def say_closed(judgement: Judgement) -> str:
    """A sentence with the person who closed a release; "" if history does not have the closing."""
    return f"Closed by {judgement.closing.closed.written_by.name}." if judgement.closing else ""


def outcome_word(outcome: str) -> str:
    """The outcome as pages display it, such as `Rolled back`."""
    return outcome.replace("-", " ").capitalize()


def say_closing(judgement: Judgement) -> str:
    """A sentence with the verdict of a closed release, and the moment as of which it was judged."""
    closing = judgement.closing
    if closing is None:
        return "The verdict is not verified."
    when = "when it was closed" if closing.is_as_of_closing else f"as of T-0, {say_moment(closing.t_zero)}"
    return f"The verdict was {judgement.verdict.value} {when}."


def say_history(verification: Verification | Unverified) -> str:
    """A clause with the branch against which sign-offs were verified, or the reason why none counts."""
    if not isinstance(verification, Verification):
        return f"sign-offs and waivers are {verification.reason}"
    root = verification.root
    if root is None:
        return "no sign-off counts, because no registry commit names its author as a maintainer"
    begin = f"{root.commit[:12]} by {root.author.name}"
    return f"verified against {verification.main}, trusting the registry since {begin}"


class Notice(Frozen):
    """The reason why no sign-off of the project counts: a title, one or two sentences, and a hint how to fix it."""

    title: str
    text: str
    hint: str


def find_notice(verification: Verification | Unverified, policy: Policy | None) -> Notice | None:
    """The reason why no sign-off of the project can count; None if there is a trust root, and sign-offs can count."""
    if not isinstance(verification, Verification):
        what = f"Sign-offs and waivers are {verification.reason}. They are shown as written, but do not count."
        return Notice("Not verified", what, f"{verification.hint[0].upper()}{verification.hint[1:]}.")
    if verification.root is not None:
        return None
    why = "No registry commit names its author as a maintainer"
    if policy is not None and not policy.maintainers:
        why = "`checklists/policy.yml` names no maintainer"
    text = f"{why}. Until a maintainer commits the role holders, no sign-off can count."
    hint = "Add yourself to `people.yml`, with your commit address, and to `policy.yml` as a maintainer"
    return Notice("No sign-off counts yet", text, f"{hint}; then commit both.")


def plural(count: int, word: str) -> str:
    """The word, with an "s" at its end unless `count` is 1."""
    return word if count == 1 else f"{word}s"
