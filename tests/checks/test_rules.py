"""All rules are registered, documented and tested, and have the documented severity."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import gonogo
from building import AS_OF, Files, lay_out, write_release
from gonogo import checks
from gonogo.checks.file_rules import DOCUMENT_RULES
from gonogo.checks.rule import rule_id
from gonogo.checks.rules import FACT_RULES, RULES
from gonogo.core.diagnostics import READING_RULES, Severity
from gonogo.pipelines.assessment import assess, load
from gonogo.pipelines.checking import check

# Modules that are not rules: the interface of rules, the lists of rules, and the handling of findings.
NO_RULE = {"acceptance", "file_rules", "rule", "rules"}
MODULES = sorted({module.name for module in iter_modules(checks.__path__)} - NO_RULE)
SEVERITIES = {
    "acceptance-not-in-effect": Severity.NOTE,
    "accepted-finds-nothing": Severity.NOTE,
    "answer-not-authorised": Severity.WARNING,
    "broken-procedure": Severity.WARNING,
    "deployed-against-no-go": Severity.WARNING,
    "evidence-not-found": Severity.ERROR,
    "expired-waiver": Severity.WARNING,
    "false-claim": Severity.WARNING,
    "gap": Severity.NOTE,
    "history-begins-at-a-move": Severity.NOTE,
    "landing-times-disagree": Severity.WARNING,
    "main-not-here": Severity.WARNING,
    "meaningless-reason": Severity.WARNING,
    "na-without-reason": Severity.ERROR,
    "no-outcome-after-t0": Severity.WARNING,
    "no-trust-root": Severity.NOTE,
    "number-without-comparison": Severity.NOTE,
    "outcome-not-authorised": Severity.ERROR,
    "overlapping-windows": Severity.WARNING,
    "policy-cannot-be-met": Severity.WARNING,
    "registry-not-authorised": Severity.ERROR,
    "secret-like-value": Severity.ERROR,
    "shared-identity": Severity.ERROR,
    "signoff-by-another": Severity.ERROR,
    "signoff-not-counting": Severity.WARNING,
    "slot-changed": Severity.ERROR,
    "stale-signoff": Severity.WARNING,
    "t0-moved": Severity.WARNING,
    "text-lost-to-comment": Severity.ERROR,
    "timeline-out-of-order": Severity.WARNING,
    "unapproved-waiver": Severity.WARNING,
    "uncovered-section": Severity.WARNING,
    "unknown-author": Severity.WARNING,
    "unknown-channel": Severity.ERROR,
    "unknown-owner": Severity.ERROR,
    "unknown-person": Severity.ERROR,
    "unknown-role": Severity.ERROR,
    "unowned-entry": Severity.NOTE,
    "unreachable-owner": Severity.NOTE,
    "unsettled-after-deployment": Severity.WARNING,
    "waiver-ends-before-t0": Severity.WARNING,
    "window-ends-before-t0": Severity.WARNING,
    "would-lock-out": Severity.ERROR,
    "wrong-acceptance": Severity.ERROR,
}
FRESH = """
code:
  title: Code
  phase: before
  owner: qa-lead
  due: T-1d
  items:
    lint:
      status: open
      title: Lint is clean
    quality:
      title: Quality
      items:
        tests:
          status: open
          title: Tests pass
go-criteria:
  title: Go criteria
  phase: before
  kind: criteria
  owner: cto
  items:
    budget:
      status: open
      title: The budget is approved
    code-done:
      title: The code is done
      when: [code]
no-go-triggers:
  title: No-go triggers
  phase: before
  kind: triggers
  decides: no-go
  owner: qa-lead
  items:
    outage:
      status: open
      title: A provider is down
rollback-triggers:
  title: Rollback triggers
  phase: fallback
  kind: triggers
  decides: rollback
  items:
    corruption:
      status: open
      title: Data is corrupt
rollback:
  title: Rollback
  phase: fallback
  kind: procedure
  items:
    restore:
      status: open
      title: Restore
      span: 0-5
news:
  title: News
  phase: after
  kind: notices
  items:
    started:
      status: open
      title: We have started
      at: T-0
      channels: [ops]
speed:
  title: Speed
  phase: after
  kind: metrics
  items:
    p95:
      observed:
      title: 95th percentile
      target: "< 2 seconds"
sign-offs:
  title: Sign-offs
  phase: before
  kind: signoffs
  items:
    qa-lead:
      decision:
      by:
      title: QA Lead
    cto:
      decision:
      by:
      title: CTO
      covers: [all, sign-offs/qa-lead]
"""


def test_rules_are_all_modules_of_the_package() -> None:
    """Every module of a rule is in the list of rules exactly once."""
    assert sorted(rule.__name__.rpartition(".")[2] for rule in RULES) == MODULES


def test_rules_are_in_alphabetical_order() -> None:
    """The lists of rules are sorted, so that two new rules rarely conflict."""
    assert [[rule.__name__ for rule in rules] for rules in (DOCUMENT_RULES, FACT_RULES)] == [
        sorted(rule.__name__ for rule in rules) for rules in (DOCUMENT_RULES, FACT_RULES)
    ]


@pytest.mark.parametrize("name", MODULES)
def test_rule_has_a_complete_docstring(name: str) -> None:
    """The docstring of a rule has a summary, a reason, an indented example, and a hint."""
    what, _, rest = (import_module(f"gonogo.checks.{name}").__doc__ or "").partition("\n\n")
    why, example, hint = re.split(r"\nExample:\n|\nDo instead: ", rest)
    assert re.fullmatch(r"[A-Z].*\.", what, re.DOTALL), "the first paragraph is what is found"
    assert why.strip().endswith("."), "the second says why it matters"
    assert example.startswith("    "), "the example is indented"
    assert hint.strip(), "the hint says something"


@pytest.mark.parametrize("name", MODULES)
def test_rule_has_a_test_file(name: str) -> None:
    """Every rule has a test file with a table of findings and a table in which it stays silent."""
    text = (Path(__file__).parent / f"test_{name}.py").read_text(encoding="utf-8")
    assert f'RULE = "{name.replace("_", "-")}"' in text
    assert {f"def test_{name}_is_found(", f"def test_{name}_stays_silent("} <= set(re.findall(r"def \w+\(", text))


def test_rule_severities_are_those_of_the_handbook() -> None:
    """Every rule has the severity of the table."""
    assert {rule_id(rule): rule.SEVERITY for rule in RULES} == SEVERITIES


def test_fresh_checklist_has_no_findings(tmp_path: Path) -> None:
    """A fresh checklist with every kind and only open entries has no findings."""
    project = lay_out(tmp_path, Files(release=write_release(FRESH)))
    assert project.diagnostics == ()


def test_fresh_registry_has_only_notes(tmp_path: Path) -> None:
    """In a project with vacant roles, contacts without numbers and an unplanned T-0, the check reports only notes."""
    files = Files(
        release=write_release(FRESH, deploy_at=""),
        people="people:\n  ann:\n    name: Ann\n    emails:",
        policy="format: 1\nproject: shop-0001\nmaintainers:",
        roles="roles:\n  qa-lead:\n    title: QA\n    people:\n  cto:\n    title: CTO\n    people:",
        system="name: Shop\ncontacts:\n  dba:\n    title: DBA\n    phone:\nchannels:\n  ops:\n    title: Ops",
    )
    project = lay_out(tmp_path, files)
    assert [one for one in project.diagnostics if one.severity is not Severity.NOTE] == []


def test_checklists_of_this_repository_have_only_false_claims() -> None:
    """The checklists of this repository have no errors, and only warnings about false claims."""
    snapshot = load(Path(__file__).parents[2])
    found = check(snapshot, assess(snapshot, AS_OF), AS_OF).diagnostics
    assert {one.rule for one in found if one.severity is Severity.ERROR} == set()
    assert {one.rule for one in found if one.severity is Severity.WARNING} == {"false-claim"}


def _named_in_source() -> Iterator[str]:
    """The rule ids that the source code passes to a diagnostic."""
    for file in Path(gonogo.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="_log"))):
                    pass
                case ast.Call(
                    func=ast.Name(id="Diagnostic" | "refuse") | ast.Attribute(attr="error" | "refuse"),
                    args=[ast.Constant(value=str(rule)), _, *_],
                ):
                    yield rule


def test_rules_in_source_are_all_documented() -> None:
    """Every rule id in the source code is documented, and every reading rule is used."""
    known = {*READING_RULES, *(rule_id(rule) for rule in RULES)}
    named = set(_named_in_source())
    assert (named - known, set(READING_RULES) - named) == (set(), set())


def test_rule_ids_are_never_used_twice() -> None:
    """A rule of a module and a reading rule never have the same id."""
    assert {rule_id(rule) for rule in RULES} & set(READING_RULES) == set()
