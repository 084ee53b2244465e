"""All pages of a site, in the order of the navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.frozen import replace
from gonogo.model.reference import Ref
from gonogo.site.audit import plan_audit
from gonogo.site.contacts import plan_contacts
from gonogo.site.people import plan_people
from gonogo.site.privacy import conceal_forms, find_private_past, redact_past
from gonogo.site.reach import find_private, redact
from gonogo.site.release_pages import plan_release
from gonogo.site.site_pages import plan_findings, plan_home, plan_system, plan_unreadable

if TYPE_CHECKING:
    from gonogo.diagnostics import Diagnostic
    from gonogo.site.page import Page
    from gonogo.site.plan import SitePlan

# Messages quote values, and any value may hold a number or an address.
_UNSAID = "not told to a public audience; gonogo check says it"


def publishable(site: SitePlan, private: frozenset[str]) -> SitePlan:
    """The site as its audience may see it: with `audience: public` nothing in it reaches a person privately.

    `private` are the words that reach somebody, as `find_all_private` gives them.
    """
    if not site.snapshot.is_public:
        return site
    past = site.past
    if past is not None:
        past = replace(past, event_index=redact_past(past.event_index, conceal_forms(private)))
    return replace(site, snapshot=redact(site.snapshot), past=past)


def find_all_private(site: SitePlan) -> frozenset[str]:
    """Every phone, e-mail and pager that the files or their history name as such."""
    return find_private(site.snapshot) | (find_private_past(site.event_index) if site.event_index else frozenset())


def plan_site(site: SitePlan, diagnostics: tuple[Diagnostic, ...], title: str) -> tuple[Page, ...]:
    """Every page of a site that is publishable."""
    if site.snapshot.is_public:
        diagnostics = tuple(replace(one, message=_UNSAID, help="") for one in diagnostics)
    pages = [plan_home(site, title)]
    for system in site.snapshot.systems.values():
        pages.append(plan_system(site, system))
        for name, release in system.releases.items():
            if release is None:
                pages.append(plan_unreadable(site, system, name, diagnostics))
                pages.extend(plan_audit(site, Ref(system.id, name)))
            else:
                shelf = site.shelf(system, release)
                pages += (*plan_release(shelf), *plan_audit(site, release.ref, shelf))
        pages.append(plan_contacts(site, system))
    pages += (*plan_people(site), *plan_audit(site), plan_findings(site, diagnostics))
    return tuple(pages)
