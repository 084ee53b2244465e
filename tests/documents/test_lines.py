"""Both documents stand whole in the YAML: every line is said there once, and nothing beyond them is said."""

from collections import defaultdict

import pytest

from documents.said import Said, read_document
from documents.system_files import DOCUMENTS, SYSTEMS, read_system
from documents.ways import list_places

# Lines that the YAML says without a text of its own, and how; in the order of the document.
SAID_BY_FORM = {
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

# Places that no line says, but that the format asks for; in the order of the files.
ASKED_BY_FORMAT = {
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
def test_lines_are_each_said_at_one_place(system: str) -> None:
    """Every line of the document is said at exactly one place of the YAML, or named above with a reason."""
    places = places_by_words(system)
    found = [(line, places[said]) for line, said in lines(system) if line not in SAID_BY_FORM[system]]
    assert [(line, where) for line, where in found if len(where) != 1] == []


@both_systems
def test_places_are_each_said_in_one_line(system: str) -> None:
    """Every place of the YAML is said in exactly one line of the document, or named above with a reason."""
    document = [said for _, said in lines(system)]
    places = list_places(read_system(system))
    found = [(place, sum(said in ways for said in document)) for place, ways in places]
    assert [place for place, times in found if times != 1] == list(ASKED_BY_FORMAT[system])


@both_systems
def test_places_keep_the_order_of_the_document(system: str) -> None:
    """Phases, sections, entries, contacts, channels and resources stand in the order of their lines."""
    places = places_by_words(system)
    in_document = [place for _, said in lines(system) for place in places[said]]
    in_yaml = [place for place, _ in list_places(read_system(system)) if place in in_document]
    assert lists_of(in_document) == lists_of(in_yaml)


@both_systems
def test_reasons_name_lines_of_the_document(system: str) -> None:
    """A reason whose line is gone from the document, or has come to be said in the YAML, is stale."""
    places = places_by_words(system)
    unsaid = {line for line, said in lines(system) if not places[said]}
    assert [line for line in SAID_BY_FORM[system] if line not in unsaid] == []


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
    """A time in the words of a heading is also a time that can be computed with."""
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
def test_entries_that_rest_on_others_name_them(system: str, place: tuple[str, str, str], references: list[str]) -> None:
    """What is said of other entries ("all items completed", "final approval") is also a reference to them."""
    section_id, entry_id, key = place
    assert read_system(system).release["sections"][section_id]["items"][entry_id][key] == references


def lines(system: str) -> list[tuple[str, Said]]:
    return list(read_document((DOCUMENTS / f"{system}.md").read_text(encoding="utf-8")))


def places_by_words(system: str) -> dict[Said, list[str]]:
    """All places that can be said by those words; [] for words that the YAML does not have."""
    places: dict[Said, list[str]] = defaultdict(list)
    for place, ways in list_places(read_system(system)):
        for said in ways:
            places[said].append(place)
    return places


def lists_of(places: list[str]) -> dict[str, list[str]]:
    """The ids of each list, in the given order; the plain keys of a release have the order of the format."""
    lists: dict[str, list[str]] = defaultdict(list)
    for place in places:
        name, _, found = place.partition(" ")
        lists[name].append(found)
    return {name: found for name, found in lists.items() if name != "release"}
