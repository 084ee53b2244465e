"""The output of `gonogo status --format json` for a release, in a form that tests can compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Slot(NamedTuple):
    """The facts about a sign-off, without prose; `at` are the names of its commit and of its landing."""

    state: str
    level: str | None = None
    code: str | None = None
    by: str | None = None
    on: str | None = None
    written_by: str | None = None
    merged_by: str | None = None
    at: tuple[str, str] | None = None
    stale_by: tuple[str, ...] = ()
    ready: bool = True


UNSIGNED = Slot("unsigned")


def valid(
    by: str, at: tuple[str, str], merged_by: str | None = "ann", *, level: str = "attributed", **more: Any
) -> Slot:
    """A decision that counts, written by the person in `by`."""
    return Slot("valid", level, by=by, written_by=by, merged_by=merged_by, at=at, **more)


def claimed(code: str | None, by: str, written_by: str, at: tuple[str, str], merged_by: str | None = "ann") -> Slot:
    """A decision without evidence that the person in `by` made it. It does not count."""
    return Slot("below-level", "claimed", code, by, None, written_by, merged_by, at)


def stale(
    by: str, at: tuple[str, str], *by_changes_of: str, code: str = "stale", merged_by: str | None = "ann"
) -> Slot:
    """A decision by the person in `by` that no longer counts because the content in `by_changes_of` changed."""
    return Slot("stale", "attributed", code, by, None, by, merged_by, at, by_changes_of)


class Status(NamedTuple):
    """The facts about a release. An entry, section or release is identified by the last part of its reference.

    `blockers` are pairs of rule and name; `messages` and `codes` belong to the blockers. `slots`, `reasons`,
    `next_steps` and `remarks` belong to the sign-offs.
    """

    verdict: str
    outcome: str | None
    blockers: list[tuple[str, str]]
    messages: list[str]
    codes: list[str]
    slots: dict[str, Slot]
    reasons: dict[str, str]
    next_steps: dict[str, str]
    remarks: dict[str, str]


def read_status(document: Mapping[str, Any], names: Mapping[str, str]) -> Status:
    """The only release in a document of `gonogo status`; `names` maps commit ids to names."""
    [release] = document["releases"]
    signoffs = {short(one["ref"]): one for one in release["signoffs"]}
    return Status(
        release["verdict"],
        release["outcome"],
        [(one["rule"], short(one["ref"])) for one in release["blockers"]],
        [one["message"] for one in release["blockers"]],
        [one["code"] for one in release["blockers"] if one["code"]],
        {name: _read_slot(one, names) for name, one in signoffs.items()},
        {name: one["reason"] for name, one in signoffs.items()},
        {name: one["next_step"] or "" for name, one in signoffs.items()},
        {name: "; ".join(one["remarks"]) for name, one in signoffs.items()},
    )


def short(ref: str) -> str:
    """The last part of a full reference."""
    return ref.rpartition("#")[2].rpartition("/")[2]


def _read_slot(one: Mapping[str, Any], names: Mapping[str, str]) -> Slot:
    same = {key: one[key] for key in ("state", "level", "code", "by", "on", "written_by", "merged_by", "ready")}
    commit, landing = (names.get(one[key], one[key]) for key in ("commit", "landing"))
    stale_by = tuple(short(change["ref"]) for change in one["stale_by"])
    return Slot(**same, at=(commit, landing) if commit else None, stale_by=stale_by)
