"""Judges a few sections. Everything else in the release is settled, so the judgement depends only on these sections."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from building import AS_OF, SHOP, read_release, signed, write_release
from gonogo.model.ids import EntryId, RoleId
from gonogo.model.judgement import Approval, Judgement, SignOffState, Standing
from gonogo.verdict.evaluation import judge
from gonogo.verdict.grounds import Grounds

REFUSED = "no authorized person has approved it"


class Blocks(NamedTuple):
    """A blocker as tests compare it: `ref` is the part of the reference after the release, "" for the release."""

    ref: str
    rule: str
    message: str


class _Approved(dict[EntryId, Approval]):
    """Approvals of all entries except the listed entries."""

    def __missing__(self, key: EntryId) -> Approval:
        return Approval()

    def get(self, key: EntryId, default: object = None) -> Approval:  # type: ignore[override] # never the default
        """The approval of any entry."""
        del default
        return self[key]


def standing(state: str) -> Standing:
    """A standing with this state. The reason is the state, and the level follows from it."""
    level = None if state in ("unsigned", "unjudged") else "attributed"
    return Standing(SignOffState(state), level, state, "")


def evidence(
    *,
    standings: Mapping[str, str] | None = None,
    refused: tuple[str, ...] = (),
    required: tuple[str, ...] = (),
    unreadable: tuple[str, ...] = (),
    has_history: bool = True,
) -> Grounds:
    """Grounds with a history: the slot `cto` is valid, and all waivers and na are approved except the `refused`."""
    states = {"cto": "valid", **(standings or {})}
    return Grounds(
        standings={EntryId(slot): standing(state) for slot, state in states.items()},
        approvals=_Approved({EntryId(item): Approval(REFUSED) for item in refused}),
        required_roles=tuple(RoleId(role) for role in required),
        unreadable=unreadable,
        has_history=has_history,
    )


def judge_sections(
    sections: str, given: Grounds | None = None, *, as_of: datetime = AS_OF, head: str = "", phases: str | None = None
) -> Judgement:
    """The judgement of a release with these sections and a valid sign-off by the CTO that covers all of them."""
    return judge_release(signed(sections), given, as_of=as_of, head=head, phases=phases)


def judge_release(
    sections: str, given: Grounds | None = None, *, as_of: datetime = AS_OF, head: str = "", phases: str | None = None
) -> Judgement:
    """The judgement of a release with only these sections."""
    text = write_release(sections, head=head) if phases is None else write_release(sections, head=head, phases=phases)
    return judge(read_release(text), given or evidence(), as_of)


def blockers(judgement: Judgement) -> list[Blocks]:
    """The blockers in order."""
    return [
        Blocks(str(one.ref).removeprefix(str(SHOP)).removeprefix("#"), one.rule.value, one.message)
        for one in judgement.blockers
    ]


def section(kind: str, *entry: str, phase: str = "before", more: str = "") -> str:
    """A section `s` of this kind with an entry `e` with these lines; `more` are lines of the section."""
    head = f"s:\n  title: S\n  phase: {phase}\n  kind: {kind}\n"
    extra = "".join(f"  {line}\n" for line in more.splitlines())
    lines = "".join(f"      {line}\n" for line in ("title: E", *entry))
    return f"{head}{extra}  items:\n    e:\n{lines}"
