"""The report formats for programs: JSON, GitHub workflow commands and JUnit."""

import json
import re
from xml.etree import ElementTree as ET

import pytest

from gonogo.core.diagnostics import Severity
from gonogo.core.frozen import replace
from gonogo.reporting import FORMATS, render_report
from reporting.reports import ACCEPTED, AS_OF, EVERYTHING, HEAD, NOTHING, report_of

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
HOSTILE = [
    pytest.param("\x1b[31mred", id="an escape sequence"),
    pytest.param("a\u202eb", id="right to left override"),
    pytest.param("a\nb", id="a line end"),
    pytest.param("a\rb", id="a carriage return"),
    pytest.param("a\x00b", id="NUL"),
    pytest.param("::error::pwned", id="a workflow command"),
    pytest.param("100%0A::error::pwned", id="an escaped line end"),
    pytest.param("a,line=1::b", id="the separators of properties"),
    pytest.param("<a href='&amp;'>\"]]>", id="the characters of XML"),
    pytest.param("a\udcffb", id="a byte that is not UTF-8 in a name"),
    pytest.param("\ufffe\uffff", id="characters that XML does not allow"),
]
JSON = {
    "schema": "gonogo/check/1",
    "head": HEAD,
    "as_of": AS_OF,
    "history": "none",
    "diagnostics": [
        {
            "rule": "unknown-word",
            "severity": "error",
            "message": '"status" cannot be "opne"',
            "path": "checklists/shop/v1.yml",
            "line": 2,
            "column": 9,
            "help": 'did you mean "open"?',
        },
        {
            "rule": "false-claim",
            "severity": "warning",
            "message": "declared is not so",
            "path": "checklists/shop/v1.yml",
            "line": 3,
            "column": 11,
            "help": None,
        },
        {
            "rule": "secret-like-value",
            "severity": "error",
            "message": "looks like a password or token",
            "path": "checklists/shop/v1.yml",
            "line": 4,
            "column": 1,
            "help": "revoke it, take it out",
        },
        {
            "rule": "gap",
            "severity": "note",
            "message": '"phone" of "dba" is empty',
            "path": "checklists/shop/v1.yml",
            "line": 5,
            "column": 1,
            "help": "fill it",
        },
    ],
    "accepted": [],
}
GITHUB = [
    (
        "::error file=checklists/shop/v1.yml,line=2,col=9,endColumn=13,title=unknown-word::"
        '"status" cannot be "opne"%0Adid you mean "open"?'
    ),
    "::warning file=checklists/shop/v1.yml,line=3,col=11,endColumn=16,title=false-claim::declared is not so",
    (
        "::error file=checklists/shop/v1.yml,line=4,col=1,endColumn=25,title=secret-like-value::"
        "looks like a password or token%0Arevoke it, take it out"
    ),
    '::notice file=checklists/shop/v1.yml,line=5,col=1,endColumn=6,title=gap::"phone" of "dba" is empty%0Afill it',
]
JUNIT = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuite name="gonogo check" tests="4" failures="3" errors="0" skipped="0">',
    (
        '  <testcase classname="checklists/shop/v1.yml" name="unknown-word checklists/shop/v1.yml:2:9">'
        '<failure type="error" message=\'checklists/shop/v1.yml:2:9: "status" cannot be "opne"; '
        'did you mean "open"?\'/></testcase>'
    ),
    (
        '  <testcase classname="checklists/shop/v1.yml" name="false-claim checklists/shop/v1.yml:3:11">'
        '<failure type="warning" message="checklists/shop/v1.yml:3:11: declared is not so"/></testcase>'
    ),
    (
        '  <testcase classname="checklists/shop/v1.yml" name="secret-like-value checklists/shop/v1.yml:4:1">'
        '<failure type="error" message="checklists/shop/v1.yml:4:1: looks like a password or token; '
        'revoke it, take it out"/></testcase>'
    ),
    '  <testcase classname="checklists/shop/v1.yml" name="gap checklists/shop/v1.yml:5:1"/>',
    "</testsuite>",
]


def test_report_formats_are_as_documented() -> None:
    """The formats are text, the default, json, github and junit."""
    assert FORMATS == ("text", "json", "github", "junit")


def test_json_contains_every_finding() -> None:
    """Every finding has its location; an empty hint is null; the keys are in the documented order."""
    text = render_report(EVERYTHING, "json")
    assert text == json.dumps(JSON, indent=2, ensure_ascii=False) + "\n"


def test_json_without_findings_has_an_empty_list() -> None:
    """Without findings, the document has all keys and an empty list."""
    assert json.loads(render_report(NOTHING, "json")) == {**JSON, "diagnostics": []}


def test_github_has_a_workflow_command_for_every_finding() -> None:
    """Every finding is a workflow command with its hint on a separate line."""
    assert render_report(EVERYTHING, "github").splitlines() == GITHUB


def test_github_without_findings_is_empty() -> None:
    """A report without findings has no annotation."""
    assert render_report(NOTHING, "github") == ""


def test_junit_has_a_test_case_for_every_finding() -> None:
    """Errors and warnings are failures; notes pass."""
    assert render_report(EVERYTHING, "junit").splitlines() == JUNIT


def test_junit_without_findings_has_a_passed_case() -> None:
    """Without findings, the suite has a passed case, because an empty suite would look as if the check had not run."""
    assert render_report(NOTHING, "junit").splitlines() == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuite name="gonogo check" tests="1" failures="0" errors="0" skipped="0">',
        '  <testcase classname="gonogo" name="check"/>',
        "</testsuite>",
    ]


def test_accepted_findings_are_separate_in_every_format() -> None:
    """JSON lists them with id, location and reason; JUnit skips them; GitHub gets no annotation."""
    report = replace(NOTHING, accepted=(ACCEPTED,))
    finding = {"id": "wiki", "at": "shop/v1", "reason": "The wiki says so too.", **JSON["diagnostics"][1]}  # type: ignore[dict-item] # a list
    assert json.loads(render_report(report, "json")) == {**JSON, "diagnostics": [], "accepted": [finding]}
    assert render_report(report, "github") == ""
    assert render_report(report, "junit").splitlines()[1:3] == [
        '<testsuite name="gonogo check" tests="1" failures="0" errors="0" skipped="1">',
        (
            '  <testcase classname="checklists/shop/v1.yml" name="false-claim checklists/shop/v1.yml:3:11">'
            '<skipped message="checklists/shop/v1.yml:3:11: declared is not so; accepted: The wiki says so too."/>'
            "</testcase>"
        ),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_accepted_finding_has_an_escaped_reason(text: str) -> None:
    """The reason in policy.yml can be any text, and controls no output."""
    report = replace(NOTHING, accepted=(replace(ACCEPTED, reason=text),))
    (case,) = ET.fromstring(render_report(report, "junit").encode())  # noqa: S314 - our own
    assert CONTROL.findall("".join([*case.attrib.values(), *case[0].attrib.values()])) == []
    printed = render_report(report, "json")
    assert CONTROL.findall(printed) == []
    assert json.loads(printed)["accepted"][0]["reason"] == text
    assert CONTROL.findall(render_report(report, "text")) == []


GITHUB_ESCAPES = [
    pytest.param("50% of", "50%25 of", id="a percent sign"),
    pytest.param("a\nb", "a%0Ab", id="a line end"),
    pytest.param("a\r\nb", "a%0D%0Ab", id="carriage return and line end"),
    pytest.param("%0A::error::x", "%250A::error::x", id="an already escaped line end"),
    pytest.param("a: b, c", "a: b, c", id="colon and comma, which messages keep"),
]


@pytest.mark.parametrize(("message", "escaped"), GITHUB_ESCAPES)
def test_github_escapes_messages(message: str, escaped: str) -> None:
    """As GitHub's own toolkit, the format escapes percent signs and line ends."""
    assert render_report(report_of(message), "github").partition("bad-id::")[2] == f"{escaped}\n"


def test_github_escapes_properties() -> None:
    """In a path, the format also escapes colons and commas, so that the path cannot add a property."""
    line = render_report(report_of(path="a,line=9::b%\n.yml"), "github")
    assert line == "::error file=a%2Cline=9%3A%3Ab%25%0A.yml,line=1,col=1,endColumn=8,title=bad-id::m\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_github_writes_one_command_per_finding(text: str) -> None:
    """No text in a path, message or hint adds a second command or a control character."""
    out = render_report(report_of(text, hint=text, path=f"{text}.yml"), "github")
    lines = out.splitlines()
    assert (len(lines), lines[0].startswith("::error file=")) == (1, True)
    assert CONTROL.findall(out) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_junit_is_valid_xml_for_hostile_texts(text: str) -> None:
    """The output parses as XML, and contains no control characters."""
    (case,) = ET.fromstring(render_report(report_of(text, hint=text, path=f"{text}.yml"), "junit").encode())  # noqa: S314 - our own
    (failure,) = case
    assert failure.attrib.keys() == {"type", "message"}
    assert CONTROL.findall("".join([*case.attrib.values(), *failure.attrib.values()])) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("<b>&\"'", "<b>&\"'", id="the special characters of XML"),
        pytest.param("a\x1bb", "a\\u001bb", id="a character that XML does not allow"),
        pytest.param("a\nb", "a\\u000ab", id="a line end, which an attribute would lose"),
    ],
)
def test_junit_keeps_the_message(text: str, shown: str) -> None:
    """The message in the file is the message of other formats, with visible control characters."""
    (case,) = ET.fromstring(render_report(report_of(text), "junit"))  # noqa: S314 - our own
    assert case[0].attrib["message"] == f"checklists/shop/v1.yml:1:1: {shown}"


@pytest.mark.parametrize("text", HOSTILE)
def test_json_keeps_message_and_path_unchanged(text: str) -> None:
    """JSON has exactly the message and the path of a finding, and can be written as UTF-8."""
    document = json.loads(render_report(report_of(text, path=f"{text}.yml"), "json").encode())
    assert [(finding["message"], finding["path"]) for finding in document["diagnostics"]] == [(text, f"{text}.yml")]


@pytest.mark.parametrize("form", FORMATS)
def test_report_never_shows_a_line_with_a_secret(form: str) -> None:
    """No report format shows the line that contains a secret."""
    assert "hunter2" not in render_report(EVERYTHING, form)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("severity", list(Severity))
def test_report_format_supports_every_severity(form: str, severity: Severity) -> None:
    """Every format shows the rule; every format shows the message, except JUnit for notes."""
    out = render_report(report_of("the-message", severity=severity), form)
    says_message = form != "junit" or severity is not Severity.NOTE
    assert ("bad-id" in out, "the-message" in out) == (True, says_message)
