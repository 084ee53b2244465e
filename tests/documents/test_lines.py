"""The YAML files contain each line of the documents exactly once, and nothing else."""

from collections import defaultdict

import pytest

from documents.said import Statement, read_document
from documents.system_files import DOCUMENTS, SYSTEMS, read_system
from documents.ways import list_places

# Lines that the YAML expresses without a text, with the reason, in the order of the document.
EXPRESSED_WITHOUT_TEXT = {
    "health-scheduler": {
        "### Internal Communications:": "`audience: internal` of the channels in system.yml",
        "### External Communications:": "`audience: external` of the channels in system.yml",
        "## Emergency Contacts": "the list `contacts` of system.yml",
        "**Date**: _______________________": "answered by signing: `signed.at`, else the time of landing",
        "**Time**: _______________________": "answered by signing: `signed.at`, else the time of landing",
    },
    "vitracka": {
        "### Contact Information": "the list `contacts` of system.yml",
        "### Tools and Resources": "the lists `resources` and `channels` of system.yml",
        "#### Communication Channels": "the list `channels` of system.yml",
        "**Final Approval**: _______________": "the open slots of section `final-deployment-authorization`",
    },
}

# Places that the format requires and that no line contains, in the order of the files.
REQUIRED_BY_FORMAT = {
    "health-scheduler": {
        "release release": "every release has an id, that of its file",
        "release outcome": "stands empty until the release is closed",
        "release deploy_at": "T-0 of all offsets; the document gives no date, so it stands empty",
        "sections deployment-notes": "a prose section has a title; its words are those of its text",
        "system name": "every system has a short name",
    },
    "vitracka": {
        "release release": "every release has an id, that of its file",
        "release outcome": "stands empty until the release is closed",
        "system name": "every system has a short name",
    },
}

both_systems = pytest.mark.parametrize("system", SYSTEMS)


@both_systems
def test_each_line_has_exactly_one_place(system: str) -> None:
    """Every line of the document is at exactly one place of the YAML, or is listed with a reason."""
    places = places_by_statement(system)
    found = [
        (line, places[statement]) for line, statement in lines(system) if line not in EXPRESSED_WITHOUT_TEXT[system]
    ]
    assert [(line, where) for line, where in found if len(where) != 1] == []


@both_systems
def test_each_place_has_exactly_one_line(system: str) -> None:
    """Every place of the YAML is in exactly one line of the document, or is listed."""
    document = [statement for _, statement in lines(system)]
    places = list_places(read_system(system))
    found = [(place, sum(statement in ways for statement in document)) for place, ways in places]
    assert [place for place, times in found if times != 1] == list(REQUIRED_BY_FORMAT[system])


@both_systems
def test_places_keep_the_order_of_the_document(system: str) -> None:
    """Phases, sections, entries, contacts, channels and resources have the order of their lines."""
    places = places_by_statement(system)
    in_document = [place for _, statement in lines(system) for place in places[statement]]
    in_yaml = [place for place, _ in list_places(read_system(system)) if place in in_document]
    assert lists_of(in_document) == lists_of(in_yaml)


@both_systems
def test_reasons_name_lines_of_the_document(system: str) -> None:
    """Every listed line is in the document and not in the YAML."""
    places = places_by_statement(system)
    without_place = {line for line, statement in lines(system) if not places[statement]}
    assert [line for line in EXPRESSED_WITHOUT_TEXT[system] if line not in without_place] == []


@pytest.mark.parametrize(
    ("system", "title", "key", "value"),
    [
        pytest.param("health-scheduler", "24-Hour Success Metrics", "window", "24h", id="24-hour"),
        pytest.param("health-scheduler", "7-Day Success Metrics", "window", "7d", id="7-day"),
        pytest.param("health-scheduler", "Immediate (Day 1)", "due", "T+1d", id="day-1"),
        pytest.param("health-scheduler", "Short-term (Week 1)", "due", "T+1w", id="week-1"),
        pytest.param("health-scheduler", "Long-term (Month 1)", "due", "T+1mo", id="month-1"),
        pytest.param("vitracka", "Immediate (First 24 hours)", "due", "T+24h", id="first-24-hours"),
        pytest.param("vitracka", "Short-term (First week)", "due", "T+1w", id="first-week"),
        pytest.param("vitracka", "Medium-term (First month)", "due", "T+1mo", id="first-month"),
    ],
)
def test_headings_that_name_a_time_are_dated(system: str, title: str, key: str, value: str) -> None:
    """A section whose heading contains a time has this time as a value."""
    sections = read_system(system).release["sections"].values()
    assert [section[key] for section in sections if section["title"] == title] == [value]


@pytest.mark.parametrize(
    ("system", "place", "references"),
    [
        pytest.param(
            "health-scheduler",
            ("go-decision", "pre-deployment-completed", "when"),
            ["pre-deployment"],
            id="all pre-deployment checklist items",
        ),
        pytest.param(
            "health-scheduler",
            ("go-decision", "executive-approval", "when"),
            ["business-approval/ceo-executive"],
            id="executive approval",
        ),
        pytest.param(
            "health-scheduler",
            ("authorization", "deployment-authorization", "covers"),
            ["all", "technical-approval", "business-approval"],
            id="deployment authorization",
        ),
        pytest.param(
            "vitracka",
            ("final-deployment-authorization", "ceo", "covers"),
            [
                "all",
                "technical-sign-offs",
                "business-sign-offs",
                "final-deployment-authorization/cto",
                "final-deployment-authorization/cpo",
            ],
            id="final go-live approval",
        ),
    ],
)
def test_entries_about_other_entries_reference_them(
    system: str, place: tuple[str, str, str], references: list[str]
) -> None:
    """An entry whose text is about other entries ("all items completed") references them."""
    section_id, entry_id, key = place
    assert read_system(system).release["sections"][section_id]["items"][entry_id][key] == references


def lines(system: str) -> list[tuple[str, Statement]]:
    return list(read_document((DOCUMENTS / f"{system}.md").read_text(encoding="utf-8")))


def places_by_statement(system: str) -> dict[Statement, list[str]]:
    """All places of each statement; [] for statements that the YAML does not contain."""
    places: dict[Statement, list[str]] = defaultdict(list)
    for place, ways in list_places(read_system(system)):
        for statement in ways:
            places[statement].append(place)
    return places


def lists_of(places: list[str]) -> dict[str, list[str]]:
    """The ids of each list in the given order; the keys of a release have the order of the format."""
    lists: dict[str, list[str]] = defaultdict(list)
    for place in places:
        name, _, found = place.partition(" ")
        lists[name].append(found)
    return {name: found for name, found in lists.items() if name != "release"}
