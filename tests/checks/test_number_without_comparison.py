"""Rule `number-without-comparison`: a target with a number that nothing compares with."""

from pathlib import Path

import pytest

from building import Files, lay_out, signed, write_release

RULE = "number-without-comparison"
CURE = 'add "at least" or "<" to compare the number'


def metric(target: str) -> Files:
    """A release with a metric of this target."""
    head = "use:\n  title: Use\n  phase: after\n  kind: metrics\n  items:\n    adoption:\n"
    lines = f"      observed:\n      title: Adoption\n      target: {target}"
    return Files(release=write_release(signed(head + lines)))


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("80% of users", id="per cent of something"),
        pytest.param("100% GDPR compliance", id="a number that could not be exceeded"),
        pytest.param("80", id="nothing but a number"),
        pytest.param("within budget of 100 euro", id="the comparison is not with the number"),
    ],
)
def test_number_without_comparison_is_found(target: str, tmp_path: Path) -> None:
    """The target is words, and a hint at the target says how the number would decide."""
    project = lay_out(tmp_path, metric(f"»{target}"))
    message = f'"{target}" has no comparison, so "observed" must be met or missed'
    assert project.find(RULE) == project.expect((message, CURE))


@pytest.mark.parametrize(
    "target",
    [
        pytest.param('"< 500 ms"', id="a sign"),
        pytest.param("at least 80% of users", id="a phrase before the number"),
        pytest.param("99.9% or higher", id="a phrase behind the number"),
        pytest.param("95th percentile < 2 seconds", id="another number in the words around"),
        pytest.param("no complaint of a customer", id="words without a number"),
    ],
)
def test_number_without_comparison_stays_silent(target: str, tmp_path: Path) -> None:
    """A target that compares, and one without any number, are left alone."""
    project = lay_out(tmp_path, metric(target))
    assert (project.find(RULE), project.unread) == ([], [])


@pytest.mark.parametrize(
    "target",
    [
        pytest.param('"> 10 and < 20"', id="two comparisons"),
        pytest.param("at least 80% or higher", id="two phrases about one number"),
    ],
)
def test_number_without_comparison_never_says_that_a_comparison_compares_with_nothing(
    target: str, tmp_path: Path
) -> None:
    """A target that is words because it compares twice is not said to compare with nothing."""
    project = lay_out(tmp_path, metric(target))
    assert [found for found in project.find(RULE) if "compares with nothing" in found.message] == []
