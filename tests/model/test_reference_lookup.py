"""What somebody means by a reference: every form that suffices, and help with those that do not."""

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
# where names collide: a section with the id of an entry, and a section and an entry with the ids of system and release
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
    """One of the projects above, read once."""
    with TemporaryDirectory() as folder:
        return lay_out(Path(folder), {"two": TWO_SYSTEMS, "colliding": COLLIDING, "one": Files()}[name]).snapshot


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("shop/v1#law/licence", "shop/v1#law/licence", id="the full form"),
        pytest.param("shop/v1#licence", "shop/v1#law/licence", id="without the section"),
        pytest.param("shop#law/licence", "shop/v1#law/licence", id="without the release: only one is open"),
        pytest.param("shop#licence", "shop/v1#law/licence", id="system and entry"),
        pytest.param("#law/licence", "shop/v1#law/licence", id="behind a #, without the release"),
        pytest.param("#licence", "shop/v1#law/licence", id="behind a #, the entry alone"),
        pytest.param("law/licence", "shop/v1#law/licence", id="section and entry"),
        pytest.param("licence", "shop/v1#law/licence", id="the entry alone"),
        pytest.param("receipts", "till/2026.1#code/receipts", id="an entry of another system"),
        pytest.param("style", "shop/v1#code/style", id="an item below an item"),
        pytest.param("shop/v1#law", "shop/v1#law", id="a section in full"),
        pytest.param("law", "shop/v1#law", id="a section alone"),
        pytest.param("#law", "shop/v1#law", id="a section behind a #"),
        pytest.param("read-me", "shop/v1#read-me", id="a section of prose"),
        pytest.param("shop/v1#before", "shop/v1#before", id="a phase in full"),
        pytest.param("shop#after", "shop/v1#after", id="a phase without the release"),
        pytest.param("shop/v1", "shop/v1", id="a release in full"),
        pytest.param("2026.1", "till/2026.1", id="a release alone"),
        pytest.param("v0", "shop/v0", id="a closed release alone"),
        pytest.param("2026.1#lint", "till/2026.1#code/lint", id="an entry of a release, without its system"),
        pytest.param("shop/v1#", "shop/v1", id="a release with nothing behind its #"),
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
    """Any part of `system/release#section/entry` that suffices is enough; closed releases are named in full."""
    assert str(resolve(text, snapshot_of("two"))) == expected


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        pytest.param("lint", "shop/v1#code/lint, till/2026.1#code/lint", id="an entry of two systems"),
        pytest.param("#lint", "shop/v1#code/lint, till/2026.1#code/lint", id="behind a #"),
        pytest.param("code/lint", "shop/v1#code/lint, till/2026.1#code/lint", id="section and entry of two systems"),
        pytest.param("code", "shop/v1#code, till/2026.1#code", id="a section of two systems"),
    ],
)
def test_reference_that_names_several_things_gets_the_candidates(text: str, candidates: str) -> None:
    """Nothing is guessed: all that could be meant is listed, in full."""
    with pytest.raises(GonogoError) as refused:
        resolve(text, snapshot_of("two"))
    assert (refused.value.message, refused.value.hint) == (f'"{text}" names 2 things', f"write one of: {candidates}")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        pytest.param("licens", 'did you mean "licence"?', id="an entry"),
        pytest.param("#licens", 'did you mean "licence"?', id="an entry behind a #"),
        pytest.param("LICENCE", 'did you mean "licence"?', id="upper case"),
        pytest.param("law/licens", 'did you mean "law/licence"?', id="section and entry"),
        pytest.param("shop/v2", 'did you mean "shop/v1"?', id="a release"),
        pytest.param("shop/v1#law/licens", 'did you mean "shop/v1#law/licence"?', id="the full form"),
        pytest.param("shp", 'did you mean "shop"?', id="a system"),
        pytest.param("xyzzy", "gonogo next lists entries", id="nothing is near"),
        pytest.param("2026.2", 'did you mean "2026.1"?', id="a release alone"),
        pytest.param("v1.yml", 'did you mean "v1"?', id="the name of a file"),
        pytest.param("/home/ann/checklists/shop/v1.yml", 'did you mean "shop/v1"?', id="an absolute path"),
        pytest.param("..\\checklists\\shop\\v1.yml", 'did you mean "shop/v1"?', id="a path on Windows"),
        pytest.param("shop/", 'did you mean "shop"?', id="a folder as a shell completes it"),
        pytest.param("“licence”", 'did you mean "licence"?', id="quotation marks of a web page"),
        pytest.param("'licence' ", 'did you mean "licence"?', id="quotation marks of another shell"),
        pytest.param("Read me", 'did you mean "read-me"?', id="the title of a section"),
        pytest.param("licence,receipts", "separate references with spaces: licence receipts", id="commas"),
        pytest.param("licence; receipts", "separate references with spaces: licence receipts", id="semicolons"),
        pytest.param("licence receipts", "separate references with spaces: licence receipts", id="one word"),
        pytest.param("bob", "bob is a person or a role: gonogo next --for bob", id="a person"),
        pytest.param("ann archer", "ann is a person or a role: gonogo next --for ann", id="a name"),
    ],
)
def test_reference_that_names_nothing_gets_the_nearest(text: str, hint: str) -> None:
    """What is unknown is asked back, never taken for something else."""
    with pytest.raises(GonogoError) as refused:
        resolve(text, snapshot_of("two"))
    assert (refused.value.message, refused.value.hint) == (f'"{text}" does not exist', hint)


@pytest.mark.parametrize(
    "text",
    ["checklists/", "checklists/.yml", "./checklists/.yml", "checklists/#", "checklists\\.yml", "checklists/shop/.yml",
     "checklists/shop/", "shop/", "/v1", "/", "./", "#/", "checklists", "checklists/:1", ".yml"],
)  # fmt: skip
def test_path_with_an_empty_part_names_nothing(text: str) -> None:
    """Neither the only open release: a gate asks for `checklists/$SYSTEM/$RELEASE.yml`."""
    with pytest.raises(GonogoError, match="does not exist"):
        resolve(text, snapshot_of("one"))


@pytest.mark.parametrize("text", ["", "#"])
def test_reference_that_is_empty_names_nothing(text: str) -> None:
    """Not the only open release: the text of a variable that is not set must not open a deployment gate."""
    with pytest.raises(GonogoError, match="the reference is empty"):
        resolve(text, snapshot_of("one"))


def test_reference_to_an_entry_of_a_closed_release_gets_its_full_form() -> None:
    """Where only a closed release has the entry, what helps is its full name, not what was typed."""
    with pytest.raises(GonogoError) as refused:
        resolve("old-lint", snapshot_of("two"))
    assert (refused.value.message, refused.value.hint) == (
        '"old-lint" is only in releases that are closed',
        "write shop/v0#code/old-lint",
    )


def test_reference_to_a_release_that_does_not_decode_names_it(tmp_path: Path) -> None:
    """It is listed by its name, but nothing in it can be named."""
    snapshot = lay_out(tmp_path, Files(release="release: v1")).snapshot
    assert [str(resolve(text, snapshot)) for text in ("shop/v1", "shop")] == ["shop/v1"] * 2
    with pytest.raises(GonogoError) as refused:
        resolve("shop/v1#cto", snapshot)
    assert refused.value.message == '"shop/v1#cto" does not exist'


def test_reference_near_a_release_that_does_not_decode_finds_it(tmp_path: Path) -> None:
    """Its name is known even while nothing else of it is."""
    with pytest.raises(GonogoError) as refused:
        resolve("shop/v2", lay_out(tmp_path, Files(release="release: v1")).snapshot)
    assert refused.value.hint == 'did you mean "shop/v1"?'


def test_reference_to_a_system_with_two_open_releases_gets_both(tmp_path: Path) -> None:
    """The release may be left out only where one has no outcome yet."""
    second = {"checklists/shop/v2.yml": RELEASE.replace("release: v1", "release: v2")}
    with pytest.raises(GonogoError) as refused:
        resolve("shop", lay_out(tmp_path, Files(others=second)).snapshot)
    assert refused.value.hint == "write one of: shop/v1, shop/v2"


def every_ref(snapshot: Snapshot) -> list[Ref]:
    """Every release, phase, section and entry, in full."""
    refs = []
    for _, release in snapshot.releases():
        refs.append(release.ref)
        refs += [Ref(release.system, release.id, SectionId(phase)) for phase in release.phases]
        for section in release.sections.values():
            refs.append(Ref(release.system, release.id, section.id))
            refs += [Ref(release.system, release.id, section.id, entry.id) for entry in section.walk()]
    return refs


def answer(text: str, snapshot: Snapshot) -> Ref | str:
    """What the reference names, or the help with it."""
    try:
        return resolve(text, snapshot)
    except GonogoError as error:
        return error.hint


@pytest.mark.parametrize("project", ["one", "two", "colliding"])
def test_full_form_always_names_its_thing(project: str) -> None:
    """What commands and documents print names what they mean, whatever else has such an id."""
    refs = every_ref(snapshot_of(project))
    assert [answer(str(ref), snapshot_of(project)) for ref in refs] == refs


@settings(deadline=None)
@given(st.text("shop/v10#codelintawr-.", max_size=20), st.sampled_from(["one", "two", "colliding"]))
def test_reference_names_one_thing_or_is_refused(text: str, project: str) -> None:
    """No text is answered in another way, and no help is what was typed."""
    snapshot = snapshot_of(project)
    answered = answer(text, snapshot)
    assert isinstance(answered, str) or answered in every_ref(snapshot)
    assert answered != f'did you mean "{text}"?'
