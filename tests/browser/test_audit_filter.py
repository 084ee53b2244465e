"""The filter of the audit trail in a real browser: it searches all events, and the URL contains the filters."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.conftest import served
from building import SIGNOFF, tidy
from built_site import build
from past import begin, toggle, write_items
from repository import Made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    Event = dict[str, object]

HOSTILE = "<img src=x onerror=alert(1)>"
RELEASE = "checklists/shop/v2.yml"
_SETTLES = 500  # milliseconds: Material ignores clicks while it inserts a page
_BOB = b"Bob Baker <bob@example.com>"
_ROWS = ".gonogo-audit-found tbody tr"


def _second_release() -> Iterator[Made]:
    """A release with hostile texts, a decision by another author, a value of a merge and a long note."""
    first = write_items(["open"] * 12, title=HOSTILE).replace("release: v1", "release: v2")
    first += "\n".join(f"  {line}".rstrip() for line in tidy(SIGNOFF).splitlines()) + "\n"
    long = first.replace("title: Item 1\n", f"title: Item 1\n        note: {'long ' * 30}\n")
    signed = long.replace("decision:\n", "decision: go\n").replace("by:\n", "by: bob\n")
    done = signed.replace("item-2:\n        status: open", "item-2:\n        status: done")
    side = done.replace("title: Item 3", "title: Item 3 of a branch")
    yield Made("v2", {RELEASE: first}, f"{HOSTILE} {{x}} Ünïcode", author=_BOB, date="1780400000 +0000")
    yield Made("long", {RELEASE: long}, "A note", date="1780410000 +0000")
    yield Made("signed", {RELEASE: signed}, "Bob says go (#77)", date="1780420000 +0000")
    yield Made("done", {RELEASE: done}, "Done", author=_BOB, date="1780430000 +0000")
    yield Made("back", {RELEASE: signed}, "Open again", date="1798800000 +0000")
    yield Made("side", {RELEASE: side}, "A branch", parents=("back",), date="1798800100 +0000")
    yield Made("main", {"docs/more.md": "# More\n"}, "More", parents=("back",), date="1798800200 +0000")
    merged = {RELEASE: side.replace("of a branch", "of the merge")}
    yield Made("merge", merged, "Merge pull request #9 from shop/side", ("main", "side"), date="1798800300 +0000")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an audit trail of several pages."""
    made = (*toggle(40, each=9, dates=["1780000000 +0000", "1777636800 +0000"]), *_second_release())
    return begin(tmp_path_factory.mktemp("asked"), *made)


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the project."""
    site = tmp_path_factory.mktemp("asked-site")
    assert build(project, site).returncode == 0
    return site


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The address of the served site."""
    with served(site) as place:
        yield place


@pytest.fixture(scope="module")
def events(site: Path) -> list[Event]:
    """All events in audit.json."""
    read: list[Event] = json.loads((site / "audit.json").read_text(encoding="utf-8"))["events"]
    return read


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which every error fails the test."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page, wrong = context.new_page(), []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        yield page
        assert wrong == []


def _read_output(page: Page) -> str:
    """The text of the output element after loading."""
    page.wait_for_function("!document.querySelector('output').textContent.startsWith('Loading')")
    return page.locator("output").inner_text()


def _is_of_bob(event: Event) -> bool:
    author = event["author"]
    assert isinstance(author, dict)
    return "bob" in (event["decider"], author["email"].partition("@")[0])


_CASES = [
    pytest.param(
        {"kind": "state-done"}, lambda event: event["kind"] == "state" and event["after"] == "done", id="state"
    ),
    pytest.param({"kind": "state"}, lambda event: event["kind"] == "state", id="any-state"),
    pytest.param({"kind": "signed"}, lambda event: event["kind"] == "signed", id="kind"),
    pytest.param({"who": "bob"}, _is_of_bob, id="person-as-author-or-signer"),
    pytest.param(
        {"who": "Zoe Zimmer (not in people.yml)"},
        lambda event: event["author"]["email"].startswith("zoe"),
        id="unknown-author",
    ),
    pytest.param({"in": "shop/v2"}, lambda event: event["ref"].startswith("shop/v2"), id="release"),
    pytest.param({"in": "shop"}, lambda event: "shop/" in event["ref"], id="system"),
    pytest.param(
        {"in": "checklists/people.yml"},
        lambda event: event["ref"] == "checklists/people.yml",
        id="file-of-the-registry",
    ),
    pytest.param({"from": "2026-06-02"}, lambda event: event["landed_at"] >= "2026-06-02", id="from"),
    pytest.param({"to": "2026-05-01"}, lambda event: event["landed_at"] < "2026-05-02", id="to"),
    pytest.param({"text": "ITEM-12"}, lambda event: event["ref"].endswith("/item-12"), id="text-of-a-reference"),
    pytest.param({"text": "says go"}, lambda event: "says go" in event["commit_subject"], id="text-of-a-message"),
    pytest.param({"reversal": "only"}, lambda event: event["reversal"], id="reversals"),
    pytest.param(
        {"kind": "state-open", "in": "shop/v2", "from": "2026-06-02", "who": "ann"},
        lambda event: event["commit_subject"] == "Open again",
        id="several",
    ),
]


@pytest.mark.parametrize(("filters", "matches"), _CASES)
def test_filter_finds_all_matching_events(
    page: Page, address: str, events: list[Event], filters: dict[str, str], matches: Callable[[Event], bool]
) -> None:
    """The filter also finds events on other pages, and its URL opens the same view in another tab."""
    page.goto(f"{address}audit/")
    form = page.locator("form.gonogo-audit-filter")
    for name, value in filters.items():
        field = form.locator(f"[name={name}]")
        if name == "reversal":
            field.check()
        elif name in ("kind", "who", "in"):
            field.select_option(value)
        else:
            field.fill(value)
    number = sum(map(bool, map(matches, events)))
    assert number
    page.wait_for_function("document.querySelector('output').textContent.includes(' of ')")
    assert _read_output(page) == f"{number} of {len(events)} events"
    rows = page.locator(_ROWS).all_inner_texts()
    opened = page.url
    page.goto("about:blank")
    page.goto(opened)
    assert _read_output(page) == f"{number} of {len(events)} events"
    assert page.locator(_ROWS).all_inner_texts() == rows


def test_browser_history_restores_earlier_filters(page: Page, address: str) -> None:
    """Each selection and each typed word is one step for Back and Forward."""
    page.goto(f"{address}audit/")
    form = page.locator("form.gonogo-audit-filter")
    form.locator("[name=who]").select_option("bob")
    by_bob = _read_output(page)
    form.locator("[name=text]").press_sequentially("note")
    page.wait_for_url("**/audit/?who=bob&text=note")
    page.go_back()
    page.wait_for_url("**/audit/?who=bob")
    assert (_read_output(page), form.locator("[name=text]").input_value()) == (by_bob, "")
    page.go_back()
    page.wait_for_url("**/audit/")
    assert page.locator("table.gonogo-audit").count() == 1
    assert page.locator("#event1_, table.gonogo-audit").first.is_visible()
    page.go_forward()
    page.wait_for_url("**/audit/?who=bob")
    assert _read_output(page) == by_bob


def test_filter_without_matches_can_be_cleared(page: Page, address: str, events: list[Event]) -> None:
    """If no event matches, a button clears the filters, also for an unknown person in a link."""
    page.goto(f"{address}audit/?who=nobody-{HOSTILE}")
    assert _read_output(page) == f"0 of {len(events)} events: no event matches"
    assert not page.locator("table.gonogo-audit").is_visible()
    page.get_by_role("button", name="Clear the filters").click()
    assert page.url == f"{address}audit/"
    assert (_read_output(page), page.locator("table.gonogo-audit").is_visible()) == ("", True)
    assert not page.get_by_role("button", name="Clear the filters").is_visible()


_CELLS = """rows => rows.map(row => [...row.cells].map(cell => [
  cell.textContent.replace(/\\s+/g, ' ').trim(),
  [...cell.querySelectorAll('a')].map(link => link.href.replace('/shop/v2/audit/#', '#').replace('/audit/#', '#')),
  [...cell.querySelectorAll('[class]')].map(node => node.getAttribute('class')).join(' '),
]))"""


def test_filtered_rows_equal_the_rows_of_the_page(page: Page, address: str) -> None:
    """Filtered rows have the texts, links, collapsed rows and details of the page."""
    page.goto(f"{address}shop/v2/audit/")
    usual = page.locator("table.gonogo-audit tbody tr").evaluate_all(_CELLS)
    page.locator("[name=from]").fill("2000-01-01")
    page.wait_for_function("document.querySelector('output').textContent.includes(' of ')")
    found = page.locator(_ROWS).evaluate_all(_CELLS)
    assert len(usual) > 7
    for one, other in zip(found, usual, strict=True):
        assert one == other
    text = page.locator(".gonogo-audit-found").inner_text()
    assert "with 13 entries, 17 events in all" in text
    assert "not Bob Baker" in text


def test_filter_shows_one_hundred_rows_at_a_time(page: Page, address: str) -> None:
    """The filter shows one hundred rows; a button shows the next rows, and disappears after the last."""
    page.goto(f"{address}audit/?kind=state")
    number = int(_read_output(page).split()[0])
    assert number > 300
    assert page.locator(_ROWS).count() == 100
    button = page.locator(".gonogo-audit-found > button")
    while button.is_visible():
        button.click()
    assert page.locator(_ROWS).count() == number
    assert page.locator(f"{_ROWS}:nth-child(301) summary").evaluate("node => node === document.activeElement")


def test_filter_escapes_hostile_texts(page: Page, address: str) -> None:
    """A title and a message with an event handler are shown as text."""
    page.goto(f"{address}audit/?text=onerror")
    assert int(_read_output(page).split()[0]) > 1
    for summary in page.locator(f"{_ROWS} summary").all():
        summary.click()
    text = page.locator(".gonogo-audit-found").inner_text()
    assert HOSTILE in text
    assert f"{HOSTILE} {{x}} Ünïcode" in text
    assert page.locator("article img").count() == 0


def test_filtered_details_have_git_commands(page: Page, address: str) -> None:
    """The details have git commands; for a value of a merge, they show it against both sides."""
    page.goto(f"{address}shop/v2/audit/?text=of+the+merge")
    _read_output(page)
    page.locator(f"{_ROWS} summary").first.click()
    commands = page.locator(f"{_ROWS}:first-child dd code").all_inner_texts()[-3:]
    assert [command.split()[:2] for command in commands] == [["git", "show"], ["git", "diff"], ["git", "diff"]]
    assert commands[0].endswith(f"^1:{RELEASE}")
    assert commands[1].endswith(f" -- {RELEASE}")


def test_filter_works_from_a_file_system(page: Page, site: Path, tmp_path: Path) -> None:
    """Links to a filtered view, selections and links in rows work without a server."""
    place = Path(shutil.copytree(site, tmp_path / "50% ready #1"))
    start = (place / "audit/index.html").as_uri()
    page.goto(f"{start}?who=bob")
    by_bob = _read_output(page)
    assert " of " in by_bob
    page.locator("[name=kind]").select_option("signed")
    assert _read_output(page).startswith("1 of ")
    assert page.url == f"{start}?kind=signed&who=bob"
    page.go_back()
    page.wait_for_url(f"{start}?who=bob")
    assert _read_output(page) == by_bob


def test_filter_without_its_events_names_the_log_command(browser: Browser, address: str) -> None:
    """If the events cannot be loaded, the page keeps its rows, and names the command that prints all events."""
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/audit.js", lambda route: route.abort())
        page.goto(f"{address}audit/?who=bob")
        page.wait_for_function("document.querySelector('output').textContent === 'Not filtered'")
        text = page.locator(".gonogo-audit-found").inner_text()
        assert "could not be loaded" in text
        assert "gonogo log --at " in text
        assert page.locator("table.gonogo-audit").is_visible()


def test_person_page_links_to_the_filtered_audit_trail(page: Page, address: str, events: list[Event]) -> None:
    """The link on the page of a person opens the audit trail with this person selected."""
    page.goto(f"{address}people/bob/")
    page.get_by_role("link", name="The audit trail", exact=True).last.click()
    page.wait_for_url("**/audit/?who=bob")
    assert _read_output(page) == f"{sum(map(_is_of_bob, events))} of {len(events)} events"
    assert page.locator("[name=who] option:checked").inner_text() == "Bob Baker"


def test_link_to_a_filtered_row_clears_the_filter(page: Page, address: str) -> None:
    """A link to a row clears the filter that hides the row."""
    page.goto(f"{address}shop/v2/audit/?kind=signed")
    _read_output(page)
    row = page.locator("table.gonogo-audit tbody tr[id]").last
    page.evaluate("id => { location.hash = id }", row.get_attribute("id"))
    row.wait_for()
    assert page.locator("[name=kind]").input_value() == ""


def test_filter_works_with_instant_navigation(
    page: Page, project: Path, events: list[Event], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Links, Back and a second visit work, although the script is loaded only once."""
    copy, site = (
        Path(shutil.copytree(project, tmp_path_factory.mktemp("instant") / "copy")),
        tmp_path_factory.mktemp("s"),
    )
    with served(site) as address:
        features = f"site_url: {address}\ntheme: {{name: material, font: false, features: [navigation.instant]}}"
        config = (copy / "mkdocs.yml").read_text(encoding="utf-8")
        config = config.replace("theme: {name: material, font: false}", features)
        (copy / "mkdocs.yml").write_text(config, encoding="utf-8")
        assert build(copy, site).returncode == 0
        by_bob = f"{sum(map(_is_of_bob, events))} of {len(events)} events"
        page.goto(f"{address}people/bob/")
        page.evaluate("window.wasNotLoadedAgain = true")
        page.wait_for_timeout(_SETTLES)
        page.get_by_role("link", name="The audit trail", exact=True).last.click()
        page.wait_for_url("**/audit/?who=bob")
        page.locator(_ROWS).first.wait_for()
        assert _read_output(page) == by_bob
        page.locator("[name=kind]").select_option("signed")
        page.wait_for_url("**/audit/?kind=signed&who=bob")
        page.go_back()
        page.wait_for_url("**/audit/?who=bob")
        page.wait_for_function("text => document.querySelector('output').textContent === text", arg=by_bob)
        page.go_back()
        page.get_by_role("heading", name="Bob Baker").wait_for()
        page.wait_for_timeout(_SETTLES)
        page.get_by_role("link", name="Audit trail", exact=True).first.click()
        page.locator("table.gonogo-audit").wait_for()
        assert page.locator("form.gonogo-audit-filter output").inner_text() == ""
        page.locator("[name=text]").fill("says go")
        page.locator(_ROWS).first.wait_for()
        assert page.evaluate("window.wasNotLoadedAgain") is True
