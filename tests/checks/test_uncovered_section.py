"""Rule `uncovered-section`: a section required for GO that no sign-off covers."""

from pathlib import Path

import pytest

from building import SIGNOFF, Files, lay_out, tidy, write_release

RULE = "uncovered-section"
CODE = """
{mark}code:
  title: Code
  phase: {phase}
  items:
    lint:
      status: open
      title: Lint is clean
    tests:
      status: open
      title: Tests pass
"""
LAW = """
law:
  title: Law
  phase: before
  items:
    licence:
      status: open
      title: Licences are clear
"""


def release(covers: str, *, mark: str = "", phase: str = "before") -> Files:
    """A release with the section `code` in this phase, and a sign-off with this coverage."""
    slot = f"{tidy(SIGNOFF)}      covers: {covers}\n"
    return Files(release=write_release(tidy(CODE).format(mark=mark, phase=phase) + tidy(LAW) + slot))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(release("[law]", mark="»"), id="another section is covered"),
        pytest.param(release("[law, code/lint]", mark="»"), id="one of two entries is covered"),
    ],
)
def test_uncovered_section_is_found(files: Files, tmp_path: Path) -> None:
    """The finding is at the id of a section that is not covered completely."""
    project = lay_out(tmp_path, files)
    message = 'no sign-off covers section "code", which GO requires'
    assert project.find(RULE) == project.expect((message, "add code to the `covers` of a sign-off"))


def test_uncovered_section_is_found_without_any_signoff(tmp_path: Path) -> None:
    """Without sign-offs, the rule reports every section required for GO."""
    text = tidy(CODE).format(mark="»", phase="before") + "»" + tidy(LAW)
    project = lay_out(tmp_path, Files(release=write_release(text)))
    assert project.find(RULE) == project.expect(
        *[
            (
                f'no sign-off covers section "{name}", which GO requires',
                f"add {name} to the `covers` of a sign-off",
            )
            for name in ("code", "law")
        ]
    )


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(Files(), id="only a sign-off"),
        pytest.param(release("[all]"), id="all"),
        pytest.param(release("[before/licence, code]"), id="an entry by its phase"),
        pytest.param(release("[code, law]"), id="by section"),
        pytest.param(release("[code/lint, code/tests, law]"), id="every entry of it"),
        pytest.param(release("[law]", phase="after"), id="a section that is not required for GO"),
    ],
)
def test_uncovered_section_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about covered sections, and sections that are not required for GO."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
