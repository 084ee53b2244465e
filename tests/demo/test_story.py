"""The repository of `gonogo demo` has an example of every event, state and kind of merge, and a plausible history."""

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
    """The demo repository."""
    folder = tmp_path_factory.mktemp("clinic")
    write_repository(folder, COMMITS)
    return folder


@pytest.fixture(scope="module")
def trail(clinic: Path) -> Trail:
    """The audit trail of the demo."""
    found = read_trail(clinic)
    assert isinstance(found, Trail)
    return found


@pytest.fixture(scope="module")
def snapshot(clinic: Path) -> Snapshot:
    """The records of the demo's last files."""
    return load(clinic)


def test_story_has_events_of_every_kind(trail: Trail) -> None:
    """Every kind of event occurs, except `countersigned`, for which no command writes the required key yet."""
    assert {event.change.kind for event in trail.events} == set(EventKind) - {EventKind.COUNTERSIGNED}


def test_story_covers_half_a_year_of_work(trail: Trail) -> None:
    """Everybody in the story commits between October and March, and the forge makes some of the commits."""
    assert 150 <= trail.commits <= 300
    assert {commit.author.name for commit in COMMITS} == {writer.name for writer in WRITERS.values()}
    assert {commit.committer.name for commit in COMMITS} >= {FORGE.name}
    assert {scene.moment.isoformat()[:7] for scene in SCENES} == {
        *(f"2025-{month}" for month in (10, 11, 12)),
        *(f"2026-0{month}" for month in (1, 2, 3)),
    }


def test_story_commits_are_in_order_and_on_working_days() -> None:
    """Each commit is later than the previous commit, and no commit is on a weekend."""
    seconds = [commit.committer.seconds for commit in COMMITS]
    assert all(before < after for before, after in pairwise(seconds))
    assert not [scene.moment for scene in SCENES if scene.moment.weekday() > 4]
    assert {commit.author.offset for commit in COMMITS} == {-300, -240, 0, 60, 120, 330}


@pytest.mark.parametrize(
    "form", ["merge", "squash", "rebase", "merge queue", "octopus", "direct", "into a branch", "no number"]
)
def test_story_has_every_way_of_merging(form: str) -> None:
    """The history has merges, squashes, rebases and the other ways in which forges update main."""
    subjects = [(commit.message.split("\n")[0], len(commit.parents)) for commit in COMMITS]
    forms = {
        "merge": any(text.startswith("Merge pull request #") and count == 2 for text, count in subjects),
        "squash": any(text.endswith("(#28)") and count == 1 for text, count in subjects),
        "rebase": any(FORGE.name != commit.committer.name != commit.author.name for commit in COMMITS),
        "merge queue": any(len(commit.parents) == 2 and commit.author.name == WRITERS["ci"].name for commit in COMMITS),
        "octopus": any(count > 3 for _, count in subjects),
        "direct": any("#" not in text and count == 1 for text, count in subjects),
        "into a branch": any(text.startswith("Merge branch 'main' into ") for text, _ in subjects),
        "no number": any(text.startswith("Merge branch '") for text, _ in subjects),
    }
    assert forms[form]


def test_story_has_merge_commits_with_their_own_changes(trail: Trail) -> None:
    """One merge commit completes an item that neither side completed; another merge commit drops a finding."""
    found = {
        (str(event.change.ref), event.change.before, event.change.after) for event in trail.events if event.is_merge
    }
    assert {
        ("patient-portal/3.0.0#code-and-tests/load-test", "doing", "done"),
        ("patient-portal/3.0.0#security-and-privacy/penetration-test", "blocked", "done"),
    } <= found


def test_story_ends_with_every_state_of_every_kind(snapshot: Snapshot) -> None:
    """The last files use every word of every status, decision, outcome, key state and person state."""
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
    """The last files have metrics that are met, missed and not measured."""
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
def test_story_ends_with_sign_offs_that_use_every_key(key: str, snapshot: Snapshot) -> None:
    """The last files use every key of a slot, except the keys that only commands write."""
    slots = [entry for kind, entry in _entries(snapshot) if kind == "signoffs"]
    is_used = any(getattr(entry, key, None) for entry in slots)
    assert is_used != (key in {"seen", "signed", "countersigned"})


def test_story_ends_with_current_and_ended_waivers(snapshot: Snapshot) -> None:
    """On the last day of the story, two waivers are in effect and one has ended."""
    waivers = {entry.id: entry.waiver for _, entry in _entries(snapshot) if isinstance(entry, Item) and entry.waiver}
    last = datetime.fromisoformat(LAST_DAY).date()
    assert {name: waiver.until >= last for name, waiver in waivers.items()} == {
        "second-line": True,
        "zone-in-message": True,
        "screen-readers": False,
    }


def test_story_keeps_an_unmerged_branch_with_decisions(clinic: Path) -> None:
    """The repository has main and one branch with two decisions that nobody merged."""
    git = RepoBuilder(clinic.parent / "refs").git
    assert git("-C", str(clinic), "for-each-ref", "--format=%(refname)").splitlines() == [
        "refs/heads/go-3.0.0",
        "refs/heads/main",
    ]
    added = git("-C", str(clinic), "diff", "-U0", "main...go-3.0.0", "--", "checklists").splitlines()
    assert [line for line in added if line.startswith("+ ")] == ["+        on: 2026-03-27"] * 2


def test_story_policy_confirms_two_commits_of_the_story(clinic: Path, snapshot: Snapshot) -> None:
    """The policy confirms two commits on main that changed the registry without a maintainer."""
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


def test_story_has_sign_offs_in_signed_and_unsigned_commits(clinic: Path, trail: Trail) -> None:
    """Every signature is valid and made with a key that people.yml lists for the commit's author."""
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
    printed = repository.git(*settings, "log", "--no-walk=unsorted", "--format=%ae %G? %GS", *sorted(signed))
    signatures = [line.split() for line in printed.splitlines()]
    assert len(signatures) == len(signed)
    assert all(verdict == "G" and author == signer for author, verdict, signer in signatures)
    written = (clinic / "checklists" / "people.yml").read_text(encoding="utf-8")
    assert all(f"ssh: {key}\n" in written for key in keys)
