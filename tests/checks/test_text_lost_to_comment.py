"""Rule `text-lost-to-comment`: a comment after a value, which may be text that YAML discards."""

from pathlib import Path

import pytest

from building import Files, lay_out

RULE = "text-lost-to-comment"
FINDING = (
    "YAML drops this text as a comment",
    "quote the whole value if this text belongs to it; put a comment on its own line",
)


def system(*lines: str) -> Files:
    """A project whose system file has these additional lines."""
    return Files(system="\n".join(["name: Shop", *lines]))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(system("summary: »#deployment-prod"), id="the value is only a comment"),
        pytest.param(system("summary: Tell »#ops of it"), id="the value is cut short"),
        pytest.param(system('summary: "Tell all" »# and ops'), id="after a quoted value"),
        pytest.param(system("channels: »# none yet", "  ops:", "    title: Ops"), id="after a key of a mapping"),
        pytest.param(
            Files(people="people:\n  ann:\n    name: Ann\n    emails: [ann@example.com] »# work"), id="after a list"
        ),
        pytest.param(system("summary: |  »# kept", "  All of it"), id="after the indicator of a block"),
    ],
)
def test_text_lost_to_comment_is_found(files: Files, tmp_path: Path) -> None:
    """The finding is at the start of the comment."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect(FINDING)


def test_text_lost_to_comment_is_found_on_every_line(tmp_path: Path) -> None:
    """Each line with such a comment has a finding, in order."""
    project = lay_out(tmp_path, system("summary: a »# b", "repository: https://example.com »# c"))
    assert project.find(RULE) == project.expect(FINDING, FINDING)


def test_text_lost_to_comment_prevents_decoding(tmp_path: Path) -> None:
    """A file with such a comment is not decoded."""
    project = lay_out(tmp_path, system("summary: Tell »#ops"))
    assert [(one.facts, one.unreadable) for one in project.snapshot.systems.values()] == [
        (None, ("checklists/shop/system.yml",))
    ]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(system("# a line of its own", "  # indented", "summary: All"), id="on a separate line"),
        pytest.param(system('summary: "Tell #ops"'), id="in double quotes"),
        pytest.param(system("summary: 'Tell #ops'"), id="in single quotes"),
        pytest.param(system("summary: issue#12"), id="no space before it"),
        pytest.param(system("summary: |", "  Tell #ops", "  # and all others"), id="in a text of several lines"),
        pytest.param(system("repository: https://example.com/#readme"), id="in a link"),
    ],
)
def test_text_lost_to_comment_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about a `#` inside a text, and comments on separate lines."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
