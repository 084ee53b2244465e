"""One side of a comparison: the files of a commit, their judgements, and their subjects keyed by reference."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.core.nodes import START, Location
from gonogo.format.sections.signoffs import SignOff, slots_of
from gonogo.model.comparison import ReleaseVerdicts
from gonogo.model.event import FileRef
from gonogo.model.judgement import Tally
from gonogo.model.references import Ref
from gonogo.model.registry import name_of
from gonogo.model.release import Entry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from gonogo.core.diagnostics import AcceptedFinding, Diagnostic
    from gonogo.model.event import Change
    from gonogo.model.judgement import Judgement, Standing
    from gonogo.model.release import Described, Release
    from gonogo.model.snapshot import Snapshot
    from gonogo.model.verification import TrustFinding


class Side(Frozen):
    """The files of a commit as a snapshot, with the judgements keyed by release.

    `diagnostics` are the findings of `gonogo check` that the project does not accept, and `accepted` the findings that
    it accepts. `findings` are the findings of the verification against history.
    """

    snapshot: Snapshot
    judgements: Mapping[Ref, Judgement]
    diagnostics: tuple[Diagnostic, ...]
    findings: tuple[TrustFinding, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()

    @cached_property
    def subjects(self) -> Mapping[Ref, Described]:
        """Every release, phase, section and entry that can be decoded."""
        return {ref: subject for _, release in self.snapshot.releases() for ref, subject in _list_subjects(release)}

    def find(self, ref: Ref | FileRef) -> Described | None:
        """The release, phase, section or entry with this reference; None if this side does not have it."""
        return self.subjects.get(ref) if isinstance(ref, Ref) else None

    def place(self, ref: Ref | FileRef, key: str = "") -> Location | None:
        """The location of a subject, or of one of its keys; None if this side does not have the subject.

        The location of a file is its first line.
        """
        if isinstance(ref, FileRef):
            return Location(ref.path, START)
        subject = self.subjects.get(ref)
        if subject is not None:
            return subject.where.at(key) if key else subject.where.location
        return None

    def is_settled(self, ref: Ref) -> bool:
        judgement = self.judgements.get(ref.whole)
        return judgement is not None and ref.entry in judgement.settled

    def standing(self, ref: Ref) -> Standing | None:
        """The status of a sign-off; None if the reference is not that of a sign-off."""
        judgement = self.judgements.get(ref.whole)
        return judgement.standings.get(ref.entry) if judgement and ref.entry else None

    def slots(self) -> Iterator[tuple[Ref, SignOff, Standing]]:
        """Every slot of every open release, with its reference and its status."""
        for _, release in self.snapshot.releases():
            if not release.outcome:
                for section, slot in slots_of(release):
                    yield release.ref_of(section, slot), slot, self.judgements[release.ref].standings[slot.id]


def _list_subjects(release: Release) -> Iterator[tuple[Ref, Described]]:
    yield release.ref, release
    for phase in release.phases.values():
        yield release.ref_of_group(phase.id), phase
    for section in release.sections.values():
        yield release.ref_of_group(section.id), section
        for entry in section.walk():
            yield release.ref_of(section, entry), entry


def keep_releases(snapshot: Snapshot, references: Collection[str]) -> Snapshot:
    """The snapshot with only the releases to which the references belong.

    If one of the references is not in a release, the snapshot is returned with all releases.
    """
    concerned = {reference.partition("#")[0] for reference in references}
    if not concerned.issubset(str(release.ref) for _, release in snapshot.releases()):
        return snapshot
    systems = {
        key: replace(
            system,
            releases={name: release for name, release in system.releases.items() if f"{key}/{name}" in concerned},
        )
        for key, system in snapshot.systems.items()
    }
    return replace(snapshot, systems=systems)


def title_of(ref: Ref | FileRef, *sides: Side) -> str:
    """The title of a subject on the first side that has the subject, or else the last part of the reference."""
    for side in sides:
        if subject := side.find(ref):
            return subject.title
    return str(ref).rpartition("#")[2].rpartition("/")[2]


def name_person(person: str, before: Side, after: Side) -> str:
    """The name of a person in the base, so that a change cannot rename people in the report about itself.

    A person who is only in the merged result has the name there.
    """
    return name_of(person, {**after.snapshot.people, **before.snapshot.people})


def entry_of(ref: Ref | FileRef, side: Side) -> Entry | None:
    """The entry with this reference; None if this side does not have the entry."""
    subject = side.find(ref)
    return subject if isinstance(subject, Entry) else None


def list_verdicts(sides: tuple[Side, Side, Side, Side], changes: tuple[Change, ...]) -> tuple[ReleaseVerdicts, ...]:
    """The verdicts of every release. The sides are `before`, `now`, `landed` and `best`, as in `ReleaseVerdicts`."""
    before, _, landed, _ = sides
    changed = {change.ref.whole for change in changes if isinstance(change.ref, Ref)}
    rows = []
    for ref in sorted({*before.judgements, *landed.judgements}, key=lambda ref: (ref.system, ref.release)):
        judgements = [side.judgements.get(ref) for side in sides]
        verdicts = [judgement.verdict if judgement else None for judgement in judgements]
        was, now, then, best = verdicts
        tallies = [judgement.progress if judgement else Tally(0, 0) for judgement in judgements]
        is_touched = ref in changed or len({*verdicts}) > 1 or tallies[0] != tallies[3]
        rows.append(ReleaseVerdicts(ref, was, now, then, best, (tallies[0], tallies[3]), is_touched))
    return tuple(rows)
