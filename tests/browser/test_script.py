"""The script of the pages, on a page without other content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.outputs.markdown_pages import read_assets

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_SCRIPT = read_assets()["assets/gonogo.js"].decode("utf-8")
_FORM = """
<form class="gonogo-filter" hidden><label><input type="checkbox" name="open"> Only unsettled entries</label>
<output aria-live="polite"></output></form>
<ul>
<li class="gonogo-item" id="done">done</li>
<li class="gonogo-item is-open" id="open">open</li>
<li class="gonogo-item" id="parent">settled, but not all in it
<ul><li class="gonogo-item is-open" id="child">open in it</li></ul></li>
<li class="gonogo-item is-heading" id="heading">a heading, which does not count
<ul><li class="gonogo-item is-open" id="below">open below it</li></ul></li>
</ul>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the page and the script."""
    (tmp_path / "gonogo.js").write_text(_SCRIPT, encoding="utf-8")
    return tmp_path


def _open(page: Page, folder: Path, body: str) -> list[str]:
    """Opens a page with this body from the file system. Returns the list of errors, which later errors are added to."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    html = f'<!doctype html><html lang="en"><meta charset="utf-8"><body>{body}<script src="gonogo.js"></script></body>'
    (folder / "page.html").write_text(html, encoding="utf-8")
    page.goto((folder / "page.html").as_uri())
    return errors


def _shown(page: Page) -> list[str | None]:
    return [row.get_attribute("id") for row in page.locator(".gonogo-item").all() if row.is_visible()]


def test_scripts_are_small() -> None:
    """The scripts are small without minification, and only the audit trail loads its own script."""
    assert len(_SCRIPT.encode()) < 9000
    assert len(read_assets()["assets/gonogo-audit.js"]) < 13_000


@pytest.mark.parametrize(
    ("zone", "time", "text"),
    [
        pytest.param("UTC", "2026-03-01T08:00:00Z", "08:00", id="reader-in-utc"),
        pytest.param("Africa/Accra", "2026-03-01T08:00:00Z", "08:00", id="another-zone-with-the-same-clock"),
        pytest.param("Europe/Berlin", "2026-03-01T08:00:00+01:00", "08:00", id="written-in-the-reader's-zone"),
        pytest.param("Europe/London", "2026-03-01T08:00:00Z", "08:00", id="winter"),
        pytest.param("Europe/London", "2026-07-01T08:00:00Z", "08:00 · 09:00 your time (Europe/London)", id="summer"),
        pytest.param(
            "America/New_York", "2026-03-01T08:00:00Z", "08:00 · 03:00 your time (America/New_York)", id="west"
        ),
        pytest.param("America/New_York", "2026-03-01T08:00:00Z short", "08:00 · 03:00 yours", id="short"),
        pytest.param("America/New_York", "2026-03-01T03:30Z short", "08:00 · Sat 28 Feb 22:30 yours", id="day-before"),
        pytest.param("Pacific/Auckland", "2026-03-01T12:00:00Z short", "08:00 · Mon 2 Mar 01:00 yours", id="day-after"),
        pytest.param("Asia/Kathmandu", "2026-03-01T08:00:00-05:00 short", "08:00 · 18:45 yours", id="quarter-hours"),
        pytest.param("Asia/Kathmandu", "2026-03-01", "08:00", id="day-without-time"),
        pytest.param("Asia/Kathmandu", "2026-13-01T08:00:00Z", "08:00", id="incorrect-time"),
    ],
)
def test_time_shows_the_time_of_the_reader(browser: Browser, folder: Path, zone: str, time: str, text: str) -> None:
    """If the reader's time zone has another time, it follows the written time, with its day if the day differs."""
    moment, _, form = time.partition(" ")
    with browser.new_context(timezone_id=zone) as context:
        page = context.new_page()
        errors = _open(page, folder, f'<time datetime="{moment}" data-gonogo-local="{form}">08:00</time>')
        assert (page.locator("time").text_content(), errors) == (text, [])


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ("2026-02-26T12:00:00Z", "T-0, in 2 days 20 hours"),
        ("2026-02-27T07:00:00Z", "T-0, in 2 days 1 hour"),
        ("2026-02-28T08:00:00Z", "T-0, in 1 day"),
        ("2026-03-01T06:58:30Z", "T-0, in 1 hour 1 minute"),
        ("2026-03-01T07:59:30Z", "T-0, now"),
        ("2026-03-01T08:00:00Z", "T-0, now"),
        ("2026-03-01T08:02:00Z", "T-0, 2 minutes ago"),
        ("2026-03-01T11:00:00Z", "T-0, 3 hours ago"),
        ("2026-02-13T07:00:00Z", "T-0, in 16 days"),
        ("2026-05-01T09:00:00Z", "T-0, 61 days ago"),
    ],
)
def test_time_shows_its_distance_from_now(browser: Browser, folder: Path, now: str, text: str) -> None:
    """The distance has the two largest of days, hours and minutes; from two weeks on, it has only days."""
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.set_fixed_time(now)
        _open(page, folder, '<time datetime="2026-03-01T08:00:00Z" data-gonogo-relative>T-0</time>')
        assert page.locator("time").text_content() == text


def test_time_shows_its_distance_from_a_chosen_build_time(browser: Browser, folder: Path) -> None:
    """A site that was built as of a past time shows the distances at that time."""
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.set_fixed_time("2026-11-29T12:00:00Z")
        stamp = '<time datetime="2026-02-26T08:00:00Z" data-gonogo-now>then</time>'
        _open(page, folder, f'<time datetime="2026-03-01T08:00:00Z" data-gonogo-relative>T-0</time>{stamp}')
        assert page.locator("time").first.text_content() == "T-0, in 3 days"


_OLD = """
<h1>Shop v1</h1><p id="first">Text</p>
<div id="note" data-gonogo-judged="2026-03-01T08:00:00Z" {lapses} hidden><b>Note.</b> <span>Old.</span>
<span>Ended.</span> <span>Build.</span></div>
"""


@pytest.mark.parametrize(
    ("lapses", "now", "text"),
    [
        pytest.param("", "2026-03-02T07:59:00Z", "", id="less than a day"),
        pytest.param("", "2026-03-02T08:00:00Z", "Note. Old. Build.", id="a day"),
        pytest.param("2026-03-01T12:00:00Z", "2026-03-01T11:59:00Z", "", id="before a waiver ends"),
        pytest.param("2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", "Note. Ended. Build.", id="a waiver has ended"),
        pytest.param(
            "2026-03-09T00:00:00Z", "2026-03-05T00:00:00Z", "Note. Old. Build.", id="old, waiver has not ended"
        ),
        pytest.param("2026-03-02T00:00:00Z", "2026-03-05T00:00:00Z", "Note. Ended. Build.", id="old, waiver has ended"),
        pytest.param("", "2026-02-20T08:00:00Z", "", id="page from the future"),
    ],
)
def test_old_page_shows_a_note_below_its_heading(
    browser: Browser, folder: Path, lapses: str, now: str, text: str
) -> None:
    """The note appears after one day, or when a waiver that the verdict depends on has ended."""
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.set_fixed_time(now)
        errors = _open(page, folder, _OLD.format(lapses=f'data-gonogo-lapses="{lapses}"' if lapses else ""))
        note = page.locator("#note")
        assert (" ".join(note.inner_text().split()) if note.is_visible() else "", errors) == (text, [])
        assert page.locator("h1 + *").get_attribute("id") == ("note" if text else "first")


def test_open_page_shows_the_note_when_it_becomes_old(browser: Browser, folder: Path) -> None:
    """The note appears once, without a reload."""
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.install(time="2026-03-02T07:58:00Z")
        _open(page, folder, _OLD.format(lapses=""))
        assert not page.locator("#note").is_visible()
        page.clock.run_for("05:00")
        assert page.locator("h1 + #note").is_visible()


def test_distance_of_a_time_is_updated(browser: Browser, folder: Path) -> None:
    """Each minute, the distance is replaced in its place after the time of the reader."""
    with browser.new_context(timezone_id="Asia/Tokyo") as context:
        page = context.new_page()
        page.clock.install(time="2026-03-01T06:59:30Z")
        body = '<time datetime="2026-03-01T08:00:00Z" data-gonogo-local="short" data-gonogo-relative>T-0</time>'
        _open(page, folder, body)
        assert page.locator("time").text_content() == "T-0 · 17:00 yours, in 1 hour"
        page.clock.run_for("05:00")
        assert page.locator("time").text_content() == "T-0 · 17:00 yours, in 55 minutes"
        assert page.locator(".gonogo-extra").count() == 2


_SHEET = """
<table class="gonogo-run">
<tr><th>T-1h</th></tr>
<tr data-gonogo-begins="2026-03-01T09:00:00+01:00" data-gonogo-minutes="0"><td></td><td>09:00</td>
<th>Tell: <a href="#">Begins</a></th></tr>
<tr data-gonogo-begins="2026-03-01T09:00:00+01:00" data-gonogo-minutes="90"><td></td><td>09:00</td>
<th><a href="#">Back up</a></th></tr>
<tr data-gonogo-begins="2026-03-01T12:00:00+01:00" data-gonogo-minutes="5"><td></td><td>12:00</td>
<th><a href="#">Switch</a></th></tr>
<tr><td></td><td></td><th><a href="#">Without a time</a></th></tr>
</table><a class="gonogo-jump" hidden></a>
"""


@pytest.mark.parametrize(
    ("now", "marked", "jump"),
    [
        pytest.param(
            "2026-03-01T07:55Z",
            ["Next, in 5 minutes Begins", "Next, in 5 minutes Back up"],
            "",
            id="before the first step",
        ),
        pytest.param(
            "2026-03-01T08:00Z",
            ["Now Begins", "Now Back up", "Next, in 3 hours Switch"],
            "Jump to now: 09:00 Begins",
            id="two simultaneous steps",
        ),
        pytest.param(
            "2026-03-01T09:30Z",
            ["Now Back up", "Next, in 1 hour 30 minutes Switch"],
            "Jump to now: 09:00 Back up",
            id="within an hour after the planned end",
        ),
        pytest.param(
            "2026-03-01T10:30Z", ["Next, in 30 minutes Switch"], "", id="more than an hour after the planned end"
        ),
        pytest.param("2026-03-01T11:04Z", ["Now Switch"], "Jump to now: 12:00 Switch", id="last step"),
        pytest.param("2026-03-01T12:05Z", [], "", id="after the last step"),
    ],
)
def test_current_and_next_steps_are_marked(
    browser: Browser, folder: Path, now: str, marked: list[str], jump: str
) -> None:
    """The words `Now` and `Next` follow the time of the reader."""
    with browser.new_context(timezone_id="Asia/Tokyo") as context:
        page = context.new_page()
        page.clock.set_fixed_time(now)
        errors = _open(page, folder, _SHEET)
        rows = [row.locator("th").inner_text().replace("Tell: ", "") for row in page.locator("tr").all()]
        assert [row for row in rows if row.startswith(("Now", "Next"))] == marked
        link = page.locator(".gonogo-jump")
        assert (link.inner_text() if link.is_visible() else "", errors) == (jump, [])
        assert page.locator("#now_").count() == bool(jump)


def test_marks_of_steps_are_updated(browser: Browser, folder: Path) -> None:
    """The marks of an open page move without a reload, and no step is marked twice."""
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.install(time="2026-03-01T10:57:30Z")
        _open(page, folder, _SHEET)
        assert page.locator(".gonogo-mark").all_inner_texts() == ["Next, in 2 minutes"]
        page.clock.run_for("05:00")
        assert page.locator(".gonogo-mark").all_inner_texts() == ["Now"]


def test_filter_shows_unsettled_entries_and_their_number(browser: Browser, folder: Path) -> None:
    """The script shows the form; a parent stays if one of its children matches; the number is announced."""
    with browser.new_context() as context:
        page = context.new_page()
        errors = _open(page, folder, _FORM)
        assert (_shown(page), page.locator("output").text_content()) == (
            ["done", "open", "parent", "child", "heading", "below"],
            "",
        )
        page.get_by_label("Only unsettled entries").check()
        assert (_shown(page), page.locator("output").text_content()) == (
            ["open", "parent", "child", "heading", "below"],
            "3 of 5 shown",
        )
        page.keyboard.press("Enter")
        assert (page.url.endswith("page.html"), errors) == (True, [])
        page.evaluate("location.hash = '#done'")
        page.locator("#done").wait_for()
        assert page.locator("output").text_content() == ""


def test_inserted_page_is_processed_once(browser: Browser, folder: Path) -> None:
    """When Material inserts a page without loading it, the script adds its texts, and never twice."""
    announced = (
        "<script>window.document$ = { subscribe(announce) { window.announce = announce; announce(); } }</script>"
    )
    time = '<time datetime="2026-03-01T08:00:00Z" data-gonogo-local="short">08:00</time>'
    with browser.new_context(timezone_id="Asia/Tokyo") as context:
        page = context.new_page()
        _open(page, folder, f"{announced}<main>{time}</main>")
        page.evaluate("announce()")
        assert page.locator("main").text_content() == "08:00 · 17:00 yours"
        page.evaluate(f"document.querySelector('main').innerHTML = `{time}{_FORM}`; announce()")
        assert page.locator("time").text_content() == "08:00 · 17:00 yours"
        assert page.locator("form").is_visible()


def _offer(entry: str, command: str, title: str = "Tests &lt;b&gt;pass") -> str:
    return (
        f'<div class="gonogo-item is-open" id="{entry}"><a class="gonogo-item__title" href="#{entry}">{title}</a>'
        f'<details class="gonogo-do" open><summary>Settle</summary><pre>        status: done</pre> <pre>{command}</pre>'
        "</details></div>"
    )


_OFFERS = (
    _offer("a", 'gonogo done "shop/v1#code/a"')
    + _offer("b", 'gonogo mark met "shop/v1#gates/b"')
    + _offer("c", 'gonogo done "shop/v1#code/c"')
    + _offer("m", 'gonogo observe "shop/v1#numbers/m" VALUE')
    + '<div class="gonogo-sign">'
    + _offer("s", 'gonogo mark go "shop/v1#approvals/s"')
    + "</div>"
)


def test_ticked_entries_become_one_command(browser: Browser, folder: Path) -> None:
    """Each state has one command in the order of the page; metrics and sign-offs cannot be ticked."""
    page = browser.new_page()
    errors = _open(page, folder, _OFFERS)
    page.evaluate("dispatchEvent(new Event('DOMContentLoaded'))")  # a second event changes nothing
    boxes, panel = page.get_by_role("checkbox"), page.get_by_role("region", name="One command for all ticked lines")
    assert (boxes.count(), panel.count()) == (3, 0)
    assert boxes.first.get_attribute("aria-label") == "Tick Tests <b>pass"
    for box in reversed(boxes.all()):
        box.focus()
        page.keyboard.press("Space")
    command = 'gonogo done "shop/v1#code/a" "shop/v1#code/c"\ngonogo mark met "shop/v1#gates/b"'
    assert (panel.locator("pre").text_content(), panel.locator("output").text_content()) == (command, "3 ticked")
    panel.get_by_role("button", name="Untick all").click()
    assert (panel.count(), page.locator(":checked").count(), errors) == (0, 0, [])
    assert page.evaluate("document.activeElement.type") == "checkbox"


def test_offer_is_copied_unchanged(browser: Browser, folder: Path) -> None:
    """The copy has the indentation, and the button confirms it for a moment."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        _open(page, folder, _OFFERS)
        for name, text in (("line", "        status: done"), ("command", 'gonogo done "shop/v1#code/a"')):
            page.get_by_role("button", name=f"Copy {name}").first.click()
            page.get_by_role("button", name="Copied").first.wait_for()
            assert page.evaluate("navigator.clipboard.readText()") == text
            page.get_by_role("button", name="Copied").wait_for(state="detached")


def test_page_without_a_clipboard_has_no_copy_button(browser: Browser, folder: Path) -> None:
    """Without a clipboard, there is no copy button, and ticked entries still become a command."""
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })")
        errors = _open(page, folder, _OFFERS)
        page.get_by_role("checkbox").first.check()
        assert page.locator("button:visible").all_text_contents() == ["Untick all"]
        assert errors == []


def test_offer_works_without_javascript(browser: Browser, folder: Path) -> None:
    """Without JavaScript, the text of an offer is visible, and there are no buttons and checkboxes."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        _open(page, folder, _OFFERS)
        assert page.locator("pre").first.text_content() == "        status: done"
        assert page.locator("button, input").count() == 0
