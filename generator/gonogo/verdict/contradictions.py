"""Contradictions: `declared` statuses that claim readiness although the computed state is not ready.

`declared` is free text from an imported document, so this module recognizes a claim by its words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.model.judgement import Contradiction, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from gonogo.model.ids import EntryId
    from gonogo.model.references import Ref
    from gonogo.model.release import Described, Entry
    from gonogo.verdict.entry_evaluation import EntryEvaluation

_CLAIM = r"(?i)✅|\b(ready|go|done|complete|approved|met)\b"
_DENIAL = r"(?i)❌|\b(not|no-go)\b"


def claims_readiness(declared: str) -> bool:
    """Whether a declared status claims that a release, a section or an entry is ready."""
    return bool(declared and re.search(_CLAIM, declared)) and not re.search(_DENIAL, declared)


def find_contradictions(evaluation: EntryEvaluation, verdict: Verdict) -> Iterator[Contradiction]:
    """The contradictions in a release: that of the release itself, then those of phases, of sections and of entries."""
    release, settled = evaluation.release, evaluation.settled
    if claims_readiness(release.declared) and verdict is not Verdict.GO:
        yield _contradiction(release.ref, release, f"the verdict is {verdict.value}")
    for phase in release.phases.values():
        below = [entry for section in release.sections_of(phase.id) for entry in section.walk()]
        yield from _contradict_group(release.ref_of_group(phase.id), phase, below, settled)
    for section in release.sections.values():
        yield from _contradict_group(release.ref_of_group(section.id), section, list(section.walk()), settled)
    for context, entry in evaluation.entries:
        if entry.id not in settled and claims_readiness(entry.declared):
            yield _contradiction(release.ref_of(context.section, entry), entry, entry.shortfall(context))


def _contradict_group(
    ref: Ref, group: Described, below: list[Entry], settled: AbstractSet[EntryId]
) -> Iterator[Contradiction]:
    unsettled = sum(entry.id not in settled for entry in below)
    if unsettled and claims_readiness(group.declared):
        yield _contradiction(ref, group, f"{unsettled} of {len(below)} entries are not settled")


def _contradiction(ref: Ref, record: Described, computed: str) -> Contradiction:
    return Contradiction(ref, record.declared, record.title, computed, record.where.at("declared"))
