"""`badge.svg`: the verdict and progress of a release, or its outcome, as an image for other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.outputs.markdown_pages import render_template
from gonogo.site.parts.badge import BADGE, plan_badge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.plan import SitePlan


def write_files(site: SitePlan) -> Iterator[tuple[str, str]]:
    """A file for each release, even for a release whose file cannot be decoded."""
    releases = {release.ref: release for _, release in site.snapshot.releases()}
    for ref in site.judgements:
        view = plan_badge(ref, releases.get(ref), site)
        yield site.file_path(BADGE, ref), render_template("badge.svg", view) + "\n"
