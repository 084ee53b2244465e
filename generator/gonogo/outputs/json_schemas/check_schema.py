"""The schema of `gonogo/check/1`: the findings in the files."""

from __future__ import annotations

from gonogo.core.diagnostics import Severity
from gonogo.outputs.json_schemas.shapes import COUNT, TEXT, document, list_of, one_of, or_null, record

SEVERITY = one_of(*(severity.value for severity in Severity))
PATH = (TEXT, "The path of the file.")
LINE = (COUNT, "The line in the file, from 1.")
_FINDING = {
    "rule": (TEXT, "The id of the rule."),
    "severity": (SEVERITY, "The severity of the finding."),
    "message": (TEXT, "The problem, as a sentence."),
    "path": PATH,
    "line": LINE,
    "column": (COUNT, "The column in the line, from 1."),
    "help": (or_null(TEXT), "The suggested fix, for people."),
}
_ACCEPTED = record(
    id=(TEXT, "The id below `accepted` in policy.yml."),
    at=(TEXT, "The reference of the place where the finding is accepted."),
    reason=(TEXT, "The reason why the finding needs no action."),
    **_FINDING,
)
CHECK = document(
    "check",
    "The output of `gonogo check --format json`.",
    diagnostics=(list_of(record(**_FINDING)), "The findings, sorted by file and line."),
    accepted=(list_of(_ACCEPTED), "The findings that the project accepts. `diagnostics` does not include them."),
)
