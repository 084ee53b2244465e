"""`gonogo status` of the checklists that this project keeps: what the documents that they come from count."""

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
    """The release of a system, as the status document has it."""
    (release,) = run("status", system, "--format", "json", at=REPOSITORY).document["releases"]
    return dict(release)


def counted(system: str) -> dict[str, Any]:
    """What was counted by hand in the document of a system."""
    text = (REPOSITORY / "tests" / "documents" / f"{system}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def plain(heading: str) -> str:
    """A heading of the document as a title: without its number, its time, its mark and its colon."""
    words = heading.removesuffix(" ✅").removesuffix(":")
    number, _, rest = words.partition(". ")
    return (rest if number.isdecimal() else words).partition(" (T")[0]


@pytest.mark.parametrize("system", SYSTEMS)
def test_status_of_the_checklists_is_no_go(system: str) -> None:
    """Whatever the documents declare of themselves."""
    assert status_of(system)["verdict"] == "NO-GO"


@pytest.mark.parametrize("system", SYSTEMS)
def test_status_of_the_checklists_counts_what_the_documents_count(system: str) -> None:
    """Section by section, as many boxes and as many ticks, in the order of the document."""
    release = status_of(system)
    without_box = [ref.split("#")[1].split("/") for ref in (slot["ref"] for slot in release["signoffs"])]
    blanks = Counter(section for section, slot in without_box if slot in SLOTS_WITHOUT_BOX)
    sections = [
        (section["title"], section["total"] - blanks[section["id"]], section["settled"])
        for section in release["sections"]
        if section["kind"] in BOXED_KINDS[system]
    ]
    expected = [(plain(heading), boxes, ticks) for heading, boxes, ticks in counted(system)["items_per_section"]]
    assert [one for one in sections if one[1]] == expected


@pytest.mark.parametrize("system", SYSTEMS)
def test_status_of_the_checklists_adds_up(system: str) -> None:
    """Progress is what the phases that count add up to, and declared is what the document says."""
    release = status_of(system)
    counts = [phase for phase in release["phases"] if phase["gate"] == "go"]
    totals = {key: sum(phase[key] for phase in counts) for key in ("settled", "total")}
    assert (release["progress"], release["declared"]) == (totals, counted(system).get("status"))
