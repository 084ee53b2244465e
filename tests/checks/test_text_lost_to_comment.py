"""Rule `text-lost-to-comment`: a comment behind a value may be text that YAML threw away."""

from pathlib import Path

import pytest

from building import Files, lay_out

RULE = "text-lost-to-comment"
SAID = (
    "YAML drops this text as a comment",
    "quote the whole value if this text belongs to it; put a comment on its own line",
)


def system(*lines: str) -> Files:
    """A project whose system file goes on with these lines."""
    return Files(system="\n".join(["name: Shop", *lines]))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(system("summary: »#deployment-prod"), id="the value is nothing but a comment"),
        pytest.param(system("summary: Tell »#ops of it"), id="the value is cut short"),
        pytest.param(system('summary: "Tell all" »# and ops'), id="behind a quoted value"),
        pytest.param(system("channels: »# none yet", "  ops:", "    title: Ops"), id="behind a key with values below"),
        pytest.param(
            Files(people="people:\n  ann:\n    name: Ann\n    emails: [ann@example.com] »# work"), id="behind a list"
        ),
        pytest.param(system("summary: |  »# kept", "  All of it"), id="behind the sign of a block"),
    ],
)
def test_text_lost_to_comment_is_found(files: Files, tmp_path: Path) -> None:
    """The comment is reported where it begins."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect(SAID)


def test_text_lost_to_comment_is_found_on_every_line(tmp_path: Path) -> None:
    """Two lines are two findings, in order."""
    project = lay_out(tmp_path, system("summary: a »# b", "repository: https://example.com »# c"))
    assert project.find(RULE) == project.expect(SAID, SAID)


def test_text_lost_to_comment_keeps_the_file_from_being_read(tmp_path: Path) -> None:
    """A file that may say something else than is read is not read."""
    project = lay_out(tmp_path, system("summary: Tell »#ops"))
    assert [(one.facts, one.unreadable) for one in project.snapshot.systems.values()] == [
        (None, ("checklists/shop/system.yml",))
    ]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(system("# a line of its own", "  # indented", "summary: All"), id="a line of its own"),
        pytest.param(system('summary: "Tell #ops"'), id="in double quotes"),
        pytest.param(system("summary: 'Tell #ops'"), id="in single quotes"),
        pytest.param(system("summary: issue#12"), id="no space before it"),
        pytest.param(system("summary: |", "  Tell #ops", "  # and all others"), id="in a text of several lines"),
        pytest.param(system("repository: https://example.com/#readme"), id="in a link"),
    ],
)
def test_text_lost_to_comment_stays_silent(files: Files, tmp_path: Path) -> None:
    """A `#` that is text, and a comment on a line of its own, are left alone."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
