"""The content of a site, and `for_audience`, which replaces private values if the site is public."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from gonogo.audience.concealer import Concealer
from gonogo.audience.private_values import find_private
from gonogo.audience.public_records import conceal_records
from gonogo.audience.public_trail import TrailConcealer, conceal_ref
from gonogo.core.diagnostics import AcceptedFinding
from gonogo.core.frozen import Frozen, field, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.history.event_index import EventIndex
    from gonogo.model.event import Trail
    from gonogo.model.ids import PersonId
    from gonogo.model.judgement import Judgement, Point
    from gonogo.model.references import Ref
    from gonogo.model.snapshot import Snapshot
    from gonogo.verdict.reasons import Notice

# The message of a diagnostic can quote any value of a file, and so can quote private values.
_WITHHELD = "not shown on a public site; gonogo check shows it"


class Content(Frozen):
    """The content from which pages, files and feeds are made. `index` is None without git history.

    `writers` has the person of each commit author, keyed by `Ident.key`; None if several people have this address.
    `place` is the path of the project in its repository. `history` says how the sign-offs were verified, and `notice`
    why no sign-off can count, or None.
    """

    title: str
    snapshot: Snapshot
    judgements: Mapping[Ref, Judgement]
    diagnostics: tuple[Diagnostic, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()
    index: EventIndex | None = None
    burn_up: Mapping[Ref, tuple[Point, ...]] = field(factory=dict)
    writers: Mapping[str, PersonId | None] = field(factory=dict)
    place: str = ""
    history: str = ""
    notice: Notice | None = None


def as_public(snapshot: Snapshot) -> Snapshot:
    """The snapshot with `audience: public` in its policy, so that `for_audience` replaces private values."""
    return replace(snapshot, policy=replace(snapshot.policy, audience="public") if snapshot.policy else None)


def for_audience(content: Content, others: Iterable[Snapshot] = (), trails: Iterable[Trail] = ()) -> Content:
    """The content that the audience in policy.yml may see; without a readable policy, the audience is the public.

    For a public audience, private values are replaced, and ids that contain private values become placeholder ids, the
    same in the whole content. Call this before strings are escaped or shortened, because the search needs the original
    strings. Values in the snapshots `others` and the `trails` are private too, even if the content does not have them.
    The time is linear in the length of all strings.
    """
    if not content.snapshot.is_public:
        return content
    own = (content.index.trail,) if content.index else ()
    conceal = Concealer(find_private((content.snapshot, *others), (*own, *trails)))
    trail = TrailConcealer(conceal)
    # Placeholders are numbered in the order of their first use. History comes first and only grows at its end, so that
    # new events do not change the numbers of earlier placeholders.
    index = trail.index(content.index) if content.index else None
    return Content(
        title=conceal.text(content.title),
        snapshot=conceal_records(replace(content.snapshot, diagnostics=(), sources={}), conceal),
        judgements=conceal_records(content.judgements, conceal),
        diagnostics=tuple(_withhold(diagnostic, conceal) for diagnostic in content.diagnostics),
        accepted=tuple(_withhold_accepted(finding, conceal) for finding in content.accepted),
        index=index,
        burn_up={cast("Ref", conceal_ref(ref, conceal)): points for ref, points in content.burn_up.items()},
        writers={
            trail.writers[key]: conceal_records(person, conceal)
            for key, person in content.writers.items()
            if key in trail.writers
        },
        place=conceal.path(content.place),
        history=conceal.name(content.history),
        notice=conceal_records(content.notice, conceal),
    )


def _withhold(diagnostic: Diagnostic, conceal: Concealer) -> Diagnostic:
    location = diagnostic.location._replace(path=conceal.path(diagnostic.location.path))
    return replace(diagnostic, message=_WITHHELD, help="", location=location, many="")


def _withhold_accepted(finding: AcceptedFinding, conceal: Concealer) -> AcceptedFinding:
    return AcceptedFinding(
        _withhold(finding.diagnostic, conceal),
        conceal.id(finding.id),
        conceal.text(finding.at),
        conceal.text(finding.reason),
    )
