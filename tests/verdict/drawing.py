"""Random releases with every kind of entry. Each answer is drawn from a list that is sorted from worst to best."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from hypothesis import strategies as st

from building import read_release, write_release
from gonogo.model.ids import EntryId
from gonogo.model.judgement import Approval
from gonogo.model.release import Release
from gonogo.verdict.grounds import Grounds
from verdict.judging import standing


class Answer(NamedTuple):
    """The lines of an answer, and the verification result for it."""

    lines: tuple[str, ...]
    is_approved: bool = True
    state: str = ""


def _waived(until: str, *, is_approved: bool) -> Answer:
    lines = ("status: waived", "waiver:", "  reason: R", "  approved_by: ann", f"  until: {until}")
    return Answer(lines, is_approved)


def _status(*words: str) -> tuple[Answer, ...]:
    return tuple(Answer((f"status: {word}",)) for word in words)


def _unproven(word: str) -> Answer:
    return Answer((f"status: {word}", "requires: evidence"))


def _proven(word: str) -> Answer:
    return Answer((f"status: {word}", "requires: evidence", "evidence: https://a.example/1"))


# Every answer from worst to best. The order of answers with the same effect has no meaning.
ITEM = (
    *_status("blocked", "open", "doing", "na"),
    _unproven("done"),
    _waived("2026-02-28", is_approved=True),
    _waived("2026-03-01", is_approved=False),
    Answer(("status: na", "note: N"), is_approved=False),
    _waived("2026-03-01", is_approved=True),
    Answer(("status: na", "note: N")),
    _proven("done"),
    *_status("done"),
)
SLOT = (
    Answer(("decision: no-go", "by: ann"), state="refused"),
    Answer(("decision: withdrawn", "by: ann"), state="withdrawn"),
    Answer(("decision: go", "by: ann"), state="stale"),
    Answer(("decision: go", "by: ann"), state="below-level"),
    Answer(("decision: go", "by: ann"), state="unjudged"),
    Answer(("decision:", "by:"), state="unsigned"),
    Answer(("decision: go", "by: ann", "conditions: C"), state="valid"),
    Answer(("decision: go", "by: ann"), state="valid"),
)
ANSWERS = {
    "checklist": ITEM,
    "nested": ITEM,
    "criteria": (*_status("unmet", "open"), _unproven("met"), _proven("met"), *_status("met")),
    "no-go": (*_status("fired", "open"), _unproven("clear"), _proven("clear"), *_status("clear")),
    "rollback": (*_status("fired", "open"), _unproven("clear"), _proven("clear"), *_status("clear")),
    "procedure": (*_status("open"), _unproven("done"), *_status("done")),
    "notices": (*_status("open"), _unproven("done"), *_status("done")),
    "metrics": (Answer(("observed: missed",)), Answer(("observed:",)), Answer(("observed: met",))),
    "signoffs": SLOT,
}
PLANS = {"procedure": "span: 0-5", "notices": "at: T-0"}
HEADS = {
    "nested": "kind: checklist",
    "no-go": "kind: triggers\n  decides: no-go",
    "rollback": "kind: triggers\n  decides: rollback",
}
PHASES = ("before", "after", "fallback")


@dataclass(frozen=True)
class Group:
    """A section: its kind, its phase, the index of every answer, and the sections on which its criteria depend."""

    kind: str
    phase: str
    places: tuple[int, ...]
    follows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """A release with the sections s0, s1, …, and their entries s0-0, s0-1, …."""

    groups: tuple[Group, ...]
    covers: tuple[int, ...] = ()

    def worse(self, group: int, entry: int, place: int) -> "Drawn":
        """The same release with another answer for an entry."""
        old = self.groups[group]
        places = (*old.places[:entry], place, *old.places[entry + 1 :])
        return Drawn((*self.groups[:group], replace(old, places=places), *self.groups[group + 1 :]), self.covers)

    def read(self) -> Release:
        """The release, decoded from its text."""
        sections = "".join(_write_group(number, group, self.covers) for number, group in enumerate(self.groups))
        return read_release(write_release(sections))

    def evidence(self, requires: str = "none") -> Grounds:
        """The verification results of the answers, and the evidence that the policy requires."""
        answers = {
            EntryId(f"s{number}-{entry}"): ANSWERS[group.kind][place]
            for number, group in enumerate(self.groups)
            if group.kind != "follows"
            for entry, place in enumerate(group.places)
        }
        return Grounds(
            standings={name: standing(answer.state) for name, answer in answers.items() if answer.state},
            approvals={name: Approval("refused") for name, answer in answers.items() if not answer.is_approved},
            requires=requires,
            has_history=True,
        )


def _write_group(number: int, group: Group, covers: tuple[int, ...]) -> str:
    kind = HEADS.get(group.kind, f"kind: {'criteria' if group.kind == 'follows' else group.kind}")
    head = f"s{number}:\n  title: S\n  phase: {group.phase}\n  {kind}\n"
    if not group.places:
        return head
    return (
        head + "  items:\n" + "".join(_write_entry(number, entry, group, covers) for entry in range(len(group.places)))
    )


def _write_entry(number: int, entry: int, group: Group, covers: tuple[int, ...]) -> str:
    indent = "        " if group.kind == "nested" and entry else "    "
    lines = ["title: E", *_plan(group, covers)]
    if group.kind != "follows":
        lines = [*ANSWERS[group.kind][group.places[entry]].lines, *lines]
    if group.kind == "nested" and entry == 0 and len(group.places) > 1:
        lines.append("items:")
    return f"{indent}s{number}-{entry}:\n" + "".join(f"{indent}  {line}\n" for line in lines)


def _plan(group: Group, covers: tuple[int, ...]) -> list[str]:
    if group.kind == "follows":
        return [f"when: [{', '.join(f's{number}' for number in group.follows)}]"]
    if group.kind == "signoffs" and covers:
        return [f"covers: [{', '.join(f's{number}' for number in covers)}]"]
    return [PLANS[group.kind]] if group.kind in PLANS else []


@st.composite
def _groups(draw: st.DrawFn, before: int) -> Group:
    kind = draw(st.sampled_from([*ANSWERS, "follows"] if before else list(ANSWERS)))
    phase = draw(st.sampled_from(PHASES))
    if kind == "follows":
        named = draw(st.lists(st.integers(0, before - 1), min_size=1, max_size=3, unique=True))
        return Group(kind, phase, (0,), tuple(named))
    best = len(ANSWERS[kind]) - 1
    # Most answers are the best, so that a single change often separates a release from GO.
    places = st.one_of(st.just(best), st.just(best), st.integers(max(best - 2, 0), best), st.integers(0, best))
    return Group(kind, phase, tuple(draw(st.lists(places, min_size=draw(st.sampled_from((1, 1, 1, 0))), max_size=3))))


@st.composite
def releases(draw: st.DrawFn) -> Drawn:
    """Releases of one to six sections. Sign-offs cover everything, or some sections other than sign-offs."""
    groups = [draw(_groups(number)) for number in range(draw(st.integers(1, 6)))]
    if draw(st.sampled_from((True, True, True, False))):
        groups.append(Group("signoffs", "before", (len(SLOT) - 1,)))
    others = [number for number, group in enumerate(groups) if group.kind != "signoffs"]
    some = st.lists(st.sampled_from(others), unique=True) if others else st.just([])
    covers = draw(st.one_of(st.just([]), some))
    return Drawn(tuple(groups), tuple(covers))
