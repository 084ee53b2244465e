"""Accepted findings: the rules whose findings a project can accept, and the entries in policy.yml that are in effect.

**Rules.** A project can accept findings of the rules in `ACCEPTABLE`. These findings are about the plan or about empty
values: readers see the same facts in the files, and maintainers may decide that no action is needed. A project cannot
accept findings of other rules, including new rules that are not yet in `ACCEPTABLE`:

- errors, because the file stays wrong even if a maintainer accepts the finding;
- findings about the authorization of a decision, waiver, answer or outcome, because accepting the finding could hide a
  missing authorization;
- findings about history, for the same reason;
- findings about the entries of accepted findings.

**Entries.** An entry is in effect only if maintainers, according to the effective registry, have authorized the entry
with its present values. So a change cannot silence its own findings. Without history, gonogo cannot verify this
authorization, and no entry is in effect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from gonogo.core.diagnostics import AcceptedFinding
from gonogo.model.ids import ReleaseId, SystemId
from gonogo.model.release_lines import lines_of, list_parts
from gonogo.model.verification import Verification

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.checks.rule import Assessment
    from gonogo.core.diagnostics import Diagnostic
    from gonogo.core.nodes import Location
    from gonogo.model.references import Ref
    from gonogo.model.registry import Acceptance
    from gonogo.model.release import Release
    from gonogo.model.snapshot import Snapshot

ACCEPTABLE = (
    "broken-procedure",
    "false-claim",
    "gap",
    "no-outcome-after-t0",
    "number-without-comparison",
    "overlapping-windows",
    "timeline-out-of-order",
    "unowned-entry",
    "unreachable-owner",
    "unsettled-after-deployment",
    "waiver-ends-before-t0",
    "window-ends-before-t0",
)

Lines: TypeAlias = tuple[tuple[int, int], ...]


class Places:
    """Looks up the full references in a snapshot. The lines of a release are computed at the first lookup in it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._lines: dict[Ref, Mapping[str, Lines]] = {}
        self._around: dict[Ref, Mapping[int, list[str]]] = {}

    def has(self, at: str) -> bool:
        """Whether a reference names a system, release, phase, section or entry.

        For a part of a release that cannot be decoded, the answer is True, because the part may exist.
        """
        whole, _, part = at.partition("#")
        name, slash, release = whole.partition("/")
        system = self.snapshot.systems.get(SystemId(name))
        if system is None or (slash and release not in system.releases):
            return False
        decoded = system.releases[ReleaseId(release)] if part else None
        return decoded is None or at in self._lines_in(decoded)

    def list_near(self, at: str) -> tuple[str, ...]:
        """The references to suggest for a string that names nothing.

        If the string begins with the id of a release, these are the references in this release. If it begins with the
        id of a system, these are the releases of the system; otherwise, all systems.
        """
        name, _, release = at.partition("#")[0].partition("/")
        system = self.snapshot.systems.get(SystemId(name))
        if system is None:
            return tuple(self.snapshot.systems)
        decoded = system.releases.get(ReleaseId(release))
        return tuple(self._lines_in(decoded) if decoded else (f"{name}/{known}" for known in system.releases))

    def list_around(self, location: Location) -> tuple[str, ...]:
        """The references of everything that contains a location: system, release, phase, section and entries."""
        folder, *names = location.path.removeprefix("checklists/").split("/")
        system = self.snapshot.systems.get(SystemId(folder))
        if system is None or len(names) != 1:
            return ()
        release = ReleaseId(names[0].removesuffix(".yml"))
        decoded = system.releases.get(release)
        inside = self._around_lines(decoded).get(location.span.line, ()) if decoded else ()
        return (folder, *((f"{folder}/{release}",) if release in system.releases else ()), *inside)

    def _lines_in(self, release: Release) -> Mapping[str, Lines]:
        """The first and last lines of every phase, section and entry of a release, keyed by full reference.

        A phase has several pairs of lines: its own, and those of its sections.
        """
        if release.ref not in self._lines:
            found: dict[str, Lines] = {str(part.ref): ((part.first, part.last),) for part in list_parts(release)}
            for phase in release.phases.values():
                records = (phase, *release.sections_of(phase.id))
                found[str(release.ref_of_group(phase.id))] = tuple(lines_of(record.where) for record in records)
            self._lines[release.ref] = found
        return self._lines[release.ref]

    def _around_lines(self, release: Release) -> Mapping[int, list[str]]:
        """The references of all parts of a release that contain a line, keyed by line."""
        if release.ref not in self._around:
            around: dict[int, list[str]] = {}
            for ref, lines in self._lines_in(release).items():
                for first, last in lines:
                    for line in range(first, last + 1):
                        around.setdefault(line, []).append(ref)
            self._around[release.ref] = around
        return self._around[release.ref]


class Acceptances:
    """The entries of accepted findings in policy.yml that are in effect."""

    def __init__(self, assessment: Assessment) -> None:
        policy, verification = assessment.snapshot.policy, assessment.verification
        authorized = verification.accepted if policy and isinstance(verification, Verification) else ()
        written = policy.accepted if policy else {}
        self.places = Places(assessment.snapshot)
        self.in_effect = tuple(
            acceptance
            for acceptance in (written[key] for key in authorized)
            if acceptance.rule in ACCEPTABLE and self.places.has(acceptance.at)
        )
        self._by_place: dict[tuple[str, str], list[int]] = {}
        for number, acceptance in enumerate(self.in_effect):
            self._by_place.setdefault((acceptance.rule, acceptance.at), []).append(number)
        self._rules = {acceptance.rule for acceptance in self.in_effect}

    def find(self, diagnostic: Diagnostic) -> tuple[Acceptance, ...]:
        """The entries in effect that match a diagnostic, in the order of the file. The first entry accepts it."""
        if diagnostic.rule not in self._rules:
            return ()
        around = self.places.list_around(diagnostic.location)
        numbers = [number for ref in around for number in self._by_place.get((diagnostic.rule, ref), ())]
        return tuple(self.in_effect[number] for number in sorted(numbers))

    def accept(self, diagnostic: Diagnostic) -> AcceptedFinding | None:
        """The diagnostic with the id, place and reason of the entry that accepts it; None if no entry does."""
        for acceptance in self.find(diagnostic):
            return AcceptedFinding(diagnostic, acceptance.id, acceptance.at, acceptance.reason)
        return None
