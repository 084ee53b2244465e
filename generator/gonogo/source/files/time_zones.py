"""Time zones by their IANA names, from the time zone data of this computer, and the computer's own zone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError, closest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

LOCALTIME = Path("/etc/localtime")
# Excludes `localtime` and `posixrules`, which are files with different contents on different computers.
_NAME = r"[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*)*"


def find_zone(name: str) -> tzinfo | None:
    """The zone of this name; None if there is no zone of this name.

    Raises GonogoError if this computer has no time zone data. It does not return another zone instead, because the
    pages of the same commit would then differ between computers.
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
    """The name most similar to `name`, or the name whose last part is most similar; "" if none is similar."""
    names = _list_names()
    by_place = {known.rpartition("/")[2]: known for known in names}
    near = closest(name, (*names, *by_place))
    return by_place.get(near, near)


def find_local_zone(environment: Mapping[str, str], localtime: Path = LOCALTIME) -> str:
    """The name of this computer's zone, from TZ or else from the link `localtime`; "" if neither names a place.

    The result is also "" for UTC, because servers use UTC wherever the readers of the pages are.
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
