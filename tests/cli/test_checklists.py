"""`gonogo status` of this repository's checklists has the counts of the documents that they come from."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cli.running import run
from documents.counting import BOXED_KINDS, SLOTS_WITHOUT_BOX

REPOSITORY = Path(__file__).parents[2]
SYSTEMS = sorted(BOXED_KINDS)


def status_of(system: str) -> dict[str, Any]:
    """The release of a system in the status document."""
    (release,) = run("status", system, "--format", "json", at=REPOSITORY).document["releases"]
    return dict(release)


def read_manual_counts(system: str) -> dict[str, Any]:
    """The manually counted numbers of the document of a system."""
    text = (REPOSITORY / "tests" / "documents" / f"{system}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def plain(heading: str) -> str:
    """The heading of the document as a title, without its number, time, mark and colon."""
    words = heading.removesuffix(" ✅").removesuffix(":")
    number, _, rest = words.partition(". ")
    return (rest if number.isdecimal() else words).partition(" (T")[0]


@pytest.mark.parametrize("system", SYSTEMS)
def test_status_of_the_checklists_is_no_go(system: str) -> None:
    """The verdict is NO-GO, even if the document declares that the release is ready."""
    assert status_of(system)["verdict"] == "NO-GO"


@pytest.mark.parametrize("system", SYSTEMS)
def test_status_of_the_checklists_has_the_counts_of_the_documents(system: str) -> None:
    """Each section has as many entries and settled entries as the document has boxes and ticks, in order."""
    release = status_of(system)
    without_box = [ref.split("#")[1].split("/") for ref in (slot["ref"] for slot in release["signoffs"])]
    blanks = Counter(section for section, slot in without_box if slot in SLOTS_WITHOUT_BOX)
    sections = [
        (section["title"], section["total"] - blanks[section["id"]], section["settled"])
        for section in release["sections"]
        if section["kind"] in BOXED_KINDS[system]
    ]
    expected = [
        (plain(heading), boxes, ticks) for heading, boxes, ticks in read_manual_counts(system)["items_per_section"]
    ]
    assert [section for section in sections if section[1]] == expected


@pytest.mark.parametrize("system", SYSTEMS)
def test_status_of_the_checklists_adds_the_phases_for_go(system: str) -> None:
    """Progress is the sum of the phases with gate `go`, and `declared` is the status in the document."""
    release = status_of(system)
    counts = [phase for phase in release["phases"] if phase["gate"] == "go"]
    totals = {key: sum(phase[key] for phase in counts) for key in ("settled", "total")}
    assert (release["progress"], release["declared"]) == (totals, read_manual_counts(system).get("status"))
