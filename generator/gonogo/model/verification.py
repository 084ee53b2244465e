"""The result of verifying a project against git history: the trust root, the releases, and the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen, field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gonogo.model.ids import AcceptanceId, EntryId, RoleId
    from gonogo.model.judgement import Answer, Approval, ReleaseBlock, Standing
    from gonogo.model.provenance import Author, Provenance
    from gonogo.model.references import Ref


class TrustRoot(NamedTuple):
    """The first landing whose registry counts, with the author and the time of this landing."""

    commit: str
    author: Author
    at: datetime


class TrustFinding(NamedTuple):
    """A finding about history. `code` is a `TrustCode`, `path` the file, `commit` the commit id, `hint` the remedy."""

    code: str
    message: str
    path: str
    commit: str = ""
    hint: str = ""


class ReleaseTrust(Frozen):
    """The verified values of a release: the status of its sign-offs, waivers and answers, keyed by entry id.

    `blocks` are blockers of the whole release. `required_roles` and `requires` are values of the effective policy; for
    a closed release, `requires` is the value as of T-0.
    """

    standings: Mapping[EntryId, Standing]
    approvals: Mapping[EntryId, Approval]
    answers: Mapping[EntryId, Answer] = field(factory=dict)
    blocks: tuple[ReleaseBlock, ...] = ()
    required_roles: tuple[RoleId, ...] = ()
    requires: str = "none"


class ClosedTrust(NamedTuple):
    """A closed release as of one moment.

    `landing` is the last landing up to this moment, and `content` the content of the release file at this landing.
    `trust` are the verified values as of this moment; None if the content cannot be decoded.
    """

    moment: datetime
    landing: str
    content: bytes
    trust: ReleaseTrust | None


class VerifiedRelease(Frozen):
    """The result of verifying one release. `now` are the verified values of the present file.

    `outcome` is the outcome that counts, "" while the release is open. `outcome_reason` and `outcome_code` say why the
    outcome in the file does not count, "" if it counts. `closing` is the provenance of the outcome that counts.
    `closed` are the moments as of which a closed release is judged, T-0 first; the worst of their verdicts counts.
    `remarks` are pairs of a `TrustCode` and a sentence.
    """

    now: ReleaseTrust
    outcome: str = ""
    outcome_reason: str = ""
    outcome_code: str = ""
    closing: Provenance | None = None
    closed: tuple[ClosedTrust, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()


class Verification(Frozen):
    """The result of verifying a project at one commit, the judged commit.

    `main` is the name of the main branch. `base` is the last landing on main that the judged commit contains; "" if
    there is none. `is_on_main` says that `base` is the judged commit itself. `root` is None if no landing names a
    maintainer. `accepted` are the ids of the entries under `accepted` in policy.yml that are in effect, because
    maintainers have authorized these entries with their present values.
    """

    main: str
    base: str
    is_on_main: bool
    root: TrustRoot | None
    releases: Mapping[Ref, VerifiedRelease]
    findings: tuple[TrustFinding, ...] = ()
    accepted: tuple[AcceptanceId, ...] = ()
