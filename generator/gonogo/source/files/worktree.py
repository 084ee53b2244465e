"""The files of the project: as they lie in the working tree, and which of those that lie anywhere belong to it."""

from __future__ import annotations

import os
import posixpath
import re
from functools import partial
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Diagnostic, GonogoError, Severity
from gonogo.core.frozen import Frozen
from gonogo.core.nodes import INVISIBLE, START, Location
from gonogo.core.secrets import has_secret, hide_secrets
from gonogo.source.yaml.strict_reader import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

FOLDER = "checklists"
_DIRECTORY_FILES = ("people.yml", "policy.yml")
_DEPTH = 2
_STRANGE = re.compile(f"[{INVISIBLE}]")


class Found(Frozen):
    """Something that lies at a project-relative path; a link is no file, whatever it leads to."""

    path: str
    is_file: bool
    is_link: bool


class Files(Frozen):
    """The YAML files below `checklists/`: project-relative path -> bytes, in the order of their paths.

    At most one byte more than the largest readable file is held of each; None for one that is refused unread.
    """

    contents: dict[str, bytes | None]
    diagnostics: tuple[Diagnostic, ...]


def find_root(start: Path) -> Path:
    """The nearest folder from `start` upwards that holds `checklists/`.

    Raises GonogoError where there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FOLDER).is_symlink():
            raise GonogoError(f"{folder / FOLDER} is a symbolic link, which git does not follow", "put the folder here")
        if (folder / FOLDER).is_dir():
            return folder
    raise GonogoError(
        f"no folder {FOLDER}/ in {start} or above it",
        "run gonogo inside the repository that holds the checklists, or name it: gonogo -C DIR …",
    )


def read_files(root: Path) -> Files:
    """Every `.yml` file that belongs to the format, and what lies beside it and would be ignored."""
    return choose_files(_walk(root / FOLDER, FOLDER), partial(_read, root))


def choose_files(found: Iterable[Found], read: Callable[[str], bytes]) -> Files:
    """The files that belong to the format, of all that were found, in the order of their paths."""
    contents: dict[str, bytes | None] = {}
    diagnostics: list[Diagnostic] = []
    folded: dict[str, str] = {}
    for one in found:
        path = one.path
        if trouble := _why_unexpected(one, folded):
            message, hint = trouble
            location = Location(hide_secrets(shown_path(path)), START)
            diagnostics.append(Diagnostic("unexpected-file", Severity.ERROR, message, location, hint))
            is_shown = not _STRANGE.search(path) and not has_secret(path)
            if is_shown and path.endswith(".yml") and path.count("/") <= _DEPTH:
                contents[path] = None
        elif path.endswith(".yml"):
            contents[path] = read(path)
    return Files(contents, tuple(diagnostics))


def _read(root: Path, path: str) -> bytes:
    with (root / path).open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def shown_path(path: str) -> str:
    """A path in which bytes that are not UTF-8 are written out."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def _walk(folder: Path, path: str) -> Iterator[Found]:
    """What lies below a folder, by path; links are named and not followed."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False) and not entry.name.endswith(".yml"):
            yield from _walk(folder / entry.name, f"{path}/{entry.name}")
        else:
            yield Found(f"{path}/{entry.name}", is_file=entry.is_file(), is_link=entry.is_symlink())


def _why_unexpected(one: Found, folded: dict[str, str]) -> tuple[str, str] | None:
    """What is wrong with a file before it is opened, and the hint."""
    path, (_, suffix) = one.path, posixpath.splitext(one.path)
    twin = folded.setdefault(path.casefold(), path)
    depth = path.count("/")
    is_format = suffix.casefold() in (".yaml", ".yml")
    is_misplaced = depth > _DEPTH or (depth == 1 and posixpath.basename(path) not in _DIRECTORY_FILES)
    below = f"{FOLDER}/ holds people.yml, policy.yml, and a folder for each system with files, no deeper"
    reasons = (
        (_STRANGE.search(path), "the name has a character that nobody sees, or is not UTF-8", "rename it"),
        (has_secret(path), "the name looks like a password or token", "revoke it, and rename the file or folder"),
        (one.is_link, "a symbolic link is not followed", "put the file itself here"),
        (twin != path, f"differs from {hide_secrets(twin)} only in upper and lower case", "rename one of them"),
        (is_format and suffix != ".yml", f"a file that ends in {suffix} is not read", "rename it to .yml"),
        (is_format and not one.is_file, "this is no file", "rename it, if it belongs here at all"),
        (is_format and is_misplaced, "no file of the format lies here", below),
    )
    return next(((message, hint) for applies, message, hint in reasons if applies), None)
