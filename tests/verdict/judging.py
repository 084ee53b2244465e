"""Judging a few sections: everything around them is settled, so that a judgement speaks of them alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from building import AS_OF, SHOP, read_release, signed, write_release
from gonogo.model.ids import EntryId, RoleId
from gonogo.model.judgement import Approval, Judgement, SignOffState, Standing
from gonogo.verdict.evaluation import judge
from gonogo.verdict.grounds import Grounds

REFUSED = "nobody who may has approved"


class Blocks(NamedTuple):
    """A blocker as tests compare it: `ref` is what stands behind the release, "" for the release itself."""

    ref: str
    rule: str
    message: str


class _Approved(dict[EntryId, Approval]):
    """Approvals of everything but what it holds."""

    def __missing__(self, key: EntryId) -> Approval:
        return Approval()

    def get(self, key: EntryId, default: object = None) -> Approval:  # type: ignore[override] # never the default
        """The approval of any entry."""
        del default
        return self[key]


def standing(state: str) -> Standing:
    """A standing of this state; its reason is the state, and its level goes with it."""
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
    """Grounds with a history; the slot `cto` is valid, waivers and na are approved but for the `refused`."""
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
    """The judgement of a release of these sections and a valid sign-off by the CTO over all of them."""
    return judge_release(signed(sections), given, as_of=as_of, head=head, phases=phases)


def judge_release(
    sections: str, given: Grounds | None = None, *, as_of: datetime = AS_OF, head: str = "", phases: str | None = None
) -> Judgement:
    """The judgement of a release of these sections and nothing else."""
    text = write_release(sections, head=head) if phases is None else write_release(sections, head=head, phases=phases)
    return judge(read_release(text), given or evidence(), as_of)


def blockers(judgement: Judgement) -> list[Blocks]:
    """What blocks, in order."""
    return [
        Blocks(str(one.ref).removeprefix(str(SHOP)).removeprefix("#"), one.rule.value, one.message)
        for one in judgement.blockers
    ]


def section(kind: str, *entry: str, phase: str = "before", more: str = "") -> str:
    """One section `s` of this kind with the entry `e` that has these lines; `more` are lines of the section."""
    head = f"s:\n  title: S\n  phase: {phase}\n  kind: {kind}\n"
    extra = "".join(f"  {line}\n" for line in more.splitlines())
    lines = "".join(f"      {line}\n" for line in ("title: E", *entry))
    return f"{head}{extra}  items:\n    e:\n{lines}"
