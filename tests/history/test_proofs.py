"""`RecordingStore`: answers are proven only if the content of every object matches its id."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

import pytest

from audit.test_forged_objects import FORGED, HISTORY, Forge, find, forge, forge_file, forge_message
from gonogo.core.diagnostics import GonogoError
from gonogo.source.git.proof import RecordingStore
from gonogo.source.git.store import GitStore, open_store
from keys import make_key
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from gonogo.model.commits import Commit, FileVersion
    from gonogo.trust.protocols import TrustStore

    Ask: TypeAlias = Callable[[TrustStore, str, Mapping[str, str]], object]

V1, EVIDENCE = "checklists/shop/v1.yml", "evidence/report.txt"
SIGNED = (*HISTORY, Made("evidence", {EVIDENCE: "passed"}), Made("signed", key=make_key("ann")))


def ask_landings(store: TrustStore, tip: str, _: Mapping[str, str]) -> object:
    return dict(store.read_parents(tip)), tuple(store.read_mainline(tip))


def ask_messages(store: TrustStore, _: str, ids: Mapping[str, str]) -> object:
    return tuple(store.read_messages(ids.values()))


def list_versions(store: TrustStore, ids: Mapping[str, str]) -> list[FileVersion]:
    places = [(oid, path) for oid in ids.values() for path in (V1, EVIDENCE, "checklists/shop/v3.yml")]
    return [version for version in store.read_versions(places) if version]


def ask_versions(store: TrustStore, _: str, ids: Mapping[str, str]) -> object:
    return list_versions(store, ids)


def ask_contents(store: TrustStore, _: str, ids: Mapping[str, str]) -> object:
    return dict(store.read_blobs(version.oid for version in list_versions(store, ids)))


def ask_hashes(store: TrustStore, _: str, ids: Mapping[str, str]) -> object:
    return dict(store.hash_blobs(version.oid for version in list_versions(store, ids)))


def ask_signatures(store: TrustStore, _: str, ids: Mapping[str, str]) -> object:
    return store.read_signatures(ids.values())


def ask_everything(store: TrustStore, tip: str, ids: Mapping[str, str]) -> object:
    return [ask(store, tip, ids) for ask in ASKED[:-1]]


ASKED: tuple[Ask, ...] = (
    ask_landings,
    ask_messages,
    ask_versions,
    ask_contents,
    ask_hashes,
    ask_signatures,
    ask_everything,
)


def answer(root: Path, ask: Ask, ids: Mapping[str, str]) -> tuple[object, bool]:
    """The answers of a repository, and whether they are proven."""
    with open_store(root) as opened:
        assert isinstance(opened, GitStore)
        recording = RecordingStore(opened)
        answers = ask(recording, ids["signed"], ids)
        return answers, recording.is_proven()


@pytest.fixture
def repo(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    return tmp_path / "repo", RepoBuilder(tmp_path / "repo").load(*SIGNED)


@pytest.mark.parametrize("ask", ASKED)
def test_correct_answers_are_proven(repo: tuple[Path, dict[str, str]], ask: Ask) -> None:
    """Answers of a sound repository are proven and equal those of the plain store."""
    root, ids = repo
    with open_store(root) as opened:
        assert isinstance(opened, GitStore)
        plain = ask(opened, ids["signed"], ids)
    assert answer(root, ask, ids) == (plain, True)


@pytest.mark.parametrize("forge_one", FORGED.values(), ids=FORGED)
def test_wrong_answers_are_not_proven(repo: tuple[Path, dict[str, str]], forge_one: Forge) -> None:
    """An answer that a forged object changes is not proven, or raises an error."""
    root, ids = repo
    plain = [answer(root, ask, ids)[0] for ask in ASKED]
    forge_one(root, ids)
    for ask, true_answers in zip(ASKED, plain, strict=True):
        with suppress(GonogoError):
            answers, is_proven = answer(root, ask, ids)
            assert answers == true_answers or not is_proven, ask


OWN: dict[str, tuple[Callable[[Path, Mapping[str, str]], None], Ask]] = {
    "message": (forge_message, ask_messages),
    "named-file": (forge_file, ask_versions),
    "file-of-a-landing": (forge_file, ask_landings),
    "file": (forge_file, ask_contents),
    "hashed-file": (forge_file, ask_hashes),
    "evidence": (
        lambda root, ids: forge(root, find(root, f"{ids['signed']}:{EVIDENCE}"), lambda _: b"failed"),
        ask_hashes,
    ),
    "evidence-folder": (
        lambda root, ids: forge(root, find(root, f"{ids['signed']}:evidence"), lambda tree: tree.replace(b"rt", b"RT")),
        ask_versions,
    ),
}


@pytest.mark.parametrize(("forge_one", "ask"), OWN.values(), ids=OWN)
def test_answers_with_a_forged_object_are_not_proven(
    repo: tuple[Path, dict[str, str]], forge_one: Forge, ask: Ask
) -> None:
    """Answers are not proven if they contain a forged object, even if they stay the same."""
    root, ids = repo
    forge_one(root, ids)
    assert not answer(root, ask, ids)[1]


def test_landings_without_their_parents_are_not_proven(repo: tuple[Path, dict[str, str]]) -> None:
    """Landings are proven only together with the parents of the commits."""
    root, ids = repo
    assert not answer(root, lambda store, tip, _: tuple(store.read_mainline(tip)), ids)[1]
    with open_store(root) as opened:
        assert isinstance(opened, GitStore)
        recording = RecordingStore(opened)
        ask_landings(recording, ids["signed"], ids)
        assert recording.is_proven()
        assert not recording.is_proven({ids["root"]})


class ForgetfulStore(GitStore):
    """A store that omits the newest landing, as git can do if an object exists twice."""

    def read_mainline(self, tip: str, since: str | None = None) -> Iterator[Commit]:
        return iter([*super().read_mainline(tip, since)][1:])


def test_landings_without_one_of_them_are_not_proven(repo: tuple[Path, dict[str, str]]) -> None:
    """Landings are not proven if a landing that changes the checklists is missing."""
    root, ids = repo
    with open_store(root) as opened:
        assert isinstance(opened, GitStore)
        store = ForgetfulStore(opened.head, opened.prefix, opened.folder, opened.repository)
        recording = RecordingStore(store)
        ask_landings(recording, ids["signed"], ids)
        assert not recording.is_proven()
