"""`resolve`: every accepted form of a reference, and the hints for others."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import RELEASE, Files, lay_out, write_release
from gonogo.core.diagnostics import GonogoError
from gonogo.model.ids import SectionId
from gonogo.model.reference_lookup import resolve
from gonogo.model.references import Ref
from gonogo.model.snapshot import Snapshot

ONE = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: open
      title: Lint
    quality:
      title: Quality
      items:
        style:
          status: open
          title: Style
law:
  title: Law
  phase: before
  items:
    licence:
      status: open
      title: Licence
read-me:
  title: Read me
  phase: before
"""
OLD = """
code:
  title: Code
  phase: before
  items:
    old-lint:
      status: done
      title: Lint
"""
TILL = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: open
      title: Lint
    receipts:
      status: open
      title: Receipts
"""
TWO_SYSTEMS = Files(
    release=write_release(ONE),
    others={
        "checklists/shop/v0.yml": write_release(OLD, outcome="deployed").replace("release: v1", "release: v0"),
        "checklists/till/roles.yml": "roles:\n  cto:\n    title: CTO\n    people: [bob]\n",
        "checklists/till/system.yml": "name: Till\n",
        "checklists/till/2026.1.yml": write_release(TILL).replace("release: v1", "release: 2026.1"),
    },
)
# Equal ids: a section with the id of an entry, and a section and an entry with the ids of system and release.
COLLIDING = Files(
    release=write_release(
        """
        lint:
          title: Lint
          phase: before
          items:
            lint:
              status: open
              title: Lint
        shop:
          title: Shop
          phase: before
          items:
            v1:
              status: open
              title: Version 1
        """
    )
)


@cache
def snapshot_of(name: str) -> Snapshot:
    """One of these projects, read once."""
    with TemporaryDirectory() as folder:
        return lay_out(Path(folder), {"two": TWO_SYSTEMS, "colliding": COLLIDING, "one": Files()}[name]).snapshot


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("shop/v1#law/licence", "shop/v1#law/licence", id="the full form"),
        pytest.param("shop/v1#licence", "shop/v1#law/licence", id="without the section"),
        pytest.param("shop#law/licence", "shop/v1#law/licence", id="without the release: a single open release"),
        pytest.param("shop#licence", "shop/v1#law/licence", id="system and entry"),
        pytest.param("#law/licence", "shop/v1#law/licence", id="after a #, without the release"),
        pytest.param("#licence", "shop/v1#law/licence", id="after a #, only the entry"),
        pytest.param("law/licence", "shop/v1#law/licence", id="section and entry"),
        pytest.param("licence", "shop/v1#law/licence", id="only the entry"),
        pytest.param("receipts", "till/2026.1#code/receipts", id="an entry of another system"),
        pytest.param("style", "shop/v1#code/style", id="a nested item"),
        pytest.param("shop/v1#law", "shop/v1#law", id="a section in full"),
        pytest.param("law", "shop/v1#law", id="only a section"),
        pytest.param("#law", "shop/v1#law", id="a section after a #"),
        pytest.param("read-me", "shop/v1#read-me", id="a section of prose"),
        pytest.param("shop/v1#before", "shop/v1#before", id="a phase in full"),
        pytest.param("shop#after", "shop/v1#after", id="a phase without the release"),
        pytest.param("shop/v1", "shop/v1", id="a release in full"),
        pytest.param("2026.1", "till/2026.1", id="only a release"),
        pytest.param("v0", "shop/v0", id="only a closed release"),
        pytest.param("2026.1#lint", "till/2026.1#code/lint", id="an entry of a release, without its system"),
        pytest.param("shop/v1#", "shop/v1", id="a release with an empty part after #"),
        pytest.param("shop", "shop/v1", id="a system with one open release"),
        pytest.param("shop/v0", "shop/v0", id="a closed release"),
        pytest.param("shop/v0#code", "shop/v0#code", id="a section of a closed release"),
        pytest.param("shop/v0#old-lint", "shop/v0#code/old-lint", id="an entry of a closed release"),
        pytest.param("till/2026.1#lint", "till/2026.1#code/lint", id="a release with a full stop"),
        pytest.param("checklists/till/2026.1.yml", "till/2026.1", id="a file"),
        pytest.param("./checklists/till/2026.1.yml", "till/2026.1", id="a file below this folder"),
        pytest.param("checklists\\till\\2026.1.yml", "till/2026.1", id="a file on Windows"),
        pytest.param("checklists/shop/v1.yml:12:7", "shop/v1", id="a file with line and column, as check prints it"),
        pytest.param("checklists/shop/v0.yml:3", "shop/v0", id="a file with a line"),
        pytest.param("checklists/shop", "shop/v1", id="the folder of a system"),
    ],
)
def test_reference_names_one_thing(text: str, expected: str) -> None:
    """Any unambiguous part of `system/release#section/entry` is accepted; closed releases need their full name."""
    assert str(resolve(text, snapshot_of("two"))) == expected


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        pytest.param("lint", "shop/v1#code/lint, till/2026.1#code/lint", id="an entry of two systems"),
        pytest.param("#lint", "shop/v1#code/lint, till/2026.1#code/lint", id="after a #"),
        pytest.param("code/lint", "shop/v1#code/lint, till/2026.1#code/lint", id="section and entry of two systems"),
        pytest.param("code", "shop/v1#code, till/2026.1#code", id="a section of two systems"),
    ],
)
def test_ambiguous_reference_lists_the_candidates(text: str, candidates: str) -> None:
    """An ambiguous reference is refused, and the hint lists all candidates in full."""
    with pytest.raises(GonogoError) as refused:
        resolve(text, snapshot_of("two"))
    assert (refused.value.message, refused.value.hint) == (f'"{text}" names 2 things', f"write one of: {candidates}")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        pytest.param("licens", 'did you mean "licence"?', id="an entry"),
        pytest.param("#licens", 'did you mean "licence"?', id="an entry after a #"),
        pytest.param("LICENCE", 'did you mean "licence"?', id="upper case"),
        pytest.param("law/licens", 'did you mean "law/licence"?', id="section and entry"),
        pytest.param("shop/v2", 'did you mean "shop/v1"?', id="a release"),
        pytest.param("shop/v1#law/licens", 'did you mean "shop/v1#law/licence"?', id="the full form"),
        pytest.param("shp", 'did you mean "shop"?', id="a system"),
        pytest.param("xyzzy", "gonogo next lists entries", id="no similar name"),
        pytest.param("2026.2", 'did you mean "2026.1"?', id="only a release"),
        pytest.param("v1.yml", 'did you mean "v1"?', id="the name of a file"),
        pytest.param("/home/ann/checklists/shop/v1.yml", 'did you mean "shop/v1"?', id="an absolute path"),
        pytest.param("..\\checklists\\shop\\v1.yml", 'did you mean "shop/v1"?', id="a path on Windows"),
        pytest.param("shop/", 'did you mean "shop"?', id="a folder as a shell completes it"),
        pytest.param("“licence”", 'did you mean "licence"?', id="typographic quotation marks"),
        pytest.param("'licence' ", 'did you mean "licence"?', id="single quotation marks"),
        pytest.param("Read me", 'did you mean "read-me"?', id="the title of a section"),
        pytest.param("licence,receipts", "separate references with spaces: licence receipts", id="commas"),
        pytest.param("licence; receipts", "separate references with spaces: licence receipts", id="semicolons"),
        pytest.param(
            "licence receipts", "separate references with spaces: licence receipts", id="spaces in one argument"
        ),
        pytest.param("bob", "bob is a person or a role: gonogo next --for bob", id="a person"),
        pytest.param("ann archer", "ann is a person or a role: gonogo next --for ann", id="the name of a person"),
    ],
)
def test_unknown_reference_suggests_the_nearest(text: str, hint: str) -> None:
    """An unknown reference is refused, and the hint suggests the nearest name."""
    with pytest.raises(GonogoError) as refused:
        resolve(text, snapshot_of("two"))
    assert (refused.value.message, refused.value.hint) == (f'"{text}" does not exist', hint)


def test_title_of_an_entry_precedes_a_role_of_the_same_title(tmp_path: Path) -> None:
    """The hint names the entry: a sign-off often has the title of its role."""
    roles = "roles:\n  lawyer:\n    title: Head of law\n    people: [alice]\n"
    files = Files(release=write_release(ONE.replace("title: Licence", "title: Head of law")), roles=roles)
    with pytest.raises(GonogoError) as refused:
        resolve("Head of law", lay_out(tmp_path, files).snapshot)
    assert refused.value.hint == 'did you mean "licence"?'


@pytest.mark.parametrize(
    "text",
    ["checklists/", "checklists/.yml", "./checklists/.yml", "checklists/#", "checklists\\.yml", "checklists/shop/.yml",
     "checklists/shop/", "shop/", "/v1", "/", "./", "#/", "checklists", "checklists/:1", ".yml"],
)  # fmt: skip
def test_path_with_an_empty_part_is_refused(text: str) -> None:
    """With an unset variable in `checklists/$SYSTEM/$RELEASE.yml`, a gate must not get the only open release."""
    with pytest.raises(GonogoError, match="does not exist"):
        resolve(text, snapshot_of("one"))


@pytest.mark.parametrize("text", ["", "#"])
def test_empty_reference_is_refused(text: str) -> None:
    """An empty reference, such as an unset variable, is refused, even if there is a single open release."""
    with pytest.raises(GonogoError, match="the reference is empty"):
        resolve(text, snapshot_of("one"))


def test_reference_to_a_closed_release_suggests_the_full_form() -> None:
    """The hint for an entry that only a closed release has is its full reference."""
    with pytest.raises(GonogoError) as refused:
        resolve("old-lint", snapshot_of("two"))
    assert (refused.value.message, refused.value.hint) == (
        '"old-lint" is only in releases that are closed',
        "write shop/v0#code/old-lint",
    )


def test_reference_to_an_unreadable_release_is_resolved(tmp_path: Path) -> None:
    """An unreadable release can be named, but not its entries."""
    snapshot = lay_out(tmp_path, Files(release="release: v1")).snapshot
    assert [str(resolve(text, snapshot)) for text in ("shop/v1", "shop")] == ["shop/v1"] * 2
    with pytest.raises(GonogoError) as refused:
        resolve("shop/v1#cto", snapshot)
    assert refused.value.message == '"shop/v1#cto" does not exist'


def test_unknown_reference_suggests_an_unreadable_release(tmp_path: Path) -> None:
    """The hint for an unknown release suggests an unreadable release with a similar name."""
    with pytest.raises(GonogoError) as refused:
        resolve("shop/v2", lay_out(tmp_path, Files(release="release: v1")).snapshot)
    assert refused.value.hint == 'did you mean "shop/v1"?'


def test_reference_to_a_system_with_two_open_releases_lists_both(tmp_path: Path) -> None:
    """A system with two open releases is ambiguous."""
    second = {"checklists/shop/v2.yml": RELEASE.replace("release: v1", "release: v2")}
    with pytest.raises(GonogoError) as refused:
        resolve("shop", lay_out(tmp_path, Files(others=second)).snapshot)
    assert refused.value.hint == "write one of: shop/v1, shop/v2"


def every_ref(snapshot: Snapshot) -> list[Ref]:
    """Every release, phase, section and entry as a full reference."""
    refs = []
    for _, release in snapshot.releases():
        refs.append(release.ref)
        refs += [Ref(release.system, release.id, SectionId(phase)) for phase in release.phases]
        for section in release.sections.values():
            refs.append(Ref(release.system, release.id, section.id))
            refs += [Ref(release.system, release.id, section.id, entry.id) for entry in section.walk()]
    return refs


def answer(text: str, snapshot: Snapshot) -> Ref | str:
    """The result of a reference, or the hint of its error."""
    try:
        return resolve(text, snapshot)
    except GonogoError as error:
        return error.hint


@pytest.mark.parametrize("project", ["one", "two", "colliding"])
def test_full_reference_is_never_ambiguous(project: str) -> None:
    """A full reference is resolved to its subject, regardless of other ids."""
    refs = every_ref(snapshot_of(project))
    assert [answer(str(ref), snapshot_of(project)) for ref in refs] == refs


@settings(deadline=None)
@given(st.text("shop/v10#codelintawr-.", max_size=20), st.sampled_from(["one", "two", "colliding"]))
def test_any_text_is_resolved_or_refused(text: str, project: str) -> None:
    """Any text is resolved or refused, and no hint suggests the text itself."""
    snapshot = snapshot_of(project)
    answered = answer(text, snapshot)
    assert isinstance(answered, str) or answered in every_ref(snapshot)
    assert answered != f'did you mean "{text}"?'
