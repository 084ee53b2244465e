"""Coverage: a sign-off must cover every section that is required for GO."""

import pytest

from verdict.judging import Blocks, blockers, evidence, judge_release

TWO = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: done
      title: Lint
    tests:
      status: done
      title: Tests
law:
  title: Law
  phase: before
  items:
    licence:
      status: done
      title: Licence
later:
  title: Later
  phase: after
  items:
    alerts:
      status: done
      title: Alerts
read-me:
  title: Read me
  phase: before
"""
CODE = Blocks("code", "uncovered-section", "Code: no sign-off covers this section")
LAW = Blocks("law", "uncovered-section", "Law: no sign-off covers this section")


def slots(*covers: str, phase: str = "before") -> str:
    """A section of sign-offs, one for each coverage ("" for the default)."""
    entries = [
        f"    slot-{number}:\n      decision: go\n      by: ann\n      title: Slot\n"
        + (f"      covers: {one}\n" if one else "")
        for number, one in enumerate(covers)
    ]
    return f"slots:\n  title: Slots\n  phase: {phase}\n  kind: signoffs\n  items:\n" + "".join(entries)


def uncovered(sections: str) -> list[Blocks]:
    """The blockers about sections without coverage, if every slot is valid."""
    given = evidence(standings={f"slot-{number}": "valid" for number in range(3)})
    return [one for one in blockers(judge_release(sections, given)) if one.rule == "uncovered-section"]


@pytest.mark.parametrize(
    ("covers", "expected"),
    [
        pytest.param([""], [], id="by default everything"),
        pytest.param(["[all]"], [], id="all"),
        pytest.param(["[code, law]"], [], id="both sections"),
        pytest.param(["[code]", "[law]"], [], id="two slots, a section each"),
        pytest.param(["[code/lint]", "[code/tests, law]"], [], id="two slots that share a section"),
        pytest.param(["[before/lint, before/tests, law]"], [], id="entries by their phase"),
        pytest.param(["[all]", "[slots/slot-0]"], [], id="also a final authorization"),
        pytest.param(["[code]"], [LAW], id="one of two sections"),
        pytest.param(["[code/lint, law]"], [CODE], id="one of two entries"),
        pytest.param(["[later]"], [CODE, LAW], id="a section that is not required for GO"),
        pytest.param(["[read-me]"], [CODE, LAW], id="prose"),
        pytest.param(["[code]", "[slots/slot-0]"], [LAW], id="a final authorization covers decisions, not sections"),
    ],
)
def test_section_required_for_go_needs_complete_coverage(covers: list[str], expected: list[Blocks]) -> None:
    """Each section with entries in a `go` phase must be covered completely, by one or several slots."""
    assert uncovered(TWO.strip("\n") + "\n" + slots(*covers)) == expected


def test_coverage_of_an_item_includes_its_nested_items() -> None:
    """A slot that covers an item also covers its nested items."""
    nested = """
code:
  title: Code
  phase: before
  items:
    quality:
      title: Quality
      items:
        lint:
          status: done
          title: Lint
"""
    assert uncovered(nested.strip("\n") + "\n" + slots("[code/quality]")) == []


@pytest.mark.parametrize("phase", ["after", "fallback"])
def test_slot_that_is_not_required_covers_nothing(phase: str) -> None:
    """A slot outside `go` phases does not cover sections, because no verdict requires it."""
    assert uncovered(TWO.strip("\n") + "\n" + slots("[all]", phase=phase)) == [CODE, LAW]


@pytest.mark.parametrize(
    ("phase", "required", "expected"),
    [
        pytest.param("before", ("slot-0",), [], id="a slot of a go phase"),
        pytest.param("before", (), [], id="no required role"),
        *(
            pytest.param(
                phase,
                ("slot-0",),
                ["slot-0: the policy requires this role, but the release has no slot for it"],
                id=f"moved to the phase {phase}, which is not required for GO",
            )
            for phase in ("after", "fallback")
        ),
    ],
)
def test_required_role_needs_a_required_slot(phase: str, required: tuple[str, ...], expected: list[str]) -> None:
    """A role in `required_roles` needs a slot in a `go` phase."""
    sections = slots("", phase=phase) + slots("").replace("slots:", "others:").replace("slot-0", "slot-1")
    given = evidence(standings={"slot-0": "valid", "slot-1": "valid"}, required=required)
    assert [one.message for one in blockers(judge_release(sections, given))] == expected


def test_required_role_can_have_a_slot_with_another_id() -> None:
    """A slot satisfies `required_roles` by its role, not by its id."""
    slot = slots("").replace("      title: Slot\n", "      title: Slot\n      role: cto\n")
    given = evidence(standings={"slot-0": "valid"}, required=("cto",))
    assert blockers(judge_release(slot, given)) == []
