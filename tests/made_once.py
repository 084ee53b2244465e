"""What several tests look at and none changes, made once for a run: by the process that asks first, for all of them."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # on Windows, where each process makes its own
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class MadeOnce:
    """Folders in a folder that the processes of a run share."""

    def __init__(self, base: Path, worker: str | None) -> None:
        """`base` is the folder of this process; with a worker of xdist, the one around it is that of the run."""
        self._folder = (base.parent if worker and fcntl else base) / "made-once"

    def __call__(self, name: str, make: Callable[[Path], object]) -> Path:
        """The folder of that name, which `make` has filled: it gets an empty one if no process has come before."""
        place, done = self._folder / name, self._folder / f"{name}.done"
        self._folder.mkdir(exist_ok=True)
        with _locked(self._folder / f"{name}.lock"):
            if not done.exists():
                shutil.rmtree(place, ignore_errors=True)
                place.mkdir()
                make(place)
                done.touch()
        return place


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """While it lasts, no other process has the lock; that of a process which ends is free again."""
    with file.open("w") as stream:
        if fcntl:
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield
