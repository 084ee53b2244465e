"""Generated files with fixed names in a folder that also contains other files, such as docs/reference/.

Such a folder has no mark, so each file's content says that gonogo wrote it. A file that does not say so is never
replaced.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.safe_text import visible
from gonogo.source.files.output_place import require_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MAX_BYTES = 16 << 20


def write_generated(
    folder: Path, texts: Mapping[str, str], is_generated: Callable[[str, bytes], bool], command: str
) -> None:
    """Writes each text, in UTF-8, to the file of its name in the folder; a reader never sees a partial file.

    `is_generated` decides, by a file's name and content, whether `command` wrote it. Raises GonogoError, before
    anything is written, if another file or a link has one of the names, and for a folder that `require_folder` refuses.
    """
    place = require_folder(folder)
    foreign = [name for name in texts if not _is_replaceable(place / name, is_generated)]
    if foreign:
        names = ", ".join(visible(str(folder / name)) for name in foreign)
        raise GonogoError(f"`{command}` did not write {names}", "move it away, or name another folder")
    place.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".gonogo-", dir=place) as stage:  # a move within the file system is atomic
        for name, text in texts.items():
            Path(stage, name).write_bytes(text.encode("utf-8"))
        for name in texts:
            Path(stage, name).replace(place / name)


def _is_replaceable(file: Path, is_generated: Callable[[str, bytes], bool]) -> bool:
    """Whether the name is free, or is a file that gonogo generated; a link is never replaceable."""
    if not os.path.lexists(file):
        return True
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as stream:
        return is_generated(file.name, stream.read(_MAX_BYTES))
