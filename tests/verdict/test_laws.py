"""Laws of the verdict: it depends only on its inputs, and a worse answer never improves it."""

from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from building import AS_OF
from gonogo.format.sections.signoffs import slots_of
from gonogo.model.judgement import BlockerRule, Judgement, Tally, Verdict
from gonogo.verdict.coverage import awaited_entries
from gonogo.verdict.evaluation import judge
from verdict.drawing import Drawn, releases

RANK = {Verdict.NO_GO: 0, Verdict.CONDITIONAL: 1, Verdict.GO: 2}
ORDER = list(BlockerRule)


def judged(drawn: Drawn, as_of: datetime = AS_OF) -> Judgement:
    """The judgement of a drawn release."""
    return judge(drawn.read(), drawn.evidence(), as_of)


def blocking(drawn: Drawn, judgement: Judgement) -> set[str]:
    """The references of the blockers without derived criteria, which do not block if other entries do."""
    following = {f"s{number}" for number, group in enumerate(drawn.groups) if group.kind == "follows"}
    return {str(one.ref) for one in judgement.blockers if one.ref.section not in following or one.ref.entry is None}


@given(releases(), st.data())
def test_worse_answer_never_improves_the_verdict(drawn: Drawn, data: st.DataObject) -> None:
    """A worse answer of an entry never improves the verdict, and never removes a blocker."""
    places = [
        (group, entry, place)
        for group, one in enumerate(drawn.groups)
        for entry, place in enumerate(one.places)
        if place > 0
    ]
    assume(places)
    group, entry, place = data.draw(st.sampled_from(places))
    worse = drawn.worse(group, entry, data.draw(st.integers(0, place - 1)))
    before, after = judged(drawn), judged(worse)
    assert RANK[after.verdict] <= RANK[before.verdict]
    assert blocking(drawn, before) <= blocking(worse, after)
    assert after.settled <= before.settled


@given(releases())
def test_required_evidence_never_improves_the_verdict(drawn: Drawn) -> None:
    """Requiring evidence never improves the verdict, never removes a blocker, and does not change states."""
    before, after = judged(drawn), judge(drawn.read(), drawn.evidence(requires="evidence"), AS_OF)
    assert RANK[after.verdict] <= RANK[before.verdict]
    assert blocking(drawn, before) <= blocking(drawn, after)
    assert after.settled <= before.settled
    assert before.unproven <= after.unproven
    assert not after.unproven & after.settled
    written = {entry.id for _, entry in drawn.read().walk() if entry.has_answer}
    assert {key: after.states[key] for key in written} == {key: before.states[key] for key in written}


@given(releases(), st.timedeltas(timedelta(0), timedelta(days=3)))
def test_time_never_improves_the_verdict(drawn: Drawn, passed: timedelta) -> None:
    """A later evaluation time never improves the verdict, and never removes a blocker."""
    start = datetime(2026, 2, 27, 12, 0, tzinfo=UTC)
    before, after = judged(drawn, start), judged(drawn, start + passed)
    assert RANK[after.verdict] <= RANK[before.verdict]
    assert blocking(drawn, before) <= blocking(drawn, after)


@given(releases())
def test_same_inputs_have_the_same_judgement(drawn: Drawn) -> None:
    """The same release, grounds and time have the same judgement."""
    assert judged(drawn) == judged(drawn)


@given(releases())
def test_verdict_agrees_with_its_reasons(drawn: Drawn) -> None:
    """NO-GO has a blocker, CONDITIONAL an excuse and no blocker, GO neither. Blockers are sorted by rule."""
    judgement = judged(drawn)
    expected = Verdict.NO_GO if judgement.blockers else Verdict.CONDITIONAL if judgement.excuses else Verdict.GO
    assert judgement.verdict is expected
    order = [ORDER.index(one.rule) for one in judgement.blockers]
    assert order == sorted(order)
    assert len({(one.ref, one.rule) for one in judgement.blockers}) == len(judgement.blockers)


@given(releases())
def test_tallies_are_consistent(drawn: Drawn) -> None:
    """In every tally, settled is at most total, and progress is the sum of the `go` phases."""
    judgement, release = judged(drawn), drawn.read()
    tallies = [judgement.progress, *judgement.phases.values(), *judgement.sections.values()]
    assert all(0 <= tally.settled <= tally.total for tally in tallies)
    counted = [judgement.phases[phase.id] for phase in release.phases.values() if phase.gate == "go"]
    assert judgement.progress == sum(counted, Tally(0, 0))
    for phase in release.phases:
        sections = [judgement.sections[section.id] for section in release.sections_of(phase)]
        assert judgement.phases[phase].total <= sum(tally.total for tally in sections)


@given(releases())
def test_verdict_without_history_is_no_go(drawn: Drawn) -> None:
    """A release without history is NO-GO."""
    release = drawn.read()
    assert judge(release, drawn.evidence(), AS_OF).as_of == AS_OF
    assert judge(release, type(drawn.evidence())(), AS_OF).verdict is Verdict.NO_GO


@given(releases())
def test_slot_is_ready_if_all_awaited_entries_are_settled(drawn: Drawn) -> None:
    """A slot is ready if and only if all covered entries that GO requires are settled."""
    release, judgement = drawn.read(), judged(drawn)
    ready = {
        slot.id
        for _, slot in slots_of(release)
        if all(entry.id in judgement.settled for _, entry in awaited_entries(slot, release))
    }
    assert judgement.ready == ready
