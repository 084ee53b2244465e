"""Pages of people show their open work, roles, sign-offs, waivers and changes; an index lists other authors."""

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
# the output of `ssh-keygen -l -f` for it
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


def test_person_page_lists_work_roles_sign_offs_and_changes(tmp_path: Path) -> None:
    """The page of a person with a role, a sign-off, a waiver and two commits has all of them in this order."""
    ids = make_history(
        tmp_path,
        Made("waived", {V1: WAIVED}, "Later (#7)", author=BOB, date=on(20)),
        Made("signed", {V1: WAIVED.replace("decision:\n        by:", "decision: go\n        by: bob")}, author=BOB,
             date=on(30)),
    )  # fmt: skip
    text = words(page(tmp_path, "people/bob/index.md"))
    assert text.startswith(
        "# Bob Baker { #top_ } All people Nothing to do 1 role, 3 changes E-mail bob@example.com "
        "## To do { #todo_ } No entry in an open release waits for this person. "
        "## Roles { #roles_ } Shop CTO "
        "## Sign-offs { #sign-offs_ } Sign-off Release State Level CTO approval Shop v1 Go attributed "
        "## Waivers approved { #waivers_ } Item Release State Until "
        "Tests Shop v1 Waived, not settled Ended Sun 1 Feb 2026 "
        "## Did { #did_ } 3 changes in 2 commits, landed from Wed 21 Jan 2026 to Sat 31 Jan 2026. "
    )
    assert f"Signed CTO approval empty → go Shop v1 · {ids['signed'][:7]}" in text
    assert f"Waived Tests open → waived also due Shop v1 · {ids['waived'][:7]} #7" in text


def test_person_page_marks_overdue_entry(tmp_path: Path) -> None:
    """An entry is overdue if its due date is before the evaluation time."""
    make_history(tmp_path, release=WAIVED)
    assert "Tests Shop v1 Waived, not settled Overdue Tue 3 Feb 2026" in words(page(tmp_path, "people/ann/index.md"))


def test_person_page_shows_state_addresses_and_key_fingerprints(tmp_path: Path) -> None:
    """The page has the state, all addresses and key fingerprints; commits with any address belong to the person."""
    make_history(tmp_path, Made("one", {V1: TESTED}, author=b"A <Archer@Example.com>", date=on(20)), people=WITH_KEY)
    html = page(tmp_path, "people/ann/index.md")
    text = words(html)
    assert "Has left E-mail ann@example.com, archer@example.com On the forge archer Maintainer" in text
    assert f"Key Type Fingerprint State laptop ssh-ed25519 {FINGERPRINT} retired" in text
    assert {"mailto:ann@example.com", "mailto:archer@example.com"} <= set(html.links)
    assert "Done Tests open → done" in text
    assert KEY not in sources(tmp_path)["people/ann/index.md"]


@pytest.mark.parametrize(
    ("blob", "expected"), [(KEY, FINGERPRINT), ("", ""), ("A", ""), ("not base64!", ""), ("\u00e9", "")]
)
def test_fingerprint_equals_the_output_of_ssh_keygen(blob: str, expected: str) -> None:
    """The fingerprint of a key equals the output of ssh-keygen, and an invalid key has none."""
    assert fingerprint(blob) == expected


def test_person_without_changes_has_a_page(tmp_path: Path) -> None:
    """The page of a person without changes says that no commit belongs to the person."""
    make_history(tmp_path)
    text = words(page(tmp_path, "people/bob/index.md"))
    assert "1 to do 1 role, no changes" in text
    assert text.endswith("No commit with an e-mail address of this person has changed a checklist.")


def test_person_page_names_an_added_file_once(tmp_path: Path) -> None:
    """The event of an added file shows its path once, although the path is also its title."""
    make_history(tmp_path)
    text = words(page(tmp_path, "people/ann/index.md"))
    assert "Registry checklists/policy.yml " in text
    assert "checklists/policy.yml checklists/policy.yml" not in text


def test_person_page_without_open_work_says_so(tmp_path: Path) -> None:
    """The page says at the top and in place of the list that no entry waits for the person."""
    people = f"{PEOPLE}  eve:\n    name: Eve Ekman\n"
    make_history(tmp_path, people=people)
    text = words(page(tmp_path, "people/eve/index.md"))
    assert "Nothing to do no roles, no changes" in text
    assert "No entry in an open release waits for this person." in text


def test_person_page_lists_sign_offs_but_no_work_of_closed_releases(tmp_path: Path) -> None:
    """The page lists the person's sign-offs of closed releases, but no unsigned slots and no work."""
    make_history(tmp_path, release=SIGNED.replace("outcome:", "outcome: deployed"))
    text = words(page(tmp_path, "people/bob/index.md"))
    assert "Nothing to do" in text
    assert "CTO approval Shop v1 Not accepted claimed" in text
    make_history(tmp_path / "other", release=LINTED.replace("outcome:", "outcome: deployed"))
    assert "Sign-offs" not in words(page(tmp_path / "other", "people/bob/index.md"))


def test_people_index_lists_people_and_unknown_authors(tmp_path: Path) -> None:
    """The index lists people, and unknown authors by e-mail with all of their names, or by name without an e-mail."""
    make_history(
        tmp_path,
        Made("one", {V1: TESTED}, author=EVE, date=on(20)),
        Made("two", {V1: LINTED}, author=b"E. <EVE@example.org>", date=on(21)),
        Made("three", {V1: TESTED}, author=b"Mallory <>", date=on(22)),
        Made("four", {V1: LINTED}, author=BOB, date=on(23)),
        people=WITH_KEY,
    )
    html = page(tmp_path, "people/index.md")
    text = words(html)
    assert "Ann Archer Has left QA Lead (Shop) 0 19 Thu 1 Jan 2026 " in text
    assert "Bob Baker CTO (Shop) 1 1 Sat 24 Jan 2026 ## Not in people.yml" in text
    assert "Eve E. eve@example.org 2 Wed 21 Jan 2026 Thu 22 Jan 2026" in text
    assert text.endswith("Mallory no e-mail 1 Fri 23 Jan 2026 Fri 23 Jan 2026")
    assert {"ann/", "bob/"} <= set(html.links)


def test_people_index_shortens_long_names(tmp_path: Path) -> None:
    """The index shortens names of authors, which have no limit in commits."""
    make_history(
        tmp_path, Made("one", {V1: TESTED}, author=b"N" * 100_000 + b" <" + b"e" * 100_000 + b">", date=on(20))
    )
    html = page(tmp_path, "people/index.md")
    assert f"{'N' * 300}…" in words(html)
    assert len(words(html)) < 2000


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param(
            "people:\n",
            "Nobody is in checklists/people.yml yet: add the people who may own, sign and approve. "
            "## Not in people.yml",
            id="no people",
        ),
        pytest.param("people: [", "checklists/people.yml cannot be read, so its people are not known", id="unreadable"),
    ],
)
def test_people_index_without_people_explains_the_next_step(tmp_path: Path, people: str, expected: str) -> None:
    """Without people, the index says what to do; if people.yml is unreadable, it lists no unknown authors."""
    make_history(tmp_path, people=people)
    shown = words(page(tmp_path, "people/index.md"))
    assert expected in shown
    assert ("## Not in people.yml" in shown) is (people == "people:\n")


def test_names_link_to_person_pages(tmp_path: Path) -> None:
    """Names on overviews, contacts and changes are links."""
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
        pytest.param("format: [", True, id="an unreadable policy"),
        pytest.param(POLICY, False, id="without history"),
    ],
)
def test_people_pages_are_absent_for_the_public_or_without_history(
    tmp_path: Path, policy: str, *, has_git: bool
) -> None:
    """A public site and a site without history have no pages of people, and no links to them."""
    if has_git:
        make_history(tmp_path, Made("one", {V1: TESTED}, author=BOB, date=on(20)), policy=policy)
    else:
        lay_out(tmp_path, Files(policy=policy, roles=ROLES, release=RELEASE))
    pages = sources(tmp_path)
    assert not [path for path in pages if path.startswith("people")]
    assert not [path for path, text in pages.items() if "people/" in text.replace("checklists/people.yml", "")]


def test_people_index_does_not_collide_with_a_system_named_people(tmp_path: Path) -> None:
    """A system called people keeps its path, and the index of people gets another path."""
    make_history(
        tmp_path,
        Made("system", {"checklists/people/roles.yml": ROLES, "checklists/people/system.yml": SYSTEM}, date=on(1)),
    )
    assert {"people/index.md", "people_/index.md", "people_/ann/index.md"} <= set(sources(tmp_path))
