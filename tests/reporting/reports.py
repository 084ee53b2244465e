"""A report with a finding of every severity, and a function for small reports."""

from gonogo.core.diagnostics import AcceptedFinding, Diagnostic, Severity
from gonogo.core.nodes import Location, Span
from gonogo.reporting.report import Report

PATH = "checklists/shop/v1.yml"
SOURCE = "release: v1\nstatus: opne\ndeclared: READY\npassword: hunter2hunter2\nphone:\n"
AS_OF = "2026-03-01T08:00:00Z"
FIRST_KEY = Span(1, 1, 8)
HEAD = "0f3fd01b9a7c4e5d8f60718293a4b5c6d7e8f901"

ERROR = Diagnostic(
    "unknown-word",
    Severity.ERROR,
    '"status" cannot be "opne"',
    Location(PATH, Span(2, 9, 13)),
    'did you mean "open"?',
)
WARNING = Diagnostic("false-claim", Severity.WARNING, "declared is not so", Location(PATH, Span(3, 11, 16)))
SECRET = Diagnostic(
    "secret-like-value",
    Severity.ERROR,
    "looks like a password or token",
    Location(PATH, Span(4, 1, 25)),
    "revoke it, take it out",
    secret=True,
)
NOTE = Diagnostic("gap", Severity.NOTE, '"phone" of "dba" is empty', Location(PATH, Span(5, 1, 6)), "fill it")
ACCEPTED = AcceptedFinding(WARNING, "wiki", "shop/v1", "The wiki says so too.")
EVERYTHING = Report((ERROR, WARNING, SECRET, NOTE), {PATH: SOURCE}, HEAD, AS_OF)
NOTHING = Report((), {PATH: SOURCE}, HEAD, AS_OF)


def report_of(  # noqa: PLR0913 - the parts of a finding
    message: str = "m",
    *,
    hint: str = "",
    path: str = PATH,
    source: str = "release: v1\n",
    span: Span = FIRST_KEY,
    severity: Severity = Severity.ERROR,
) -> Report:
    """A report with one finding."""
    diagnostic = Diagnostic("bad-id", severity, message, Location(path, span), hint)
    return Report((diagnostic,), {path: source}, HEAD, AS_OF)
