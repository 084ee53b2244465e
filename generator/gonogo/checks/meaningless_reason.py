"""The reason for a waiver, an `na` or an accepted finding is meaningless.

A waiver and an `na` settle an item without any work, and an accepted finding is left as it is. Approvers and auditors
have only the reason to judge. One word, `TBD`, `n/a`, or the state in other words ("not applicable") is not a reason. A
link or a ticket number is a reason that people can look up. The rule does not check closed releases.

Example:
    status: na
    note: Not applicable
    title: HIPAA compliance validated (if applicable)

Do instead: say why the item is unnecessary, or why it can wait.

    status: na
    note: No health data of US patients is held
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity, shorten
from gonogo.format.sections.checklist import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING

_HINT = "say why the item is unnecessary, or why it can wait"
_LEAD = r"https?://|[A-Za-z]-[0-9]|#[0-9]"
# Words that say that something is left out, postponed, or allowed, but not why.
_EMPTY_WORD = (
    "a|above|accepted|applicable|applies|apply|approved|as|be|below|decided|defined|determined|do|does|doesn|done|for|"
    "is|isn|it|later|n|na|needed|no|none|not|nothing|now|ok|on|pending|reason|relevant|required|see|skipped|t|tba|tbc|"
    "tbd|that|the|this|to|todo|waived|waiver|will|yet"
)


def find(assessment: Assessment) -> Iterator[Finding]:
    policy = assessment.snapshot.policy
    for acceptance in policy.accepted.values() if policy else ():
        if says_nothing(acceptance.reason):
            message = f'"{acceptance.id}" is accepted because of "{shorten(acceptance.reason)}", which is not a reason'
            yield Finding(acceptance.where.at("reason"), message, "say why the finding needs no action")
    for _, release, _, entry in assessment.entries():
        if release.outcome:
            continue
        if isinstance(entry, Item) and entry.status == "na" and entry.note and says_nothing(entry.note):
            message = f'"{entry.id}" is not applicable because of "{shorten(entry.note)}", which is not a reason'
            yield Finding(entry.where.at("note"), message, _HINT)
        if entry.waiver and says_nothing(entry.waiver.reason):
            message = f'"{entry.id}" is waived because of "{shorten(entry.waiver.reason)}", which is not a reason'
            yield Finding(entry.waiver.where.at("reason"), message, _HINT)


def says_nothing(reason: str) -> bool:
    """Whether a reason is a single word, or has only words that would fit every item.

    In a script without spaces between words, a letter counts as a word.
    """
    if re.search(_LEAD, reason):
        return False
    words = re.findall(r"[^\W_]+", reason.casefold())
    if any(unicodedata.category(letter) == "Lo" for word in words for letter in word):
        return sum(map(len, words)) <= 1
    return len(reason.split()) <= 1 or all(re.fullmatch(_EMPTY_WORD, word) for word in words)
