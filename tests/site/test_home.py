"""The home page shows the next release first; with many systems, each release has one row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from building import POLICY, ROLES, tidy, write
from built_site import Html
from cli.running import run
from gonogo.pipelines import site_build
from many_systems import AS_OF, write_systems

if TYPE_CHECKING:
    from pathlib import Path

TRIGGER = """\
  stops:
    title: Stops
    phase: before
    kind: triggers
    decides: no-go
    items:
      outage:
        status: fired
        note: It is down
        title: An outage
"""
TINY = """\
release: "1.0"
outcome:
title: Checklist
deploy_at: {}
phases:
  before:
    title: Before
    gate: go
sections:
  code:
    title: Code
    phase: before
    items:
      tests:
        status: open
        title: Tests pass
{}"""
# by folder: system name, T-0 and a section with a fired trigger
ORDERED = {
    "a": ("Zeta", "2026-04-10T09:00Z", ""),
    "b": ("alpha", "2026-04-10T09:00Z", ""),
    "c": ("None", "", ""),
    "d": ("Past", "2026-03-20T09:00Z", ""),
    "e": ("Fired", "2026-05-01T09:00Z", TRIGGER),
    "g": ("Soon", "2026-03-28", ""),
}
HOME, SYSTEM, RELEASE = "index.md", "s00/index.md", "s00/2.0/index.md"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of a project with two systems."""
    return _build(write_systems(tmp_path_factory.mktemp("few"), 2))


@pytest.fixture(scope="module")
def many_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with forty systems."""
    return write_systems(tmp_path_factory.mktemp("many"), 40)


@pytest.fixture(scope="module")
def many(many_root: Path) -> dict[str, str]:
    """The pages of the project with forty systems."""
    return _build(many_root)


def _build(root: Path) -> dict[str, str]:
    return dict(site_build.build_site(root, AS_OF, site_build.SiteOptions()).sources)


def _read(source: str) -> str:
    page = Html()
    page.feed(source)
    return " ".join(page.text.split())


def _rows(source: str, name: str) -> list[str]:
    """The text of each row in the body of a table."""
    table = source.partition(f'<table class="{name}"')[2].partition("</table>")[0]
    return [_read(f"<tr {row}") for row in table.partition("<tbody")[2].split("<tr ")[1:]]


def _cards(source: str) -> list[str]:
    """The names on the cards."""
    return re.findall(r'<section class="gonogo-release".*?<h3><a [^>]*>(.*?)</a>', source, flags=re.DOTALL)


@pytest.fixture(scope="module")
def ordered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of systems with different T-0, one of them with an unreadable release."""
    root = tmp_path_factory.mktemp("ordered")
    write(root / "checklists/policy.yml", tidy(POLICY))
    for folder, (name, t_zero, more) in {**ORDERED, "f": ("Broken", "2026-03-27", "  - x\n")}.items():
        write(root / f"checklists/{folder}/system.yml", f"name: {name}\n")
        write(root / f"checklists/{folder}/roles.yml", tidy(ROLES))
        write(root / f"checklists/{folder}/1.0.yml", TINY.format(t_zero, more))
    return _build(root)


def test_home_sorts_open_releases_by_urgency(ordered: dict[str, str]) -> None:
    """The order is: fired trigger, T-0 that has passed, T-0, system name, and at the end releases without T-0."""
    rows = _rows(ordered[HOME], "gonogo-portfolio")
    names = [re.search(r"(\w+) 1\.0", row) for row in rows]
    assert _cards(ordered[HOME]) == ["Fired 1.0"]
    assert [name[1] if name else "" for name in names] == [
        "Past",
        "Soon",
        "alpha",
        "Zeta",
        "Broken",
        "None",
    ]
    assert "The next T-0 is that of Soon 1.0: Sat 28 Mar 2026." in _read(ordered[HOME])


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(
            0, "NO-GO Past 1.0 Past T-0: Fri 20 Mar 09:00 UTC 1 item is not settled: Tests pass 0 of 1", id="past T-0"
        ),
        pytest.param(
            1, "NO-GO Soon 1.0 Sat 28 Mar 1 item is not settled: Tests pass 0 of 1 none", id="T-0 without a time"
        ),
        pytest.param(4, "NO-GO Broken 1.0 1 file cannot be read: checklists/f/1.0.yml none none", id="a broken file"),
        pytest.param(5, "NO-GO None 1.0 T-0 is not planned 1 item is not settled", id="no T-0"),
    ],
)
def test_home_row_has_verdict_t_zero_and_first_reason(ordered: dict[str, str], number: int, expected: str) -> None:
    """A row has the verdict, T-0, the first reason, and the number of settled entries."""
    assert _rows(ordered[HOME], "gonogo-portfolio")[number].startswith(expected)


def test_home_with_many_systems_has_a_card_for_a_fired_trigger(ordered: dict[str, str]) -> None:
    """A release with a fired trigger has a card with the first step and the person to call, above the rows."""
    before, _, after = ordered[HOME].partition('<table class="gonogo-portfolio"')
    assert "A no-go trigger has fired" in _read(before)
    assert "<dt>First</dt>" in before
    assert "Fired 1.0" not in _read(after.partition("</table>")[0])


def test_home_with_few_systems_has_a_card_for_each_release(few: dict[str, str]) -> None:
    """With two systems, each release has a card, the next T-0 first, and a table follows."""
    home = few[HOME]
    assert _cards(home) == ["Kranken 2.0", "Billing 2.0"]
    assert "The next T-0 is that of Kranken 2.0" in _read(home)
    assert len(_rows(home, "gonogo-matrix gonogo-stack")) == 2
    assert "gonogo-portfolio" not in home


def test_home_with_four_systems_has_rows_instead_of_cards(tmp_path: Path) -> None:
    """With four systems, the home page has a row for each release, and no cards."""
    home = _build(write_systems(tmp_path, 4))[HOME]
    assert len(_rows(home, "gonogo-portfolio")) == 4
    assert (_cards(home), "gonogo-matrix" in home) == ([], False)


def test_home_with_forty_systems_is_small(many: dict[str, str]) -> None:
    """The page has forty rows in less than 150 kB."""
    rows = _rows(many[HOME], "gonogo-portfolio")
    assert len(rows) == 40
    assert rows[0].startswith("NO-GO Patient Portal 2.0 Past T-0: Thu 26 Mar 22:00 UTC 1 role said no-go: CTO")
    assert len(many[HOME]) < 150_000


def test_home_lists_the_five_newest_closed_releases(many: dict[str, str]) -> None:
    """The home page lists five closed releases, and the number of further closed releases of each system."""
    closed = many[HOME].partition("## Closed releases")[2]
    rows = _rows(many[HOME], "gonogo-closed")
    assert rows[0] == "ROLLED BACK Fri 27 Mar 2026 Theatre Planning 4 1.0 Yearly update GO"
    assert len(rows) == 5
    assert "blocker" not in _read(closed)
    assert "<summary>9 more</summary>" in closed
    left = re.findall(r'<a href="(s\d\d)/#closed_">.*?</a> <span class="gonogo-quiet">(\d+) more</span>', closed)
    assert sum(int(count) for _, count in left) == 9
    assert all(len(_rows(many[f"{folder}/index.md"], "gonogo-closed")) == int(count) for folder, count in left)


def test_system_page_begins_with_its_open_releases(few: dict[str, str]) -> None:
    """Open releases have cards, closed releases have rows, and the menu lists only open releases."""
    page = few[SYSTEM]
    assert _cards(page) == ["Kranken 2.0"]
    assert page.index("## Open releases") < page.index("gonogo-release") < page.index("## Closed releases")
    (row,) = _rows(page, "gonogo-closed")
    assert row.startswith("DEPLOYED")
    links = page.partition('aria-label="Pages of this system"')[2].partition("</nav>")[0]
    assert _read(f"<p {links}") == "Kranken NO-GO 2.0 Contacts"


def test_overdue_count_is_the_same_everywhere(many_root: Path, many: dict[str, str], few: dict[str, str]) -> None:
    """Row, card, banner, `status`, `next` and JSON have the same count."""
    (row,) = [row for row in _rows(many[HOME], "gonogo-portfolio") if " Kranken 2.0 " in row]
    assert row.startswith("NO-GO 1 overdue Kranken 2.0 Sat 28 Mar 17:00 UTC")
    assert "Kranken 2.0 1 overdue T-0 is Sat 28 Mar" in _read(few[HOME])
    assert "This release cannot be deployed. 4 blockers in 4 groups. 1 entry is overdue. T-0 is" in _read(many[RELEASE])
    at = ("--as-of", AS_OF.isoformat())
    (release,) = run("status", "s00/2.0", "--format", "json", *at, at=many_root).document["releases"]
    assert release["overdue"] == ["s00/2.0#code/pentest"]
    assert "1 entry is overdue" in run("status", "s00/2.0", *at, at=many_root).out
    listed = run("next", "--format", "json", *at, at=many_root).document
    assert [work["ref"] for work in listed["entries"] if work["overdue"]][:1] == ["s00/2.0#code/pentest"]
