"""Releases as cards, for the lists of the home page and of a system's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import Plan, show_plan
from gonogo.model.references import Ref
from gonogo.site.parts.progress import ProgressRow, show_phases
from gonogo.site.release_context import context_of
from gonogo.verdict.reasons import group_reasons, say_verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.model.judgement import Verdict
    from gonogo.model.snapshot import System
    from gonogo.site.plan import SitePlan


class CardReason(Frozen):
    """A group of reasons on a card; `names` is empty for a large group, `href` leads to the whole group."""

    heading: str
    names: str
    href: str


class ReleaseCard(Frozen):
    """A release in a list. `title`, `plan` and `phases` say nothing of the release if its file does not decode."""

    name: str
    title: str
    href: str
    verdict: Verdict
    sentence: str
    plan: Plan | None
    phases: tuple[ProgressRow, ...]
    reasons: tuple[CardReason, ...]
    outcome: str
    declared: str
    declared_href: str
    is_contradicted: bool


def list_cards(systems: Iterable[System], site: SitePlan, source: str) -> Iterator[ReleaseCard]:
    """A card for every release of these systems, as the page at `source` links them; in the order of their ids."""
    for system in systems:
        for name, release in system.releases.items():
            ref = Ref(system.id, name)
            judgement = site.judgements[ref]
            page = site.release_page(ref)
            yield ReleaseCard(
                name=f"{system.name} {name}",
                title=release.title if release else "The file does not decode",
                href=site.urls.link(source, page),
                verdict=judgement.verdict,
                sentence=say_verdict(judgement, release),
                plan=show_plan(release) if release else None,
                phases=show_phases(context_of(release, site), source, ("go", "close")) if release else (),
                reasons=tuple(
                    CardReason(group.heading, group.names, site.urls.link(source, page, f"reason{number}_"))
                    for number, group in enumerate(group_reasons(judgement, release), 1)
                ),
                outcome=release.outcome if release else "",
                declared=release.declared if release else "",
                declared_href=site.urls.link(source, page, "declared_"),
                is_contradicted=any(contradiction.ref == ref for contradiction in judgement.contradictions),
            )
