"""The filter of the audit trail in a real browser: it asks all events, and what it asks is in the address."""

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
_SETTLES = 500  # milliseconds: Material drops a click that comes while it still puts a page in place
_BOB = b"Bob Baker <bob@example.com>"
_ROWS = ".gonogo-audit-found tbody tr"


def _second_release() -> Iterator[Made]:
    """A release with hostile titles and messages, a decision in another name, a value of a merge, a long note."""
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
    """A project with a trail of several pages."""
    made = (*toggle(40, each=9, dates=["1780000000 +0000", "1777636800 +0000"]), *_second_release())
    return begin(tmp_path_factory.mktemp("asked"), *made)


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site."""
    site = tmp_path_factory.mktemp("asked-site")
    assert build(project, site).returncode == 0
    return site


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(site) as place:
        yield place


@pytest.fixture(scope="module")
def events(site: Path) -> list[Event]:
    """All events, as audit.json has them."""
    read: list[Event] = json.loads((site / "audit.json").read_text(encoding="utf-8"))["events"]
    return read


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which nothing may go wrong."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page, wrong = context.new_page(), []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        yield page
        assert wrong == []


def _said(page: Page) -> str:
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
    pytest.param({"who": "bob"}, _is_of_bob, id="person-who-committed-or-decided"),
    pytest.param(
        {"who": "Zoe Zimmer (not in people.yml)"},
        lambda event: event["author"]["email"].startswith("zoe"),
        id="somebody-unknown",
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


@pytest.mark.parametrize(("asked", "fits"), _CASES)
def test_filter_finds_all_events_that_fit(
    page: Page, address: str, events: list[Event], asked: dict[str, str], fits: Callable[[Event], bool]
) -> None:
    """Not only those on the page, which has the newest; the address then opens the same view in another tab."""
    page.goto(f"{address}audit/")
    form = page.locator("form.gonogo-audit-filter")
    for name, value in asked.items():
        field = form.locator(f"[name={name}]")
        if name == "reversal":
            field.check()
        elif name in ("kind", "who", "in"):
            field.select_option(value)
        else:
            field.fill(value)
    number = sum(map(bool, map(fits, events)))
    assert number
    page.wait_for_function("document.querySelector('output').textContent.includes(' of ')")
    assert _said(page) == f"{number} of {len(events)} events"
    rows = page.locator(_ROWS).all_inner_texts()
    opened = page.url
    page.goto("about:blank")
    page.goto(opened)
    assert _said(page) == f"{number} of {len(events)} events"
    assert page.locator(_ROWS).all_inner_texts() == rows


def test_back_returns_to_what_was_asked_before(page: Page, address: str) -> None:
    """A choice is a step, a word that is typed is one step, and forward goes on again."""
    page.goto(f"{address}audit/")
    form = page.locator("form.gonogo-audit-filter")
    form.locator("[name=who]").select_option("bob")
    by_bob = _said(page)
    form.locator("[name=text]").press_sequentially("note")
    page.wait_for_url("**/audit/?who=bob&text=note")
    page.go_back()
    page.wait_for_url("**/audit/?who=bob")
    assert (_said(page), form.locator("[name=text]").input_value()) == (by_bob, "")
    page.go_back()
    page.wait_for_url("**/audit/")
    assert page.locator("table.gonogo-audit").count() == 1
    assert page.locator("#event1_, table.gonogo-audit").first.is_visible()
    page.go_forward()
    page.wait_for_url("**/audit/?who=bob")
    assert _said(page) == by_bob


def test_when_nothing_fits_the_filters_can_be_cleared(page: Page, address: str, events: list[Event]) -> None:
    """A person of a link who is in no list is asked for all the same."""
    page.goto(f"{address}audit/?who=nobody-{HOSTILE}")
    assert _said(page) == f"0 of {len(events)} events: no event matches"
    assert not page.locator("table.gonogo-audit").is_visible()
    page.get_by_role("button", name="Clear the filters").click()
    assert page.url == f"{address}audit/"
    assert (_said(page), page.locator("table.gonogo-audit").is_visible()) == ("", True)
    assert not page.get_by_role("button", name="Clear the filters").is_visible()


_CELLS = """rows => rows.map(row => [...row.cells].map(cell => [
  cell.textContent.replace(/\\s+/g, ' ').trim(),
  [...cell.querySelectorAll('a')].map(link => link.href.replace('/shop/v2/audit/#', '#').replace('/audit/#', '#')),
  [...cell.querySelectorAll('[class]')].map(node => node.getAttribute('class')).join(' '),
]))"""


def test_found_rows_are_those_of_the_page(page: Page, address: str) -> None:
    """Word for word, link for link, with what is folded below them, and with the details."""
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


def test_rows_come_in_hundreds(page: Page, address: str) -> None:
    """The button shows the next ones, and goes when all are there."""
    page.goto(f"{address}audit/?kind=state")
    number = int(_said(page).split()[0])
    assert number > 300
    assert page.locator(_ROWS).count() == 100
    button = page.locator(".gonogo-audit-found > button")
    while button.is_visible():
        button.click()
    assert page.locator(_ROWS).count() == number
    assert page.locator(f"{_ROWS}:nth-child(301) summary").evaluate("node => node === document.activeElement")


def test_hostile_texts_are_only_text(page: Page, address: str) -> None:
    """A title and a message with a handler stand there as they were written."""
    page.goto(f"{address}audit/?text=onerror")
    assert int(_said(page).split()[0]) > 1
    for summary in page.locator(f"{_ROWS} summary").all():
        summary.click()
    text = page.locator(".gonogo-audit-found").inner_text()
    assert HOSTILE in text
    assert f"{HOSTILE} {{x}} Ünïcode" in text
    assert page.locator("article img").count() == 0


def test_details_have_commands_for_git(page: Page, address: str) -> None:
    """For a value of a merge those that show it against both sides."""
    page.goto(f"{address}shop/v2/audit/?text=of+the+merge")
    _said(page)
    page.locator(f"{_ROWS} summary").first.click()
    commands = page.locator(f"{_ROWS}:first-child dd code").all_inner_texts()[-3:]
    assert [command.split()[:2] for command in commands] == [["git", "show"], ["git", "diff"], ["git", "diff"]]
    assert commands[0].endswith(f"^1:{RELEASE}")
    assert commands[1].endswith(f" -- {RELEASE}")


def test_filter_works_from_a_file_system(page: Page, site: Path, tmp_path: Path) -> None:
    """Links to a filtered view, choices, and the rows' links."""
    place = Path(shutil.copytree(site, tmp_path / "50% ready #1"))
    start = (place / "audit/index.html").as_uri()
    page.goto(f"{start}?who=bob")
    by_bob = _said(page)
    assert " of " in by_bob
    page.locator("[name=kind]").select_option("signed")
    assert _said(page).startswith("1 of ")
    assert page.url == f"{start}?kind=signed&who=bob"
    page.go_back()
    page.wait_for_url(f"{start}?who=bob")
    assert _said(page) == by_bob


def test_page_whose_events_are_missing_says_what_to_do(browser: Browser, address: str) -> None:
    """It stays as it is, and names the command that has all events."""
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/audit.js", lambda route: route.abort())
        page.goto(f"{address}audit/?who=bob")
        page.wait_for_function("document.querySelector('output').textContent === 'Not filtered'")
        text = page.locator(".gonogo-audit-found").inner_text()
        assert "could not be loaded" in text
        assert "gonogo log --at " in text
        assert page.locator("table.gonogo-audit").is_visible()


def test_person_page_leads_to_what_the_person_did(page: Page, address: str, events: list[Event]) -> None:
    """The link opens the trail with that person chosen."""
    page.goto(f"{address}people/bob/")
    page.get_by_role("link", name="The audit trail", exact=True).last.click()
    page.wait_for_url("**/audit/?who=bob")
    assert _said(page) == f"{sum(map(_is_of_bob, events))} of {len(events)} events"
    assert page.locator("[name=who] option:checked").inner_text() == "Bob Baker"


def test_link_to_a_row_that_is_hidden_shows_it(page: Page, address: str) -> None:
    """Whatever is filtered."""
    page.goto(f"{address}shop/v2/audit/?kind=signed")
    _said(page)
    row = page.locator("table.gonogo-audit tbody tr[id]").last
    page.evaluate("id => { location.hash = id }", row.get_attribute("id"))
    row.wait_for()
    assert page.locator("[name=kind]").input_value() == ""


def test_filter_works_with_instant_navigation(
    page: Page, project: Path, events: list[Event], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Pages are swapped in and the script is not loaded again: links, Back, and a second visit."""
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
        assert _said(page) == by_bob
        page.locator("[name=kind]").select_option("signed")
        page.wait_for_url("**/audit/?kind=signed&who=bob")
        page.go_back()
        page.wait_for_url("**/audit/?who=bob")
        page.wait_for_function("said => document.querySelector('output').textContent === said", arg=by_bob)
        page.go_back()
        page.get_by_role("heading", name="Bob Baker").wait_for()
        page.wait_for_timeout(_SETTLES)
        page.get_by_role("link", name="Audit trail", exact=True).first.click()
        page.locator("table.gonogo-audit").wait_for()
        assert page.locator("form.gonogo-audit-filter output").inner_text() == ""
        page.locator("[name=text]").fill("says go")
        page.locator(_ROWS).first.wait_for()
        assert page.evaluate("window.wasNotLoadedAgain") is True
