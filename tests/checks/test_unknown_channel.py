"""Rule `unknown-channel`: a notice to a channel that the system does not have."""

from pathlib import Path

import pytest

from building import RELEASE, Files, lay_out, write_release

RULE = "unknown-channel"
TWO = """
name: Shop
channels:
  ops-room:
    title: Ops room
  status-page:
    title: Status page
"""


def notice(channels: str) -> str:
    """A release with a notice to these channels."""
    head = "news:\n  title: News\n  phase: fallback\n  kind: notices\n  items:\n    started:\n"
    lines = f"      status: open\n      title: We have started\n      at: T-0\n      channels: {channels}"
    return write_release(head + lines)


@pytest.mark.parametrize(
    ("files", "findings"),
    [
        pytest.param(
            Files(release=notice("[»ops-rom]"), system=TWO), [("ops-rom", 'did you mean "ops-room"?')], id="misspelled"
        ),
        pytest.param(
            Files(release=notice("[»telegraph]"), system=TWO),
            [("telegraph", "known: ops-room, status-page")],
            id="no similar name: all are listed",
        ),
        pytest.param(
            Files(release=notice("[»pager, ops-room, »mail]"), system=TWO),
            [("pager", "known: ops-room, status-page"), ("mail", "known: ops-room, status-page")],
            id="two of three, each at its place",
        ),
        pytest.param(
            Files(release=notice("[»ops-room]"), system="name: Shop"), [("ops-room", "")], id="no channels at all"
        ),
    ],
)
def test_unknown_channel_is_found(files: Files, findings: list[tuple[str, str]], tmp_path: Path) -> None:
    """The finding is at the unknown channel."""
    project = lay_out(tmp_path, files)
    expected = [(f'channel "{name}" is not in checklists/shop/system.yml', hint) for name, hint in findings]
    assert project.find(RULE) == project.expect(*expected)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(Files(release=notice("[ops-room, status-page]"), system=TWO), id="channels of the system"),
        pytest.param(Files(release=RELEASE, system="name: Shop"), id="no notice"),
    ],
)
def test_unknown_channel_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about channels of the system."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])


def test_unknown_channel_stays_silent_if_the_system_is_unreadable(tmp_path: Path) -> None:
    """The rule stays silent while system.yml is unreadable."""
    project = lay_out(tmp_path, Files(release=notice("[ops]"), system="nmae: Shop"))
    assert project.find(RULE) == []
