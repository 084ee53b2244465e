"""An answer to an entry, before gonogo writes the answer into the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.core.nodes import Plain

ALWAYS = ("evidence", "note")
"""The parts of an answer that every state accepts."""
_PARTS = (*ALWAYS, "reason", "approved_by", "until", "instead", "conditions", "by")


class Answer(Frozen):
    """An answer: `state` is a state word of the entry's kind. A part of the answer that nobody gave is "" or ()."""

    state: str
    evidence: tuple[str, ...] = ()
    note: str = ""
    reason: str = ""
    approved_by: str = ""
    until: str = ""
    instead: str = ""
    conditions: str = ""
    by: str = ""
    on: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(name for name in _PARTS if getattr(self, name))

    def given(self, *names: str) -> dict[str, str]:
        """The values of the parts with these names, keyed by name. Empty parts are left out."""
        return {name: text for name in names if (text := getattr(self, name))}

    def common(self) -> Mapping[str, Plain]:
        """The keys `evidence` and `note` with their values for the file; a key without a value is left out."""
        evidence: dict[str, Plain] = {}
        if self.evidence:
            evidence["evidence"] = write_evidence(self.evidence)
        return {**evidence, **self.given("note")}


def write_evidence(evidence: tuple[str, ...]) -> Plain:
    """The value of the key `evidence` in a file: a string for one piece of evidence, a list for several."""
    return evidence[0] if len(evidence) == 1 else list(evidence)
