"""`VersionReader` reads past versions of a release with the same results as the reader of checked-out files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.pipelines.project_reader import VersionReader, parse_release
from planned import write_planned_project

if TYPE_CHECKING:
    from pathlib import Path

_PATH = "checklists/shop/v1.yml"
_EDITS = (
    ("status: doing", "status: done"),
    ("      review:\n", "      checked:\n"),  # the same entry with another id
    ("status: done\n        title: Every change", "status: finished\n        title: Every change"),  # an unknown word
    ("status: finished", "status: done"),
    ("kind: criteria", "kind: triggers"),  # the same entries with other keys
    ("kind: triggers", "kind: criteria"),
    ("when: [code, safety]", "when: [code]"),
    ("covers: [code]", "covers: [nothing]"),
    ("covers: [nothing]", "covers: [safety]"),
    ("backup-files:", "tests:"),  # a second entry with this id
    ("          tests:", "          backup-files:"),
    ("title: Safety", "title: &name Safety"),  # an anchor, which no reader accepts
    ("&name ", ""),
    ("release: v1", "release: v2"),  # the name of another file
    ("release: v2", "release: v1"),
)


@pytest.fixture
def versions(tmp_path: Path) -> list[bytes]:
    """The versions of a release with every kind of section, after each of the edits."""
    text = (write_planned_project(tmp_path) / _PATH).read_text(encoding="utf-8")
    texts = [text]
    for old, new in _EDITS:
        assert old in texts[-1], old
        texts.append(texts[-1].replace(old, new, 1))
    return [text.encode() for text in texts]


def test_version_reader_gives_the_same_releases_as_the_strict_reader(versions: list[bytes]) -> None:
    """Each version gives the same release with both readers, or None if it cannot be decoded."""
    reader = VersionReader(_PATH)
    found, expected = [reader.read(data) for data in versions], [parse_release(_PATH, data) for data in versions]
    assert found == expected
    assert [number for number, release in enumerate(expected) if release is None] == [3, 5, 8, 10, 12, 14]


def test_versions_share_unchanged_entries(versions: list[bytes]) -> None:
    """An entry that an edit does not change is not decoded again, which would take longer."""
    reader = VersionReader(_PATH)
    first, second = (reader.read(data) for data in versions[:2])
    assert first is not None
    assert second is not None
    pairs = [(before, after) for (_, before), (_, after) in zip(first.walk(), second.walk(), strict=True)]
    assert [before.id for before, after in pairs if before is not after] == ["load"]


def test_version_reader_accepts_a_tab(versions: list[bytes]) -> None:
    """A tab is an error only in the checked-out file, because nobody can correct a past version."""
    data = versions[0].replace(b"status: doing", b"status: doing #\tsince Monday")
    assert parse_release(_PATH, data) is None
    assert VersionReader(_PATH).read(data) == parse_release(_PATH, versions[0])
