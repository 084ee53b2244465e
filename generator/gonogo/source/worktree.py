"""The files of the project as they lie in the working tree, and the commit that is checked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.diagnostics import Diagnostic, GonogoError, Severity
from gonogo.frozen import Frozen
from gonogo.source.yamltree import MAX_BYTES
from gonogo.tree import START, Location

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "checklists"


class Files(Frozen):
    """The YAML files below `checklists/`: project-relative path -> bytes, in the order of their paths.

    At most one byte more than the largest readable file is held of each.
    """

    contents: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


def find_root(start: Path) -> Path:
    """The nearest folder from `start` upwards that holds `checklists/`.

    Raises GonogoError where there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FOLDER).is_dir():
            return folder
    raise GonogoError(
        f"no folder {FOLDER}/ in {start} or above it",
        "run gonogo inside the repository that holds the checklists, or name it: gonogo -C DIR …",
    )


def head_commit(root: Path) -> str | None:
    """The full id of the commit that is checked out, None outside git and before the first commit.

    Only references are read, in Python; nothing that the clone configures is run.
    """
    import git  # noqa: PLC0415 - costs 50 ms that `check` for people never needs

    try:
        with git.Repo(root, search_parent_directories=True) as repository:
            return str(repository.head.commit.hexsha)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError, ValueError, OSError):
        return None


def read_files(root: Path) -> Files:
    """Every `.yml` file that belongs to the format, and what lies beside it under a name that would be ignored."""
    contents: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []

    def refuse(path: str, message: str, cure: str) -> None:
        diagnostics.append(Diagnostic("unexpected-file", Severity.ERROR, message, Location(path, START), cure))

    folder = root / FOLDER
    folded: dict[str, str] = {}
    for file in sorted([*folder.glob("*"), *folder.glob("*/*")], key=lambda file: file.relative_to(root).as_posix()):
        path = file.relative_to(root).as_posix()
        if file.is_symlink():
            refuse(path, "a symbolic link is not followed", "put the file itself here")
        elif (twin := folded.setdefault(path.casefold(), path)) != path:
            refuse(path, f"differs from {twin} only in upper and lower case", "rename one of them")
        elif file.suffix.casefold() in (".yaml", ".yml") and file.suffix != ".yml":
            refuse(path, f"a file that ends in {file.suffix} is not read", "rename it to .yml")
        elif file.suffix == ".yml" and file.is_file():
            with file.open("rb") as stream:
                contents[path] = stream.read(MAX_BYTES + 1)
    return Files(contents, tuple(diagnostics))
