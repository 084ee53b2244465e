"""Accepted findings: which rules allow acceptance, and which findings belong to a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import AS_OF, POLICY, Files, Project, lay_out, signed, tidy, write_release
from gonogo.checks.acceptance import ACCEPTABLE
from gonogo.checks.rule import rule_id
from gonogo.checks.rules import RULES
from gonogo.core.diagnostics import Severity
from gonogo.model.verification import Verification
from gonogo.pipelines.checking import Findings, check

if TYPE_CHECKING:
    from pathlib import Path

# Accepting such a finding could hide that a decision was not authorized, or that a fact cannot be proven.
NEVER = {
    "acceptance-not-in-effect",
    "accepted-finds-nothing",
    "answer-not-authorised",
    "deployed-against-no-go",
    "expired-waiver",
    "history-begins-at-a-move",
    "landing-times-disagree",
    "main-not-here",
    "meaningless-reason",
    "no-trust-root",
    "policy-cannot-be-met",
    "signoff-not-counting",
    "stale-signoff",
    "t0-moved",
    "unapproved-waiver",
    "uncovered-section",
    "unknown-author",
}
# a gap in each place, on separate lines
RELEASE = write_release(
    signed(
        """
        code:
          title: Code
          phase: before
          about:
          items:
            lint:
              status: open
              title: Lint
              note:
            quality:
              title: Quality
              items:
                tests:
                  status: open
                  title: Tests
                  note:
        news:
          title: News
          phase: after
          items:
            post:
              status: open
              title: Post
              note:
        """
    ),
    head="about:",
    phases="before:\n  title: Before\n  gate: go\n  note:\nafter:\n  title: After\n  gate: close\n",
)
OTHER = write_release(signed("code:\n  title: Code\n  phase: before\n  about:\n")).replace(
    "release: v1", "release: v1.1"
)
SYSTEM = "name: Shop\nsummary:\n"
PLACES = {
    "release": ("v1", '"about" of "v1" is empty'),
    "phase": ("v1", '"note" of "before" is empty'),
    "code": ("v1", '"about" of "code" is empty'),
    "lint": ("v1", '"note" of "lint" is empty'),
    "tests": ("v1", '"note" of "tests" is empty'),
    "post": ("v1", '"note" of "post" is empty'),
    "other": ("v1.1", '"about" of "code" is empty'),
    "system": ("system", '"summary" is empty'),
}


def accepting(*entries: tuple[str, str], reason: str = "Nobody needs it") -> str:
    """A policy that accepts findings of rules at places; the ids are `a`, `b`, …."""
    lines = [
        f"  {name}:\n    rule: {rule}\n    at: {at}\n    reason: {reason}\n"
        for name, (rule, at) in zip("abcdefgh", entries, strict=False)
    ]
    return f"{tidy(POLICY)}accepted:\n{''.join(lines)}"


def find_all(project: Project) -> Findings:
    """The findings, if maintainers have authorized every acceptance of the policy."""
    snapshot = project.snapshot
    accepted = tuple(snapshot.policy.accepted) if snapshot.policy else ()
    verification = Verification(main="main", base="", is_on_main=True, root=None, releases={}, accepted=accepted)
    return check(snapshot, project.judgements, AS_OF, verification)


def lay_out_gaps(root: Path, *entries: tuple[str, str]) -> Project:
    """A project with a gap in each of `PLACES`."""
    others = {"checklists/shop/v1.1.yml": OTHER}
    return lay_out(root, Files(release=RELEASE, system=SYSTEM, policy=accepting(*entries), others=others))


def test_every_rule_is_an_error_or_acceptable_or_never_acceptable() -> None:
    """Every rule is an error, is in `NEVER`, or is in `ACCEPTABLE`."""
    errors = {rule_id(rule) for rule in RULES if rule.SEVERITY is Severity.ERROR}
    assert sorted((*errors, *NEVER, *ACCEPTABLE)) == sorted(map(rule_id, RULES))


@pytest.mark.parametrize(
    ("at", "has"),
    [
        pytest.param("shop", "release phase code lint tests post other system", id="a system, with its own facts"),
        pytest.param(
            "shop/v1", "release phase code lint tests post", id="a release, but not a release with a longer id"
        ),
        pytest.param("shop/v1#before", "phase code lint tests", id="a phase with its sections"),
        pytest.param("shop/v1#code", "code lint tests", id="a section with its items"),
        pytest.param("shop/v1#code/quality", "tests", id="an item with its items"),
        pytest.param("shop/v1#code/tests", "tests", id="a nested item"),
        pytest.param("shop/v1#news/post", "post", id="the last item of its section"),
    ],
)
def test_acceptance_applies_to_everything_in_its_place(at: str, has: str, tmp_path: Path) -> None:
    """An acceptance applies to all findings in its place, and to no other findings."""
    project = lay_out_gaps(tmp_path, ("gap", at))
    found = find_all(project)
    names = {(f"checklists/shop/{file}.yml", message): name for name, (file, message) in PLACES.items()}
    places = [(one.diagnostic.location.path, one.diagnostic.message) for one in found.accepted]
    assert sorted(names[place] for place in places) == sorted(has.split())
    rest = [names[one.location.path, one.message] for one in found.diagnostics if one.rule == "gap"]
    assert sorted([*rest, *has.split()]) == sorted(PLACES)
    assert {(one.id, one.at, one.reason) for one in found.accepted} == {("a", at, "Nobody needs it")}


def test_acceptance_applies_only_to_its_rule(tmp_path: Path) -> None:
    """Findings of other rules in the place of an acceptance are still reported."""
    found = find_all(lay_out_gaps(tmp_path, ("unowned-entry", "shop")))
    assert "gap" in {one.rule for one in found.diagnostics}
    assert {one.diagnostic.rule for one in found.accepted} <= {"unowned-entry"}


def test_first_matching_acceptance_counts(tmp_path: Path) -> None:
    """A finding is accepted by the first matching acceptance in the file."""
    project = lay_out_gaps(tmp_path, ("gap", "shop/v1#code"), ("gap", "shop/v1#code/lint"), ("gap", "shop/v1"))
    ids = [one.id for one in find_all(project).accepted]
    assert sorted(ids) == ["a", "a", "a", "c", "c", "c"]


def test_errors_are_never_accepted(tmp_path: Path) -> None:
    """An error is reported, even if the policy accepts its rule for the whole system."""
    rules = ("unknown-owner", "secret-like-value", "unknown-word", "text-lost-to-comment")
    release = RELEASE.replace("        title: Lint", "        title: Lint\n        owner: nobody")
    others = {
        "checklists/shop/v2.yml": RELEASE.replace("release: v1", "release: v2").replace("gate: go", "gate: maybe"),
        "checklists/shop/v3.yml": "release: v3\ntitle: password=hunter2hunter2AB\n",
        "checklists/shop/v4.yml": "release: v4 # new\n",
    }
    policy = accepting(*((rule, "shop") for rule in rules))
    found = find_all(lay_out(tmp_path, Files(release=release, policy=policy, others=others)))
    assert set(rules) <= {one.rule for one in found.diagnostics if one.severity is Severity.ERROR}
    assert (found.accepted, [one.rule for one in found.diagnostics].count("wrong-acceptance")) == ((), 4)


def test_thousand_acceptances_each_accept_a_finding(tmp_path: Path) -> None:
    """Each of a thousand acceptances accepts the finding in its place."""
    items = "".join(f"    i{at}:\n      status: open\n      title: Item\n      note:\n" for at in range(1000))
    release = write_release(signed(f"code:\n  title: Code\n  phase: before\n  items:\n{items}"))
    entries = "".join(
        f"  e{at}:\n    rule: gap\n    at: shop/v1#code/i{at}\n    reason: Nobody needs it\n" for at in range(1000)
    )
    project = lay_out(tmp_path, Files(release=release, policy=f"{tidy(POLICY)}accepted:\n{entries}"))
    found = find_all(project)
    assert [one.id for one in found.accepted] == [f"e{at}" for at in range(1000)]
    assert {one.rule for one in found.diagnostics}.isdisjoint({"gap", "accepted-finds-nothing", "wrong-acceptance"})


def test_acceptance_does_not_change_the_verdict(tmp_path: Path) -> None:
    """An acceptance does not change verdict, blockers or progress."""
    plain = lay_out(tmp_path / "plain", Files(release=RELEASE))
    accepted = lay_out(tmp_path / "accepted", Files(release=RELEASE, policy=accepting(("gap", "shop"))))
    assert find_all(accepted).accepted
    for ref, judgement in plain.judgements.items():
        other = accepted.judgements[ref]
        assert (judgement.verdict, judgement.blockers, judgement.progress) == (
            other.verdict,
            other.blockers,
            other.progress,
        )
