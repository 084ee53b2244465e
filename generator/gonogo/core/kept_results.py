"""Results that a process keeps from one build to the next, for example `gonogo serve` after an edit."""

from __future__ import annotations

import hashlib
import io
import pickle
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


class Results:
    """Computes a result for each request. This is sufficient for a single build, which requests no result twice."""

    def get(self, key: object, compute: Callable[[], R]) -> R:
        """The result of `compute`, which must depend on nothing but `key`."""
        del key
        return compute()

    def of(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of a function of a module, which must depend on nothing but its arguments."""
        return self.get((function, args, kwargs), lambda: function(*args, **kwargs))


COMPUTED = Results()


class KeptResults(Results):
    """Takes a result from the last build if its key has not changed, and drops results that a build does not use.

    Two keys are the same if their pickled bytes are the same. The bytes differ for `1`, `1.0` and `True`, for the same
    moment in two time zones, and for records that differ only in an attribute that `==` ignores. So each of these keys
    has its own result. If a key cannot be pickled, its result is computed every time.
    """

    def __init__(self) -> None:
        self._last: dict[bytes, Any] = {}
        self._current: dict[bytes, Any] = {}

    def start_build(self) -> None:
        """Starts a new build: the results of the current build become the results of the last build."""
        self._last, self._current = self._current, {}

    def get(self, key: object, compute: Callable[[], R]) -> R:
        digest = digest_key(key)
        if digest is None:
            return compute()
        if digest not in self._current:
            self._current[digest] = self._last[digest] if digest in self._last else compute()
        result: R = self._current[digest]
        return result


def digest_key(key: object) -> bytes | None:
    """The digest of a pickled key; None if it cannot be pickled."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written)
    pickler.fast = True  # writes an object again wherever it occurs, so that equal keys have equal bytes
    try:
        pickler.dump(key)
    except (pickle.PicklingError, AttributeError, TypeError, ValueError, RecursionError):
        return None
    return hashlib.sha256(written.getbuffer()).digest()
