"""The contract of every JSON document: which keys, in which order, of which types."""

from pathlib import Path

import pytest

from building import Files, lay_out, write_release
from cli.contract import assert_fits
from cli.projects import BROKEN, OLD, SMALL, TILL, UNREADABLE
from cli.running import AS_OF, run
from repository import RepoBuilder

REPOSITORY = Path(__file__).parents[2]
EMPTY_DEPLOY_AT = Files(release=write_release("s:\n  title: S\n  phase: before", deploy_at=""))
PROJECTS = [
    pytest.param(SMALL, id="a small project"),
    pytest.param(Files(release=SMALL.release, others={**TILL, **OLD}), id="two systems and a closed release"),
    pytest.param(UNREADABLE, id="a release that cannot be read"),
    pytest.param(BROKEN, id="a release with a word that is none"),
    pytest.param(EMPTY_DEPLOY_AT, id="a release of prose without T-0"),
    pytest.param(Files(people="poeple:"), id="a directory that cannot be read"),
]
COMMANDS = ("status", "next", "check", "show shop/v1")


@pytest.mark.parametrize("files", PROJECTS)
@pytest.mark.parametrize("command", COMMANDS)
def test_document_fits_the_contract(command: str, files: Files, tmp_path: Path) -> None:
    """Whatever the files say, and however wrong they are, the document has its form."""
    lay_out(tmp_path, files)
    assert_fits(run(*command.split(), "--format", "json", *AS_OF, at=tmp_path).document)


@pytest.mark.parametrize("command", COMMANDS)
def test_document_of_a_commit_fits_the_contract(command: str, tmp_path: Path) -> None:
    """Inside git the head is a commit, and the form is the same."""
    lay_out(tmp_path, SMALL)
    RepoBuilder(tmp_path).commit()
    assert_fits(run(*command.split(), "--format", "json", at=tmp_path).document)


@pytest.mark.parametrize("command", ["status", "next", "check", "show vitracka/v1.0.0"])
def test_document_of_this_repository_fits_the_contract(command: str) -> None:
    """So has that of the checklists that the project keeps of its own."""
    assert_fits(run(*command.split(), "--format", "json", at=REPOSITORY).document)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("as_of", "written"),
    [
        pytest.param("2026-03-01", "2026-03-01T00:00:00Z", id="a date is its first moment in UTC"),
        pytest.param("2026-03-01T08:30Z", "2026-03-01T08:30:00Z", id="UTC"),
        pytest.param("2026-03-01T00:30+01:00", "2026-02-28T23:30:00Z", id="another zone"),
        pytest.param("2026-03-01T08:30:15-05:00", "2026-03-01T13:30:15Z", id="seconds"),
        pytest.param("0999-12-31", "0999-12-31T00:00:00Z", id="a year of three digits"),
    ],
)
def test_document_says_as_of_when(command: str, as_of: str, written: str, tmp_path: Path) -> None:
    """Every document says the time that it was judged at, in UTC and to the second."""
    lay_out(tmp_path, SMALL)
    ran = run(*command.split(), "--format", "json", "--as-of", as_of, at=tmp_path)
    assert ran.document["as_of"] == written


@pytest.mark.parametrize("command", COMMANDS)
def test_document_names_the_commit_and_whether_history_was_read(command: str, tmp_path: Path) -> None:
    """`head` is null outside git and before the first commit, and the commit from then on; so is `history`."""
    lay_out(tmp_path, SMALL)
    words = [*command.split(), "--format", "json"]
    outside = run(*words, at=tmp_path).document
    repository = RepoBuilder(tmp_path)
    unborn = run(*words, at=tmp_path).document
    commit = repository.commit()
    inside = run(*words, at=tmp_path / "checklists").document
    assert [(one["head"], one["history"]) for one in (outside, unborn, inside)] == [
        (None, "none"),
        (None, "none"),
        (commit, "full"),
    ]
