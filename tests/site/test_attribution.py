"""Pages show the author, day and commit of each answer, from the commits of a real repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import AS_OF, PEOPLE, POLICY, ROLES, SYSTEM, Files, lay_out, write_release
from built_site import Html
from gonogo.pipelines import site_build
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

V1 = "checklists/shop/v1.yml"
PAGE = "shop/v1/before/index.md"
FORGE = "https://git.example.com/team/shop"
SECTIONS = """
code:
  title: Code
  phase: before
  items:
    tests:
      status: open
      title: Tests
    lint:
      status: open
      title: Lint
sign-offs:
  title: Sign-offs
  phase: before
  kind: signoffs
  items:
    cto:
      decision:
      by:
      title: CTO approval
"""
RELEASE = write_release(SECTIONS)
MONDAY, TUESDAY = "1770000000 +0100", "1770090000 +0100"  # 2 and 3 February 2026
BOB, EVE = b"Bob <Bob@example.com>", b"Eve <eve@example.org>"


DONE = RELEASE.replace("status: open\n        title: Tests", "status: done\n        title: Tests")
SIGNED = RELEASE.replace("decision:\n        by:", "decision: go\n        by: bob")


def read_page(
    root: Path, *commits: Made, path: str = PAGE, forge: str = "", dirty: str = "", people: str = PEOPLE
) -> tuple[Html, dict[str, str]]:
    """A page of the project, and the ids of its commits by name."""
    lay_out(
        root,
        Files(
            people=people,
            policy=f"{POLICY}forge: {forge}\n" if forge else POLICY,
            roles=ROLES,
            system=SYSTEM,
            release=RELEASE,
        ),
    )
    files = {str(file.relative_to(root)): file.read_text() for file in sorted(root.rglob("*.yml"))}
    repository = RepoBuilder(root)
    ids = repository.load(Made("root", files), *commits)
    repository.git("reset", "--hard", "--quiet")
    if dirty:
        (root / V1).write_text(dirty)
    page = Html()
    page.feed(site_build.build_site(root, AS_OF, site_build.SiteOptions()).sources[path].partition("---\n\n")[2])
    return page, ids


def words(page: Html) -> str:
    return " ".join(page.text.split())


BY_BOB = Made("done", {V1: DONE}, "Tests pass (#12)", author=BOB, date=MONDAY)


@pytest.mark.parametrize(
    ("commits", "dirty", "expected"),
    [
        pytest.param([BY_BOB], "", "Tests by Bob Baker, 2 Feb 2026 {done} #12 · line", id="settled"),
        pytest.param(
            [Made("done", {V1: DONE}, author=EVE, date=MONDAY)],
            "",
            "Tests by Eve (not in people.yml), 2 Feb 2026 {done} · line",
            id="by an unknown author",
        ),
        pytest.param(
            [],
            "",
            "Tests Open Settle: status: in line 23 status: done checklists/shop/v1.yml:23 "
            'gonogo done "shop/v1#code/tests"',
            id="not answered",
        ),
        pytest.param([], DONE, "Tests not committed · line", id="settled and not committed"),
        pytest.param(
            [BY_BOB, Made("back", {V1: RELEASE}, date=TUESDAY)],
            "",
            "Tests Open by Ann Archer, 3 Feb 2026 {back} Reversed "
            "done → open by Ann Archer, Tue 3 Feb 2026, 03:40 UTC {back}",
            id="reversed",
        ),
        pytest.param(
            [BY_BOB, Made("back", {V1: RELEASE}, date=TUESDAY), Made("again", {V1: DONE}, date=TUESDAY)],
            "",
            "Tests by Ann Archer, 3 Feb 2026 {again} · line 22 Reversed done → open by Ann Archer",
            id="settled again",
        ),
        pytest.param(
            [
                Made("done", {V1: DONE}, author=BOB, date=MONDAY),
                Made("main", {"README": "x"}, parents=("root",), date=MONDAY),
                Made("merge", {V1: DONE}, "Merge pull request #7 from bob/x", ("main", "done"), date=TUESDAY),
            ],
            "",
            "Tests by Bob Baker, 3 Feb 2026 {done} #7 · line",
            id="merged: the author of the commit and the day of the merge",
        ),
        pytest.param(
            [Made("done", {V1: DONE}, author=b"&lt;b&gt;{{7*7}} `x` <e@example.org>", date="-1 +0000")],
            "",
            "by &lt;b&gt;{{{{7*7}}}} `x` (not in people.yml), 31 Dec 1969 {done}",
            id="a hostile name and a date before 1970",
        ),
    ],
)
def test_entry_shows_author_day_and_commit_of_its_answer(
    tmp_path: Path, commits: list[Made], dirty: str, expected: str
) -> None:
    """An entry has the person with the commit's e-mail, the day of the merge to main, and the commit."""
    page, ids = read_page(tmp_path, *commits, dirty=dirty)
    assert expected.format(**{name: oid[:7] for name, oid in ids.items()}) in words(page)


def test_sign_off_shows_signer_and_author(tmp_path: Path) -> None:
    """A sign-off has the signer, whom the file claims, and the author of the commit."""
    commit = Made("signed", {V1: SIGNED}, author=EVE, date=MONDAY)
    page, ids = read_page(tmp_path, commit, path="shop/v1/sign-offs/index.md")
    assert (
        f"Why not Eve wrote the commit, with an address that is not in people.yml Commit {ids['signed'][:7]};"
        in words(page)
    )
    assert "Decision Go by Bob Baker, Mon 2 Feb 2026" in words(page)


@pytest.mark.parametrize(
    ("forge", "links"),
    [
        pytest.param(
            FORGE, ["/commit/{done}", "/pull/12", "/blob/{done}/checklists/shop/v1.yml#L22"], id="like GitHub"
        ),
        pytest.param(
            "https://gitlab.example.com/team/shop/",
            ["/-/commit/{done}", "/-/merge_requests/12", "/-/blob/{done}/checklists/shop/v1.yml#L22"],
            id="GitLab",
        ),
        pytest.param(
            "https://codeberg.org/team/shop",
            ["/commit/{done}", "/pulls/12", "/src/commit/{done}/checklists/shop/v1.yml#L22"],
            id="Forgejo",
        ),
        pytest.param(
            f"{FORGE}.git/",
            ["/commit/{done}", "/pull/12", "/blob/{done}/checklists/shop/v1.yml#L22"],
            id="clone URL",
        ),
        pytest.param("", [], id="no forge"),
    ],
)
def test_entry_links_its_proof_on_the_forge(tmp_path: Path, forge: str, links: list[str]) -> None:
    """The links to commit, pull request and line have the form of the forge; without a forge, there are no links."""
    page, ids = read_page(tmp_path, BY_BOB, forge=forge)
    expected = [f"{forge.rstrip('/').removesuffix('.git')}{link.format(**ids)}" for link in links]
    assert [link for link in page.links if link in expected or "commit/" in link or "12" in link][:3] == expected


def test_entry_without_git_has_no_author(tmp_path: Path) -> None:
    """Outside of git, pages show no author for a settled entry."""
    lay_out(tmp_path, Files(release=DONE))
    page = Html()
    page.feed(site_build.build_site(tmp_path, AS_OF, site_build.SiteOptions()).sources[PAGE].partition("---\n\n")[2])
    assert "Tests line 22" in words(page)
    assert "not committed" not in words(page)


def test_entry_with_an_ambiguous_e_mail_names_no_person(tmp_path: Path) -> None:
    """An e-mail of two people names neither; e-mails match regardless of the case of ASCII letters only."""
    people = PEOPLE.replace("bob@example.com", "ann@example.com, kim@example.com")
    kelvin = "Kim <\u212aim@example.com>".encode()
    first = Made("done", {V1: DONE}, author=b"Ann A. <Ann@example.com>", date=MONDAY)
    second = Made("signed", {V1: SIGNED.replace("status: open", "status: done")}, author=kelvin, date=TUESDAY)
    page, _ = read_page(tmp_path, first, second, people=people)
    assert "Tests by Ann A. (e-mail of several people), 2 Feb 2026" in words(page)
    assert "Lint by Kim (not in people.yml), 3 Feb 2026" in words(page)


def _settle(text: str, *titles: str, to: str = "done", and_also: str = "") -> str:
    """The release with another state for the entries with these titles."""
    for title in titles:
        text = text.replace(f"status: open\n        title: {title}", f"status: {to}\n{and_also}        title: {title}")
    return text


_WAIVED = _settle(RELEASE, "Lint", to="na", and_also="        note: Nothing to lint\n")  # `na` also needs an approval


@pytest.mark.parametrize(
    ("commits", "summary", "rows"),
    [
        pytest.param(
            [Made("all", {V1: _settle(RELEASE, "Tests", "Lint")}, parents=(), author=EVE, date=MONDAY)],
            "All 2 came settled with the first version of this file, by Eve (not in people.yml), 2 Feb 2026 {all}.",
            ["Tests line 22", "Lint line 25"],
            id="added with the file, by an unknown author",
        ),
        pytest.param(
            [Made("some", {V1: _settle(RELEASE, "Tests")}, parents=(), author=EVE, date=MONDAY)],
            "",
            ["Tests came settled by Eve (not in people.yml), 2 Feb 2026 {some} · line 22"],
            id="a single added entry",
        ),
        pytest.param(
            [
                Made("all", {V1: _settle(RELEASE, "Tests", "Lint")}, parents=(), author=EVE, date=MONDAY),
                Made("back", {V1: _settle(RELEASE, "Lint")}, date=MONDAY),
                Made("again", {V1: _settle(RELEASE, "Tests", "Lint")}, author=BOB, date=TUESDAY),
            ],
            "",
            [
                "Tests by Bob Baker, 3 Feb 2026 {again} · line 22 Reversed done → open by Ann Archer",
                "Lint came settled by Eve (not in people.yml), 2 Feb 2026 {all} · line 25",
            ],
            id="reversed and settled again",
        ),
        pytest.param(
            [Made("all", {V1: _settle(_WAIVED, "Tests")}, parents=(), author=EVE, date=MONDAY)],
            "",
            ["Lint Not applicable, not approved came settled by Eve (not in people.yml), 2 Feb 2026 {all} · line 25"],
            id="added as not applicable",
        ),
        pytest.param(
            [BY_BOB, Made("lint", {V1: _settle(RELEASE, "Tests", "Lint")}, author=BOB, date=MONDAY)],
            "",
            ["Tests by Bob Baker, 2 Feb 2026 {done} #12 · line 22", "Lint by Bob Baker, 2 Feb 2026 {lint} · line 25"],
            id="settled after the first version",
        ),
    ],
)
def test_section_names_once_the_commit_that_added_settled_entries(
    tmp_path: Path, commits: list[Made], summary: str, rows: list[str]
) -> None:
    """Entries that were added as settled share one line with their commit; all other entries have their own line."""
    page, ids = read_page(tmp_path, *commits)
    text, names = words(page), {name: oid[:7] for name, oid in ids.items()}
    assert text.count("came settled with") == bool(summary)
    for expected in (summary, *rows):
        assert expected.format(**names) in text
