"""The JSON documents of all commands match their schemas: keys, order and types."""

from pathlib import Path

import pytest

from building import Files, lay_out, write_release
from cli.contract import assert_matches_schema
from cli.projects import BROKEN, OLD, SMALL, TILL, UNREADABLE
from cli.running import AS_OF, run
from repository import RepoBuilder

REPOSITORY = Path(__file__).parents[2]
EMPTY_DEPLOY_AT = Files(release=write_release("s:\n  title: S\n  phase: before", deploy_at=""))
PROJECTS = [
    pytest.param(SMALL, id="a small project"),
    pytest.param(Files(release=SMALL.release, others={**TILL, **OLD}), id="two systems and a closed release"),
    pytest.param(UNREADABLE, id="a release that cannot be read"),
    pytest.param(BROKEN, id="a release with an unknown state word"),
    pytest.param(EMPTY_DEPLOY_AT, id="a release of prose without T-0"),
    pytest.param(Files(people="poeple:"), id="a registry that cannot be read"),
]
COMMANDS = ("status", "next", "check", "show shop/v1")


@pytest.mark.parametrize("files", PROJECTS)
@pytest.mark.parametrize("command", COMMANDS)
def test_document_matches_its_schema(command: str, files: Files, tmp_path: Path) -> None:
    """The document matches its schema, even if the files have errors."""
    lay_out(tmp_path, files)
    assert_matches_schema(run(*command.split(), "--format", "json", *AS_OF, at=tmp_path).document)


@pytest.mark.parametrize("command", COMMANDS)
def test_document_in_git_matches_its_schema(command: str, tmp_path: Path) -> None:
    """Inside git, where `head` is a commit, the document matches its schema."""
    lay_out(tmp_path, SMALL)
    RepoBuilder(tmp_path).commit()
    assert_matches_schema(run(*command.split(), "--format", "json", at=tmp_path).document)


@pytest.mark.parametrize("command", ["status", "next", "check", "show vitracka/v1.0.0"])
def test_document_of_this_repository_matches_its_schema(command: str) -> None:
    """The documents about the checklists of this repository match their schemas."""
    assert_matches_schema(run(*command.split(), "--format", "json", at=REPOSITORY).document)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("as_of", "written"),
    [
        pytest.param("2026-03-01", "2026-03-01T00:00:00Z", id="a date, which means 00:00 UTC"),
        pytest.param("2026-03-01T08:30Z", "2026-03-01T08:30:00Z", id="UTC"),
        pytest.param("2026-03-01T00:30+01:00", "2026-02-28T23:30:00Z", id="another zone"),
        pytest.param("2026-03-01T08:30:15-05:00", "2026-03-01T13:30:15Z", id="seconds"),
        pytest.param("0999-12-31", "0999-12-31T00:00:00Z", id="a year of three digits"),
    ],
)
def test_document_has_the_evaluation_time(command: str, as_of: str, written: str, tmp_path: Path) -> None:
    """Every document has its evaluation time in UTC, with seconds."""
    lay_out(tmp_path, SMALL)
    ran = run(*command.split(), "--format", "json", "--as-of", as_of, at=tmp_path)
    assert ran.document["as_of"] == written


@pytest.mark.parametrize("command", COMMANDS)
def test_document_has_head_and_history(command: str, tmp_path: Path) -> None:
    """Outside git and before the first commit, `head` is null and `history` is none; otherwise `head` is the commit."""
    lay_out(tmp_path, SMALL)
    words = [*command.split(), "--format", "json"]
    outside = run(*words, at=tmp_path).document
    repository = RepoBuilder(tmp_path)
    unborn = run(*words, at=tmp_path).document
    commit = repository.commit()
    inside = run(*words, at=tmp_path / "checklists").document
    assert [(document["head"], document["history"]) for document in (outside, unborn, inside)] == [
        (None, "none"),
        (None, "none"),
        (commit, "full"),
    ]
