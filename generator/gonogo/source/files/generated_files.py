"""Generated files with fixed names, in a folder that also contains other files, such as docs/reference/.

Such a folder has no mark (`output_mark`). Instead, a text in each file says that gonogo wrote it. A file without this
text is never replaced.
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
    """Writes each text, in UTF-8, to the file of its name in the folder.

    Other programs never see a partly written file.

    `is_generated` gets the name and the content of an existing file, and returns whether `command` wrote it. Raises
    GonogoError, before anything is written, if a file that `command` did not write, or a link, has one of the names, or
    if `require_folder` does not accept the folder.
    """
    place = require_folder(folder)
    foreign = [name for name in texts if not _is_replaceable(place / name, is_generated)]
    if foreign:
        names = ", ".join(visible(str(folder / name)) for name in foreign)
        raise GonogoError(f"`{command}` did not write {names}", "move it away, or name another folder")
    place.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".gonogo-", dir=place) as stage:  # in `place`, so that each move is atomic
        for name, text in texts.items():
            Path(stage, name).write_bytes(text.encode("utf-8"))
        for name in texts:
            Path(stage, name).replace(place / name)


def _is_replaceable(file: Path, is_generated: Callable[[str, bytes], bool]) -> bool:
    """Whether there is no file of this name, or a file that gonogo generated; always False for a link."""
    if not os.path.lexists(file):
        return True
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as stream:
        return is_generated(file.name, stream.read(_MAX_BYTES))
