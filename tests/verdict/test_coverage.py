"""What sign-offs cover: every section that counts has somebody who answers for it."""

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
    """A section of sign-offs, one of each coverage ("" for the default)."""
    entries = [
        f"    slot-{number}:\n      decision: go\n      by: ann\n      title: Slot\n"
        + (f"      covers: {one}\n" if one else "")
        for number, one in enumerate(covers)
    ]
    return f"slots:\n  title: Slots\n  phase: {phase}\n  kind: signoffs\n  items:\n" + "".join(entries)


def uncovered(sections: str) -> list[Blocks]:
    """What nobody covers, where every slot is valid."""
    given = evidence(standings={f"slot-{number}": "valid" for number in range(3)})
    return [one for one in blockers(judge_release(sections, given)) if one.rule == "uncovered-section"]


@pytest.mark.parametrize(
    ("covers", "expected"),
    [
        pytest.param([""], [], id="by default everything"),
        pytest.param(["[all]"], [], id="all"),
        pytest.param(["[code, law]"], [], id="both sections"),
        pytest.param(["[code]", "[law]"], [], id="two slots, a section each"),
        pytest.param(["[code/lint]", "[code/tests, law]"], [], id="two slots, a section between them"),
        pytest.param(["[before/lint, before/tests, law]"], [], id="entries by their phase"),
        pytest.param(["[all]", "[slots/slot-0]"], [], id="a final authorization beside"),
        pytest.param(["[code]"], [LAW], id="one of two sections"),
        pytest.param(["[code/lint, law]"], [CODE], id="one of two entries"),
        pytest.param(["[later]"], [CODE, LAW], id="a section that does not count"),
        pytest.param(["[read-me]"], [CODE, LAW], id="prose"),
        pytest.param(["[code]", "[slots/slot-0]"], [LAW], id="a final authorization covers decisions, not sections"),
    ],
)
def test_coverage_asks_for_every_section_that_counts(covers: list[str], expected: list[Blocks]) -> None:
    """Sections of `go` phases with entries are covered whole, by however many slots; nothing else has to be."""
    assert uncovered(TWO.strip("\n") + "\n" + slots(*covers)) == expected


def test_coverage_of_an_item_is_that_of_the_items_below_it() -> None:
    """Everything that is written of an item is covered with it, and its `items` are a key of it."""
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
def test_coverage_by_a_slot_that_nobody_has_to_sign_is_none(phase: str) -> None:
    """A slot of a phase that does not count is never required: what only it covers, nobody answers for."""
    assert uncovered(TWO.strip("\n") + "\n" + slots("[all]", phase=phase)) == [CODE, LAW]


@pytest.mark.parametrize(
    ("phase", "required", "expected"),
    [
        pytest.param("before", ("slot-0",), [], id="a slot of a go phase"),
        pytest.param("before", (), [], id="nothing is required"),
        *(
            pytest.param(
                phase,
                ("slot-0",),
                ["slot-0: the policy requires this role, but the release has no slot for it"],
                id=f"moved to the phase {phase}, which does not count",
            )
            for phase in ("after", "fallback")
        ),
    ],
)
def test_required_role_has_a_slot_that_counts(phase: str, required: tuple[str, ...], expected: list[str]) -> None:
    """A policy that requires a role is not met by a slot that nobody has to sign."""
    sections = slots("", phase=phase) + slots("").replace("slots:", "others:").replace("slot-0", "slot-1")
    given = evidence(standings={"slot-0": "valid", "slot-1": "valid"}, required=required)
    assert [one.message for one in blockers(judge_release(sections, given))] == expected


def test_required_role_may_have_a_slot_of_another_id() -> None:
    """The role of a slot counts, not its id."""
    slot = slots("").replace("      title: Slot\n", "      title: Slot\n      role: cto\n")
    given = evidence(standings={"slot-0": "valid"}, required=("cto",))
    assert blockers(judge_release(slot, given)) == []
