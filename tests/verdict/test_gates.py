"""Gates: the effect of a phase's gate on its entries."""

import pytest

from verdict.judging import blockers, evidence, judge_sections, section

UNSETTLED = {
    "checklist": section("checklist", "status: open", phase="{phase}"),
    "na": section("checklist", "status: na", phase="{phase}"),
    "notices": section("notices", "status: open", "at: T-0", phase="{phase}"),
    "criteria": section("criteria", "status: unmet", phase="{phase}"),
    "metrics": section("metrics", "observed: missed", phase="{phase}"),
    "signoffs": section("signoffs", "decision:", "by:", phase="{phase}"),
    "refusal": section("signoffs", "decision: no-go", "by: ann", phase="{phase}"),
    "unseen": section("triggers", "status: open", phase="{phase}", more="decides: no-go"),
    "fired": section("triggers", "status: fired", phase="{phase}", more="decides: rollback"),
    "procedure": section("procedure", "status: open", "span: 0-5", phase="{phase}"),
    "rollback": section("triggers", "status: open", phase="{phase}", more="decides: rollback"),
}
ALWAYS, ONLY_GO, NEVER = {"before", "after", "fallback"}, {"before"}, set[str]()


@pytest.mark.parametrize(
    ("name", "phases"),
    [
        pytest.param("checklist", ONLY_GO, id="an open item"),
        pytest.param("na", ONLY_GO, id="na without a reason"),
        pytest.param("notices", ONLY_GO, id="an unsent notice"),
        pytest.param("criteria", ONLY_GO, id="an unmet criterion"),
        pytest.param("metrics", ONLY_GO, id="a missed metric"),
        pytest.param("signoffs", ONLY_GO, id="an empty slot"),
        pytest.param("refusal", ONLY_GO, id="a no-go"),
        pytest.param("unseen", ALWAYS, id="an open no-go trigger"),
        pytest.param("fired", ALWAYS, id="a fired trigger"),
        pytest.param("procedure", NEVER, id="a step"),
        pytest.param("rollback", NEVER, id="an open rollback trigger"),
    ],
)
def test_gate_determines_which_entries_block(name: str, phases: set[str]) -> None:
    """An unsettled entry blocks only in a phase with `gate: go`, but triggers can block in any phase."""
    blocking = {phase for phase in ALWAYS if blockers(judge_sections(UNSETTLED[name].format(phase=phase), evidence()))}
    assert blocking == phases


@pytest.mark.parametrize("phase", ["after", "fallback"])
def test_section_without_gate_go_needs_no_coverage(phase: str) -> None:
    """A section in a phase with another gate than `go` does not need coverage."""
    assert blockers(judge_sections(UNSETTLED["checklist"].format(phase=phase))) == []
