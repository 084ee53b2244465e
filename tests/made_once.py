"""Test data that several tests read and no test changes.

The first process of a test run that needs it creates it for all.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # on Windows, where each process creates its own data
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class MadeOnce:
    """Folders that all processes of a test run share."""

    def __init__(self, base: Path, worker: str | None) -> None:
        """`base` is the folder of this process; with a worker of xdist, its parent is the folder of the test run."""
        self._folder = (base.parent if worker and fcntl else base) / "made-once"

    def __call__(self, name: str, make: Callable[[Path], object]) -> Path:
        """The folder of that name. The first process creates it empty and fills it with `make`."""
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
    """Holds a lock that no other process can have at the same time. The lock of a process that ends is released."""
    with file.open("w") as stream:
        if fcntl:
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield
