"""The verification of a project: the main branch, the trust root, each release, and findings."""

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
    """The landing from which the registry counts, and its author."""

    commit: str
    author: Author
    at: datetime


class TrustFinding(NamedTuple):
    """A finding about history: its code, a sentence, its file, the commit, and how to fix it."""

    code: str
    message: str
    path: str
    commit: str = ""
    hint: str = ""


class ReleaseTrust(Frozen):
    """The values of a release that count, keyed by id. `required_roles` and `requires` are the effective policy's.

    `requires` is the value as of T-0 if the release is closed.
    """

    standings: Mapping[EntryId, Standing]
    approvals: Mapping[EntryId, Approval]
    answers: Mapping[EntryId, Answer] = field(factory=dict)
    blocks: tuple[ReleaseBlock, ...] = ()
    required_roles: tuple[RoleId, ...] = ()
    requires: str = "none"


class ClosedTrust(NamedTuple):
    """The values of a closed release that counted at one moment: the landing, its file's content, and its verification.

    `trust` is None if that content cannot be decoded.
    """

    moment: datetime
    landing: str
    content: bytes
    trust: ReleaseTrust | None


class VerifiedRelease(Frozen):
    """The verification of a release now: `outcome` is the outcome that counts, "" while the release is open.

    `outcome_reason` says why the written outcome does not count, "" if it does. `closing` is how the outcome reached
    main. `closed` are the moments at which a closed release is judged, T-0 first; the worst verdict counts. `remarks`
    are pairs of a code and a sentence.
    """

    now: ReleaseTrust
    outcome: str = ""
    outcome_reason: str = ""
    outcome_code: str = ""
    closing: Provenance | None = None
    closed: tuple[ClosedTrust, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()


class Verification(Frozen):
    """The verification of a project: `root` is None if no landing names a maintainer.

    `main` is the name of the main branch. `base` is the last landing on main that the judged commit contains, "" if
    there is none; `is_on_main` says that this is the judged commit itself. `accepted` are the ids under `accepted` in
    the judged policy that are in effect: maintainers have authorized them as they are written.
    """

    main: str
    base: str
    is_on_main: bool
    root: TrustRoot | None
    releases: Mapping[Ref, VerifiedRelease]
    findings: tuple[TrustFinding, ...] = ()
    accepted: tuple[AcceptanceId, ...] = ()
