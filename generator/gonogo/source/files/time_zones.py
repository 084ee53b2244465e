"""Time zones by their IANA names, from Python's data on this computer, and the computer's own zone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError, closest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

LOCALTIME = Path("/etc/localtime")
# Without `localtime` and `posixrules`, which are file names whose contents differ between computers.
_NAME = r"[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*)*"


def find_zone(name: str) -> tzinfo | None:
    """The zone with this name, None if the list does not have the name.

    Raises GonogoError if this computer has no time zone data: a zone other than the policy's would give other pages for
    the same commit.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - 4 ms that most projects never need

    try:
        return ZoneInfo(name) if re.fullmatch(_NAME, name) else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        if not _list_names():
            message = f'this computer has no time zone data, and checklists/policy.yml names the time zone "{name}"'
            raise GonogoError(message, "install the package tzdata of your system, or: pip install tzdata") from None
        return None


def suggest_zone(name: str) -> str:
    """The most similar name in the list, comparing whole names or last parts; "" without one."""
    names = _list_names()
    by_place = {known.rpartition("/")[2]: known for known in names}
    near = closest(name, (*names, *by_place))
    return by_place.get(near, near)


def find_local_zone(environment: Mapping[str, str], localtime: Path = LOCALTIME) -> str:
    """The name of this computer's zone, from TZ, else from the link at `localtime`; "" without either.

    UTC is the zone of servers: it does not indicate where the readers of the pages are.
    """
    try:
        name = environment["TZ"] if "TZ" in environment else str(localtime.readlink())
    except OSError:
        return ""
    name = name.removeprefix(":").rpartition("zoneinfo/")[2]
    is_place = "/" in name and not name.startswith("Etc/")
    return name if is_place and name in _list_names() else ""


def _list_names() -> list[str]:
    from zoneinfo import available_timezones  # noqa: PLC0415

    return sorted(name for name in available_timezones() if re.fullmatch(_NAME, name))
