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
    "message": (TEXT, "What is wrong, as a sentence."),
    "path": PATH,
    "line": LINE,
    "column": (COUNT, "The column in the line, from 1."),
    "help": (or_null(TEXT), "What to do, for people."),
}
_ACCEPTED = record(
    id=(TEXT, "The id below `accepted` in policy.yml."),
    at=(TEXT, "The reference of the place for which it is accepted."),
    reason=(TEXT, "Why nobody has to act on it."),
    **_FINDING,
)
CHECK = document(
    "check",
    "What `gonogo check --format json` prints.",
    diagnostics=(list_of(record(**_FINDING)), "The findings by file and line."),
    accepted=(list_of(_ACCEPTED), "The findings that the project accepts, which are not among the others."),
)
