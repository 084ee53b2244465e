"""The blockers of a release in words: grouped by rule, each group under a heading."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.judgement import Blocker, BlockerRule, Judgement, Verdict
from gonogo.verdict.coverage import counted_slots

if TYPE_CHECKING:
    from gonogo.model.release import Release

_HEADINGS = {
    BlockerRule.FIRED_TRIGGER: ("1 trigger has fired", "{} triggers have fired"),
    BlockerRule.REFUSED: ("1 role said no-go", "{} roles said no-go"),
    BlockerRule.UNSEEN_TRIGGER: ("Nobody has looked at 1 no-go trigger", "Nobody has looked at {} no-go triggers"),
    BlockerRule.SIGNOFF_MISSING: ("1 sign-off is missing", "{} sign-offs are missing"),
    BlockerRule.WAIVER_INVALID: ("1 waiver or exemption does not count", "{} waivers or exemptions do not count"),
    BlockerRule.ENTRY_OPEN: ("1 item is not settled", "{} items are not settled"),
    BlockerRule.CRITERION_UNMET: ("1 go criterion is not met", "{} go criteria are not met"),
    BlockerRule.METRIC_MISSED: ("1 metric is missed or unknown", "{} metrics are missed or unknown"),
    BlockerRule.UNCOVERED_SECTION: ("No sign-off covers 1 section", "No sign-off covers {} sections"),
    BlockerRule.UNREADABLE: ("1 file does not decode", "{} files do not decode"),
    BlockerRule.NO_HISTORY: ("Sign-offs are not judged by history", "Sign-offs are not judged by history"),
}

_FEW = 2
_SENTENCES = {
    Verdict.GO: "This release can be deployed.",
    Verdict.CONDITIONAL: "This release can be deployed under the conditions below.",
    Verdict.NO_GO: "This release cannot be deployed.",
}


class ReasonGroup(Frozen):
    """Blockers of one rule under one heading."""

    rule: BlockerRule
    heading: str
    blockers: tuple[Blocker, ...]

    @property
    def names(self) -> str:
        """The titles of the blockers, "" if they are many."""
        if len(self.blockers) > _FEW or self.rule is BlockerRule.NO_HISTORY:
            return ""
        return "; ".join(blocker.title for blocker in self.blockers)


def group_reasons(judgement: Judgement, release: Release | None) -> tuple[ReasonGroup, ...]:
    """The blockers of a release by rule, in their order."""
    groups = []
    for rule, group in groupby(judgement.blockers, key=lambda blocker: blocker.rule):
        blockers = tuple(group)
        groups.append(ReasonGroup(rule, _heading(rule, blockers, release), blockers))
    return tuple(groups)


def _heading(rule: BlockerRule, blockers: tuple[Blocker, ...], release: Release | None) -> str:
    count = len(blockers)
    if rule is BlockerRule.SIGNOFF_MISSING and release is not None and all(blocker.ref.entry for blocker in blockers):
        slots = counted_slots(release)
        unjudged = " or not judged" if any(slot.decision for slot in slots) else ""
        total = len(slots)
        return f"{count} of {total} {plural(total, 'sign-off')} {'is' if count == 1 else 'are'} missing{unjudged}"
    singular, several = _HEADINGS[rule]
    return singular if count == 1 else several.format(count)


def say_verdict(judgement: Judgement, release: Release | None = None) -> str:
    """The verdict in a sentence, with the number of blockers and groups; a closed release has the verdict of now."""
    sentence = _SENTENCES[judgement.verdict]
    if release is not None and release.outcome:
        sentence = f"Closed: {release.outcome}. This is its state now, not that of the day it closed."
    count, groups = len(judgement.blockers), len({blocker.rule for blocker in judgement.blockers})
    if not count:
        return sentence
    return f"{sentence} {count} {plural(count, 'blocker')} in {groups} {plural(groups, 'group')}."


def plural(count: int, word: str) -> str:
    """The word, with an "s" unless the count is 1."""
    return word if count == 1 else f"{word}s"
