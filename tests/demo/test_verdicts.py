"""The demo's history results in this verdict for every release, and this state, level and code for every slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from cli.running import run
from gonogo.cli.demo import LAST_DAY
from repository import RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path


class Slot(NamedTuple):
    """The fields of a slot in `gonogo status --format json`."""

    state: str
    level: str | None = None
    code: str | None = None
    by: str | None = None
    merged_by: str | None = None


UNSIGNED = Slot("unsigned")
TABLE = {
    # The decisions were merged in different ways; a waiver and a condition remain.
    "lab-results/1.3.3": (
        "CONDITIONAL",
        {
            "engineering-lead": Slot("valid", "attributed", by="sofia-marin"),
            "qa-lead": Slot("valid", "signed", by="priya-raman"),
            "operations-lead": Slot("valid", "attributed", by="daniel-okafor", merged_by="anika-brandt"),
            "clinical-safety": Slot("valid", "attributed", by="jonas-weber"),
            "medical-director": Slot("valid", "claimed", "recorded", by="ruth-lindner", merged_by="anika-brandt"),
            "final-decision": Slot("valid", "signed", by="anika-brandt"),
        },
    ),
    # GO at deployment, rolled back the same evening. Since then, two signers have left and a key is not active.
    "lab-results/1.4.0": (
        "GO",
        {
            "engineering-lead": Slot("valid", "attributed", by="lukas-meyer"),
            "qa-lead": Slot("valid", "signed", by="priya-raman"),
            "operations-lead": Slot("valid", "signed", by="daniel-okafor"),
            "clinical-safety": Slot("valid", "attributed", by="jonas-weber"),
            "deployment-lead": Slot("valid", "signed", by="anika-brandt"),
        },
    ),
    "lab-results/1.5.0": (
        "NO-GO",
        {
            "engineering-lead": UNSIGNED,
            "qa-lead": UNSIGNED,
            "operations-lead": Slot("below-level", "claimed", "attribution-lost-by-squash", by="daniel-okafor"),
            "clinical-safety": Slot("refused", "attributed", by="jonas-weber"),
            "medical-director": UNSIGNED,
            "final-decision": UNSIGNED,
        },
    ),
    "patient-portal/2.8.0": (
        "GO",
        {
            "engineering-lead": Slot("valid", "signed", by="tomas-novak"),
            "qa-lead": Slot("valid", "signed", by="priya-raman"),
            "operations-lead": Slot("valid", "signed", by="daniel-okafor"),
            "security-officer": Slot("valid", "attributed", by="claire-dubois"),
            "clinical-safety": Slot("valid", "attributed", by="jonas-weber"),
            "product-owner": Slot("valid", "attributed", by="miriam-katz"),
            "deployment-lead": Slot("valid", "signed", by="anika-brandt"),
        },
    ),
    "patient-portal/2.8.1": (
        "NO-GO",
        dict.fromkeys(("engineering-lead", "qa-lead", "clinical-safety", "deployment-lead"), UNSIGNED),
    ),
    # An item was reworded after the first two signers had signed; one signer has signed again.
    "patient-portal/3.0.0": (
        "NO-GO",
        {
            "engineering-lead": Slot("stale", "signed", "stale", by="tomas-novak"),
            "qa-lead": Slot("valid", "signed", by="priya-raman"),
            "operations-lead": Slot("valid", "signed", by="daniel-okafor", merged_by="anika-brandt"),
            "security-officer": Slot("valid", "signed", by="claire-dubois"),
            "clinical-safety": Slot("below-level", "claimed", "author-mismatch", by="jonas-weber"),
            "product-owner": Slot("withdrawn", "attributed", by="miriam-katz"),
            "deployment-lead": UNSIGNED,
        },
    ),
}

# By case: subject of the commit, evaluation time, release, and its expected verdict with a slot.
PAST = {
    "2.8.0 on the evening before": (
        "Portal 2.8.0: we deploy",
        "2025-11-17T18:10+01:00",
        "patient-portal/2.8.0",
        ("GO", "deployment-lead", Slot("valid", "signed", by="anika-brandt")),
    ),
    "2.8.0 with a single go": (
        "Portal 2.8.0: engineering says go",
        "2025-11-13T18:00+01:00",
        "patient-portal/2.8.0",
        ("NO-GO", "engineering-lead", Slot("valid", "signed", by="tomas-novak")),
    ),
    "1.4.0 an hour before": (
        "Lab results 1.4.0: we deploy",
        "2025-12-09T19:15+01:00",
        "lab-results/1.4.0",
        ("GO", "deployment-lead", Slot("valid", "signed", by="anika-brandt")),
    ),
    "1.4.0 on the evening, before it was closed": (
        "Potassium is wrong by a factor of ten",
        "2025-12-09T21:08+01:00",
        "lab-results/1.4.0",
        ("NO-GO", "deployment-lead", Slot("valid", "signed", by="anika-brandt")),
    ),
    "3.0.0 refused by security": (
        "Portal 3.0.0: security says no",
        "2026-03-17T18:00+01:00",
        "patient-portal/3.0.0",
        ("NO-GO", "security-officer", Slot("refused", "signed", by="claire-dubois")),
    ),
    "3.0.0 after an item was reworded": (
        "Passwords: until when, asks the patients' council",
        "2026-03-19T10:00+01:00",
        "patient-portal/3.0.0",
        ("NO-GO", "qa-lead", Slot("stale", "signed", "stale", by="priya-raman")),
    ),
    "1.3.3 refused by the deputy": (
        "Lab results 1.3.3: clinical safety says no, two laboratories are not three",
        "2026-03-18T15:00+01:00",
        "lab-results/1.3.3",
        ("NO-GO", "clinical-safety", Slot("refused", "attributed", by="nele-adler")),
    ),
    "1.3.3 with a final decision in an unsigned commit": (
        "Lab results 1.3.3: we deploy tonight",
        "2026-03-27T09:30+01:00",
        "lab-results/1.3.3",
        ("NO-GO", "final-decision", Slot("below-level", "attributed", "unsigned-commit", by="anika-brandt")),
    ),
}


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo repository."""
    folder = tmp_path_factory.mktemp("verdicts") / "clinic"
    assert run("demo", folder).code == 0
    return folder


@pytest.fixture(scope="module")
def commits(clinic: Path) -> dict[str, str]:
    """The landings on main by subject."""
    git = RepoBuilder(clinic.parent / "any").git
    lines = git("-C", str(clinic), "log", "--first-parent", "--format=%H %s", "main").splitlines()
    return {subject: oid for oid, subject in (line.split(" ", 1) for line in lines)}


def read_verdicts(folder: Path, *options: str) -> dict[str, tuple[str, dict[str, Slot]]]:
    """The verdict and the slots of each release, from `gonogo status`."""
    document = run("status", "--format", "json", *options, at=folder).document
    return {f"{one['system']}/{one['release']}": (one["verdict"], read_slots(one)) for one in document["releases"]}


def read_slots(release: dict[str, Any]) -> dict[str, Slot]:
    """The slots of a release in JSON, by id."""
    return {slot["ref"].rpartition("/")[2]: Slot(*(slot[key] for key in Slot._fields)) for slot in release["signoffs"]}


def test_demo_has_these_verdicts_on_its_last_day(clinic: Path) -> None:
    """Every release and every slot has its expected result at the end of the story."""
    assert read_verdicts(clinic, "--as-of", LAST_DAY) == TABLE


def test_conditional_release_lists_its_conditions(clinic: Path) -> None:
    """Status lists the waiver with its substitute measure, and the condition of a go."""
    [release] = run("status", "lab-results/1.3.3", "--format", "json", "--as-of", LAST_DAY, at=clinic).document[
        "releases"
    ]
    assert release["conditions"] == [
        {
            "ref": "lab-results/1.3.3#times/zone-in-message",
            "message": "Labor Süd sends the zone of every time: waived: "
            "Labor Süd gets the software that sends zones in May",
            "instead": "On Sunday morning its results of the night are compared with its paper list",
            "until": "2026-05-31",
        },
        {
            "ref": "lab-results/1.3.3#sign-offs/operations-lead",
            "message": "Operations Lead: go, on the condition: Sofia can be called at any hour until Monday, 08:00",
            "instead": None,
            "until": None,
        },
    ]


@pytest.mark.parametrize("name", PAST)
def test_demo_has_these_verdicts_at_past_commits(clinic: Path, commits: dict[str, str], name: str) -> None:
    """Releases and slots have their expected results before deployments and before later changes."""
    subject, moment, release, expected = PAST[name]
    verdict, slots = read_verdicts(clinic, "--at", commits[subject], "--as-of", moment)[release]
    assert (verdict, expected[1], slots[expected[1]]) == expected


def test_closed_releases_keep_their_verdicts(clinic: Path) -> None:
    """A release that was GO at T-0 is still GO years later, after its waivers have ended."""
    later = read_verdicts(clinic, "--as-of", "2030-01-01T00:00Z")
    closed = ("patient-portal/2.8.0", "lab-results/1.4.0", "patient-portal/2.8.1")
    assert {release: later[release] for release in closed} == {release: TABLE[release] for release in closed}


def test_decisions_on_an_unmerged_branch_are_pending(clinic: Path) -> None:
    """At the unmerged branch, its two decisions are pending and all other results are as on main."""
    verdict, slots = TABLE["patient-portal/3.0.0"]
    pending = {
        "engineering-lead": Slot("pending", None, "pending", by="tomas-novak"),
        "clinical-safety": Slot("pending", None, "pending", by="jonas-weber"),
    }
    found = read_verdicts(clinic, "--at", "go-3.0.0", "--as-of", LAST_DAY)
    assert found == {**TABLE, "patient-portal/3.0.0": (verdict, {**slots, **pending})}
