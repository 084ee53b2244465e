"""Pages of people: what they owe, hold, signed, waived and did, and who else has written commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import AS_OF, PEOPLE, POLICY, ROLES, SYSTEM, Files, lay_out
from built_site import Html
from gonogo.pipelines import site_build
from gonogo.site.pages.person_page import fingerprint
from histories import BOB, EVE, LINTED, RELEASE, SIGNED, TESTED, V1, make_history, on
from repository import Made

if TYPE_CHECKING:
    from pathlib import Path

KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIG8a0CUW0CGkhdIqaP0lxLxWKOrpeuB5gb/caPfXDQHT"
# what `ssh-keygen -l -f` says of it
FINGERPRINT = "SHA256:UADHVHKr89tvmAYcOx6KMKZNsYUOwixhkJpSday4CBA"
WITH_KEY = f"""
people:
  ann:
    name: Ann Archer
    emails: [ann@example.com, archer@example.com]
    forge: archer
    state: left
    keys:
      laptop:
        ssh: ssh-ed25519 {KEY}
        state: retired
  bob:
    name: Bob Baker
    emails: [bob@example.com]
"""
WAIVED = RELEASE.replace(
    "status: open\n        title: Tests",
    "status: waived\n        waiver:\n          reason: later\n          approved_by: bob\n"
    "          until: 2026-02-01\n        title: Tests\n        due: 2026-02-03",
)


def sources(root: Path) -> dict[str, str]:
    return dict(site_build.build_site(root, AS_OF, site_build.SiteOptions()).sources)


def page(root: Path, path: str) -> Html:
    found = Html()
    found.feed(sources(root)[path].partition("---\n\n")[2])
    return found


def words(html: Html) -> str:
    return " ".join(html.text.split()).partition(" Judged as of")[0]


def test_page_of_a_person_says_what_she_owes_holds_signed_and_did(tmp_path: Path) -> None:
    """All of it, in that order, of somebody with a role, a sign-off, a waiver and two commits."""
    ids = make_history(
        tmp_path,
        Made("waived", {V1: WAIVED}, "Later (#7)", author=BOB, date=on(20)),
        Made("signed", {V1: WAIVED.replace("decision:\n        by:", "decision: go\n        by: bob")}, author=BOB,
             date=on(30)),
    )  # fmt: skip
    said = words(page(tmp_path, "people/bob/index.md"))
    assert said.startswith(
        "# Bob Baker { #top_ } All people Nothing to do 1 role, 3 changes E-mail bob@example.com "
        "## To do { #todo_ } No entry in an open release waits for this person. "
        "## Roles { #roles_ } Shop CTO "
        "## Sign-offs { #sign-offs_ } Sign-off Release State Level CTO approval Shop v1 Go attributed "
        "## Waivers approved { #waivers_ } Item Release State Until "
        "Tests Shop v1 Waived, not settled Ended Sun 1 Feb 2026 "
        "## Did { #did_ } 3 changes in 2 commits, landed from Wed 21 Jan 2026 to Sat 31 Jan 2026. "
    )
    assert f"Signed CTO approval empty → go Shop v1 · {ids['signed'][:7]}" in said
    assert f"Waived Tests open → waived also due Shop v1 · {ids['waived'][:7]} #7" in said


def test_entry_past_its_due_date_is_overdue(tmp_path: Path) -> None:
    """As of the time of the page."""
    make_history(tmp_path, release=WAIVED)
    assert "Tests Shop v1 Waived, not settled Overdue Tue 3 Feb 2026" in words(page(tmp_path, "people/ann/index.md"))


def test_page_says_who_has_left_and_names_keys_by_their_fingerprints(tmp_path: Path) -> None:
    """And all addresses of a person; a commit with any of them is hers."""
    make_history(tmp_path, Made("one", {V1: TESTED}, author=b"A <Archer@Example.com>", date=on(20)), people=WITH_KEY)
    html = page(tmp_path, "people/ann/index.md")
    said = words(html)
    assert "Has left E-mail ann@example.com, archer@example.com On the forge archer Maintainer" in said
    assert f"Key Type Fingerprint State laptop ssh-ed25519 {FINGERPRINT} retired" in said
    assert {"mailto:ann@example.com", "mailto:archer@example.com"} <= set(html.links)
    assert "Done Tests open → done" in said
    assert KEY not in sources(tmp_path)["people/ann/index.md"]


@pytest.mark.parametrize(
    ("blob", "said"), [(KEY, FINGERPRINT), ("", ""), ("A", ""), ("not base64!", ""), ("\u00e9", "")]
)
def test_fingerprint_is_that_of_ssh_keygen(blob: str, said: str) -> None:
    """And nothing for what is no key."""
    assert fingerprint(blob) == said


def test_person_without_any_event_has_a_page(tmp_path: Path) -> None:
    """Which says so."""
    make_history(tmp_path)
    said = words(page(tmp_path, "people/bob/index.md"))
    assert "1 to do 1 role, no changes" in said
    assert said.endswith("No commit with an e-mail address of this person has changed a checklist.")


def test_file_is_named_once_where_it_came_as_a_whole(tmp_path: Path) -> None:
    """Its title is its path."""
    make_history(tmp_path)
    said = words(page(tmp_path, "people/ann/index.md"))
    assert "Registry checklists/policy.yml " in said
    assert "checklists/policy.yml checklists/policy.yml" not in said


def test_nothing_left_to_do_is_said(tmp_path: Path) -> None:
    """In the box at the top and where the list would be."""
    people = f"{PEOPLE}  eve:\n    name: Eve Ekman\n"
    make_history(tmp_path, people=people)
    said = words(page(tmp_path, "people/eve/index.md"))
    assert "Nothing to do no roles, no changes" in said
    assert "No entry in an open release waits for this person." in said


def test_closed_release_is_nothing_to_do_and_its_sign_offs_stay(tmp_path: Path) -> None:
    """What was signed is shown; what nobody signed waits for nobody."""
    make_history(tmp_path, release=SIGNED.replace("outcome:", "outcome: deployed"))
    said = words(page(tmp_path, "people/bob/index.md"))
    assert "Nothing to do" in said
    assert "CTO approval Shop v1 Not accepted claimed" in said
    make_history(tmp_path / "other", release=LINTED.replace("outcome:", "outcome: deployed"))
    assert "Sign-offs" not in words(page(tmp_path / "other", "people/bob/index.md"))


def test_index_names_everybody_and_those_who_are_not_in_the_file(tmp_path: Path) -> None:
    """By the e-mail of their commits, with every name that they used, and without one by name."""
    make_history(
        tmp_path,
        Made("one", {V1: TESTED}, author=EVE, date=on(20)),
        Made("two", {V1: LINTED}, author=b"E. <EVE@example.org>", date=on(21)),
        Made("three", {V1: TESTED}, author=b"Mallory <>", date=on(22)),
        Made("four", {V1: LINTED}, author=BOB, date=on(23)),
        people=WITH_KEY,
    )
    html = page(tmp_path, "people/index.md")
    said = words(html)
    assert "Ann Archer Has left QA Lead (Shop) 0 19 Thu 1 Jan 2026 " in said
    assert "Bob Baker CTO (Shop) 1 1 Sat 24 Jan 2026 ## Not in people.yml" in said
    assert "Eve E. eve@example.org 2 Wed 21 Jan 2026 Thu 22 Jan 2026" in said
    assert said.endswith("Mallory no e-mail 1 Fri 23 Jan 2026 Fri 23 Jan 2026")
    assert {"ann/", "bob/"} <= set(html.links)


def test_a_name_without_an_end_is_cut(tmp_path: Path) -> None:
    """What a commit says of its author is as long as its author likes; the page is not."""
    make_history(
        tmp_path, Made("one", {V1: TESTED}, author=b"N" * 100_000 + b" <" + b"e" * 100_000 + b">", date=on(20))
    )
    html = page(tmp_path, "people/index.md")
    assert f"{'N' * 300}…" in words(html)
    assert len(words(html)) < 2000


@pytest.mark.parametrize(
    ("people", "said"),
    [
        pytest.param(
            "people:\n",
            "Nobody is in checklists/people.yml yet: add the people who may own, sign and approve. "
            "## Not in people.yml",
            id="nobody",
        ),
        pytest.param("people: [", "checklists/people.yml cannot be read, so its people are not known", id="unreadable"),
    ],
)
def test_index_of_nobody_says_what_to_do(tmp_path: Path, people: str, said: str) -> None:
    """It is no empty table, and nobody is called a stranger while the file cannot be read."""
    make_history(tmp_path, people=people)
    shown = words(page(tmp_path, "people/index.md"))
    assert said in shown
    assert ("## Not in people.yml" in shown) is (people == "people:\n")


def test_names_lead_to_people(tmp_path: Path) -> None:
    """On the overview of a release, on contacts, and behind every change."""
    system = f"{SYSTEM}contacts:\n  lead:\n    title: Lead\n    person: bob\n"
    make_history(tmp_path, Made("system", {"checklists/shop/system.yml": system}, date=on(1)))
    overview, contacts = page(tmp_path, "shop/v1/index.md"), page(tmp_path, "shop/contacts/index.md")
    assert overview.links.count("../../people/bob/") >= 1
    assert contacts.links.count("../../people/bob/") == 2
    assert "People" in [
        title for (title, *_), _ in site_build.build_site(tmp_path, AS_OF, site_build.SiteOptions()).menu
    ]


@pytest.mark.parametrize(
    ("policy", "has_git"),
    [
        pytest.param(f"{POLICY}audience: public\n", True, id="a public site"),
        pytest.param("format: [", True, id="a policy that nobody can read"),
        pytest.param(POLICY, False, id="without history"),
    ],
)
def test_people_have_no_pages_and_nothing_leads_to_any(tmp_path: Path, policy: str, *, has_git: bool) -> None:
    """For the public, for whom nobody can say, and where nobody's commits are known."""
    if has_git:
        make_history(tmp_path, Made("one", {V1: TESTED}, author=BOB, date=on(20)), policy=policy)
    else:
        lay_out(tmp_path, Files(policy=policy, roles=ROLES, release=RELEASE))
    pages = sources(tmp_path)
    assert not [path for path in pages if path.startswith("people")]
    assert not [path for path, text in pages.items() if "people/" in text.replace("checklists/people.yml", "")]


def test_system_of_the_same_name_keeps_its_place(tmp_path: Path) -> None:
    """A system called `people` is no reason for two pages in one place."""
    make_history(
        tmp_path,
        Made("system", {"checklists/people/roles.yml": ROLES, "checklists/people/system.yml": SYSTEM}, date=on(1)),
    )
    assert {"people/index.md", "people_/index.md", "people_/ann/index.md"} <= set(sources(tmp_path))
