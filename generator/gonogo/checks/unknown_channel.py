"""A notice names a channel that is not in `system.yml`.

On deployment day, the sender of the notice would have to search for the channel.

Example:
    channels: [slack-chanel]

Do instead: use the id of a channel in the system's `system.yml`, or add the channel there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity, Suggester

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.ERROR


def find(assessment: Assessment) -> Iterator[Finding]:
    suggest = Suggester()
    for system, _, _, entry in assessment.entries():
        known = system.facts.channels if system.facts else {}
        if system.facts:
            for at, channel in enumerate(entry.channels):
                if channel not in known:
                    message = f'channel "{channel}" is not in checklists/{system.id}/system.yml'
                    yield Finding(entry.where.at("channels", at), message, suggest.help(channel, known))
