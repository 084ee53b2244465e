"""The audit trail shows every event exactly once, with the same rows on pages and in files, for any dates and texts."""

from __future__ import annotations

import csv
import io
import re
import shlex
from html import unescape
from typing import TYPE_CHECKING

import pytest

from building import write
from built_site import broken_links, build, read_pages
from cli.running import run
from gonogo.core.safe_text import INVISIBLE
from gonogo.history.event_index import EventIndex
from gonogo.model.references import Ref
from gonogo.pipelines.assessment import assess, load
from gonogo.pipelines.cached_trail import trail_up_to
from gonogo.site.addresses import Urls
from gonogo.site.plan import BuildStamp, SiteHistory, SitePlan
from gonogo.source.git.store import Absence, open_store
from hostile import write_hostile_past
from past import AS_OF, FILES, ITEMS, Trail, begin, build_past, event_numbers, row_numbers, toggle, write_items
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.pipelines import site_build

# noon of days in May and June 2026, out of order; then a date after the calendar, and a date before git
_DATES = ["1780000000 +0000", "1777636800 +0200", "1780315200 -0700", "99999999999999 +0000", "-86400 +0000"]
_TITLES = ["June 2026", "May 2026", "January 2026", "December 1969", "Undated"]


@pytest.fixture(scope="module")
def long_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """About 3000 events in 320 commits whose dates are not in order."""
    return begin(tmp_path_factory.mktemp("long"), *toggle(320, each=9, dates=_DATES))


@pytest.fixture(scope="module")
def long_past(long_project: Path) -> site_build.Site:
    """The site of the long project, in memory."""
    return build_past(long_project)


@pytest.fixture(scope="module")
def long_site(long_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the long project, built by MkDocs with Material."""
    site = tmp_path_factory.mktemp("long-site")
    result = build(long_project, site)
    assert (result.returncode, result.stderr) == (0, "")
    return site


@pytest.mark.parametrize("folder", ["", "shop/v1/"])
def test_audit_pages_have_every_event_once(long_past: site_build.Site, folder: str) -> None:
    """No event is lost or duplicated, and each page starts with the newest event in merge order."""
    trail = Trail(long_past, folder)
    numbers = [int(str(event["number"])) for event in trail.document["events"]]
    assert len(numbers) > 2900
    assert sorted(trail.rows) == numbers
    for source in trail.pages.values():
        shown = row_numbers(source)
        assert shown == sorted(shown, reverse=True)
    assert row_numbers(trail.pages[""]) == numbers[:-61:-1]


def test_audit_pages_are_months_and_undated_events_are_last(long_past: site_build.Site) -> None:
    """The month is that of the merge to main in UTC; a long month has several parts, oldest first."""
    trail = Trail(long_past)
    titles = [re.sub(r", part \d+$", "", _title_of(source)) for source in list(trail.pages.values())[1:]]
    assert list(dict.fromkeys(titles)) == _TITLES
    months: dict[str, set[str]] = {}
    for event in trail.document["events"]:
        months.setdefault(str(event["landed_at"] or "undated")[:7], set()).add(f"event{event['number']}_")
    for name, source in trail.pages.items():
        if name:
            shown = {f"event{number}_" for number in event_numbers(source)}
            assert shown <= months[name[:7]], name
    assert max(row_numbers(trail.pages["2026-05"])) < min(row_numbers(trail.pages["2026-05-2"]))


def test_full_audit_page_never_changes(tmp_path: Path) -> None:
    """A full page keeps its events when new events are added, so links to rows stay valid."""
    made = toggle(130, each=9, dates=_DATES[:1])
    before = Trail(build_past(begin(tmp_path / "before", *made[:90])))
    after = Trail(build_past(begin(tmp_path / "after", *made)))
    _, *full = [name for name in before.pages if name.startswith("2026-05")]
    assert full[-1] == "2026-05"
    for name in full:
        assert event_numbers(before.pages[name]) == event_numbers(after.pages[name])


def _title_of(source: str) -> str:
    found = re.search(r'title: "Audit trail · ([^"]*)"', source)
    assert found
    return found[1]


def test_audit_site_has_only_small_pages(long_site: Path) -> None:
    """With Material, every page is smaller than 300 kB."""
    sizes = {file.relative_to(long_site): file.stat().st_size for file in long_site.rglob("*.html")}
    assert len(sizes) > 30
    assert max(sizes.values()) < 300_000


def test_audit_pages_with_long_values_are_small(tmp_path: Path) -> None:
    """Pages stay below 450 kB with long texts of braces, which need the most bytes after escaping."""
    braces = "{" * 2000
    made = []
    for number in range(60):
        text = write_items(["open"] * ITEMS).replace(
            "title: Item", f'note: "{number % 2}{braces}"\n        title: "{braces}'
        )
        text = re.sub(r"(\{ \d+)$", r'\1"', text, flags=re.MULTILINE)
        author = f"{braces} <{braces}@example.com>".encode()
        made.append(Made(f"c{number}", {"checklists/shop/v1.yml": text}, author=author))
    site = build_past(begin(tmp_path, *made))
    sizes = {path: len(source.encode()) for path, source in site.sources.items() if "/audit/" in f"/{path}"}
    assert len(sizes) > 20
    assert max(sizes.values()) < 450_000


@pytest.mark.parametrize("reference", ["", "shop/v1"])
def test_audit_files_equal_the_output_of_log(long_project: Path, long_past: site_build.Site, reference: str) -> None:
    """`audit.csv` and `audit.json` have the same bytes as `gonogo log`, and the same rows as the pages."""
    trail = Trail(long_past, f"{reference}/" if reference else "")
    for form in ("csv", "json"):
        options = [reference] if reference else []
        log = run("log", *options, "--at", "HEAD", "--format", form, "--as-of", AS_OF.isoformat(), at=long_project)
        assert (log.code, log.err) == (0, "")
        assert long_past.files[f"{trail.folder}audit.{form}"].decode() == log.out
    rows = list(csv.DictReader(io.StringIO(long_past.files[f"{trail.folder}audit.csv"].decode())))
    assert [int(row["number"]) for row in rows] == [event["number"] for event in trail.document["events"]]
    assert sorted(trail.rows) == [int(row["number"]) for row in rows]


@pytest.fixture(params=[True, False], ids=["directory-urls", "file-urls"])
def long_pages(request: pytest.FixtureRequest, long_project: Path) -> site_build.Site:
    """The site of the long project with each form of URL, in memory."""
    return build_past(long_project, directories=request.param)


def test_audit_site_has_no_broken_link(long_site: Path) -> None:
    """Links to months, files and entries lead to a file and to an id in it."""
    pages = read_pages(long_site)
    assert broken_links(long_site, pages) == []
    assert {"../audit.csv", "../audit.json", "../feed.xml"} <= set(pages["audit/index.html"].links)
    assert "../../../audit/" in pages["shop/v1/audit/index.html"].links


def test_navigation_lists_only_first_audit_pages_of_open_releases(tmp_path: Path) -> None:
    """The navigation, which every page contains, lists neither months nor audit pages of closed releases."""
    made = toggle(60, each=9, dates=_DATES)
    site = build_past(begin(tmp_path, *made))
    listed = [(titles[-1], path) for titles, path in site.menu if "audit" in path]
    assert listed == [("Audit trail", "shop/v1/audit/index.md"), ("Audit trail", "audit/index.md")]
    closed = {"checklists/shop/v1.yml": write_items(["open"] * ITEMS).replace("outcome:", "outcome: cancelled")}
    site = build_past(begin(tmp_path / "closed", *made, Made("closed", closed)))
    assert [path for _, path in site.menu if "audit" in path] == ["audit/index.md"]
    assert "shop/v1/audit/index.md" in site.unlisted


def test_event_link_leads_to_its_row(long_project: Path, long_pages: site_build.Site) -> None:
    """The link of an event leads to its row in the audit trail of the release, or else of the project."""
    with open_store(long_project) as store:
        assert not isinstance(store, Absence)
        event_index = EventIndex(trail_up_to(store, store.head))
    snapshot = load(long_project)
    stamp = BuildStamp(AS_OF, None, "1")
    past = SiteHistory(event_index, {}, "")
    plan = SitePlan(snapshot, assess(snapshot, AS_OF), stamp, Urls(), "", past)
    for event in event_index.events[:: len(event_index.events) // 50]:
        link = plan.link_event("index.md", event)
        path, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in long_pages.sources[f"{path}index.md"]
        assert path.startswith("shop/v1/audit/" if isinstance(event.file, Ref) else "audit/")


def test_short_audit_trail_has_one_page(tmp_path: Path) -> None:
    """If the first page can show all events, there is no other page, and no event is duplicated."""
    site = build_past(begin(tmp_path, *toggle(3, each=2, dates=_DATES[:2])))
    trail = Trail(site)
    assert list(trail.pages) == [""]
    assert sorted(trail.rows) == [int(str(event["number"])) for event in trail.document["events"]]
    shown = row_numbers(trail.pages[""])
    assert shown == sorted(shown, reverse=True)


def test_renamed_release_keeps_its_audit_trail(tmp_path: Path) -> None:
    """Rows, files and log include the events before the renaming."""
    made = toggle(2, each=2, dates=_DATES[:1])
    renamed = {"checklists/shop/v1.yml": None, "checklists/shop/v2.yml": made[-1].files["checklists/shop/v1.yml"]}
    root = begin(tmp_path, *made, Made("renamed", renamed))
    site = build_past(root)
    trail = Trail(site, "shop/v2/")
    log = run("log", "shop/v2", "--format", "csv", at=root)
    assert site.files["shop/v2/audit.csv"].decode() == log.out
    assert {event["ref"].partition("#")[0] for event in trail.document["events"]} == {"shop/v1", "shop/v2"}
    assert len(trail.rows) == len(trail.document["events"])
    assert "shop/v1/audit.csv" not in site.files


def test_release_with_a_reused_name_has_its_own_audit_trail(tmp_path: Path) -> None:
    """Page, files and log have no event of the earlier release with the same name."""
    path, other = "checklists/shop/v1.yml", "checklists/shop/v2.yml"
    first = write_items(["open"] * ITEMS)
    moved = Made("renamed", {path: None, other: first.replace("release: v1", "release: v2")})
    again = Made("again", {path: write_items(["done"] * 3, title="Another")})
    root = begin(tmp_path, moved, again)
    site = build_past(root)
    assert site.files["shop/v1/audit.csv"].decode() == run("log", "shop/v1", "--format", "csv", at=root).out
    assert {event["commit"] for event in Trail(site, "shop/v1/").document["events"]} == {
        RepoBuilder(root).git("rev-parse", "HEAD")
    }


def test_audit_page_shows_its_size_and_how_to_verify_it(tmp_path: Path) -> None:
    """The page has numbers of events, commits, landings and people, the dates, the head, and the log command."""
    root = begin(tmp_path, *toggle(3, each=2, dates=_DATES[:2]))
    head = RepoBuilder(root).git("rev-parse", "HEAD")
    page = _text(build_past(root).sources["audit/index.md"])
    count = len(Trail(build_past(root)).rows)
    span = "from 1 Jan 2026 to 28 May 2026"
    expected = (
        f"All {count} events of 4 commits (4 were read) by 1 person, in 4 steps on main; none is left out, {span}"
    )
    assert expected in page
    assert f"gonogo log --at {head} --format csv" in page
    assert "as of Mon 1 Jun 2026, 08:00 UTC" in page
    assert f"gonogo log shop/v1 --at {head} --format csv" in _text(build_past(root).sources["shop/v1/audit/index.md"])


def test_audit_page_of_an_uncommitted_release_has_no_command(tmp_path: Path) -> None:
    """The page of a release has no command if no commit has the release, but the project's audit page has it."""
    root = begin(tmp_path, *toggle(1, each=1, dates=_DATES[:1]))
    text = (root / "checklists/shop/v1.yml").read_text(encoding="utf-8")
    (root / "checklists/shop/v2.yml").write_text(text.replace("release: v1", "release: v2"), encoding="utf-8")
    site = build_past(root)
    assert "gonogo log" not in site.sources["shop/v2/audit/index.md"]
    assert "gonogo log" in site.sources["audit/index.md"]


def _text(source: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", "", source)).split())


def write_story(root: Path) -> Path:
    """A waiver, a removed entry, a change of layout, a long note, and a value that a merge commit adds."""
    start = write_items(["done"] * 4)
    waiver = "\n        waiver:\n          reason: no time\n          approved_by: bob\n          until: 2026-09-01"
    waived = start.replace("status: done", f"status: waived{waiver}", 1)
    gone = waived[: waived.index("      item-3:")]
    long = gone.replace("title: Item 1", f"title: Item 1\n        note: {'x' * 900}")
    side = long.replace("title: Item 2", "title: Item 2 of a branch")
    path = "checklists/shop/v1.yml"
    return begin(
        root,
        Made("done", {path: start}),
        Made("waived", {path: waived}, author=b"Eve <eve@elsewhere.example>"),
        Made("gone", {path: gone}),
        Made("layout", {path: f"# a comment\n{gone}"}),
        Made("long", {path: long}),
        Made("side", {path: side}, parents=("long",)),
        Made("main", {"docs/other.md": "# Another\n"}, parents=("long",)),
        Made(
            "merge",
            {path: side.replace("of a branch", "of the merge")},
            "Merge pull request #9 from shop/side",
            ("main", "side"),
        ),
    )


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param("Waived Item 0 done → became waived Eve", id="before-and-after"),
        pytest.param(
            "Values done → became waived waiver.reason no time waiver.approved_by bob waiver.until 2026-09-01 Event",
            id="details-of-a-waiver",
        ),
        pytest.param("E-mail eve@elsewhere.example", id="unknown-author"),
        pytest.param("Removed reversed Item 3 status done → became gone Ann Archer", id="removed"),
        pytest.param("only comments, quotes or the order of keys", id="layout"),
        pytest.param(f"Values note {'x' * 300}… cut; whole in audit.csv", id="cut"),
        pytest.param(
            "Edited Item 2 of the merge Item 2 of a branch → became Item 2 of the merge Ann Archer",
            id="value-of-the-merge",
        ),
        pytest.param("#9 by the merge", id="merge"),
        pytest.param("Event 97 shop/v1#s/item-2 Message side Merged 1 Jan 2026, 00:09 UTC, by", id="details"),
        pytest.param("Checklist with 40 entries, 43 events in all", id="added-release"),
        pytest.param("1 Jan, 00:04 Removed", id="year-once"),
    ],
)
def test_audit_row_describes_its_event(story: str, expected: str) -> None:
    """A row has the event, its title, the old and the new value, the author and the details."""
    assert expected in story


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of the audit trail of the story."""
    return _text(
        build_past(write_story(tmp_path_factory.mktemp("story"))).sources["shop/v1/audit/index.md"].replace("<", " <")
    )


def test_audit_row_has_git_commands_that_show_its_change(tmp_path: Path) -> None:
    """With only git and the repository, a reader sees the value after the event and before a merge."""
    root = write_story(tmp_path)
    page = build_past(root).sources["audit/index.md"]
    rows = re.findall(r'<tr role="row" id.*?</tr>', page, re.DOTALL)
    checked = 0
    for row in rows:
        commands = [unescape(command) for command in re.findall(r"<code>(git [^<]*)</code>", row)]
        shown = [_run(command, root) for command in commands]
        assert all(shown), commands
        if changed := re.search(r"<ins>(\w+)</ins></span></td>", row):
            assert all(re.search(rf"^\+.*{changed[1]}", text, re.MULTILINE) for text in shown[-2:]), commands
            checked += 1
    assert len(rows) > 10
    assert checked > 3
    assert _run(commands_of_merge(rows)[0], root).startswith("release: v1")


def commands_of_merge(rows: list[str]) -> list[str]:
    """The git commands in the row of the merge."""
    row = next(row for row in rows if "by the merge" in row)
    return [unescape(command) for command in re.findall(r"<code>(git [^<]*)</code>", row)]


def _run(command: str, root: Path) -> str:
    return RepoBuilder(root).git(*shlex.split(command)[1:])


def test_added_release_is_one_audit_row_with_its_entries(tmp_path: Path) -> None:
    """An added release is a single row; its entries keep their own ids, so links to their events stay valid."""
    site = build_past(begin(tmp_path, *toggle(1, each=1, dates=_DATES[:1])))
    source = site.sources["shop/v1/audit/index.md"]
    assert len(row_numbers(source)) == 2
    assert f"with {ITEMS} entries, {ITEMS + 3} events in all" in source
    assert sorted(event_numbers(source)) == [event["number"] for event in Trail(site, "shop/v1/").document["events"]]


def test_added_release_too_long_for_a_page_is_grouped_by_section(tmp_path: Path) -> None:
    """If the row of the release is on another page, its entries are grouped under their section."""
    lines = write_items(["open"] * ITEMS).splitlines()
    head, items = lines[:9], lines[12:]
    text = "\n".join(head) + "\n"
    for number in range(60):
        text += f"  s{number}:\n    title: Part {number}\n    phase: before\n"
        text += "\n".join(items).replace("item-", f"item-{number}-") + "\n"
    site = build_past(begin(tmp_path, Made("large", {"checklists/shop/v2.yml": text.replace("v1", "v2")})))
    trail = Trail(site, "shop/v2/")
    assert len(trail.pages) > 2
    assert sorted(trail.rows) == [event["number"] for event in trail.document["events"]]
    assert max(len(source.encode()) for source in trail.pages.values()) < 450_000
    assert max(len(row_numbers(source)) for source in trail.pages.values()) < 100


def test_shortened_value_is_complete_in_the_csv(tmp_path: Path) -> None:
    """`audit.csv` has the complete value that a row shortens."""
    assert "x" * 900 in build_past(write_story(tmp_path)).files["audit.csv"].decode()


def test_audit_page_escapes_invisible_characters_in_history(tmp_path: Path) -> None:
    """Invisible characters in names and values are escaped, so they cannot hide text or reverse its direction."""
    site = build_past(write_hostile_past(tmp_path))
    for path in ("audit/index.md", "app/v1/audit/index.md"):
        page = site.sources[path].replace("\n", "")
        assert not re.search(f"[{INVISIBLE}]", page), path
        assert "\\u202edesrever" in page, path
        assert "\\u001b" in page, path


def test_site_without_history_has_no_audit_trail(tmp_path: Path) -> None:
    """Without history, the site has no audit tab, page or file, and every page explains how to get a history."""
    for name, text in {**FILES, "checklists/shop/v1.yml": write_items(["open"])}.items():
        write(tmp_path / name, text)
    site = build_past(tmp_path)
    assert sorted(site.files) == ["readiness.json", "shop/v1/badge.svg"]
    assert not [path for path in site.sources if "audit" in path]
    for path, source in site.sources.items():
        assert "There is no history, so there is no audit trail: keep the checklists in a git repository" in source, (
            path
        )
        assert "audit/" not in source, path


def test_every_page_shows_how_much_history_was_read(tmp_path: Path) -> None:
    """Every page has the numbers of events and commits, and says why no sign-off counts."""
    site = build_past(begin(tmp_path, *toggle(1, each=2, dates=_DATES[:1])))
    for path, source in site.sources.items():
        assert f"History: {len(Trail(site).rows)} events, read from 2 commits." in source, path
        assert "No sign-off counts, because no registry commit" in source, path
        assert "Audit trail" in source or not path.startswith("shop/v1/"), path


def test_unreadable_release_keeps_its_audit_trail(tmp_path: Path) -> None:
    """The audit trail of an unreadable release shows the change that broke the file."""
    root = begin(tmp_path, Made("broken", {"checklists/shop/v1.yml": "release: [\n"}))
    site = build_past(root)
    assert "Unreadable" in _text(site.sources["shop/v1/audit/index.md"])
    assert 'href="audit/"' in site.sources["shop/v1/index.md"]


def test_audit_page_without_events_explains_the_next_step(tmp_path: Path) -> None:
    """If no commit has changed the checklists, the audit page exists, and says that no commit has changed them."""
    repository = RepoBuilder(tmp_path)
    repository.load(Made("other", {"other.txt": "x"}))
    repository.git("checkout", "--quiet", "--force", "main")
    for name, text in FILES.items():
        write(tmp_path / name, text)
    site = build_past(tmp_path)
    assert "No commit has changed it yet" in site.sources["audit/index.md"]
    assert Trail(site).document["events"] == []


def test_same_history_gives_the_same_bytes(tmp_path: Path) -> None:
    """The folder of the repository does not affect the audit pages and files."""
    made = toggle(60, each=9, dates=_DATES)
    one, other = (build_past(begin(tmp_path / name, *made)) for name in ("one", "other-place"))
    assert dict(one.sources) == dict(other.sources)
    assert dict(one.files) == dict(other.files)


def test_audit_page_does_not_collide_with_the_name_audit(tmp_path: Path) -> None:
    """The audit page has another path if a system, a release or a phase is called audit."""
    files = {f"checklists/audit/{name}.yml": FILES[f"checklists/shop/{name}.yml"] for name in ("roles", "system")}
    release = write_items(["open"]).replace("before", "audit").replace("release: v1", "release: audit")
    root = begin(tmp_path, Made("system", {**files, "checklists/audit/audit.yml": release}))
    site = build_past(root)
    names = {"audit_/index.md", "audit/index.md", "audit/audit/index.md", "audit/audit/audit/index.md"}
    assert names | {"audit/audit/audit_/index.md"} <= set(site.sources)
    assert {"audit.csv", "audit/audit/audit.csv"} <= set(site.files)
