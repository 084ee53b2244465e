"""The reason for a waiver, an `na` or an accepted finding is meaningless.

A waiver or an `na` settles an item without any work, and nobody repairs the cause of an accepted finding. Approvers and
auditors can judge only the reason. A single word, such as `TBD`, is not a reason, and neither is the state in other
words, such as "not applicable". A link or a ticket number is a reason, because people can look it up. The rule does not
check closed releases.

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
# Words that say that an item is unnecessary, postponed or allowed, but do not say why.
_EMPTY_WORD = (
    "a|above|accepted|applicable|applies|apply|approved|as|be|below|decided|defined|determined|do|does|doesn|done|for|"
    "is|isn|it|later|n|na|needed|no|none|not|nothing|now|ok|on|pending|reason|relevant|required|see|skipped|t|tba|tbc|"
    "tbd|that|the|this|to|todo|waived|waiver|will|yet"
)


def find(assessment: Assessment) -> Iterator[Finding]:
    policy = assessment.snapshot.policy
    for acceptance in policy.accepted.values() if policy else ():
        if is_meaningless(acceptance.reason):
            message = f'"{acceptance.id}" is accepted because of "{shorten(acceptance.reason)}", which is not a reason'
            yield Finding(acceptance.where.at("reason"), message, "say why the finding needs no action")
    for _, release, _, entry in assessment.entries():
        if release.outcome:
            continue
        if isinstance(entry, Item) and entry.status == "na" and entry.note and is_meaningless(entry.note):
            message = f'"{entry.id}" is not applicable because of "{shorten(entry.note)}", which is not a reason'
            yield Finding(entry.where.at("note"), message, _HINT)
        if entry.waiver and is_meaningless(entry.waiver.reason):
            message = f'"{entry.id}" is waived because of "{shorten(entry.waiver.reason)}", which is not a reason'
            yield Finding(entry.waiver.where.at("reason"), message, _HINT)


def is_meaningless(reason: str) -> bool:
    """Whether a reason is a single word, or consists only of words such as "not applicable" that fit any item.

    In a script without spaces between words, such as Chinese, each letter counts as a word.
    """
    if re.search(_LEAD, reason):
        return False
    words = re.findall(r"[^\W_]+", reason.casefold())
    if any(unicodedata.category(letter) == "Lo" for word in words for letter in word):
        return sum(map(len, words)) <= 1
    return len(reason.split()) <= 1 or all(re.fullmatch(_EMPTY_WORD, word) for word in words)
