"""`gonogo reference DIR` and `gonogo schema --write DIR` replace only files that gonogo generated."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

import pytest

from building import lay_out, write
from cli.running import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COMMANDS = [
    pytest.param(("reference",), "rules.md", id="reference"),
    pytest.param(("schema", "--write"), "people.json", id="schema"),
    pytest.param(("schema", "people", "--write"), "people.json", id="schema of one kind"),
]


def read_all(folder: Path) -> dict[str, bytes | str]:
    """Every file and link below a folder, by path."""
    return {
        str(path.relative_to(folder)): os.readlink(path) if path.is_symlink() else path.read_bytes()  # noqa: PTH115
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def _text(content: bytes) -> Callable[[Path], object]:
    return lambda place: place.write_bytes(content)


OTHER_FILES = [
    pytest.param(_text(b"# Our own page\n"), id="another page"),
    pytest.param(_text(b""), id="an empty file"),
    pytest.param(_text(b"\n\n\n"), id="blank lines"),
    pytest.param(_text(b"# A\n\nWritten by `gonogo reference`; change the\n"), id="a page that quotes the marker"),
    pytest.param(_text(b'{"title": "gonogo people"}'), id="JSON with only the title of a schema"),
    pytest.param(
        _text(b'{"$schema": "http://json-schema.org/draft-07/schema#", "title": "gonogo roles"}'), id="another schema"
    ),
    pytest.param(_text(b'["gonogo people"]'), id="a JSON list"),
    pytest.param(_text(b"[" * 100_000), id="brackets without an end"),
    pytest.param(_text(b"\xff\xfe\0"), id="bytes that are not text"),
    pytest.param(lambda place: place.mkdir(), id="a folder"),
    pytest.param(os.mkfifo, id="a pipe"),
    pytest.param(lambda place: place.symlink_to(place.parent / "nowhere"), id="a broken link"),
    pytest.param(lambda place: place.symlink_to("notes.txt"), id="a link to a file"),
]


@pytest.mark.parametrize(("words", "name"), COMMANDS)
@pytest.mark.parametrize("lay", OTHER_FILES)
def test_generated_file_never_replaces_another_file(
    tmp_path: Path, words: tuple[str, ...], name: str, lay: Callable[[Path], object]
) -> None:
    """The command exits with code 2, names the file and the solution, and writes nothing."""
    write(tmp_path / "notes.txt", "Notes\n")
    lay(tmp_path / name)
    before = read_all(tmp_path)
    ran = run(*words, tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert f"`gonogo {words[0]}` did not write {tmp_path / name}" in ran.err
    assert "help: move it away, or name another folder" in ran.err
    assert read_all(tmp_path) == before


@pytest.mark.parametrize(("words", "name"), COMMANDS)
def test_generated_file_replaces_an_earlier_generated_file(tmp_path: Path, words: tuple[str, ...], name: str) -> None:
    """A second run has the same result, even after a checkout with Windows line ends."""
    write(tmp_path / "notes.txt", "Notes\n")
    assert run(*words, tmp_path).code == 0
    first = read_all(tmp_path)
    (tmp_path / name).write_bytes(first[name].replace(b"\n", b"\r\n") if isinstance(first[name], bytes) else b"")
    assert read_all(tmp_path) != first
    assert run(*words, tmp_path).code == 0
    assert read_all(tmp_path) == first


def test_schema_of_an_earlier_version_is_replaced(tmp_path: Path) -> None:
    """The title identifies a schema of gonogo, even if its keys differ."""
    old = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "gonogo people", "properties": {"old": {}}}
    write(tmp_path / "people.json", json.dumps(old))
    assert run("schema", "people", "--write", tmp_path).code == 0
    assert "old" not in (tmp_path / "people.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "name"), COMMANDS)
def test_generated_file_has_the_usual_permissions(tmp_path: Path, words: tuple[str, ...], name: str) -> None:
    """The permissions follow the umask, so that other users, such as a web server, can read the files."""
    assert run(*words, tmp_path).code == 0
    usual = tmp_path / "usual"
    usual.touch()
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def _lay_out_project(root: Path) -> Path:
    lay_out(root)
    (root / "docs").mkdir()
    (root / "elsewhere").mkdir()
    (root / "docs" / "link").symlink_to(root / "elsewhere")
    (root / ".git" / "hooks").mkdir(parents=True)
    return root


@pytest.mark.parametrize(("words", "name"), COMMANDS[:2])
@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        pytest.param("docs/link", "is a symbolic link, not a folder", id="a link"),
        pytest.param("docs/link/below", "is a symbolic link", id="a folder in a linked folder of the project"),
        pytest.param(".git/hooks", "a place where git keeps its own files", id="a folder of git"),
        pytest.param("checklists/shop", "a place that gonogo only reads", id="the checklists"),
    ],
)
def test_generated_file_cannot_be_in_a_source_folder_or_a_link(
    tmp_path: Path, words: tuple[str, ...], name: str, folder: str, reason: str
) -> None:
    """The same folders are refused as for a site, but a folder in docs/ is accepted."""
    root = _lay_out_project(tmp_path)
    before = read_all(root)
    ran = run(*words, root / folder)
    assert (ran.code, ran.out, reason in ran.err, read_all(root)) == (2, "", True, before)
    assert run(*words, root / "docs" / "reference").code == 0
    assert (root / "docs" / "reference" / name).is_file()
