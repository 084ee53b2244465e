"""What git history proves about the releases of a project, and about its registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.history.masking import mask_commit
from gonogo.model.verification import TrustRoot, VerifiedRelease
from gonogo.trust.effective_registry import build_effective_registry
from gonogo.trust.evidence_files import EvidenceFiles
from gonogo.trust.judged_release import JudgedRelease
from gonogo.trust.line import order_landings
from gonogo.trust.line_reader import LineReader
from gonogo.trust.merger import find_author
from gonogo.trust.registry_values import POLICY_PATH, list_values
from gonogo.trust.release_history import ReleaseHistory
from gonogo.trust.release_trust import verify_release
from gonogo.trust.release_values import ValueFinder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from gonogo.core.nodes import PlainTree
    from gonogo.history.protocols import NewReader
    from gonogo.model.commits import Commit
    from gonogo.model.ids import AcceptanceId, PersonId, SystemId
    from gonogo.model.references import Ref
    from gonogo.model.registry import Person, Policy
    from gonogo.model.release import Release
    from gonogo.model.snapshot import System
    from gonogo.trust.effective_registry import DecodeRegistry, EffectiveRegistry
    from gonogo.trust.protocols import TrustStore
    from gonogo.trust.release_trust import DecodeRelease


class Readers(Frozen):
    """The readers of git objects, of versions of files, of registry files and of release files."""

    store: TrustStore
    new_reader: NewReader
    decode_registry: DecodeRegistry
    decode_release: DecodeRelease


class Line:
    """The landings of a branch up to the commit `tip`, with the effective registry after each of them.

    `pinned` is the id of the landing that the caller trusts as trust root; with None, the trust root is found in
    history.

    Raises GonogoError if `pinned` is not a landing of the line.
    """

    def __init__(self, readers: Readers, tip: str | None, newest_first: Iterable[Commit], pinned: str | None) -> None:
        self.readers = readers
        landings = order_landings(newest_first)
        self.reader = LineReader(readers.store, readers.new_reader, landings, tip)
        if pinned and all(landing.oid != pinned for landing in landings):
            message = f"the trust root {pinned} is not a commit on the main branch that changed the checklists"
            raise GonogoError(message, "use the full id of a commit in git log --first-parent")
        self.registry: EffectiveRegistry = build_effective_registry(self.reader, readers.decode_registry, pinned)

    @property
    def end(self) -> int:
        """The place of the last landing; -1 if no landing changed the checklists."""
        return len(self.reader.landings) - 1

    def find_root(self) -> TrustRoot | None:
        """The trust root, with its author's name from its own registry; None if there is none."""
        if self.registry.root is None:
            return None
        landing = self.reader.landings[self.registry.root]
        identities = self.registry.before(self.registry.root).identities
        return TrustRoot(landing.oid, find_author(mask_commit(landing.commit), identities), landing.at)


def find_in_effect(line: Line, policy: Policy) -> tuple[AcceptanceId, ...]:
    """The ids under `accepted` whose values are the same in the judged policy and in the effective registry, in order.

    If somebody removes an id from the policy, it is no longer in effect, even if no maintainer approved the removal.
    Its findings are then shown again.
    """
    effective = line.registry.after(line.end).values
    written = list_values(POLICY_PATH, policy)
    names = {key: ("policy", "accepted", key) for key in policy.accepted}
    return tuple(key for key, name in names.items() if effective.get(name) == written[name])


class JudgedFiles(Frozen):
    """The judged files: the releases, decoded and plain, each with its path, and the people and systems.

    `commit` is the commit whose evidence files count. `project` is the id of the project, "" if the project has none.
    """

    commit: str
    project: str
    releases: Mapping[Ref, tuple[str, Release, PlainTree]]
    people: Mapping[PersonId, Person]
    systems: Mapping[SystemId, System]


def verify_releases(line: Line, files: JudgedFiles, main: str, as_of: datetime) -> dict[Ref, VerifiedRelease]:
    """What history proves about each release in the judged files."""
    finder, evidence = ValueFinder(), EvidenceFiles(line.readers.store)
    line.reader.load(path for path, _, _ in files.releases.values())
    histories = {
        ref: ReleaseHistory(ref, path, line.reader, line.registry, finder, line.end)
        for ref, (path, _, _) in files.releases.items()
    }
    line.reader.load_inside(
        (place, history.path) for history in histories.values() for place in history.changing_places()
    )
    line.reader.load_signatures(oid for history in histories.values() for oid in _deciding_commits(history))
    return {
        ref: verify_release(
            JudgedRelease(
                release=release,
                tree=tree,
                history=histories[ref],
                files=evidence,
                commit=files.commit,
                latest=line.registry.after(line.end),
                main=main,
                project=files.project,
                people=files.people,
                roles=files.systems[ref.system].roles,
            ),
            line.readers.decode_release,
            as_of,
        )
        for ref, (_, release, tree) in files.releases.items()
    }


def _deciding_commits(history: ReleaseHistory) -> Iterator[str]:
    """The ids of the commits that introduced the present decisions of a release."""
    for value_id, value in history.values().values.items():
        if value_id[0] == "decision" and (step := history.find_step(value_id, value)):
            yield from (found.commit.oid for found in history.introducers(step.place, value_id))
