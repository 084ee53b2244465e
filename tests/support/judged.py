"""Judges commits of a repository as `gonogo status --at` does, in this process."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from gonogo.model.verification import Verification
from gonogo.pipelines.assessment import apply_outcomes, assess
from gonogo.pipelines.project_reader import read_project
from gonogo.pipelines.verification import verify_project
from gonogo.source.git.committed_files import read_committed
from gonogo.source.git.store import GitStore, open_store, require_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)


class Judged(NamedTuple):
    """The result for a commit: the verification against git history, and the judgement of each release."""

    verification: Verification
    judgements: dict[Ref, Judgement]


def judge_commits(root: Path, *commits: str) -> list[Judged]:
    """The results for these commits of the repository."""
    with open_caching(root) as store:
        return [judge(store, commit) for commit in commits]


def judge_landings(root: Path, *commits: str) -> list[Judged]:
    """The result for each of these commits while it is the head of the main branch."""
    judged = []
    with open_caching(root) as store:
        for commit in commits:
            move_main(root, commit)
            judged.append(judge(store, commit))
    return judged


def move_main(root: Path, commit: str) -> None:
    """Moves the main branch to a commit."""
    (root / ".git" / "refs" / "heads" / "main").write_text(f"{commit}\n", encoding="ascii")


def judge(store: GitStore, commit: str, as_of: datetime = AS_OF) -> Judged:
    """The result for a commit in the repository of a store."""
    snapshot = read_project(read_committed(store, commit))
    verification = verify_project(store, commit, snapshot, as_of)
    assert isinstance(verification, Verification), verification
    judgements = assess(apply_outcomes(snapshot, verification), as_of, verification)
    return Judged(verification, judgements)


@contextmanager
def open_caching(root: Path) -> Iterator[GitStore]:
    """Opens a store that requests each object and each list of commits from git only once.

    Objects never change, so the answers are correct. The store does not cache the heads of branches.
    """
    with open_store(root) as opened:
        yield cast("GitStore", _CachingStore(require_store(opened)))


class _CachingStore:
    """A store that caches its answers, because starting git takes most of the time of a judgement."""

    def __init__(self, store: GitStore) -> None:
        self._store = store
        self._answers: dict[tuple[str, Any], Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def _ask(self, name: str, *question: Any) -> Any:
        if (name, question) not in self._answers:
            answer = getattr(self._store, name)(*question)
            self._answers[name, question] = tuple(answer) if hasattr(answer, "__next__") else answer
        return self._answers[name, question]

    def _ask_each(self, name: str, items: Iterable[Any]) -> dict[Any, Any]:
        """The answers by item, in the order of the items."""
        wanted = tuple(dict.fromkeys(items))
        missing = [item for item in wanted if (name, item) not in self._answers]
        if missing:
            answers = getattr(self._store, name)(missing)
            pairs = zip(missing, map(answers.get, missing) if isinstance(answers, dict) else answers, strict=True)
            self._answers |= {(name, item): answer for item, answer in pairs}
        return {item: self._answers[name, item] for item in wanted}

    def read_mainline(self, tip: str, since: str | None = None) -> Any:
        return self._ask("read_mainline", tip, since)

    def read_parents(self, tip: str, since: str | None = None) -> Any:
        return self._ask("read_parents", tip, since)

    def find_base(self, tip: str, commit: str) -> Any:
        return self._ask("find_base", tip, commit)

    def read_tree(self, commit: str) -> Any:
        return self._ask("read_tree", commit)

    def read_messages(self, commits: Iterable[str]) -> Any:
        return iter(self._ask_each("read_messages", commits).values())

    def read_versions(self, places: Iterable[tuple[str, str]]) -> Any:
        wanted = tuple(places)
        answers = self._ask_each("read_versions", wanted)
        return iter([answers[place] for place in wanted])

    def read_blobs(self, blobs: Iterable[str]) -> Any:
        return iter(self._ask_each("read_blobs", blobs).values())

    def hash_blobs(self, blobs: Iterable[str]) -> Any:
        return iter(self._ask_each("hash_blobs", blobs).values())

    def read_signatures(self, commits: Iterable[str]) -> Any:
        answers = self._ask_each("read_signatures", commits)
        return {commit: found for commit, found in answers.items() if found is not None}
