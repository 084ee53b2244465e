"""Pages of the planned project show the correct facts after a change of its files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from built_site import Html
from gonogo.pipelines import site_build
from planned import write_planned_project

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = datetime(2026, 2, 25, 12, 0, tzinfo=UTC)
RELEASE, SYSTEM, PEOPLE = "checklists/shop/v1.yml", "checklists/shop/system.yml", "checklists/people.yml"
WINDOW = "window_ends: 2026-03-01T12:00+01:00"
LEAD = "  deployment-lead:\n    title: Deployment Lead\n    people: [ann]\n"
NO_LEAD = "  deployment-lead:\n    title: Deployment Lead\n    people:\n"
NO_GO_GATE = "  fallback:\n    title: Going back\n    gate: none\n"
LATE_STOPS = """
  late-stops:
    title: Late stops
    phase: fallback
    kind: triggers
    decides: no-go
    items:
      late:
        status: open
        title: Something comes late
"""
SLOW = """
  slow-way:
    title: The slow way
    phase: fallback
    kind: procedure
    restored_by: all-of-it
    items:
      all-of-it:
        status: open
        title: Everything from the tapes
        span: 0-90
"""


def _page(root: Path, path: str, *changes: tuple[str, str, str]) -> Html:
    """A page of the planned project after replacing texts in its files."""
    write_planned_project(root)
    for file, old, new in changes:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text, old
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    site = site_build.build_site(root, AS_OF, site_build.SiteOptions())
    page = Html()
    page.feed(site.sources[path].partition("---\n\n")[2])
    return page


def _words(page: Html) -> str:
    return " ".join(page.text.split())


@pytest.mark.parametrize(
    ("path", "changes", "expected"),
    [
        pytest.param(
            "shop/v1/rollback/index.md",
            [],
            "Decide by 11:30 (T+2h30m) Sun 1 Mar, UTC+1 · 10:30 UTC Service is back 30 min after the procedure "
            "“How to go back” starts; the maintenance window ends 30 min later, at 12:00.",
            id="latest decision",
        ),
        pytest.param(
            "shop/v1/rollback/index.md",
            [(RELEASE, "  back:\n", f"{SLOW[1:]}\n  back:\n")],
            "Decide by 10:30 (T+1h30m) Sun 1 Mar, UTC+1 · 09:30 UTC Service is back 1 h 30 min after the procedure "
            "“The slow way” starts",
            id="slowest procedure",
        ),
        pytest.param(
            "shop/v1/rollback/index.md",
            [(RELEASE, WINDOW, "window_ends: 2026-03-01T09:10+01:00")],
            "A rollback does not fit in the window: decide before T-0, by 08:40 (T-20m) Sun 1 Mar",
            id="a window too short to go back",
        ),
        pytest.param(
            "shop/v1/rollback/index.md",
            [(RELEASE, "    restored_by: check\n", "")],
            "Decide by: not known The procedure “How to go back” does not name the step that restores service: add "
            "a line restored_by: with the id of that step (section back, line",
            id="no restoring step",
        ),
        pytest.param(
            "shop/v1/rollback/index.md",
            [(RELEASE, "  back:\n", f"{SLOW[1:]}\n  back:\n".replace("    restored_by: all-of-it\n", ""))],
            "Decide by: not known The procedure “The slow way” does not name the step that restores service",
            id="no restoring step in one of two procedures",
        ),
        pytest.param(
            "shop/v1/rollback/index.md",
            [(RELEASE, f"{WINDOW}\n", "")],
            "Decide by: not known Service is back 30 min after “How to go back” starts. The release does not say when "
            "its window ends: set window_ends: to a time.",
            id="no end of the window",
        ),
        pytest.param(
            "shop/v1/rollback/index.md",
            [
                ("checklists/shop/roles.yml", LEAD, NO_LEAD),
                (RELEASE, "        owner: dba\n        span", "        span"),
            ],
            "nobody holds this role",
            id="role without a holder",
        ),
        pytest.param(
            "shop/v1/rollback/index.md",
            [
                ("checklists/shop/roles.yml", LEAD, NO_LEAD),
                (RELEASE, "        owner: dba\n        span", "        span"),
            ],
            "Deployment Lead Ann Archer +1-555-0100",
            id="phone number despite a role without a holder",
        ),
        pytest.param("shop/v1/rollback/index.md", [], "Eve Ekman, Database Admin Pager 4711", id="pager to call"),
        pytest.param(
            "shop/v1/rollback/index.md",
            [],
            "Any one is enough to go back. 0 of 2 fired, 1 not checked.",
            id="triggers in words",
        ),
        pytest.param("shop/v1/run-sheet/index.md", [], "1 h 10 min of 2 h planned 50 min slack", id="slack"),
        pytest.param("shop/v1/run-sheet/index.md", [], "1 h 15 min of 1 h planned Over by 15 min", id="over"),
        *(
            pytest.param(
                "shop/v1/run-sheet/index.md",
                [(RELEASE, "minutes: 60\n", f"minutes: {minutes}\n")],
                expected,
                id=expected,
            )
            for minutes, expected in (
                (98, "planned 12 min slack"),
                (99, "Only 11 min slack"),
                (110, "planned No slack"),
            )
        ),
        pytest.param("shop/v1/run-sheet/index.md", [], "T-0 09:00 Sun 1 Mar, UTC+1 · 08:00 UTC", id="T-0"),
        pytest.param(
            "shop/v1/run-sheet/index.md",
            [],
            "Go back: decide by 11:30 (T+2h30m) 10:30 UTC",
            id="latest decision on the run sheet",
        ),
        pytest.param(
            "shop/v1/run-sheet/index.md", [(RELEASE, f"{WINDOW}\n", "")], "decide by not known", id="no decision"
        ),
        pytest.param(
            "shop/v1/run-sheet/index.md",
            [(RELEASE, "    at: T-2h\n    owner", "    at: T-1d1m\n    owner")],
            "More than 24 hours before T-0: 2 steps, 1 open",
            id="earlier steps are collapsed",
        ),
        pytest.param(
            "shop/v1/run-sheet/index.md",
            [
                (
                    RELEASE,
                    "        status: done\n        title: Freeze",
                    "        status: na\n        note: no\n        title: Freeze",
                )
            ],
            "1 h of 2 h planned 1 h slack",
            id="steps that do not apply take no time",
        ),
        pytest.param(
            "shop/v1/run-sheet/index.md",
            [(RELEASE, "        minutes: 10\n", "        minutes: 1500\n")],
            "Mon 2 Mar, 08:00",
            id="start on another day",
        ),
        pytest.param(
            "shop/v1/run-sheet/index.md",
            [
                (RELEASE, "    at: T-2h\n    owner", "    at: T-1mo\n    owner"),
                (RELEASE, "    at: T-0\n", "    at: T-30d\n"),
            ],
            "T-30d · Deploy Fri 30 Jan, 09:00 UTC+1 (08:00 UTC)",
            id="offsets of months and days",
        ),
        pytest.param("shop/v1/sign-offs/index.md", [], "Deployment lead Ann Archer No-go", id="no-go"),
        pytest.param(
            "shop/v1/sign-offs/index.md",
            [],
            "0 of 3 sign-offs are valid 1 no-go (not verified), 1 go (not verified), 1 unsigned",
            id="counts of sign-offs",
        ),
        pytest.param(
            "shop/v1/before/index.md",
            [],
            "status: in line 31",
            id="line to change",
        ),
        pytest.param(
            "shop/v1/before/index.md",
            [],
            "Blocks waived by Ann Archer; not verified: there is no git history",
            id="waiver that blocks",
        ),
        pytest.param(
            "shop/v1/index.md",
            [(RELEASE, NO_GO_GATE, NO_GO_GATE + "    about: Only at night.\n")],
            "Going back: About Only at night.",
            id="text of a phase without a page",
        ),
        pytest.param(
            "shop/v1/index.md",
            [(RELEASE, "  back:\n", f"{LATE_STOPS[1:]}\n  back:\n")],
            "After GO not required for GO, except no-go triggers",
            id="no-go triggers in a phase without gate go",
        ),
        pytest.param("index.md", [], "1 release is open; it cannot go. The next T-0 is that of Shop v1", id="next T-0"),
        pytest.param(
            "index.md",
            [(RELEASE, "deploy_at: 2026-03-01T09:00+01:00", "deploy_at: 2026-02-01T09:00+01:00")],
            "1 is past its T-0. No T-0 is planned.",
            id="T-0 that has passed",
        ),
        pytest.param("index.md", [], "A no-go trigger has fired: A provider is down", id="fired trigger"),
        pytest.param(
            "shop/contacts/index.md",
            [(SYSTEM, "    organisation: Data Inc.\n", "    organisation: Data Inc.\n    escalates_to: lead\n")],
            "Whom to call first, whom to call next",
            id="circular escalation",
        ),
        pytest.param(
            "shop/contacts/index.md",
            [(PEOPLE, "    name: Eve Ekman\n", "    name: Eve Ekman\n    state: left\n")],
            "Eve Ekman (has left)",
            id="person who has left",
        ),
    ],
)
def test_page_shows_fact(tmp_path: Path, path: str, changes: list[tuple[str, str, str]], expected: str) -> None:
    """After the change of the files, the page contains the fact in these words."""
    assert expected in _words(_page(tmp_path, path, *changes))


@pytest.mark.parametrize(
    ("phone", "links"),
    [
        ("+1-555-0100", ["tel:+15550100"]),
        ("(030) 1234/56", ["tel:030123456"]),
        ("+44 (0)20 7946 0000", []),
        ("+1-555-0100 or +1-555-0200", []),
        ("+1-555-0100 ext. 5", []),
        ("ask the front desk", []),
    ],
)
def test_phone_is_a_link_only_if_the_number_is_unambiguous(tmp_path: Path, phone: str, links: list[str]) -> None:
    """An unambiguous number is a link; an ambiguous number is only shown as written."""
    page = _page(tmp_path, "shop/contacts/index.md", (SYSTEM, "phone: +1-555-0300", f"phone: {phone}"))
    assert phone in page.text
    dialled = {link for link in page.links if link.startswith("tel:")} - {"tel:+15550101"}
    assert dialled - {"tel:+15550100"} == set(links) - {"tel:+15550100"}


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("ops@example.com", True),
        ("https://medium.com/@shop", False),
        ("ann@example.com?bcc=eve@example.com", False),
        ("sip:ops@example.com", False),
    ],
)
def test_channel_is_a_mail_link_only_if_it_is_an_e_mail_address(tmp_path: Path, address: str, *, is_link: bool) -> None:
    """Only an e-mail address without additional headers becomes a mail link."""
    page = _page(tmp_path, "shop/v1/communication/index.md", (SYSTEM, "customers@example.com", address))
    assert (f"mailto:{address}" in page.links) is is_link
