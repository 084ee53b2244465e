"""Rule `number-without-comparison`: a target with a number but without a comparison."""

from pathlib import Path

import pytest

from building import Files, lay_out, signed, write_release

RULE = "number-without-comparison"
HINT = 'add "at least" or "<" to compare the number'


def metric(target: str) -> Files:
    """A release with a metric with this target."""
    head = "use:\n  title: Use\n  phase: after\n  kind: metrics\n  items:\n    adoption:\n"
    lines = f"      observed:\n      title: Adoption\n      target: {target}"
    return Files(release=write_release(signed(head + lines)))


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("80% of users", id="a percentage"),
        pytest.param("100% GDPR compliance", id="a number that could not be exceeded"),
        pytest.param("80", id="only a number"),
        pytest.param("within budget of 100 euro", id="the comparison is not with the number"),
    ],
)
def test_number_without_comparison_is_found(target: str, tmp_path: Path) -> None:
    """The finding is at the target, and its hint explains how to compare with a number."""
    project = lay_out(tmp_path, metric(f"»{target}"))
    message = f'"{target}" has no comparison, so "observed" must be met or missed'
    assert project.find(RULE) == project.expect((message, HINT))


@pytest.mark.parametrize(
    "target",
    [
        pytest.param('"< 500 ms"', id="a comparison sign"),
        pytest.param("at least 80% of users", id="a phrase before the number"),
        pytest.param("99.9% or higher", id="a phrase after the number"),
        pytest.param("95th percentile < 2 seconds", id="another number in the text"),
        pytest.param("no complaint of a customer", id="words without a number"),
    ],
)
def test_number_without_comparison_stays_silent(target: str, tmp_path: Path) -> None:
    """The rule stays silent about targets with a comparison, or without a number."""
    project = lay_out(tmp_path, metric(target))
    assert (project.find(RULE), project.unread) == ([], [])


@pytest.mark.parametrize(
    "target",
    [
        pytest.param('"> 10 and < 20"', id="two comparisons"),
        pytest.param("at least 80% or higher", id="two phrases about one number"),
    ],
)
def test_number_without_comparison_does_not_deny_two_comparisons(target: str, tmp_path: Path) -> None:
    """The message about a target with two comparisons does not say that it compares with nothing."""
    project = lay_out(tmp_path, metric(target))
    assert [found for found in project.find(RULE) if "compares with nothing" in found.message] == []
