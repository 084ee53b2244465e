"""The open releases in the order in which readers need them: alarms first, then the next deployment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.references import Ref
from gonogo.model.schedule import end_of
from gonogo.site.parts.fired_triggers import has_fired, is_after_t_zero
from gonogo.site.release_context import context_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.model.schedule import Moment
    from gonogo.model.snapshot import System
    from gonogo.site.plan import SitePlan
    from gonogo.site.release_context import ReleaseContext


class OpenRelease(Frozen):
    """A release without an outcome.

    `context` is None if the file cannot be decoded. `t_zero` is T-0 in the zone of the release, None if T-0 is not
    planned or the file cannot be decoded. `is_past` says that T-0 is over, `is_fired` that a trigger has fired.
    """

    system: System
    ref: Ref
    context: ReleaseContext | None
    t_zero: Moment | None = None
    is_past: bool = False
    is_fired: bool = False

    @property
    def name(self) -> str:
        """The name of the system with the id of the release."""
        return self.system.name_release(self.ref.release)


def list_open(systems: Iterable[System], site: SitePlan) -> tuple[OpenRelease, ...]:
    """The open releases of these systems.

    Releases with a fired trigger come first, then releases after T-0, then releases before T-0 (the next T-0 first),
    then releases without T-0. Releases with the same T-0 are ordered by the name of their system.
    """
    return tuple(sorted(_find_open(systems, site), key=_sort_key))


def _find_open(systems: Iterable[System], site: SitePlan) -> Iterator[OpenRelease]:
    for system in systems:
        for name, release in system.releases.items():
            if release is None:
                yield OpenRelease(system, Ref(system.id, name), None)
            elif not release.outcome:
                context = context_of(release, site)
                is_past, is_fired = is_after_t_zero(context), has_fired(context)
                yield OpenRelease(system, release.ref, context, release.t_zero, is_past, is_fired)


def _sort_key(release: OpenRelease) -> tuple[bool, bool, float, str]:
    at = end_of(release.t_zero).timestamp() if release.t_zero else float("inf")
    return not release.is_fired, not release.is_past, at, release.system.name.casefold()
