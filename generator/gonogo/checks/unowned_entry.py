"""An entry that GO requires has no owner.

The entry blocks the release, but `gonogo next --for` does not list the entry for anyone. A sign-off does not need an
owner, because it has a role.

Example:
    lint:
      status: open
      title: Lint is clean

Neither the item nor its section has an `owner`.

Do instead: add an `owner:` line with a role or a person to the entry or its section.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.verdict.open_work import list_open, owners_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment
    from gonogo.model.judgement import Judgement
    from gonogo.model.release import Entry, Release, Section

SEVERITY = Severity.NOTE
_MOST_NAMES = 3


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release, judgement in assessment.releases():
        # All entries of a section are in one finding, because an `owner` of the section would apply to all of them.
        for section, pairs in groupby(_list_unowned(release, judgement), lambda pair: pair[0]):
            names = [entry.id for _, entry in pairs]
            rest = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
            count = "1 entry" if len(names) == 1 else f"{len(names)} entries"
            message = f'no owner for {count} in "{section.id}" that GO requires: {", ".join(names[:_MOST_NAMES])}{rest}'
            yield Finding(section.where.location, message, "add an `owner:` line to each entry or to the section")


def _list_unowned(release: Release, judgement: Judgement) -> Iterator[tuple[Section, Entry]]:
    if release.outcome:
        return
    for section, entry in list_open(release, judgement):
        is_required = release.phases[section.phase].gate == "go" or section.decides == "no-go"
        if is_required and not owners_of(section, entry):
            yield section, entry
