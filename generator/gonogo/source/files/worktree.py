"""The files of a project in the working tree: the paths below `checklists/` that the format allows, with contents."""

from __future__ import annotations

import os
import posixpath
import re
import stat
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Diagnostic, GonogoError, Severity
from gonogo.core.frozen import Frozen, field
from gonogo.core.nodes import START, Location
from gonogo.core.safe_text import has_invisible
from gonogo.core.secrets import has_secret, hide_secrets
from gonogo.source.yaml.strict_reader import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

FOLDER = "checklists"
_TOP_FILES = ("people.yml", "policy.yml")
_DEPTH = 2
# Hidden names, and names of files that programs leave behind. No system or release can have such a name.
_HIDDEN = re.compile(r"\.|~\$|Icon\r$")
# The beginnings of the names that Emacs, macOS, LibreOffice, GNOME and Syncthing give to lock files and copies.
_LEFT_BESIDE = r"\.(?:#|_|~|goutputstream-|syncthing\.)|~\$|\..*~"


class ListedPath(Frozen):
    """A project-relative path and its type. `is_file` is False for a symbolic link and for any folder."""

    path: str
    is_file: bool
    is_link: bool
    is_repository: bool = False


class ProjectFiles(Frozen):
    """The contents of the YAML files below `checklists/`, keyed by project-relative path, in the order of the paths.

    A content is cut to one byte more than the largest readable file; it is None for a file that is rejected without
    being read. `diagnostics` are about paths that the format does not allow. `find_absent` returns the paths, anywhere
    in the project, at which there is no file; call it while the store that it reads is open.
    """

    contents: dict[str, bytes | None]
    diagnostics: tuple[Diagnostic, ...]
    find_absent: Callable[[Iterable[str]], frozenset[str]] = field(compare=False)


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that contains a folder `checklists/`.

    Raises GonogoError if there is none, or if `checklists/` is a link or another repository.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FOLDER).is_symlink():
            raise GonogoError(f"{folder / FOLDER} is a symbolic link, which git does not follow", "put the folder here")
        if (folder / FOLDER).is_dir():
            _require_no_repository(folder / FOLDER)
            return folder
    from gonogo.source.git.missing_checklists import explain_missing  # noqa: PLC0415 - only for a failure

    raise explain_missing(start)


def _require_no_repository(place: Path) -> None:
    """Raises GonogoError if a folder `checklists/` is a repository of its own: its history is not the project's."""
    if _is_repository(place, is_empty=not any(place.iterdir())):
        raise other_repository(place)


def other_repository(place: Path) -> GonogoError:
    """The error for a folder `checklists/` that is a submodule or another repository."""
    hint = f"put the files here, or move {FOLDER}/ into the repository of the submodule, and name that repository"
    message = f"{place} is another repository, such as a submodule: its history is not in this one"
    return GonogoError(message, f"{hint}: gonogo -C DIR …")


def _is_repository(place: Path, *, is_empty: bool) -> bool:
    """Whether a folder is a repository of its own.

    A submodule that is not checked out is an empty folder that is listed in `.gitmodules` of the outer repository.
    """
    return os.path.lexists(place / ".git") or (is_empty and _is_listed_submodule(place))


def _is_listed_submodule(place: Path) -> bool:
    for folder in place.parents:
        if (folder / ".gitmodules").is_file():
            path = place.relative_to(folder).as_posix()
            line = re.compile(rf"^\s*path\s*=\s*\"?{re.escape(path)}\"?\s*$", re.MULTILINE)
            return bool(line.search((folder / ".gitmodules").read_text(encoding="utf-8", errors="replace")))
    return False


def read_files(root: Path) -> ProjectFiles:
    """The files of the project at `root`, as they are in the working tree."""
    return choose_files(_walk(root / FOLDER, FOLDER), partial(_read, root), partial(_find_absent, root))


def choose_files(
    paths: Iterable[ListedPath],
    read: Callable[[str], bytes],
    find_absent: Callable[[Iterable[str]], frozenset[str]],
) -> ProjectFiles:
    """The files at these paths that the format allows, in the order of the paths."""
    contents: dict[str, bytes | None] = {}
    diagnostics: list[Diagnostic] = []
    folded: dict[str, str] = {}
    for listed in paths:
        path = listed.path
        if is_hidden(path):
            diagnostics += _note_hidden(listed)
        elif problem := _why_unexpected(listed, folded):
            message, hint = problem
            location = Location(hide_secrets(shown_path(path)), START)
            diagnostics.append(Diagnostic("unexpected-file", Severity.ERROR, message, location, hint))
            is_shown = not _is_strange(path) and not has_secret(path)
            if is_shown and path.endswith(".yml") and path.count("/") <= _DEPTH:
                contents[path] = None
        elif path.endswith(".yml"):
            contents[path] = read(path)
    return ProjectFiles(contents, tuple(diagnostics), find_absent)


def is_hidden(path: str) -> bool:
    """Whether any part of a project-relative path is hidden, or is the name of a file that a program leaves behind."""
    return any(_HIDDEN.match(name) for name in path.split("/"))


def _note_hidden(listed: ListedPath) -> Iterator[Diagnostic]:
    """A note about a hidden file that can be a checklist; nothing for a file that an editor or a system created."""
    folder, _, name = listed.path.rpartition("/")
    is_meant = name.endswith(".yml") and not is_hidden(folder) and not re.match(_LEFT_BESIDE, name)
    if is_meant and listed.is_file and not listed.is_link:
        location = Location(hide_secrets(shown_path(listed.path)), START)
        hint = "rename it if it is a checklist"
        yield Diagnostic("unexpected-file", Severity.NOTE, "a hidden file is not read", location, hint)


def _read(root: Path, path: str) -> bytes:
    with (root / path).open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _find_absent(root: Path, paths: Iterable[str]) -> frozenset[str]:
    return frozenset(path for path in paths if not _is_stored_file(root, path))


def _is_stored_file(root: Path, path: str) -> bool:
    """Whether git would store a file at this path: there is a file, and no part of the path is a symbolic link."""
    place, mode = root, 0
    for name in path.split("/"):
        place /= name
        try:
            mode = place.lstat().st_mode
        except (OSError, ValueError):
            return False
        if stat.S_ISLNK(mode):
            return False
    return stat.S_ISREG(mode)


def _is_strange(path: str) -> bool:
    return "\n" in path or has_invisible(path)


def shown_path(path: str) -> str:
    """The path, with an escape in place of each byte that is not UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def _walk(folder: Path, path: str) -> Iterator[ListedPath]:
    """Everything below a folder, sorted by path, without the contents of hidden folders.

    Links are listed, not followed.

    Uses a stack, because folders can be nested deeper than Python's recursion limit.
    """
    open_folders = [iter(_scan(folder, path))]
    while open_folders:
        if (found := next(open_folders[-1], None)) is None:
            open_folders.pop()
            continue
        entry, below = found
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder and is_hidden(entry.name):
            continue
        inner = _scan(entry.path, below) if is_folder else []
        if is_folder and _is_repository(Path(entry.path), is_empty=not inner):
            yield ListedPath(below, is_file=False, is_link=False, is_repository=True)
        elif is_folder and not entry.name.endswith(".yml"):
            open_folders.append(iter(inner))
        else:
            yield ListedPath(below, is_file=entry.is_file(follow_symlinks=False), is_link=entry.is_symlink())


def _scan(folder: Path | str, path: str) -> list[tuple[os.DirEntry[str], str]]:
    """The entries of a folder with their project-relative paths, sorted."""
    with os.scandir(folder) as unsorted:
        entries = sorted(unsorted, key=lambda entry: entry.name)
    return [(entry, f"{path}/{entry.name}") for entry in entries]


def _why_unexpected(listed: ListedPath, folded: dict[str, str]) -> tuple[str, str] | None:
    """The reason why the format does not allow a path, and a hint; None if it allows the path.

    `folded` collects the paths so far, keyed by the path in lower case.
    """
    path, (_, suffix) = listed.path, posixpath.splitext(listed.path)
    twin = folded.setdefault(path.casefold(), path)
    depth = path.count("/")
    is_format = suffix.casefold() in (".yaml", ".yml")
    is_misplaced = depth > _DEPTH or (depth == 1 and posixpath.basename(path) not in _TOP_FILES)
    below = f"{FOLDER}/ contains people.yml, policy.yml, and a folder for each system, without subfolders"
    reasons = (
        (_is_strange(path), "the name has an invisible character, or is not UTF-8", "rename it"),
        (has_secret(path), "the name looks like a password or token", "revoke it, and rename the file or folder"),
        (
            listed.is_repository,
            "this is another repository, such as a submodule, and its files are not read",
            "put the files themselves here",
        ),
        (listed.is_link, "a symbolic link is not followed", "put the file itself here"),
        (twin != path, f"differs from {hide_secrets(twin)} only in upper and lower case", "rename one of them"),
        (is_format and suffix != ".yml", f"a file that ends in {suffix} is not read", "rename it to .yml"),
        (is_format and not listed.is_file, "this is not a file", "rename or remove it"),
        (is_format and is_misplaced, "the format does not allow a file here", below),
    )
    return next(((message, hint) for applies, message, hint in reasons if applies), None)
