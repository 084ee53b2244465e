"""The files of a site that are not pages: a module for each kind.

A new kind needs a module, and its name in two lists here.
"""

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
    """A module that writes one kind of file. The module has the name of the files: `audit_csv` writes `audit.csv`."""

    @property
    def __name__(self) -> str: ...

    def write_files(self, site: SitePlan) -> Iterator[tuple[str, str]]:
        """The path and the content of each file.

        The path is relative to the docs folder, and made by `site.file_path`.
        """
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
    """The files of all outputs, keyed by path below the docs folder.

    Their texts are encoded in UTF-8; a lone surrogate, which UTF-8 does not allow, is written as an escape.
    """
    texts = (file for output in OUTPUTS for file in output.write_files(site))
    return {path: text.encode("utf-8", "backslashreplace") for path, text in texts}
