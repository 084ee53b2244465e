"""`audience: public` keeps what reaches a person privately out of every byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from built_site import build, copy_project

if TYPE_CHECKING:
    from pathlib import Path

_PRIVATE = ("+1-555-0777", "+15550777", "oncall@private.example", "pager-4711", "ann@private.example")


def _project(folder: Path, audience: str) -> Path:
    project = copy_project(folder)
    lists = project / "checklists"
    with (lists / "policy.yml").open("a", encoding="utf-8") as policy:
        policy.write(f"audience: {audience}\n")
    people = lists / "people.yml"
    text = people.read_text(encoding="utf-8")
    people.write_text(
        text.replace("people:\n", "people:\n  ann:\n    name: Ann\n    emails: [ann@private.example]\n"),
        encoding="utf-8",
    )
    system = lists / "health-scheduler" / "system.yml"
    text = system.read_text(encoding="utf-8")
    extra = "    phone: +1-555-0777\n    email: oncall@private.example\n    pager: pager-4711\n"
    system.write_text(text.replace("    phone: +1-555-0100\n", extra, 1), encoding="utf-8")
    # where nobody looks for them: in a title, a note and the summary of a system
    release = lists / "health-scheduler" / "v1.0.0.yml"
    note = "        status: done\n        note: call +1-555-0777 or oncall@private.example\n"
    text = release.read_text(encoding="utf-8").replace("        status: done\n", note, 1)
    text = text.replace("title: Code and Version Control", "title: Code and +1-555-0777", 1)
    release.write_text(text, encoding="utf-8")
    text = system.read_text(encoding="utf-8").replace("summary: ", "summary: ann@private.example ", 1)
    system.write_text(text, encoding="utf-8")
    return project


def _bytes(site: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in site.rglob("*") if file.is_file())


@pytest.mark.parametrize(("audience", "shown"), [("internal", 5), ("public", 0)])
def test_private_details_are_shown_to_the_audience_that_may_see_them(tmp_path: Path, audience: str, shown: int) -> None:
    """An internal site shows how to reach people; a public one holds no phone, e-mail or pager anywhere."""
    (tmp_path / "project").mkdir()
    result = build(_project(tmp_path / "project", audience), tmp_path / "site")
    assert result.returncode == 0, result.stderr
    everything = _bytes(tmp_path / "site")
    assert sum(value in everything for value in _PRIVATE) == shown
    assert "John Smith" in everything
