"""Rule `wrong-acceptance`: an acceptance with a rule that does not allow it, or with an unknown place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import POLICY, RELEASE, Files, lay_out, tidy, write_release
from gonogo.checks.acceptance import ACCEPTABLE
from gonogo.checks.rule import rule_id
from gonogo.checks.rules import RULES
from gonogo.core.diagnostics import READING_RULES, Severity

if TYPE_CHECKING:
    from pathlib import Path

RULE = "wrong-acceptance"
OF_READING = "the finding says that gonogo cannot read a file: correct the file"
OF_ERROR = "the finding is an error: correct its cause"
OF_TRUST = "the finding reports a fact about trust or history, and remains until this fact changes"
IN_FULL = "write it in full, such as shop/v1.0.0#testing/load-test"
BROKEN = {"checklists/shop/v2.yml": "release: ["}
ERRORS = [rule_id(rule) for rule in RULES if rule.SEVERITY is Severity.ERROR]
NOT_ACCEPTABLE = [
    rule_id(rule) for rule in RULES if rule.SEVERITY is not Severity.ERROR and rule_id(rule) not in ACCEPTABLE
]
ITEMS = write_release(
    "code:\n  title: Code\n  phase: before\n  items:\n    lint:\n      status: open\n      title: Lint\n"
)


def accepting(rule: str, at: str) -> str:
    """A policy that accepts the findings of a rule at a place."""
    return f"{tidy(POLICY)}accepted:\n  a:\n    rule: {rule}\n    at: {at}\n    reason: Nobody needs it\n"


@pytest.mark.parametrize(
    ("rule", "at", "message", "hint"),
    [
        *(
            pytest.param(f"»{rule}", "shop", f'no finding of "{rule}" can be accepted', hint, id=rule)
            for rules, hint in ((READING_RULES, OF_READING), (ERRORS, OF_ERROR), (NOT_ACCEPTABLE, OF_TRUST))
            for rule in rules
        ),
        pytest.param("»gaps", "shop", 'there is no rule "gaps"', 'did you mean "gap"?', id="a misspelled rule"),
        pytest.param("»zzz", "shop", 'there is no rule "zzz"', "", id="another rule"),
        *(
            pytest.param("gap", f"»{at}", f'"{at}" is not a system, release, section or entry', hint, id=at)
            for at, hint in (
                ("shpo", 'did you mean "shop"?'),
                ("shop/v9", 'did you mean "shop/v1"?'),
                ("shop/system", f"{IN_FULL}; known: shop/v1"),
                ("shop/v1#coed", 'did you mean "shop/v1#code"?'),
                ("shop/v1#code/lnt", 'did you mean "shop/v1#code/lint"?'),
                ("shop/v1#lint", 'did you mean "shop/v1#code/lint"?'),
                ("lint", f"{IN_FULL}; known: shop"),
                ("v1", f"{IN_FULL}; known: shop"),
            )
        ),
    ],
)
def test_wrong_acceptance_is_found(rule: str, at: str, message: str, hint: str, tmp_path: Path) -> None:
    """The finding is at the wrong value, with a suggestion or the reason."""
    project = lay_out(tmp_path, Files(release=ITEMS, policy=accepting(rule, at)))
    assert project.find(RULE) == project.expect((message, hint))
    assert project.unread == []


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(Files(), id="no acceptances"),
        pytest.param(Files(policy=f"{tidy(POLICY)}accepted:\n"), id="an empty list of acceptances"),
        *(pytest.param(Files(policy=accepting(rule, "shop")), id=rule) for rule in ACCEPTABLE),
        *(
            pytest.param(Files(release=ITEMS, policy=accepting("gap", at)), id=at)
            for at in ("shop/v1", "shop/v1#before", "shop/v1#code", "shop/v1#code/lint")
        ),
    ],
)
def test_wrong_acceptance_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about existing places and acceptable rules."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])


@pytest.mark.parametrize("at", ["shop/v2", "shop/v2#code", "shop/v2#code/lint"])
def test_wrong_acceptance_ignores_an_unreadable_release(at: str, tmp_path: Path) -> None:
    """The rule stays silent about a place in an unreadable release."""
    project = lay_out(tmp_path, Files(policy=accepting("gap", at), others=BROKEN))
    assert project.find(RULE) == []


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        pytest.param("rule: gap\n    at: shop", "missing-key", id="no reason"),
        pytest.param("rule: gap\n    at: shop\n    reason:", "empty-value", id="an empty reason"),
        pytest.param("rule: gap\n    at:\n    reason: Because of them", "empty-value", id="no place"),
        pytest.param("at: shop\n    reason: Because of them", "missing-key", id="no rule"),
        pytest.param("rule: gap\n    at: /shop\n    reason: Because of them", "wrong-value", id="no reference"),
        pytest.param("rule: gap\n    at: ../shop/v1\n    reason: Because of them", "wrong-value", id="a path out"),
        pytest.param("rule: gap\n    at: shop/v1#\n    reason: Because of them", "wrong-value", id="half a reference"),
        pytest.param("rule: gap\n    at: [shop]\n    reason: Because of them", "wrong-shape", id="a list of places"),
        pytest.param("rule: gap\n    at: shop\n    why: Because of them", "unknown-key", id="another key"),
    ],
)
def test_incomplete_acceptance_is_refused(lines: str, rule: str, tmp_path: Path) -> None:
    """The policy is refused if an acceptance lacks a key or has a wrong value."""
    project = lay_out(tmp_path, Files(release=RELEASE, policy=f"{tidy(POLICY)}accepted:\n  a:\n    {lines}\n"))
    assert rule in {one.rule for one in project.diagnostics if one.location.path == "checklists/policy.yml"}


def test_many_wrong_acceptances_are_all_found(tmp_path: Path) -> None:
    """A thousand wrong acceptances have two findings each, with a limited number of suggestions."""
    entries = "".join(
        f"  e{at}:\n    rule: gapp{at}\n    at: shop/v1#code/i{at}\n    reason: Nobody needs it\n" for at in range(1000)
    )
    project = lay_out(tmp_path, Files(release=ITEMS, policy=f"{tidy(POLICY)}accepted:\n{entries}"))
    assert len(project.find(RULE)) == 2000
