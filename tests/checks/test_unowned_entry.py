"""Rule `unowned-entry`: entries that GO requires and that have no owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import Files, lay_out, signed, write_release

if TYPE_CHECKING:
    from pathlib import Path

RULE = "unowned-entry"
HINT = "add an `owner:` line to each entry or to the section"


def section(*entries: str, kind: str = "checklist", phase: str = "before", more: str = "about: x") -> str:
    """A section with the entries a, b, c, …, each with these lines."""
    head = f"»code:\n  title: Code\n  phase: {phase}\n  kind: {kind}\n  {more}\n  items:\n"
    return head + "".join(
        f"    {name}:\n      title: T\n" + "".join(f"      {line}\n" for line in lines.split("; "))
        for name, lines in zip("abcdef", entries, strict=False)
    )


def release(sections: str, *, outcome: str = "") -> Files:
    """A release with a section."""
    return Files(release=write_release(signed(sections), outcome=outcome))


@pytest.mark.parametrize(
    ("files", "what"),
    [
        pytest.param(
            release(section("status: open", "status: done", "status: open; owner: ann")),
            '1 entry in "code" that GO requires: a',
            id="a single open entry without an owner",
        ),
        pytest.param(
            release(section(*["status: open"] * 5)), '5 entries in "code" that GO requires: a, b, c and 2 more', id="5"
        ),
        pytest.param(
            release(section("status: unmet", kind="criteria")),
            '1 entry in "code" that GO requires: a',
            id="a criterion",
        ),
        pytest.param(
            release(section("status: open", kind="triggers", more="decides: no-go", phase="after")),
            '1 entry in "code" that GO requires: a',
            id="a no-go trigger in a phase with gate close",
        ),
    ],
)
def test_unowned_entry_is_found(files: Files, what: str, tmp_path: Path) -> None:
    """Each section has a single finding, at its id."""
    project = lay_out(tmp_path, files)
    assert project.find(RULE) == project.expect((f"no owner for {what}", HINT))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(release(section("status: open", more="owner: ann")), id="the section has an owner"),
        pytest.param(release(section("status: open; owner: nobody")), id="an unknown owner, which has another rule"),
        pytest.param(release(section("status: done")), id="it is done"),
        pytest.param(release(section("status: open", phase="after")), id="gate close"),
        pytest.param(release(section("status: open", phase="fallback")), id="gate none"),
        pytest.param(release(section("status: open"), outcome="deployed"), id="the release is closed"),
        pytest.param(release(section("when: [sign-offs]", kind="criteria")), id="a derived criterion"),
        pytest.param(
            release(section("status: open", kind="triggers", more="decides: rollback")), id="a rollback trigger"
        ),
        pytest.param(Files(), id="a sign-off, which has a role"),
    ],
)
def test_unowned_entry_stays_silent(files: Files, tmp_path: Path) -> None:
    """The rule stays silent about owned or settled entries, and entries that GO does not require."""
    project = lay_out(tmp_path, files)
    assert (project.find(RULE), project.unread) == ([], [])
