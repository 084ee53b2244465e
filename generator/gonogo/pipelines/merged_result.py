"""Judges the result of merging one commit into another: before the merge, and after a merge by different people.

The merge is written as a commit outside the clone, so that the code that reads and verifies commits can process it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.history.masking import mask_change
from gonogo.history.trail import derive_changes
from gonogo.model.commits import Ident
from gonogo.model.comparison import Fate
from gonogo.model.registry import people_by_email
from gonogo.model.verification import Verification
from gonogo.pipelines import assessment, checking
from gonogo.pipelines.project_reader import read_project
from gonogo.pipelines.verification import Verifier
from gonogo.source.git.committed_files import read_committed
from gonogo.source.git.merge import write_commit
from gonogo.source.yaml.lenient_reader import PlainReader
from gonogo.trust.identities import address_of
from gonogo.trust.unverified import IGNORED
from gonogo.verdict.change_effects import find_shortfalls
from gonogo.verdict.compared_side import Side, keep_releases

if TYPE_CHECKING:
    from datetime import datetime

    from gonogo.model.event import Change
    from gonogo.model.ids import PersonId
    from gonogo.model.snapshot import Snapshot
    from gonogo.source.git.merge import Merge
    from gonogo.source.git.store import GitStore
    from gonogo.trust.unverified import Unverified

_NOBODY = Ident("nobody", "", None, "")
_MOST_TRIALS = 20
"""The maximum number of people who are tried as mergers.

Each trial takes as long as `gonogo status` for the affected releases.
"""


class Judging(Frozen):
    """The settings for judging: the time, the trust root, and whether history is ignored."""

    as_of: datetime
    trust_root: str | None = None
    ignores_history: bool = False


class Mergers(Frozen):
    """The people with whose merge the most values count, the other active people, and the result after the best merge.

    `people` is empty if the choice of the merger makes no difference.
    """

    people: tuple[PersonId, ...]
    others: tuple[PersonId, ...]
    best: Side


class MergedResult:
    """Judges the base of a merge, its result, and the result after a merge by a given person.

    `commit` has the files of the result. `before` is the base and `now` is the result, as they are. `landed` is the
    result after a merge by a person who is not in people.yml.
    """

    def __init__(self, store: GitStore, merge: Merge, judging: Judging) -> None:
        self.store, self.merge, self.judging = store, merge, judging
        ((base),) = store.read_messages([merge.base])
        newest = base.committer.moment
        # The merge must not have a time before the previous landing: this would itself be a finding.
        self.moment = max(judging.as_of, newest) if newest else judging.as_of
        self.commit = self._write((merge.base, merge.head)) if merge.is_made else merge.head
        before, after = (read_project(read_committed(store, oid)) for oid in (merge.base, self.commit))
        self._base = Verifier(store, store.repository, merge.base, before, judging.trust_root)
        self._result = self._base.verifier_of(self.commit, after)
        self.before, _ = self._judge(self._base)
        self.now, self.verification = self._judge(self._result)
        self.fate = self._find_fate()
        self.landed = self._land(_NOBODY, after) if self.fate is Fate.COUNTS else self.now

    def _judge(self, verifier: Verifier) -> tuple[Side, Verification | Unverified]:
        verification = IGNORED if self.judging.ignores_history else verifier.verify(self.judging.as_of)
        snapshot = assessment.apply_outcomes(verifier.snapshot, verification)
        judgements = assessment.assess(snapshot, self.judging.as_of, verification)
        found = checking.check(snapshot, judgements, self.judging.as_of, verification)
        findings = verification.findings if isinstance(verification, Verification) else ()
        return Side(snapshot, judgements, found.diagnostics, findings, found.accepted), verification

    def _find_fate(self) -> Fate:
        if not isinstance(self.verification, Verification):
            return Fate.PENDING
        if self.verification.is_on_main:
            return Fate.HAS_LANDED
        return Fate.COUNTS if self.verification.base == self.merge.base else Fate.PENDING

    def _land(self, merger: Ident, snapshot: Snapshot) -> Side:
        landing = self._write((self.merge.base, self.merge.head), merger)
        return self._judge(self._base.verifier_after(landing, snapshot))[0]

    def _write(self, parents: tuple[str, ...], author: Ident = _NOBODY) -> str:
        return write_commit(self.store, self.merge.tree, parents, self.moment, author)

    def derive_changes(self, since: str) -> tuple[Change, ...]:
        """The changes from the commit `since` to the result, without secrets."""
        commit = self._write((since,))
        return tuple(
            mask_change(change)
            for made in self.store.read_commits(commit, [since])
            for change in derive_changes(made, self.store, PlainReader)
        )

    def find_authors(self) -> tuple[PersonId, ...]:
        """The registered people who wrote the commits of the head that change the checklists."""
        people = people_by_email(self.before.snapshot.people)
        commits = self.store.read_commits(self.merge.head, [self.merge.base])
        keys = dict.fromkeys(commit.author.key for commit in commits if not commit.is_merge)
        return tuple(person for key in keys if (person := people.get(key)))

    def find_mergers(self) -> Mergers:
        """The people with whose merge more values count than with the merge of an unknown person.

        Tries each active person with an address as the merger, maintainers first.
        """
        shortfalls = find_shortfalls(self.before, self.landed)
        if self.fate is not Fate.COUNTS or not shortfalls:
            return Mergers((), (), self.landed)
        concerned = keep_releases(self._result.snapshot, shortfalls)
        people, policy = self.before.snapshot.people, self.before.snapshot.policy
        maintainers = policy.maintainers if policy else ()
        active = [key for key, person in people.items() if person.state == "active" and person.kind == "human"]
        idents = {key: Ident(key, address, None, "") for key in active if (address := address_of(people[key], policy))}
        tried = sorted(idents, key=lambda key: key not in maintainers)[:_MOST_TRIALS]
        results = {key: self._land(idents[key], concerned) for key in tried}
        counts = {key: len(find_shortfalls(self.before, side)) for key, side in results.items()}
        least = min(counts.values(), default=len(shortfalls))
        best = tuple(key for key, count in counts.items() if count == least < len(shortfalls))
        if not best:
            return Mergers((), (), self.landed)
        others = tuple(key for key in active if key not in best) if len(results) == len(active) else ()
        side = results[best[0]]
        return Mergers(best, others, replace(side, judgements={**self.landed.judgements, **side.judgements}))
