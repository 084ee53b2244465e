"""Rule `meaningless-reason`: a reason of a waiver, an `na` or an acceptance that an approver cannot judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import POLICY, Files, lay_out, signed, tidy, write_release

if TYPE_CHECKING:
    from pathlib import Path

RULE = "meaningless-reason"
HINT = "say why the item is unnecessary, or why it can wait"
HEAD = "law:\n  title: Law\n  phase: before\n  items:\n    hipaa:\n"
TITLE = "      title: HIPAA compliance validated"

EMPTY = (
    *("TBD", "n/a", "N/A.", "n / a", "-", "…", "👍", "todo", "none", "later!", "irrelevant", "不"),
    *(
        "Not applicable",
        "Does not apply",
        "not needed yet",
        "To be done",
        "See above",
        "waived, as approved",
        "no reason",
    ),
)
MEANINGFUL = (
    "No health data of US patients is held",
    "No mirror yet",
    "OPS-42",
    "see #123",
    "https://example.com/decisions/7",
    "Not needed: no patients",
    "没有美国患者的健康数据",
    "ไม่มีข้อมูลผู้ป่วย",
)


def na(note: str, *, status: str = "na", outcome: str = "", mark: str = "»") -> Files:
    """A release with an item with this state and note."""
    lines = f"      status: {status}\n      note: {mark}{write_text(note)}\n{TITLE}"
    return Files(release=write_release(signed(HEAD + lines), outcome=outcome))


def waived(reason: str, *, mark: str = "»") -> Files:
    """A release with an item with a waiver for this reason."""
    reason_line = f"        reason: {mark}{write_text(reason)}\n"
    waiver = f"      waiver:\n{reason_line}        approved_by: ann\n        until: 2026-06-01\n"
    return Files(release=write_release(signed(f"{HEAD}      status: waived\n{waiver}{TITLE}")))


def write_text(text: str) -> str:
    """The text in quotes."""
    return f'"{text}"'


def accepted(reason: str, *, mark: str = "»") -> Files:
    """A policy that accepts a gap for this reason."""
    entry = f"  no-words:\n    rule: gap\n    at: shop\n    reason: {mark}{write_text(reason)}\n"
    return Files(policy=f"{tidy(POLICY)}accepted:\n{entry}")


@pytest.mark.parametrize("reason", EMPTY)
def test_meaningless_reason_is_found(reason: str, tmp_path: Path) -> None:
    """The rule reports a single word or an empty phrase in an `na`, a waiver and an acceptance."""
    project = lay_out(tmp_path / "na", na(reason))
    message = f'"hipaa" is not applicable because of "{reason}", which is not a reason'
    assert project.find(RULE) == project.expect((message, HINT))
    project = lay_out(tmp_path / "waived", waived(reason))
    message = f'"hipaa" is waived because of "{reason}", which is not a reason'
    assert project.find(RULE) == project.expect((message, HINT))
    project = lay_out(tmp_path / "accepted", accepted(reason))
    message = f'"no-words" is accepted because of "{reason}", which is not a reason'
    assert project.find(RULE) == project.expect((message, "say why the finding needs no action"))


@pytest.mark.parametrize(
    "files",
    [
        *(pytest.param(na(reason, mark=""), id=f"na: {reason}") for reason in MEANINGFUL),
        *(pytest.param(waived(reason, mark=""), id=f"waived: {reason}") for reason in MEANINGFUL),
        *(pytest.param(accepted(reason, mark=""), id=f"accepted: {reason}") for reason in MEANINGFUL),
        pytest.param(na("TBD", status="blocked", mark=""), id="the note of a blocked item"),
        pytest.param(na("TBD", status="done", mark=""), id="the note of a done item"),
        pytest.param(na("TBD", outcome="deployed", mark=""), id="a closed release"),
        pytest.param(na("", mark=""), id="no note, which has another rule"),
    ],
)
def test_meaningless_reason_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about reasons that can be judged or looked up, and about other notes."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
