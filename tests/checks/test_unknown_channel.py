"""Rule `unknown-channel`: a notice goes where somebody reads it."""

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
    ("files", "said"),
    [
        pytest.param(
            Files(release=notice("[»ops-rom]"), system=TWO), [("ops-rom", 'did you mean "ops-room"?')], id="misspelled"
        ),
        pytest.param(
            Files(release=notice("[»telegraph]"), system=TWO),
            [("telegraph", "known: ops-room, status-page")],
            id="nothing is near: all are named",
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
def test_unknown_channel_is_found(files: Files, said: list[tuple[str, str]], tmp_path: Path) -> None:
    """A channel that the system does not have is reported where it is named."""
    project = lay_out(tmp_path, files)
    expected = [(f'channel "{name}" is not in checklists/shop/system.yml', hint) for name, hint in said]
    assert project.find(RULE) == project.expect(*expected)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(Files(release=notice("[ops-room, status-page]"), system=TWO), id="channels of the system"),
        pytest.param(Files(release=RELEASE, system="name: Shop"), id="no notice"),
    ],
)
def test_unknown_channel_stays_silent(files: Files, tmp_path: Path) -> None:
    """Channels that exist are left alone."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])


def test_unknown_channel_stays_silent_while_the_system_is_not_readable(tmp_path: Path) -> None:
    """While system.yml cannot be read, nobody knows which channels it has."""
    project = lay_out(tmp_path, Files(release=notice("[ops]"), system="nmae: Shop"))
    assert project.find(RULE) == []
