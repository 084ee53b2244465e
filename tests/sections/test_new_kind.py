"""The example "Add a kind of section" of CONTRIBUTING.md works in a copy of gonogo, in every output.

The kind is a register of risks: open, mitigated, accepted. Otherwise, only the two lines of `sections/__init__.py` that
name the kind change in the copy.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from building import RELEASE, Files, signed, write_release
from built_site import read_pages
from cli.running import AS_OF
from package_copy import PackageCopy, copy_package
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

PATH = "checklists/shop/v1.yml"
REF = "shop/v1#risks"
# more entries than a page shows without a filter
MANY = "".join(f"    risk-{number}:\n      status: mitigated\n      title: Risk {number}\n" for number in range(10))


def write_risks(key_loss: str, late_parts: str) -> str:
    """The release with these answers for two risks; the others are settled."""
    return write_release(
        signed(f"""
risks:
  title: Risks
  phase: before
  kind: risks
  owner: qa-lead
  items:
    key-loss:
      status: {key_loss}
      title: A key is lost
      impact: Nobody can sign in
    late-parts:
      status: {late_parts}
      title: Parts come late
    outage:
      status: accepted
      note: The old site stays up
      title: The provider is down
{MANY}""")
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> PackageCopy:
    """A project in which a mitigated risk was reopened, and an open risk was mitigated."""
    root = tmp_path_factory.mktemp("kind")
    edits = {
        "procedure, signoffs": "procedure, risks, signoffs",
        "    signoffs.KIND,\n": "    signoffs.KIND,\n    risks.KIND,\n",
    }
    package = copy_package(
        root, "Add a kind of section", "format/sections/risks.py", edits, "format/sections/__init__.py"
    )
    repository = RepoBuilder(root / "project")
    others = {
        "checklists/shop/v2.yml": RELEASE.replace("release: v1", "release: v2"),
        "docs/notes.md": "# Notes\n",
        "mkdocs.yml": "site_name: Readiness\nplugins: [gonogo]\n",
    }
    repository.load(
        Made("first", Files(release=write_risks("mitigated", "open"), others=others).texts()),
        Made("second", {PATH: write_risks("open", "accepted")}),
        Made("third", {PATH: write_risks("open", "mitigated")}),
    )
    repository.git("checkout", "--quiet", "--force", "main")
    return PackageCopy(package, repository.root)


def test_new_kind_is_one_file_and_its_name(copy: PackageCopy) -> None:
    """Only the new file and the list of kinds differ from the package."""
    assert copy.changes() == ["format/sections/__init__.py", "format/sections/risks.py"]


def test_new_kind_is_run_from_the_copy(copy: PackageCopy) -> None:
    """The commands run the copy and not the installed gonogo."""
    assert copy.find_module("gonogo.format.sections.risks") == copy.package / "format/sections" / "risks.py"


def test_new_kind_is_checked(copy: PackageCopy, tmp_path: Path) -> None:
    """Files with the new kind are accepted, and a misspelled state has a hint."""
    assert copy.run("check").code == 0
    other = shutil.copytree(copy.project, tmp_path / "project")
    (other / PATH).write_text(write_risks("open", "mitigatd"), encoding="utf-8")
    ran = copy._replace(project=other).run("check")
    assert ran.code == 1
    assert 'error[unknown-word]: "status" cannot be "mitigatd"' in ran.out
    assert 'did you mean "mitigated"?' in ran.out


def test_new_kind_counts_in_the_verdict(copy: PackageCopy) -> None:
    """An open risk in a go phase blocks; mitigated and accepted risks are settled."""
    release = copy.run("status", "shop/v1", "--format", "json", *AS_OF).document["releases"][0]
    sections = {section["id"]: section for section in release["sections"]}
    assert (sections["risks"]["kind"], sections["risks"]["settled"], sections["risks"]["total"]) == ("risks", 12, 13)
    assert release["progress"] == {"settled": 12, "total": 14}
    blockers = [(one["ref"], one["rule"], one["message"]) for one in release["blockers"]]
    assert (f"{REF}/key-loss", "entry-open", "A key is lost: open") in blockers
    assert [ref for ref, _, _ in blockers if ref.startswith(REF)] == [f"{REF}/key-loss"]


def test_open_entry_of_the_new_kind_is_in_next(copy: PackageCopy) -> None:
    """`gonogo next` lists the open risk for the owner of its section."""
    entries = copy.run("next", "--format", "json", *AS_OF).document["entries"]
    assert [(one["state"], one["owner"]) for one in entries if one["ref"] == f"{REF}/key-loss"] == [
        ("open", ["qa-lead"])
    ]
    assert [one["ref"] for one in entries if one["ref"].startswith(REF)] == [f"{REF}/key-loss"]


def test_new_kind_is_in_show(copy: PackageCopy) -> None:
    """`gonogo show` prints the state of a risk."""
    document = copy.run("show", f"{REF}/outage", "--format", "json", *AS_OF).document
    assert '"accepted"' in str(document).replace("'", '"')


def test_reversal_of_a_new_kind_is_flagged(copy: PackageCopy) -> None:
    """`gonogo log` marks a change from a settled to an unsettled state as a reversal, and no other change."""
    events = copy.run("log", "--format", "json").document["events"]
    states = [one for one in events if one["kind"] == "state" and one["before"]]
    changes = [(one["before"], one["after"], one["reversal"]) for one in states]
    assert sorted(changes) == [
        ("accepted", "mitigated", False),
        ("mitigated", "open", True),
        ("open", "accepted", False),
    ]


def test_pages_contain_the_new_kind(copy: PackageCopy, tmp_path: Path) -> None:
    """Phase page, legend, filter, reversals and home page contain the new kind."""
    ran = copy.run("build", *AS_OF, "--site-dir", tmp_path / "site")
    assert ran.code == 0, ran.err
    pages = read_pages(tmp_path / "site")
    phase = (tmp_path / "site/shop/v1/before/index.html").read_text(encoding="utf-8")
    shown = {
        name: re.search(rf'<div id="{name}" class="([^"]*)".*?#gonogo_(\w+)"', phase, re.DOTALL)
        for name in ("key-loss", "late-parts", "outage")
    }
    assert {name: match.groups() for name, match in shown.items() if match} == {
        "key-loss": ("gonogo-item gonogo-bad is-open", "blocked"),
        "late-parts": ("gonogo-item gonogo-good", "go"),
        "outage": ("gonogo-item gonogo-warn", "waived"),
    }
    assert '<form class="gonogo-filter"' in phase
    text = pages["shop/v1/before/index.html"].text
    for words in ("Mitigated", "Accepted", "Impact", "Nobody can sign in", "mitigated → open", "12 of 13 settled"):
        assert words in text, words
    assert "waived, not applicable or accepted" in pages["shop/v1/index.html"].text
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert re.search(r'data-label="Risks">.*?1 open.*?12 of 13', home)


def test_schema_contains_the_new_kind(copy: PackageCopy) -> None:
    """The schema contains the kind, its states and its keys."""
    schema = copy.run("schema", "release").out
    assert re.search(r'"enum": \[\s*"open",\s*"mitigated",\s*"accepted"\s*\]', schema)
    assert re.search(r'"const": "risks"', schema)
    assert '"impact"' in schema


def test_reference_contains_the_new_kind(copy: PackageCopy, tmp_path: Path) -> None:
    """The reference page of kinds has a chapter about the new kind."""
    assert copy.run("reference", tmp_path).code == 0
    chapter = (tmp_path / "kinds.md").read_text(encoding="utf-8").partition("## `risks`")[2].partition("\n## ")[0]
    assert "Settled when `mitigated`, or when `accepted` as it is." in chapter
    assert "`open`, `mitigated`, `accepted`" in chapter.replace(" or ", ", ").replace(", ,", ",")
    assert "| `impact` |" in chapter
