"""The files of a site besides its pages, one module each. A new output is one more module, named twice here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from gonogo.outputs.site_files import (
    audit_csv,
    audit_js,
    audit_json,
    badge_svg,
    feed_xml,
    readiness_json,
    run_sheet_ics,
    sign_offs_csv,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.plan import SitePlan


class Output(Protocol):
    """A module that writes one kind of file, and has its name: `audit_csv` writes files `audit.csv`."""

    @property
    def __name__(self) -> str: ...

    def write_files(self, site: SitePlan) -> Iterator[tuple[str, str]]:
        """Each file as its path below the docs folder, from `site.file_path`, and its content."""
        ...


OUTPUTS: tuple[Output, ...] = (
    audit_csv,
    audit_js,
    audit_json,
    badge_svg,
    feed_xml,
    readiness_json,
    run_sheet_ics,
    sign_offs_csv,
)


def write_site_files(site: SitePlan) -> dict[str, bytes]:
    """The files of all outputs, keyed by path, in UTF-8; a character that UTF-8 lacks is written as an escape."""
    texts = (file for output in OUTPUTS for file in output.write_files(site))
    return {path: text.encode("utf-8", "backslashreplace") for path, text in texts}
