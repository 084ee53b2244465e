"""A verification as JSON, for the cache."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from gonogo.model.ids import AcceptanceId, EntryId, ReleaseId, RoleId, SectionId, SystemId
from gonogo.model.judgement import Answer, Approval, BlockerRule, ReleaseBlock, SignOffState, Standing
from gonogo.model.provenance import Author, ContentChange, Provenance
from gonogo.model.references import Ref
from gonogo.model.verification import (
    ClosedTrust,
    ReleaseTrust,
    TrustFinding,
    TrustRoot,
    Verification,
    VerifiedRelease,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
Json = dict[str, Any]


def write_verification(verification: Verification) -> bytes:
    return json.dumps(
        {
            "main": verification.main,
            "base": verification.base,
            "is_on_main": verification.is_on_main,
            "root": verification.root and _write_root(verification.root),
            "releases": [[_write_ref(ref), _write_release(of)] for ref, of in verification.releases.items()],
            "findings": verification.findings,
            "accepted": verification.accepted,
        }
    ).encode()


def parse_verification(content: bytes) -> Verification:
    """The verification that `write_verification` wrote as `content`."""
    data: Json = json.loads(content)
    return Verification(
        main=data["main"],
        base=data["base"],
        is_on_main=data["is_on_main"],
        root=data["root"] and _parse_root(data["root"]),
        releases={_parse_ref(ref): _parse_release(of) for ref, of in data["releases"]},
        findings=tuple(TrustFinding(*row) for row in data["findings"]),
        accepted=tuple(AcceptanceId(key) for key in data["accepted"]),
    )


def _write_root(root: TrustRoot) -> list[object]:
    return [root.commit, root.author, root.at.isoformat()]


def _parse_root(row: list[Any]) -> TrustRoot:
    return TrustRoot(row[0], Author(*row[1]), datetime.fromisoformat(row[2]))


def _write_ref(ref: Ref) -> list[str]:
    return [ref.system, ref.release, ref.section or "", ref.entry or ""]


def _parse_ref(row: list[str]) -> Ref:
    system, release, section, entry = row
    return Ref(
        SystemId(system), ReleaseId(release), SectionId(section) if section else None, EntryId(entry) if entry else None
    )


def _write_release(verified: VerifiedRelease) -> Json:
    return {
        "now": _write_trust(verified.now),
        "outcome": [verified.outcome, verified.outcome_reason, verified.outcome_code],
        "closing": _write_made(verified.closing),
        "closed": [
            [
                then.moment.isoformat(),
                then.landing,
                base64.b64encode(then.content).decode(),
                then.trust and _write_trust(then.trust),
            ]
            for then in verified.closed
        ],
        "remarks": verified.remarks,
    }


def _parse_release(data: Json) -> VerifiedRelease:
    outcome, reason, code = data["outcome"]
    return VerifiedRelease(
        now=_parse_trust(data["now"]),
        outcome=outcome,
        outcome_reason=reason,
        outcome_code=code,
        closing=_parse_made(data["closing"]),
        closed=tuple(
            ClosedTrust(
                datetime.fromisoformat(moment), landing, base64.b64decode(content), trust and _parse_trust(trust)
            )
            for moment, landing, content, trust in data["closed"]
        ),
        remarks=tuple((code, text) for code, text in data["remarks"]),
    )


def _write_trust(trust: ReleaseTrust) -> Json:
    return {
        "standings": {key: _write_standing(standing) for key, standing in trust.standings.items()},
        "approvals": {
            key: [approval.reason, approval.code, _write_made(approval.provenance)]
            for key, approval in trust.approvals.items()
        },
        "answers": {
            key: [answer.state, answer.reason, answer.code, _write_made(answer.provenance)]
            for key, answer in trust.answers.items()
        },
        "blocks": [[block.rule.value, *block[1:]] for block in trust.blocks],
        "required_roles": trust.required_roles,
        "requires": trust.requires,
    }


def _parse_trust(data: Json) -> ReleaseTrust:
    return ReleaseTrust(
        standings=_by_id(data["standings"], _parse_standing),
        approvals=_by_id(data["approvals"], lambda row: Approval(row[0], row[1], _parse_made(row[2]))),
        answers=_by_id(data["answers"], lambda row: Answer(row[0], row[1], row[2], _parse_made(row[3]))),
        blocks=tuple(ReleaseBlock(BlockerRule(row[0]), *row[1:]) for row in data["blocks"]),
        required_roles=tuple(RoleId(role) for role in data["required_roles"]),
        requires=data["requires"],
    )


def _by_id(rows: Mapping[str, Any], parse: Callable[[Any], T]) -> dict[EntryId, T]:
    return {EntryId(key): parse(row) for key, row in rows.items()}


def _write_standing(standing: Standing) -> list[object]:
    return [
        standing.state.value,
        standing.level,
        standing.reason,
        standing.next_step,
        standing.code,
        _write_made(standing.provenance),
        [_write_change(change) for change in standing.stale_by],
        standing.remarks,
    ]


def _parse_standing(row: list[Any]) -> Standing:
    state, level, reason, next_step, code, made, changes, remarks = row
    stale_by = tuple(_parse_change(change) for change in changes)
    return Standing(SignOffState(state), level, reason, next_step, code, _parse_made(made), stale_by, tuple(remarks))


def _write_made(made: Provenance | None) -> list[object] | None:
    if made is None:
        return None
    landed = made.landed_at.isoformat() if made.landed_at else None
    return [made.commit, made.landing, made.written_by, made.merged_by, made.pull_request, landed]


def _parse_made(row: list[Any] | None) -> Provenance | None:
    if row is None:
        return None
    commit, landing, written_by, merged_by, request, landed = row
    merger = Author(*merged_by) if merged_by else None
    return Provenance(commit, landing, Author(*written_by), merger, request, _parse_moment(landed))


def _write_change(change: ContentChange) -> list[object]:
    landed = change.landed_at.isoformat() if change.landed_at else None
    ref = _write_ref(change.ref)
    return [ref, change.title, change.how, change.keys, change.by, change.landing, change.pull_request, landed]


def _parse_change(row: list[Any]) -> ContentChange:
    ref, title, how, keys, by, landing, request, landed = row
    author = Author(*by) if by else None
    return ContentChange(_parse_ref(ref), title, how, tuple(keys), author, landing, request, _parse_moment(landed))


def _parse_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
