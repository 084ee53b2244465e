"""`readiness.json`: the verdict of every release with its reasons, as the JSON document of `gonogo status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.safe_text import write_json
from gonogo.outputs.json_documents import status_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.plan import SitePlan


def write_files(site: SitePlan) -> Iterator[tuple[str, str]]:
    """One file for the site: the output of `gonogo status --format json`, limited to the audience of the site."""
    stamp = site.stamp
    document = status_document(site.snapshot, site.judgements, stamp.head, stamp.as_of, has_history=stamp.is_verified)
    yield site.readiness, f"{write_json(document)}\n"
