"""No report format repeats a secret, even if the file has other errors."""

from pathlib import Path

import pytest

from building import Files, lay_out, signed, write_release
from gonogo.core.secrets import HIDDEN, hide_secrets
from gonogo.reporting import FORMATS, render_report
from gonogo.reporting.report import Report

SECRET = "Tr0ub4dor-and-3"  # noqa: S105 - made up
ITEM = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: {status}
      note: {note}
      title: Lint
"""
FILES = [
    pytest.param(ITEM.format(status="open", note=f'"password: {SECRET}"'), id="alone"),
    pytest.param(ITEM.format(status="opne", note=f'"password: {SECRET}"'), id="beside another error"),
    pytest.param(ITEM.format(status=f'"token={SECRET}"', note="n"), id="in an unknown state word"),
    pytest.param(ITEM.format(status="open", note=f"password: {SECRET}"), id="on a line that is not YAML"),
    pytest.param(ITEM.format(status="open", note=f'"password: {SECRET}" # old'), id="before a lost comment"),
    pytest.param(ITEM.format(status="open", note=f"n # password: {SECRET}"), id="in a lost comment"),
    pytest.param(ITEM.format(status="open", note=f'"password: {SECRET}\u200b"'), id="with a forbidden character"),
    pytest.param(ITEM.format(status="open", note=f'&anchor "password: {SECRET}"'), id="under an anchor"),
    pytest.param(
        ITEM.format(status="open", note=f'"password: {SECRET}"\n      due: tomorrow'), id="above another error"
    ),
    pytest.param(
        ITEM.format(status="open", note="n").replace("title: Lint", f'titel: "api_key={SECRET}"'),
        id="under an unknown key",
    ),
    pytest.param(ITEM.format(status="open", note="n") + f'  "token={SECRET}": x\n', id="as a key"),
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("sections", FILES)
def test_report_never_repeats_a_secret(sections: str, form: str, tmp_path: Path) -> None:
    """No format repeats a secret in a line or a message, because more people read a log than a repository."""
    project = lay_out(tmp_path, Files(release=write_release(signed(sections))))
    report = Report(project.diagnostics, project.snapshot.sources, None, "2026-03-01T08:00:00Z")
    assert project.diagnostics
    assert SECRET not in render_report(report, form)


@pytest.mark.parametrize("character", ["\u200b", "\u00ad", "\u034f", "\u115f", "\u2800", "\u3164", "\uffa0"], ids=ascii)
def test_hide_secrets_ignores_invisible_characters(character: str) -> None:
    """A secret is hidden even if an invisible character splits it."""
    token = "ghp_" + "a1B2c3D4e5" * 4
    assert hide_secrets(f"see {token[:9]}{character}{token[9:]}") == HIDDEN
