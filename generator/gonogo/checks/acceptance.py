"""Findings that the project accepts: the rules that allow it, the policy entries in effect, and their matches.

**Which rules.** The findings of `ACCEPTABLE` are about the plan, or about empty values: readers see the same in the
files, and the maintainers may decide that no action is needed. The findings of every other rule stay, and a new rule is
one of these until it is added here:

- an error: the file is wrong, even if a maintainer accepts it;
- whether a decision, a waiver, an answer or an outcome counts, who made it, and for which reason: accepting it could
  hide a missing authorization;
- the facts that history proves, and whether it can prove any: the same;
- the accepted findings themselves.

**Which entries.** Only entries that maintainers have authorized as they are written, by the effective registry. So a
change cannot silence its own findings. Without history, authorization is not known, and nothing is accepted.
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
    """The full references in a snapshot, and the references around a line of a file; each release is read once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._lines: dict[Ref, Mapping[str, Lines]] = {}
        self._around: dict[Ref, Mapping[int, list[str]]] = {}

    def has(self, at: str) -> bool:
        """Whether a reference names something. In a release that cannot be decoded, all references are assumed to."""
        whole, _, part = at.partition("#")
        name, slash, release = whole.partition("/")
        system = self.snapshot.systems.get(SystemId(name))
        if system is None or (slash and release not in system.releases):
            return False
        decoded = system.releases[ReleaseId(release)] if part else None
        return decoded is None or at in self._lines_in(decoded)

    def list_near(self, at: str) -> tuple[str, ...]:
        """The probable references for a string that names nothing: those in the release or system it begins with."""
        name, _, release = at.partition("#")[0].partition("/")
        system = self.snapshot.systems.get(SystemId(name))
        if system is None:
            return tuple(self.snapshot.systems)
        decoded = system.releases.get(ReleaseId(release))
        return tuple(self._lines_in(decoded) if decoded else (f"{name}/{known}" for known in system.releases))

    def list_around(self, location: Location) -> tuple[str, ...]:
        """The references of everything that contains a place: its system, release, phase, section, item and entry."""
        folder, *names = location.path.removeprefix("checklists/").split("/")
        system = self.snapshot.systems.get(SystemId(folder))
        if system is None or len(names) != 1:
            return ()
        release = ReleaseId(names[0].removesuffix(".yml"))
        decoded = system.releases.get(release)
        inside = self._around_lines(decoded).get(location.span.line, ()) if decoded else ()
        return (folder, *((f"{folder}/{release}",) if release in system.releases else ()), *inside)

    def _lines_in(self, release: Release) -> Mapping[str, Lines]:
        """The first and last lines of every phase, section and entry of a release, by full reference."""
        if release.ref not in self._lines:
            found: dict[str, Lines] = {str(part.ref): ((part.first, part.last),) for part in list_parts(release)}
            for phase in release.phases.values():
                records = (phase, *release.sections_of(phase.id))
                found[str(release.ref_of_group(phase.id))] = tuple(lines_of(record.where) for record in records)
            self._lines[release.ref] = found
        return self._lines[release.ref]

    def _around_lines(self, release: Release) -> Mapping[int, list[str]]:
        """The references of everything in a release that contains a line, keyed by line."""
        if release.ref not in self._around:
            around: dict[int, list[str]] = {}
            for ref, lines in self._lines_in(release).items():
                for first, last in lines:
                    for line in range(first, last + 1):
                        around.setdefault(line, []).append(ref)
            self._around[release.ref] = around
        return self._around[release.ref]


class Acceptances:
    """The accepted findings of a policy that are in effect."""

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
        """The acceptances that match a diagnostic, in the order of the file: the first one accepts it."""
        if diagnostic.rule not in self._rules:
            return ()
        around = self.places.list_around(diagnostic.location)
        numbers = [number for ref in around for number in self._by_place.get((diagnostic.rule, ref), ())]
        return tuple(self.in_effect[number] for number in sorted(numbers))

    def accept(self, diagnostic: Diagnostic) -> AcceptedFinding | None:
        """The diagnostic with the reason why it is accepted, None if it is not."""
        for acceptance in self.find(diagnostic):
            return AcceptedFinding(diagnostic, acceptance.id, acceptance.at, acceptance.reason)
        return None
