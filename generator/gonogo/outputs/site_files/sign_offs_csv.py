"""`sign-offs.csv`: the sign-offs of a release, for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.registry import name_of
from gonogo.model.schedule import write_moment, write_utc
from gonogo.outputs.csv_table import write_csv
from gonogo.site.pages.sign_offs_page import CSV
from gonogo.verdict.slots import find_awaited, view_slots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.provenance import ContentChange
    from gonogo.model.release import Release
    from gonogo.site.plan import SitePlan
    from gonogo.verdict.slots import SlotView

_DECISION = ("ref", "title", "role", "statement", "decision", "by", "name", "on", "landed_at")
_STANDING = ("state", "level", "code", "reason", "written_by", "merged_by", "commit", "landing", "pull_request")
_CONTENT = ("conditions", "why_not", "evidence", "covers", "covered_settled", "covered_total", "ready")
_LAST = ("changed_since", "remarks", "next_step")
_HEADER = (*_DECISION, *_STANDING, *_CONTENT, *_LAST)


def write_files(site: SitePlan) -> Iterator[tuple[str, str]]:
    """A file for each release that can be decoded and has sign-off slots.

    The file has a row for each slot, in the order of the page of sign-offs.
    """
    for _, release in site.snapshot.releases():
        views = view_slots(release, site.judgements[release.ref])
        if views:
            rows = [(*_decision(view, release, site), *_proof(view), *_content(view, release, site)) for view in views]
            yield site.file_path(CSV, release.ref), write_csv(_HEADER, rows)


def _decision(view: SlotView, release: Release, site: SitePlan) -> Iterator[object]:
    slot, standing = view.slot, view.standing
    landed_at = standing.provenance.landed_at if standing.provenance else None
    yield from (release.ref_of(view.section, slot), slot.title, slot.signing_role, slot.shown_meaning)
    yield from (slot.decision, slot.by, name_of(slot.by, site.snapshot.people) if slot.by else "")
    yield write_moment(slot.on) if slot.on else None
    yield write_utc(landed_at) if landed_at else None
    yield from (standing.state.value, standing.level, standing.code, standing.reason)


def _proof(view: SlotView) -> Iterator[object]:
    made = view.standing.provenance
    yield made.written_by.name if made else None
    yield made.merged_by.name if made and made.merged_by else None
    yield from (made.commit, made.landing, made.pull_request) if made else (None, None, None)


def _content(view: SlotView, release: Release, site: SitePlan) -> Iterator[object]:
    slot, standing = view.slot, view.standing
    awaited = find_awaited(slot, release, site.judgements[release.ref])
    yield from (slot.conditions, slot.reason, "\n".join(slot.evidence), ", ".join(map(str, slot.covers)))
    yield from (awaited.settled, awaited.total, awaited.is_ready)
    yield "\n".join(map(_say_change, standing.stale_by))
    yield from ("\n".join(standing.remarks), standing.next_step)


def _say_change(change: ContentChange) -> str:
    by = f" by {change.by.name}" if change.by else ""
    commit = f" in {change.landing}" if change.landing else ""
    return f"{change.ref}: {change.how}{by}{commit}"
