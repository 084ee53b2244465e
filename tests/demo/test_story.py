"""What the story of `gonogo demo` has: something of everything, and nothing that could not have been."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from gonogo.cli.demo import LAST_DAY
from gonogo.demo.script import read_chapters
from gonogo.demo.story import make_commits
from gonogo.demo.writers import FORGE, WRITERS
from gonogo.format.sections import KINDS, notices, signoffs
from gonogo.format.sections.checklist import Item
from gonogo.format.value_type import Choice
from gonogo.model.event import EventKind, Trail
from gonogo.pipelines.assessment import assess, load
from gonogo.pipelines.cached_trail import read_trail
from gonogo.source.git.new_repository import write_repository
from repository import RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.model.release import Entry
    from gonogo.model.snapshot import Snapshot

SCENES = read_chapters()
COMMITS = make_commits(SCENES)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository."""
    folder = tmp_path_factory.mktemp("clinic")
    write_repository(folder, COMMITS)
    return folder


@pytest.fixture(scope="module")
def trail(clinic: Path) -> Trail:
    """All of its events."""
    found = read_trail(clinic)
    assert isinstance(found, Trail)
    return found


@pytest.fixture(scope="module")
def snapshot(clinic: Path) -> Snapshot:
    """What its files say in the end."""
    return load(clinic)


def test_story_has_events_of_every_kind(trail: Trail) -> None:
    """All but countersigned: that takes a key which only a command writes, and there is none yet."""
    assert {event.change.kind for event in trail.events} == set(EventKind) - {EventKind.COUNTERSIGNED}


def test_story_is_as_long_as_half_a_year_of_work(trail: Trail) -> None:
    """Some hundred commits by everybody, from October to March, some of them through the forge."""
    assert 150 <= trail.commits <= 300
    assert {one.author.name for one in COMMITS} == {writer.name for writer in WRITERS.values()}
    assert {one.committer.name for one in COMMITS} >= {FORGE.name}
    assert {scene.moment.isoformat()[:7] for scene in SCENES} == {
        *(f"2025-{month}" for month in (10, 11, 12)),
        *(f"2026-0{month}" for month in (1, 2, 3)),
    }


def test_story_goes_forward_on_working_days() -> None:
    """No commit is older than the one before it, and nobody works at the weekend."""
    seconds = [commit.committer.seconds for commit in COMMITS]
    assert all(before < after for before, after in pairwise(seconds))
    assert not [scene.moment for scene in SCENES if scene.moment.weekday() > 4]
    assert {commit.author.offset for commit in COMMITS} == {-300, -240, 0, 60, 120, 330}


@pytest.mark.parametrize(
    "form", ["merge", "squash", "rebase", "merge queue", "octopus", "direct", "into a branch", "no number"]
)
def test_story_has_commits_of_every_form(form: str) -> None:
    """Branches come to main in the ways in which people and forges bring them there."""
    subjects = [(commit.message.split("\n")[0], len(commit.parents)) for commit in COMMITS]
    forms = {
        "merge": any(text.startswith("Merge pull request #") and count == 2 for text, count in subjects),
        "squash": any(text.endswith("(#28)") and count == 1 for text, count in subjects),
        "rebase": any(FORGE.name != one.committer.name != one.author.name for one in COMMITS),
        "merge queue": any(len(one.parents) == 2 and one.author.name == WRITERS["ci"].name for one in COMMITS),
        "octopus": any(count > 3 for _, count in subjects),
        "direct": any("#" not in text and count == 1 for text, count in subjects),
        "into a branch": any(text.startswith("Merge branch 'main' into ") for text, _ in subjects),
        "no number": any(text.startswith("Merge branch '") for text, _ in subjects),
    }
    assert forms[form]


def test_story_has_merges_that_an_auditor_finds(trail: Trail) -> None:
    """One settles an item that neither side had settled, another drops a finding."""
    found = {
        (str(event.change.ref), event.change.before, event.change.after) for event in trail.events if event.is_merge
    }
    assert {
        ("patient-portal/3.0.0#code-and-tests/load-test", "doing", "done"),
        ("patient-portal/3.0.0#security-and-privacy/penetration-test", "blocked", "done"),
    } <= found


def test_story_ends_with_every_state_of_every_kind(snapshot: Snapshot) -> None:
    """Every word that an answer, a decision, an outcome or a key can be stands somewhere in the last files."""
    words = {
        (kind.id, word)
        for kind in KINDS
        for name in ("status", "decision")
        if (row := kind.table.by_name.get(name)) and isinstance(row.type, Choice)
        for word in row.type.words
    }
    assert words <= {
        (kind, getattr(entry, "status", getattr(entry, "decision", ""))) for kind, entry in _entries(snapshot)
    }
    assert {release.outcome for _, release in snapshot.releases()} == {"", "deployed", "rolled-back", "cancelled"}
    keys = {key.state for person in snapshot.people.values() for key in person.keys.values()}
    assert (keys, {person.state for person in snapshot.people.values()}) == (
        {"active", "retired", "compromised"},
        {"active", "left"},
    )


def test_story_ends_with_metrics_of_every_result(snapshot: Snapshot) -> None:
    """Met and missed numbers, words, and some that nobody has measured yet."""
    judged = assess(snapshot, datetime.fromisoformat(LAST_DAY))
    states = {
        judgement.states[entry.id]
        for (_, release), judgement in zip(snapshot.releases(), judged.values(), strict=True)
        for section, entry in release.walk()
        if section.kind == "metrics"
    }
    assert states == {"met", "missed", "unknown"}


_OWN_KEYS = signoffs.KIND.table.by_name.keys() - notices.KIND.table.by_name.keys()


@pytest.mark.parametrize("key", sorted(_OWN_KEYS))
def test_story_ends_with_sign_offs_of_every_form(key: str, snapshot: Snapshot) -> None:
    """Every key that slots have and other entries have not, but those that only a command writes."""
    slots = [entry for kind, entry in _entries(snapshot) if kind == "signoffs"]
    is_used = any(getattr(entry, key, None) for entry in slots)
    assert is_used != (key in {"seen", "signed", "countersigned"})


def test_story_ends_with_a_waiver_that_holds_and_one_that_has_ended(snapshot: Snapshot) -> None:
    """On the last day of the story."""
    waivers = {entry.id: entry.waiver for _, entry in _entries(snapshot) if isinstance(entry, Item) and entry.waiver}
    last = datetime.fromisoformat(LAST_DAY).date()
    assert {name: waiver.until >= last for name, waiver in waivers.items()} == {
        "second-line": True,
        "zone-in-message": True,
        "screen-readers": False,
    }


def test_story_keeps_a_branch_with_decisions_that_nobody_merged(clinic: Path) -> None:
    """Besides main, on which the story ends."""
    git = RepoBuilder(clinic.parent / "refs").git
    assert git("-C", str(clinic), "for-each-ref", "--format=%(refname)").splitlines() == [
        "refs/heads/go-3.0.0",
        "refs/heads/main",
    ]
    added = git("-C", str(clinic), "diff", "-U0", "main...go-3.0.0", "--", "checklists").splitlines()
    assert [line for line in added if line.startswith("+ ")] == ["+        on: 2026-03-27"] * 2


def test_story_confirms_commits_of_its_own(clinic: Path, snapshot: Snapshot) -> None:
    """The ids in the policy are those of two commits on main that changed the registry without a maintainer."""
    git = RepoBuilder(clinic.parent / "confirmed").git
    subjects = dict(
        line.split(" ", 1) for line in git("-C", str(clinic), "log", "--first-parent", "--format=%H %s").splitlines()
    )
    assert snapshot.policy
    assert [subjects[oid] for oid in snapshot.policy.confirmed] == [
        "Goodbye, and thank you",
        "People: my laptop was stolen on the train",
    ]


def _entries(snapshot: Snapshot) -> list[tuple[str, Entry]]:
    return [(section.kind, entry) for _, release in snapshot.releases() for section, entry in release.walk()]


def test_story_has_sign_offs_in_signed_commits_and_in_others(clinic: Path, trail: Trail) -> None:
    """Both, and every signature is by a key that people.yml has had for the person who wrote the commit."""
    repository = RepoBuilder(clinic.parent / "any")
    oids = repository.git("-C", str(clinic), "rev-list", "HEAD").split()
    contents = {oid: repository.git("-C", str(clinic), "cat-file", "commit", oid) for oid in oids}
    signed = {oid for oid, content in contents.items() if "\ngpgsig " in content}
    decided = {event.commit.oid for event in trail.events if event.change.kind is EventKind.SIGNED}
    assert decided & signed
    assert decided - signed
    allowed = clinic.parent / "allowed"
    keys = {writer.signing_key.public: writer.email for writer in WRITERS.values() if writer.key}
    allowed.write_text("".join(f"{email} {key}\n" for key, email in keys.items()), encoding="utf-8")
    settings = ("-C", str(clinic), "-c", f"gpg.ssh.allowedSignersFile={allowed}")
    said = repository.git(*settings, "log", "--no-walk=unsorted", "--format=%ae %G? %GS", *sorted(signed))
    told = [line.split() for line in said.splitlines()]
    assert len(told) == len(signed)
    assert all(verdict == "G" and author == signer for author, verdict, signer in told)
    written = (clinic / "checklists" / "people.yml").read_text(encoding="utf-8")
    assert all(f"ssh: {key}\n" in written for key in keys)
