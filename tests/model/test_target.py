"""Targets of metrics: which texts have a comparison, and which observed values meet it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gonogo.format.sections.metrics import meets
from gonogo.model.target import Target, parse_target

COMPARISONS = [
    pytest.param("< 500 ms", "<", "500", "ms", id="less"),
    pytest.param("<= 500 ms", "<=", "500", "ms", id="at most, in ASCII"),
    pytest.param("≤ 500 ms", "≤", "500", "ms", id="at most, as one sign"),
    pytest.param("> 99 %", ">", "99", "%", id="more"),
    pytest.param(">= 99 %", ">=", "99", "%", id="at least, in ASCII"),
    pytest.param("≥ 99 %", "≥", "99", "%", id="at least, as one sign"),
    pytest.param("= 0", "=", "0", "", id="equal"),
    pytest.param("at least 80%", "at least", "80", "%", id="at least, in words"),
    pytest.param("At Least 80%", "at least", "80", "%", id="in any case"),
    pytest.param("at most 3 errors", "at most", "3", "errors", id="at most, in words"),
    pytest.param("within 30 days", "within", "30", "days", id="within"),
    pytest.param("4.5 or higher", "or higher", "4.5", "", id="or higher"),
    pytest.param("80% or more", "or more", "80", "%", id="or more"),
    pytest.param("2 seconds or lower", "or lower", "2", "seconds", id="or lower"),
    pytest.param("5 or less", "or less", "5", "", id="or less"),
    pytest.param("<0.1%", "<", "0.1", "%", id="without any space"),
    pytest.param("< 1,000 users", "<", "1000", "users", id="a comma between thousands"),
    pytest.param("> 1,234,567.5", ">", "1234567.5", "", id="commas and a point"),
    pytest.param("> -5 C", ">", "-5", "c", id="a negative number"),
    pytest.param("4.5/5 or higher", "or higher", "4.5", "/5", id="out of five"),
    pytest.param("< 500 MS", "<", "500", "ms", id="a unit in any case"),
    pytest.param("95th percentile < 2 seconds", "<", "2", "seconds", id="words before, with another number"),
    pytest.param("< 2 seconds (95th percentile)", "<", "2", "seconds", id="words after, with another number"),
    pytest.param("at least 80% of users", "at least", "80", "%", id="words after"),
    pytest.param("resolved within 4 hours", "within", "4", "hours", id="words before"),
    pytest.param("rated 4.5 or higher by users", "or higher", "4.5", "", id="words before and after"),
]


@pytest.mark.parametrize(("text", "sign", "number", "unit"), COMPARISONS)
def test_target_compares_with_a_number(text: str, sign: str, number: str, unit: str) -> None:
    """A target with a comparator and a number has a comparison, regardless of the text around it."""
    assert parse_target(text) == Target(text, sign, Decimal(number), unit)


WORDS = [
    pytest.param("no complaint", id="no number"),
    pytest.param("80% of users", id="a number and no comparator"),
    pytest.param("within budget", id="a comparator and no number"),
    pytest.param("at least as good as before", id="a phrase and no number"),
    pytest.param("more or less 5", id="the words of a phrase in another order"),
    pytest.param("> 10 and < 20", id="two signs"),
    pytest.param("at least 5 and at most 10", id="two phrases"),
    pytest.param("< 5 within 30 days", id="a sign and a phrase"),
    pytest.param("at least 5 or more", id="a phrase before and after"),
]


@pytest.mark.parametrize("text", WORDS)
def test_target_is_words(text: str) -> None:
    """A target without exactly one comparison is text that a person judges."""
    assert parse_target(text) == Target(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("80% of users", True, id="a number and no comparator"),
        pytest.param("no complaint", False, id="no number"),
        pytest.param("< 5", False, id="a comparison"),
    ],
)
def test_target_without_comparison_has_a_bare_number(text: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """A target with a number but without a comparison has a bare number."""
    assert parse_target(text).has_bare_number is expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<> 5", id="two adjacent signs"),
        pytest.param(">< 5", id="the other way round"),
        pytest.param("=> 5", id="an arrow"),
        pytest.param("=< 5", id="an arrow to the left"),
        pytest.param("== 5", id="the sign of a programming language"),
        pytest.param("<< 5", id="much less"),
        pytest.param("!= 5", id="not equal"),
    ],
)
def test_target_with_another_sign_is_words(text: str) -> None:
    """A sign other than < <= ≤ > >= ≥ = is no comparator, even if it contains one."""
    assert parse_target(text) == Target(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("< 10,5 ms", id="a decimal comma"),
        pytest.param("< 1,5 %", id="a decimal comma after one digit"),
        pytest.param("< 1,0000", id="four digits after a comma"),
        pytest.param("< 1.2.3", id="a version"),
        pytest.param("< 1e3", id="an exponent"),
        pytest.param("within 5-10 minutes", id="a range"),
    ],
)
def test_target_with_another_number_is_words(text: str) -> None:
    """A target with an unusual number notation has no comparison."""
    assert parse_target(text) == Target(text)


MEETS = [
    pytest.param("< 5", "4.9", True, id="less"),
    pytest.param("< 5", "5", False, id="not less: equal"),
    pytest.param("<= 5", "5", True, id="at most: equal"),
    pytest.param("<= 5", "5.01", False, id="more than at most"),
    pytest.param("≤ 5", "5", True, id="at most, as one sign"),
    pytest.param("> 5", "5", False, id="not more: equal"),
    pytest.param("> 5", "5.1", True, id="more"),
    pytest.param(">= 5", "5", True, id="at least: equal"),
    pytest.param(">= 5", "4.99", False, id="less than at least"),
    pytest.param("≥ 5", "5", True, id="at least, as one sign"),
    pytest.param("= 0", "0.0", True, id="equal as numbers"),
    pytest.param("= 0", "1", False, id="not equal"),
    pytest.param("at least 5", "5", True, id="at least"),
    pytest.param("at most 5", "5", True, id="at most"),
    pytest.param("at most 5", "6", False, id="more than that"),
    pytest.param("within 5", "5", True, id="within"),
    pytest.param("within 5", "6", False, id="not within"),
    pytest.param("5 or higher", "5", True, id="or higher"),
    pytest.param("5 or higher", "4", False, id="lower"),
    pytest.param("5 or more", "6", True, id="or more"),
    pytest.param("5 or lower", "5", True, id="or lower"),
    pytest.param("5 or less", "6", False, id="not less"),
    pytest.param("at least 99.9%", "99.95%", True, id="with the unit of the target"),
    pytest.param("at least 99.9%", "99.95 %", True, id="a space before the unit"),
    pytest.param("at least 99.9%", "99.95", True, id="without a unit"),
    pytest.param("< 500 ms", "0.4 s", True, id="seconds for milliseconds"),
    pytest.param("< 500 ms", "0.6 s", False, id="too many seconds"),
    pytest.param("< 500 ms", "0.5 s", False, id="exactly as long is not less"),
    pytest.param("within 2 hours", "90 min", True, id="minutes for hours"),
    pytest.param("within 2 hours", "7200 seconds", True, id="seconds for hours"),
    pytest.param("within 2 days", "1 week", False, id="a week for days"),
    pytest.param("within 1 week", "7 d", True, id="days for a week"),
    pytest.param("< 1 minute", "59 sec", True, id="short forms"),
    pytest.param("< 1,000", "999.99", True, id="thousands"),
    pytest.param("> 1,000", "1,001", True, id="thousands observed"),
    pytest.param("> -5", "-4.5", True, id="negative numbers"),
    pytest.param("4.5/5 or higher", "4.6/5", True, id="out of five"),
    pytest.param("4.5/5 or higher", "4.6 / 5", True, id="out of five, with spaces"),
    pytest.param("no complaint", "met", True, id="words, met"),
    pytest.param("no complaint", "missed", False, id="words, missed"),
    pytest.param("80% of users", "met", True, id="a number without comparator is words"),
    pytest.param("= 0.3", "0.3", True, id="exact decimals, not binary fractions"),
]


@pytest.mark.parametrize(("target", "observed", "expected"), MEETS)
def test_observed_meets_target(target: str, observed: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """An observed number meets the target in the unit of the target; time units are converted."""
    assert meets(parse_target(target), observed) is expected


@pytest.mark.parametrize(("observed", "expected"), [("met", True), ("missed", False)])
def test_observed_without_target_is_met_or_missed(observed: str, expected: bool) -> None:  # noqa: FBT001
    """An observed value without a target is `met` or `missed`."""
    assert meets(None, observed) is expected


REFUSED = [
    pytest.param("no complaint", "3", "a target in words is answered with met or missed", id="a number for words"),
    pytest.param("no complaint", "Met", "a target in words is answered with met or missed", id="upper case"),
    pytest.param("< 500 ms", "met", 'a number is expected for the target "< 500 ms"', id="words for a number"),
    pytest.param(
        "< 500 ms", "about 400", 'a number is expected for the target "< 500 ms"', id="words before and after"
    ),
    pytest.param("< 500 ms", "< 400", 'a number is expected for the target "< 500 ms"', id="a comparison"),
    pytest.param("< 500 ms", "400 MB", 'the unit of the target "< 500 ms" is "ms"', id="another unit"),
    pytest.param("< 5 errors", "400 ms", 'the unit of the target "< 5 errors" is "errors"', id="time for errors"),
    pytest.param("= 0", "3 errors", 'the unit of the target "= 0" is "none"', id="a unit for a target without a unit"),
]


@pytest.mark.parametrize(("target", "observed", "message"), REFUSED)
def test_observed_is_refused(target: str, observed: str, message: str) -> None:
    """An observed value that does not fit the target is refused with a list of fitting values."""
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        meets(parse_target(target), observed)
    assert str(refused.value) == message


def test_observed_number_without_target_is_refused() -> None:
    """An observed number without a target is refused."""
    with pytest.raises(ValueError, match="met or missed"):
        meets(None, "5")


@pytest.mark.parametrize(
    ("target", "observed"),
    [
        pytest.param("< 5 MB/s", "4 MB/s", id="a unit with a slash"),
        pytest.param("< 20 °C", "18 °C", id="a unit with a sign"),
        pytest.param("> 1000 req/min", "1200 req/min", id="requests a minute"),
    ],
)
def test_observed_can_have_the_unit_of_its_target(target: str, observed: str) -> None:
    """An observed value can have the unit of its target."""
    assert isinstance(meets(parse_target(target), observed), bool)


@settings(deadline=None)
@given(st.text())
def test_every_text_is_a_target(text: str) -> None:
    """Any text is a target and stays the same."""
    assert parse_target(text).text == text


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-9999, max_value=9999))
def test_at_least_and_less_than_are_opposites(number: Decimal) -> None:
    """Of two opposite targets, exactly one is met."""
    for one, other in (("<", ">="), (">", "<="), ("at most", ">"), ("at least", "<")):
        met = {meets(parse_target(f"{sign} 1.5 s"), f"{number:f}") for sign in (one, other)}
        assert met == {True, False}


@settings(deadline=None)
@given(st.text(), st.text())
def test_observed_is_judged_or_refused(target: str, observed: str) -> None:
    """Judging any text returns a result or raises ValueError."""
    try:
        assert meets(parse_target(target), observed) in (True, False)
    except ValueError:
        return
