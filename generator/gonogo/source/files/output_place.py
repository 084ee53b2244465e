"""The folders to which output may be written.

Output is never written to a *source*, which is a file or folder that gonogo reads, to a folder inside a source, or to a
folder that contains a source. It is also never written to a folder of git's own files, or through a symbolic link in a
project. `build`, the MkDocs plugin, `render`, `demo`, `reference` and `schema` all use this module, so the same rules
apply to each of them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.safe_text import visible, visible_path
from gonogo.source.files.mkdocs_place import NAMES, find_in
from gonogo.source.files.worktree import FOLDER
from gonogo.source.yaml.mkdocs_configuration import read_configuration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HINT = "name a folder that is new, empty, or from an earlier run, such as site/ in the project"


def require_place(folder: Path, root: Path | None, sources: Iterable[Path] = ()) -> Path:
    """The absolute path of a folder to which output may be written. The folder need not exist.

    `root` is the project that gonogo reads, None if there is none. `sources` are further files and folders that it
    reads. If the folder is inside another project, the sources of that project are protected too.

    Raises GonogoError if the folder is a link or the top folder of a repository, if it is or contains a source, or if
    it is inside a source or a folder of git's own files. Compares files by device and inode, so different spellings,
    links and mounts of the same folder are recognized.
    """
    place, real = _locate(folder)
    projects = [project for project in (root, _find_project(real)) if project is not None]
    _require_no_link(place, projects)
    _require_no_git(place, real)
    if os.path.lexists(real / ".git"):
        raise GonogoError(f"{visible_path(place)} is the top folder of a git repository", _HINT)
    for source in (*sources, *(source for project in projects for source in _find_sources(project))):
        own = Path(os.path.realpath(source))
        if _is_within(real, own) or _is_within(own, real):
            relation = "is inside" if _is_within(real, own) else "holds"
            raise GonogoError(f"{_relate(place, relation, source)} a place that gonogo only reads", _HINT)
    return place


def require_folder(folder: Path) -> Path:
    """The absolute path of a folder in which single generated files may be written. The folder need not exist.

    It may be inside a source such as docs/. Raises GonogoError if it is a link, or is inside `checklists/` or a folder
    of git's own files.
    """
    place, real = _locate(folder)
    project = _find_project(real)
    _require_no_link(place, [project] if project else [])
    _require_no_git(place, real)
    if project and _is_within(real, Path(os.path.realpath(project / FOLDER))):
        inside = f"{visible_path(place)} is inside {visible_path(project / FOLDER)}"
        raise GonogoError(f"{inside}, a place that gonogo only reads", _HINT)
    return place


def _locate(folder: Path) -> tuple[Path, Path]:
    """The absolute path of a folder, first without and then with its links resolved.

    Raises GonogoError for a NUL in it.
    """
    if "\0" in str(folder):
        raise GonogoError(f"{visible(str(folder))} is not the name of a folder", _HINT)
    place = Path(os.path.normpath(Path.cwd() / folder))  # as MkDocs does; `Path.resolve` would follow links
    return place, Path(os.path.realpath(place))


def _find_project(real: Path) -> Path | None:
    return next((parent for parent in real.parents if (parent / FOLDER).is_dir()), None)


def _require_no_link(place: Path, projects: Iterable[Path]) -> None:
    """Raises GonogoError if the folder is a link, or if a link inside a project leads to it.

    A commit can contain links, so the author of a commit could otherwise choose where output is written.
    """
    if place.is_symlink():
        raise GonogoError(
            f"{visible_path(place)} is a symbolic link, not a folder", "name the folder itself, or a new one"
        )
    tops = [Path(os.path.realpath(project)) for project in projects]
    for step in place.parents:
        above = Path(os.path.realpath(step.parent))
        if step.is_symlink() and any(_is_within(above, top) for top in tops):
            raise GonogoError(f"{visible_path(step)} on the way to {visible_path(place)} is a symbolic link", _HINT)


def _require_no_git(place: Path, real: Path) -> None:
    for step in (*_upwards(place), *_upwards(real)):
        is_bare = (step / "HEAD").is_file() and (step / "objects").is_dir() and (step / "refs").is_dir()
        if is_bare or step.name.casefold() == ".git":
            raise GonogoError(f"{_relate(place, 'is inside', step)} a place where git keeps its own files", _HINT)


def _find_sources(project: Path) -> Iterator[Path]:
    """The sources of a project's site: the checklists, mkdocs.yml, and the files and folders that mkdocs.yml names."""
    yield project / FOLDER
    yield from site_sources(find_in(project) or project / NAMES[0])


def site_sources(file: Path) -> Iterator[Path]:
    """A mkdocs.yml, and the files and folders that it names, if it can be read. It need not exist."""
    project = file.parent
    try:
        settings = read_configuration(file) if file.is_file() else {}
    except GonogoError:
        settings = {}
    theme, hooks = settings.get("theme"), settings.get("hooks")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    yield file
    for name in ("docs", settings.get("docs_dir"), custom):
        if isinstance(name, str):
            yield project / name
    for hook in hooks if isinstance(hooks, list) else [hooks]:
        if isinstance(hook, str):
            yield from protect_hook(project, hook)


def protect_hook(project: Path, hook: str) -> tuple[Path, ...]:
    """The file of a hook, and its folder, unless the project is inside this folder."""
    file = project / hook
    return (file,) if _is_within(project, file.parent) else (file, file.parent)


def _is_within(inner: Path, outer: Path) -> bool:
    """Whether `inner` is `outer` or is inside it. Both paths must be without links, and need not exist."""
    steps = _upwards(inner)
    if outer in steps:
        return True
    try:
        status = outer.stat()
    except OSError:
        return False
    return any(_is_same(step, status) for step in steps)


def _is_same(step: Path, status: os.stat_result) -> bool:
    try:
        return os.path.samestat(step.stat(), status)
    except OSError:
        return False


def _upwards(folder: Path) -> tuple[Path, ...]:
    return (folder, *folder.parents)


def _relate(place: Path, relation: str, other: Path) -> str:
    return f"{visible_path(place)} is" if place == other else f"{visible_path(place)} {relation} {visible_path(other)},"
