"""The YAML files of a system have the counts of its document, which were counted by hand (`<system>.json`)."""

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from documents import counting
from documents.system_files import DOCUMENTS, SYSTEMS, Mapping, SystemFiles, read_system

EMPTY_KEY_OF_PLACEHOLDER = {
    "Name": "name",
    "Contact": "name",
    "Phone": "phone",
    "Email": "email",
    "Pager": "pager",
    "Case Number": "case",
}

both_systems = pytest.mark.parametrize("system", SYSTEMS)


@both_systems
def test_sections_have_the_boxes_of_the_document(system: str) -> None:
    """Each section has the title, the number of boxes and the number of ticks of the document."""
    assert counting.boxed_sections(system) == [
        (plain_heading(heading), boxes, ticks) for heading, boxes, ticks in counted(system)["items_per_section"]
    ]


@both_systems
def test_phases_have_the_boxes_of_the_document(system: str) -> None:
    """Each phase has as many boxes as its part of the document."""
    files = read_system(system)
    boxes: Counter[str] = Counter()
    for section_id, section, _ in files.sections():
        boxes[files.phase_title(section)] += len(counting.boxes_of(system, files)[section_id])
    assert +boxes == counted(system)["items_by_part"]


@both_systems
def test_release_has_the_boxes_of_the_document(system: str) -> None:
    """The release has the total number of boxes and ticks of the document."""
    _, boxes, ticks = zip(*counting.boxed_sections(system), strict=True)
    truth = counted(system)
    assert (sum(boxes), sum(ticks)) == (truth["items"], truth["done"])


@both_systems
def test_titles_are_those_of_the_document(system: str) -> None:
    """The title of the release is the heading of the document, and the summary of the system is its subtitle."""
    files, truth = read_system(system), counted(system)
    assert (files.release["title"], files.system["summary"]) == (truth["title"], truth["subtitle"])


@both_systems
def test_metrics_are_those_of_the_document(system: str) -> None:
    """Group, name, target and mark of every metric equal those of the document, in order."""
    assert counting.metrics(read_system(system)) == [
        (row["group"], row["name"], row["target"], row.get("marked")) for row in counted(system)["metrics"]
    ]


@both_systems
def test_signoffs_are_those_of_the_document(system: str) -> None:
    """Group, role, statement and state of every sign-off equal those of the document, in order."""
    assert counting.signoffs(read_system(system)) == [
        (row["group"], row["role"], row.get("statement"), row["done"]) for row in counted(system)["signoffs"]
    ]


@both_systems
def test_contacts_are_those_of_the_document(system: str) -> None:
    """Group, role, name, phone and remark of every contact equal those of the document, in order."""
    assert counting.contacts(read_system(system)) == [
        (row["group"], row["role"], row.get("name"), row.get("phone"), row.get("detail"))
        for row in counted(system)["contacts"]
    ]


def test_contact_placeholders_are_empty_keys() -> None:
    """Every placeholder of a Vitracka contact is an empty key, and so a gap."""
    entries = read_system("vitracka").system["contacts"].values()
    assert [[key for key, value in entry.items() if value == ""] for entry in entries] == [
        [EMPTY_KEY_OF_PLACEHOLDER[word] for word in row["placeholders"]] for row in counted("vitracka")["contacts"]
    ]


@both_systems
def test_role_holders_are_those_of_the_document(system: str) -> None:
    """The holder of each role is the person whom the document names."""
    truth = counted(system)
    inside = [row for row in truth["contacts"] if not row["group"].startswith("External")]
    held: dict[str, list[str]] = {row["role"]: [] for row in [*inside, *truth["signoffs"]]}
    held |= {row["role"]: [row["name"]] for row in inside if row.get("name")}
    held |= {"Deployment Authorization": []} if system == "health-scheduler" else {}
    assert counting.role_holders(read_system(system)) == held


def test_roles_and_people_never_share_an_id() -> None:
    """No role has the id of a person."""
    shared = [set(read_system(system).roles) & set(read_system(system).people) for system in SYSTEMS]
    assert shared == [set(), set()]


def test_people_are_those_of_the_documents() -> None:
    """The people of people.yml are exactly the people whom the documents name."""
    named = {row["name"] for system in SYSTEMS for row in counted(system)["contacts"] if row.get("name")}
    assert {person["name"] for person in read_system(SYSTEMS[0]).people.values()} == named


@both_systems
def test_ids_are_unique_in_their_release(system: str) -> None:
    """No entry has the id of another entry, of a section or of a phase."""
    files = read_system(system)
    ids = [*files.release["phases"], *files.release["sections"]]
    ids += [entry_id for _, _, entries in files.sections() for entry_id in entries]
    assert [found for found, times in Counter(ids).items() if times > 1] == []


@pytest.mark.parametrize(
    ("key", "observe"),
    [
        pytest.param("status", lambda files: files.release["declared"], id="declared-status"),
        pytest.param("go_criteria", lambda files: len(counting.of_kind(files, "criteria")), id="go-criteria"),
        pytest.param(
            "go_criteria_marked_met",
            lambda files: sum(counting.is_marked_met(entry) for _, entry in counting.of_kind(files, "criteria")),
            id="go-criteria-marked-met",
        ),
        pytest.param("nogo_trigger_list", lambda files: counting.triggers(files, "no-go"), id="no-go-triggers"),
        pytest.param(
            "rollback_trigger_list",
            lambda files: counting.triggers(files, "rollback"),
            id="rollback-triggers",
        ),
        pytest.param("rollback_step_list", counting.rollback_steps, id="rollback-steps"),
        pytest.param(
            "rollback_checklist_items",
            lambda files: len(files.release["sections"]["rollback-checklist"]["items"]),
            id="rollback-checklist",
        ),
        pytest.param("communication", counting.communication, id="communication"),
        pytest.param(
            "metrics_with_threshold",
            lambda files: sum("target" in entry for _, entry in counting.of_kind(files, "metrics")),
            id="metrics-with-threshold",
        ),
    ],
)
def test_health_scheduler_has_the_counts_of_its_document(key: str, observe: Callable[[SystemFiles], Any]) -> None:
    """Criteria, timed rollback and communication plan equal those of the document."""
    assert observe(read_system("health-scheduler")) == counted("health-scheduler")[key]


@pytest.mark.parametrize(
    ("key", "observe"),
    [
        pytest.param("nogo_triggers", lambda files: len(counting.triggers(files, "no-go")), id="no-go-triggers"),
        pytest.param(
            "rollback_triggers",
            lambda files: len(counting.triggers(files, "rollback")),
            id="rollback-triggers",
        ),
        pytest.param("channels", lambda files: counting.channels(files, "internal"), id="channels"),
        pytest.param(
            "links_placeholders",
            lambda files: [entry["url"] for entry in files.system["resources"].values()].count(""),
            id="resources-without-a-link",
        ),
    ],
)
def test_vitracka_has_the_counts_of_its_document(key: str, observe: Callable[[SystemFiles], Any]) -> None:
    """Resources, channels and triggers with boxes equal those of the document."""
    assert observe(read_system("vitracka")) == counted("vitracka")[key]


def counted(system: str) -> Mapping:
    truth: Mapping = json.loads((DOCUMENTS / f"{system}.json").read_text(encoding="utf-8"))
    return truth


def plain_heading(heading: str) -> str:
    """The heading as a title, without its number, mark, colon and T-offset."""
    return re.sub(r"^\d+\. |( \(T[^)]*\))?:?( ✅)?$", "", heading)
