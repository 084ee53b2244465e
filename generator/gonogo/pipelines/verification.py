"""The verification of a project against its git history: finds the main branch, and verifies what its landings prove.

**Which branch is main.** The policy names the main branch. But only the effective policy can be trusted, and it is
derived from the landings on main. So the search starts at the default branch of the remote. Without a remote, it starts
at the branch that the policy of the trust root names. It then reads the effective policy of that branch, goes to the
branch that this policy names, and continues until a branch names itself. So nobody can make a branch the main branch by
a change on that branch alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.safe_text import visible
from gonogo.format.decode.registry_files import PEOPLE, POLICY, ROLES
from gonogo.model.references import Ref
from gonogo.model.registry import People, Roles
from gonogo.model.trust_codes import TrustCode
from gonogo.model.verification import TrustFinding, Verification
from gonogo.pipelines.project_reader import parse_record, parse_release
from gonogo.source.git.branches import BranchTip, default_branch, find_branch
from gonogo.source.git.store import Absence
from gonogo.source.yaml.lenient_reader import PlainReader
from gonogo.trust.findings import find_trust_findings
from gonogo.trust.project_trust import JudgedFiles, Line, Readers, find_in_effect, verify_releases
from gonogo.trust.registry_values import PEOPLE_PATH, POLICY_PATH, list_values
from gonogo.trust.unverified import NO_HISTORY, Unverified, main_not_here

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gonogo.model.commits import Commit
    from gonogo.model.record import Record
    from gonogo.model.snapshot import Snapshot
    from gonogo.source.git.repository import Repository
    from gonogo.source.git.store import GitStore
    from gonogo.trust.protocols import ProjectStore
    from gonogo.trust.registry_values import ValueKey

_MAX_RENAMES = 10  # the maximum number of branches that the search follows


def verify_project(
    store: GitStore | Absence, commit: str | None, snapshot: Snapshot, as_of: datetime, pinned: str | None = None
) -> Verification | Unverified:
    """The verification of the files in a snapshot: of a commit, or of the working tree if `commit` is None.

    `pinned` is the id of the landing that the user trusts as trust root. Raises GonogoError if it is not on the line.
    """
    if isinstance(store, Absence):
        return NO_HISTORY
    return Verifier(store, store.repository, commit or store.head, snapshot, pinned).verify(as_of)


class Verifier:
    """Verifies the files of one snapshot. Reads the line of each tip once.

    `default` is the default branch of the remote. `tips` are the commits of the branches that were queried, keyed by
    branch name, None for a branch that does not exist. `lands` means that the commit is treated as the newest landing
    on main.
    """

    def __init__(
        self, store: ProjectStore, repository: Repository, commit: str, snapshot: Snapshot, pinned: str | None
    ) -> None:
        self.store = store
        self.repository = repository
        self.commit = commit
        self.snapshot = snapshot
        self.pinned = pinned
        self.default = default_branch(repository)
        self.tips: dict[str, str | None] = {}
        self.readers = Readers(store, PlainReader, _decode_registry, parse_release)
        self.lines: dict[str | None, Line] = {}
        self.lands = False
        self.mainlines: dict[str, tuple[Commit, ...]] = {}

    def verifier_of(self, commit: str, snapshot: Snapshot) -> Verifier:
        """A verifier for the files of another commit, which shares the lines that this verifier has read."""
        other = Verifier(self.store, self.repository, commit, snapshot, self.pinned)
        other.lines, other.mainlines = self.lines, self.mainlines
        return other

    def verifier_after(self, landing: str, snapshot: Snapshot) -> Verifier:
        """A verifier for the files of a commit that is treated as the next landing after this verifier's commit."""
        other = self.verifier_of(landing, snapshot)
        newest = tuple(self.store.read_mainline(landing, self.commit))
        other.mainlines = {landing: (*newest, *self.read_mainline(self.commit))}
        other.lands = True
        return other

    def verify(self, as_of: datetime) -> Verification | Unverified:
        """The verification of the files as of a time."""
        main = self._find_main()
        if isinstance(main, Unverified):
            return main
        base = self.commit if self.lands else self.store.find_base(main.commit, self.commit)
        line = self._line(base)
        releases = verify_releases(line, self._judged_files(), main.shown_name, as_of)
        return Verification(
            main=main.shown_name,
            base=base or "",
            is_on_main=base == self.commit,
            root=line.find_root(),
            releases=releases,
            findings=(
                *find_trust_findings(line, self._written_registry(), releases),
                *self._find_move(self.read_mainline(base) if base else ()),
            ),
            accepted=find_in_effect(line, self.snapshot.policy) if self.snapshot.policy else (),
        )

    def _find_move(self, landings: tuple[Commit, ...]) -> Iterator[TrustFinding]:
        """A finding if the first landing moved the checklists to their present folder.

        Starts a git process, unless the landing is the first commit of the repository.
        """
        first = landings[-1] if landings else None
        if first is None or not first.parents or any(any(change.before) for change in first.changes):
            return
        if folder := self.store.find_move(first.oid):
            message = f"the history begins at a move: events in {visible(folder)}/ are not read"
            hint = f"to list them: git worktree add ../before {first.oid[:12]}^, then gonogo -C ../before log"
            yield TrustFinding(TrustCode.HISTORY_BEGINS_AT_A_MOVE, message, POLICY_PATH, first.oid, hint)

    def _line(self, tip: str | None) -> Line:
        if tip not in self.lines:
            landings = self.read_mainline(tip) if tip else ()
            self.lines[tip] = Line(self.readers, tip, landings, self.pinned)
        return self.lines[tip]

    def read_mainline(self, tip: str) -> tuple[Commit, ...]:
        """The landings up to a commit that changed the checklists, newest first. They are read once."""
        if tip not in self.mainlines:
            self.mainlines[tip] = tuple(self.store.read_mainline(tip))
        return self.mainlines[tip]

    def _find_main(self) -> BranchTip | Unverified:
        """The tip of the main branch, or the reason why it cannot be found.

        It cannot be found if a policy names a branch that does not exist.
        """
        name = self._first_name()
        for _ in range(_MAX_RENAMES):
            branch = self._find_branch(name)
            if branch is None:
                return main_not_here(name, is_default=name == self.default)
            effective = self._effective_name(branch.commit)
            if effective == name:
                return branch
            name = effective
        return main_not_here(name)

    def _first_name(self) -> str:
        """The name of the branch where the search for main starts.

        This is the remote's default branch. Without a remote, it is the branch that the policy of the trust root names,
        or if that branch no longer exists, the branch that the effective policy names. Without a trust root, it is the
        branch that the policy in the judged files names.
        """
        if self.default:
            return self.default
        registry = self._line(self.commit).registry
        if registry.root is None:
            return self.snapshot.policy.main if self.snapshot.policy else "main"
        first = registry.before(registry.root).registry.policy
        if first and self._find_branch(first.main):
            return first.main
        return self._effective_name(self.commit)

    def _find_branch(self, name: str) -> BranchTip | None:
        branch = find_branch(self.repository, name)
        self.tips[name] = branch.commit if branch else None
        return branch

    def newest_landing(self) -> datetime | None:
        """The time of the newest landing on the lines that were read; None if there is none."""
        return max((line.reader.landings[-1].at for line in self.lines.values() if line.end >= 0), default=None)

    def _effective_name(self, tip: str) -> str:
        line = self._line(tip)
        policy = line.registry.after(line.end).registry.policy or self.snapshot.policy
        return policy.main if policy else "main"

    def _written_registry(self) -> dict[ValueKey, object] | None:
        """The values of the registry in the judged files; None if a registry file cannot be decoded."""
        snapshot = self.snapshot
        if snapshot.policy is None or snapshot.unreadable or any(s.unreadable for s in snapshot.systems.values()):
            return None
        values = list_values(PEOPLE_PATH, People(people=snapshot.people)) | list_values(POLICY_PATH, snapshot.policy)
        for system in snapshot.systems.values():
            values |= list_values(f"checklists/{system.id}/roles.yml", Roles(roles=system.roles))
        return values

    def _judged_files(self) -> JudgedFiles:
        releases = {}
        for system, release in self.snapshot.releases():
            path = system.path_of(release.id)
            tree = PlainReader().read(self.snapshot.sources[path].encode())
            if isinstance(tree, dict):
                releases[Ref(system.id, release.id)] = path, release, tree
        return JudgedFiles(
            commit=self.commit,
            project=self.snapshot.policy.project if self.snapshot.policy else "",
            releases=releases,
            people=self.snapshot.people,
            systems=self.snapshot.systems,
        )


def _decode_registry(path: str, data: bytes) -> Record | None:
    """The record in a registry file; None if it cannot be decoded."""
    if path == PEOPLE_PATH:
        return parse_record(path, data, PEOPLE)
    return parse_record(path, data, POLICY) if path == POLICY_PATH else parse_record(path, data, ROLES)
