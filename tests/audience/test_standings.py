"""On a public site, a standing contains no private values in its sentences and names; commit ids stay unchanged."""

from __future__ import annotations

from datetime import UTC, datetime

from gonogo.audience.concealer import Concealer
from gonogo.audience.phone_numbers import Numbers, read_numbers
from gonogo.audience.private_values import Private
from gonogo.audience.private_words import read_words
from gonogo.audience.public_records import conceal_records
from gonogo.core.frozen import replace
from gonogo.model.ids import EntryId, ReleaseId, SectionId, SystemId
from gonogo.model.judgement import Answer, Approval, Closing, Remark, SignOffState, Standing
from gonogo.model.provenance import Author, ContentChange, Provenance
from gonogo.model.references import Ref

PHONE = "5550777"
OID = f"abc{PHONE}def"
CONCEAL = Concealer(Private(Numbers(read_numbers(PHONE)), frozenset(), read_words((PHONE,))))
AT = datetime(2026, 3, 1, tzinfo=UTC)
EVE, NOBODY = Author("Eve eve@intern"), Author("Eve (not public)")
WHY, SAID = "eve@intern wrote it", "(not public) wrote it"
REF = Ref(SystemId("shop"), ReleaseId("v1"), SectionId("code"), EntryId("tests"))
MADE = Provenance(OID, OID, EVE, merged_by=Author("Ann Archer", "ann"), pull_request=3, landed_at=AT)
CHANGE = ContentChange(REF, f"Call {PHONE}", "changed", ("title",), EVE, OID, 3, AT)
STANDING = Standing(SignOffState.STALE, "attributed", WHY, WHY, "stale", MADE, (CHANGE,), (WHY,))


def test_standing_loses_private_values() -> None:
    """Private values are removed from names and sentences; commit ids, codes and times stay."""
    made = replace(MADE, written_by=NOBODY)
    change = replace(CHANGE, title="Call (not public)", by=NOBODY)
    expected = Standing(SignOffState.STALE, "attributed", SAID, SAID, "stale", made, (change,), (SAID,))
    assert conceal_records(STANDING, CONCEAL) == expected


def test_approval_and_answer_lose_private_values() -> None:
    """Private values are removed from the names and sentences of approvals and answers."""
    made = replace(MADE, written_by=NOBODY)
    approval, answer = Approval(WHY, "na-not-authorised", MADE), Answer("open", WHY, "answer-not-authorised", MADE)
    assert conceal_records((approval, answer), CONCEAL) == (
        Approval(SAID, "na-not-authorised", made),
        Answer("open", SAID, "answer-not-authorised", made),
    )


def test_closing_loses_private_values() -> None:
    """Private values are removed from the closer's name and the remarks; the landing stays."""
    made = replace(MADE, written_by=NOBODY)
    closing = Closing("deployed", AT, OID, MADE, (Remark("t0-moved", WHY),))
    assert conceal_records(closing, CONCEAL) == Closing("deployed", AT, OID, made, (Remark("t0-moved", SAID),))
